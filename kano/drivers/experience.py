"""Satisfaction over experienced fulfilment: curves drawn by ratings, on the axes of the modelled ones.

Fulfilment is the rating of an attribute moved to 0..1, satisfaction the overall rating moved to -1..1, each by its own
scale. The curves assume nothing of Kano: a robust local line (Cleveland 1979), and the closest line that never falls
(Barlow et al. 1972). Bands come from resamples of people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from kano.conventions import VERSION
from kano.drivers.lowess import FRACTION, ITERATIONS, lowess
from kano.drivers.shape import SEEN, STRAIGHT, Shape, shape_of, turns
from kano.errors import KanoError
from kano.ratings import Floats, Ratings
from kano.sources import cite

FEW, MOST = 10, 101
"""Fewer people draw no curve, nor do more different ratings: a slider from 0 to 100 has so many."""

CELLS = 2_000_000
"""So many cells are resampled at once."""


@dataclass(frozen=True)
class ExperienceSettings:
    """`band` is the share of resamples within a band; `level` that of the test of the shape."""

    draws: int = 500
    seed: int = 1984
    band: float = 0.90
    level: float = 0.05
    straight: float = STRAIGHT


@dataclass(frozen=True, eq=False)
class Experience:
    """An attribute at the L ratings that were given: all arrays are (L,).

    `ratings` as given, `fulfilment` and `mean` satisfaction on the axes, `people` at each. The bands are NaN where too
    few resamples hold a level. `shape` is None where the ratings cannot tell one.
    """

    attribute: str
    n: int
    ratings: Floats
    fulfilment: Floats
    people: Floats
    mean: Floats
    smooth: Floats
    smooth_low: Floats
    smooth_high: Floats
    monotone: Floats
    monotone_low: Floats
    monotone_high: Floats
    shape: Shape | None
    flags: tuple[str, ...]

    def rows(self) -> list[dict[str, Any]]:
        """One row per rating."""
        names = ["ratings", "fulfilment", "people", "mean"]
        names += [f"{line}{end}" for line in ("smooth", "monotone") for end in ("", "_low", "_high")]
        table = np.array([getattr(self, name) for name in names]).T.tolist()
        found = [[None if value != value else value for value in row] for row in table]
        return [{"attribute": self.attribute, **dict(zip(names, row, strict=True))} for row in found]


def experience(
    overall: Ratings, attributes: Ratings, settings: ExperienceSettings | None = None
) -> tuple[tuple[Experience, ...], dict[str, Any]]:
    """A curve per attribute, of the people who rated it and overall, and the record of how they were made.

    An attribute that fewer than `FEW` people rated, or all the same, or with more than `MOST` different ratings has no
    curve and stands in the record with its reason: `few`, `one-level`, `levels`. Raises KanoError when a scale has no
    width.
    """
    settings = settings or ExperienceSettings()
    axes = [_axis(ratings) for ratings in (attributes, overall)]
    made, none = list[Experience](), dict[str, str]()
    for name in attributes.names:
        x, y = attributes.column(name), overall.values[:, 0]
        given = ~(np.isnan(x) | np.isnan(y))
        x, y = _moved(x[given], axes[0]), 2 * _moved(y[given], axes[1]) - 1
        if why := _why_none(x, y):
            none[name] = why
        else:
            made.append(_curve(name, x, y, axes[0], settings))
    given_scales = {"fulfilment": attributes.scale is not None, "satisfaction": overall.scale is not None}
    return tuple(made), record(settings, axes, given_scales, none)


def _axis(ratings: Ratings) -> tuple[float, float]:
    low, high = ratings.lowest, ratings.highest
    if low is None or high is None or not low < high:
        raise KanoError("scale-empty", lowest=f"{low}", highest=f"{high}")
    return low, high


def _moved(values: Floats, axis: tuple[float, float]) -> Floats:
    return np.asarray((values - axis[0]) / (axis[1] - axis[0]))


def _why_none(x: Floats, y: Floats) -> str:
    levels = len(np.unique(x))
    if len(x) < FEW:
        return "few"
    return "one-level" if levels < 2 else "levels" if max(levels, len(np.unique(y))) > MOST else ""


def _curve(name: str, x: Floats, y: Floats, axis: tuple[float, float], settings: ExperienceSettings) -> Experience:
    levels, at = np.unique(x, return_inverse=True)
    values, said = np.unique(y, return_inverse=True)
    shape = (-1, len(levels), len(values))
    own = np.bincount(at * len(values) + said, minlength=len(levels) * len(values)).astype(float).reshape(shape)
    drawn = _resampled(levels, values, own, settings)
    smooth, steps, turn = (line[0] for line in _lines(levels, values, own))
    bands = [_band(line, settings.band) for line in drawn[:2]]
    people, plain = own[0].sum(axis=1), lowess(levels, values, own, iterations=0)[0]
    told = shape_of(x, y, float(turn), drawn[2], settings.level, settings.straight)
    flags = tuple(_flags(told, people, float(np.abs(smooth - plain).max()), settings))
    ratings, mean = axis[0] + levels * (axis[1] - axis[0]), _means(values, own)[0]
    return Experience(name, len(x), ratings, levels, people, mean, smooth, *bands[0], steps, *bands[1], told, flags)


def _lines(levels: Floats, values: Floats, counts: Floats) -> tuple[Floats, Floats, Floats]:
    """Of each resample: the smooth line and the steps (D, L), and the turn (D,)."""
    return lowess(levels, values, counts), monotone(values, counts), turns(levels, values, counts)


def _resampled(
    levels: Floats, values: Floats, own: Floats, settings: ExperienceSettings
) -> tuple[Floats, Floats, Floats]:
    """The lines of `draws` resamples of people, some at a time."""
    rng, n, shares = np.random.default_rng(settings.seed), int(own.sum()), own.ravel() / own.sum()
    most = max(1, CELLS // own.size)
    sizes = [min(most, settings.draws - done) for done in range(0, settings.draws, most)]
    parts = [
        _lines(levels, values, rng.multinomial(n, shares, size).astype(float).reshape(-1, *own.shape[1:]))
        for size in sizes
    ]
    smooth, steps, turn = (np.concatenate(line) for line in zip(*parts, strict=True))
    return smooth, steps, turn


def _means(values: Floats, counts: Floats) -> Floats:
    """(D, L): mean satisfaction at each level, NaN where nobody is."""
    people = counts.sum(axis=2)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(people > 0, counts @ values / people, np.nan))


def monotone(values: Floats, counts: Floats) -> Floats:
    """(D, L): the closest line that never falls, by people, from `counts` (D, L, M) of `values` of satisfaction."""
    from scipy.optimize import isotonic_regression

    people, means = counts.sum(axis=2), _means(values, counts)
    result = np.full(people.shape, np.nan)
    for fitted, mean, weight in zip(result, means, people, strict=True):
        held = weight > 0
        fitted[held] = isotonic_regression(mean[held], weights=weight[held]).x
    return result


def _band(drawn: Floats, share: float) -> tuple[Floats, Floats]:
    """Of the resamples that hold a level."""
    tail, held = (1 - share) / 2, np.isfinite(drawn).mean(axis=0)
    low, high = np.full(drawn.shape[1], np.nan), np.full(drawn.shape[1], np.nan)
    known = held >= SEEN
    low[known], high[known] = np.nanquantile(drawn[:, known], [tail, 1 - tail], axis=0)
    return low, high


def _flags(shape: Shape | None, people: Floats, aside: float, settings: ExperienceSettings) -> Iterator[str]:
    """`aside` is how far the robust rounds move the smooth line: on few answers they drop whoever is not with most."""
    if aside > settings.straight:
        yield "set-aside"
    if shape is None:
        yield "no-shape"
    elif shape.turn is not None and shape.p < settings.level and shape.turn * shape.bend < 0:
        yield "shapes-differ"
    if shape and shape.slope < 0:
        yield "falls"
    if (people < FEW).any():
        yield "thin-levels"


def record(
    settings: ExperienceSettings, axes: list[tuple[float, float]], given: dict[str, bool], none: dict[str, str]
) -> dict[str, Any]:
    """How the curves were made, as plain data for files."""
    scales = dict(zip(("fulfilment", "satisfaction"), map(list, axes), strict=True))
    return {
        "kano": VERSION,
        "axes": {"fulfilment": "rating moved to 0..1", "satisfaction": "overall moved to -1..1"},
        "scales": scales,
        "scales_given": given,
        "smooth": {"method": "lowess", "fraction": FRACTION, "iterations": ITERATIONS},
        "monotone": "isotonic regression",
        "band": {"share": settings.band, "resamples": settings.draws, "seed": settings.seed, "of": "people"},
        "shape": {"bend": "quadratic, HC3", "level": settings.level, "straight_within": settings.straight},
        "missing": "pairwise: everyone who rated the attribute and overall",
        "no_curve": none,
        "sources": [cite(key).record() for key in ("cleveland1979", "barlow1972", "ting2002", "mikulic2011")],
    }
