"""What to do under a budget so that predicted satisfaction rises most?"""

from __future__ import annotations

import streamlit as st

from kano.i18n import Translate
from kano.study import Study
from kano.text import markdown
from kano.ui import cache
from kano.ui.parts import ICONS, PAGES, guarded, needs_study, page
from kano.ui.planned import editing, results
from kano.ui.planned.work import PlanWork, plan_of
from kano.ui.state import State

VIEWS = {
    "steps": results.steps,
    "frontier": results.frontier,
    "certainty": results.certainty,
    "figures": results.figures,
}


def build() -> None:
    kept, t = page("portfolio")
    study = needs_study(kept)
    work = kept.plan_work(study)
    st.caption(markdown(study.source.name))
    editing.files(kept, work, study)
    editing.editor(kept, work, study)
    editing.choices(kept, work)
    if not any(row["cost"] is not None for row in work.rows or ()):
        st.info(t("ui.portfolio.empty"), icon=":material/edit_note:")
        return
    _results(kept, work, study, t)


def _results(kept: State, work: PlanWork, study: Study, t: Translate) -> None:
    choice = _chosen(kept, study)
    report = cache.report(study, *choice, kept.lang)
    segment = results.segment_of(report)
    plan = plan_of(work.rows or (), work.unit)
    made = cache.planned(study, choice, segment, plan, work.budget, work.weights, work.basics_first)
    if not made.steps:
        st.info(t("ui.portfolio.none"), icon=":material/edit_note:")
        results.left_out(made, report)
        return
    results.headline(made, report)
    view = st.segmented_control(
        t("ui.results.view"),
        list(VIEWS),
        default="steps",
        required=True,
        format_func=lambda name: t(f"ui.portfolio.view-{name}"),
        label_visibility="collapsed",
        key="portfolio_view",
    )
    VIEWS[view or "steps"](made, report)
    results.left_out(made, report)
    results.conventions(made, report)
    st.page_link(PAGES["order"], label=t("ui.order.nav"), icon=ICONS["order"])


def _chosen(kept: State, study: Study) -> tuple[str, str, str | None]:
    """What was chosen on the page of the results, as far as this study has it."""
    table, rule, by = kept.chosen
    return table if table in study.tables else study.tables[0], rule, by if by in study.segments else None


guarded(build)
