"""What does each feature gain by being there, and cost by being absent? Better over |worse|."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from kano.charts.look import WIDTH, Look, shown
from kano.charts.points import HEIGHT, numbered_points, quadrants, with_key
from kano.classification import Estimate, FeatureResult
from kano.quadrants import quadrant_cut

CUTS = ("half", "mean")
_SCALE = alt.Scale(domain=[0, 1])


def better_worse_map(features: Sequence[FeatureResult], look: Look, cut: str = "half", note: str = "") -> Any:
    """Points with their intervals, numbered in the order of `features`; quadrants are cut at 0.5 or at the mean.

    Berger et al. (1993), Fig. 17; a point on a cut belongs to the higher side. Features without better and worse
    are not drawn.
    """
    rows = [_row(i, f, look) for i, f in enumerate(features, start=1) if f.better.estimate is not None]
    kinds = shown([f.category for f in features if f.better.estimate is not None])
    titles = look.t("axis.worse"), look.t("axis.better")
    points = numbered_points(rows, kinds, look, titles, _SCALE)
    chart = alt.layer(*quadrants(look, _SCALE, (0, 1), quadrant_cut(features, cut)), *points).properties(
        width=WIDTH, height=HEIGHT
    )
    chart = with_key(chart, rows, look) if look.alone else chart
    return look.finish(chart, look.t("chart.map"), "\n".join(filter(None, [look.t(f"chart.cut-{cut}"), note])))


def _row(number: int, f: FeatureResult, look: Look) -> dict[str, Any]:
    place = _span("x", Estimate(_minus(f.worse.estimate), _minus(f.worse.high), _minus(f.worse.low)))
    label = {"number": str(number), "feature": look.name(f.feature), "kind": look.kind(f.category)}
    return {**label, **place, **_span("y", f.better)}


def _span(axis: str, value: Estimate) -> dict[str, float | None]:
    return {axis: value.estimate, f"{axis}_low": value.low, f"{axis}_high": value.high}


def _minus(value: float | None) -> float | None:
    return None if value is None else -value
