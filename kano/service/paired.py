"""Means of ratings with their intervals, the test that two ratings of the same people differ, and who gave more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from kano.certainty import share_intervals, wilson
from kano.classification import Estimate
from kano.counts import Floats

INTERVALS = ("t", "bootstrap")
EQUAL = 1e-9
"""Ratings nearer than this are equal: means of whole numbers are not exact."""

NOTHING = Estimate(None, None, None)


@dataclass(frozen=True)
class Spread:
    """How intervals of means are made: Student's t, or the percentiles of `draws` resamples of the people."""

    interval: str = "t"
    level: float = 0.95
    draws: int = 4000
    seed: int = 1984

    def __post_init__(self) -> None:
        if self.interval not in INTERVALS or not 0 < self.level < 1 or self.draws < 100:
            raise ValueError(f"interval must be one of {INTERVALS}, level in (0, 1), draws at least 100: {self}")

    def record(self) -> dict[str, Any]:
        """Plain data for files."""
        drawn = {"draws": self.draws, "seed": self.seed} if self.interval == "bootstrap" else {}
        return {"method": self.interval, "level": self.level, **drawn}


class PairedTest(NamedTuple):
    """Student's paired t test of no difference in the mean, two-sided."""

    t: float
    df: int
    p: float


class Verdicts(NamedTuple):
    """How many people perceived more than they expected, the same, or less; `shares` with simultaneous intervals."""

    counts: dict[str, int]
    shares: dict[str, Estimate]


def mean(values: Floats, spread: Spread) -> Estimate:
    """The mean of (n,) values with its interval; nothing without people.

    Under two people, or where all values are the same, there is no spread to tell of and so no interval.
    """
    if not len(values):
        return NOTHING
    centre = float(values.mean())
    if len(values) < 2 or float(np.ptp(values)) < EQUAL:
        return Estimate(centre, None, None)
    low, high = _resampled(values, spread) if spread.interval == "bootstrap" else _student(values, spread.level)
    return Estimate(centre, low, high)


def deviation(values: Floats) -> float | None:
    """Standard deviation over n - 1; None under two people."""
    return float(values.std(ddof=1)) if len(values) > 1 else None


def _student(values: Floats, level: float) -> tuple[float, float]:
    from scipy.stats import t

    n, centre = len(values), float(values.mean())
    half = float(t.ppf((1 + level) / 2, n - 1)) * float(values.std(ddof=1)) / n**0.5
    return centre - half, centre + half


def _resampled(values: Floats, spread: Spread) -> tuple[float, float]:
    """People are drawn with replacement: as often as each distinct value occurs among n of them is multinomial."""
    distinct, counts = np.unique(values, return_counts=True)
    drawn = np.random.default_rng(spread.seed).multinomial(len(values), counts / len(values), spread.draws)
    low, high = np.quantile(drawn @ distinct / len(values), [(1 - spread.level) / 2, (1 + spread.level) / 2])
    return float(low), float(high)


def paired_test(differences: Floats) -> PairedTest | None:
    """None under two people, or where everybody has the same difference: the spread is then 0."""
    n = len(differences)
    if n < 2 or float(np.ptp(differences)) < EQUAL:
        return None
    from scipy.stats import t

    value = float(differences.mean() / (differences.std(ddof=1) / n**0.5))
    return PairedTest(value, n - 1, float(2 * t.sf(abs(value), n - 1)))


def verdicts(differences: Floats, level: float) -> Verdicts | None:
    """Above, at and below of (n,) differences, with simultaneous intervals (Goodman 1965); None without people."""
    if not len(differences):
        return None
    counts = np.array([(differences > EQUAL).sum(), (abs(differences) <= EQUAL).sum(), (differences < -EQUAL).sum()])
    bounds = share_intervals(counts.astype(float), level)
    names = ("above", "at", "below")
    shares = [Estimate(float(n / counts.sum()), *map(float, span)) for n, span in zip(counts, bounds, strict=True)]
    return Verdicts(dict(zip(names, counts.tolist(), strict=True)), dict(zip(names, shares, strict=True)))


def share(hits: int, n: int, level: float) -> Estimate:
    """A share with its Wilson interval; nothing without people."""
    return Estimate(hits / n, *wilson(hits, n, level)) if n else NOTHING
