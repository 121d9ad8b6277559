"""What the answers say: one question per tab, every figure with its conventions."""

from __future__ import annotations

import streamlit as st

from kano.i18n import Translate
from kano.reports import Report
from kano.rules import RULES
from kano.study import Study
from kano.text import markdown
from kano.ui import cache, views
from kano.ui.behind import opened
from kano.ui.parts import guarded, needs_study, page, remarks, table_name
from kano.ui.state import State
from kano.ui.variants import variants

VIEWS = {
    "overview": views.overview,
    "curves": views.curves,
    "map": views.better_worse,
    "plane": views.plane,
    "answers": opened,
    "table": views.table,
    "variants": variants,
}


def build() -> None:
    kept, t = page("results")
    study = needs_study(kept)
    report, segment = _choose(kept, study, t)
    st.caption(markdown(study.source.name))
    views.headline(report, segment)
    remarks(report.remarks, t)
    chosen = st.segmented_control(
        t("ui.results.view"),
        list(VIEWS),
        default="overview",
        required=True,
        format_func=lambda name: t(f"ui.results.{name}"),
        label_visibility="collapsed",
        key="view",
        persist_state="session",
    )
    VIEWS[chosen or "overview"](report, segment)
    views.conventions(report)


def _choose(kept: State, study: Study, t: Translate) -> tuple[Report, str | None]:
    """By which table, rule and segment; the segment that is shown."""
    with st.expander(t("ui.results.settings"), icon=":material/tune:"):
        first, second, third, fourth = st.columns(4)
        table = first.selectbox(
            t("convention.table"),
            study.tables,
            format_func=lambda name: table_name(name, t),
            key="table",
            persist_state="session",
        )
        rule = second.selectbox(
            t("convention.rule"), list(RULES), format_func=lambda r: t(f"rule.{r}"), key="rule", persist_state="session"
        )
        by = third.selectbox(
            t("ui.results.by"),
            [None, *study.segments],
            format_func=lambda s: s or "-",
            key="by",
            persist_state="session",
        )
        by = by if by in study.segments else None
        kept.chosen = (table, rule, by)
        report = cache.report(study, table, rule, by, kept.lang)
        names = [report.segment(segment) for segment in report.result.counts.segments]
        place = fourth.selectbox(t("column.segment"), range(len(names)), format_func=names.__getitem__, key=f"at_{by}")
        segment = report.result.counts.segments[place or 0]
    return report, segment


guarded(build)
