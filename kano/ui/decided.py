"""What was decided in this session about the open study, as it goes into files."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kano.decision.targets import targets
from kano.errors import KanoError
from kano.reports import Report
from kano.study import Study
from kano.text import markdown
from kano.ui import cache
from kano.ui.parts import ICONS, PAGES
from kano.ui.planned.work import fulfilled, plan_of
from kano.ui.state import State


def with_decisions(report: Report, kept: State, study: Study) -> Report:
    """The same report with what the user made of it; what cannot be followed is said and left out."""
    for add in (_fulfilment, _targets, _portfolio, _offers):
        try:
            report = add(report, kept, study)
        except KanoError as problem:
            st.warning(markdown(problem.text(kept.t)), icon=":material/warning:")
    return report


def _fulfilment(report: Report, kept: State, study: Study) -> Report:
    now = fulfilled(kept.plan_work(study).rows or ())
    return replace(report, now={feature: level for feature, level in now.items() if feature in study.data.features})


def _targets(report: Report, kept: State, study: Study) -> Report:
    work = kept.target_work(study)
    segments = report.result.counts.segments
    if not work.begun or None not in segments:
        return report
    return replace(report, targets=targets(report.result, work.aims, None, work.method))


def _portfolio(report: Report, kept: State, study: Study) -> Report:
    work, (table, rule, _) = kept.plan_work(study), kept.chosen
    plan = plan_of(work.rows or (), work.unit)
    if not plan.steps or not _wanted("portfolio", kept):
        return report
    choice = (table if table in study.tables else study.tables[0], rule, None)
    made = cache.planned(study, choice, None, plan, work.budget, work.weights, work.basics_first)
    return replace(report, portfolio=made if made.steps else None, invented=work.invented)


def _offers(report: Report, kept: State, study: Study) -> Report:
    work, table = kept.offers, kept.chosen[0]
    if work.features != study.data.features or not work.drafts or not _wanted("offers", kept):
        return report
    table = table if table in study.tables else study.tables[0]
    return replace(report, offers=cache.offers(study, work.offers(), table, report.result.counts.by))


def _wanted(name: str, kept: State) -> bool:
    with st.container(horizontal=True, vertical_alignment="center"):
        label = kept.t("ui.export.with", what=kept.t(f"ui.{name}.nav"))
        wanted: bool = st.checkbox(label, value=True, key=f"export_with_{name}", persist_state="session")
        st.page_link(PAGES[name], label=kept.t(f"ui.{name}.nav"), icon=ICONS[name])
    return wanted
