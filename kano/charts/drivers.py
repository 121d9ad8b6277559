"""What does a low rating cost, and what does a high one gain? Penalties to the left, rewards to the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import numpy as np

from kano.answers import Category
from kano.charts.classes import class_color, class_name, class_shape
from kano.charts.look import PHONE, Look, frame, shown
from kano.drivers.analysis import Drivers
from kano.drivers.penalty_reward import Driver

ROW, LABEL, NARROW, APART = 44, 118, 96, 7
"""Pixels: a row, the room behind it for its class and the least room before it, and how far its two bars are apart."""

WIDEST = 2.2
"""An interval is cut at so many times the largest effect: a thin box would flatten everybody else."""

_FIELDS = ("feature", "kind", "side", "value", "low", "high", "sure", "p", "n", "text", "start")


def penalty_reward(result: Drivers, look: Look, note: str = "") -> Any:
    """A row per attribute: its penalty above, its reward below, each with its interval; the class behind the row.

    What is not significant is pale, what is not estimable is said. The largest range of impact stands first.
    """
    order = [look.name(driver.attribute) for driver in sorted(result.attributes, key=_rank)]
    reach = _reach(result)
    rows = [row for driver in result.attributes for row in _effects(driver, result, reach, look)]
    kinds = shown([driver.category for driver in result.attributes])
    layers = [_zero(reach, result, look)]
    for side, away in (("penalty", -APART), ("reward", APART)):
        own = [row for row in rows if row["side"] == side]
        layers += [
            *_bars(own, away, kinds, order, reach, result, look),
            _unknown(own, away, order, reach, result, look),
        ]
    layers += list(_classes(result, kinds, order, reach, look))
    chart = alt.layer(*layers).resolve_scale(color="shared", shape="shared")
    chart = chart.properties(width=520, height=ROW * max(len(order), 1))
    low, high = (f"{value:g}" for value in result.boxes)
    level = round(100 * (1 - result.settings.level))
    own_note = look.t("chart.drivers-note", low=low, high=high, level=level, n=result.n)
    return look.finish(
        chart, look.t("chart.drivers", overall=result.overall), "\n".join(filter(None, [own_note, note]))
    )


def _rank(driver: Driver) -> float:
    return -(driver.impact.riocs if driver.impact.riocs is not None else -1.0)


def _reach(result: Drivers) -> tuple[float, float]:
    """What is shown: every effect and interval, but no interval beyond `WIDEST` times the largest effect."""
    effects = [effect for driver in result.attributes for effect in (driver.penalty, driver.reward)]
    known = [effect.estimate for effect in effects if effect.estimate is not None] or [1.0]
    most = WIDEST * max(map(abs, known)) or 1.0
    ends = [max(effect.low, -most) for effect in effects if effect.low is not None]
    ends += [min(effect.high, most) for effect in effects if effect.high is not None]
    low, high = min([*known, *ends, 0.0]), max([*known, *ends, 0.0])
    room = 0.06 * (high - low)
    return low - room, high + room


def _effects(driver: Driver, result: Drivers, reach: tuple[float, float], look: Look) -> Iterator[dict[str, Any]]:
    for side, effect in (("penalty", driver.penalty), ("reward", driver.reward)):
        known, bounded = effect.estimate is not None, effect.low is not None and effect.high is not None
        yield {
            "feature": look.name(driver.attribute),
            "kind": class_name(driver.category, look),
            "side": side,
            "start": 0.0,
            "value": effect.estimate,
            "low": max(effect.low, reach[0]) if bounded and effect.low is not None else None,
            "high": min(effect.high, reach[1]) if bounded and effect.high is not None else None,
            "sure": effect.p is not None and effect.p < result.settings.level,
            "p": effect.p,
            "n": effect.n,
            "text": "" if known else look.t("driver.not-estimable"),
        }


def _zero(reach: tuple[float, float], result: Drivers, look: Look) -> alt.Chart:
    line = alt.Chart(frame([{"value": 0}])).mark_rule(color=look.tones["faint"], strokeWidth=1.2)
    return line.encode(x=_x("value", reach, result, look))


def _bars(
    rows: Sequence[dict[str, Any]],
    away: int,
    kinds: Sequence[Category],
    order: Sequence[str],
    reach: tuple[float, float],
    result: Drivers,
    look: Look,
) -> Iterator[alt.Chart]:
    """Bars from 0, pale where chance is enough; around their ends the intervals and the sign of the class."""
    known = [row for row in rows if row["value"] is not None]
    base = alt.Chart(frame(known, _FIELDS))
    y, x, color = _y(order, look), _x("value", reach, result, look), class_color(kinds, look)
    strength = alt.when("datum.sure").then(alt.value(0.9)).otherwise(alt.value(0.3))
    tooltip = [alt.Tooltip("feature:N", title=look.t("driver.column-attribute"))]
    tooltip += [alt.Tooltip("value:Q", title=look.t(f"driver.column-{rows[0]['side']}"), format="+.2f")] if rows else []
    tooltip += [alt.Tooltip("p:Q", title="p", format=".3f"), alt.Tooltip("n:Q", title="n")]
    tooltip += [alt.Tooltip("kind:N", title=look.t("driver.column-category"))]
    bars = base.mark_rule(strokeWidth=9, yOffset=away)
    yield bars.encode(
        y=y, x=_x("start", reach, result, look), x2="value:Q", color=color, opacity=strength, tooltip=tooltip
    )
    bounded = alt.Chart(frame([row for row in known if row["low"] is not None], _FIELDS))
    spans = bounded.mark_rule(strokeWidth=1.4, color=look.tones["ink"], yOffset=away)
    yield spans.encode(y=y, x=_x("low", reach, result, look), x2="high:Q")
    ends = base.mark_point(filled=True, size=55, opacity=1, yOffset=away, stroke=look.tones["ground"], strokeWidth=0.8)
    yield ends.encode(y=y, x=x, color=color, shape=class_shape(kinds, look), tooltip=tooltip)


def _unknown(
    rows: Sequence[dict[str, Any]],
    away: int,
    order: Sequence[str],
    reach: tuple[float, float],
    result: Drivers,
    look: Look,
) -> alt.Chart:
    """Where there is no number, that is said on the side on which it would stand."""
    lacking = [{**row, "start": 0.0} for row in rows if row["value"] is None]
    left = bool(rows) and rows[0]["side"] == "penalty"
    text = alt.Chart(frame(lacking, _FIELDS)).mark_text(
        align="right" if left else "left", dx=-6 if left else 6, dy=away, fontSize=11, color=look.tones["faint"]
    )
    return text.encode(y=_y(order, look), x=_x("start", reach, result, look), text="text:N")


def _classes(
    result: Drivers, kinds: Sequence[Category], order: Sequence[str], reach: tuple[float, float], look: Look
) -> Iterator[alt.Chart]:
    """Behind the row its class; on a phone below its name."""
    rows = [{"feature": look.name(d.attribute), "kind": class_name(d.category, look)} for d in result.attributes]
    data, y = alt.Chart(frame(rows, _FIELDS)), _y(order, look)
    behind = data.mark_text(align="left", dx=10, fontSize=look.narrow(0, 12))
    yield behind.encode(y=y, x=alt.datum(reach[1]), text="kind:N", color=class_color(kinds, look))
    if not look.alone:
        below = data.mark_text(align="right", dy=9, fontSize=look.narrow(11, 0))
        yield below.encode(y=y, x=alt.value(-8), text="kind:N", color=class_color(kinds, look))


def _x(field: str, reach: tuple[float, float], result: Drivers, look: Look) -> alt.X:
    """The effects, and behind them room for the classes at any width."""
    low, high = reach
    room = str(LABEL) if look.alone else f"(containerSize()[0] < {PHONE} ? 0 : {LABEL})"
    end = alt.ExprRef(f"{high} + {high - low} * {room} / (width - {room})")
    unit = look.t("axis.effect-points" if result.settings.model == "ols" else "axis.effect-odds")
    axis = alt.Axis(
        domain=False,
        values=_ticks(reach),
        labelExpr="datum.value == 0 ? '0' : format(datum.value, '+~g')",
        labelFlush=False,
        titleX=alt.ExprRef(f"(width - {room}) / 2"),
    )
    title = f"←  {look.t('driver.column-penalty')}   ·   {look.t('driver.column-reward')}  →"
    titles = f"{title}   ({unit})" if look.alone else [title, unit]
    return alt.X(f"{field}:Q", scale=alt.Scale(domainMin=low, domainMax=end, nice=False), title=titles, axis=axis)


def _ticks(reach: tuple[float, float]) -> list[float]:
    """Four to eight round numbers within what is shown."""
    span = reach[1] - reach[0]
    power = 10.0 ** np.floor(np.log10(span / 4))
    step = power * next(factor for factor in (5, 2, 1) if span / (power * factor) >= 4)
    return [float(step * i) for i in range(int(np.ceil(reach[0] / step)), int(reach[1] // step) + 1)]


def _y(order: Sequence[str], look: Look) -> alt.Y:
    axis = alt.Axis(
        labelLimit=look.narrow(110, 230),
        labelOffset=look.narrow(-7, 0),
        minExtent=look.narrow(NARROW, 0),
        ticks=False,
        domain=False,
        labelPadding=8,
    )
    return alt.Y("feature:N", sort=list(order), title=None, axis=axis)
