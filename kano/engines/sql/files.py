"""Files for engines that read them with readers of their own: which columns are where, and what stands above them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from pyarrow import fs

from kano.engines.arrow.blocks import row_ends
from kano.engines.arrow.heads import BYTES, Head
from kano.engines.arrow.places import File
from kano.engines.arrow.scans import DelimitedScan, ParquetScan, check_names
from kano.errors import KanoError
from kano.readers import Mapping

_PLAIN = ("utf-8", "utf-8-sig", "ascii")


@dataclass(frozen=True)
class Sheet:
    """Files that are read alike. `columns` are the places by name, `own` what Parquet calls them, in order.

    Of delimited text a row has `cells`, of which `width` may hold something; `top` are the rows above those of people,
    `skip` is how many they are with blank ones.
    """

    paths: tuple[str, ...]
    columns: tuple[tuple[str, int], ...]
    own: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    delimiter: str = ","
    cells: int = 0
    width: int = 0
    skip: int = 0
    top: tuple[tuple[str, ...], ...] = ()
    is_packed: bool = False


def sheets(scan: DelimitedScan | ParquetScan, mapping: Mapping) -> list[Sheet]:
    """The files of a scan, those that are alike together. Raises KanoError when a column is missing in one."""
    each = _parquet(scan) if isinstance(scan, ParquetScan) else _delimited(scan, mapping)
    alike: dict[Sheet, list[str]] = {}
    for sheet in each:
        alike.setdefault(replace(sheet, paths=()), []).extend(sheet.paths)
    return [replace(sheet, paths=tuple(paths)) for sheet, paths in alike.items()]


def _parquet(scan: ParquetScan) -> Iterable[Sheet]:
    known = scan.head(None, 1).names
    for file in (file for file in scan.files if file.rows):
        names = file.head(1)
        check_names(file.file, names.names, known)
        columns = tuple((name, names[name].place) for name in known)
        kinds = tuple(str(file.schema.field(place).type) for _, place in columns)
        yield Sheet((_path(file.file),), columns, tuple(file.schema.names), kinds)


def _delimited(scan: DelimitedScan, mapping: Mapping) -> Iterable[Sheet]:
    heads = [(file, head) for file, head in scan.heads(mapping) if head]
    known = heads[0][1].table.names
    for file, head in heads:
        columns = tuple((name, head.table[name].place) for name in known)
        yield _sheet(file, head, columns)


def _sheet(file: File, head: Head, columns: tuple[tuple[str, int], ...]) -> Sheet:
    source = head.table.source
    if source.encoding not in _PLAIN:
        raise KanoError("source-encoding", file=file.name, encoding=source.encoding)
    delimiter = source.delimiter or ","
    read, below = file.stream()
    with below:
        data = bytes(read(BYTES))
    skip, end = _skipped(data, delimiter, head.skip)
    lines = csv.reader(io.StringIO(data[:end].decode("utf-8-sig"), newline=""), delimiter=delimiter)
    top = tuple(tuple(row) for row in islice((row for row in lines if row), head.skip))
    packed = file.is_packed
    return Sheet((_path(file),), columns, (), (), delimiter, head.cells, head.width, skip, top, packed)


def _skipped(data: bytes, delimiter: str, rows: int) -> tuple[int, int]:
    """How many rows the first so many filled ones are with the blank ones between them, and where they end."""
    start, filled = 0, 0
    if not rows:
        return 0, 0
    for number, end in enumerate(row_ends(data, delimiter).tolist(), start=1):
        filled += bool(data[start:end].strip(b"\r\n"))
        start = end
        if filled == rows:
            return number, end
    return rows, len(data)


def _path(file: File) -> str:
    """As engines name it: by its URL when it is not on this machine."""
    store: Any = file.store
    if isinstance(store, fs.LocalFileSystem):
        return file.path
    return f"{'s3a' if store.type_name == 's3' else store.type_name}://{file.path}"
