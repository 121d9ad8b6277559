"""Every feature over the segments of one question about the person. Shows a split; computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kano import charts
from kano.charts import Look
from kano.classification import Estimate, summary_line
from kano.i18n import Translate
from kano.split_record import describe
from kano.splits import FeatureSplit, Split, told
from kano.study import Study
from kano.text import markdown, p_value
from kano.ui.parts import picture, remarks

SAID = ("segments-hidden", "segments-together", "feature-hidden", "split-single")
"""What is remarked on here; doubts about the answers are on the page of the results."""


def question(study: Study, t: Translate) -> str:
    """Which question about the person is looked at."""
    key = f"split_by_{study.source.sha256[:8]}"
    chosen = st.selectbox(t("ui.segments.by"), study.segments, key=key, persist_state="session")
    return chosen or study.segments[0]


def peaks(split: Split, look: Look) -> None:
    """The features whose category for everyone hides that segments differ, by name."""
    t = look.t
    remarks([finding for finding in split.findings if finding.code in SAID], t)
    if len(split.segments) < 2:
        return
    lines = [f"- {markdown(told(feature, t, look.labels.get(feature.feature, '')))}" for feature in split.two_peaks]
    if lines:
        st.warning("\n".join([t("ui.segments.peaks"), "", *lines]), icon=":material/call_split:")
    else:
        st.info(t("ui.segments.no-peaks"), icon=":material/join:")


def every_feature(split: Split, look: Look) -> None:
    """The categories of everyone and of each segment, the features that differ first."""
    t, names = look.t, [look.t("segment.everyone"), *split.segments]
    alt = "\n".join(summary_line(f.everyone, t, look.labels.get(f.feature, "")) for f in split.features if f.everyone)
    picture(charts.by_segment(split, look), alt, "by_segment")
    numbered(names)


def numbered(names: Sequence[str]) -> None:
    """What the numbers stand for that a narrow page shows above the columns."""
    st.caption(" · ".join(f"{number} {markdown(name)}" for number, name in enumerate(names, start=1)))


def one_feature(split: Split, look: Look) -> None:
    """One feature: its shares in each segment, better and worse, the test and the differences."""
    t = look.t
    features = {feature.feature: feature for feature in charts.ranked(split)}
    if not any(feature.segments for feature in features.values()):
        return
    name = st.selectbox(
        t("ui.segments.one"), list(features), format_func=lambda f: look.labels.get(f, f), key=f"split_of_{split.by}"
    )
    feature = features[name]
    if not feature.segments:
        st.info(t("ui.segments.nothing"), icon=":material/visibility_off:")
        return
    line = _test(feature, t)
    left, right = st.columns(2)
    with left:
        if feature.residuals:
            picture(charts.shares_by_segment(feature, look), line, "shares_by_segment")
    with right:
        picture(charts.coefficients_by_segment(feature, look), line, "coefficients_by_segment")
    st.caption(markdown(line))
    _differences(feature, t)


def _test(feature: FeatureSplit, t: Translate) -> str:
    test = feature.test
    if test is None or test.v is None:
        return t("ui.segments.untested")
    how = t("split.method-chi-square") if test.method == "chi-square" else t("split.method-permutation")
    figures = {"statistic": f"{test.statistic:.2f}", "df": test.df, "p": p_value(test.p), "v": f"{test.v:.2f}"}
    return t("ui.segments.test", how=how, adjusted=p_value(feature.adjusted), **figures)


def _differences(feature: FeatureSplit, t: Translate) -> None:
    """Better and worse of one segment less another's."""
    rows: list[dict[str, Any]] = []
    for each in feature.differences:
        second = t("ui.segments.rest") if each.second is None else each.second
        row = {"first": each.first, "second": second, "better": _span(each.better), "worse": _span(each.worse)}
        rows.append(row)
    if rows:
        config: dict[str, Any] = {key: st.column_config.Column(t(f"ui.segments.{key}")) for key in rows[0]}
        with st.expander(t("ui.segments.differences"), icon=":material/difference:"):
            st.dataframe(rows, hide_index=True, width="stretch", column_config=config)


def _span(value: Estimate) -> str:
    if value.estimate is None:
        return "-"
    ends = f" [{value.low:+.2f}, {value.high:+.2f}]" if value.low is not None and value.high is not None else ""
    return f"{value.estimate:+.2f}{ends}"


def conventions(split: Split, t: Translate) -> None:
    """How segments were compared, and by what sources."""
    with st.expander(t("report.conventions"), icon=":material/rule:"):
        for what, how in describe(split.conventions, t):
            st.markdown(f"**{what}**: {markdown(how)}")
        sources(split.conventions["sources"], t)


def sources(listed: Sequence[dict[str, str]], t: Translate) -> None:
    """What is cited, and how well we know it."""
    for source in listed:
        status = t(f"source.{source['status']}")
        st.caption(markdown(f"{source['citation']}: {status}"))
