"""How sure is each category, and would more people make it clear? A bar of probabilities, and a strip of chances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from kano.answers import Category
from kano.charts.look import Look, frame
from kano.classification import FeatureResult, Verdict
from kano.conventions import Settings
from kano.fieldwork.effort import for_answers
from kano.ranking import SIGNS
from kano.rules import TIE_ORDER
from kano.settling import WANTED, Outlook, Settling
from kano.text import percent

ROW, LABEL = 30, 150
"""Pixels: a row, and the room behind its bar for the category and its probability."""

_BARS = ("feature", "kind", "share", "rank", "sure", "label")
_CELLS = ("feature", "column", "chance", "label", "strong")


def trust_bars(features: Sequence[FeatureResult], settings: Settings, look: Look, note: str = "") -> Any:
    """Stacked probabilities of the six categories, the one that was given first; its sign and probability behind.

    The surest feature stands first; one of which nothing is known keeps its row.
    """
    t = look.t
    order = [look.name(f.feature) for f in sorted(features, key=lambda f: -_sure(f))]
    shown = [c for c in TIE_ORDER if any((f.probability or {}).get(c, 0) > 0 for f in features)]
    bars = alt.Chart(frame([row for f in features for row in _bar(f, look)], _BARS)).mark_bar(height=ROW - 12)
    tooltip = [alt.Tooltip("feature:N", title=t("column.feature")), alt.Tooltip("kind:N", title=t("column.category"))]
    drawn = bars.encode(
        y=_y(order, look),
        x=_x("share:Q", look),
        color=look.color(shown),
        order=alt.Order("rank:Q"),
        tooltip=[*tooltip, alt.Tooltip("sure:N", title=t("column.probability"))],
    )
    ends = alt.Chart(frame([_end(f, look) for f in features], _BARS)).mark_text(align="left", dx=6, fontSize=12)
    labels = ends.encode(y=_y(order, look), x=alt.datum(1), text="label:N", color=alt.value(look.tones["ink"]))
    chart = alt.layer(drawn, *_limits(settings, look), labels).properties(width=480, height=ROW * max(len(features), 1))
    limits = {key: f"{100 * getattr(settings, key):g}" for key in ("leaning", "clear")}
    notes = [t("chart.trust-note", **limits), t("chart.verdicts"), note]
    return look.finish(chart, t("chart.trust"), "\n".join(filter(None, notes)))


def _sure(feature: FeatureResult) -> float:
    return feature.probability[feature.category] if feature.probability and feature.category else -1.0


def _bar(feature: FeatureResult, look: Look) -> Iterator[dict[str, Any]]:
    """The given category first, then the others by their probability."""
    known = feature.probability or {}
    for rank, letter in enumerate(sorted(known, key=lambda c: (c != feature.category, -known[c]))):
        row = {"feature": look.name(feature.feature), "kind": look.kind(Category(letter)), "rank": rank}
        yield {**row, "share": known[letter], "sure": percent(known[letter])}


def _end(feature: FeatureResult, look: Look) -> dict[str, Any]:
    label = feature.called(look.t)
    if feature.verdict:
        label = f"{SIGNS[feature.verdict]} {label} {percent(_sure(feature))}"
    return {"feature": look.name(feature.feature), "label": label}


def _limits(settings: Settings, look: Look) -> Iterator[alt.Chart]:
    for limit in (settings.leaning, settings.clear):
        rule = alt.Chart(frame([{"limit": limit}])).mark_rule(color=look.tones["ink"], strokeDash=[3, 3])
        yield rule.encode(x=_x("limit:Q", look))


def _x(field: str, look: Look) -> alt.X:
    """0..1; behind it, room for the category at any width."""
    room = LABEL if look.alone else f"(containerSize()[0] < 500 ? {LABEL - 40} : {LABEL})"
    end = alt.ExprRef(f"1 / (1 - {room} / width)")
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    scale = alt.Scale(domainMin=0, domainMax=end, nice=False)
    return alt.X(field, title=look.t("column.probability"), axis=axis, scale=scale, stack="zero")


def _y(order: Sequence[str], look: Look) -> alt.Y:
    axis = alt.Axis(labelLimit=look.narrow(105, 230), ticks=False, domain=False, labelPadding=8)
    return alt.Y("feature:N", sort=list(order), title=None, axis=axis)


def settling_strip(settling: Settling, outlooks: Sequence[Outlook], look: Look, note: str = "") -> Any:
    """A cell per feature and number of people more: the chance that the verdict is then clear, the darker the higher.

    The sign of the verdict now stands before the cells, the people needed behind them.
    """
    t = look.t
    columns = [t("column.now"), *(f"+{_people(n, settling)}" for n in settling.more), t("chart.needed")]
    order = [look.name(o.feature) for o in sorted(outlooks, key=_place)]
    rows = [row for outlook in outlooks for row in _cells(outlook, columns, settling, look)]
    base = alt.Chart(frame(rows, _CELLS)).encode(
        y=_y(order, look),
        x=alt.X("column:N", sort=columns, title=t("axis.more-people"), axis=_head(look)),
    )
    strength = alt.Opacity("chance:Q", scale=alt.Scale(domain=[0, 1], range=[0.05, 0.9]), legend=None)
    cells = base.transform_filter("isValid(datum.chance)").mark_rect(
        color=look.tones["ink"], stroke=look.tones["ground"], strokeWidth=2
    )
    ink = alt.when("datum.strong").then(alt.value(look.tones["halo"])).otherwise(alt.value(look.tones["ink"]))
    tooltip = [alt.Tooltip("feature:N", title=t("column.feature")), alt.Tooltip("column:N", title=" ")]
    tooltip.append(alt.Tooltip("label:N", title=t("axis.chance")))
    texts = base.mark_text(fontSize=look.narrow(11, 12)).encode(text="label:N", color=ink)
    chart = alt.layer(cells.encode(opacity=strength, tooltip=tooltip), texts)
    notes = [t("chart.settling-note", wanted=f"{100 * WANTED:g}"), t("chart.verdicts"), note]
    height = ROW * max(len(outlooks), 1)
    return look.finish(chart.properties(width=480, height=height), t("chart.settling"), "\n".join(filter(None, notes)))


def _people(answers: int, settling: Settling) -> int:
    return for_answers(answers, settling.count, settling.asked)


def _place(outlook: Outlook) -> tuple[bool, float, float]:
    """What is known first, what is clear now before it, then by the people needed and the chances."""
    chances = list((outlook.chances or {}).values())
    needed = float("inf") if outlook.needed is None else outlook.needed
    return outlook.chances is None, needed, -sum(chances)


def _cells(outlook: Outlook, columns: Sequence[str], settling: Settling, look: Look) -> Iterator[dict[str, Any]]:
    name, known = look.name(outlook.feature), outlook.chances or {}
    sign = SIGNS[outlook.verdict] if outlook.verdict else "–"
    yield {"feature": name, "column": columns[0], "chance": None, "label": sign, "strong": False}
    for column, n in zip(columns[1:-1], settling.more, strict=True):
        chance = known.get(n)
        label = "–" if chance is None else percent(chance)
        yield {"feature": name, "column": column, "chance": chance, "label": label, "strong": (chance or 0) > 0.5}
    yield {"feature": name, "column": columns[-1], "chance": None, "label": _needed(outlook, settling), "strong": False}


def _needed(outlook: Outlook, settling: Settling) -> str:
    if outlook.verdict is Verdict.CLEAR and outlook.needed == 0:
        return "✓"
    if outlook.reason == "split":
        return f">{settling.limit}"
    return "–" if outlook.people is None else f"{outlook.people}"


def _head(look: Look) -> alt.Axis:
    limit = look.narrow(52, 110)
    return alt.Axis(orient="top", labelAngle=0, labelLimit=limit, ticks=False, domain=False, grid=False)
