"""What an attribute does to satisfaction, from its penalty and its reward, its curvature, or its importance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kano.answers import Category
from kano.drivers.regression import robust
from kano.errors import KanoError
from kano.ratings import Floats, Ratings

THRESHOLDS = (0.2, 0.6)
"""Where hybrid ends and where the extremes begin, of |IA|. Another set in use is 0.1 and 0.4; neither is verified."""

ENOUGH = 10
"""Fewer people than this carry no regression."""


class Kind(StrEnum):
    """What an attribute is by its impact asymmetry, from mostly penalty to mostly reward."""

    FRUSTRATOR = "frustrator"
    DISSATISFIER = "dissatisfier"
    HYBRID = "hybrid"
    SATISFIER = "satisfier"
    DELIGHTER = "delighter"


@dataclass(frozen=True)
class Impact:
    """Mikulic & Prebezac (2008): `riocs` = r + |p|, the range of impact; `sgp` = r / riocs and `dgp` = |p| / riocs,
    the potentials to satisfy and to dissatisfy; `ia` = sgp - dgp, the impact asymmetry in -1..1.

    All None when penalty or reward is; the last four None when `riocs` is 0. `clipped` says that an effect of the
    wrong sign was taken as 0: its size would count for the other side.
    """

    riocs: float | None
    sgp: float | None
    dgp: float | None
    ia: float | None
    kind: Kind | None
    clipped: bool


def impact(penalty: float | None, reward: float | None, thresholds: tuple[float, float] = THRESHOLDS) -> Impact:
    """From a penalty (expected at most 0) and a reward (expected at least 0). Raises KanoError on bad thresholds."""
    mild, strong = thresholds
    if not 0 <= mild <= strong <= 1:
        raise KanoError("ia-thresholds", given=f"{mild:g}, {strong:g}")
    if penalty is None or reward is None:
        return Impact(None, None, None, None, None, False)
    down, up = max(-penalty, 0.0), max(reward, 0.0)
    riocs, clipped = up + down, penalty > 0 or reward < 0
    if riocs == 0:
        return Impact(0.0, None, None, None, None, clipped)
    ia = (up - down) / riocs
    return Impact(riocs, up / riocs, down / riocs, ia, _kind(ia, mild, strong), clipped)


def _kind(ia: float, mild: float, strong: float) -> Kind:
    """A value on a threshold belongs to the milder side."""
    if abs(ia) <= mild:
        return Kind.HYBRID
    if ia > 0:
        return Kind.SATISFIER if ia <= strong else Kind.DELIGHTER
    return Kind.DISSATISFIER if ia >= -strong else Kind.FRUSTRATOR


def grand_means(points: Sequence[tuple[float | None, float | None]]) -> tuple[float, float] | None:
    """Where a plane of attributes is cut: the unweighted mean of each axis over the points that have both."""
    known = [(x, y) for x, y in points if x is not None and y is not None]
    return (float(np.mean([x for x, _ in known])), float(np.mean([y for _, y in known]))) if known else None


@dataclass(frozen=True)
class Quadratic:
    """OS = b0 + b1 x + b2 x^2 with x less its mean (Ting & Chen 2002): convex means excitement, concave basic, a line
    performance, neither indifferent. `category` is None when the line falls or is bent the other way at its mean."""

    n: int
    mean: float
    b0: float
    b1: float
    b2: float
    p1: float
    p2: float
    r2: float
    category: Category | None


def quadratic(rating: Floats, overall: Floats, level: float = 0.05, errors: str = "HC3") -> Quadratic | None:
    """Of one attribute (N,) and overall satisfaction (N,), NaN left out; errors `HC3` or `nonrobust`.

    None where fewer than `ENOUGH` people answered both, overall is constant, fewer than three values were given, or one
    of three by one person only: he alone decides the curvature then.
    """
    x, y = _both(rating, overall)
    if len(x) < ENOUGH or len(np.unique(x)) < 3 or len(np.unique(y)) < 2:
        return None
    centred = x - x.mean()
    found = robust(y, np.column_stack([np.ones(len(x)), centred, centred**2]), errors)
    if found is None:
        return None
    b0, b1, b2 = map(float, found.params)
    p1, p2 = (float(p) for p in found.pvalues[1:])
    category = _bent(b1, b2, p1 < level, p2 < level)
    return Quadratic(len(x), float(x.mean()), b0, b1, b2, p1, p2, float(found.rsquared), category)


def _bent(b1: float, b2: float, sloped: bool, bent: bool) -> Category | None:
    if sloped and b1 < 0:
        return None
    if bent:
        return Category.EXCITEMENT if b2 > 0 else Category.BASIC
    return Category.PERFORMANCE if sloped else Category.INDIFFERENT


@dataclass(frozen=True)
class Moderated:
    """OS = b0 + b1 X + b2 Z + b3 XZ, X the rating less `reference`, Z = 1 above it (Lin et al. 2010): `below` = b1 and
    `above` = b1 + b3 are the slopes of both sides, `p` tests that they are equal."""

    n: int
    reference: float
    b0: float
    b1: float
    b2: float
    b3: float
    p: float
    p_below: float
    p_above: float

    @property
    def below(self) -> float:
        return self.b1

    @property
    def above(self) -> float:
        return self.b1 + self.b3


def moderated(rating: Floats, overall: Floats, reference: float, errors: str = "HC3") -> Moderated | None:
    """Of one attribute (N,) and overall satisfaction (N,), NaN left out.

    None where fewer than `ENOUGH` people answered both, a side of `reference` has fewer than two values or one that a
    person alone gave, or the line of a side goes through everybody.
    """
    x, y = _both(rating, overall)
    upper = x > reference
    if len(x) < ENOUGH or min(len(np.unique(x[upper])), len(np.unique(x[~upper]))) < 2 or len(np.unique(y)) < 2:
        return None
    off = x - reference
    found = robust(y, np.column_stack([np.ones(len(x)), off, upper, off * upper]), errors)
    if found is None:
        return None
    b0, b1, b2, b3 = map(float, found.params)
    above = found.cov_params()[1, 1] + found.cov_params()[3, 3] + 2 * found.cov_params()[1, 3]
    if min(above, found.bse.min()) <= 0:
        return None
    p_above = float(np.squeeze(found.t_test(np.array([[0.0, 1, 0, 1]])).pvalue))
    p_below, p = float(found.pvalues[1]), float(found.pvalues[3])
    return Moderated(len(x), reference, b0, b1, b2, b3, p=p, p_below=p_below, p_above=p_above)


def _both(rating: Floats, overall: Floats) -> tuple[Floats, Floats]:
    given = ~(np.isnan(rating) | np.isnan(overall))
    return rating[given], overall[given]


MEASURES = ("correlation", "beta")


def implicit_importance(overall: Floats, ratings: Ratings, measure: str = "correlation") -> dict[str, float | None]:
    """What satisfaction says of importance: the correlation with `overall` (N,), pairwise, or the standardised
    coefficient of all attributes jointly, of the people who rated everything. None where it is undefined."""
    if measure not in MEASURES:
        raise KanoError("measure-unknown", measure=measure, known=", ".join(MEASURES))
    if measure == "beta":
        return _betas(overall, ratings)
    return {name: _correlation(*_both(ratings.column(name), overall)) for name in ratings.names}


def _correlation(x: Floats, y: Floats) -> float | None:
    if len(x) < ENOUGH or len(np.unique(x)) < 2 or len(np.unique(y)) < 2:
        return None
    return float(np.corrcoef(x, y)[0, 1])


def _betas(overall: Floats, ratings: Ratings) -> dict[str, float | None]:
    """None for all where an attribute follows from the others, or too few people rated everything."""
    kept = ratings.complete & ~np.isnan(overall)
    x, y = ratings.values[kept], overall[kept]
    scale = x.std(axis=0, ddof=1) if len(x) > 1 else np.zeros(x.shape[1])
    varying = scale > 0
    design = np.column_stack([np.ones(len(x)), x[:, varying]])
    if len(x) < max(ENOUGH, design.shape[1] + 1) or np.linalg.matrix_rank(design) < design.shape[1] or y.std() == 0:
        return dict.fromkeys(ratings.names)
    slopes = iter(np.linalg.lstsq(design, y, rcond=None)[0][1:] * scale[varying] / y.std(ddof=1))
    return {name: float(next(slopes)) if varies else None for name, varies in zip(ratings.names, varying, strict=True)}


class Quadrant(StrEnum):
    """Where an attribute stands on Vavra's grid."""

    BASIC = "basic"
    EXCITEMENT = "excitement"
    IMPORTANT = "performance-important"
    UNIMPORTANT = "performance-unimportant"


@dataclass(frozen=True)
class Importance:
    """An attribute on the importance grid: `explicit` is what people said, `implicit` what their satisfaction says."""

    attribute: str
    explicit: float | None
    implicit: float | None
    quadrant: Quadrant | None


def importance_grid(
    explicit: Mapping[str, float | None], implicit: Mapping[str, float | None]
) -> tuple[tuple[Importance, ...], tuple[float, float] | None]:
    """The attributes of `implicit` on Vavra's (1997) grid, and where it is cut: at the mean of each axis.

    A value at the mean counts as low. An attribute that misses either measure is in no quadrant and in no mean.
    """
    pairs = {name: (explicit.get(name), value) for name, value in implicit.items()}
    cut = grand_means(list(pairs.values()))
    return tuple(Importance(name, *pair, _quadrant(pair, cut)) for name, pair in pairs.items()), cut


def _quadrant(point: tuple[float | None, float | None], cut: tuple[float, float] | None) -> Quadrant | None:
    said, shown = point
    if cut is None or said is None or shown is None:
        return None
    if said > cut[0]:
        return Quadrant.IMPORTANT if shown > cut[1] else Quadrant.BASIC
    return Quadrant.EXCITEMENT if shown > cut[1] else Quadrant.UNIMPORTANT
