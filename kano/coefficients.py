"""Figures of a feature that need no draw: better and worse, strengths, continuous scores, importance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kano.answers import CATEGORIES, Category
from kano.counts import Counts, Floats
from kano.evaluation import EvaluationTable

A, O, M, I, R, Q = range(len(CATEGORIES))  # noqa: E741

SCORE_FUNCTIONAL = np.array([4, 2, 0, -1, -2])
SCORE_DYSFUNCTIONAL = np.array([-2, -1, 0, 2, 4])
"""DuMouchel, in Berger et al. (1993), p. 21, in the order L E N W D."""


def base(counts: Floats) -> Floats:
    """A+O+M+I, the denominator of better and worse: reverse and questionable answers stay outside."""
    return np.asarray(counts[..., [A, O, M, I]].sum(axis=-1))


def better(counts: Floats) -> Floats:
    """(A+O)/(A+O+M+I) in 0..1, NaN where nobody is in the base. Timko, in Berger et al. (1993), p. 18."""
    return _ratio(counts[..., A] + counts[..., O], base(counts))


def worse(counts: Floats) -> Floats:
    """-(O+M)/(A+O+M+I) in -1..0, NaN where nobody is in the base. Timko, ibid."""
    return -_ratio(counts[..., O] + counts[..., M], base(counts)) + 0.0


def category_strength(counts: Floats) -> Floats:
    """Share of the largest category less the second, in percent of all answers (Lee & Newcomb 1997)."""
    top = np.sort(counts, axis=-1)
    return 100 * _ratio(top[..., -1] - top[..., -2], counts.sum(axis=-1))


def total_strength(counts: Floats) -> Floats:
    """A+O+M in percent of all answers (Lee & Newcomb 1997)."""
    return 100 * _ratio(counts[..., [A, O, M]].sum(axis=-1), counts.sum(axis=-1))


def _ratio(part: Floats, whole: Floats) -> Floats:
    result: Floats = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0)
    return result


@dataclass(frozen=True)
class Continuous:
    """DuMouchel's scores of one feature: x from the dysfunctional, y from the functional answers, -2..4.

    `sd_x`, `sd_y` (n-1) and `correlation` say how people spread; they are no interval of the mean.
    """

    x: float
    y: float
    sd_x: float
    sd_y: float
    correlation: float
    n: int


def continuous(cells: Counts, table: EvaluationTable) -> Continuous | None:
    """Means and spread over one feature's pairs, (5, 5); questionable pairs are left out (ibid. p. 21).

    None when no pair is left.
    """
    weights = cells.copy()
    questionable = table.indicator[..., CATEGORIES.index(Category.QUESTIONABLE)].astype(bool)
    weights[np.ix_(table.positions, table.positions)] *= ~questionable
    n = int(weights.sum())
    if n == 0:
        return None
    x, mean_x, sd_x = _moments(SCORE_DYSFUNCTIONAL, weights.sum(axis=0))
    y, mean_y, sd_y = _moments(SCORE_FUNCTIONAL, weights.sum(axis=1))
    together = float(y @ weights @ x) / (n - 1) if n > 1 else np.nan
    correlation = together / (sd_x * sd_y) if sd_x > 0 and sd_y > 0 else np.nan
    return Continuous(mean_x, mean_y, sd_x, sd_y, float(correlation), n)


def _moments(scores: npt.NDArray[np.int64], weights: Counts) -> tuple[Floats, float, float]:
    n, mean = weights.sum(), float(scores @ weights / weights.sum())
    deviations: Floats = scores.astype(np.float64) - mean
    sd = float(np.sqrt(deviations**2 @ weights / (n - 1))) if n > 1 else float("nan")
    return deviations, mean, sd
