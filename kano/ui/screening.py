"""Parts of the Screening page: the rules and their thresholds, who they flag and why, and what changes without them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kano import charts
from kano.answers import ANSWERS, CATEGORIES, Category
from kano.charts import Look
from kano.errors import KanoError
from kano.flags import SHARES, THRESHOLDS, Control, Rules
from kano.i18n import Translate
from kano.responses import Responses
from kano.screening import Change, Screening, told
from kano.sources import Status
from kano.study import Study
from kano.text import markdown
from kano.ui.parts import picture
from kano.ui.state import State, value_of


def choose(study: Study, look: Look) -> Rules:
    """Every rule with its threshold; the usual ones stand there first, and nothing is left out by them."""
    usual, t = Rules(), look.t
    with st.expander(t("ui.screening.rules"), icon=":material/tune:"):
        st.caption(t("screening.about-expected", expected=usual.expected))
        given: dict[str, Any] = {rule: _rule(rule, getattr(usual, rule), usual, t) for rule in THRESHOLDS}
        controls = _controls(study, look)
    return Rules(**given, controls=controls)


def _rule(rule: str, usual: float, rules: Rules, t: Translate) -> int | float | None:
    """One rule: on or off, and its threshold, a share in percent."""
    share = rule in SHARES
    left, right = st.columns([3, 1], vertical_alignment="center")
    first = round(100 * usual) if share else int(usual)
    now = f"{value_of(f'threshold_{rule}') or first}{'%' if share else ''}"
    about = t(f"screening.about-{rule}", threshold=now, share=f"{rules.contradictory_share:.0%}")
    name = t(f"screening.rule-{rule}")
    label = f"**{name}** · %" if share else f"**{name}**"
    is_on = left.toggle(label, value=True, help=about, key=f"rule_{rule}", persist_state="session")
    number = right.number_input(
        name,
        1,
        100 if share else 999,
        first,
        disabled=not is_on,
        label_visibility="collapsed",
        key=f"threshold_{rule}",
        persist_state="session",
    )
    if not is_on:
        return None
    # Where the user leaves the share as it is, it is the exact one: a third is no round percentage.
    same = share and number == first
    return usual if same else number / 100 if share else int(number)


def _controls(study: Study, look: Look) -> tuple[Control, ...]:
    """A control feature, when the user names one and what people who read say of it."""
    assert isinstance(study.data, Responses)
    t, of = look.t, study.source.sha256[:8]
    left, right = st.columns(2)
    feature = left.selectbox(
        t("ui.screening.control"),
        study.data.features,
        None,
        format_func=lambda name: look.labels.get(name, name),
        placeholder=t("ui.decide.choose"),
        help=t("screening.about-control"),
        key=f"control_{of}",
    )
    passes = right.multiselect(
        t("ui.screening.passes"),
        list(CATEGORIES),
        format_func=lambda letter: t(f"type.{letter}"),
        placeholder="",
        disabled=feature is None,
        key=f"passes_{of}",
    )
    return (Control(feature, tuple(map(Category, passes))),) if feature and passes else ()


def headline(found: Screening, t: Translate) -> None:
    n, whole = len(found.people.respondents), len(found.people.whole)
    figures = {t("ui.results.people"): whole, t("ui.screening.flagged"): n}
    figures |= {t("ui.screening.changed"): len(found.changed)}
    with st.container(horizontal=True, gap="large"):
        for label, figure in figures.items():
            st.metric(label, figure, width="content")


def by_rule(found: Screening, look: Look) -> None:
    """A bar per rule, and the rules that could not be followed with the reason."""
    t, chart = look.t, charts.flagged_by_rule(found, look)
    picture(chart, chart.usermeta["title"], "flagged")
    unused = {rule: t(f"screening.unused-{reason}") for rule, reason in found.people.found.unused.items()}
    unused |= {rule: t("screening.unused-off") for rule in THRESHOLDS if rule not in found.people.rules.thresholds()}
    for rule, reason in unused.items():
        st.caption(f":material/remove: {t(f'screening.rule-{rule}')}: {reason}")
    for source in found.people.record()["sources"]:
        if source["status"] == Status.UNVERIFIED and "speed" in found.people.by_rule:
            st.caption(f":orange[:material/help:] {t('screening.rule-speed')}: {t('source.unverified')}")


def people(found: Screening, look: Look, of: str) -> None:
    """A row per flag of the study `of`; a row that is clicked shows that person's answers."""
    t, names = look.t, look.labels
    if not found.flags:
        st.success(t("ui.screening.none"), icon=":material/check:")
        return
    rows = [
        {
            "respondent": flag.respondent + 1,
            "rule": t(f"screening.rule-{flag.rule}"),
            "evidence": told(flag, t, names),
        }
        for flag in found.flags
    ]
    st.caption(t("ui.screening.people-about"))
    chosen: Any = st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(35 * len(rows) + 38, 320),
        column_config=_names(rows[0], t),
        on_select="rerun",
        selection_mode="single-row",
        key=f"flags_{of}_{len(rows)}",
    )
    if chosen.selection.rows:
        _answers(found, found.flags[chosen.selection.rows[0]].respondent, names, t)


def _answers(found: Screening, person: int, names: dict[str, str], t: Translate) -> None:
    """What one person said, without a name."""
    said, table = found.people.whole, found.people.table
    st.markdown(f"**{t('report.respondent')} {person + 1}**")
    rows = []
    for f, feature in enumerate(said.features):
        codes = [int(side[person, f]) for side in (said.functional, said.dysfunctional)]
        pair = [ANSWERS[code - 1] if code else None for code in codes]
        kind = t(f"type.{table[pair[0], pair[1]]}") if pair[0] and pair[1] else "-"
        words = [t(f"answer.{answer}") if answer else t("answer.none") for answer in pair]
        name = names.get(feature, feature)
        rows.append({"feature": name, "functional": words[0], "dysfunctional": words[1], "category": kind})
    st.dataframe(rows, hide_index=True, width="stretch", column_config=_names(rows[0], t))


def beside(found: Screening, look: Look) -> None:
    """The results with and without the flagged, and the features that change."""
    t, chart = look.t, charts.with_and_without(found, look)
    picture(chart, chart.usermeta["title"], "with_without")
    if not found.changed:
        st.caption(t("ui.screening.unchanged"))
        return
    rows = [_change(change, look, t) for change in found.changed]
    st.dataframe(rows, hide_index=True, width="stretch", column_config=_names(rows[0], t))


def _change(change: Change, look: Look, t: Translate) -> dict[str, str]:
    sides = {}
    for key, side in (("everyone", change.everyone), ("rest", change.rest)):
        verdict = f" ({t(f'verdict.{side.verdict}')})" if side.verdict else ""
        sides[key] = side.called(t) + verdict
    changes = t("column.category") if change.category else t("column.verdict")
    return {"feature": look.labels.get(change.feature, change.feature), **sides, "changes": changes}


def _names(row: dict[str, Any], t: Translate) -> dict[str, Any]:
    return {key: st.column_config.Column(t(f"column.{key}")) for key in row}


def switch(kept: State, study: Study, found: Screening, t: Translate) -> None:
    """The one place where people are left out, or brought back."""
    left_out = kept.study.screened if kept.study else None
    same = left_out is not None and left_out.record() == found.people.record()
    with st.container(border=True):
        if left_out:
            st.markdown(f":orange[:material/filter_alt:] {t('ui.screening.out', n=len(left_out.respondents))}")
            st.button(t("ui.screening.back"), icon=":material/undo:", on_click=kept.keep_study, args=(study,))
            if not same:
                st.caption(t("ui.screening.other"))
        if found.flags and not same:
            st.markdown(t("ui.screening.switch-about"))
            _leave_out(kept, study, found, "instead" if left_out else "switch", t)


def _leave_out(kept: State, study: Study, found: Screening, how: str, t: Translate) -> None:
    try:
        without = study.leave_out(found.people)
    except KanoError as problem:
        st.warning(markdown(problem.text(t)), icon=":material/block:")
        return
    label = t(f"ui.screening.{how}", n=len(found.people.respondents))
    st.button(label, icon=":material/filter_alt:", on_click=kept.keep_study, args=(without,))
