"""What only the user knows: how far features are fulfilled today, and the numbers of the target sheet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kano.decision.ratios import METHODS
from kano.errors import KanoError
from kano.i18n import Translate
from kano.readers.plan_file import Names
from kano.readers.targets_file import open_targets, to_rows
from kano.reports.table import to_csv
from kano.study import Study
from kano.text import clean, markdown
from kano.ui.ordering.work import COLUMNS, TargetsWork
from kano.ui.parts import ICONS, PAGES, remarks
from kano.ui.planned.editing import TABLES, unlike
from kano.ui.planned.work import PlanWork, fulfilled
from kano.ui.state import State, value_of


def now(kept: State, study: Study) -> tuple[tuple[str, float], ...]:
    """How far features are fulfilled today: the same numbers as those of the portfolio, to be entered here too."""
    t, work = kept.t, kept.plan_work(study)
    place = st.expander(t("ui.order.now"), icon=":material/checklist:")
    with place:
        st.caption(t("ui.order.now-about"))
        if work.invented:
            st.warning(t("ui.portfolio.invented"), icon=":material/science:")
        _levels(kept, work, study)
        st.page_link(PAGES["portfolio"], label=t("ui.order.now-file"), icon=ICONS["portfolio"])
    try:
        found = fulfilled(work.rows or ())
    except KanoError as problem:
        st.warning(markdown(problem.text(t)), icon=":material/warning:")
        return ()
    return tuple((name, found[name]) for name in study.data.features if name in found)


def _levels(kept: State, work: PlanWork, study: Study) -> None:
    """The table starts from what does not change while it is edited."""
    t, called = kept.t, _called(study, kept.lang)
    key = f"{study.source.sha256[:8]}_{kept.edition}"
    levels = kept.held("now_rows", key, lambda: work.levels(study.data.features))
    column = st.column_config.NumberColumn(
        t("portfolio.column.now"), min_value=0.0, max_value=100.0, format="%g %%", help=t("ui.portfolio.now-help")
    )
    rows = [{"feature": called[name], "now": level} for name, level in levels.items()]
    edited = _table(rows, ("now",), {"now": column}, f"now_{key}", t)
    work.fulfil({name: row["now"] for name, row in zip(levels, edited, strict=True)})


def _table(
    rows: list[dict[str, Any]], numbers: tuple[str, ...], config: dict[str, Any], key: str, t: Translate
) -> list[dict[str, Any]]:
    """A row per feature whose numbers are edited and whose name is not; blank is None."""
    frame = pd.DataFrame(rows, columns=["feature", *numbers])
    for column in numbers:
        frame[column] = pd.to_numeric(frame[column])
    feature = st.column_config.TextColumn(t("column.feature"), pinned=True)
    edited = st.data_editor(
        frame,
        key=key,
        hide_index=True,
        width="stretch",
        placeholder="–",
        disabled=["feature"],
        column_config={"feature": feature, **config},
    )
    return [{str(k): None if pd.isna(v) else v for k, v in row.items()} for row in edited.to_dict("records")]


def _called(study: Study, lang: str) -> Mapping[str, str]:
    return unlike(study, lang)


def aims(kept: State, study: Study) -> TargetsWork:
    """The numbers of the target sheet, as a table or as a file, and the method."""
    t, work = kept.t, kept.target_work(study)
    _files(kept, work, study)
    key = f"{study.source.sha256[:8]}_{kept.edition}"
    rows = kept.held("aim_rows", key, lambda: work.rows_for(study.data.features))
    called = _called(study, kept.lang)
    config = {
        name: st.column_config.NumberColumn(t(f"targets.column.{name}"), min_value=0.0, help=t(f"ui.order.aim-{name}"))
        for name in COLUMNS[1:]
    }
    shown = [{**row, "feature": called[row["feature"]]} for row in rows]
    edited = _table(shown, COLUMNS[1:], config, f"aims_{key}", t)
    work.edit([{**row, "feature": old["feature"]} for row, old in zip(edited, rows, strict=True)])
    _method(kept, work)
    return work


def _method(kept: State, work: TargetsWork) -> None:
    key = f"targets_method_{kept.edition}"
    st.selectbox(
        kept.t("targets.how.method"),
        METHODS,
        METHODS.index(work.method),
        format_func=lambda name: kept.t(f"ui.order.method-{name}"),
        key=key,
        on_change=lambda: work.choose(value_of(key)),
    )


def _files(kept: State, work: TargetsWork, study: Study) -> None:
    """The sheet as a file, to be filled in elsewhere and brought back."""
    t = kept.t
    left, right = st.columns(2, vertical_alignment="bottom")
    left.download_button(
        t("ui.order.targets-download"),
        partial(_file, work, study, kept.lang),
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


def _file(work: TargetsWork, study: Study, lang: str) -> bytes:
    rows = to_rows(study.data.features, study.labels(lang), lang, work.aims)
    return to_csv(rows).encode("utf-8-sig")


def _load(kept: State, work: TargetsWork, study: Study, key: str) -> None:
    """A sheet from a file; one that cannot be read is told and changes nothing."""
    found = value_of(key)
    if found is None:
        return
    try:
        read = open_targets(found.getvalue(), clean(found.name), Names(study.data.features, study.questionnaire))
        kept.act(work.take, read.aims, read.findings)
    except KanoError as problem:
        work.refuse(problem.text(kept.t))
