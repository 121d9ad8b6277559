"""Single figures made of better and worse: their average size, their sum, their distance from nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kano import certainty, coefficients
from kano.classification import Classification, Estimate, FeatureResult
from kano.coefficients import O
from kano.conventions import VERSION, Settings
from kano.counts import Floats, Segment
from kano.sources import cite

if TYPE_CHECKING:
    import pandas as pd

CIRCLE = 0.5**0.5
"""The distance at which reports draw the circle: that of better = |worse| = 0.5."""


@dataclass(frozen=True)
class Indices:
    """One feature: `average` is (better + |worse|) / 2 with its interval and standard error `se`, 0..1.

    `total` is better + worse, -1..1; `distance` sqrt(better^2 + worse^2), 0..sqrt 2, and whether it is `beyond` the
    circle. None where better and worse are undefined, or people unknown.
    """

    feature: str
    segment: Segment
    average: Estimate
    se: float | None
    total: float | None
    distance: float | None
    beyond: bool | None


@dataclass(frozen=True)
class AllIndices:
    """Every feature and segment of a classification, in its order."""

    features: tuple[Indices, ...]
    conventions: dict[str, Any]

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature and segment."""
        return [_row(found) for found in self.features]

    def to_frame(self) -> pd.DataFrame:
        """The `rows`."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def average(counts: Floats) -> Floats:
    """(A + 2O + M) / 2(A+O+M+I), (...,) of counts (..., 6); NaN where nobody is in the base."""
    return np.asarray((coefficients.better(counts) - coefficients.worse(counts)) / 2)


def error(counts: Floats) -> float:
    """The standard error of the average: better and |worse| of the same people, cov = (O/n - better |worse|) / n."""
    n = float(coefficients.base(counts))
    if n == 0:
        return float("nan")
    b, w = float(coefficients.better(counts)), -float(coefficients.worse(counts))
    both = float(counts[O]) / n - b * w
    variance = (b * (1 - b) + w * (1 - w) + 2 * both) / n
    return 0.5 * float(np.sqrt(max(variance, 0.0)))


def indices(result: Classification) -> AllIndices:
    """The figures of every feature and segment."""
    known = not result.counts.shares_only
    found = tuple(_of(feature, known, result.settings) for feature in result.features)
    return AllIndices(found, record(result.settings))


def _of(feature: FeatureResult, known: bool, settings: Settings) -> Indices:
    b, w = feature.better.estimate, feature.worse.estimate
    if b is None or w is None:
        return Indices(feature.feature, feature.segment, Estimate(None, None, None), None, None, None, None)
    counts = np.array(list(feature.counts.values()), dtype=float)
    distance, value = float(np.hypot(b, w)), (b - w) / 2
    around = _interval(counts, value, settings) if known else Estimate(value, None, None)
    se = error(counts) if known else None
    return Indices(feature.feature, feature.segment, around, se, b + w, distance, distance >= CIRCLE - 1e-12)


def _interval(counts: Floats, value: float, settings: Settings) -> Estimate:
    """The middle of the draws, widened to hold the estimate where that is 0 or 1."""
    drawn = average(certainty.draws(counts, settings.draws, settings.seed))
    low, high = np.quantile(drawn, [(1 - settings.level) / 2, (1 + settings.level) / 2])
    return Estimate(value, float(min(low, value)), float(max(high, value)))


def _row(found: Indices) -> dict[str, Any]:
    ends = {"asc": found.average.estimate, "asc_low": found.average.low, "asc_high": found.average.high}
    rest = {"asc_se": found.se, "total": found.total, "distance": found.distance, "beyond_circle": found.beyond}
    return {"feature": found.feature, "segment": found.segment, **ends, **rest}


def record(settings: Settings) -> dict[str, Any]:
    """How the figures were made, as plain data for files."""
    drawn = {"draws": settings.draws, "seed": settings.seed, "level": settings.level}
    return {
        "kano": VERSION,
        "asc": {"formula": "(better + |worse|) / 2", "sources": [cite("park_asc").record()]},
        "interval": {"method": "dirichlet", "prior": certainty.PRIOR, **drawn},
        "total": {"formula": "better + worse"},
        "distance": {
            "formula": "sqrt(better^2 + worse^2)",
            "circle": round(CIRCLE, 4),
            "sources": [cite("sensitivity").record()],
        },
    }
