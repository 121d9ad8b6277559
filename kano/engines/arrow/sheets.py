"""Sums for each combination of numbers, added up block by block: dense while there is room, else what occurs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from kano.engines.arrow.arrays import Array
from kano.engines.arrow.coded import Coded
from kano.engines.tally import MOST_CELLS
from kano.errors import KanoError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

ROOM = 1 << 17
"""Combinations that a dense sheet may hold."""


@dataclass(frozen=True)
class Part:
    """Of one block: `sums` (combinations, 1 + parts of the weights) at the places `at`, of all places if it is None."""

    sizes: tuple[int, ...]
    sums: Ints
    at: Ints | None = None


def index_of(columns: Sequence[Coded]) -> Array:
    """The place of each row's combination, in few bytes."""
    index, size = columns[0].ids, columns[0].size
    for column in columns[1:]:
        size *= column.size
        kind = np.min_scalar_type(size)
        index = index.astype(kind, copy=False) * kind.type(column.size) + column.ids.astype(kind, copy=False)
    return index


def part(sizes: tuple[int, ...], index: Array, weights: Sequence[Floats]) -> Part:
    """How many rows have each place of an index, and the sums of their weights."""
    size = prod(sizes)
    if size <= ROOM:
        return Part(sizes, _summed(index, weights, size))
    at, compact = np.unique(index.astype(np.int64), return_inverse=True)
    return Part(sizes, _summed(compact, weights, len(at)), at)


def _summed(index: Array, weights: Sequence[Floats], size: int) -> Ints:
    counts = [np.bincount(index, minlength=size)]
    counts += [np.bincount(index, each, size).astype(np.int64) for each in weights]
    return np.stack(counts, axis=-1)


class Sheet:
    """The sums of all blocks so far."""

    def __init__(self) -> None:
        self._dense: Ints | None = None
        self._sparse: dict[tuple[int, ...], list[int]] = {}

    def add(self, new: Part) -> None:
        """Raises KanoError when there is no end of different combinations."""
        shape = self._shape(new)
        if new.at is None and not self._sparse and prod(shape) <= ROOM:
            self._add_dense(new.sums.reshape(*new.sizes, -1), shape)
        else:
            self._add_sparse(new)

    def merge(self, other: Sheet) -> None:
        if other._dense is not None:
            *sizes, width = other._dense.shape
            self.add(Part(tuple(sizes), other._dense.reshape(-1, width)))
        for key, sums in other._sparse.items():
            self._put(key, sums)

    def _shape(self, new: Part) -> tuple[int, ...]:
        mine = new.sizes if self._dense is None else self._dense.shape[:-1]
        return tuple(map(max, mine, new.sizes))

    def _add_dense(self, grid: Ints, shape: tuple[int, ...]) -> None:
        if self._dense is None or self._dense.shape[:-1] != shape:
            before = self._dense
            self._dense = np.zeros((*shape, grid.shape[-1]), dtype=np.int64)
            if before is not None:
                self._dense[tuple(map(slice, before.shape))] = before
        self._dense[tuple(map(slice, grid.shape))] += grid

    def _add_sparse(self, new: Part) -> None:
        filled = np.flatnonzero(new.sums[:, 0])
        at = filled if new.at is None else new.at[filled]
        keys = zip(*(place.tolist() for place in np.unravel_index(at, new.sizes)), strict=True)
        for key, sums in zip(keys, new.sums[filled].tolist(), strict=True):
            self._put(key, sums)

    def _put(self, key: tuple[int, ...], sums: list[int]) -> None:
        before = self._sparse.get(key)
        self._sparse[key] = sums if before is None else [a + b for a, b in zip(before, sums, strict=True)]
        if len(self._sparse) > MOST_CELLS:
            raise KanoError("count-endless", cells=f"{MOST_CELLS:,}")

    def items(self) -> Iterator[tuple[tuple[int, ...], list[int]]]:
        """What occurs; a combination may come twice."""
        if self._dense is not None:
            filled = np.nonzero(self._dense[..., 0])
            keys = zip(*(place.tolist() for place in filled), strict=True)
            yield from zip(keys, self._dense[filled].tolist(), strict=True)
        yield from self._sparse.items()
