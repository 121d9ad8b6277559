"""How much does an attribute matter, and which way? Planes of numbered attributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from kano.answers import Category
from kano.charts.classes import class_color, class_name, class_shape
from kano.charts.look import WIDTH, Look, frame, shown
from kano.charts.points import HEIGHT, labelled, with_key
from kano.drivers.analysis import Drivers
from kano.drivers.impact import Importance, Kind, Quadrant, grand_means

FIELDS = ("x", "y", "label_x", "label_y", "number", "kind", "feature", "word")

Ends = tuple[tuple[float, float], tuple[float, float]]
"""What is shown from left to right, and from bottom to top."""

ROOM = 1.45
"""How much further than the largest impact the map reaches: the names of the zones stand there."""

ZONES = (Kind.FRUSTRATOR, Kind.DISSATISFIER, Kind.HYBRID, Kind.SATISFIER, Kind.DELIGHTER)


def impact_map(result: Drivers, look: Look, note: str = "") -> Any:
    """Impact asymmetry over the range of impact; broken lines part frustrators from delighters.

    Attributes whose impact is not estimable, or nothing, are not drawn; the table has them.
    """
    points = [(i, d) for i, d in enumerate(result.attributes, start=1) if d.impact.ia is not None]
    rows = [
        _row(i, d.attribute, d.impact.riocs, d.impact.ia, d.category, look.t(f"driver.kind-{d.impact.kind}"), look)
        for i, d in points
    ]
    most = max([d.impact.riocs or 0.0 for _, d in points], default=1.0)
    ends = (-0.04 * most, ROOM * most or 1.0), (-1.1, 1.1)
    titles = look.t("axis.riocs"), look.t("axis.ia")
    layers = [*_zones(result.settings.ia, ends, titles, look), *_points(rows, _kinds(points), ends, titles, look)]
    return _finished(
        layers, rows, look, look.t("chart.impact"), "\n".join(filter(None, [look.t("chart.impact-note"), note]))
    )


def impact_performance(result: Drivers, look: Look, note: str = "") -> Any:
    """Mean rating over the range of impact, cut at the means of both."""
    points = [(i, d) for i, d in enumerate(result.attributes, start=1) if d.impact.riocs is not None]
    rows = [_row(i, d.attribute, d.impact.riocs, d.mean, d.category, f"{d.mean:.2f}", look) for i, d in points]
    cut = grand_means([(d.impact.riocs, d.mean) for _, d in points])
    ends = _room([r["x"] for r in rows], cut[0] if cut else 0.0), _room([r["y"] for r in rows], cut[1] if cut else 0.0)
    titles = look.t("axis.riocs"), look.t("axis.mean-rating")
    layers = [*_cut(cut, ends, titles, look), *_points(rows, _kinds(points), ends, titles, look)]
    return _finished(
        layers, rows, look, look.t("chart.range"), "\n".join(filter(None, [look.t("chart.cut-means"), note]))
    )


def importance_grid(
    points: Sequence[Importance],
    cut: tuple[float, float] | None,
    classes: dict[str, Category | None],
    look: Look,
    note: str = "",
) -> Any:
    """What satisfaction says of importance over what people said, cut at the means; quadrants by Vavra (1997)."""
    known = [(i, p) for i, p in enumerate(points, start=1) if p.quadrant]
    rows = [
        _row(
            i,
            p.attribute,
            p.explicit,
            p.implicit,
            classes.get(p.attribute),
            look.t(f"driver.quadrant-{p.quadrant}"),
            look,
        )
        for i, p in known
    ]
    middle = cut or (0.0, 0.0)
    ends = _room([r["x"] for r in rows], middle[0]), _room([r["y"] for r in rows], middle[1])
    titles = look.t("axis.explicit"), look.t("axis.implicit")
    kinds = shown([classes.get(p.attribute) for _, p in known])
    layers = [*_corners(ends, titles, look), *_cut(cut, ends, titles, look), *_points(rows, kinds, ends, titles, look)]
    notes = "\n".join(filter(None, [look.t("chart.grid-note"), note]))
    return _finished(layers, rows, look, look.t("chart.grid"), notes)


def _kinds(points: Sequence[tuple[int, Any]]) -> list[Category]:
    return shown([driver.category for _, driver in points])


def _finished(layers: Sequence[Any], rows: Sequence[dict[str, Any]], look: Look, title: str, note: str) -> Any:
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    return look.finish(with_key(chart, rows, look) if look.alone else chart, title, note)


def _row(
    number: int, name: str, x: float | None, y: float | None, category: Category | None, word: str, look: Look
) -> dict[str, Any]:
    head = {"number": str(number), "feature": look.name(name), "kind": class_name(category, look)}
    return {**head, "x": x, "y": y, "word": word}


def _room(values: Sequence[float], cut: float) -> tuple[float, float]:
    low, high = min([*values, cut]), max([*values, cut])
    room = 0.15 * (high - low) or 0.5
    return low - room, high + room


def _x(field: str, ends: Ends, titles: tuple[str, str]) -> alt.X:
    scale = alt.Scale(domain=ends[0], zero=False, nice=False)
    return alt.X(f"{field}:Q", scale=scale, title=titles[0], axis=alt.Axis(tickCount=5))


def _y(field: str, ends: Ends, titles: tuple[str, str]) -> alt.Y:
    scale = alt.Scale(domain=ends[1], zero=False, nice=False)
    return alt.Y(f"{field}:Q", scale=scale, title=titles[1], axis=alt.Axis(tickCount=5))


def _zones(thresholds: tuple[float, float], ends: Ends, titles: tuple[str, str], look: Look) -> list[Any]:
    mild, strong = thresholds
    edges = [-1.0, -strong, -mild, mild, strong, 1.0]
    lines = alt.Chart(frame([{"y": y} for y in edges[1:-1]])).mark_rule(color=look.tones["faint"], strokeDash=[5, 4])
    names = [
        {"x": ends[0][1], "y": (low + high) / 2, "word": look.t(f"driver.kind-{kind}")}
        for kind, low, high in zip(ZONES, edges, edges[1:], strict=False)
        if high > low
    ]
    text = alt.Chart(frame(names)).mark_text(
        align="right", dx=-4, fontSize=look.narrow(10, 13), color=look.tones["faint"], opacity=0.9
    )
    place = {"x": _x("x", ends, titles), "y": _y("y", ends, titles)}
    return [lines.encode(y=_y("y", ends, titles)), text.encode(**place, text="word:N")]


def _cut(cut: tuple[float, float] | None, ends: Ends, titles: tuple[str, str], look: Look) -> list[Any]:
    if cut is None:
        return []
    place = alt.Chart(frame([{"x": cut[0], "y": cut[1]}]))
    line = {"color": look.tones["faint"], "strokeDash": [5, 4]}
    return [
        place.mark_rule(**line).encode(x=_x("x", ends, titles)),
        place.mark_rule(**line).encode(y=_y("y", ends, titles)),
    ]


def _corners(ends: Ends, titles: tuple[str, str], look: Look) -> list[Any]:
    corners = {
        Quadrant.EXCITEMENT: (0, 1),
        Quadrant.IMPORTANT: (1, 1),
        Quadrant.UNIMPORTANT: (0, 0),
        Quadrant.BASIC: (1, 0),
    }
    layers = []
    for quadrant, (right, top) in corners.items():
        data = frame([{"x": ends[0][right], "y": ends[1][top], "word": look.t(f"driver.quadrant-{quadrant}")}])
        side = {"align": "right" if right else "left", "baseline": "top" if top else "bottom"}
        mark = {"dx": -8 if right else 8, "dy": 8 if top else -8, "fontSize": look.narrow(11, 13)}
        text = alt.Chart(data).mark_text(color=look.tones["faint"], **mark, **side)
        layers.append(text.encode(x=_x("x", ends, titles), y=_y("y", ends, titles), text="word:N"))
    return layers


def _points(
    rows: Sequence[dict[str, Any]], kinds: Sequence[Category], ends: Ends, titles: tuple[str, str], look: Look
) -> list[Any]:
    base = alt.Chart(frame(_numbered(rows, ends), FIELDS))
    x, y = _x("x", ends, titles), _y("y", ends, titles)
    tooltip = [alt.Tooltip("feature:N", title=look.t("driver.column-attribute")), alt.Tooltip("word:N", title=" ")]
    tooltip += [alt.Tooltip("kind:N", title=look.t("driver.column-category"))]
    tooltip += [alt.Tooltip(f"{axis}:Q", title=title, format=".2f") for axis, title in zip("xy", titles, strict=True)]
    leader = base.mark_rule(color=look.tones["faint"], strokeWidth=0.7, opacity=0.7)
    points = base.mark_point(filled=True, size=120, opacity=1)
    numbers = base.mark_text(fontSize=12, color=look.tones["ink"])
    place = {"x": _x("label_x", ends, titles), "y": _y("label_y", ends, titles)}
    return [
        leader.encode(x=x, y=y, x2="label_x:Q", y2="label_y:Q"),
        points.encode(x=x, y=y, color=class_color(kinds, look), shape=class_shape(kinds, look), tooltip=tooltip),
        numbers.encode(**place, text="number:N"),
    ]


def _numbered(rows: Sequence[dict[str, Any]], ends: Ends) -> list[dict[str, Any]]:
    """With a place for each number, found where both axes run from 0 to 1."""
    (left, right), (bottom, top) = ends
    wide, high = right - left, top - bottom
    unit = [{**row, "x": (row["x"] - left) / wide, "y": (row["y"] - bottom) / high} for row in rows]
    placed = zip(rows, labelled(unit, alt.Scale(domain=[0, 1])), strict=True)
    return [{**r, "label_x": left + wide * at["label_x"], "label_y": bottom + high * at["label_y"]} for r, at in placed]
