"""A file of delimited text as blocks of rows, read as the readers do it: the same rows, the same refusals."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from kano.engines.arrow import blocks
from kano.engines.arrow.arrays import Array, arrow_of
from kano.engines.arrow.columns import Bools, Raw
from kano.engines.arrow.heads import Head
from kano.engines.arrow.places import File
from kano.engines.cells import text_of
from kano.errors import KanoError
from kano.foreign.cells import LONGEST_CELL, letters
from kano.readers import Table

_SOME = 1 << 16
Read = Callable[[int], bytes]


class Delimited:
    """One file whose head is known; `columns` are those that are read, by name."""

    def __init__(self, file: File, head: Head, columns: Sequence[str], plain: str | None, careful: bool = True) -> None:
        self.file = file
        self._careful = careful
        self._head = head
        self._places = {name: head.table[name].place for name in columns}
        self._kinds = {name: _kind(head.table, name, plain) for name in columns}
        self._told: int | None = None

    @property
    def _delimiter(self) -> str:
        return self._head.table.source.delimiter or ","

    def blocks(self, read: Read) -> Iterator[bytes]:
        """The rows below the header. Raises KanoError, and Tangled where more care is needed."""
        return blocks.blocks(self._body(self._pieces(read)), self._delimiter, self.file.name, self._careful)

    def _pieces(self, read: Read) -> Iterator[bytes]:
        return blocks.pieces(read, self._head.table.source.encoding or "utf-8", self.file.name)

    def _body(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        """Without the rows of the header and those above it."""
        data = b""
        for part in parts:
            data += part
            end = self._header_end(data[:_SOME]) or self._header_end(data)
            if end is not None:
                yield data[end:]
                break
        yield from parts

    def _header_end(self, data: bytes) -> int | None:
        """The place behind the rows of the header; None when they do not end here."""
        if not self._head.skip:
            return 0
        start, seen = 0, 0
        for end in blocks.row_ends(data, self._delimiter).tolist():
            seen += bool(data[start:end].strip(b"\r\n"))
            start = end
            if seen == self._head.skip:
                return int(end)
        return None

    def raw(self, number: int, block: bytes) -> Raw:
        """The columns of one block. Raises KanoError, and Tangled where more care is needed."""
        if not (self._careful or blocks.is_plain(block, self._delimiter)):
            raise blocks.Tangled
        told, beyond = self._told, range(self._head.width, self._head.cells)
        wanted = {place: self._kinds[name] for name, place in self._places.items()}
        more = [place for place in (*beyond, told) if place is not None and place not in wanted]
        frame = self._parsed(number, block, wanted | dict.fromkeys(more, pa.binary()))
        for place in beyond:
            self._check_blank(number, block, frame[place])
        arrays = {name: self._checked(frame[place], place) for name, place in self._places.items()}
        rows = len(next(iter(frame.values())))
        return Raw(rows, arrays, partial(self._nobody, number, block, None if told is None else frame[told]))

    def _parsed(self, number: int, block: bytes, wanted: dict[int, Any]) -> dict[int, Any]:
        """Columns by place. Raises KanoError for a row of another length, and what is not of the encoding."""
        if not block.strip(b"\r\n"):
            return {place: pa.nulls(0, kind) for place, kind in wanted.items()}
        self._check_text(block)
        ragged: list[Any] = []

        def refuse(row: Any) -> str:
            ragged.append(row)
            return "error"

        try:
            frame = pc.read_csv(
                pa.BufferReader(block),
                read_options=pc.ReadOptions(column_names=self._names, use_threads=False, block_size=len(block) + 1),
                parse_options=pc.ParseOptions(
                    delimiter=self._delimiter, newlines_in_values=b'"' in block, invalid_row_handler=refuse
                ),
                convert_options=pc.ConvertOptions(
                    column_types={str(place): kind for place, kind in wanted.items()},
                    include_columns=[str(place) for place in wanted],
                    null_values=[""],
                    strings_can_be_null=False,
                ),
            )
        except (pa.ArrowException, ValueError) as problem:
            if ragged:
                self._refuse_row(number, block)
            reason = str(problem).splitlines()[0]
            raise KanoError("file-unreadable", file=self.file.name, reason=reason) from problem
        return {place: _one(frame.column(str(place))) for place in wanted}

    @cached_property
    def _names(self) -> list[str]:
        return [str(place) for place in range(self._head.cells)]

    def _check_text(self, block: bytes) -> None:
        try:
            _ = block.isascii() or block.decode("utf-8")
        except UnicodeDecodeError as problem:
            encoding = self._head.table.source.encoding
            raise KanoError("file-encoding", file=self.file.name, encoding=encoding) from problem

    def _checked(self, array: Any, place: int) -> Any:
        """The array. Raises KanoError for a cell without end."""
        cells = array.dictionary if pa.types.is_dictionary(array.type) else array
        if cells.nbytes > LONGEST_CELL and max((len(cell) for cell in cells.to_pylist()), default=0) > LONGEST_CELL:
            column, most = letters(place + 1), f"{LONGEST_CELL:,}"
            raise KanoError("cell-too-long", file=self.file.name, column=column, most=most)
        return array

    def _check_blank(self, number: int, block: bytes, array: Any) -> None:
        """Raises KanoError when a row has more filled cells than there are columns."""
        if any(cell.strip() for cell in array.to_pylist()):
            self._refuse_row(number, block)

    def _refuse_row(self, number: int, block: bytes) -> None:
        """Raises KanoError for the first row of a block that does not fit, with its number in the file."""
        expected, width = self._head.cells, self._head.width
        for i, row in enumerate(csv.reader(io.StringIO(block.decode(), newline=""), delimiter=self._delimiter), 1):
            if row and (len(row) != expected or any(cell.strip() for cell in row[width:])):
                row_number = self._rows_before(number) + i
                raise KanoError("row-ragged", file=self.file.name, row=row_number, expected=width, actual=len(row))

    def _rows_before(self, number: int) -> int:
        """Rows above a block, blank lines among them."""
        read, below = self.file.stream()
        with below:
            every = blocks.blocks(self._pieces(read), self._delimiter, self.file.name)
            whole = sum(len(blocks.row_ends(block, self._delimiter)) for block in every)
        read, below = self.file.stream()
        with below:
            rest = (block for i, block in enumerate(self.blocks(read)) if i >= number)
            return whole - sum(len(blocks.row_ends(block, self._delimiter)) for block in rest)

    def _nobody(self, number: int, block: bytes, told: Any, rows: Array) -> Bools:
        """Of rows in which nothing is asked for: which hold nothing in the other columns either.

        A column that tells so is remembered, and read along from then on.
        """
        nobody = np.ones(len(rows), dtype=bool)
        if told is not None:
            nobody &= _blank(told, rows)
        others = [place for place in range(self._head.cells) if place not in self._places.values()]
        if not nobody.any() or not others:
            return nobody
        frame = self._parsed(number, block, dict.fromkeys(others, pa.binary()))
        filled = {place: ~_blank(array, rows) for place, array in frame.items()}
        best = max(others, key=lambda place: int(filled[place].sum()))
        if filled[best].any():
            self._told = best
        return np.asarray(~np.logical_or.reduce(list(filled.values())))


def _kind(table: Table, name: str, plain: str | None) -> Any:
    """How a column is read: as it is where most cells are of one byte, or none is like another."""
    long = sum(n for text, n in table[name].counts.items() if len(text.encode()) > 1)
    return pa.binary() if name == plain or long <= len(table) // 8 else pa.dictionary(pa.int32(), pa.string())


def _one(column: Any) -> Any:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _blank(array: Any, rows: Array) -> Bools:
    """Whether the cells of these rows hold nothing."""
    cells = array.take(arrow_of(rows)).to_pylist()
    return np.array([not text_of(cell) for cell in cells], dtype=bool)
