"""Where does the average person stand, and how far are people apart? DuMouchel's plane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from kano.charts.look import WIDTH, Look, shown
from kano.charts.points import HEIGHT, numbered_points, quadrants, with_key
from kano.classification import FeatureResult

CUT = (2.0, 2.0)


def continuous_plane(features: Sequence[FeatureResult], look: Look, note: str = "") -> Any:
    """Mean scores with bars of one standard deviation (the spread of people, no interval of the mean).

    The axes are 0..4 and reach down to -2 when a mean is below 0, the zone of reverse features; bars are cut at
    the frame. A point on a cut belongs to the higher side.
    """
    rows = [_row(i, f, look) for i, f in enumerate(features, start=1) if f.continuous]
    kinds = shown([f.category for f in features if f.continuous])
    low = -2 if any(min(row["x"], row["y"]) < 0 for row in rows) else 0
    scale = alt.Scale(domain=[low, 4], clamp=True)
    titles = look.t("axis.dysfunctional"), look.t("axis.functional")
    points = numbered_points(rows, kinds, look, titles, scale, strength=0.18)
    chart = alt.layer(*quadrants(look, scale, (0, 4), CUT), *points).properties(width=WIDTH, height=HEIGHT)
    chart = with_key(chart, rows, look) if look.alone else chart
    return look.finish(chart, look.t("chart.plane"), "\n".join(filter(None, [look.t("chart.plane-note"), note])))


def _row(number: int, f: FeatureResult, look: Look) -> dict[str, Any]:
    point = f.continuous
    assert point is not None
    row: dict[str, Any] = {"number": str(number), "feature": look.name(f.feature), "kind": look.kind(f.category)}
    for axis, mean, sd in (("x", point.x, point.sd_x), ("y", point.y, point.sd_y)):
        spread = 0.0 if sd != sd else sd
        row |= {axis: mean, f"{axis}_low": mean - spread, f"{axis}_high": mean + spread}
    return row
