"""What an engine finds: how often each combination of raw cells stands in a source. Nothing is understood here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from kano.errors import KanoError

K = TypeVar("K")

EVERYONE = ""
"""The question of those who are not split; no column is called so."""

MOST_CELLS = 2_000_000
MOST_TEXTS = 5_000
"""Distinct texts of one column: it holds sentences, or names of people, and no choice."""

Cell = tuple[str, str, str, str, str]
"""Question, segment, feature, functional and dysfunctional cell."""

Sums = tuple[int, int, int]
"""Rows, the sum of their weights and that of the squares, in units of 1/`UNIT` and its square; 0 where none weighs."""


@dataclass
class Tally:
    """Raw texts (`cells.text_of`, of the date `cells.day_of`) and how many rows have them.

    `cells` holds every person and feature once for `EVERYONE` and once for each question, people without either answer
    too. `ratings` are (question, segment, feature, importance cell); `people` (question, segment). `silent` people gave
    no answer to any pair, `most_pairs` complete ones are the most of one person. `left` says how many rows were left
    out, by column.
    """

    cells: dict[Cell, Sums] = field(default_factory=dict)
    ratings: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    people: dict[tuple[str, str], int] = field(default_factory=dict)
    silent: int = 0
    most_pairs: int = 0
    left: dict[str, int] = field(default_factory=dict)

    def put(self, cell: Cell, sums: Sums) -> None:
        """Count so many more of a cell. Raises KanoError when there is no end of different ones."""
        before = self.cells.get(cell, (0, 0, 0))
        self.cells[cell] = (before[0] + sums[0], before[1] + sums[1], before[2] + sums[2])
        if len(self.cells) > MOST_CELLS:
            raise KanoError("count-endless", cells=f"{MOST_CELLS:,}")

    def add(self, other: Tally) -> None:
        """Those of other people."""
        for cell, sums in other.cells.items():
            self.put(cell, sums)
        _more(self.ratings, other.ratings)
        _more(self.people, other.people)
        _more(self.left, other.left)
        self.silent += other.silent
        self.most_pairs = max(self.most_pairs, other.most_pairs)

    def texts(self, side: str) -> Iterator[tuple[str, int]]:
        """The cells of a side, "functional" or "dysfunctional", each as often as a combination has it."""
        at = 3 if side == "functional" else 4
        return ((cell[at], sums[0]) for cell, sums in self.cells.items() if cell[0] == EVERYONE)


def _more(mine: dict[K, int], theirs: dict[K, int]) -> None:
    for key, n in theirs.items():
        mine[key] = mine.get(key, 0) + n
