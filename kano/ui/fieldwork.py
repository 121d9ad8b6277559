"""Before the survey, on the Design page: minutes and people, and the plan of the fieldwork."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from kano.fieldwork import effort as planning
from kano.fieldwork.allocation import Versions, fewest, versions
from kano.fieldwork.plan import LEVEL, Plan, told
from kano.fieldwork.planner import SCENARIOS, Needed
from kano.i18n import Translate
from kano.questionnaire import Questionnaire
from kano.reports.table import to_csv
from kano.text import markdown
from kano.ui import cache
from kano.ui.parts import remarks

CHANCES = (0.7, 0.8, 0.9, 0.95)
LEAD = "lead"
"""The scenario in which the user says how far one category is ahead."""


def fieldwork(draft: Questionnaire, lang: str, t: Translate) -> None:
    """What the survey will cost the people who answer, and how many are needed."""
    st.subheader(t("ui.design.fieldwork"))
    with st.container(horizontal=True, gap="large"):
        help_minutes = t("ui.design.minutes-help", **planning.SECONDS)
        st.metric(t("ui.design.minutes"), planning.minutes(draft), help=help_minutes, width="content")
        for points in (10, 15):
            number = planning.people(draft, points / 100)
            st.metric(t("ui.design.people", points=points), number, help=t("ui.design.people-help"), width="content")
    with st.expander(t("ui.plan.title"), icon=":material/event_note:"):
        _plan(draft, lang, t)


def _plan(draft: Questionnaire, lang: str, t: Translate) -> None:
    st.caption(t("ui.plan.about"))
    needed, by_lead = _expected(t)
    forms = _versions(draft, t)
    plan = Plan(draft, forms, needed, by_lead)
    names = {"aim": t("plan.aim"), "answers": t("ui.plan.answers"), "people": t("plan.people")}
    rows = [{"aim": _short(row, t), "answers": row["answers"], "people": row["people"]} for row in plan.rows()]
    columns = {key: st.column_config.Column(name) for key, name in names.items()}
    st.dataframe(rows, hide_index=True, width="stretch", column_config=columns)
    lines = [t("ui.plan.points-about", level=round(100 * LEVEL)), *told(plan, t)[1:]]
    st.caption("  \n".join(map(markdown, lines)))
    remarks(tuple(plan.findings()), t)
    if forms:
        file = partial(_csv, plan, lang)
        label, icon = t("ui.plan.versions-file"), ":material/download:"
        st.download_button(label, file, "versions.csv", "text/csv", icon=icon, on_click="ignore", width="stretch")


def _short(row: dict[str, Any], t: Translate) -> str:
    """What a row is for, in a narrow column."""
    if row["aim"] == "half_width":
        return t("ui.plan.points", points=round(100 * row["wanted"]))
    return t("ui.plan.clear", chance=f"{100 * row['wanted']:g}")


def _expected(t: Translate) -> tuple[Needed | None, bool]:
    """What the user expects: nothing until he says so."""
    chosen = st.selectbox(
        t("ui.plan.expected"),
        [*SCENARIOS, LEAD],
        None,
        format_func=lambda name: t(f"ui.plan.scenario-{name}"),
        placeholder=t("ui.plan.choose"),
        key="plan_expected",
    )
    if chosen is None:
        return None, False
    points = None
    if chosen == LEAD:
        points = st.number_input(t("ui.plan.lead"), 1, 90, None, placeholder="1-90", key="plan_lead")
    chance = st.select_slider(
        t("ui.plan.chance"), CHANCES, 0.8, format_func=lambda share: f"{100 * share:g}%", key="plan_chance"
    )
    if chosen == LEAD:
        return (
            (cache.needed(((1 + points / 100) / 2, (1 - points / 100) / 2), chance), True) if points else (None, True)
        )
    return cache.needed(SCENARIOS[chosen], chance), False


def _versions(draft: Questionnaire, t: Translate) -> Versions | None:
    """Where nobody is asked everything: how many versions of a form that cannot draw for itself."""
    features, asked = len(draft.features), draft.pairs_asked
    if asked == features:
        st.caption(t("ui.plan.all-asked"))
        return None
    even = fewest(features, asked)
    number = st.number_input(
        t("ui.plan.versions", even=even),
        -(-features // asked),
        200,
        None,
        help=t("ui.plan.versions-help"),
        placeholder=str(even),
        key=f"plan_versions_{features}_{asked}",
    )
    return versions(features, asked, int(number)) if number else None


def _csv(plan: Plan, lang: str) -> bytes:
    return to_csv(plan.version_rows(lang)).encode("utf-8-sig")
