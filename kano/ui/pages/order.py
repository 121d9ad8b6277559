"""What first, and why? Every feature in its place, with what to do and the reason in one sentence."""

from __future__ import annotations

import streamlit as st

from kano.study import Study
from kano.text import markdown
from kano.ui import cache, views
from kano.ui.ordering import editing, results
from kano.ui.ordering.sheet import sheet
from kano.ui.parts import ICONS, PAGES, guarded, needs_study, page
from kano.ui.state import State

VIEWS = {
    "list": results.listed,
    "touchpoint": results.by_touchpoint,
    "dimension": results.by_dimension,
    "figures": results.figures,
}


def build() -> None:
    kept, t = page("order")
    study = needs_study(kept)
    st.caption(markdown(study.source.name))
    choice = _chosen(kept, study)
    segment = results.segment_of(cache.report(study, *choice, kept.lang))
    place = st.container()
    now = editing.now(kept, study)
    report, found = cache.ordered(study, choice, segment, now, kept.lang)
    with place:
        results.headline(found, report)
    view = st.segmented_control(
        t("ui.results.view"),
        [*VIEWS, "targets"],
        default="list",
        required=True,
        format_func=lambda name: t(f"ui.order.view-{name}"),
        label_visibility="collapsed",
        key="order_view",
    )
    if view == "targets":
        sheet(kept, report, segment)
    else:
        VIEWS[view or "list"](found, report)
    results.tickets(found, report)
    results.conventions(found, report)
    views.conventions(report)
    st.page_link(PAGES["portfolio"], label=t("ui.portfolio.nav"), icon=ICONS["portfolio"])


def _chosen(kept: State, study: Study) -> tuple[str, str, str | None]:
    """What was chosen on the page of the results, as far as this study has it."""
    table, rule, by = kept.chosen
    return table if table in study.tables else study.tables[0], rule, by if by in study.segments else None


guarded(build)
