"""What is behind a number: the 25 cells of a feature, and the people in them, without names."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from kano import charts
from kano.answers import CATEGORIES
from kano.behind import people_behind
from kano.certainty import share_intervals
from kano.charts import Look
from kano.classification import FeatureResult, summary_line
from kano.counts import PairCounts, Segment
from kano.reports import Report
from kano.responses import Responses
from kano.suppression import hide
from kano.text import markdown
from kano.ui.parts import look as look_of
from kano.ui.parts import picture
from kano.ui.verbatims import own_words


def behind(report: Report, segment: Segment) -> None:
    """For the end of any page of results: a feature is chosen, its answers are shown."""
    with st.expander(report.t("ui.behind.title"), icon=":material/search:"):
        opened(report, segment, None)


def opened(report: Report, segment: Segment, first: int | None = 0) -> None:
    """One feature down to its 25 cells and its people."""
    t, look, study = report.t, look_of(report.study), report.study
    if not isinstance(study.everyone, PairCounts):
        st.info(t("ui.results.no-pairs"), icon=":material/info:")
        return
    features = {feature.feature: feature for feature in report.result.of(segment)}
    label = look.labels
    name = st.selectbox(
        t("column.feature"), list(features), first, format_func=lambda f: label.get(f, f), key=f"answers_of_{first}"
    )
    if name is None:
        return
    if features[name].suppressed:
        st.info(
            markdown(summary_line(features[name], t, look.labels.get(name, name))), icon=":material/visibility_off:"
        )
        return
    _cells(features[name], report, look)
    if isinstance(study.data, Responses):
        _people(features[name], report, study.data)
    else:
        st.caption(t("ui.bundle.no-people"))
    own_words(report, segment, name)


def _cells(feature: FeatureResult, report: Report, look: Look) -> None:
    t, settings, name = report.t, report.result.settings, feature.feature
    pairs = hide(report.study.count(report.result.counts.by), settings.least).counts
    assert isinstance(pairs, PairCounts)
    cells = pairs.cells[pairs.segments.index(feature.segment), pairs.features.index(name)]
    line = summary_line(feature, t, look.labels.get(name, name))
    left, right = st.columns([3, 2])
    with left:
        picture(charts.answer_grid(cells, settings.table, name, look), t("chart.answers", feature=name), "grid")
    with right:
        counts = np.array([feature.counts[c] for c in CATEGORIES], dtype=float)
        shares = charts.category_shares(feature.counts, share_intervals(counts, settings.level), settings.level, look)
        picture(shares, line, "shares")
    reasons = ", ".join(f"{t(f'report.{reason}')}: {n}" for reason, n in feature.left_out.items())
    st.caption(markdown(f"{line} · {reasons}"))


def _people(feature: FeatureResult, report: Report, data: Responses) -> None:
    """Each person's row, those of one category when one is chosen."""
    t, result = report.t, report.result
    table, by, least = result.settings.table, result.counts.by, result.settings.least
    people = people_behind(
        data, feature.feature, table, by, feature.segment, least, report.study.numbers, result.together
    )
    kinds = [c for c in CATEGORIES if any(person.category == c for person in people)]
    chosen = st.pills(
        t("ui.behind.people"), kinds, format_func=lambda c: t(f"type.{c}"), key=f"behind_{feature.feature}"
    )
    shown = [person for person in people if chosen in (None, person.category)]
    rows = [_row(person.row(), report) for person in shown]
    st.dataframe(
        rows, hide_index=True, width="stretch", height=min(35 * len(rows) + 38, 320), column_config=_names(report)
    )
    st.caption(t("ui.behind.about", n=len(rows)))


def _row(row: dict[str, Any], report: Report) -> dict[str, Any]:
    t = report.t
    words = {side: t(f"answer.{row[side]}") if row[side] else "-" for side in ("functional", "dysfunctional")}
    hidden = {key: t("segment.hidden") for key, value in row.items() if value is None and key != "importance"}
    kind = t(f"type.{row['category']}") if row["category"] else "-"
    return {**row, **hidden, **words, "category": kind}


def _names(report: Report) -> dict[str, Any]:
    t = report.t
    keys = ("respondent", "functional", "dysfunctional", "category", "importance")
    return {
        key: st.column_config.Column(t(f"ui.behind.{key}") if key == "importance" else t(f"column.{key}"))
        for key in keys
    }
