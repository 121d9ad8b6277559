"""How does satisfaction move as a need is fulfilled? Kano's picture, from people's own answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from kano.charts.look import WIDTH, Look, frame, shown
from kano.charts.points import HEIGHT, with_key
from kano.curves import Curve

RIGHT = 1.04
"""Where the numbers stand, just behind the right end of the curves."""

GAP, WALL_GAP = 0.055, 0.085
"""Between the numbers, as satisfaction: on a page, and on a wall, whose letters take more of its height."""

_X, _Y = alt.Scale(domain=[0, RIGHT], nice=False), alt.Scale(domain=[-1, 1], nice=False)


def all_curves(curves: Sequence[Curve], look: Look, note: str = "") -> Any:
    """The blended curve of each feature, numbered at its right end; broken where the source has no curve.

    On a wall each has its band, the fainter the more there are.
    """
    drawn = [(i, c) for i, c in enumerate(curves, start=1) if c.classic is not None]
    kinds = shown([c.category for _, c in drawn])
    base = alt.Chart(frame([row for i, c in drawn for row in _points(i, c, look)], _FIELDS))
    lines = base.mark_line(strokeWidth=2.2).encode(
        **_place(look, "line"), color=look.color(kinds), detail="number:N", strokeDash=_dash(), tooltip=_tooltip(look)
    )
    bands = base.mark_area(opacity=max(0.07, 0.22 - 0.01 * len(drawn))).encode(
        **_place(look, "low"), y2="high:Q", color=look.color(kinds), detail="number:N"
    )
    ends = alt.Chart(frame(_ends(drawn, look), _END_FIELDS))
    place, told = alt.X("to:Q", scale=_X), look.color(kinds, legend=False, of="text")
    leaders = ends.mark_rule(strokeWidth=0.7, opacity=0.7).encode(
        x=alt.X("from:Q", scale=_X), x2="to:Q", y=alt.Y("end:Q", scale=_Y), y2="place:Q", color=look.color(kinds)
    )
    labels = ends.mark_text(align="left", fontSize=11, dx=3)
    labels = labels.encode(x=place, y=alt.Y("place:Q", scale=_Y), text="number:N", color=told)
    below = [bands] if look.wall and any(c.low is not None for _, c in drawn) else []
    chart = alt.layer(alt.layer(_axes(look), *below, lines, leaders), labels).resolve_scale(color="independent")
    chart = chart.properties(width=WIDTH, height=HEIGHT)
    if look.alone:
        names = [{"number": str(i), "feature": look.name(c.feature), "kind": look.kind(c.category)} for i, c in drawn]
        chart = with_key(chart, names, look)
    return look.finish(chart, look.t("chart.curves"), note)


def one_curve(curve: Curve, look: Look, note: str = "") -> Any:
    """One feature: blended curve with its band, and the classic shape of its category as a thin line."""
    layers = [_axes(look), *_curve_layers([curve], look)]
    title = look.t("chart.curve", feature=look.labels.get(curve.feature, curve.feature))
    return look.finish(alt.layer(*layers).properties(width=WIDTH, height=380), title, note)


def small_curves(curves: Sequence[Curve], look: Look, columns: int = 4, note: str = "") -> Any:
    """Every feature in a frame of its own, for a picture that stands alone."""
    drawn = [c for c in curves if c.classic is not None]
    order = [look.name(c.feature) for c in drawn]
    chart = alt.layer(*_curve_layers(drawn, look)).properties(width=190, height=150)
    header = alt.Header(labelLimit=190)
    faceted = chart.facet(facet=alt.Facet("feature:N", sort=order, title=None, header=header), columns=columns)
    return look.finish(faceted, look.t("chart.small-curves"), note)


_FIELDS = ("fulfilment", "line", "classic", "low", "high", "modelled", "number", "kind", "feature")
_END_FIELDS = ("number", "kind", "end", "place", "from", "to")


def _curve_layers(curves: Sequence[Curve], look: Look) -> list[Any]:
    kinds = shown([c.category for c in curves])
    base = alt.Chart(frame([row for i, c in enumerate(curves) for row in _points(i, c, look)], _FIELDS))
    color = look.color(kinds)
    layers = [base.mark_rule(color=look.tones["faint"], strokeWidth=0.5).encode(y=alt.datum(0))]
    if any(c.low is not None for c in curves):
        band = base.mark_area(opacity=0.22)
        layers.append(band.encode(**_place(look, "low"), y2="high:Q", color=color))
    layers.append(base.mark_line(strokeWidth=1, strokeDash=[2, 2]).encode(**_place(look, "classic"), color=color))
    main = base.mark_line(strokeWidth=2.6)
    layers.append(main.encode(**_place(look, "line"), color=color, strokeDash=_dash(), tooltip=_tooltip(look)))
    return layers


def _points(number: int, curve: Curve, look: Look) -> list[dict[str, Any]]:
    line = curve.blended if curve.blended is not None else curve.classic
    assert line is not None
    assert curve.classic is not None
    head = {"number": str(number), "feature": look.name(curve.feature), "kind": look.kind(curve.category)}
    rows: list[dict[str, Any]] = []
    for i, x in enumerate(curve.fulfilment):
        row = {**head, "modelled": curve.modelled, "fulfilment": float(x), "line": float(line[i])}
        row["classic"] = float(curve.classic[i])
        if curve.low is not None and curve.high is not None:
            row |= {"low": float(curve.low[i]), "high": float(curve.high[i])}
        rows.append(row)
    return rows


def _ends(drawn: Sequence[tuple[int, Curve]], look: Look) -> list[dict[str, Any]]:
    """A number at the right end of each curve, near its height."""
    ends = sorted((float(c.classic[-1]), i, look.kind(c.category)) for i, c in drawn if c.classic is not None)
    places = spaced(
        [height for height, _, _ in ends], min(WALL_GAP, 1.98 / max(1, len(ends) - 1)) if look.wall else GAP
    )
    ways = zip(places, ends, strict=True)
    rows = [{"number": str(i), "kind": kind, "end": end, "place": place} for place, (end, i, kind) in ways]
    return [{**row, "from": 1.0, "to": RIGHT} for row in rows]


def spaced(heights: Sequence[float], gap: float = GAP) -> list[float]:
    """Ascending heights moved as little as possible until neighbours are `gap` apart, within -1..1."""
    groups: list[list[float]] = []
    for height in heights:
        groups.append([height])
        while len(groups) > 1 and _start(groups[-1], gap) < _start(groups[-2], gap) + gap * len(groups[-2]):
            last = groups.pop()
            groups[-1] += last
    return [_start(group, gap) + gap * i for group in groups for i in range(len(group))]


def _start(group: Sequence[float], gap: float) -> float:
    """Where a group's lowest label stands when the group is centred on its heights, as far as the plane allows."""
    tall = gap * (len(group) - 1)
    return max(-1, min(sum(group) / len(group) - tall / 2, 1 - tall))


def _place(look: Look, y: str) -> dict[str, Any]:
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%")
    return {
        "x": alt.X("fulfilment:Q", scale=_X, title=look.t("axis.fulfilment"), axis=axis),
        "y": alt.Y(f"{y}:Q", scale=_Y, title=look.t("axis.satisfaction"), axis=alt.Axis(values=[-1, -0.5, 0, 0.5, 1])),
    }


def _axes(look: Look) -> alt.Chart:
    """The line of indifference: neither satisfied nor dissatisfied."""
    zero = alt.Chart(frame([{"zero": 0}])).mark_rule(color=look.tones["faint"], strokeWidth=1.2)
    return zero.encode(y=alt.Y("zero:Q", scale=_Y))


def _dash() -> alt.StrokeDash:
    scale = alt.Scale(domain=[True, False], range=[[1, 0], [6, 4]])
    return alt.StrokeDash("modelled:N", scale=scale, legend=None)


def _tooltip(look: Look) -> list[alt.Tooltip]:
    t = look.t
    return [
        alt.Tooltip("feature:N", title=t("column.feature")),
        alt.Tooltip("kind:N", title=t("column.category")),
        alt.Tooltip("fulfilment:Q", title=t("axis.fulfilment"), format=".0%"),
        alt.Tooltip("line:Q", title=t("axis.satisfaction"), format=".2f"),
    ]
