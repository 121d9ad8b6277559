"""Where does service fall short of what people expect? A file, its items, and one question per tab."""

from __future__ import annotations

import streamlit as st

from kano.errors import KanoError
from kano.i18n import Translate
from kano.readers import Table
from kano.readers.service import labels
from kano.ui import cache, unread
from kano.ui.parts import guarded, look, page, remarks
from kano.ui.service import filing, opening, results
from kano.ui.service.choosing import choose
from kano.ui.service.desk import Desk
from kano.ui.state import State


def build() -> None:
    kept, t = page("gaps")
    opening.file(kept, t)
    if kept.service_upload is None:
        return
    table = opening.table(kept, kept.service_upload, t)
    if table is None:
        return
    choose(kept, table, t)
    desk = _found(kept, table, t)
    if desk is not None:
        _show(desk)


def _found(kept: State, table: Table, t: Translate) -> Desk | None:
    """The gaps of the confirmed items, or what is still to be said."""
    items = kept.service.confirmed
    if items is None:
        return None
    try:
        result, said = cache.service(table, items)
    except KanoError as problem:
        if problem.code != "ratings-unread":
            raise
        columns = [table[name] for item in items.items for name in item.columns]
        texts = unread.texts(columns, {*items.meant, *items.missing})
        unread.ask(kept, texts, lambda given: kept.service.confirm(items.telling(given)), problem, t, "meant")
        return None
    return Desk(kept, table, result, said, look(labels=labels(items, kept.lang)), t)


def _show(desk: Desk) -> None:
    t = desk.t
    results.headline(desk)
    remarks((*desk.table.findings, *desk.said, *desk.result.findings), t)
    chosen = st.segmented_control(
        t("ui.results.view"),
        list(results.VIEWS),
        default="gaps",
        required=True,
        format_func=lambda name: t(f"ui.gaps.{name}"),
        label_visibility="collapsed",
        key="service_view",
    )
    results.VIEWS[chosen or "gaps"](desk)
    filing.files(desk)
    results.conventions(desk)


guarded(build)
