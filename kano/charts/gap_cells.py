"""What did each person expect and perceive of one item? The pairs of ratings, with how many people gave each."""

from __future__ import annotations

from typing import Any

import altair as alt

from kano.charts.gaps import COLORS, EVEN, OVER, SHORT
from kano.charts.look import Look, frame
from kano.service.quality import ServiceQuality

MOST = 10
"""Steps of a scale that is shown whole."""

_FIELDS = ("expected", "perceived", "verdict", "count", "share", "strong")


def rating_cells(result: ServiceQuality, name: str, look: Look, note: str = "") -> Any:
    """Perception over expectation; colour says above, at or below, strength how many people."""
    cells = result.cells(name)
    rows = _rows(cells, look)
    names = [look.t(f"gaps.column.{verdict}") for verdict in ("below", "at", "above")]
    colors = [COLORS[look.dark][kind] for kind in (SHORT, EVEN, OVER)]
    order = [f"{value:g}" for value in _values(result, cells)]
    base = alt.Chart(frame(rows, _FIELDS)).encode(
        x=alt.X("expected:N", scale=_all(order), title=look.t("gaps.column.expectation"), axis=_side(labelAngle=0)),
        y=alt.Y("perceived:N", scale=_all(order[::-1]), title=look.t("gaps.column.perception"), axis=_side()),
    )
    strength = alt.Scale(domain=[0, 1], range=[0.15, 1])
    squares = base.mark_rect(stroke=look.tones["ground"], strokeWidth=2, cornerRadius=4).encode(
        color=alt.Color("verdict:N", scale=alt.Scale(domain=names, range=colors), title=None),
        opacity=alt.Opacity("share:Q", scale=strength, legend=None),
        tooltip=[
            alt.Tooltip("expected:N", title=look.t("gaps.column.expectation")),
            alt.Tooltip("perceived:N", title=look.t("gaps.column.perception")),
            alt.Tooltip("count:Q", title=look.t("column.count")),
        ],
    )
    ink = alt.when("datum.strong").then(alt.value(look.tones["halo"])).otherwise(alt.value(look.tones["ink"]))
    numbers = base.mark_text(fontSize=13).encode(text="count:Q", color=ink)
    chart = alt.layer(squares, numbers).properties(width=420, height=max(40 * len(order), 80))
    return look.finish(chart, look.t("chart.gap-cells", item=look.labels.get(name, name)), note)


def _values(result: ServiceQuality, cells: dict[tuple[float, float], int]) -> list[float]:
    """The ratings that stand at both sides: the whole scale where it is short and known, else those that occur."""
    seen = {value for pair in cells for value in pair}
    scale = result.asked.scale
    if scale and scale[1] - scale[0] <= MOST and all(value % 1 == 0 for value in (*scale, *seen)):
        return [float(value) for value in range(int(scale[0]), int(scale[1]) + 1)]
    return sorted(seen)


def _all(order: list[str]) -> alt.Scale:
    return alt.Scale(domain=order)


def _rows(cells: dict[tuple[float, float], int], look: Look) -> list[dict[str, Any]]:
    most = max(cells.values(), default=1)
    rows = []
    for (expected, perceived), count in cells.items():
        verdict = "below" if perceived < expected else "above" if perceived > expected else "at"
        place = {
            "expected": f"{expected:g}",
            "perceived": f"{perceived:g}",
            "verdict": look.t(f"gaps.column.{verdict}"),
        }
        rows.append({**place, "count": count, "share": count / most, "strong": count > 0.55 * most})
    return rows


def _side(**more: Any) -> alt.Axis:
    return alt.Axis(domain=False, ticks=False, **more)
