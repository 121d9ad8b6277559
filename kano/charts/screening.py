"""How many people does each rule flag, and how far do the figures move without them?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from kano.charts.comparison import opposed, zero
from kano.charts.look import Look, frame
from kano.ranking import SIGNS
from kano.screening import Change, Screening
from kano.text import chart as safe

ROW = 30
FIGURES = ("worse", "better")
_SHAPES = ("circle", "diamond")
_COLORS = {False: ("#1f2733", "#c2185b"), True: ("#eef2f7", "#ff7aa8")}
_FIELDS = ("feature", "side", "figure", "place", "size", "kind", "first", "second", "changes")


def flagged_by_rule(screening: Screening, look: Look, note: str = "") -> Any:
    """A bar per rule that could be followed, as long as the people it flags; somebody may be in several."""
    t, whole = look.t, max(len(screening.people.whole), 1)
    rows = [
        {"rule": t(f"screening.rule-{rule}"), "people": n, "share": n / whole, "label": f"{n} ({n / whole:.0%})"}
        for rule, n in screening.people.by_rule.items()
    ]
    most = max(screening.people.by_rule.values(), default=0)
    data = alt.Chart(frame(rows, ("rule", "people", "share", "label")))
    y = alt.Y("rule:N", sort=[row["rule"] for row in rows], title=None, axis=_names(look, 150, 320))
    scale = alt.Scale(domain=[0, max(most * 1.25, 1)], nice=False)
    x = alt.X("people:Q", title=t("column.people"), scale=scale, axis=alt.Axis(tickMinStep=1, format="d"))
    bars = data.mark_bar(height=ROW - 12, color=_COLORS[look.dark][1], opacity=1).encode(y=y, x=x)
    labels = data.mark_text(align="left", dx=6, color=look.tones["ink"], fontSize=12).encode(y=y, x=x, text="label:N")
    chart = alt.layer(bars, labels).properties(width=420, height=ROW * max(len(rows), 1))
    return look.finish(chart, t("chart.flagged"), note)


def with_and_without(screening: Screening, look: Look, note: str = "") -> Any:
    """Better and |worse| of everyone and of the rest, joined; features with another category or verdict stand first."""
    t, changes = look.t, sorted(screening.features, key=_rank)
    sides = t("column.everyone"), t("column.rest")
    order = [look.name(change.feature) for change in changes]
    rows = [row for change in changes for row in _points(change, sides, look)]
    joins = [row for change in changes for row in _joins(change, look)]
    layers = [zero(look), _lines(joins, order, look), _marks(rows, sides, order, look)]
    layers += _said(screening.changed, order, look)
    chart = alt.layer(*layers).properties(width=480, height=ROW * max(len(changes), 1))
    notes = "\n".join(filter(None, [t("chart.screened-note", n=len(screening.changed)), t("chart.verdicts"), note]))
    return look.finish(chart, t("chart.screened"), notes)


def _rank(change: Change) -> tuple[bool, bool, float]:
    return not change.category, not change.verdict, -max(_shifts(change), default=0.0)


def _shifts(change: Change) -> Iterator[float]:
    for figure in FIGURES:
        both = [getattr(side, figure).estimate for side in (change.everyone, change.rest)]
        if None not in both:
            yield abs(both[0] - both[1])


def _points(change: Change, sides: tuple[str, str], look: Look) -> Iterator[dict[str, Any]]:
    for side, result in zip(sides, (change.everyone, change.rest), strict=True):
        for figure in FIGURES:
            place = getattr(result, figure).estimate
            if place is not None:
                kind = look.kind(result.category) + (
                    f", {look.t(f'verdict.{result.verdict}')}" if result.verdict else ""
                )
                row = {"feature": look.name(change.feature), "side": safe(side), "kind": kind}
                yield {**row, "figure": look.t(f"column.{figure}"), "place": place, "size": abs(place)}


def _joins(change: Change, look: Look) -> Iterator[dict[str, Any]]:
    for figure in FIGURES:
        ends = {key: getattr(side, figure).estimate for key, side in _ends(change)}
        if None not in ends.values():
            yield {"feature": look.name(change.feature), "changes": change.category or change.verdict, **ends}


def _ends(change: Change) -> tuple[tuple[str, Any], ...]:
    return ("first", change.everyone), ("second", change.rest)


def _lines(rows: Sequence[dict[str, Any]], order: Sequence[str], look: Look) -> alt.Chart:
    bars = alt.Chart(frame(rows, _FIELDS)).mark_rule(color=look.tones["faint"], strokeWidth=5, opacity=0.75)
    return bars.encode(y=_y(order, look), x=opposed("first", look), x2="second:Q")


def _marks(rows: Sequence[dict[str, Any]], sides: tuple[str, str], order: Sequence[str], look: Look) -> alt.Chart:
    names = [safe(side) for side in sides]
    shape = alt.Shape("side:N", scale=alt.Scale(domain=names, range=list(_SHAPES)), title=None)
    color = alt.Color("side:N", scale=alt.Scale(domain=names, range=list(_COLORS[look.dark])), title=None)
    points = alt.Chart(frame(rows, _FIELDS)).mark_point(filled=True, size=90, opacity=0.9)
    tooltip = [alt.Tooltip("feature:N", title=look.t("column.feature")), alt.Tooltip("side:N", title=" ")]
    tooltip += [alt.Tooltip("kind:N", title=look.t("column.category")), alt.Tooltip("figure:N", title=" ")]
    tooltip += [alt.Tooltip("size:Q", title=" ", format=".0%")]
    return points.encode(y=_y(order, look), x=opposed("place", look), color=color, shape=shape, tooltip=tooltip)


def _said(changes: Sequence[Change], order: Sequence[str], look: Look) -> Iterator[alt.Chart]:
    """Behind a feature that changes, what it was and what it becomes; on a phone the table says it."""
    lines: dict[int, list[dict[str, Any]]] = {-7: [], 0: [], 7: []}
    for change in changes:
        for place, text in _change(change, look).items():
            lines[place].append({"feature": look.name(change.feature), "kind": text})
    for place, rows in lines.items():
        size, ink = look.narrow(0, 11), look.tones["ink"]
        text = alt.Chart(frame(rows, _FIELDS)).mark_text(align="left", dx=12, dy=place, color=ink, fontSize=size)
        yield text.encode(y=_y(order, look), x=alt.datum(1), text="kind:N")


def _change(change: Change, look: Look) -> dict[int, str]:
    """Texts by their place above or below the middle of the row: another category takes two lines."""
    signs = [SIGNS[side.verdict] if side.verdict else "" for side in (change.everyone, change.rest)]
    first, second = (look.kind(side.category) for side in (change.everyone, change.rest))
    if change.category:
        return {-7: f"{signs[0]} {first}", 7: f"→ {signs[1]} {second}"}
    return {0: f"{signs[0]} {first} → {signs[1]}"}


def _y(order: Sequence[str], look: Look) -> alt.Y:
    return alt.Y("feature:N", sort=list(order), title=None, axis=_names(look))


def _names(look: Look, phone: int = 105, otherwise: int = 230) -> alt.Axis:
    return alt.Axis(labelLimit=look.narrow(phone, otherwise), ticks=False, domain=False, labelPadding=8)
