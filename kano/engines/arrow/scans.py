"""The files of a source, one after the other: their columns are the same, and what is to be done to each block."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import partial

from kano.engines.arrow.columns import Raw
from kano.engines.arrow.counts import Counts
from kano.engines.arrow.delimited import Delimited
from kano.engines.arrow.heads import BYTES, Head, head_of
from kano.engines.arrow.parquet import Parquet
from kano.engines.arrow.places import File
from kano.engines.engine import HEAD
from kano.errors import KanoError
from kano.readers import OTHERS, PARQUET, Mapping, Table
from kano.readers.jsonrows import looks_like_json

Job = tuple[int, Callable[[], Counts]]
"""How many bytes are done with it, and the work itself."""
Work = Callable[[Raw], Counts]

FEW = 50
"""Rows that are looked at of a file whose header is known."""

_KINDS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"$FL2", b"$FL3", *OTHERS)


def scan_of(files: tuple[File, ...]) -> DelimitedScan | ParquetScan:
    """By what the files are; empty ones are of any kind. Raises KanoError when they are of several, or of another."""
    begins = {file: file.begin(4096) for file in files}
    filled = [file for file, begin in begins.items() if begin.strip()]
    if not filled:
        raise KanoError("file-empty", file=files[0].name)
    are_parquet = begins[filled[0]].startswith(PARQUET)
    for file in filled:
        begin = begins[file]
        other = (begin.startswith(_KINDS) and not file.is_packed) or looks_like_json(begin)
        if other or begin.startswith(PARQUET) != are_parquet:
            raise KanoError("source-kind", file=file.name)
    return ParquetScan(filled) if are_parquet else DelimitedScan(filled)


class DelimitedScan:
    """CSV and its kin. `size` are the bytes as they are stored, `weight` about what they are as text."""

    def __init__(self, files: Sequence[File]) -> None:
        self._files = files
        self._known: dict[tuple[object, ...], tuple[File, Head]] = {}
        self.careful = False
        self.size = sum(file.size for file in files)
        self.weight = sum(file.size * (8 if file.is_packed else 1) for file in files)

    def head(self, mapping: Mapping | None, rows: int = HEAD) -> Table:
        return self._first(mapping, rows)[1].table

    def top(self, mapping: Mapping | None, rows: int = HEAD) -> bytes:
        """The same rows as they stand in the file, unpacked."""
        return self._first(mapping, rows)[1].top

    def _first(self, mapping: Mapping | None, rows: int) -> tuple[File, Head]:
        """The first file that has rows, looked at once for each way of reading. Raises KanoError when none has."""
        m = mapping or Mapping()
        how = m.encoding, m.delimiter, m.header_rows, m.skip_rows, rows
        if how not in self._known:
            self._known[how] = self._look(mapping, rows)
        return self._known[how]

    def _look(self, mapping: Mapping | None, rows: int) -> tuple[File, Head]:
        for file in self._files:
            head = _head(file, mapping, rows, is_last=file is self._files[-1])
            if head:
                return file, head
        raise KanoError("file-empty", file=self._files[0].name)

    def heads(self, mapping: Mapping) -> list[tuple[File, Head | None]]:
        """Of each file, None where it has no rows. Raises KanoError when one has other columns than the first."""
        first, known = self._first(mapping, HEAD)
        source = known.table.source
        same = replace(mapping, header_rows=source.header_rows, skip_rows=source.skip_rows)
        heads = [(file, known if file == first else _head(file, same, FEW)) for file in self._files]
        for file, head in heads:
            if head:
                check_names(file, head.table.names, known.table.names)
        return heads

    def jobs(self, mapping: Mapping, columns: Sequence[str], plain: str | None, work: Work) -> Generator[Job]:
        """Blocks of all files. Raises KanoError, and Tangled where they have to be cut with care."""
        done = 0
        for file, head in self.heads(mapping):
            if head:
                reader = Delimited(file, head, columns, plain, self.careful)
                yield from _blocks(reader, work, done)
            done += file.size


def _blocks(reader: Delimited, work: Work, before: int) -> Generator[Job]:
    read, below = reader.file.stream()
    with below:
        for number, block in enumerate(reader.blocks(read)):
            yield before + below.tell(), partial(_counted, reader, number, block, work)


def _counted(reader: Delimited, number: int, block: bytes, work: Work) -> Counts:
    return work(reader.raw(number, block))


def _head(file: File, mapping: Mapping | None, rows: int, is_last: bool = False) -> Head | None:
    """None when a file has no rows, so that others may. Raises KanoError."""
    try:
        return head_of(file, mapping, rows)
    except KanoError as problem:
        if is_last or problem.code not in ("file-empty", "header-rows-all") or file.size > BYTES or file.is_packed:
            raise
    return None


def check_names(file: File, names: Sequence[str], known: Sequence[str]) -> None:
    """Raises KanoError when a file has other columns; their order does not matter."""
    if set(names) != set(known):
        lacking = ", ".join(name for name in known if name not in names)
        more = ", ".join(name for name in names if name not in known)
        raise KanoError("columns-differ", file=file.name, lacking=lacking or "-", more=more or "-")


class ParquetScan:
    """Parquet: row groups side by side, the columns of a single one likewise; otherwise as `DelimitedScan`."""

    careful = True

    def __init__(self, files: Sequence[File]) -> None:
        self.files = [Parquet(file) for file in files]
        self.size = sum(file.size for file in files)
        self.weight = sum(file.rows for file in self.files) * 32

    def head(self, _: Mapping | None, rows: int = HEAD) -> Table:
        filled = [file for file in self.files if file.rows]
        return (filled or self.files)[0].head(rows)

    def jobs(self, _: Mapping, columns: Sequence[str], plain: str | None, work: Work) -> Generator[Job]:
        """Batches of all files. Raises KanoError when a file has other columns than the first."""
        for file in self.files:
            check_names(file.file, file.names, self.files[0].names)
        groups = sum(file.groups for file in self.files)
        done = 0
        for file in (file for file in self.files if file.rows):
            for group in range(file.groups):
                done += file.file.size * file.rows_of(group) // file.rows
                if groups > 1:
                    yield done, partial(_group, file, group, columns, plain, work)
                else:
                    for raw in file.batches(group, columns, plain, threads=True):
                        yield done, partial(work, raw)


def _group(file: Parquet, group: int, columns: Sequence[str], plain: str | None, work: Work) -> Counts:
    total = Counts()
    for raw in file.batches(group, columns, plain, threads=False):
        total.add(work(raw))
    return total


Scan = DelimitedScan | ParquetScan
