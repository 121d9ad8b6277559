"""Each person's mean of the items of a dimension, and of the dimensions. NaN is a rating that there is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano.ratings import Floats

POINTS = 100.0
"""What one person divides among the dimensions."""


class Sides(NamedTuple):
    """Expectation and perception of the same people and things, NaN in both where one of them is missing."""

    expectation: Floats
    perception: Floats

    @property
    def gaps(self) -> Floats:
        """Perception less expectation: a shortfall is negative."""
        return self.perception - self.expectation


def paired(expectation: Floats, perception: Floats) -> Sides:
    """Ratings (N, K); what is missing on one side is missing on both."""
    lacking = np.isnan(expectation) | np.isnan(perception)
    return Sides(np.where(lacking, np.nan, expectation), np.where(lacking, np.nan, perception))


def of_dimensions(sides: Sides, places: Sequence[Sequence[int]]) -> Sides:
    """(N, D): a person's mean of the items at `places` that he rated; NaN where he rated none."""
    return Sides(*(_means(side, places) for side in sides))


def _means(values: Floats, places: Sequence[Sequence[int]]) -> Floats:
    result = np.full((len(values), len(places)), np.nan)
    for d, at in enumerate(places):
        part = values[:, list(at)]
        rated = (~np.isnan(part)).sum(axis=1)
        np.divide(np.nansum(part, axis=1), rated, out=result[:, d], where=rated > 0)
    return result


def weighted(sides: Sides, points: Floats) -> tuple[Sides, dict[str, int]]:
    """(N,): the sum of points / 100 times each dimension, and how many people have none because of what.

    `points` is (N, D). They must be given for every dimension, not negative, and add up to 100; a dimension without
    points may be missing.
    """
    unsaid = np.isnan(points).any(axis=1)
    wrong = ~unsaid & ((points < 0).any(axis=1) | (abs(points.sum(axis=1) - POINTS) > 1e-6))
    lacking = ~unsaid & ~wrong & (np.isnan(sides.gaps) & (points > 0)).any(axis=1)
    out = unsaid | wrong | lacking
    sums = (_weighted(side, points, out) for side in sides)
    reasons = {"points_missing": unsaid, "points_not_100": wrong, "dimension_missing": lacking}
    return Sides(*sums), {reason: int(people.sum()) for reason, people in reasons.items()}


def _weighted(values: Floats, points: Floats, out: npt.NDArray[np.bool_]) -> Floats:
    total = np.where(points > 0, values * points, 0.0).sum(axis=1) / POINTS
    return np.where(out, np.nan, total)


def equal_points(people: int, dimensions: int) -> Floats:
    """(N, D): every dimension weighs the same."""
    return np.full((people, dimensions), POINTS / dimensions)
