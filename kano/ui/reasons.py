"""Reasons in people's own words on the Answers page: left out until the user keeps them, knowing what they can hold."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kano.readers.edits import UNUSED, Role
from kano.readers.mapping import WHY
from kano.readers.reasons import Reasons, reasons
from kano.text import clean, markdown
from kano.ui.desk import Desk, click
from kano.ui.telling import short

SHOWN, LONGEST = 6, 60
"""Columns that are named, and signs of each."""


def own_words(desk: Desk) -> None:
    """What was found and the click that keeps it; or what is kept and the click that leaves it out."""
    found = reasons(desk.table, desk.mapping)
    unclear = tuple(name for name in found.unclear if name not in desk.work.roles)
    kept = [row for row in desk.mended.rows if row.role == WHY]
    if not (found.of or unclear or kept):
        return
    with st.container(border=True, key="reasons"):
        if kept:
            _kept(desk, kept)
        if found.of:
            _offer(desk, found)
        if unclear:
            st.caption(markdown(desk.t("ui.reasons.unclear", columns=_listed(desk, unclear))))


def _offer(desk: Desk, found: Reasons) -> None:
    t, columns = desk.t, tuple(found.of.values())
    st.markdown(
        f":material/format_quote: **{t('ui.reasons.found', n=len(columns))}**  \n:small[{_named(desk, columns)}]"
    )
    st.caption(t("ui.reasons.about"))
    rows = tuple(Role(column, WHY, clean(feature)) for feature, column in found.of.items())
    click(desk, t("ui.reasons.keep"), desk.work.assign, rows, icon=":material/check:", place="reasons")


def _kept(desk: Desk, kept: list[Role]) -> None:
    t, columns = desk.t, tuple(row.column for row in kept)
    said = t("ui.reasons.kept", n=len(kept))
    st.markdown(f":green[:material/check_circle:] **{said}**  \n:small[{_named(desk, columns)}]")
    rows = tuple(replace(row, role=UNUSED, feature="") for row in kept)
    click(desk, t("ui.left.leave-out"), desk.work.assign, rows, icon=":material/block:", place="reasons")


def _named(desk: Desk, columns: tuple[str, ...]) -> str:
    return markdown(_listed(desk, columns))


def _listed(desk: Desk, columns: tuple[str, ...]) -> str:
    more = f" … +{len(columns) - SHOWN}" if len(columns) > SHOWN else ""
    return "; ".join(short(desk.named(name), LONGEST) for name in columns[:SHOWN]) + more
