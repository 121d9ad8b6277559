"""What came of a plan: its sums, the steps with their reasons, the pictures, what is in no number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from kano import charts
from kano.charts.portfolio import frontier_words
from kano.counts import Segment
from kano.decision.portfolio import Portfolio
from kano.decision.reasons import money, reason_text, signed
from kano.decision.record import describe
from kano.decision.steps import Planned
from kano.reports import Report
from kano.reports.figures import note_of
from kano.reports.portfolio_words import left_text, totals
from kano.service.conventions import cited
from kano.text import markdown, percent
from kano.ui.parts import look as look_of
from kano.ui.parts import picture, remarks

ROW = 35
"""Pixels of a row in a table."""


def segment_of(report: Report) -> Segment:
    """Whose answers the plan is for; not asked when there is one only."""
    segments = report.result.counts.segments
    if len(segments) == 1:
        return segments[0]
    names = [report.segment(segment) for segment in segments]
    label = report.t("column.segment")
    return segments[st.selectbox(label, range(len(names)), format_func=names.__getitem__, key="portfolio_at") or 0]


def headline(made: Portfolio, report: Report) -> None:
    """Cost and change of S in its two parts, and how surely it is this choice."""
    t, chosen = report.t, made.chosen
    with st.container(horizontal=True, gap="large"):
        st.metric(t("portfolio.column.cost"), money(chosen.cost, made.unit), width="content")
        st.metric(t("portfolio.column.delta"), signed(chosen.delta), width="content")
        st.metric(t("portfolio.column.loss"), signed(chosen.loss), width="content")
        st.metric(t("portfolio.column.gain"), signed(chosen.gain), width="content")
        if made.robust:
            st.metric(t("portfolio.column.same"), percent(made.robust.same), width="content")
    st.markdown("  \n".join(markdown(line) for line in totals(report, made)))
    named = [replace(f, feature=report.label(f.feature)) if f.feature else f for f in made.findings]
    remarks(named, t)


def steps(made: Portfolio, report: Report) -> None:
    """The chosen steps, then the others, each with its reason."""
    others = [step for step in made.steps if not step.chosen]
    for title, found in (("chosen", made.taken), ("others", others)):
        st.markdown(f"##### {report.t(f'ui.portfolio.{title}', n=len(found))}")
        st.markdown("\n".join(_line(step, made, report) for step in found) or "–")


def _line(step: Planned, made: Portfolio, report: Report) -> str:
    """A step with its cost, and below it the reason."""
    what = f"{money(step.cost, made.unit)} · {step.now:.0%} → {step.target:.0%}"
    share = "" if step.share is None else f" · {report.t('ui.portfolio.in-draws', share=percent(step.share))}"
    reason = reason_text(step, made.unit, report.study.labels(report.lang), report.t)
    return f"- **{markdown(report.label(step.feature))}** · {markdown(what + share)}  \n  {markdown(reason)}"


def figures(made: Portfolio, report: Report) -> None:
    """Every step with its numbers, to be sorted."""
    t = report.t
    rows: list[dict[str, Any]] = [
        {
            "feature": report.label(step.feature),
            "chosen": step.chosen,
            "cost": step.cost,
            "now": step.now,
            "target": step.target,
            "before": step.before,
            "after": step.after,
            "loss": step.loss,
            "gain": step.gain,
            "delta": step.delta,
            "share": step.share,
        }
        for step in made.steps
    ]
    column = st.column_config
    names = {key: t(f"portfolio.column.{key}") for key in rows[0]}
    config: dict[str, Any] = {key: column.NumberColumn(name, format="%.2f") for key, name in names.items()}
    config |= {key: column.NumberColumn(names[key], format="percent") for key in ("now", "target", "share")}
    config["feature"] = column.TextColumn(names["feature"], pinned=True)
    config["chosen"] = column.CheckboxColumn(names["chosen"])
    config["cost"] = column.NumberColumn(names["cost"])
    st.dataframe(rows, hide_index=True, width="stretch", height=ROW * (len(rows) + 1) + 3, column_config=config)


def frontier(made: Portfolio, report: Report) -> None:
    look = look_of(report.study)
    chart = charts.portfolio_frontier(made, look, note_of(report, made.conventions["portfolio"]["segment"]))
    picture(chart, frontier_words(made, look), "portfolio_frontier")


def certainty(made: Portfolio, report: Report) -> None:
    if made.robust is None:
        st.info(report.t("portfolio.how.robust-none"), icon=":material/info:")
        return
    look = look_of(report.study)
    chart = charts.portfolio_shares(made, look, note_of(report, made.conventions["portfolio"]["segment"]))
    words = [f"{report.label(step.feature)} {step.target:.0%}: {percent(step.share or 0)}" for step in made.steps]
    picture(chart, "\n".join(words), "portfolio_shares")


def left_out(made: Portfolio, report: Report) -> None:
    """The features that are in no number, with the reason."""
    if made.left_out:
        with st.expander(report.t("portfolio.left-out", n=len(made.left_out)), icon=":material/block:"):
            lines = [f"- {markdown(report.label(left.feature))}: {left_text(left, report)}" for left in made.left_out]
            st.markdown("\n".join(lines))


def conventions(made: Portfolio, report: Report) -> None:
    """How the choice was made; what is not said here is said of the classification."""
    with st.expander(report.t("ui.portfolio.conventions"), icon=":material/rule:"):
        for what, how in describe(made.conventions, report.t):
            st.markdown(f"**{what}**: {markdown(how)}")
        st.caption("  \n".join(markdown(line) for line in cited(made.conventions["sources"], report.t)))
