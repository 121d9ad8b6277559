"""Other forms of the method, a view of the Results page: analytical, weighted, fuzzy beside the standard."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kano.counted import Counted
from kano.counts import Segment
from kano.i18n import Translate
from kano.reports import Report
from kano.responses import Responses
from kano.sources import cite
from kano.text import markdown, percent
from kano.ui.parts import look as look_of
from kano.variants.analytical import Thresholds
from kano.variants.importance import Scale
from kano.variants.other_forms import Beside, How, OtherForms, other_forms

SOURCES = ("xu2009", "timko1993", "lee2009", "park_asc")
DECIMALS = {"r": "%.2f", "alpha": "%.0f°", "effective": "%.0f", "asc": "%.2f"}


def variants(report: Report, segment: Segment) -> None:
    """The same people in each form, for the segment that is shown."""
    t, answers = report.t, report.study.data
    st.caption(t("ui.variants.about"))
    if not isinstance(answers, Responses):
        none = "ui.bundle.no-forms" if isinstance(answers, Counted) else "ui.results.no-pairs"
        st.info(t(none), icon=":material/info:")
        return
    asked = answers.importance is not None
    if not asked:
        st.info(t("ui.variants.no-importance"), icon=":material/info:")
    how = How(_thresholds(t), Scale.UNIT if asked else Scale.EQUAL)
    found = other_forms(answers, report.result, how)
    _table(found, report, segment)
    _notes(found, segment, asked, t)


def _thresholds(t: Translate) -> Thresholds:
    """The analyst's own, to be seen and changed."""
    usual = Thresholds()
    with st.expander(t("ui.variants.thresholds"), icon=":material/tune:"):
        st.caption(t("ui.variants.thresholds-about"))
        first, second, third = st.columns(3)
        r0 = first.number_input(t("ui.variants.r0"), 0.0, 1.4, usual.r0, 0.05, key="variants_r0")
        low = second.number_input(t("ui.variants.low"), 1.0, 88.0, usual.low, 1.0, key="variants_low")
        high = third.number_input(t("ui.variants.high"), 2.0, 89.0, usual.high, 1.0, key="variants_high")
    return Thresholds(r0, low, high)


def _table(found: OtherForms, report: Report, segment: Segment) -> None:
    t, look = report.t, look_of(report.study)
    rows = [
        _row(beside, look.labels.get(beside.standard.feature, beside.standard.feature), t)
        for beside in found.of(segment)
    ]
    names = {"feature": "column.feature", "standard": "ui.variants.standard", "analytical": "variants.analytical"}
    names |= {
        "weighted": "variants.weighted",
        "fuzzy": "ui.variants.fuzzy",
        "r": "variants.r",
        "alpha": "variants.alpha",
    }
    names |= {"sure": "variants.sure", "effective": "variants.effective", "asc": "variants.asc"}
    config: dict[str, Any] = {key: st.column_config.Column(t(name)) for key, name in names.items()}
    for key, form in DECIMALS.items():
        config[key] = st.column_config.NumberColumn(t(names[key]), format=form)
    st.dataframe(rows, hide_index=True, width="stretch", height=35 * (len(rows) + 1) + 3, column_config=config)


def _row(beside: Beside, name: str, t: Translate) -> dict[str, Any]:
    vector, weights, known = beside.vector, beside.weighted, not beside.standard.suppressed
    sure = weights.probability[weights.category] if weights.probability and weights.category else None
    hidden = beside.standard.suppressed or beside.few_rated
    return {
        "feature": name,
        "standard": beside.standard.called(t),
        "analytical": _kind(vector.category, hidden, t) + (" ⚠" if vector.outside else ""),
        "r": vector.r,
        "alpha": vector.alpha,
        "weighted": _kind(weights.category, hidden, t),
        "sure": "-" if sure is None else percent(sure),
        "effective": weights.effective if known and weights.n else None,
        "fuzzy": _kind(beside.fuzzy.category, beside.standard.suppressed, t),
        "asc": beside.indices.average.estimate,
    }


def _kind(category: str | None, hidden: bool, t: Translate) -> str:
    if category:
        return t(f"type.{category}")
    return t("category.suppressed" if hidden else "category.none")


def _notes(found: OtherForms, segment: Segment, asked: bool, t: Translate) -> None:
    """What each form is, what is in none of them, and how far their sources are known."""
    for form in ("analytical", "weighted", "fuzzy-about", "asc"):
        st.markdown(t(f"ui.variants.{form}"))
    shown = [beside for beside in found.of(segment) if not beside.standard.suppressed]
    if any(beside.vector.outside for beside in shown):
        st.caption("⚠ " + t("ui.variants.outside"))
    silent = sum(beside.weighted.without_importance for beside in shown)
    if asked and silent:
        st.caption(t("ui.variants.without-importance", n=silent))
    for finding in found.findings_of(segment):
        st.caption("⚠ " + markdown(finding.text(t)))
    sources = [(cite(key).citation, t(f"source.{cite(key).status}")) for key in SOURCES]
    st.caption("  \n".join(f"{markdown(citation)}: {markdown(status)}" for citation, status in sources))
