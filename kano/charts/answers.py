"""What did people say about one feature? The pairs of answers, and the shares of the categories they make."""

from __future__ import annotations

from typing import Any

import altair as alt

from kano.answers import ANSWERS, CATEGORIES
from kano.charts.look import WIDTH, Look, frame
from kano.counts import Counts, Floats
from kano.evaluation import EvaluationTable


def answer_grid(cells: Counts, table: EvaluationTable, feature: str, look: Look, note: str = "") -> Any:
    """People per pair of answers (5, 5); colour is the category, strength the number of people."""
    t = look.t
    order = [t(f"answer.{a}") for a in ANSWERS if a in table.answers]
    rows = list(_cells(cells, table, look))
    most = max(row["share"] for row in rows) or 1
    rows = [{**row, "strong": row["share"] > 0.55 * most} for row in rows]
    strength = alt.Scale(domain=[0, most], range=[0.12, 1])
    base = alt.Chart(frame(rows)).encode(
        x=alt.X("absent:N", sort=order, title=t("axis.absent"), axis=_side(labelAngle=0, orient="top")),
        y=alt.Y("present:N", sort=order, title=t("axis.present"), axis=_side()),
    )
    squares = base.mark_rect(stroke=look.tones["ground"], strokeWidth=2, cornerRadius=4).encode(
        color=look.color(CATEGORIES),
        opacity=alt.Opacity("share:Q", scale=strength, legend=None),
        tooltip=[
            alt.Tooltip("present:N", title=t("axis.present")),
            alt.Tooltip("absent:N", title=t("axis.absent")),
            alt.Tooltip("kind:N", title=t("column.category")),
            alt.Tooltip("count:Q", title=t("column.count")),
        ],
    )
    ink = alt.when("datum.strong").then(alt.value(look.tones["halo"])).otherwise(alt.value(look.tones["ink"]))
    numbers = base.mark_text(fontSize=13).encode(text="label:N", color=ink)
    title = t("chart.answers", feature=look.labels.get(feature, feature))
    return look.finish(alt.layer(squares, numbers).properties(width=WIDTH, height=300), title, note)


def _cells(cells: Counts, table: EvaluationTable, look: Look) -> Any:
    total = int(cells.sum())
    for functional in table.answers:
        for dysfunctional in table.answers:
            count = int(cells[ANSWERS.index(functional), ANSWERS.index(dysfunctional)])
            category = table[functional, dysfunctional]
            yield {
                "present": look.t(f"answer.{functional}"),
                "absent": look.t(f"answer.{dysfunctional}"),
                "kind": look.kind(category),
                "count": count,
                "share": count / total if total else 0.0,
                "label": f"{category} {count}" if count else category,
            }


def category_shares(counts: dict[str, float], intervals: Floats, level: float, look: Look) -> Any:
    """Share of each category with its simultaneous interval."""
    t, total = look.t, sum(counts.values())
    rows = [
        {"kind": look.kind(c), "share": counts[c] / total if total else 0.0, "low": low, "high": high}
        for c, (low, high) in zip(CATEGORIES, intervals.tolist(), strict=True)
    ]
    order = [look.kind(c) for c in CATEGORIES]
    y = alt.Y("kind:N", sort=order, title=None)
    base = alt.Chart(frame(rows))
    bars = base.mark_bar(height=16).encode(
        x=alt.X(
            "share:Q",
            title=t("chart.share"),
            axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
            scale=alt.Scale(domain=[0, 1]),
        ),
        y=y,
        color=look.color(CATEGORIES, legend=False),
        tooltip=[
            alt.Tooltip("kind:N", title=t("column.category")),
            alt.Tooltip("share:Q", title=t("chart.share"), format=".1%"),
        ],
    )
    spans = base.mark_rule(color=look.tones["ink"], strokeWidth=2).encode(x="low:Q", x2="high:Q", y=y)
    return look.finish(
        alt.layer(bars, spans).properties(width=WIDTH, height=190),
        t("chart.shares"),
        t("chart.shares-note", level=round(100 * level)),
    )


def _side(**more: Any) -> alt.Axis:
    return alt.Axis(domain=False, ticks=False, labelLimit=120, **more)
