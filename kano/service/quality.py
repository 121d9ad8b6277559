"""Where does service fall short of what people expect? Gaps per item, dimension and overall, with their intervals.

Parasuraman, Zeithaml & Berry (1988): the gap is perception less expectation, so a shortfall is negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kano.classification import Estimate
from kano.differences import adjusted
from kano.errors import Finding
from kano.ratings import Floats
from kano.service import means
from kano.service.conventions import record
from kano.service.items import Items
from kano.service.means import Sides
from kano.service.paired import PairedTest, Spread, Verdicts, deviation, mean, paired_test, verdicts
from kano.service.ratings import ServiceRatings
from kano.service.review import review
from kano.service.tolerance import Tolerance, tolerance

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ("item", "dimension", "overall", "weighted")


@dataclass(frozen=True)
class Gap:
    """One item, one dimension, or all of it. `n` people are in every figure; `left_out` says why others are not.

    `incomplete` of a dimension's people lack some of its items and are in by those they rated. `importance` is (mean,
    n) on its own scale, `points` the mean of the 100 that a dimension was given. `adjusted` is the p of `test` among
    the items, or among the dimensions (Benjamini & Hochberg 1995). What is undefined is None.
    """

    level: str
    name: str
    n: int
    left_out: dict[str, int]
    expectation: Estimate
    perception: Estimate
    gap: Estimate
    sd: float | None
    test: PairedTest | None
    verdicts: Verdicts | None
    adjusted: float | None = None
    dimension: str | None = None
    reversed: bool = False
    incomplete: int = 0
    importance: tuple[float, int] | None = None
    tolerance: Tolerance | None = None
    points: float | None = None


@dataclass(frozen=True, eq=False)
class ServiceQuality:
    """The gaps of a file, and how they were made. `weighted` is None when no weights are known.

    `people` holds each person's own gaps, (N, K) by item, (N, D) by dimension and (N,) overall; `rated` the ratings
    (N, K) behind them, recoded; NaN where undefined.
    """

    items: tuple[Gap, ...]
    dimensions: tuple[Gap, ...]
    overall: Gap
    weighted: Gap | None
    asked: Items
    people: dict[str, Floats]
    rated: Sides
    conventions: dict[str, Any]
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.people["item"])

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Items, dimensions, overall and, if there are weights, weighted."""
        return (*self.items, *self.dimensions, self.overall, *([self.weighted] if self.weighted else []))

    def cells(self, name: str) -> dict[tuple[float, float], int]:
        """How many people gave each pair of expectation and perception to an item; recoded where it is reversed."""
        i = self.asked.names.index(name)
        pairs = np.column_stack([side[:, i] for side in self.rated])
        found, counts = np.unique(pairs[~np.isnan(pairs).any(axis=1)], axis=0, return_counts=True)
        return {(float(e), float(p)): int(n) for (e, p), n in zip(found, counts, strict=True)}

    def rows(self) -> list[dict[str, Any]]:
        """One flat row per item, per dimension and for the whole, in codes."""
        from kano.service.rows import rows

        return rows(self)

    def to_frame(self) -> pd.DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def people_rows(self) -> list[dict[str, Any]]:
        """One row per person, numbered from 1: the gap of each item, of each dimension, and of the whole."""
        from kano.service.rows import people_rows

        return people_rows(self)


def service_quality(ratings: ServiceRatings, spread: Spread | None = None) -> ServiceQuality:
    """The gaps of all items and dimensions. Raises KanoError when a reversed item has no scale.

    An item without expectation or perception is left out for that person in both. A dimension is the mean of a
    person's items, then over people; the whole is the mean of a person's dimensions (of his items where no item has a
    dimension), weighted by points / 100 where they are known.
    """
    spread, turned = spread or Spread(), ratings.turned()
    asked, by_item = ratings.items, means.paired(turned.expectation, turned.perception)
    places = [[i for i, item in enumerate(asked.items) if item.dimension == name] for name in asked.dimensions]
    by_dimension = means.of_dimensions(by_item, places)
    parts = by_dimension if places else means.of_dimensions(by_item, [range(len(asked.items))])
    overall, own = _overall(parts, "dimension_missing" if places else "no_item", spread)
    weighted, weighed = _weighted(turned, by_dimension, spread)
    people = {"item": by_item.gaps, "dimension": by_dimension.gaps, "overall": own}
    result = ServiceQuality(
        items=_tested([_item(i, turned, by_item, spread) for i in range(len(asked.items))]),
        dimensions=_tested(
            [_dimension(d, places[d], turned, by_item, by_dimension, spread) for d in range(len(places))]
        ),
        overall=overall,
        weighted=weighted,
        asked=asked,
        people=people | ({} if weighed is None else {"weighted": weighed}),
        rated=by_item,
        conventions=record(asked, spread, ratings.points is not None),
    )
    return replace(result, findings=tuple(review(result)))


def _gap(level: str, name: str, sides: Sides, left_out: dict[str, int], spread: Spread, **more: Any) -> Gap:
    """From the (N,) ratings of the people who are in."""
    given = ~np.isnan(sides.gaps)
    expectation, perception = (side[given] for side in sides)
    gaps = perception - expectation
    return Gap(
        level=level,
        name=name,
        n=int(given.sum()),
        left_out=left_out,
        expectation=mean(expectation, spread),
        perception=mean(perception, spread),
        gap=mean(gaps, spread),
        sd=deviation(gaps),
        test=paired_test(gaps),
        verdicts=verdicts(gaps, spread.level),
        **more,
    )


def _item(i: int, turned: ServiceRatings, by_item: Sides, spread: Spread) -> Gap:
    item = turned.items.items[i]
    lacks = [np.isnan(side[:, i]) for side in (turned.expectation, turned.perception)]
    left_out = {
        "expectation_missing": int((lacks[0] & ~lacks[1]).sum()),
        "perception_missing": int((lacks[1] & ~lacks[0]).sum()),
        "both_missing": int((lacks[0] & lacks[1]).sum()),
    }
    sides = Sides(by_item.expectation[:, i], by_item.perception[:, i])
    zone = tolerance(turned.adequate[:, i], *sides, spread) if item.adequate and turned.adequate is not None else None
    more = {"dimension": item.dimension, "reversed": item.reversed, "tolerance": zone}
    return _gap("item", item.name, sides, left_out, spread, importance=_importance(turned.importance, i), **more)


def _importance(values: Floats | None, i: int) -> tuple[float, int] | None:
    given = values[~np.isnan(values[:, i]), i] if values is not None else np.empty(0)
    return (float(given.mean()), len(given)) if len(given) else None


def _dimension(
    d: int, at: Sequence[int], turned: ServiceRatings, by_item: Sides, by_dimension: Sides, spread: Spread
) -> Gap:
    rated = (~np.isnan(by_item.gaps[:, list(at)])).sum(axis=1)
    incomplete, name = int(((rated > 0) & (rated < len(at))).sum()), turned.items.dimensions[d]
    sides = Sides(by_dimension.expectation[:, d], by_dimension.perception[:, d])
    points = _points(turned)
    given = points[~np.isnan(points[:, d]), d] if points is not None else np.empty(0)
    more = {"incomplete": incomplete, "points": float(given.mean()) if len(given) else None}
    return _gap("dimension", name, sides, {"no_item": int((rated == 0).sum())}, spread, dimension=name, **more)


def _points(ratings: ServiceRatings) -> Floats | None:
    """(N, D): everyone's own points, or the ones that were given for all."""
    given = ratings.items.weights
    if ratings.points is not None or not given:
        return ratings.points
    return np.tile([float(given[name]) for name in ratings.items.dimensions], (len(ratings), 1))


def _weighted(turned: ServiceRatings, by_dimension: Sides, spread: Spread) -> tuple[Gap | None, Floats | None]:
    points = _points(turned)
    if points is None:
        return None, None
    sides, left_out = means.weighted(by_dimension, points)
    return _gap("weighted", "weighted", sides, left_out, spread), sides.gaps


def _overall(parts: Sides, reason: str, spread: Spread) -> tuple[Gap, Floats]:
    """Of people who have every part; each part weighs the same."""
    sides, left_out = means.weighted(parts, means.equal_points(*parts.gaps.shape))
    return _gap("overall", "overall", sides, {reason: sum(left_out.values())}, spread), sides.gaps


def _tested(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """With the p of each among all of them."""
    values = adjusted([gap.test.p if gap.test else None for gap in gaps])
    return tuple(replace(gap, adjusted=p) for gap, p in zip(gaps, values, strict=True))
