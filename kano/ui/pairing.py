"""Columns are paired by hand: chosen in order, as many as belong together in the same way."""

from __future__ import annotations

import streamlit as st

from kano.readers.edits import changed, paired
from kano.readers.mapping import PARTS
from kano.text import markdown
from kano.ui.desk import Desk

SHOWN = 3
"""Pairs that are shown before they are made."""


def two_by_two(desk: Desk, place: str) -> None:
    """Choose columns, then one click: two by two, or all with the feature before all without it."""
    t, whole = desk.t, {name for pair in desk.mapping.pairs for name in pair.names}
    free = [row.column for row in desk.mended.rows if row.column not in whole or row.role not in PARTS]
    st.caption(t("ui.pairing.about"))
    key = f"pairing_{place}_{desk.kept.edition}"
    chosen = st.multiselect(t("ui.pairing.columns"), free, format_func=desk.named, key=key, placeholder="")
    if len(chosen) % 2:
        st.caption(t("ui.pairing.odd"))
    even = len(chosen) > 1 and len(chosen) % 2 == 0
    with st.container(horizontal=True):
        for apart in (False, True):
            _make(desk, chosen, apart, even and (not apart or len(chosen) > 2), place)


def _make(desk: Desk, chosen: list[str], apart: bool, possible: bool, place: str) -> None:
    """The button, and in its help the pairs that it would make."""
    t = desk.t
    rows = paired(desk.table, desk.mended.rows, chosen, apart) if possible else ()
    made = changed(desk.mended.rows, rows) if possible else ()
    names = list(dict.fromkeys(row.feature for row in made))
    st.button(
        t("ui.pairing.apart" if apart else "ui.pairing.in-turn"),
        on_click=desk.kept.act,
        args=(desk.work.assign, made),
        help=markdown("; ".join(names[:SHOWN])) or None,
        disabled=not possible,
        icon=":material/link:",
        wrap=True,
        key=f"pair_{place}_{apart}",
    )
