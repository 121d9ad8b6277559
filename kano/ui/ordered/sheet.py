"""The target sheet: what is aimed at as a table to fill in, and the adjusted ratios that come of it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kano.counts import Segment
from kano.decision.ratios import METHODS
from kano.decision.target_words import adjusted_text, describe
from kano.decision.targets import Target, Targets, targets
from kano.errors import KanoError
from kano.i18n import Translate
from kano.readers.plan_file import Names
from kano.readers.targets_file import open_targets, to_rows
from kano.reports import Report
from kano.reports.table import to_csv
from kano.service.conventions import cited
from kano.study import Study
from kano.text import clean, markdown
from kano.ui.ordered.work import COLUMNS, TargetsWork, aims_of, rows_of
from kano.ui.parts import remarks
from kano.ui.planned.editing import TABLES, unlike
from kano.ui.state import State, value_of

MOST = 1e9
ROW = 35
"""Pixels of a row in a table."""


def sheet(kept: State, report: Report, segment: Segment) -> None:
    """What is given, and the ratios as soon as one can be computed."""
    study, t, work = report.study, report.t, kept.targets_work(report.study)
    st.markdown(t("ui.order.targets-about"))
    _files(kept, work, study)
    _editor(kept, work, study)
    st.selectbox(
        t("ui.order.method"),
        METHODS,
        METHODS.index(work.method),
        format_func=lambda name: t(f"ui.order.method-{name}"),
        key=f"targets_method_{kept.edition}",
        on_change=lambda: work.choose(value_of(f"targets_method_{kept.edition}")),
    )
    if not work.begun:
        st.info(t("ui.order.targets-empty"), icon=":material/edit_note:")
        return
    _results(targets(report.result, work.aims, segment, work.method), report)


def _editor(kept: State, work: TargetsWork, study: Study) -> None:
    """Fold what is edited into what is kept; the table starts from what does not change while it is edited."""
    labels = {name: called for name, called in unlike(study, kept.lang).items() if name in study.data.features}
    key = f"{study.source.sha256[:8]}_{kept.edition}"
    base = kept.held("target_rows", key, lambda: rows_of(work.aims, labels))
    frame = pd.DataFrame(base, columns=list(COLUMNS))
    for column in COLUMNS[1:]:
        frame[column] = pd.to_numeric(frame[column])
    edited = st.data_editor(
        frame,
        key=f"targets_{key}",
        placeholder="–",
        hide_index=True,
        width="stretch",
        disabled=["feature"],
        column_config=_config(kept.t),
    )
    rows = [{str(k): None if pd.isna(v) else v for k, v in row.items()} for row in edited.to_dict("records")]
    work.edit(aims_of(rows, list(labels)))


def _config(t: Translate) -> dict[str, Any]:
    column = st.column_config
    numbers = {c: column.NumberColumn(t(f"targets.column.{c}"), min_value=0.0, max_value=MOST) for c in COLUMNS[1:]}
    return {"feature": column.TextColumn(t("targets.column.feature"), width=220), **numbers}


def _files(kept: State, work: TargetsWork, study: Study) -> None:
    """The sheet as a file, to be filled in elsewhere and brought back."""
    t = kept.t
    left, right = st.columns(2, vertical_alignment="bottom")
    left.download_button(
        t("ui.order.targets-download"),
        lambda: to_csv(to_rows(study.data.features, study.labels(kept.lang), kept.lang, work.aims)).encode("utf-8-sig"),
        file_name="targets.csv",
        mime="text/csv",
        icon=":material/download:",
        width="stretch",
        on_click="ignore",
    )
    key = f"targets_file_{kept.edition}"
    load = partial(_load, kept, work, study, key)
    right.file_uploader(t("ui.order.targets-upload"), type=TABLES, key=key, on_change=load)
    if work.problem:
        st.error(markdown(work.problem), icon=":material/error:")
    remarks(work.findings, t)


def _load(kept: State, work: TargetsWork, study: Study, key: str) -> None:
    """A sheet from a file; one that cannot be read is told and changes nothing."""
    found = value_of(key)
    if found is None:
        return
    try:
        file = open_targets(found.getvalue(), clean(found.name), Names(study.data.features, study.questionnaire))
    except KanoError as problem:
        work.problem = problem.text(kept.t)
        return
    kept.act(work.take, file.aims, file.findings)


def _results(made: Targets, report: Report) -> None:
    """The ratios by falling weight, what has none, and how they were made."""
    t = report.t
    remarks(report.called(made.findings), t)
    told = [line for line in made.lines if line.adjusted is not None]
    _table(told, report)
    if rest := [line for line in made.lines if line.adjusted is None]:
        with st.expander(t("targets.left-out", n=len(rest)), icon=":material/block:"):
            lines = [f"- {markdown(report.label(line.feature))}: {markdown(adjusted_text(line, t))}" for line in rest]
            st.markdown("\n".join(lines))
    with st.expander(t("ui.order.targets-conventions"), icon=":material/rule:"):
        for what, how in describe(made.conventions, t):
            st.markdown(f"**{markdown(what)}**: {markdown(how)}")
        st.caption("  \n".join(markdown(line) for line in cited(made.conventions["sources"], t)))
    data = to_csv(made.rows()).encode("utf-8-sig")
    label = t("ui.order.targets-results")
    st.download_button(label, data, "target-sheet.csv", "text/csv", icon=":material/download:", on_click="ignore")


def _table(lines: list[Target], report: Report) -> None:
    t, column = report.t, st.column_config
    rows = [
        {
            "feature": report.label(line.feature),
            "category": t(f"type.{line.category}"),
            "ratio": line.ratio,
            "adjusted": adjusted_text(line, t),
            "weight": line.weight,
            "share": line.share,
            "raw_share": line.raw_share,
        }
        for line in lines
    ]
    if not rows:
        return
    names = {key: t(f"targets.column.{key}") for key in rows[0]}
    config: dict[str, Any] = {key: column.NumberColumn(names[key], format="%.2f") for key in ("ratio", "weight")}
    config |= {key: column.NumberColumn(names[key], format="%.1f %%") for key in ("share", "raw_share")}
    config |= {key: column.TextColumn(names[key]) for key in ("category", "adjusted")}
    config["feature"] = column.TextColumn(names["feature"], pinned=True, width=220)
    st.dataframe(rows, hide_index=True, width="stretch", height=ROW * (len(rows) + 1) + 3, column_config=config)
