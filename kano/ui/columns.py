"""The columns: left as they were found, right what they will be, and a click for what is wrong with many at once."""

from __future__ import annotations

from dataclasses import replace
from heapq import nlargest
from typing import Any

import pandas as pd
import streamlit as st

from kano.i18n import Translate
from kano.readers import Layout
from kano.readers.edits import DURATION, REVERSED, SEGMENT, UNUSED, Role, changed, offered, pairs_only, swapped
from kano.readers.mapping import SIDES
from kano.readers.table import Column
from kano.text import NAME_LENGTH, clean, markdown
from kano.ui.deciding.pairs import told
from kano.ui.desk import Desk, click, on_phone, width
from kano.ui.pairing import two_by_two
from kano.ui.state import value_of
from kano.ui.telling import short
from kano.ui.work import kinds

VIEWS = ("all", "used", "person", "unused")
MANY = 40
"""Columns above which only those of pairs are shown at first."""

MOST_VALUES, MOST_SIGNS = 4, 24
ROW, HIGH, HIGH_ON_PHONE, MOST_HIGH = 35, 66, 92, 560
"""Pixels of a row with a line and with some (from 65 on the table breaks lines), and of all rows at most."""

LINE, LINE_ON_PHONE = 40, 20
"""Signs of a title that fit into a line."""


def columns(desk: Desk) -> None:
    """The table of all columns, and above it what can be mended at once."""
    t, numbers = desk.t, kinds(desk.mended.rows)
    st.subheader(t("ui.columns.title"), anchor=False)
    st.caption(t("ui.columns.about"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _bulk(desk)
    with st.container(horizontal=True, vertical_alignment="center"):
        view = _view(desk, numbers)
        found = st.toggle(t("ui.columns.found"), not on_phone(), key="columns_found", persist_state="session")
    shown = [row for row in desk.mended.rows if view == "all" or _view_of(row) == view]
    if shown:
        _table(desk, shown, view, found)
    for half in desk.mended.halves:
        st.caption(f":orange[:material/link_off:] {told(half, desk)}")
    if desk.mapping.layout is Layout.WIDE and desk.mapping.pairs:
        with st.expander(t("ui.pairing.title"), icon=":material/link:"):
            two_by_two(desk, "table")


def _view(desk: Desk, numbers: dict[str, int]) -> str:
    """Which columns are shown: of many, the pairs."""
    many = len(desk.mended.rows) > MANY and bool(desk.mapping.pairs)
    chosen = st.segmented_control(
        desk.t("ui.columns.show"),
        VIEWS,
        default="used" if many else "all",
        required=True,
        format_func=lambda view: f"{desk.t(f'ui.columns.{view}')} ({numbers[view]})",
        label_visibility="collapsed",
        key=f"view_{desk.upload.key}",
        persist_state="session",
    )
    return chosen or "all"


def _view_of(row: Role) -> str:
    return {SEGMENT: "person", DURATION: "person", UNUSED: "unused"}.get(row.role, "used")


def _bulk(desk: Desk) -> None:
    """What is wrong with a whole class of columns, mended with one click."""
    t, work, rows, mapping = desk.t, desk.work, desk.mended.rows, desk.mapping
    if mapping.layout is Layout.WIDE and mapping.pairs:
        click(desk, t("ui.columns.swap-all"), work.assign, changed(rows, swapped(rows)), icon=":material/swap_horiz:")
        _swap_one(desk)
    if mapping.codes in REVERSED:
        other = REVERSED[mapping.codes]
        click(desk, t("ui.columns.reverse"), work.decide, "code-direction", other, icon=":material/swap_vert:")
    slim = pairs_only(mapping, rows)
    if slim != rows and (mapping.pairs or mapping.columns):
        click(desk, t("ui.columns.pairs-only"), work.assign, changed(rows, slim), icon=":material/filter_alt:")


def _swap_one(desk: Desk) -> None:
    names, key = [clean(pair.feature) for pair in desk.mapping.pairs], f"swap_{desk.kept.edition}"

    def swap() -> None:
        rows = desk.mended.rows
        desk.kept.act(desk.work.assign, changed(rows, swapped(rows, [value_of(key)])))

    st.selectbox(
        desk.t("ui.columns.swap-one"),
        names,
        None,
        placeholder=desk.t("ui.columns.swap-one"),
        label_visibility="collapsed",
        key=key,
        on_change=swap,
        width=240,
    )


def _table(desk: Desk, shown: list[Role], view: str, found: bool) -> None:
    """What is edited is kept by column at once; the table shows what is kept, so that a renamed pair is one."""
    key, names = f"columns_{desk.kept.edition}_{view}_{found}", tuple(row.column for row in shown)
    frame = _frame(desk, shown)
    long = max(map(_wide, frame["column"])) > width(LINE, LINE_ON_PHONE)
    row = width(HIGH, HIGH_ON_PHONE) if long else ROW
    st.data_editor(
        frame,
        key=key,
        column_config=_config(desk),
        column_order=["column", *(("answers", "filled") if found else ()), "role", *_features(desk)],
        disabled=["column", "answers", "filled"],
        hide_index=True,
        width="stretch",
        row_height=row,
        height=min(row * len(shown), MOST_HIGH) + ROW + 3,
        on_change=_edited,
        args=(desk, key, names),
    )


def _wide(text: str) -> int:
    """Signs of a line, of which an ideograph takes two."""
    return sum(2 if sign >= "\u2e80" else 1 for sign in text)


def _features(desk: Desk) -> tuple[str, ...]:
    return ("feature",) if desk.mapping.layout is Layout.WIDE else ()


def _frame(desk: Desk, shown: list[Role]) -> pd.DataFrame:
    columns = [desk.table[row.column] for row in shown]
    return pd.DataFrame(
        {
            "column": [desk.named(row.column) for row in shown],
            "answers": [_examples(column, desk.mapping.layout) for column in columns],
            "filled": [column.filled for column in columns],
            "role": [row.role for row in shown],
            "feature": [row.feature for row in shown],
        }
    )


def _examples(column: Column, layout: Layout) -> str:
    """The most frequent answers of a column, and how many others there are; of pair counts without the rows of each,
    which are no people.
    """
    values = [value for value in column.values if value]
    often = nlargest(MOST_VALUES, values, key=column.counts.__getitem__)
    number = "" if layout is Layout.PAIRS else " ×{}"
    said = [f"{short(value, MOST_SIGNS)}{number.format(column.counts[value])}" for value in often]
    return ", ".join([*said, *([f"+{len(values) - MOST_VALUES}"] if len(values) > MOST_VALUES else [])])


def _config(desk: Desk) -> dict[str, Any]:
    t = desk.t
    return {
        "column": st.column_config.TextColumn(t("ui.columns.column"), pinned=on_phone(), width=width(300, 130)),
        "answers": st.column_config.TextColumn(t("ui.columns.answers"), width=width(270, 150)),
        "filled": st.column_config.NumberColumn(t("ui.columns.filled"), width=60),
        "role": st.column_config.SelectboxColumn(
            f"→ {t('ui.columns.role')}",
            options=list(offered(desk.mapping)),
            format_func=lambda role: role_name(role, t),
            required=True,
            width=width(140, 110),
        ),
        "feature": st.column_config.TextColumn(
            f"→ {t('ui.columns.feature')}", max_chars=NAME_LENGTH, width=width(200, 110)
        ),
    }


def role_name(role: object, t: Translate) -> str:
    """A role in words, as short as a phone needs them."""
    return t(f"role.short-{role}") if on_phone() and role in SIDES else t(f"role.{role}")


def _edited(desk: Desk, key: str, names: tuple[str, ...]) -> None:
    """Fold what was typed into what is kept."""
    edits = {names[int(i)]: cells for i, cells in (value_of(key) or {}).get("edited_rows", {}).items()}
    typed = {name for name, cells in edits.items() if "feature" in cells}
    for was in (row for row in desk.mended.rows if row.column in edits):
        cells = edits[was.column]
        feature = clean(cells["feature"] or "") if was.column in typed else was.feature
        now = Role(was.column, cells.get("role") or was.role, feature)
        desk.work.assign((now, *_renamed(desk.mended.rows, was, now, typed)))


def _renamed(rows: tuple[Role, ...], was: Role, now: Role, typed: set[str]) -> tuple[Role, ...]:
    """The other columns of a pair that gets a new name; none when the name is another pair's, or only one moves."""
    if now.role != was.role or not was.feature or now.feature in {"", *(row.feature for row in rows)}:
        return ()
    return tuple(replace(r, feature=now.feature) for r in rows if r.feature == was.feature and r.column not in typed)


def summary(desk: Desk) -> str:
    """What the columns will be, in a line."""
    numbers = kinds(desk.mended.rows)
    features = len(desk.mapping.pairs)
    if desk.mapping.layout is Layout.PAIRS and "feature" in desk.mapping.columns:
        features = len(desk.table[desk.mapping.columns["feature"]].values)
    said = [desk.t("ui.columns.n-features", n=features)] if features else []
    said += [desk.t(f"ui.columns.n-{name}", n=numbers[name]) for name in ("person", "unused") if numbers[name]]
    return markdown(" · ".join(said))
