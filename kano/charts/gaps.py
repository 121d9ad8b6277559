"""Where does service fall short? From expectation to perception, and how many people perceived less than expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from kano.charts.look import Look, frame
from kano.service.conventions import dimension_name
from kano.service.quality import Gap, ServiceQuality

ROW, LABEL = 26, 64
"""Pixels: a row, and the room behind it for its number."""

SHORT, EVEN, OVER = "short", "even", "over"
SHAPES = {"expected": "diamond", SHORT: "triangle-left", EVEN: "circle", OVER: "triangle-right"}
COLORS = {
    False: {"expected": "#1f2733", SHORT: "#c2185b", EVEN: "#5b6675", OVER: "#00798c"},
    True: {"expected": "#eef2f7", SHORT: "#ff7aa8", EVEN: "#aab4c2", OVER: "#5fd0dd"},
}
VERDICTS = ("below", "at", "above")
VERDICT_COLORS = {"below": SHORT, "at": EVEN, "above": OVER}
_HEAD = "\u2060\u2060"
"""Before the name of a dimension: two signs of no width tell its row from an item's."""

_FIELDS = ("name", "mark", "expected", "perceived", "low", "high", "adequate", "label", "sure", "value", "n")


def gap_chart(result: ServiceQuality, look: Look, note: str = "") -> Any:
    """A row per dimension and item: a diamond for expectation, a triangle for perception that points to a shortfall.

    The thin line around the perception is the interval of the gap; the bar between is faint where that holds none.
    Where the least accepted level is known, a band reaches from it to the expectation: the zone of tolerance.
    """
    rows = [_values(gap, look) for gap in grouped(result) if gap.gap.estimate is not None]
    order, domain = [row_name(gap, look) for gap in grouped(result)], _domain(rows)
    layers = [
        _bands(result, domain, order, look),
        _zones(rows, order, domain, look),
        _bars(rows, order, domain, look),
        _spans(rows, order, domain, look),
    ]
    layers += [_points(rows, "expected", order, domain, look), _points(rows, "perceived", order, domain, look)]
    layers.append(_labels(rows, order, domain, look))
    chart = alt.layer(*layers).properties(width=520, height=ROW * max(len(order), 1))
    level = round(100 * result.conventions["intervals"]["means"]["level"])
    notes = [look.t("chart.gaps-marks"), look.t("chart.gaps-note", level=level)]
    notes += [look.t("chart.gaps-zone")] if any(row["adequate"] is not None for row in rows) else []
    return look.finish(chart, look.t("chart.gaps"), "\n".join(filter(None, [*notes, note])))


def verdict_chart(result: ServiceQuality, look: Look, note: str = "") -> Any:
    """Shares of people who perceived less than they expected, the same, and more, per dimension and item."""
    rows = [row for gap in grouped(result) for row in _shares(gap, look)]
    order, names = [row_name(gap, look) for gap in grouped(result)], [look.t(f"gaps.column.{v}") for v in VERDICTS]
    colors = [COLORS[look.dark][VERDICT_COLORS[verdict]] for verdict in VERDICTS]
    scale = alt.Scale(domain=names, range=colors)
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    tooltip = [alt.Tooltip("name:N", title=look.t("gaps.column.item")), alt.Tooltip("verdict:N", title=" ")]
    tooltip += [
        alt.Tooltip("span:N", title=look.t("chart.share")),
        alt.Tooltip("count:Q", title=look.t("column.count")),
    ]
    base = alt.Chart(frame(rows, ("name", "verdict", "share", "rank", "span", "count", "label")))
    x = alt.X("share:Q", stack="zero", title=look.t("chart.share"), axis=axis, scale=alt.Scale(domain=[0, 1]))
    common = {"y": _y(order, look), "x": x, "order": alt.Order("rank:Q")}
    color = alt.Color("verdict:N", scale=scale, title=None, legend=alt.Legend(symbolType="square"))
    bars = base.mark_bar(height=ROW - 8).encode(color=color, tooltip=tooltip, **common)
    middle = alt.X("share:Q", stack="zero", bandPosition=0.5)
    inside = base.mark_text(fontSize=11, color=look.tones["halo"]).encode(
        text="label:N", detail="verdict:N", y=_y(order, look), x=middle, order=alt.Order("rank:Q")
    )
    chart = alt.layer(bars, inside).properties(width=520, height=ROW * max(len(order), 1))
    return look.finish(chart, look.t("chart.gap-verdicts"), "\n".join(filter(None, [look.t("chart.gap-people"), note])))


def grouped(result: ServiceQuality) -> list[Gap]:
    """Each dimension followed by its items; items without a dimension at the end."""
    rows: list[Gap] = []
    for dimension in result.dimensions:
        rows += [dimension, *(gap for gap in result.items if gap.dimension == dimension.name)]
    return rows + [gap for gap in result.items if not gap.dimension]


def row_name(gap: Gap, look: Look) -> str:
    """What stands before a row; dimensions begin with a sign that their items lack, reversed items end with one."""
    if gap.level == "dimension":
        return _HEAD + dimension_name(gap.name, look.t)
    return look.name(gap.name) + (f" ({look.t('gaps.reversed')})" if gap.reversed else "")


def kind_of(gap: Gap) -> str:
    """Short, over or even, by the mean."""
    value = gap.gap.estimate or 0.0
    return SHORT if value < 0 else OVER if value > 0 else EVEN


def _values(gap: Gap, look: Look) -> dict[str, Any]:
    expected, perceived, kind = gap.expectation.estimate, gap.perception.estimate, kind_of(gap)
    assert expected is not None
    ends = {end: None if value is None else expected + value for end, value in _ends(gap)}
    sure = gap.gap.low is not None and gap.gap.high is not None and not gap.gap.low <= 0 <= gap.gap.high
    zone = gap.tolerance.adequate.estimate if gap.tolerance else None
    label = f"{gap.gap.estimate:+.2f}".replace("-", "−")
    row = {"name": row_name(gap, look), "mark": look.t(f"gaps.mark.{kind}"), "kind": kind, "n": gap.n}
    return row | {"expected": expected, "perceived": perceived, **ends, "adequate": zone, "label": label, "sure": sure}


def _ends(gap: Gap) -> Iterator[tuple[str, float | None]]:
    yield "low", gap.gap.low
    yield "high", gap.gap.high


def _domain(rows: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """A little more than what is drawn."""
    fields = ("expected", "perceived", "low", "high", "adequate")
    values = [row[field] for row in rows for field in fields if row[field] is not None] or [0.0, 1.0]
    low, high = min(values), max(values)
    room = 0.04 * (high - low) or 0.5
    return low - room, high + room


def _bands(result: ServiceQuality, domain: tuple[float, float], order: list[str], look: Look) -> alt.Chart:
    """A ground for the rows of dimensions, which stand above their items."""
    rows = [{"name": row_name(gap, look), "expected": domain[0], "perceived": domain[1]} for gap in result.dimensions]
    bands = alt.Chart(frame(rows, _FIELDS)).mark_rule(color=look.tones["grid"], strokeWidth=ROW - 4, opacity=0.6)
    return bands.encode(y=_y(order, look), x=_x("expected", domain, look), x2="perceived:Q")


def _zones(rows: Sequence[dict[str, Any]], order: list[str], domain: tuple[float, float], look: Look) -> alt.Chart:
    known = [row for row in rows if row["adequate"] is not None]
    bars = alt.Chart(frame(known, _FIELDS)).mark_rule(color=look.tones["grid"], strokeWidth=ROW - 10)
    return bars.encode(y=_y(order, look), x=_x("adequate", domain, look), x2="expected:Q")


def _bars(rows: Sequence[dict[str, Any]], order: list[str], domain: tuple[float, float], look: Look) -> alt.Chart:
    strength = alt.when("datum.sure").then(alt.value(0.8)).otherwise(alt.value(0.3))
    bars = alt.Chart(frame(rows, _FIELDS)).mark_rule(strokeWidth=4)
    color = _scale("color", look)
    return bars.encode(
        y=_y(order, look), x=_x("expected", domain, look), x2="perceived:Q", color=color, opacity=strength
    )


def _spans(rows: Sequence[dict[str, Any]], order: list[str], domain: tuple[float, float], look: Look) -> alt.Chart:
    known = [row for row in rows if row["low"] is not None]
    lines = alt.Chart(frame(known, _FIELDS)).mark_rule(strokeWidth=1.2, color=look.tones["ink"], opacity=0.7)
    return lines.encode(y=_y(order, look), x=_x("low", domain, look), x2="high:Q")


def _points(
    rows: Sequence[dict[str, Any]], field: str, order: list[str], domain: tuple[float, float], look: Look
) -> alt.Chart:
    named = [{**row, "mark": look.t("gaps.mark.expected")} for row in rows] if field == "expected" else rows
    marks = alt.Chart(frame(named, _FIELDS)).mark_point(filled=True, size=80, opacity=1)
    tooltip = [alt.Tooltip("name:N", title=look.t("gaps.column.item"))]
    for name, column in (("expected", "expectation"), ("perceived", "perception")):
        tooltip.append(alt.Tooltip(f"{name}:Q", title=look.t(f"gaps.column.{column}"), format=".2f"))
    tooltip += [alt.Tooltip("label:N", title=look.t("gaps.column.gap")), alt.Tooltip("n:Q", title="n")]
    color, shape = (_scale(channel, look) for channel in ("color", "shape"))
    return marks.encode(y=_y(order, look), x=_x(field, domain, look), color=color, shape=shape, tooltip=tooltip)


def _labels(rows: Sequence[dict[str, Any]], order: list[str], domain: tuple[float, float], look: Look) -> alt.Chart:
    """The gap behind its row."""
    text = alt.Chart(frame(rows, _FIELDS)).mark_text(align="left", dx=8, fontSize=12)
    color = _scale("color", look)
    return text.encode(y=_y(order, look), x=alt.datum(domain[1]), text="label:N", color=color)


def _scale(channel: str, look: Look) -> Any:
    """Colour or shape by the field `mark`."""
    names = [look.t(f"gaps.mark.{kind}") for kind in SHAPES]
    values = list(SHAPES.values()) if channel == "shape" else list(COLORS[look.dark].values())
    scale = alt.Scale(domain=names, range=values)
    encoding = alt.Shape if channel == "shape" else alt.Color
    return encoding("mark:N", scale=scale, title=None, legend=None)


def _x(field: str, domain: tuple[float, float], look: Look) -> alt.X:
    """Ratings, and behind them room for the numbers at any width."""
    span = domain[1] - domain[0]
    end = alt.ExprRef(f"{domain[1]} + {span} * {LABEL} / (width - {LABEL})")
    scale = alt.Scale(domainMin=domain[0], domainMax=end, nice=False, zero=False)
    axis = alt.Axis(tickCount=6, format="~g", domain=False)
    return alt.X(f"{field}:Q", scale=scale, title=look.t("axis.rating"), axis=axis)


def _y(order: list[str], look: Look) -> alt.Y:
    is_head = f"slice(datum.value, 0, 2) == '{_HEAD}'"
    axis = alt.Axis(
        labelLimit=look.narrow(120, 260),
        labelFontWeight=alt.condition(is_head, alt.value("bold"), alt.value("normal")),
        labelFontSize=alt.condition(is_head, alt.value(13), alt.value(12)),
        labelColor=alt.condition(is_head, alt.value(look.tones["ink"]), alt.value(look.tones["faint"])),
        ticks=False,
        domain=False,
        labelPadding=8,
    )
    return alt.Y("name:N", sort=order, title=None, axis=axis)


def _shares(gap: Gap, look: Look) -> Iterator[dict[str, Any]]:
    if gap.verdicts is None:
        return
    for rank, verdict in enumerate(VERDICTS):
        share = gap.verdicts.shares[verdict]
        value = share.estimate or 0.0
        span = f"{value:.0%} [{share.low:.0%}, {share.high:.0%}]"
        row = {"name": row_name(gap, look), "verdict": look.t(f"gaps.column.{verdict}"), "share": value, "rank": rank}
        yield {
            **row,
            "span": span,
            "count": gap.verdicts.counts[verdict],
            "label": f"{value:.0%}" if value > 0.07 else "",
        }
