"""Importance over performance, cut into four: what to improve, keep up, leave, and what gets more than it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from kano.errors import KanoError
from kano.service.items import Scale
from kano.service.paired import EQUAL
from kano.service.quality import ServiceQuality
from kano.sources import cite

CUTS = ("mean", "middle")


class Quadrant(StrEnum):
    """Where an item stands; high includes the cut itself."""

    CONCENTRATE = "concentrate"
    """Important, performed badly."""
    KEEP = "keep"
    """Important, performed well."""
    LOW = "low"
    """Neither."""
    OVERKILL = "overkill"
    """Performed well, not important."""


@dataclass(frozen=True)
class Point:
    """An item: mean performance, mean importance, and where that is."""

    name: str
    performance: float
    importance: float
    quadrant: Quadrant


@dataclass(frozen=True)
class Matrix:
    """Points in the order of the items; `cut` is (performance, importance); `left_out` items lack one of the two."""

    points: tuple[Point, ...]
    cut: tuple[float, float]
    left_out: tuple[str, ...]
    conventions: dict[str, Any]

    def rows(self) -> list[dict[str, Any]]:
        """One row per point, codes for quadrants."""
        return [{**vars(point), "quadrant": str(point.quadrant)} for point in self.points]


def importance_performance(
    result: ServiceQuality,
    importance: dict[str, float] | None = None,
    cut: str = "mean",
    importance_scale: Scale | None = None,
) -> Matrix | None:
    """Mean perception over importance, Martilla & James (1977); None when no item has both.

    `importance`, on `importance_scale`, stands for what the file asks, by item. `cut` "mean" is the unweighted mean of
    the items' means, "middle" the middle of each scale. An item on a cut is high. Raises KanoError when a scale is
    needed and not known.
    """
    if cut not in CUTS:
        raise ValueError(f"cut must be one of {CUTS}")
    known = importances(result) if importance is None else importance
    both = [
        (gap.name, gap.perception.estimate, known[gap.name])
        for gap in result.items
        if gap.name in known and gap.perception.estimate is not None
    ]
    if not both:
        return None
    at = _middle(result, importance_scale) if cut == "middle" else _mean([(x, y) for _, x, y in both])
    points = tuple(Point(name, x, y, _quadrant(x, y, at)) for name, x, y in both)
    left_out = tuple(gap.name for gap in result.items if gap.name not in {name for name, _, _ in both})
    asked = "the file" if importance is None else "given"
    how = {"cut": cut, "at": list(at), "on_cut": "high", "importance": asked, "performance": "mean perception"}
    return Matrix(points, at, left_out, {**how, "sources": [cite("martilla1977").record()]})


def importances(result: ServiceQuality) -> dict[str, float]:
    """The mean importance of each item for which the file asks it."""
    return {gap.name: gap.importance[0] for gap in result.items if gap.importance}


def expectations(result: ServiceQuality) -> dict[str, float]:
    """The mean expectation of each item, for those who let it stand for importance."""
    return {gap.name: gap.expectation.estimate for gap in result.items if gap.expectation.estimate is not None}


def _mean(places: Sequence[tuple[float, float]]) -> tuple[float, float]:
    x, y = np.mean(places, axis=0).tolist()
    return x, y


def _middle(result: ServiceQuality, given: Scale | None) -> tuple[float, float]:
    importance = given or result.asked.importance_scale
    return _half(result.asked.scale, "scale"), _half(importance, "importance_scale")


def _half(scale: Scale | None, name: str) -> float:
    if scale is None:
        raise KanoError("middle-needs-scale", scale=name)
    return sum(scale) / 2


def _quadrant(performance: float, importance: float, cut: tuple[float, float]) -> Quadrant:
    well, important = performance >= cut[0] - EQUAL, importance >= cut[1] - EQUAL
    if important:
        return Quadrant.KEEP if well else Quadrant.CONCENTRATE
    return Quadrant.OVERKILL if well else Quadrant.LOW
