"""How far can each category be trusted? One question per tab."""

from __future__ import annotations

import streamlit as st

from kano.i18n import Translate
from kano.study import Study
from kano.text import markdown
from kano.ui import cache, certainty, views
from kano.ui.behind import behind
from kano.ui.parts import ICONS, PAGES, guarded, needs_study, page
from kano.ui.state import State

VIEWS = {
    "now": certainty.now,
    "more": certainty.more,
    "choices": certainty.choices,
    "tests": certainty.tests,
}


def build() -> None:
    kept, t = page("certainty")
    study = needs_study(kept)
    table, rule, by = _chosen(kept, study)
    report = cache.report(study, table, rule, by, kept.lang)
    found = cache.trusted(study, table, rule, by)
    st.caption(markdown(study.source.name))
    segment = _segment([report.segment(name) for name in report.result.counts.segments], t)
    shown = report.result.counts.segments[segment]
    certainty.headline(found, report, shown)
    chosen = st.segmented_control(
        t("ui.results.view"),
        list(VIEWS),
        default="now",
        required=True,
        format_func=lambda name: t(f"ui.certainty.{name}"),
        label_visibility="collapsed",
        key="certainty_view",
    )
    VIEWS[chosen or "now"](found, report, shown)
    behind(report, shown)
    certainty.conventions(found, report)
    views.conventions(report)
    st.caption(t("ui.certainty.made"))
    st.page_link(PAGES["results"], label=t("ui.results.nav"), icon=ICONS["results"])


def _chosen(kept: State, study: Study) -> tuple[str, str, str | None]:
    """What was chosen on the page of the results, as far as this study has it."""
    table, rule, by = kept.chosen
    return table if table in study.tables else study.tables[0], rule, by if by in study.segments else None


def _segment(names: list[str], t: Translate) -> int:
    """Which segment is shown; not asked when there is one only."""
    if len(names) == 1:
        return 0
    return st.selectbox(t("column.segment"), range(len(names)), format_func=names.__getitem__, key="certainty_at") or 0


guarded(build)
