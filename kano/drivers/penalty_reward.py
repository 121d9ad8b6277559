"""Penalty and reward of an attribute: boxes to dummies, coefficients to a class, and what is to be doubted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from kano.answers import Category
from kano.drivers.impact import Impact, impact
from kano.drivers.regression import Fit, Mask
from kano.ratings import Floats

THIN, COLLINEAR = 10, 10.0
"""Fewer people in a box are flagged; so is a greater variance inflation factor."""

FLAGS = tuple(f"{why}-{side}" for why in ("no", "thin") for side in ("low", "middle", "high"))
FLAGS += tuple(f"{why}-{side}" for why in ("aliased", "alone", "separated", "unstable") for side in ("low", "high"))
FLAGS += ("one-box", "wrong-penalty", "wrong-reward", "collinear")
"""Everything that may be said against a number; each has its words."""


@dataclass(frozen=True)
class Effect:
    """A penalty or a reward: its coefficient, interval and two-sided p, and the people in its box.

    The coefficient is None when it is not estimable; interval and p also when one person alone decides it.
    """

    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    n: int

    def significant(self, sign: int, level: float) -> bool:
        """In the expected direction: `sign` -1 for a penalty, 1 for a reward."""
        return self.p is not None and self.p < level and self.estimate is not None and sign * self.estimate > 0


@dataclass(frozen=True)
class Driver:
    """An attribute: `category` M, O, A or I by which of its effects are significant, None when one is not known.

    `n` people are in the model, `middle` of them in neither box; `missing` of all people did not rate it; `mean` is
    that of the ratings in the model; `vif` the larger of its dummies.
    """

    attribute: str
    penalty: Effect
    reward: Effect
    category: Category | None
    impact: Impact
    n: int
    middle: int
    missing: int
    mean: float
    vif: float | None
    flags: tuple[str, ...]

    def against(self, level: float) -> bool:
        """Whether an effect is significant in the direction that is not expected."""
        return self.penalty.significant(1, level) or self.reward.significant(-1, level)

    def row(self) -> dict[str, Any]:
        """Flat, for files: codes for category and flags, None for what is not estimable."""
        found = self.impact
        row: dict[str, Any] = {"attribute": self.attribute}
        for name, effect in (("penalty", self.penalty), ("reward", self.reward)):
            row |= {name: effect.estimate, f"{name}_low": effect.low, f"{name}_high": effect.high}
            row |= {f"p_{name}": effect.p}
        row |= {"riocs": found.riocs, "sgp": found.sgp, "dgp": found.dgp, "ia": found.ia}
        row |= {"kind": str(found.kind) if found.kind else None}
        row |= {"class": str(self.category) if self.category else None, "n": self.n}
        row |= {"n_low": self.penalty.n, "n_middle": self.middle, "n_high": self.reward.n, "missing": self.missing}
        return row | {"mean": self.mean, "vif": self.vif, "flags": list(self.flags)}


@dataclass(frozen=True, eq=False)
class Coded:
    """Ratings `x` (n, K) as dummies `columns` (n, k): `place` says which column an attribute's box has, if any.

    A box with nobody or everybody has none. Where nobody is between the boxes their dummies add up to 1: the low one
    stands alone there, so that other attributes are still compared at equal ratings, and neither effect is known.
    """

    x: Floats
    boxes: tuple[float, float]
    columns: Floats
    place: dict[tuple[int, str], int]

    def inside(self, k: int) -> dict[str, Mask]:
        """Who is in which box of attribute k."""
        low, high = self.x[:, k] <= self.boxes[0], self.x[:, k] >= self.boxes[1]
        return {"low": low, "middle": ~low & ~high, "high": high}


def coded(x: Floats, boxes: tuple[float, float]) -> Coded:
    """Values up to the first of `boxes` are low, from the second on high."""
    made, columns = Coded(x, boxes, np.empty((len(x), 0)), {}), list[Floats]()
    for k in range(x.shape[1]):
        inside = made.inside(k)
        for side in ("low", "high") if inside["middle"].any() else ("low",):
            if 0 < inside[side].sum() < len(x):
                made.place[k, side] = len(columns)
                columns.append(inside[side].astype(float))
    return Coded(x, boxes, np.column_stack([*columns, np.empty((len(x), 0))]), made.place)


def driver(k: int, name: str, missing: int, ratings: Coded, fit: Fit, level: float, ia: tuple[float, float]) -> Driver:
    """Attribute k of a fit on `ratings.columns`; `missing` people did not rate it."""
    inside = ratings.inside(k)
    people = {side: int(box.sum()) for side, box in inside.items()}
    at = {side: ratings.place.get((k, side)) if people["middle"] else None for side in ("low", "high")}
    penalty, reward = (_effect(at[side], people[side], fit) for side in ("low", "high"))
    vif = max((fit.vif[column] for column in at.values() if column is not None), default=np.nan)
    why = [f"{fit.why[column]}-{side}" for side, column in at.items() if column is not None and fit.why[column]]
    flags = (*_empty(people), *why, *_thin(people), *_wrong(penalty, reward), *_collinear(vif))
    return Driver(
        attribute=name,
        penalty=penalty,
        reward=reward,
        category=category(penalty, reward, level),
        impact=impact(penalty.estimate, reward.estimate, ia),
        n=len(ratings.x),
        middle=people["middle"],
        missing=missing,
        mean=float(ratings.x[:, k].mean()),
        vif=_defined(vif),
        flags=flags,
    )


def _effect(column: int | None, n: int, fit: Fit) -> Effect:
    if column is None:
        return Effect(None, None, None, None, n)
    estimate, low, high, p = (_defined(values[column]) for values in (fit.estimate, fit.low, fit.high, fit.p))
    return Effect(estimate, low, high, p, n)


def _defined(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def category(penalty: Effect, reward: Effect, level: float) -> Category | None:
    """Only the penalty significant: basic; only the reward: excitement; both: performance; neither: indifferent."""
    if penalty.p is None or reward.p is None:
        return None
    down, up = penalty.significant(-1, level), reward.significant(1, level)
    if down:
        return Category.PERFORMANCE if up else Category.BASIC
    return Category.EXCITEMENT if up else Category.INDIFFERENT


def _empty(people: dict[str, int]) -> Iterator[str]:
    """Why effects are not estimable: everybody in one place, or nobody in one of the three."""
    if sum(people.values()) in people.values():
        yield "one-box"
    else:
        yield from (f"no-{side}" for side, n in people.items() if not n)


def _thin(people: dict[str, int]) -> Iterator[str]:
    yield from (f"thin-{side}" for side, n in people.items() if 0 < n < THIN)


def _wrong(penalty: Effect, reward: Effect) -> Iterator[str]:
    if penalty.estimate is not None and penalty.estimate > 0:
        yield "wrong-penalty"
    if reward.estimate is not None and reward.estimate < 0:
        yield "wrong-reward"


def _collinear(vif: float) -> Iterator[str]:
    if vif > COLLINEAR:
        yield "collinear"
