"""Satisfaction as a function of fulfilment, computed from better and worse.

As in the code of Atlason & Giacalone (2018), BMC Research Notes 11:839; usually attributed to Wang & Ji (2010), IJQRM
27(2), 173-184, which was not read.
S(x) = worse + (better - worse) g(x) with g(0) = 0 and g(1) = 1, and g by category: a straight line for
performance, e^x for excitement, e^-x for basic. Indifferent, reverse and questionable have no curve there: for
them g is the straight line that the two points alone allow, and `modelled` is False.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kano import certainty, coefficients
from kano.answers import CATEGORIES, MODELLED, Category
from kano.classification import Classification
from kano.conventions import Settings
from kano.counts import Floats, Segment
from kano.rules import rule_of, winner

POINTS = 21


@dataclass(frozen=True)
class Curve:
    """Satisfaction (-1..1) at each `fulfilment` (0..1): all arrays have the same length.

    `classic` takes the shape of the winning category, `blended` the mixture of the shapes by the probability of
    each category; `low` and `high` bound it over the draws. None where better and worse are undefined; the band
    is None when the number of people is unknown.
    """

    feature: str
    segment: Segment
    category: Category | None
    modelled: bool
    fulfilment: Floats
    classic: Floats | None
    blended: Floats | None
    low: Floats | None
    high: Floats | None


def shapes(fulfilment: Floats) -> Floats:
    """(6, points): g(x) of each category, in the order A O M I R Q."""
    x, e = np.asarray(fulfilment, dtype=float), np.e
    form = {
        Category.EXCITEMENT: (np.exp(x) - 1) / (e - 1),
        Category.BASIC: np.where(x == 1, 1.0, e * (1 - np.exp(-x)) / (e - 1)),
    }
    return np.stack([form.get(category, x) for category in CATEGORIES])


def satisfaction(worse: Floats | float, better: Floats | float, shape: Floats) -> Floats:
    """worse at shape 0, better at shape 1, exactly; (..., points) from (...) and (..., points)."""
    worse, better = np.asarray(worse)[..., None], np.asarray(better)[..., None]
    return np.asarray(np.where(shape == 1, better, worse + (better - worse) * shape))


def satisfaction_curves(result: Classification, points: int = POINTS) -> tuple[Curve, ...]:
    """A curve for every feature of a classification, in its order, by its settings and from its draws."""
    x = np.linspace(0, 1, points)
    counts = result.counts.counts.reshape(-1, len(CATEGORIES))
    return tuple(
        _curve(row, r.feature, r.segment, r.category, x, result) for row, r in zip(counts, result.features, strict=True)
    )


def _curve(
    counts: Floats, feature: str, segment: Segment, category: Category | None, x: Floats, result: Classification
) -> Curve:
    modelled = category in MODELLED
    if category is None or coefficients.base(counts) == 0:
        return Curve(feature, segment, category, modelled, x, None, None, None, None)
    shape = shapes(x)
    worse, better = float(coefficients.worse(counts)), float(coefficients.better(counts))
    classic = satisfaction(worse, better, shape[CATEGORIES.index(category)])
    if result.counts.shares_only:
        return Curve(feature, segment, category, modelled, x, classic, None, None, None)
    weights, low, high = _band(counts, shape, result.settings)
    blended = satisfaction(worse, better, np.where(x == 1, 1.0, weights @ shape))
    # Draws shrink towards the middle; where a coefficient is 0 or 1 the estimate would stick out of its own band.
    low, high = np.minimum(low, blended), np.maximum(high, blended)
    return Curve(feature, segment, category, modelled, x, classic, blended, low, high)


def _band(counts: Floats, shape: Floats, settings: Settings) -> tuple[Floats, Floats, Floats]:
    """Probability of each category (6,), and the band of the curves that the draws give."""
    drawn = certainty.draws(counts, settings.draws, settings.seed)
    categories = winner(rule_of(settings.rule, settings.tie_margin)(drawn))
    worse, better = coefficients.worse(drawn), coefficients.better(drawn)
    paths = satisfaction(worse, better, shape[categories])
    tail = (1 - settings.band) / 2
    low, high = _quantiles(paths, np.array([tail, 1 - tail]))
    return np.bincount(categories, minlength=len(CATEGORIES)) / len(drawn), low, high


def _quantiles(paths: Floats, shares: Floats) -> Floats:
    """(shares, points) of (draws, points), as numpy's, whose selection takes five times as long as a sort of rows."""
    ordered = np.sort(np.ascontiguousarray(paths.T), axis=1)
    place = shares * (len(paths) - 1)
    below = place.astype(np.int64)
    above = np.minimum(below + 1, len(paths) - 1)
    return np.asarray((ordered[:, below] + (place - below) * (ordered[:, above] - ordered[:, below])).T)
