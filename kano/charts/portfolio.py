"""What a budget buys: satisfaction against cost with the four moves, and how surely each step is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt

from kano.charts.look import WIDTH, Look, frame, shown
from kano.decision.frontier import Frontier, Sums
from kano.decision.portfolio import Portfolio
from kano.decision.reasons import money, signed
from kano.decision.steps import Planned
from kano.text import chart as safe
from kano.text import percent

HEIGHT, ROW, LABEL = 420, 26, 64
"""Pixels: the plane, a row of bars, and the room behind it for its number."""

LEFT, BELOW, MORE = 0.28, 0.16, 0.08
"""Of what is reached: the room for the moves at less cost and below today, and the room beyond."""

NAMED = 12
"""Steps that a tooltip names."""

_SIGNED = "datum.value == 0 ? '0' : format(datum.value, '+~f')"
_FIELDS = ("cost", "delta", "kind", "name", "low", "high")
_BARS = ("step", "kind", "share", "chosen", "label", "why")


class _Ends(NamedTuple):
    """What is shown of cost and of the change of S."""

    left: float
    right: float
    bottom: float
    top: float


def portfolio_frontier(made: Portfolio, look: Look, note: str = "") -> Any:
    """The highest change of S for each cost as a stair, today at 0, and the chosen steps with their interval.

    The line through today and the upright through its cost part the moves, which are named where they lie. Where basics
    come first, what is chosen may lie below the stair.
    """
    t, ends = look.t, _ends(made.frontier, made.chosen)
    stair = alt.Chart(frame([_row(point, look) for point in made.frontier.points], _FIELDS))
    line = stair.mark_line(interpolate="step-after", strokeWidth=1.5, color=look.tones["faint"])
    dots = stair.mark_circle(size=26, opacity=1, color=look.tones["faint"])
    x, y = _x(made.unit, ends, look), _y(ends, look)
    tooltip = [
        alt.Tooltip("name:N", title=t("portfolio.column.steps")),
        alt.Tooltip("kind:N", title=t("portfolio.column.move")),
        alt.Tooltip("cost:Q", title=t("portfolio.column.cost"), format=",~f"),
        alt.Tooltip("delta:Q", title=t("portfolio.column.delta"), format="+.2f"),
    ]
    layers = [*_cross(made, ends, look), line.encode(x=x, y=y), dots.encode(x=x, y=y, tooltip=tooltip)]
    layers += [*_limit(made, ends, look, x), *_chosen(made, ends, look, tooltip)]
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    said = [t("chart.frontier-note")]
    if not made.frontier.complete:
        said.append(t("portfolio.part", n=len(made.frontier.points), all=made.frontier.of))
    return look.finish(chart, t("chart.frontier"), "\n".join(filter(None, [*said, note])))


def portfolio_shares(made: Portfolio, look: Look, note: str = "") -> Any:
    """A bar per step: in how many draws it is chosen. Chosen steps stand first, ticked; the others are pale."""
    t = look.t
    known = [step for step in made.steps if step.share is not None]
    ordered = sorted(known, key=lambda step: (not step.chosen, -(step.share or 0.0)))
    twice = {step.feature for step in known if sum(other.feature == step.feature for other in known) > 1}
    names = [_called(step, step.feature in twice, look) for step in ordered]
    rows = [_bar(step, name, look) for step, name in zip(ordered, names, strict=True)]
    base = alt.Chart(frame(rows, _BARS))
    axis = alt.Axis(labelLimit=look.narrow(130, 260), ticks=False, domain=False, labelPadding=8)
    y = alt.Y("step:N", sort=names, title=None, axis=axis)
    strength = alt.when("datum.chosen").then(alt.value(1.0)).otherwise(alt.value(0.4))
    tooltip = [
        alt.Tooltip("step:N", title=t("portfolio.column.feature")),
        alt.Tooltip("kind:N", title=t("column.category")),
    ]
    bars = base.mark_bar(height=ROW - 10).encode(
        y=y,
        x=_share(look),
        color=look.color(shown([step.category for step in known])),
        opacity=strength,
        tooltip=[*tooltip, alt.Tooltip("label:N", title=t("portfolio.column.share"))],
    )
    ends = base.mark_text(align="left", dx=6, fontSize=12, color=look.tones["ink"])
    labels = ends.encode(y=y, x=_share(look), text="label:N")
    chart = alt.layer(bars, labels).properties(width=WIDTH, height=ROW * max(len(rows), 1))
    draws = made.robust.record["draws"] if made.robust else 0
    notes = [t("chart.portfolio-shares-note", draws=draws), note]
    return look.finish(chart, t("chart.portfolio-shares"), "\n".join(filter(None, notes)))


def _ends(frontier: Frontier, chosen: Sums) -> _Ends:
    points = [*frontier.points, chosen]
    costs, worth = [0.0, *(p.cost for p in points)], [0.0, *(p.delta for p in points)]
    across = max(costs) - min(costs) or 1.0
    up = max(worth) - min(worth) or 1.0
    left = min(min(costs) - MORE * across, -LEFT * max(max(costs), 0.4 * across))
    return _Ends(left, max(costs) + MORE * across, min(min(worth) - MORE * up, -BELOW * up), max(worth) + 2 * MORE * up)


def _row(point: Sums, look: Look) -> dict[str, Any]:
    names = [look.labels.get(step.feature, step.feature) + _level(step.target) for step in point.steps]
    more = [f"… (+{len(names) - NAMED})"] if len(names) > NAMED else []
    kind = look.t(f"portfolio.move.{point.move}")
    return {
        "cost": point.cost,
        "delta": point.delta,
        "kind": kind,
        "name": safe("; ".join([*names[:NAMED], *more]) or "-"),
    }


def _level(target: float) -> str:
    return "" if target == 1 else f" {target:.0%}"


def _x(unit: str, ends: _Ends, look: Look) -> alt.X:
    title = look.t("axis.cost", unit=f" ({unit})" if unit else "")
    scale = alt.Scale(domain=[ends.left, ends.right], nice=False)
    return alt.X(
        "cost:Q", title=safe(title), scale=scale, axis=alt.Axis(format=",~f", tickCount=look.narrow(4, 7), grid=False)
    )


def _y(ends: _Ends, look: Look, field: str = "delta") -> alt.Y:
    scale = alt.Scale(domain=[ends.bottom, ends.top], nice=False)
    return alt.Y(f"{field}:Q", title=look.t("axis.change"), scale=scale, axis=alt.Axis(labelExpr=_SIGNED, grid=False))


def _cross(made: Portfolio, ends: _Ends, look: Look) -> list[alt.Chart]:
    """The two lines through today, and the moves where they lie, beside the stair."""
    x, y = _x(made.unit, ends, look), _y(ends, look)
    meets = max((point.delta for point in made.frontier.points if point.cost <= 0), default=0.0)
    free = (meets + ends.top) / 2 if ends.top - meets > meets else meets / 2
    rule = {"color": look.tones["faint"], "strokeWidth": 0.7}
    here = alt.Chart(frame([{"cost": 0.0, "delta": 0.0}]))
    moves = [
        ("better-less", ends.left, ends.top, "left", "top", 0),
        ("better-more", ends.right, ends.top, "right", "top", 0),
        ("better-same", 0.0, free, "center", "bottom", 270),
        ("same-less", 0.0, 0.0, "right", "top", 0),
    ]
    layers = [here.mark_rule(**rule).encode(x=x), here.mark_rule(**rule).encode(y=y)]
    for move, cost, delta, align, baseline, angle in moves:
        row = frame([{"cost": cost, "delta": delta, "text": look.t(f"chart.move.{move}")}])
        pad = {"dx": {"left": 6, "right": -12}.get(align, 0), "dy": 6 if baseline == "top" else -5}
        mark = {"align": align, "baseline": baseline, "angle": angle, "lineBreak": "\n", **pad}
        text = alt.Chart(row).mark_text(fontSize=12, color=look.tones["faint"], **mark)
        layers.append(text.encode(x=x, y=y, text="text:N"))
    return layers


def _limit(made: Portfolio, ends: _Ends, look: Look, x: alt.X) -> list[alt.Chart]:
    """The budget, where it lies within what is shown."""
    if made.budget is None or not ends.left < made.budget < ends.right:
        return []
    data = alt.Chart(frame([{"cost": made.budget, "delta": ends.bottom, "text": look.t("chart.budget")}]))
    text = data.mark_text(align="left", baseline="bottom", dx=5, dy=-4, fontSize=12, color=look.tones["faint"])
    line = data.mark_rule(color=look.tones["faint"], strokeDash=[4, 4])
    return [line.encode(x=x), text.encode(x=x, y=_y(ends, look), text="text:N")]


def _chosen(made: Portfolio, ends: _Ends, look: Look, tooltip: Sequence[alt.Tooltip]) -> list[alt.Chart]:
    """Today, and what is chosen with the interval of its change."""
    t, ink, mark = look.t, look.tones["ink"], look.tones["category"]["O"]
    x, y = _x(made.unit, ends, look), _y(ends, look)
    today = {"cost": 0.0, "delta": 0.0, "kind": t("portfolio.move.today"), "name": "-"}
    layers = []
    if made.robust and made.chosen.steps:
        band = {**_row(made.chosen, look), "low": made.robust.low, "high": made.robust.high}
        rule = alt.Chart(frame([band])).mark_rule(color=mark, strokeWidth=2.5)
        layers.append(rule.encode(x=x, y=_y(ends, look, "low"), y2="high:Q"))
    points = [(today, "diamond", ink, t("chart.today"))]
    if made.chosen.steps:
        points.append((_row(made.chosen, look), "circle", mark, t("chart.chosen")))
    for row, shape, color, name in points:
        data = alt.Chart(frame([{**row, "text": name}]))
        point = data.mark_point(shape=shape, filled=True, size=150, opacity=1, color=color)
        text = data.mark_text(align="left", dx=10, dy=12, fontSize=12, fontWeight="bold", color=color)
        layers += [point.encode(x=x, y=y, tooltip=list(tooltip)), text.encode(x=x, y=y, text="text:N")]
    return layers


def _called(step: Planned, level: bool, look: Look) -> str:
    """The tick stands first: a long name is cut at its end."""
    tick = "✓ " if step.chosen else ""
    return tick + look.name(step.feature) + (f" {step.target:.0%}" if level else "")


def _bar(step: Planned, name: str, look: Look) -> dict[str, Any]:
    share = step.share or 0.0
    return {
        "step": name,
        "kind": look.kind(step.category),
        "share": share,
        "chosen": step.chosen,
        "label": percent(share),
    }


def _share(look: Look) -> alt.X:
    """0..1, and room behind for the numbers at any width."""
    end = alt.ExprRef(f"1 / (1 - {LABEL} / width)")
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    scale = alt.Scale(domainMin=0, domainMax=end, nice=False)
    return alt.X("share:Q", title=look.t("portfolio.column.share"), axis=axis, scale=scale)


def frontier_words(made: Portfolio, look: Look) -> str:
    """The picture in words, for those who cannot see it."""
    lines = [look.t("chart.frontier-note")]
    for point in made.frontier.points:
        row = _row(point, look)
        lines.append(f"{money(point.cost, made.unit)}: {signed(point.delta)}, {row['kind']}")
    return "\n".join(lines)
