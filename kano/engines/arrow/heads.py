"""The first rows of a file of delimited text: its columns, and how the rest of it is read."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from kano.engines.arrow.blocks import LONGEST_ROW, row_ends
from kano.engines.arrow.places import File
from kano.errors import KanoError
from kano.readers import Mapping, Table, open_grid
from kano.readers.delimited import find_delimiter, find_encoding
from kano.readers.headers import shaped

BYTES = 1 << 20
"""That are looked at first; more when no row ends in them."""


@dataclass(frozen=True)
class Head:
    """`skip` rows stand above those of people, `cells` is how many each of these has: `width` of them may be filled.

    `top` are the bytes that were looked at: the first rows as they stand there.
    """

    table: Table
    skip: int
    width: int
    cells: int
    top: bytes = b""


def head_of(file: File, mapping: Mapping | None, rows: int) -> Head:
    """Raises KanoError when the file is empty, or no delimited text."""
    size = BYTES
    while True:
        begin, is_whole = _begin(file, size)
        encoding = mapping.encoding if mapping and mapping.encoding else find_encoding(_lines(begin))[0]
        text = _decoded(begin, encoding, is_whole, file)
        top = _top(text, mapping, rows, is_whole)
        if top or not text:
            return _head(top.encode(encoding), file, mapping)
        size *= 4
        if size > LONGEST_ROW:
            raise KanoError("file-unreadable", file=file.name, reason="a quoted cell does not end")


def _begin(file: File, size: int) -> tuple[bytes, bool]:
    read, below = file.stream()
    with below:
        begin = read(size)
        return begin, not read(1)


def _lines(begin: bytes) -> bytes:
    """Without what may be half a sign."""
    return begin[: begin.rfind(b"\n") + 1] or begin[: begin.rfind(b"\r") + 1] or begin


def _decoded(begin: bytes, encoding: str, is_whole: bool, file: File) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(begin, is_whole)
    except (ValueError, LookupError) as problem:
        raise KanoError("file-encoding", file=file.name, encoding=encoding) from problem


def _top(text: str, mapping: Mapping | None, rows: int, is_whole: bool) -> str:
    """The first rows, whole ones; "" when none ends."""
    delimiter = mapping.delimiter if mapping and mapping.delimiter else find_delimiter(text)
    data = text.encode("utf-8", "replace")
    ends: Sequence[int] = row_ends(data, delimiter).tolist() if data else []
    if is_whole and len(ends) <= rows:
        return text
    return data[: ends[min(rows, len(ends) - 1)]].decode("utf-8") if ends else ""


def _head(data: bytes, file: File, mapping: Mapping | None) -> Head:
    grid = open_grid(data, file.name, mapping)
    table = shaped(grid, mapping)
    skip = table.source.skip_rows + table.source.header_rows
    return Head(table, skip, len(grid.columns), _cells(data, table, skip), data)


def _cells(data: bytes, table: Table, skip: int) -> int:
    """How many cells the first row below the header has."""
    text = data.decode(table.source.encoding or "utf-8").removeprefix("\ufeff").replace("\x00", " ")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=table.source.delimiter or ",")
    rows = (row for row in lines if row)
    for _ in range(skip):
        next(rows)
    return len(next(rows))
