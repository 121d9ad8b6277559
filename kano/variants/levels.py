"""Finer levels of excitement and basic, as aytm's types III and IV name them: only ever asked for by name.

Both split Pouliot's excitement and basic into three. Which end is the high one is **not verified**: aytm's page says
that type IV reverses type III, its matrices are pictures that were not read. What can be tested is that all levels
together give Pouliot's table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from kano.answers import ANSWERS, CATEGORIES, Answer, Category
from kano.conventions import VERSION
from kano.counts import CategoryCounts, Counts, PairCounts
from kano.evaluation import load_table
from kano.sources import cite

if TYPE_CHECKING:
    import pandas as pd

TABLE = "pouliot"
BETWEEN = (Answer.EXPECT, Answer.NEUTRAL, Answer.LIVE_WITH)
"""The other answer where one is the strongest: excitement likes it with, basic dislikes it without."""
GRADES = ("high", "middle", "low")


class Levels(StrEnum):
    """In which order the answers of `BETWEEN` make the grades."""

    III = "III"
    IV = "IV"


@dataclass(frozen=True)
class Finer:
    """Counts per feature and segment: excitement and basic in three grades each, the others as they are.

    `counts[s][f]` is by name: A_high, A_middle, A_low, O, M_high, M_middle, M_low, I, R, Q.
    """

    levels: Levels
    features: tuple[str, ...]
    segments: tuple[str | None, ...]
    counts: tuple[tuple[dict[str, int], ...], ...]
    conventions: dict[str, Any]

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature and segment."""
        return [
            {"feature": feature, "segment": segment, **found}
            for segment, line in zip(self.segments, self.counts, strict=True)
            for feature, found in zip(self.features, line, strict=True)
        ]

    def to_frame(self) -> pd.DataFrame:
        """The `rows`."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def collapsed(self) -> CategoryCounts:
        """All grades of a category together: type IIIs, which is Pouliot's table."""
        whole = [
            [[sum(n for key, n in found.items() if key.split("_")[0] == c) for c in CATEGORIES] for found in line]
            for line in self.counts
        ]
        shape = (len(self.segments), len(self.features), len(CATEGORIES))
        return CategoryCounts(self.features, np.array(whole, dtype=float).reshape(shape), self.segments)


def finer(counts: PairCounts, levels: Levels) -> Finer:
    """Counts of pairs with excitement and basic in grades. Nothing is hidden here: pass counts that may be shown."""
    tally = load_table(TABLE).tally(counts.cells)
    found = tuple(
        tuple(_graded(cells, of, levels) for cells, of in zip(line, tallies, strict=True))
        for line, tallies in zip(counts.cells, tally, strict=True)
    )
    return Finer(levels, counts.features, counts.segments, found, record(levels))


def _graded(cells: Counts, tally: Counts, levels: Levels) -> dict[str, int]:
    like, dislike = ANSWERS.index(Answer.LIKE), ANSWERS.index(Answer.DISLIKE)
    order = BETWEEN if levels is Levels.III else BETWEEN[::-1]
    grades = dict(zip(GRADES, map(ANSWERS.index, order), strict=True))
    split = {
        Category.EXCITEMENT: {grade: cells[like, at] for grade, at in grades.items()},
        Category.BASIC: {grade: cells[at, dislike] for grade, at in grades.items()},
    }
    parts: dict[str, int] = {}
    for category, n in zip(CATEGORIES, tally, strict=True):
        graded = {f"{category}_{grade}": int(m) for grade, m in split.get(category, {}).items()}
        parts |= graded or {str(category): int(n)}
    return parts


def record(levels: Levels) -> dict[str, Any]:
    """What the grades are, and that nobody here has seen which end is the high one."""
    order = BETWEEN if levels is Levels.III else BETWEEN[::-1]
    return {
        "kano": VERSION,
        "levels": str(levels),
        "evaluation_table": {"name": TABLE, "grid": load_table(TABLE).grid},
        "high_middle_low": {"A": [f"L{answer}" for answer in order], "M": [f"{answer}D" for answer in order]},
        "unverified": "which end is high",
        "sources": [cite(key).record() for key in ("aytm", "shahin2013")],
    }
