"""Every feature over periods. Shows what was found; computes nothing."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kano import charts
from kano.charts import Look
from kano.counted import values
from kano.drift.conventions import describe
from kano.drift.periods import ordered
from kano.drift.results import Drift, Side
from kano.drift.words import change_text, nothing, sentence, span_text, told
from kano.i18n import Translate
from kano.reports.table import to_csv
from kano.study import Study
from kano.text import markdown, p_value
from kano.ui import cache
from kano.ui.parts import picture, remarks
from kano.ui.segmenting import sources


def question(study: Study, t: Translate) -> str | None:
    """Which question holds the periods: chosen beforehand where it was counted as such, or one alone holds dates."""
    counted = study.bundled.periods if study.bundled else None
    dated = (counted,) if counted in study.segments else cache.dated(study)
    index = study.segments.index(dated[0]) if len(dated) == 1 else None
    key = f"drift_by_{study.source.sha256[:8]}"
    return st.selectbox(
        t("ui.drift.by"), study.segments, index, key=key, placeholder=t("ui.drift.choose"), persist_state="session"
    )


def order(study: Study, by: str, t: Translate) -> tuple[str, ...] | None:
    """The order of names that are no dates, when the user says another one than that of the names."""
    names = [name for name in values(study.count(by)) if name]
    found = ordered(names)
    if found.how == "time":
        return None
    with st.expander(t("ui.drift.order"), icon=":material/swap_horiz:"):
        st.caption(t("ui.drift.order-about"))
        key = f"drift_order_{study.source.sha256[:8]}_{study.segments.index(by)}"
        chosen = st.multiselect(t("ui.drift.order"), found.names, found.names, key=key, label_visibility="collapsed")
        if len(chosen) < len(names):
            st.warning(t("ui.drift.order-open"), icon=":material/info:")
            return None
    return None if tuple(chosen) == found.names else tuple(chosen)


def changes(found: Drift, look: Look) -> None:
    """What the data show to have changed, and what is to be remembered with it."""
    t = look.t
    remarks(found.remarks, t)
    lines = [f"- {markdown(line)}" for line in told(found, t, look.labels)]
    if lines:
        st.warning("\n".join([t("ui.drift.shown"), "", *lines]), icon=":material/timeline:")
    else:
        st.info(nothing(found, t), icon=":material/horizontal_rule:")
    st.caption(t("drift.caution"))


def strips(found: Drift, look: Look) -> None:
    """Better and worse from period to period, of all features or of those that are chosen."""
    t, features = look.t, {feature.feature: feature for feature in found.ranked}
    chosen = st.multiselect(
        t("ui.drift.features"),
        list(features),
        format_func=lambda name: look.labels.get(name, name),
        placeholder=t("ui.drift.all"),
        key=f"drift_features_{found.by}",
    )
    shown = [features[name] for name in chosen] or list(features.values())
    names = {feature.feature: look.labels.get(feature.feature, feature.feature) for feature in shown}
    alt = "\n".join(sentence(found, side, t, names[f.feature]) for f in shown for side in f.sides)
    picture(charts.drift_strips(found, shown, look), alt, "drift_strips")


def table(found: Drift, look: Look) -> None:
    """Every difference and test, to sort and to take away."""
    t = look.t
    with st.expander(t("ui.drift.table"), icon=":material/table:"):
        rows = [_row(look.labels.get(f.feature, f.feature), side, t) for f in found.ranked for side in f.sides]
        config: dict[str, Any] = {key: st.column_config.Column(t(f"drift.column-{key}")) for key in rows[0]}
        config["feature"] = st.column_config.Column(t("drift.column-feature"), pinned=True)
        st.dataframe(rows, hide_index=True, width="stretch", column_config=config)
    with st.container(horizontal=True):
        for name, listed in (("changes", found.change_rows()), ("periods", found.rows())):
            st.download_button(
                t(f"ui.drift.download-{name}"),
                to_csv(listed).encode("utf-8-sig"),
                f"drift-{name}.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
                key=f"drift_{name}",
            )


def _row(name: str, side: Side, t: Translate) -> dict[str, str]:
    return {
        "feature": name,
        "figure": t(f"column.{side.figure}"),
        "change": change_text(side, t),
        "difference": span_text(side.last.difference) if side.last else "-",
        "size": "-" if side.size is None else f"{side.size:.2f}",
        "p_adjusted": p_value(side.adjusted),
        "step_p_adjusted": p_value(side.step.adjusted) if side.step else "-",
    }


def conventions(found: Drift, t: Translate) -> None:
    """How periods were compared, and by what sources."""
    with st.expander(t("report.conventions"), icon=":material/rule:"):
        for what, how in describe(found.conventions, t):
            st.markdown(f"**{what}**: {markdown(how)}")
        sources(found.conventions["sources"], t)
