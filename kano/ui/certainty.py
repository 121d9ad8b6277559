"""The views of the Certainty page. Each shows what was found; none computes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import streamlit as st

from kano import charts
from kano.classification import FeatureResult, Verdict, summary_line
from kano.counts import Segment
from kano.leading import fong_text, pair_text
from kano.ranking import SIGNS
from kano.reports import Report
from kano.reports.figures import note_of
from kano.sensitivity import choice_text
from kano.settling import needed_text, reason_text
from kano.text import markdown, p_value, percent
from kano.trust import Trust, describe
from kano.ui.parts import look as look_of
from kano.ui.parts import picture

ROW = 35
"""Pixels of a row in a table."""


def headline(found: Trust, report: Report, segment: Segment) -> None:
    """How many features are clear, leaning, too close."""
    t, verdicts = report.t, Counter(feature.verdict for feature in found.result.of(segment))
    with st.container(horizontal=True, gap="large"):
        for verdict in Verdict:
            st.metric(f"{SIGNS[verdict]} {t(f'verdict.{verdict}')}", verdicts[verdict], width="content")
        if verdicts[None]:
            st.metric(t("verdict.none"), verdicts[None], width="content")


def now(found: Trust, report: Report, segment: Segment) -> None:
    t, look, features = report.t, look_of(report.study), found.result.of(segment)
    alt = "\n".join(summary_line(f, t, look.labels.get(f.feature, "")) for f in features)
    picture(charts.trust_bars(features, found.result.settings, look, note_of(report, segment)), alt, "trust_chart")


def more(found: Trust, report: Report, segment: Segment) -> None:
    t, outlooks = report.t, found.settling.of(segment)
    lines = []
    for outlook in outlooks:
        chances = ", ".join(f"+{n} {percent(chance)}" for n, chance in (outlook.chances or {}).items())
        needed = f"{t('column.needed')}: {needed_text(outlook, found.settling, t)}"
        lines.append(f"{report.label(outlook.feature)}: {chances}; {needed}")
    chart = charts.settling_strip(found.settling, outlooks, look_of(report.study), note_of(report, segment))
    picture(chart, "\n".join(lines), "settling_chart")
    silent = {o.feature: o.reason for o in outlooks if o.reason and o.reason != "split"}
    if silent:
        told = "; ".join(f"{markdown(report.label(f))} ({reason_text(why, t)})" for f, why in silent.items())
        st.caption(t("ui.certainty.unknown", features=told))


def choices(found: Trust, report: Report, segment: Segment) -> None:
    """A row per feature that some other choice changes, a column per choice that changes something."""
    t, changes, result = report.t, found.sensitivity.of(segment), found.result.of(segment)
    listed = ", ".join(choice_text(choice, t) for choice in found.sensitivity.choices)
    if not changes:
        st.success(markdown(t("ui.certainty.no-changes", choices=listed)), icon=":material/check:")
        return
    used = [c for c in found.sensitivity.choices if any(change.choice == c for change in changes)]
    others = {(change.feature, change.choice): change for change in changes}
    moved = [feature for feature in result if any(change.feature == feature.feature for change in changes)]
    st.write(t("ui.certainty.changes", n=len(moved), all=len(result)))
    rows = []
    for feature in moved:
        row = {"feature": report.label(feature.feature), "now": _kind(feature, report)}
        for place, choice in enumerate(used):
            change = others.get((feature.feature, choice))
            row[f"choice{place}"] = t(f"type.{change.other}") if change and change.other else "-" if change else ""
        rows.append(row)
    names = {"feature": t("column.feature"), "now": t("column.now")}
    _table(rows, names | {f"choice{place}": choice_text(choice, t) for place, choice in enumerate(used)})
    st.caption(t("ui.certainty.stable", features=_stable(found, report, segment)))
    st.caption(t("ui.certainty.looked", choices=markdown(listed)))


def _stable(found: Trust, report: Report, segment: Segment) -> str:
    names = [report.label(feature) for feature, at in found.sensitivity.stable if at == segment]
    return ", ".join(map(markdown, names)) or "-"


def tests(found: Trust, report: Report, segment: Segment) -> None:
    """The exact test beside Fong's, with what is wrong with that."""
    t = report.t
    st.write(t("ui.certainty.tests-about"))
    both = zip(found.result.features, found.leading.features, strict=True)
    rows = [
        {
            "feature": report.label(feature.feature),
            "category": _kind(feature, report),
            "leaders": pair_text(pair, t),
            "p": reason_text(pair.reason, t) if pair.reason else p_value(pair.exact),
            "p_adjusted": p_value(pair.adjusted),
            "fong": fong_text(pair, t),
        }
        for feature, pair in both
        if feature.segment == segment
    ]
    _table(rows, {key: t(f"column.{key}") for key in rows[0]})


def _kind(feature: FeatureResult, report: Report) -> str:
    sign = SIGNS[feature.verdict] + " " if feature.verdict else ""
    return sign + feature.called(report.t)


def _table(rows: list[dict[str, Any]], names: dict[str, str]) -> None:
    config = {key: st.column_config.Column(name) for key, name in names.items()}
    config["feature"] = st.column_config.Column(names["feature"], pinned=True)
    st.dataframe(rows, hide_index=True, width="stretch", height=ROW * (len(rows) + 1) + 3, column_config=config)


def conventions(found: Trust, report: Report) -> None:
    """How everything on the page was found; what is not said here is said of the classification."""
    with st.expander(report.t("ui.certainty.conventions"), icon=":material/rule:"):
        for what, how in describe(found.conventions, report.t):
            st.markdown(f"**{what}**: {markdown(how)}")
