"""How do people see each feature, and how sure is its category? A bar of shares per feature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from kano.answers import CATEGORIES
from kano.charts.look import Look, frame, named_rows, shown
from kano.charts.wall import PAGE, wall_rows
from kano.classification import FeatureResult
from kano.ranking import SIGNS, surest_first
from kano.rules import TIE_ORDER

ROW, LABEL = 30, 105
_VERDICT = ("feature", "kind", "label")
_END = {"align": "left", "dx": 6, "fontSize": 12}


def overview(features: Sequence[FeatureResult], look: Look, note: str = "") -> Any:
    """Stacked shares of the six categories; the category, with a sign for its verdict, at the end of the bar.

    Features stand in the order M O A I R Q, the surest first.
    """
    t = look.t
    order = [look.name(f.feature) for f in surest_first(features)]
    y = alt.Y(
        "feature:N",
        sort=order,
        title=None,
        axis=alt.Axis(
            **(wall_rows(order) if look.wall else {"labelLimit": look.narrow(105, 230), **named_rows(order)}),
            ticks=False,
            domain=False,
            labelPadding=8,
        ),
    )
    categories = [c for c in TIE_ORDER if any(f.counts[c] for f in features)]
    bars = (
        alt.Chart(frame(_shares(features, look)))
        .mark_bar(height=alt.RelativeBandSize(band=0.8) if look.wall else ROW - 10)
        .encode(
            y=y,
            x=alt.X("share:Q", stack="zero", title=t("chart.share"), axis=_axis(), scale=_room(look.wall)),
            color=look.color(categories),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("feature:N", title=t("column.feature")),
                alt.Tooltip("kind:N", title=t("column.category")),
                alt.Tooltip("share:Q", title=t("chart.share"), format=".0%"),
                alt.Tooltip("count:Q", title=t("column.count")),
            ],
        )
    )
    classed = [f for f in features if f.category]
    silent = alt.Chart(frame([_verdict(f, look) for f in features if not f.category], _VERDICT))
    verdicts = alt.Chart(frame([_verdict(f, look) for f in classed], _VERDICT))
    color = look.color(shown([f.category for f in classed]), legend=False, of="text")
    place = {"y": y, "x": alt.datum(1), "text": "label:N"}
    ends = [
        silent.mark_text(**_END, color=look.tones["faint"]).encode(**place),
        verdicts.mark_text(**_END).encode(**place, color=color),
    ]
    chart = alt.layer(bars, *ends).resolve_scale(color="independent").properties(width=480, height=ROW * len(features))
    return look.finish(chart, t("chart.overview"), note)


def _shares(features: Sequence[FeatureResult], look: Look) -> list[dict[str, Any]]:
    rows = []
    for feature in features:
        total = sum(feature.counts.values())
        for category in CATEGORIES:
            count = feature.counts[category]
            share = count / total if total else 0.0
            place = {
                "feature": look.name(feature.feature),
                "kind": look.kind(category),
                "rank": TIE_ORDER.index(category),
            }
            rows.append({**place, "share": share, "count": count})
    return rows


def _verdict(feature: FeatureResult, look: Look) -> dict[str, Any]:
    sign = SIGNS[feature.verdict] + " " if feature.verdict else ""
    kind = feature.called(look.t) if feature.category or feature.suppressed else look.kind(None)
    return {"feature": look.name(feature.feature), "kind": kind, "label": sign + kind}


def _room(wall: bool) -> alt.Scale:
    """Beside the bars, room for the category at any width."""
    label = f"{LABEL / PAGE} * letter" if wall else f"{LABEL}"
    return alt.Scale(domainMin=0, domainMax=alt.ExprRef(f"1 / (1 - {label} / width)"), nice=False)


def _axis() -> alt.Axis:
    return alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
