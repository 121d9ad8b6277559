"""The columns that are asked for: the rows of a block that count, as numbers for texts that are those of all blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kano.engines.arrow.arrays import Array, arrow_of
from kano.engines.arrow.coded import Coded, coded, listed, whole
from kano.engines.arrow.texts import Texts
from kano.engines.arrow.weights import MISSING, UNREAD, told, units
from kano.engines.asked import Asked
from kano.engines.cells import day_of, text_of

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Nobody = Callable[[Array], Bools]
"""Of rows in which none of the columns asked for holds anything: which hold nothing in any other."""


def somebody(rows: Array) -> Bools:
    """Every row is somebody."""
    return np.zeros(len(rows), dtype=bool)


@dataclass(frozen=True)
class Raw:
    """A block as Arrow has it: `arrays` by name."""

    rows: int
    arrays: Mapping[str, Any]
    nobody: Nobody = somebody


@dataclass(frozen=True)
class Rows:
    """The rows of a block that count, by the numbers of their texts; `weights` may be `MISSING`, not unread.

    `plain` is the column that stays as it is. `left` are rows left out by column, `unread` cells that are no weights.
    """

    rows: int
    columns: Mapping[str, Coded]
    weights: Floats | None
    plain: Any
    left: Mapping[str, int]
    unread: Counter[str]


class Columns:
    """The texts of each column that is asked for; `plain` is one that has too many. Threads may share it."""

    def __init__(self, asked: Asked, plain: str | None = None) -> None:
        self.asked = asked
        self.plain = plain
        only_left = set(asked.rows_left_out) - {*_answers(asked), *asked.questions}
        names = [name for name in asked.columns if name not in {asked.weight, plain, *only_left}]
        self.days = {asked.date} if asked.date else set()
        self.texts = {name: Texts(name, day_of if name in self.days else text_of) for name in names}
        self._left = {name: Texts(name, _is_one_of(values)) for name, values in asked.rows_left_out.items()}

    def rows(self, raw: Raw) -> Rows:
        """What of a block counts. Raises KanoError: too many texts, or cells that are none."""
        arrays = {name: whole(array, name) for name, array in raw.arrays.items()}
        columns = {name: coded(arrays[name], texts, name in self.days) for name, texts in self.texts.items()}
        marks = {name: coded(arrays[name], texts) for name, texts in self._left.items()}
        weights = units(arrays[self.asked.weight], self.asked.weight) if self.asked.weight else None
        lost = np.zeros(raw.rows, dtype=bool)
        lost[self._nobody(raw, [*columns.values(), *marks.values()], weights)] = True
        left = {name: self._is_left(name, mark) & ~lost for name, mark in marks.items()}
        for mine in left.values():
            lost |= mine
        return self._kept(arrays, columns, weights, {name: int(mine.sum()) for name, mine in left.items()}, ~lost)

    def _nobody(self, raw: Raw, columns: list[Coded], weights: Floats | None) -> Array:
        """The rows in which nothing stands at all."""
        rest = np.flatnonzero(columns[0].ids == 0) if columns else np.arange(raw.rows)
        for column in columns[1:]:
            rest = rest[column.ids[rest] == 0] if len(rest) else rest
        if weights is not None and len(rest):
            rest = rest[weights[rest] == MISSING]
        if self.plain and len(rest):
            cells = listed(raw.arrays[self.plain].take(arrow_of(rest)), self.plain)
            rest = rest[np.array([text_of(cell) == "" for cell in cells], dtype=bool)]
        return rest[raw.nobody(rest)] if len(rest) else rest

    def _is_left(self, name: str, mark: Coded) -> Bools:
        values = self.asked.rows_left_out[name]
        texts = self._left[name].texts
        named = np.array([text == _LEFT or (text == "" and "" in values) for text in texts])
        return np.asarray(named[mark.ids])

    def _kept(
        self,
        arrays: Mapping[str, Any],
        columns: Mapping[str, Coded],
        weights: Floats | None,
        left: dict[str, int],
        kept: Bools,
    ) -> Rows:
        plain = arrays[self.plain] if self.plain else None
        rows = np.flatnonzero(kept)
        unread = self._unread(arrays, weights, kept)
        if len(rows) < len(kept):
            columns = {name: column.taken(rows) for name, column in columns.items()}
            weights = None if weights is None else weights[rows]
            plain = None if plain is None else plain.take(arrow_of(rows))
        return Rows(len(rows), columns, weights, plain, left, unread)

    def _unread(self, arrays: Mapping[str, Any], weights: Floats | None, kept: Bools) -> Counter[str]:
        if weights is None or self.asked.weight is None:
            return Counter()
        bad = np.flatnonzero((weights == UNREAD) & kept)
        return told(arrays[self.asked.weight].take(arrow_of(bad)), self.asked.weight) if len(bad) else Counter()


def _answers(asked: Asked) -> list[str]:
    paired = [name for pair in asked.pairs for name in (pair.functional, pair.dysfunctional, pair.importance) if name]
    return [*paired, *asked.long.values()]


_LEFT, _STAYS = "left", "stays"


def _is_one_of(values: tuple[str, ...]) -> Callable[[Any], str]:
    """Whether a cell is one of those; a blank one stays blank."""

    def read(raw: Any) -> str:
        text = text_of(raw)
        return text and (_LEFT if text in values else _STAYS)

    return read
