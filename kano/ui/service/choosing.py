"""Which columns make an item: proposed in a table, edited, and confirmed with one click."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from kano.errors import KanoError
from kano.i18n import Translate
from kano.questionnaire import DIMENSIONS
from kano.readers import Table, items_file
from kano.readers.service import template_labels
from kano.service.items import WORDINGS, Items, check
from kano.text import NAME_LENGTH, clean, markdown
from kano.ui import cache
from kano.ui.parts import remarks
from kano.ui.service import scales
from kano.ui.service.work import COLUMNS, OTHER, half_rows, items_of, rows_of
from kano.ui.state import State, value_of


def choose(kept: State, table: Table, t: Translate) -> None:
    """The table of items, what belongs to all of them, and the click that confirms them."""
    work = kept.service
    proposal, problem = cache.items_proposal(table)
    if work.items is None:
        found = (proposal.items, proposal.numbered, bool(proposal.unlike)) if proposal else (Items(()),)
        work.take(*found)
    confirmed = work.confirmed is not None
    with st.expander(t("ui.gaps.items"), expanded=not confirmed, icon=":material/table_rows:"):
        if problem:
            st.warning(markdown(problem.text(t)), icon=":material/help:")
        elif proposal and not confirmed:
            remarks(proposal.findings, t)
        st.write(t("ui.gaps.items-about"))
        if proposal and proposal.doubt and work.unlike:
            _one_item(kept, proposal.doubt, t)
        _wording(kept, t)
        _edited(kept, table, t)
        scales.choose(kept, table, t)
        _file(kept, t)
        _confirm(kept, t)


def _one_item(kept: State, doubt: KanoError, t: Translate) -> None:
    """Whether columns of one number are one item although they are called differently."""
    key = f"one_item_{kept.edition}"
    st.warning(markdown(doubt.text(t)), icon=":material/help:")
    label, said = t("ui.gaps.one-item"), lambda: kept.act(kept.service.join, value_of(key))
    st.checkbox(label, kept.service.one_item, key=key, on_change=said)


def _wording(kept: State, t: Translate) -> None:
    """Which items are reversed, of the 22: asked, with nothing chosen before."""
    work, key = kept.service, f"wording_{kept.edition}"
    if not work.numbered:
        return
    options = (*WORDINGS, OTHER)
    st.radio(
        t("ui.gaps.wording"),
        options,
        options.index(work.wording) if work.wording else None,
        format_func=lambda wording: t(f"ui.gaps.wording-{wording}"),
        key=key,
        on_change=lambda: kept.act(work.word, value_of(key)),
    )
    if work.wording is None:
        st.info(t("ui.gaps.wording-needed"), icon=":material/help:")


def _edited(kept: State, table: Table, t: Translate) -> None:
    """Fold what is edited into what is kept; the table starts from what does not change while it is edited."""
    work, upload = kept.service, kept.service_upload
    now, key = work.items or Items(()), f"{upload.key if upload else ''}_{kept.edition}"
    called = {name: t(f"dimension.{name}") for name in DIMENSIONS} | template_labels(kept.lang)
    base = kept.held("service_items", key, lambda: rows_of(now, called))
    frame = pd.DataFrame(base, columns=["name", *COLUMNS[:2], "dimension", "reversed", *COLUMNS[2:]]).astype(object)
    frame["reversed"] = frame["reversed"].fillna(False).astype(bool)
    edited = st.data_editor(
        frame,
        key=f"service_items_{key}",
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        column_config=_config(table, t),
    )
    rows = [{str(k): None if pd.isna(v) else v for k, v in row.items()} for row in edited.to_dict("records")]
    work.items = items_of(rows, now, called)
    if halves := half_rows(rows):
        st.warning(t("ui.gaps.halves", items=", ".join(map(markdown, halves))), icon=":material/link_off:")


def _config(table: Table, t: Translate) -> dict[str, Any]:
    column = st.column_config
    known = ", ".join(t(f"dimension.{name}") for name in DIMENSIONS)
    names = list(table.names)
    picks = {name: column.SelectboxColumn(t(f"ui.gaps.{name}"), options=names, width=150) for name in COLUMNS}
    return {
        "name": column.TextColumn(t("gaps.column.item"), max_chars=NAME_LENGTH, width=220),
        **picks,
        "dimension": column.TextColumn(t("ui.gaps.dimension"), max_chars=NAME_LENGTH, help=known),
        "reversed": column.CheckboxColumn(t("ui.gaps.reversed"), help=t("ui.gaps.reversed-help")),
    }


def _file(kept: State, t: Translate) -> None:
    """The items as a file, to be followed for the next wave."""
    work = kept.service
    left, right = st.columns(2, vertical_alignment="bottom")
    if work.items and work.items.items:
        items = work.items
        left.download_button(
            t("ui.gaps.items-save"),
            lambda: items_file.to_yaml(items),
            file_name="items.yaml",
            mime="application/yaml",
            icon=":material/save:",
            width="stretch",
            on_click="ignore",
        )
    key = f"service_yaml_{kept.edition}"
    right.file_uploader(t("ui.gaps.items-file"), type=["yaml", "yml"], key=key, on_change=_load, args=(kept, key))
    if work.problem:
        st.error(markdown(work.problem), icon=":material/error:")


def _load(kept: State, key: str) -> None:
    """Items from a file; one that cannot be read is told and changes nothing."""
    found, work = value_of(key), kept.service
    if found is None:
        return
    try:
        items = items_file.parse(found.getvalue().decode("utf-8-sig", errors="replace"), clean(found.name))
        kept.act(work.take, items)
    except KanoError as problem:
        work.problem = problem.text(kept.t)


def _confirm(kept: State, t: Translate) -> None:
    work = kept.service
    if work.items is None or not work.items.items:
        st.info(t("ui.gaps.no-items"), icon=":material/info:")
        return
    try:
        check(work.items)
        problem = ""
    except KanoError as found:
        problem = found.text(t)
        st.error(markdown(problem), icon=":material/error:")
    if work.confirmed is not None and work.confirmed != work.items:
        st.caption(t("ui.gaps.changed"))
    st.button(
        t("ui.gaps.confirm", n=len(work.items.items)),
        type="primary",
        icon=":material/check:",
        disabled=bool(problem) or not work.said,
        on_click=lambda: kept.act(work.confirm, work.items),
    )
