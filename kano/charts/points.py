"""Numbered points on a plane that is cut into four: what the map and the continuous plane have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from kano.answers import Category
from kano.charts.look import Look, frame
from kano.text import chart as safe

FIELDS = ("x", "x_low", "x_high", "y", "y_low", "y_high", "label_x", "label_y", "number", "kind", "feature")

HEIGHT = 460
NEAR, FAR = (0.036, 0.036), (0.03, 0.055)
"""From a point to its number, across and up the plane: on a page, and on a wall, where letters take more of it."""


def numbered_points(
    rows: Sequence[dict[str, Any]],
    kinds: Sequence[Category],
    look: Look,
    titles: tuple[str, str],
    scale: alt.Scale,
    strength: float = 0.4,
) -> list[Any]:
    """Layers: a cross from `x_low` to `x_high` and `y_low` to `y_high`, a point and its `number` per row."""
    axis = alt.Axis(tickCount=5)
    x = alt.X("x:Q", scale=scale, title=titles[0], axis=axis)
    y = alt.Y("y:Q", scale=scale, title=titles[1], axis=axis)
    placed = labelled(rows, scale, FAR if look.wall else NEAR)
    base, color = alt.Chart(frame(placed, FIELDS)), look.color(kinds)
    cross = base.mark_rule(opacity=strength, strokeWidth=1.5)
    tooltip = [
        alt.Tooltip("feature:N", title=look.t("column.feature")),
        alt.Tooltip("kind:N", title=look.t("column.category")),
        alt.Tooltip("x:Q", title=titles[0], format=".2f"),
        alt.Tooltip("y:Q", title=titles[1], format=".2f"),
    ]
    leader = base.mark_rule(color=look.tones["faint"], strokeWidth=0.7, opacity=0.7)
    points = base.mark_point(filled=True, size=130, opacity=1)
    numbers = base.mark_text(fontSize=12, color=look.tones["ink"])
    return [
        cross.encode(x=alt.X("x_low:Q", scale=scale, title=titles[0]), x2="x_high:Q", y=y, color=color),
        cross.encode(x=x, y=alt.Y("y_low:Q", scale=scale, title=titles[1]), y2="y_high:Q", color=color),
        leader.encode(x=x, y=y, x2="label_x:Q", y2="label_y:Q"),
        points.encode(x=x, y=y, color=color, shape=look.shape(kinds), tooltip=tooltip),
        numbers.encode(x=alt.X("label_x:Q", scale=scale), y=alt.Y("label_y:Q", scale=scale), text="number:N"),
    ]


def labelled(
    rows: Sequence[dict[str, Any]], scale: alt.Scale, near: tuple[float, float] = NEAR
) -> list[dict[str, Any]]:
    """The rows with a place for each number: near its point, further out where it is crowded."""
    low, high = scale.domain
    across, up = (share * (high - low) for share in near)
    taken = [(row["x"] / across, row["y"] / up) for row in rows]
    placed = []
    for row in rows:
        here = row["x"] / across, row["y"] / up
        spots = [(here[0] + dx * r, here[1] + dy * r) for r in (1, 1.8, 2.6, 3.4) for dx, dy in _AROUND]
        inside = [spot for spot in spots if low < spot[0] * across < high and low < spot[1] * up < high] or spots
        others = [place for place in taken if place != here]
        free = [spot for spot in inside if all(_apart(spot, other) > 0.95 for other in others)]
        best = (free or sorted(inside, key=lambda spot: -min(_apart(spot, other) for other in others)))[0]
        taken.append(best)
        placed.append({**row, "label_x": best[0] * across, "label_y": best[1] * up})
    return placed


_AROUND = ((1, 0.6), (-1, 0.6), (1, -0.6), (-1, -0.6), (0, 1.1), (0, -1.1), (1.1, 0), (-1.1, 0))


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance in steps."""
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def quadrants(look: Look, scale: alt.Scale, ends: tuple[float, float], cut: tuple[float, float]) -> list[Any]:
    """Layers: the name of each quadrant in its outer corner, and the two lines that part them.

    On a wall the names stand outside, above and below the plane: its numbers are large.
    """
    low, high = ends
    corners = {"A": (low, high), "O": (high, high), "I": (low, low), "M": (high, low)}
    layers: list[Any] = [_corner(look, letter, place, scale, high) for letter, place in corners.items()]
    line = {"color": look.tones["faint"], "strokeDash": [5, 4]}
    place = alt.Chart(frame([{"x": cut[0], "y": cut[1]}]))
    return [*layers, place.mark_rule(**line).encode(x="x:Q"), place.mark_rule(**line).encode(y="y:Q")]


def _corner(look: Look, letter: str, place: tuple[float, float], scale: alt.Scale, high: float) -> alt.Chart:
    right, top = place[0] == high, place[1] == high
    inside, beside = (0, 12 if top else -26) if look.wall else (8, 0)
    mark = {"align": "right" if right else "left", "baseline": "top" if top != look.wall else "bottom"}
    data = frame([{"x": place[0], "y": place[1], "name": look.t(f"type.{letter}")}])
    text = alt.Chart(data).mark_text(
        dx=-inside if right else inside,
        dy=(8 if top else -8) - beside,
        fontSize=15,
        opacity=1 if look.wall else 0.8,
        color=look.tones["text"][letter],
        **mark,
    )
    return text.encode(x=alt.X("x:Q", scale=scale), y=alt.Y("y:Q", scale=scale), text="name:N")


def with_key(chart: Any, rows: Sequence[dict[str, Any]], look: Look) -> Any:
    """The chart, and beside it what its numbers stand for: for a picture that stands alone."""
    lines = [{"line": i, "text": safe(f"{row['number']}  {row['feature']}")} for i, row in enumerate(rows)]
    key = (
        alt.Chart(frame(lines or [{"line": 0, "text": ""}]))
        .mark_text(align="left", x=0, fontSize=12, color=look.tones["ink"], limit=320)
        .encode(y=alt.Y("line:O", axis=None), text="text:N")
        .properties(width=320, height=20 * max(len(lines), 1))
    )
    return alt.hconcat(chart.properties(width=HEIGHT), key)
