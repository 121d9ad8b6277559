"""Which offer for whom? Gains and losses of each, the features behind them, and for how many one beats another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from kano.answers import Category
from kano.charts.heads import column_heads, wrapped
from kano.charts.look import Look, frame
from kano.decision.offer_words import mean, share
from kano.decision.offers import OfferResult, OffersResult, Part, SegmentOffers
from kano.decision.pairwise import Pair
from kano.text import chart as safe

ROW, LINE, COLUMN = 46, 15, 84
"""Pixels of an offer, of a line in a cell of a table, and of its column."""

LINES = ("first", "second", "third")
MANY = 8
"""Of more columns than that, a narrow page has room for colours only."""

LETTERS = (Category.BASIC, Category.PERFORMANCE, Category.EXCITEMENT, Category.REVERSE)
"""From the middle outwards."""

PALE = 1.7
"""Colours stop short of their full strength, so that ink is read on every one of them."""

NONE = "–"
_LESS, _MORE = {False: "#c94f00", True: "#ff9152"}, {False: "#0066b3", True: "#63b3f5"}
_BARS = ("offer", "kind", "start", "end", "size")
_MARKS = ("offer", "both", "low", "high", "label", "edge")
_CELLS = ("row", "column", "head", "value", *LINES)

Cells = Sequence[dict[str, Any]]


def offer_balance(segment: SegmentOffers, look: Look, note: str = "") -> Any:
    """Gain to the right and loss to the left of every offer, by category; the mark is both, with its interval."""
    t, offers = look.t, segment.offers
    kinds = [c for c in LETTERS if any(any(offer.by_category.get(c, (0, 0))) for offer in offers)]
    named = list(zip(_names(offers), offers, strict=True))
    bars = alt.Chart(frame([row for name, offer in named for row in _stack(name, offer, look)], _BARS))
    ends = alt.Chart(frame([_mark(name, offer) for name, offer in named], _MARKS))
    y = alt.Y("offer:N", sort=[name for name, _ in named], title=None, axis=_rows(look))
    tip = [alt.Tooltip("offer:N", title=t("offers.column-offer")), alt.Tooltip("kind:N", title=t("column.category"))]
    tip.append(alt.Tooltip("size:Q", title=t("chart.offer-satisfaction"), format="+.2f"))
    drawn = bars.mark_bar(height=20).encode(
        y=y, x=_x("start", look, *_ends(offers)), x2="end:Q", color=look.color(kinds), tooltip=tip
    )
    layers = [_zero(look), drawn, *_together(ends, y, look)]
    chart = alt.layer(*layers).properties(width=460, height=ROW * max(len(offers), 1))
    return look.finish(chart, t("chart.offer-balance"), _notes(t("chart.offer-balance-note"), note))


def offer_parts(segment: SegmentOffers, look: Look, note: str = "") -> Any:
    """Every feature in every offer: its level, and what it gains and loses."""
    t, names = look.t, _names(segment.offers)
    heads = wrapped(names)
    cells = [
        {**_part(part), "row": look.name(part.feature), "column": head, "head": name}
        for offer, head, name in zip(segment.offers, heads, names, strict=True)
        for part in offer.parts
    ]
    chart = _table(cells, [look.name(part.feature) for part in segment.offers[0].parts], heads, look, "+.2f")
    return look.finish(chart, t("chart.offer-parts"), _notes(t("chart.offer-parts-note"), note))


def offers_by_segment(result: OffersResult, look: Look, note: str = "") -> Any:
    """Every offer in everyone and every segment: gain and loss; colour is both together."""
    t, names = look.t, _names(result.everyone.offers)
    heads = wrapped([segment_name(each, look) for each in result.segments])
    cells = [
        {**_whole(offer), "row": name, "column": head, "head": segment_name(each, look)}
        for each, head in zip(result.segments, heads, strict=True)
        for offer, name in zip(each.offers, names, strict=True)
    ]
    chart = _table(cells, names, heads, look, "+.2f")
    return look.finish(chart, t("chart.offer-segments"), _notes(t("chart.offer-segments-note"), note))


def offer_pairs(segment: SegmentOffers, look: Look, note: str = "") -> Any:
    """For how many people the offer of a row is better than that of a column."""
    t, names = look.t, _names(segment.offers)
    heads, plain = wrapped(names), [offer.offer for offer in segment.offers]
    cells = [
        {**cell, "row": names[plain.index(one)], "column": heads[plain.index(other)], "head": names[plain.index(other)]}
        for pair in segment.pairs
        for one, other, cell in _ways(pair)
    ]
    chart = _table(cells, names, heads, look, "+.0%", 0.6)
    return look.finish(chart, t("chart.offer-pairs"), _notes(t("chart.offer-pairs-note"), note))


def segment_name(segment: SegmentOffers, look: Look) -> str:
    """As screens call it."""
    return look.t("segment.everyone") if segment.segment is None else segment.segment or look.t("segment.blank")


def _names(offers: Sequence[OfferResult]) -> list[str]:
    """Numbered, so that a narrow table can say the number alone."""
    return [safe(f"{i} {offer.offer}") for i, offer in enumerate(offers, start=1)]


def _stack(name: str, offer: OfferResult, look: Look) -> Iterator[dict[str, Any]]:
    """From the middle outwards, losses to the left."""
    for side in (0, 1):
        start = 0.0
        for kind in LETTERS:
            size = offer.by_category.get(kind, (0.0, 0.0))[side]
            if size:
                yield {"offer": name, "kind": look.kind(kind), "start": start, "end": start + size, "size": size}
            start += size


def _mark(name: str, offer: OfferResult) -> dict[str, Any]:
    both, gain = offer.satisfaction, offer.gain.estimate
    row = {"offer": name, "both": both.estimate, "low": both.low, "high": both.high, "edge": gain}
    return {**row, "label": mean(both.estimate)}


def _together(ends: alt.Chart, y: alt.Y, look: Look) -> Iterator[alt.Chart]:
    """Both together: its interval, a mark, and its number behind the bar."""
    ink = look.tones["ink"]
    given = ends.transform_filter("isValid(datum.both)")
    yield given.mark_rule(color=ink, strokeWidth=1.5).encode(y=y, x=_x("low", look), x2="high:Q")
    mark = given.mark_point(shape="diamond", filled=True, size=90, color=ink, stroke=look.tones["halo"], opacity=1)
    yield mark.encode(y=y, x=_x("both", look))
    number = given.mark_text(align="left", dx=8, color=ink, fontSize=12)
    yield number.encode(y=y, x=_x("edge", look), text="label:N")


def _ends(offers: Sequence[OfferResult]) -> tuple[float, float]:
    """From the largest loss to the largest gain, with room for a number."""
    least = min((offer.loss.estimate or 0.0 for offer in offers), default=0.0)
    most = max((offer.gain.estimate or 0.0 for offer in offers), default=0.0)
    wide = (most - least) or 1.0
    return least - 0.03 * wide, most + 0.16 * wide


def _x(field: str, look: Look, *ends: float) -> alt.X:
    scale = {"scale": alt.Scale(domain=[*ends], nice=False)} if ends else {}
    axis = alt.Axis(format="+.1f", tickCount=6)
    return alt.X(f"{field}:Q", title=look.t("chart.offer-satisfaction"), axis=axis, **scale)


def _zero(look: Look) -> alt.Chart:
    rule = alt.Chart(frame([{"zero": 0}])).mark_rule(color=look.tones["faint"], strokeWidth=1.2)
    return rule.encode(x=alt.X("zero:Q"))


def _rows(look: Look) -> alt.Axis:
    return alt.Axis(labelLimit=look.narrow(120, 240), ticks=False, domain=False, labelPadding=8)


def _part(part: Part) -> dict[str, Any]:
    """What it gains, what it loses, and its level."""
    return {"value": part.both, **_lines(mean(part.gain), mean(part.loss), share(part.level))}


def _whole(offer: OfferResult) -> dict[str, Any]:
    both = offer.satisfaction.estimate
    ends = mean(offer.gain.estimate), mean(offer.loss.estimate)
    return {"value": both, **(_lines(NONE) if both is None else _lines(*ends, f"= {mean(both)}"))}


def _lines(*texts: str) -> dict[str, str]:
    """Up to three lines of a cell."""
    return dict(zip(LINES, [*texts, "", ""], strict=False))


def _ways(pair: Pair) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The same two offers, seen from each."""
    told = f"= {share(pair.shares['equal'].estimate)}"
    for one, other, more, less in (
        (pair.first, pair.second, "better", "worse"),
        (pair.second, pair.first, "worse", "better"),
    ):
        lead = (getattr(pair, more) - getattr(pair, less)) / pair.n
        yield one, other, {"value": lead, **_lines(share(pair.shares[more].estimate), told)}


def _table(cells: Cells, rows: Sequence[str], heads: Sequence[str], look: Look, form: str, end: float = 0) -> Any:
    """Cells coloured by their value on both sides of 0, with one or two lines of text."""
    most = end or max((abs(cell["value"]) for cell in cells if cell["value"] is not None), default=1) or 1
    axis = column_heads(heads, [str(i) for i in range(1, len(heads) + 1)], look)
    x = alt.X("column:N", sort=[*heads], title=None, scale=alt.Scale(domain=[*heads]), axis=axis)
    y = alt.Y("row:N", sort=[*rows], title=None, scale=alt.Scale(domain=[*rows]), axis=_rows(look))
    told = ("row", "head", *LINES)
    tip = [*(alt.Tooltip(f"{name}:N", title=" ") for name in told), alt.Tooltip("value:Q", title=" ", format=form)]
    base = alt.Chart(frame(cells, _CELLS)).encode(x=x, y=y, tooltip=tip)
    colors = [_LESS[look.dark], look.tones["ground"], _MORE[look.dark]]
    scale = alt.Scale(domain=[-PALE * most, 0, PALE * most], range=colors, interpolate="rgb", clamp=True)
    fill = base.mark_rect(stroke=look.tones["grid"], strokeWidth=1).encode(
        color=alt.Color("value:Q", scale=scale, legend=None)
    )
    used = [line for line in LINES if any(cell[line] for cell in cells)]
    size, ink = look.narrow(9 if len(heads) <= MANY else 0, 12), look.tones["ink"]
    layers = [fill]
    for place, line in enumerate(used):
        text = base.mark_text(fontSize=size, dy=LINE * (place - (len(used) - 1) / 2), color=ink)
        layers.append(text.encode(text=f"{line}:N"))
    height = (LINE * len(used) + 14) * max(len(rows), 1)
    return alt.layer(*layers).properties(width=COLUMN * max(len(heads), 1), height=height)


def _notes(*notes: str) -> str:
    return "\n".join(filter(None, notes))
