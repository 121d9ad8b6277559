"""Analytical Kano (A-Kano): a feature as a vector, its length how much it matters, its angle what kind it is.

Xu, Jiao, Yang, Helander, Khalid & Opperud (2009), Design Studies 30(1), 87-110. Another form of the method, never the
default: it needs thresholds that are the analyst's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kano.answers import ANSWERS, CATEGORIES, Category
from kano.coefficients import SCORE_DYSFUNCTIONAL, SCORE_FUNCTIONAL
from kano.conventions import VERSION
from kano.errors import KanoError
from kano.evaluation import EvaluationTable, load_table
from kano.responses import Responses
from kano.sources import cite
from kano.variants.importance import Scale, weights_of
from kano.variants.importance import record as importance_record
from kano.wording import RATINGS

if TYPE_CHECKING:
    import pandas as pd

SCORES = SCORE_FUNCTIONAL / 4, SCORE_DYSFUNCTIONAL / 4
"""Of the functional (y) and the dysfunctional answer (x), in the order L E N W D: 1, .5, 0, -.25, -.5 and mirrored."""


@dataclass(frozen=True)
class Thresholds:
    """r up to `r0` is indifferent; the angle, in degrees, up to `low` basic, up to `high` performance, else excitement.

    The paper leaves them to the analyst; these are often quoted.
    """

    r0: float = 0.4
    low: float = 30.0
    high: float = 60.0

    def __post_init__(self) -> None:
        if not (self.r0 >= 0 and 0 < self.low < self.high < 90):
            raise KanoError("analytical-thresholds", r0=f"{self.r0:g}", low=f"{self.low:g}", high=f"{self.high:g}")


@dataclass(frozen=True)
class Vector:
    """One feature: x from the dysfunctional, y from the functional answers, `r` length, `alpha` angle in degrees.

    `n` people are in the means; the others have no complete pair (`without_pair`), a questionable one that is left out
    (`questionable`), or said no importance (`without_importance`). `outside` says that x or y is negative, which the
    model does not know. All None when n is 0, the angle also when r is.
    """

    feature: str
    n: int
    without_pair: int
    questionable: int
    without_importance: int
    x: float | None = None
    y: float | None = None
    r: float | None = None
    alpha: float | None = None
    category: Category | None = None
    outside: bool = False


@dataclass(frozen=True)
class Analytical:
    """Every feature, and how the numbers were made."""

    features: tuple[Vector, ...]
    conventions: dict[str, Any]

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature, codes for categories."""
        return [{**vars(vector), "category": str(vector.category or "")} for vector in self.features]

    def to_frame(self) -> pd.DataFrame:
        """The `rows`."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def analytical(
    answers: Responses,
    thresholds: Thresholds | None = None,
    scale: Scale = Scale.UNIT,
    top: int = RATINGS[-1],
    leave_out: EvaluationTable | None = None,
) -> Analytical:
    """A vector per feature: x = sum(w x) / J, y = sum(w y) / J over its J people.

    The sums are divided by people, not by weights: low importance makes a vector short. With `leave_out` pairs that
    this table calls questionable are in no mean; the paper has them in. Raises KanoError when importance is needed and
    was not asked, or is off its scale.
    """
    thresholds = thresholds or Thresholds()
    weight = weights_of(answers, scale, top)
    whole = (answers.functional > 0) & (answers.dysfunctional > 0)
    doubtful = whole & questionable(answers, leave_out) if leave_out else np.zeros_like(whole)
    found = tuple(
        _vector(name, answers, at, (whole[:, at], doubtful[:, at], weight[:, at]), thresholds)
        for at, name in enumerate(answers.features)
    )
    return Analytical(found, record(thresholds, scale, top, leave_out))


def questionable(answers: Responses, table: EvaluationTable) -> np.ndarray:
    """(N, F): pairs that the table calls questionable."""
    marked = np.zeros((len(ANSWERS) + 1, len(ANSWERS) + 1), dtype=bool)
    at = np.array(table.positions) + 1
    marked[np.ix_(at, at)] = table.indicator[..., CATEGORIES.index(Category.QUESTIONABLE)].astype(bool)
    return np.asarray(marked[answers.functional, answers.dysfunctional])


def _vector(feature: str, answers: Responses, at: int, kept: Sequence[np.ndarray], thresholds: Thresholds) -> Vector:
    whole, doubtful, weight = kept
    pairs = whole & ~doubtful
    used = pairs & ~np.isnan(weight)
    counts = (int(used.sum()), int((~whole).sum()), int(doubtful.sum()), int((pairs & ~used).sum()))
    if not counts[0]:
        return Vector(feature, *counts)
    y, x = (
        float(weight[used] @ scores[side[used, at] - 1]) / counts[0]
        for scores, side in zip(SCORES, (answers.functional, answers.dysfunctional), strict=True)
    )
    r = float(np.hypot(x, y))
    alpha = float(np.degrees(np.arctan2(y, x))) if r > 0 else None
    return Vector(feature, *counts, x, y, r, alpha, classified(x, y, thresholds), min(x, y) < 0)


def classified(x: float, y: float, thresholds: Thresholds) -> Category:
    """The category of a point. Where x <= 0 < y the angle is 90 or more: excitement; where y <= 0 < x it is 0 or less:
    basic. Where neither is positive the opposite is wanted: reverse, which the model does not know."""
    if np.hypot(x, y) <= thresholds.r0:
        return Category.INDIFFERENT
    if x <= 0 and y <= 0:
        return Category.REVERSE
    alpha = np.degrees(np.arctan2(y, x))
    if alpha <= thresholds.low:
        return Category.BASIC
    return Category.PERFORMANCE if alpha <= thresholds.high else Category.EXCITEMENT


def record(
    thresholds: Thresholds, scale: Scale = Scale.UNIT, top: int = RATINGS[-1], leave_out: EvaluationTable | None = None
) -> dict[str, Any]:
    """How vectors were made, as plain data for files."""
    names = dict(zip(("functional", "dysfunctional"), (side.tolist() for side in SCORES), strict=True))
    return {
        "kano": VERSION,
        "method": "A-Kano",
        "scores": {"answers": " ".join(load_table().answers), **names},
        "mean": "sum(w x) / people",
        "importance": importance_record(scale, top),
        "thresholds": {**vars(thresholds), "set_by": "the analyst"},
        "questionable": f"left out by {leave_out.name}" if leave_out else "included",
        "outside": "negative x or y; both: reverse, not in the model",
        "sources": [cite("xu2009").record()],
    }
