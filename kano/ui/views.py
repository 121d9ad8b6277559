"""The tabs of the Results page. Each shows a report; none computes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kano import charts
from kano.answers import CATEGORIES, MODELLED, Category
from kano.charts import Look
from kano.charts.map import CUTS
from kano.classification import summary_line
from kano.conventions import describe
from kano.counts import Segment
from kano.i18n import Translate
from kano.reports import Report
from kano.reports.figures import note_of
from kano.rules import TIE_ORDER
from kano.text import many, markdown, percent
from kano.ui.parts import look as look_of
from kano.ui.parts import picture

DECIMALS = {"category_strength", "total_strength", "importance", "x", "y", "sd_x", "sd_y"}
DECIMALS |= {f"{side}{end}" for side in ("better", "worse") for end in ("", "_low", "_high")}


def headline(report: Report, segment: Segment) -> None:
    """How many people and features, and how many of each main type."""
    t, features = report.t, report.result.of(segment)
    people = [f.n + sum(f.left_out.values()) for f in features if f.n is not None]
    figures: dict[str, Any] = {t("ui.results.people"): many(max(people)) if people else "-"}
    if report.study.is_weighted:
        whole = {t("ui.results.people"): many(report.study.people or 0)} if segment is None else {}
        figures = {**whole, t("ui.results.alike"): many(max(people)) if people else "-"}
    figures |= {t("ui.results.features"): len(features)}
    kinds = {letter: sum(f.category == letter for f in features) for letter in TIE_ORDER}
    figures |= {t(f"type.{letter}"): n for letter, n in kinds.items() if n or letter in MODELLED}
    with st.container(horizontal=True, gap="large"):
        for label, figure in figures.items():
            st.metric(label, figure, width="content")


def overview(report: Report, segment: Segment) -> None:
    t, look, features = report.t, look_of(report.study), report.result.of(segment)
    note = f"{t('chart.verdicts')}\n{note_of(report, segment)}"
    alt = "\n".join(summary_line(f, t, look.labels.get(f.feature, "")) for f in features)
    picture(charts.overview(features, look, note), alt, "overview_chart")


def curves(report: Report, segment: Segment) -> None:
    t, look = report.t, look_of(report.study)
    shown = [curve for curve in report.curves if curve.segment == segment]
    with_numbers(report, look, charts.all_curves(shown, look), "curves_chart")
    names = [curve.feature for curve in shown if curve.classic is not None]
    name = st.selectbox(t("ui.results.one-curve"), names, format_func=lambda f: look.labels.get(f, f), key="curve")
    if name is None:
        return
    curve = next(curve for curve in shown if curve.feature == name)
    note = t("chart.curve-note", band=round(100 * report.result.settings.band))
    picture(charts.one_curve(curve, look, note), t("chart.curve", feature=look.labels.get(name, name)), "curve_chart")
    if not curve.modelled:
        key = "ui.results.reverse-curve" if curve.category is Category.REVERSE else "ui.results.not-modelled"
        st.info(t(key, category=look.kind(curve.category)), icon=":material/info:")


def better_worse(report: Report, segment: Segment) -> None:
    t, look = report.t, look_of(report.study)
    cut = st.radio(
        t("ui.results.cut"),
        CUTS,
        format_func=lambda c: t(f"cut.{c}"),
        key="cut",
        persist_state="session",
        horizontal=True,
    )
    with_numbers(report, look, charts.better_worse_map(report.result.of(segment), look, cut), "map_chart")


def plane(report: Report, segment: Segment) -> None:
    t, look, features = report.t, look_of(report.study), report.result.of(segment)
    if not any(feature.continuous for feature in features):
        st.info(t("ui.results.no-pairs"), icon=":material/info:")
        return
    with_numbers(report, look, charts.continuous_plane(features, look), "plane_chart")


def with_numbers(report: Report, look: Look, chart: Any, key: str) -> None:
    """A chart of numbered features, and beside it what the numbers stand for."""
    left, right = st.columns([3, 1])
    with left:
        picture(chart, chart.usermeta["title"], key)
    names = [look.labels.get(f, f) for f in report.result.counts.features]
    right.caption("  \n".join(f"{number} {markdown(name)}" for number, name in enumerate(names, start=1)))


def table(report: Report, segment: Segment) -> None:
    """Every figure, to sort and to read."""
    t, look, result = report.t, look_of(report.study), report.result
    both = zip(result.features, result.rows(), strict=True)
    rows = [_shown(row, feature.called(t), report, look) for feature, row in both if feature.segment == segment]
    config: dict[str, Any] = {key: st.column_config.Column(_column(key, t)) for key in rows[0]}
    for key in rows[0]:
        if key in DECIMALS:
            config[key] = st.column_config.NumberColumn(_column(key, t), format="%.2f")
    st.dataframe(rows, hide_index=True, width="stretch", height=35 * (len(rows) + 1) + 3, column_config=config)


def _shown(row: dict[str, Any], kind: str, report: Report, look: Look) -> dict[str, Any]:
    """A row of the results in words."""
    t, sure = report.t, row["probability"]
    words = {"feature": look.labels.get(row["feature"], row["feature"]), "type": kind}
    words |= {"verdict": t(f"verdict.{row['verdict']}") if row["verdict"] else "-"}
    words |= {"probability": "-" if sure is None else percent(sure)}
    rest = {key: value for key, value in row.items() if key not in (*words, "segment", "category", "suppressed")}
    return {**words, **rest}


def _column(key: str, t: Translate) -> str:
    return key if key in tuple(CATEGORIES) else t(f"column.{key}")


def conventions(report: Report) -> None:
    """How every number on the page was made, and what is in none of them."""
    t = report.t
    with st.expander(t("report.conventions"), icon=":material/rule:"):
        for what, how in describe(report.result.conventions, t):
            st.markdown(f"**{what}**: {markdown(how)}")
    with st.expander(t("report.left-out"), icon=":material/filter_alt_off:"):
        left = report.study.left_out()
        for key in ("respondents", "respondents_without_answers", "pairs", "columns", "read_as_no_answer"):
            if key in left:
                value = left[key] if isinstance(left[key], int) else ", ".join(map(markdown, left[key] or ())) or "-"
                st.markdown(f"**{t(f'report.{key}')}**: {value}")
