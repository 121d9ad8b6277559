"""Questions about how the bytes are read, each shown as it would be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from kano.errors import Finding, KanoError
from kano.readers.delimited import ENCODINGS
from kano.text import clean, markdown
from kano.ui import cache
from kano.ui.desk import Desk, click
from kano.ui.differently import encoding_name, show_rows

SAMPLES, LONGEST = 4, 60


def encoding(desk: Desk, question: Finding) -> None:
    """A button per encoding that fits the bytes, beside what the file says in it."""
    st.caption(desk.t("ui.decide.encoding-about"))
    for name, sample in _fitting(desk, str(question.values["encoding"])):
        left, right = st.columns([2, 5], vertical_alignment="center")
        with left:
            click(desk, encoding_name(name, desk.t), lambda name=name: desk.work.read(encoding=name))
        right.markdown(markdown(sample))


def _fitting(desk: Desk, first: str) -> Iterator[tuple[str, str]]:
    """Encodings, the proposed one first, and the first cells that tell one from another."""
    for name in dict.fromkeys([first, *ENCODINGS.values()]):
        try:
            rows = cache.top(desk.upload, replace(desk.work.how, encoding=name).of(None))
        except KanoError:
            continue
        telling = dict.fromkeys(clean(cell, LONGEST) for row in rows for cell in row if not cell.isascii())
        yield name, " · ".join(list(telling)[:SAMPLES])


def sheet(desk: Desk, _: Finding) -> None:
    """A button per sheet that holds rows."""
    st.caption(desk.t("ui.decide.sheet-about"))
    with st.container(horizontal=True):
        for name in [desk.table.source.sheet or "", *desk.table.source.other_sheets]:
            click(desk, markdown(name), lambda name=name: desk.work.read(sheet=name), icon=":material/table:")


def header_rows(desk: Desk, _: Finding) -> None:
    """One header row or two, beside the rows in question."""
    t, skip = desk.t, desk.table.source.skip_rows
    st.caption(t("ui.decide.header-rows-about"))
    rows = cache.top(desk.upload, desk.work.how.of(None), skip + 4)[skip:]
    telling = [i for i, cell in enumerate(rows[1]) if cell.strip()]
    people = [t("ui.row.below")] * len(rows)
    show_rows([[row[i] for i in telling] for row in rows], [t("ui.row.header"), t("ui.row.unsure"), *people])
    with st.container(horizontal=True):
        for n in (1, 2):
            said = {"header_rows": n, "skip_rows": skip}
            click(desk, t(f"ui.decide.header-{n}"), lambda said=said: desk.work.read(**said))
