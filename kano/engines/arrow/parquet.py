"""A Parquet file as batches of rows: only the columns that are asked for, a row group at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kano.engines.arrow.arrays import Array, looked_up, texts_of
from kano.engines.arrow.coded import distinct, listed
from kano.engines.arrow.columns import Raw
from kano.engines.arrow.places import File
from kano.engines.cells import text_of
from kano.errors import KanoError
from kano.readers.headers import plain
from kano.readers.table import HEADER_LENGTH, Source, Table, table, unique
from kano.text import clean

ROWS = 1 << 16
"""Of a batch."""

BUFFER = 1 << 20


class Parquet:
    """One file; `names` are those of its columns as the readers would have them. Raises KanoError when it is none."""

    def __init__(self, file: File) -> None:
        self.file = file
        self._metadata: Any = None
        with self._open() as opened:
            self.schema = opened.schema_arrow
            self._metadata = opened.metadata
        self.rows, self.groups = self._metadata.num_rows, self._metadata.num_row_groups
        self.names = unique(
            [clean(plain(name), HEADER_LENGTH) or f"column {i}" for i, name in enumerate(self.schema.names, 1)]
        )
        repeated = sorted({name for name in self.schema.names if self.schema.names.count(name) > 1})
        if repeated:
            raise KanoError("column-repeats", file=file.name, columns=", ".join(repeated))

    def _open(self, dictionaries: Sequence[str] = ()) -> Any:
        try:
            return pq.ParquetFile(
                self.file.open(), read_dictionary=list(dictionaries), buffer_size=BUFFER, metadata=self._metadata
            )
        except (OSError, pa.ArrowException) as problem:
            raise KanoError("file-unreadable", file=self.file.name, reason=str(problem).splitlines()[0]) from problem

    def rows_of(self, group: int) -> int:
        return int(self._metadata.row_group(group).num_rows)

    def head(self, rows: int) -> Table:
        """The columns and the first rows as texts. Raises KanoError when there are none."""
        try:
            with self._open() as opened:
                batch = next(opened.iter_batches(batch_size=rows, use_threads=False), None)
        except (OSError, pa.ArrowException) as problem:
            raise KanoError("file-unreadable", file=self.file.name, reason=str(problem).splitlines()[0]) from problem
        if batch is None or not batch.num_rows:
            raise KanoError("file-empty", file=self.file.name)
        cells = [_cells(array) for array in batch.columns]
        return table(self.names, cells, Source(self.file.name, ""))

    def _own(self, name: str) -> str:
        """What a column is called in the file. Raises KanoError when there is none, or its cells are no single ones."""
        if name not in self.names:
            raise KanoError("column-unknown", column=name, known=", ".join(self.names))
        field = self.schema.field(self.names.index(name))
        if pa.types.is_nested(field.type):
            raise KanoError("column-kind", column=name, kind=str(field.type))
        return str(field.name)

    def batches(self, group: int, columns: Sequence[str], plain: str | None, threads: bool) -> Iterator[Raw]:
        """The rows of a group; `columns` are the names of those that are read.

        `plain` is one in which hardly any cell is like another. Raises KanoError.
        """
        names = {name: self._own(name) for name in columns}
        alike = [own for name, own in names.items() if name != plain]
        try:
            with self._open(alike) as opened:
                for batch in opened.iter_batches(ROWS, [group], list(names.values()), use_threads=threads):
                    yield Raw(batch.num_rows, {name: batch.column(own) for name, own in names.items()})
        except (OSError, pa.ArrowException) as problem:
            raise KanoError("file-unreadable", file=self.file.name, reason=str(problem).splitlines()[0]) from problem


def _cells(array: Any) -> tuple[list[str], Array]:
    """The distinct texts of a column and the place of each row's."""
    if pa.types.is_nested(array.type):
        array = _as_python_says(array)
    made = distinct(array)
    try:
        cells = listed(made.dictionary, "")
    except KanoError:  # Only counting it is refused: the other columns may be all that is asked for.
        cells = [f"({made.dictionary.type})"] * len(made.dictionary)
    texts = [*(text_of(cell) for cell in cells), ""]
    return texts, looked_up(made.indices, np.arange(len(texts)))


def _as_python_says(array: Any) -> Any:
    return texts_of([b"" if cell is None else str(cell).encode() for cell in array.to_pylist()])
