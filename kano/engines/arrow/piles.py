"""Rows of a long source on disk, in piles: all rows of a person are in the same one, in as few bytes as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from kano.engines.arrow.arrays import Array, arrow_of, numpy_of
from kano.engines.arrow.people import People
from kano.errors import KanoError

Ints = npt.NDArray[np.int64]

PERSON, WEIGHT = "person", "weight"


@contextmanager
def room() -> Iterator[None]:
    """Raises KanoError `count-disk` when what is done within finds no room, or no place, on the disk."""
    try:
        yield
    except OSError as problem:
        raise KanoError("count-disk", reason=problem.strerror or str(problem)) from problem


class Piles:
    """`names` are columns of numbers below 65,536. Threads may write at once; the files are closed before reading."""

    def __init__(self, folder: Path, number: int, names: Sequence[str], weighs: bool) -> None:
        self.number = number
        self._names = list(names)
        fields = [(PERSON, pa.binary()), *((f"c{i}", pa.uint16()) for i in range(len(names)))]
        self._schema = pa.schema([*fields, *([(WEIGHT, pa.int32())] if weighs else [])])
        self._paths = [folder / f"{i}.arrows" for i in range(number)]
        self._locks = [Lock() for _ in range(number)]
        self._writers: list[Any] = []
        self._files: list[Any] = []

    def open(self) -> None:
        with room():
            self._open()

    def _open(self) -> None:
        for path in self._paths:
            self._files.append(pa.OSFile(str(path), "wb"))
            self._writers.append(pa.ipc.new_stream(self._files[-1], self._schema))

    def close(self) -> None:
        """Also when writing failed: each is closed. Raises KanoError when there is no room for their ends."""
        with room(), ExitStack() as every:
            for each in (*self._files, *self._writers):
                every.callback(each.close)

    def put(self, people: People, columns: Sequence[Array], weights: npt.NDArray[np.float64] | None) -> None:
        """Rows, each to the pile of its person. Raises KanoError when there is no room on the disk."""
        piles = people.piles(self.number)
        order = np.argsort(piles, kind="stable")
        arrays = [people.column(order), *(arrow_of(ids[order].astype(np.uint16)) for ids in columns)]
        arrays += [] if weights is None else [arrow_of(weights[order].astype(np.int32))]
        batch = pa.record_batch(arrays, schema=self._schema)
        ends = np.cumsum(np.bincount(piles, minlength=self.number)).tolist()
        for pile, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
            if end > start:
                self._write(pile, batch.slice(start, end - start))

    def _write(self, pile: int, batch: Any) -> None:
        with room(), self._locks[pile]:
            self._writers[pile].write_batch(batch)

    def read(self, pile: int) -> tuple[Any, dict[str, Ints], Ints | None]:
        """Of a pile the names of its rows' people, the numbers by column, and the weights."""
        with room(), pa.OSFile(str(self._paths[pile])) as file, pa.ipc.open_stream(file) as stream:
            whole = stream.read_all().combine_chunks()
        columns = {name: _numbers(whole.column(f"c{i}")) for i, name in enumerate(self._names)}
        weights = _numbers(whole.column(WEIGHT)) if WEIGHT in self._schema.names else None
        return whole.column(PERSON), columns, weights


def _numbers(column: Any) -> Ints:
    parts = [numpy_of(chunk) for chunk in column.chunks]
    return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, dtype=np.int64)
