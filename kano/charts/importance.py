"""What is important, and how well is it done? Numbered items on a plane that is cut into four."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from kano.answers import Category
from kano.charts.look import WIDTH, Look, frame, shown
from kano.charts.points import HEIGHT, labelled, with_key
from kano.service.matrix import Matrix, Quadrant

CORNERS = {
    Quadrant.CONCENTRATE: (0, 1),
    Quadrant.KEEP: (1, 1),
    Quadrant.LOW: (0, 0),
    Quadrant.OVERKILL: (1, 0),
}
"""Left or right, below or above."""

FIELDS = ("x", "y", "label_x", "label_y", "number", "kind", "known", "feature", "quadrant")

Ends = tuple[tuple[float, float], tuple[float, float]]
"""What is shown of performance, and of importance."""


def importance_map(
    matrix: Matrix, look: Look, categories: Mapping[str, Category | None] | None = None, note: str = ""
) -> Any:
    """Importance over performance, numbered in the order of the items, coloured by Kano category where it is known."""
    ends = _ends(matrix)
    rows = [_row(i, point, (categories or {}).get(point.name), look) for i, point in enumerate(matrix.points, start=1)]
    rows = _numbered(rows, ends)
    kinds = shown([(categories or {}).get(point.name) for point in matrix.points])
    layers = [*_corners(ends, look), *_lines(matrix, ends, look), *_points(rows, kinds, ends, look)]
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    chart = with_key(chart, rows, look) if look.alone else chart
    cut = matrix.conventions["cut"]
    notes = [look.t(f"chart.importance-{cut}"), note]
    return look.finish(chart, look.t("chart.importance"), "\n".join(filter(None, notes)))


def _ends(matrix: Matrix) -> Ends:
    """What is shown of performance and of importance: all points and the cut, with room around."""
    sides = ([p.performance for p in matrix.points], [p.importance for p in matrix.points])
    return _room(sides[0], matrix.cut[0]), _room(sides[1], matrix.cut[1])


def _room(values: list[float], cut: float) -> tuple[float, float]:
    low, high = min([*values, cut]), max([*values, cut])
    room = 0.15 * (high - low) or 0.5
    return low - room, high + room


def _row(number: int, point: Any, category: Category | None, look: Look) -> dict[str, Any]:
    place = {"x": point.performance, "y": point.importance, "quadrant": look.t(f"gaps.quadrant.{point.quadrant}")}
    return {
        "number": str(number),
        "feature": look.name(point.name),
        "kind": look.kind(category),
        "known": category is not None,
        **place,
    }


def _numbered(rows: list[dict[str, Any]], ends: Ends) -> list[dict[str, Any]]:
    """With a place for each number, found where both axes run from 0 to 1."""
    (left, right), (bottom, top) = ends
    wide, high = right - left, top - bottom
    unit = [{**row, "x": (row["x"] - left) / wide, "y": (row["y"] - bottom) / high} for row in rows]
    placed = zip(rows, labelled(unit, alt.Scale(domain=[0, 1])), strict=True)
    return [{**r, "label_x": left + wide * at["label_x"], "label_y": bottom + high * at["label_y"]} for r, at in placed]


def _x(field: str, ends: Ends, look: Look) -> alt.X:
    scale, axis = alt.Scale(domain=ends[0], zero=False, nice=False), alt.Axis(tickCount=5)
    return alt.X(f"{field}:Q", scale=scale, title=look.t("axis.performance"), axis=axis)


def _y(field: str, ends: Ends, look: Look) -> alt.Y:
    scale, axis = alt.Scale(domain=ends[1], zero=False, nice=False), alt.Axis(tickCount=5)
    return alt.Y(f"{field}:Q", scale=scale, title=look.t("axis.importance"), axis=axis)


def _corners(ends: Ends, look: Look) -> list[Any]:
    layers = []
    for quadrant, (right, top) in CORNERS.items():
        data = frame([{"x": ends[0][right], "y": ends[1][top], "name": look.t(f"gaps.quadrant.{quadrant}")}])
        side = {"align": "right" if right else "left", "baseline": "top" if top else "bottom"}
        text = alt.Chart(data).mark_text(
            dx=-8 if right else 8, dy=8 if top else -8, fontSize=14, color=look.tones["faint"], **side
        )
        layers.append(text.encode(x=_x("x", ends, look), y=_y("y", ends, look), text="name:N"))
    return layers


def _lines(matrix: Matrix, ends: Ends, look: Look) -> list[Any]:
    place = alt.Chart(frame([{"x": matrix.cut[0], "y": matrix.cut[1]}]))
    line = {"color": look.tones["faint"], "strokeDash": [5, 4]}
    return [
        place.mark_rule(**line).encode(x=_x("x", ends, look)),
        place.mark_rule(**line).encode(y=_y("y", ends, look)),
    ]


def _points(rows: list[dict[str, Any]], kinds: list[Category], ends: Ends, look: Look) -> list[Any]:
    base = alt.Chart(frame(rows, FIELDS))
    x, y = _x("x", ends, look), _y("y", ends, look)
    leader = base.mark_rule(color=look.tones["faint"], strokeWidth=0.7, opacity=0.7)
    numbers = base.mark_text(fontSize=12, color=look.tones["ink"])
    layers = [leader.encode(x=x, y=y, x2="label_x:Q", y2="label_y:Q")]
    unknown = [row for row in rows if not row["known"]]
    if known := [row for row in rows if row["known"]]:
        layers.append(_marks(known, look).encode(x=x, y=y, color=look.color(kinds), shape=look.shape(kinds)))
    layers.append(_marks(unknown, look).encode(x=x, y=y, color=alt.value(look.tones["ink"])))
    place = {"x": _x("label_x", ends, look), "y": _y("label_y", ends, look)}
    return [*layers, numbers.encode(**place, text="number:N")]


def _marks(rows: list[dict[str, Any]], look: Look) -> alt.Chart:
    marks = alt.Chart(frame(rows, FIELDS)).mark_point(filled=True, size=110, opacity=1)
    tooltip = [alt.Tooltip("feature:N", title=look.t("gaps.column.item")), alt.Tooltip("quadrant:N", title=" ")]
    tooltip += [alt.Tooltip("kind:N", title=look.t("column.category"))]
    tooltip += [alt.Tooltip("x:Q", title=look.t("axis.performance"), format=".2f")]
    tooltip += [alt.Tooltip("y:Q", title=look.t("axis.importance"), format=".2f")]
    return marks.encode(tooltip=tooltip)
