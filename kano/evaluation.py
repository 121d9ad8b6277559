"""Evaluation tables: which category a pair of answers means. Data, read from cited text grids."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from kano.answers import ANSWERS, CATEGORIES, THREE_LEVELS, Answer, Category
from kano.errors import KanoError

_FOLDER = Path(__file__).parent / "data" / "evaluation"
TABLES = ("standard", "pouliot", "three-level")
"""The tables that ship; the first is the default."""

Numbers = TypeVar("Numbers", npt.NDArray[np.int64], npt.NDArray[np.float64])

_LEVELS = {5: ANSWERS, 3: THREE_LEVELS}


@dataclass(frozen=True)
class EvaluationTable:
    """A category for every pair: `cells[i][j]` is for functional `answers[i]`, dysfunctional `answers[j]`."""

    name: str
    citation: str
    answers: tuple[Answer, ...]
    cells: tuple[tuple[Category, ...], ...]

    def __getitem__(self, pair: tuple[Answer, Answer]) -> Category:
        functional, dysfunctional = pair
        return self.cells[self.answers.index(functional)][self.answers.index(dysfunctional)]

    @property
    def grid(self) -> str:
        """The letters, row by row: `QAAAO/RIIIM/...`. It says which table it was even if the name is a user's."""
        return "/".join("".join(row) for row in self.cells)

    @cached_property
    def positions(self) -> list[int]:
        """Where this table's answers stand among the five."""
        return [ANSWERS.index(answer) for answer in self.answers]

    @cached_property
    def indicator(self) -> npt.NDArray[np.int64]:
        """(levels, levels, 6): 1 where a cell belongs to a category."""
        letters = np.array([[CATEGORIES.index(cell) for cell in row] for row in self.cells])
        return np.asarray(letters[..., None] == np.arange(len(CATEGORIES)), dtype=np.int64)

    def places(self, functional: npt.NDArray[np.int8], dysfunctional: npt.NDArray[np.int8]) -> npt.NDArray[np.int64]:
        """Where each pair of codes 0..5 stands among the six categories; -1 without a pair, or outside the table."""
        lookup = np.full((6, 6), -1)
        at = np.array(self.positions) + 1
        lookup[np.ix_(at, at)] = self.indicator.argmax(axis=-1)
        return np.asarray(lookup[functional, dysfunctional], dtype=np.int64)

    def tally(self, cells: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Counts per category, (..., 6), from counts per pair of answers, (..., 5, 5).

        Raises KanoError `table-levels` when a person gave an answer that this table has no row for.
        """
        if self._inside(cells).sum() != cells.sum():
            raise KanoError("table-levels", table=self.name, answers=" ".join(self.answers))
        return self.summed(cells)

    def summed(self, cells: Numbers) -> Numbers:
        """Sums per category, (..., 6), of whatever stands in the pairs of this table's answers, (..., 5, 5)."""
        return np.asarray(np.einsum("...ij,ijk->...k", self._inside(cells), self.indicator))

    def _inside(self, cells: Numbers) -> Numbers:
        return cells[..., self.positions, :][..., self.positions]


def load_table(name: str | Path = TABLES[0]) -> EvaluationTable:
    """A table that ships, by name, or a user's own grid file, by path. Raises KanoError."""
    if name in TABLES:
        return parse_table((_FOLDER / f"{name}.txt").read_text(encoding="utf-8"), str(name))
    path = Path(name)
    try:
        return parse_table(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, UnicodeDecodeError) as problem:
        raise KanoError("table-unknown", table=str(name), known=", ".join(TABLES)) from problem


def parse_table(text: str, name: str) -> EvaluationTable:
    """A table from a text grid: 5 x 5 or 3 x 3 letters, with or without its answers as row and column names.

    Lines that start with # are its citation. Without names the order is L E N W D (or L N D).
    Raises KanoError that names the first cell that is not one of A O M I R Q.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    citation = " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))
    rows = [_letters(line) for line in lines if not line.startswith("#")]
    columns = rows.pop(0) if rows and set(rows[0]) <= set(ANSWERS) else None
    labels = [row.pop(0) for row in rows if len(row) > 1 and row[0] in ANSWERS and len(row) == len(rows) + 1]
    answers = _LEVELS.get(len(rows))
    if answers is None or any(len(row) != len(rows) for row in rows):
        raise KanoError("table-shape", table=name, shape=" + ".join(str(len(row)) for row in rows) or "0")
    down = _order(labels or list(answers), answers, name)
    across = _order(columns or list(answers), answers, name)
    cells = tuple(tuple(_category(rows[i][j], i, j, name) for j in across) for i in down)
    return EvaluationTable(name, citation, answers, cells)


def _letters(line: str) -> list[str]:
    parts = line.upper().removeprefix("F\\D").translate(str.maketrans(",;|\t", "    ")).split()
    return list(parts[0]) if len(parts) == 1 else parts


def _order(labels: list[str], answers: tuple[Answer, ...], name: str) -> list[int]:
    if sorted(labels) != sorted(answers):
        raise KanoError("table-labels", table=name, labels=" ".join(labels), expected=" ".join(answers))
    return [labels.index(answer) for answer in answers]


def _category(letter: str, row: int, column: int, name: str) -> Category:
    try:
        return Category(letter)
    except ValueError:
        raise KanoError("table-cell", table=name, row=row + 1, column=column + 1, letter=letter) from None
