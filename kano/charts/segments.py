"""Who sees a feature otherwise? Categories of every feature by kinds of people; one feature down to its shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from kano.answers import CATEGORIES, Category
from kano.charts.comparison import opposed, zero
from kano.charts.heads import column_heads, wrapped
from kano.charts.look import Look, frame, shown
from kano.classification import FeatureResult
from kano.differences import MERGED
from kano.ranking import SIGNS
from kano.split_record import STANDS_OUT
from kano.splits import FeatureSplit, Split
from kano.text import chart as safe
from kano.text import many, p_value

ROW, MANY = 30, 8
"""Pixels of a row; more columns than that show letters."""

NONE = "–"
FAR = 4
"""Residuals beyond this have the strongest colour."""

_FEWER, _MORE = {False: "#0066b3", True: "#63b3f5"}, {False: "#c94f00", True: "#ff9152"}
_GRID = ("feature", "column", "kind", "bare", "letter", "label", "verdict", "n", "aside", "brief")
ASIDE = ("aside", "brief")
_CELLS = ("segment", "category", "share", "count", "residual", "label", "strong")
_ENDS = ("segment", "kind", "figure", "place", "low", "high", "size")

Columns = Sequence[tuple[str, Sequence[FeatureResult]]]


def by_segment(split: Split, look: Look, note: str = "") -> Any:
    """Everyone's and each segment's category of every feature, and whether the segments differ; those that do first."""
    t = look.t
    columns = [(t("segment.everyone"), [f.everyone for f in split.features if f.everyone])]
    columns += [(name, [*split.result.of(name)]) for name in split.segments]
    order = [feature.feature for feature in ranked(split)]
    asides = {feature.feature: _aside(feature) for feature in split.features}
    notes = "\n".join(filter(None, [t("chart.by-segment-note"), t("chart.verdicts"), note]))
    return _grid(columns, order, asides, look, t("chart.by-segment", by=split.by), notes)


def ranked(split: Split) -> list[FeatureSplit]:
    """The features with two peaks first, then those that differ most."""
    return sorted(split.features, key=_rank)


def by_group(columns: Columns, look: Look, note: str = "") -> Any:
    """The category of every feature in groups of respondents, beside everyone's."""
    order = [result.feature for result in columns[0][1]]
    notes = "\n".join(filter(None, [look.t("chart.by-group-note"), look.t("chart.verdicts"), note]))
    return _grid(columns, order, {}, look, look.t("chart.by-group"), notes)


def _rank(feature: FeatureSplit) -> tuple[bool, float, float]:
    p = feature.test.p if feature.test else 2.0
    return not feature.peaks, 2.0 if feature.adjusted is None else feature.adjusted, p


def _aside(feature: FeatureSplit) -> tuple[str, str]:
    """p and V, and for a narrow page p alone."""
    if feature.test is None or feature.adjusted is None or feature.test.v is None:
        return NONE, NONE
    p = p_value(feature.adjusted)
    return f"{p} · {feature.test.v:.2f}", p.replace("0.", ".")


def _grid(
    columns: Columns, order: Sequence[str], asides: Mapping[str, tuple[str, str]], look: Look, title: str, note: str
) -> Any:
    """A cell per feature and column; behind them, where there are any, the `asides`."""
    last = [look.t("chart.differ")] if asides else []
    heads = wrapped([*(name for name, _ in columns), *last])
    names, last = heads[: len(columns)], heads[len(columns) :]
    rows = [row for name, (_, of) in zip(names, columns, strict=True) for row in _cells(of, name, look)]
    y = alt.Y("feature:N", sort=[look.name(name) for name in order], title=None, axis=_features(look))
    x = alt.X("column:N", sort=[*names, *last], title=None, axis=column_heads(heads, _numbers(heads, last), look))
    base = alt.Chart(frame(rows, _GRID)).encode(x=x, y=y, tooltip=_tooltip(look))
    told = alt.Chart(frame([row for row in rows if row["letter"] != NONE], _GRID)).encode(
        x=x, y=y, tooltip=_tooltip(look)
    )
    kinds = shown([result.category for _, of in columns for result in of])
    fill = told.mark_rect(stroke=look.tones["ground"], strokeWidth=2, cornerRadius=4, opacity=0.3)
    layers = [fill.encode(color=look.color(kinds)), *_words(base, len(names), look)]
    if asides:
        beside = [
            {"feature": look.name(f), "column": last[0], **dict(zip(ASIDE, asides[f], strict=True))} for f in order
        ]
        text = alt.Chart(frame(beside, _GRID)).encode(x=x, y=y)
        for field, size in zip(ASIDE, (look.narrow(0, 11), look.narrow(9, 0)), strict=True):
            layers.append(text.mark_text(color=look.tones["ink"], fontSize=size).encode(text=f"{field}:N"))
    height = ROW * max(len(order), 1)
    return look.finish(alt.layer(*layers).properties(width=90 * (len(names) + len(last)), height=height), title, note)


def _numbers(heads: Sequence[str], last: Sequence[str]) -> list[str]:
    return [str(place) for place in range(1, len(heads) - len(last) + 1)] + ["p"] * len(last)


def _words(base: alt.Chart, columns: int, look: Look) -> Iterator[alt.Chart]:
    """The category in words, or its letter where there is no room; what is not shown has size 0."""
    ink = look.tones["ink"]
    if columns > MANY:
        yield base.mark_text(color=ink, fontSize=11).encode(text="bare:N")
        return
    yield base.mark_text(color=ink, fontSize=look.narrow(0, 11)).encode(text="label:N")
    yield base.mark_text(color=ink, fontSize=look.narrow(11, 0)).encode(text="letter:N")


def _cells(of: Sequence[FeatureResult], column: str, look: Look) -> Iterator[dict[str, Any]]:
    for result in of:
        sign = f"{SIGNS[result.verdict]} " if result.verdict else ""
        row = {"feature": look.name(result.feature), "column": column, "kind": result.called(look.t)}
        bare = result.category or NONE
        row |= {"bare": bare, "letter": sign + bare, "n": NONE if result.n is None else many(result.n)}
        row |= {"label": sign + look.kind(result.category) if result.category else NONE}
        yield {**row, "verdict": look.t(f"verdict.{result.verdict or 'none'}")}


def _features(look: Look) -> alt.Axis:
    return alt.Axis(labelLimit=look.narrow(105, 230), ticks=False, domain=False, labelPadding=8)


def _tooltip(look: Look) -> list[alt.Tooltip]:
    keys = {"feature": "feature", "column": "segment", "kind": "category", "verdict": "verdict", "n": "n"}
    return [alt.Tooltip(f"{field}:N", title=look.t(f"column.{key}")) for field, key in keys.items()]


def shares_by_segment(feature: FeatureSplit, look: Look, note: str = "") -> Any:
    """Shares of the categories in each segment; colour is how far they are off what all segments together give."""
    t = look.t
    rows = [row for result in feature.segments for row in _shares(result, feature, look)]
    names = [safe(str(result.segment)) for result in feature.segments]
    kinds = _kinds(look)
    base = alt.Chart(frame(rows, _CELLS)).encode(
        x=alt.X("category:N", sort=kinds, title=None, axis=column_heads(kinds, MERGED, look)),
        y=alt.Y("segment:N", sort=names, title=None, axis=alt.Axis(**_bare(look, 105, 230))),
    )
    scale = alt.Scale(
        domain=[-FAR, 0, FAR],
        range=[_FEWER[look.dark], look.tones["ground"], _MORE[look.dark]],
        interpolate="rgb",
        clamp=True,
    )
    legend = alt.Legend(title=t("chart.residual"), gradientLength=160, titleLimit=320)
    tooltip = [
        alt.Tooltip("segment:N", title=t("column.segment")),
        alt.Tooltip("category:N", title=t("column.category")),
    ]
    tooltip += [alt.Tooltip("count:Q", title=t("column.count")), alt.Tooltip("share:Q", title=" ", format=".1%")]
    tooltip += [alt.Tooltip("residual:Q", title=t("chart.residual"), format="+.2f")]
    fill = base.mark_rect(stroke=look.tones["grid"], strokeWidth=1).encode(
        color=alt.Color("residual:Q", scale=scale, legend=legend), tooltip=tooltip
    )
    ink = alt.when("datum.strong").then(alt.value(look.tones["halo"])).otherwise(alt.value(look.tones["ink"]))
    text = base.mark_text(fontSize=12).encode(text="label:N", color=ink)
    chart = alt.layer(fill, text).properties(width=420, height=ROW * max(len(rows) // len(MERGED), 1))
    title = t("chart.shares-by-segment", feature=look.labels.get(feature.feature, feature.feature))
    beyond = t("chart.shares-by-segment-note", beyond=f"{STANDS_OUT:g}")
    return look.finish(chart, title, "\n".join(filter(None, [beyond, note])))


def _kinds(look: Look) -> list[str]:
    return wrapped([look.t(f"split.column-{name}") for name in MERGED])


def _shares(result: FeatureResult, feature: FeatureSplit, look: Look) -> Iterator[dict[str, Any]]:
    counts = {**result.counts, MERGED[-1]: result.counts["R"] + result.counts["Q"]}
    total = sum(result.counts.values())
    for name, kind in zip(MERGED, _kinds(look), strict=True):
        off = feature.residuals.get(str(result.segment), {}).get(name)
        mark = "" if off is None or abs(off) <= STANDS_OUT else " ▲" if off > 0 else " ▼"
        row = {"segment": safe(str(result.segment)), "category": kind, "residual": off}
        row |= {"share": counts[name] / total, "count": counts[name], "strong": abs(off or 0) > 0.8 * FAR}
        yield {**row, "label": f"{counts[name] / total:.0%}{mark}"}


def coefficients_by_segment(feature: FeatureSplit, look: Look, note: str = "") -> Any:
    """Better to the right and |worse| to the left of everyone and each segment, with their intervals."""
    t = look.t
    of = [*([feature.everyone] if feature.everyone else []), *feature.segments]
    names = [_called(result, look) for result in of]
    rows = [row for result in of for row in _ends(result, look)]
    y = alt.Y("segment:N", sort=names, title=None, axis=alt.Axis(**_bare(look, 105, 230)))
    base = alt.Chart(frame(rows, _ENDS))
    kinds: list[Category] = shown([result.category for result in of]) or [CATEGORIES[3]]
    spans = base.mark_rule(color=look.tones["faint"], strokeWidth=2)
    tooltip = [alt.Tooltip(f"{field}:N", title=" ") for field in ("segment", "kind", "figure")]
    tooltip += [alt.Tooltip("size:Q", title=" ", format=".0%")]
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        y=y, x=opposed("place", look), color=look.color(kinds), shape=look.shape(kinds), tooltip=tooltip
    )
    labels = alt.Chart(frame([_said(result, look) for result in of], _ENDS))
    said = labels.mark_text(align="left", dx=12, color=look.tones["ink"], fontSize=look.narrow(0, 12))
    layers = [zero(look), spans.encode(y=y, x=opposed("low", look), x2="high:Q"), points]
    layers += [said.encode(y=y, x=alt.datum(1), text="kind:N")]
    chart = alt.layer(*layers).properties(width=420, height=ROW * max(len(names), 1))
    title = t("chart.coefficients-by-segment", feature=look.labels.get(feature.feature, feature.feature))
    return look.finish(chart, title, note)


def _called(result: FeatureResult, look: Look) -> str:
    return safe(look.t("segment.everyone") if result.segment is None else safe(result.segment))


def _said(result: FeatureResult, look: Look) -> dict[str, Any]:
    sign = f"{SIGNS[result.verdict]} " if result.verdict else ""
    return {"segment": _called(result, look), "kind": sign + result.called(look.t)}


def _ends(result: FeatureResult, look: Look) -> Iterator[dict[str, Any]]:
    for figure, value in (("better", result.better), ("worse", result.worse)):
        if value.estimate is not None:
            row = {"segment": _called(result, look), "kind": look.kind(result.category), "place": value.estimate}
            row |= {"figure": look.t(f"column.{figure}"), "size": abs(value.estimate)}
            yield {**row, "low": value.low, "high": value.high}


def _bare(look: Look, phone: int, otherwise: int) -> dict[str, Any]:
    return {"ticks": False, "domain": False, "labelPadding": 8, "labelLimit": look.narrow(phone, otherwise)}
