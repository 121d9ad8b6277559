"""Robust local lines (Cleveland 1979) on ratings: few distinct values, so that thousands of resamples cost little.

As statsmodels' `lowess`, on counts per distinct (x, y) instead of rows, but for ties: where more people gave a rating
than a neighbourhood holds, statsmodels takes the first of them, so that the order of the rows matters, or nobody at all
(NaN). Here people with the same rating are all near or all far.
"""

from __future__ import annotations

import numpy as np

from kano.ratings import Floats

FRACTION, ITERATIONS = 2 / 3, 3
EXACT = 1e-7


def lowess(
    levels: Floats, values: Floats, counts: Floats, fraction: float = FRACTION, iterations: int = ITERATIONS
) -> Floats:
    """(D, L): the smoothed y at each of L ascending `levels` of x, from `counts` (D, L, M) of M distinct `values` of y.

    NaN where a resample has nobody at a level.
    """
    n = counts.sum(axis=(1, 2))
    near = _nearness(levels, counts.sum(axis=2), np.floor(fraction * n + 1e-10))
    trust = np.ones_like(counts)
    fitted = _lines(levels, values, counts, near)
    for _ in range(iterations):
        trust = _trust(np.abs(values - fitted[:, :, None]), counts, trust)
        robust = _lines(levels, values, counts * trust, near)
        fitted = np.where(np.isfinite(robust), robust, fitted)
    return np.where(counts.any(axis=2), fitted, np.nan)


def _nearness(levels: Floats, people: Floats, k: Floats) -> Floats:
    """(D, L, L): tricube weight of each level for the line at each level, its reach the k-th nearest person."""
    result = np.zeros((len(people), len(levels), len(levels)))
    for at, level in enumerate(levels):
        away = np.abs(levels - level)
        order = np.argsort(away, kind="stable")
        reached = (people[:, order].cumsum(axis=1) >= k[:, None]).argmax(axis=1)
        reach = away[order][reached][:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            weight = (1 - (away / reach) ** 3) ** 3
        weight = np.where(away <= 0.001 * reach, 1.0, np.where(away < 0.999 * reach, weight, 0.0))
        result[:, at] = weight
    return result


def _lines(levels: Floats, values: Floats, counts: Floats, near: Floats) -> Floats:
    """(D, L): the weighted least squares line of each level, at that level; the weighted mean where none is told."""
    weight, total = counts.sum(axis=2), counts @ values
    mass = np.einsum("dal,dl->da", near, weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.einsum("dal,dl,l->da", near, weight, levels) / mass
        mean = np.einsum("dal,dl->da", near, total) / mass
        spread = np.einsum("dal,dl,l->da", near, weight, levels**2) / mass - centre**2
        product = np.einsum("dal,dl,l->da", near, total, levels) / mass - centre * mean
        slope = np.where(spread > 1e-12, product / np.maximum(spread, 1e-12), 0.0)
    return np.asarray(mean + slope * (levels - centre))


def _trust(away: Floats, counts: Floats, before: Floats) -> Floats:
    """(D, L, M): bisquare weights of residuals, by six times their median.

    Where that is as good as 0 (most people said the very same), the weights stay as they were, as R has it: else
    everybody else would be an outlier.
    """
    scale, mean = 6 * _median(away, counts), (away * counts).sum(axis=(1, 2)) / counts.sum(axis=(1, 2))
    exact = (scale <= EXACT * mean)[:, None, None]
    share = away / np.where(exact, 1.0, scale[:, None, None])
    weight = np.where(share >= 0.999, 0.0, np.where(share <= 0.001, 1.0, (1 - share**2) ** 2))
    return np.asarray(np.where(exact, before, weight))


def _median(away: Floats, counts: Floats) -> Floats:
    """(D,): the median of residuals that occur `counts` times."""
    flat, people = away.reshape(len(away), -1), counts.reshape(len(counts), -1)
    flat = np.where(people > 0, flat, np.inf)
    order = np.argsort(flat, axis=1)
    ranked, reached = np.take_along_axis(flat, order, axis=1), np.take_along_axis(people, order, axis=1).cumsum(axis=1)
    n = reached[:, -1]
    places = [(reached > rank[:, None]).argmax(axis=1)[:, None] for rank in ((n - 1) // 2, n // 2)]
    low, high = (np.take_along_axis(ranked, place, axis=1)[:, 0] for place in places)
    return np.asarray((low + high) / 2)
