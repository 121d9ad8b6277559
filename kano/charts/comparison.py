"""Where do two sides differ? Better to the right, |worse| to the left, and both sides of each feature joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from kano.charts.look import PHONE, Look, frame
from kano.classification import Estimate
from kano.comparison import Comparison, Gap
from kano.ranking import SIGNS
from kano.text import chart as safe

ROW, LABEL, NARROW = 44, 150, 84
"""Pixels: a row, the room behind it for the verdict, and the least room before it on a phone, where it stands then."""

APART = 6
"""Pixels between the middle of a row and the interval of each side: no interval hides the other."""

EDGE = 1.03
"""Where the plane begins: the points at 100% stay inside."""

FIGURES = ("worse", "better")
_SHAPES = ("circle", "diamond")
_COLORS = {False: ("#1f2733", "#c2185b"), True: ("#eef2f7", "#ff7aa8")}
_FIELDS = ("feature", "side", "figure", "place", "low", "high", "size", "first", "second", "apart", "kind", "verdict")


def side_by_side(comparison: Comparison, names: tuple[str, str], look: Look, note: str = "") -> Any:
    """Better and |worse| of two sides, called `names`, with their intervals; what to make of it at the end of the row.

    The feature with the largest difference stands first; one without better and worse keeps its row.
    """
    t, gaps = look.t, sorted(comparison.gaps, key=lambda gap: -gap.size)
    # One more sign of no width: the sides stay two where both are called the same.
    sides = safe(names[0]), safe(safe(names[1]))
    rows = [row for gap in gaps for row in _values(gap, sides, look)]
    order = [look.name(gap.feature) for gap in gaps]
    layers = [zero(look), _joins(gaps, order, look), *_spans(rows, sides, order, look)]
    layers += [_points(rows, sides, order, look), *_verdicts(gaps, order, look)]
    chart = alt.layer(*layers).properties(width=560, height=ROW * max(len(gaps), 1))
    level = round(100 * comparison.first.settings.level)
    notes = [t("chart.sides-note", level=level), t("chart.verdicts"), note]
    return look.finish(chart, t("chart.sides", first=names[0], second=names[1]), "\n".join(filter(None, notes)))


def _values(gap: Gap, sides: tuple[str, str], look: Look) -> Iterator[dict[str, Any]]:
    """A row per side and figure that is defined."""
    for side, result in zip(sides, (gap.first, gap.second), strict=True):
        for figure in FIGURES:
            value: Estimate = getattr(result, figure)
            if value.estimate is not None:
                row = {"feature": look.name(gap.feature), "side": side, "figure": look.t(f"column.{figure}")}
                row["kind"] = look.kind(result.category)
                place = {"place": value.estimate, "low": value.low, "high": value.high}
                yield {**row, **place, "size": abs(value.estimate)}


def zero(look: Look) -> alt.Chart:
    """The line between worse and better."""
    line = alt.Chart(frame([{"place": 0}])).mark_rule(color=look.tones["faint"], strokeWidth=1.2)
    return line.encode(x=opposed("place", look))


def _joins(gaps: Sequence[Gap], order: Sequence[str], look: Look) -> alt.Chart:
    """From the first side to the second, faint where the interval of their difference holds 0."""
    rows = [row for gap in gaps for row in _pairs(gap, look)]
    bars = alt.Chart(frame(rows, _FIELDS)).mark_rule(color=look.tones["faint"], strokeWidth=5)
    strength = alt.when("datum.apart").then(alt.value(0.75)).otherwise(alt.value(0.25))
    return bars.encode(y=_y(order, look), x=opposed("first", look), x2="second:Q", opacity=strength)


def _pairs(gap: Gap, look: Look) -> Iterator[dict[str, Any]]:
    for figure in FIGURES:
        difference: Estimate = getattr(gap, figure)
        if difference.estimate is not None:
            low, high = difference.low, difference.high
            apart = low is not None and high is not None and not low <= 0 <= high
            ends = {side: getattr(getattr(gap, side), figure).estimate for side in ("first", "second")}
            yield {"feature": look.name(gap.feature), "apart": apart, **ends}


def _spans(
    rows: Sequence[dict[str, Any]], sides: tuple[str, str], order: Sequence[str], look: Look
) -> Iterator[alt.Chart]:
    """The intervals: the first side's a little above the middle of the row, the second's a little below."""
    for side, color, away in zip(sides, _COLORS[look.dark], (-APART, APART), strict=True):
        own = [row for row in rows if row["side"] == side and row["low"] is not None]
        lines = alt.Chart(frame(own, _FIELDS)).mark_rule(color=color, strokeWidth=1.6, opacity=0.8, yOffset=away)
        yield lines.encode(y=_y(order, look), x=opposed("low", look), x2="high:Q")


def _points(rows: Sequence[dict[str, Any]], sides: tuple[str, str], order: Sequence[str], look: Look) -> alt.Chart:
    shape = alt.Shape("side:N", scale=alt.Scale(domain=list(sides), range=list(_SHAPES)), title=None)
    color = alt.Color("side:N", scale=alt.Scale(domain=list(sides), range=list(_COLORS[look.dark])), title=None)
    points = alt.Chart(frame(rows, _FIELDS)).mark_point(filled=True, size=110, opacity=1)
    tooltip = [alt.Tooltip("feature:N", title=look.t("column.feature")), alt.Tooltip("side:N", title=" ")]
    tooltip += [alt.Tooltip("kind:N", title=look.t("column.category")), alt.Tooltip("figure:N", title=" ")]
    tooltip += [alt.Tooltip("size:Q", title=" ", format=".0%")]
    return points.encode(y=_y(order, look), x=opposed("place", look), color=color, shape=shape, tooltip=tooltip)


def _verdicts(gaps: Sequence[Gap], order: Sequence[str], look: Look) -> Iterator[alt.Chart]:
    """Behind the row the verdict and how each side sees the feature; on a phone, the verdict below its name.

    What is not shown has size 0, so that it takes no room.
    """
    data, y = alt.Chart(frame([_label(gap, look) for gap in gaps], _FIELDS)), _y(order, look)
    ink, faint = look.tones["ink"], look.tones["faint"]
    verdict = data.mark_text(align="left", dx=12, dy=-8, color=ink, fontSize=look.narrow(0, 12))
    kind = data.mark_text(align="left", dx=12, dy=8, color=faint, fontSize=look.narrow(0, 11))
    yield verdict.encode(y=y, x=alt.datum(1), text="verdict:N")
    yield kind.encode(y=y, x=alt.datum(1), text="kind:N")
    if not look.alone:
        below = data.mark_text(align="right", dy=9, color=faint, fontSize=look.narrow(11, 0))
        yield below.encode(y=y, x=alt.value(-8), text="verdict:N")


def _label(gap: Gap, look: Look) -> dict[str, str]:
    sign = SIGNS[gap.certainty] + " " if gap.certainty else ""
    first, second = (look.kind(side.category) for side in (gap.first, gap.second))
    kind = look.t("chart.both", kind=first) if first == second else f"{first} / {second}"
    return {
        "feature": look.name(gap.feature),
        "verdict": sign + look.t(f"verdict.{gap.verdict or 'none'}"),
        "kind": kind,
    }


def opposed(field: str, look: Look) -> alt.X:
    """-1..1, shown as percent to both sides of 0; behind it, room for the verdicts at any width."""
    room = str(LABEL) if look.alone else f"(containerSize()[0] < {PHONE} ? 0 : {LABEL})"
    end = alt.ExprRef(f"{EDGE} + {2 * EDGE} * {room} / (width - {room})")
    title = [f"←  {look.t('axis.worse')}", f"{look.t('axis.better')}  →"]
    axis = alt.Axis(
        values=[-1, -0.5, 0, 0.5, 1],
        labelExpr="format(abs(datum.value), '.0%')",
        labelFlush=False,
        domain=False,
        titleX=alt.ExprRef(f"(width - {room}) / 2"),
    )
    scale = alt.Scale(domainMin=-EDGE, domainMax=end, nice=False)
    return alt.X(f"{field}:Q", scale=scale, title="   ·   ".join(title) if look.alone else title, axis=axis)


def _y(order: Sequence[str], look: Look) -> alt.Y:
    axis = alt.Axis(
        labelLimit=look.narrow(105, 230),
        labelOffset=look.narrow(-7, 0),
        minExtent=look.narrow(NARROW, 0),
        ticks=False,
        domain=False,
        labelPadding=8,
    )
    return alt.Y("feature:N", sort=list(order), title=None, axis=axis)
