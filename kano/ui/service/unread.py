"""Texts among the ratings: which number each of them is."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from kano.errors import KanoError
from kano.i18n import Translate
from kano.readers import Table
from kano.readers.scores import rating
from kano.readers.wordings import is_blank
from kano.service.items import Items
from kano.text import markdown
from kano.ui.state import State

MOST = 30
"""Texts that are shown."""


def ask(kept: State, table: Table, items: Items, problem: KanoError, t: Translate) -> None:
    """The error, and a table in which each text is given its number; without one, it can be named as missing."""
    st.error(markdown(problem.text(t)), icon=":material/error:")
    texts = _texts(table, items)
    if not texts:
        return
    st.write(t("ui.gaps.meant"))
    key = f"meant_{kept.edition}"
    frame = pd.DataFrame({"text": list(texts), "count": list(texts.values()), "number": [None] * len(texts)})
    edited = st.data_editor(
        frame.astype({"number": "float"}),
        key=key,
        hide_index=True,
        disabled=["text", "count"],
        column_config={
            "text": st.column_config.TextColumn(t("ui.columns.answers")),
            "count": st.column_config.NumberColumn(t("column.count")),
            "number": st.column_config.NumberColumn(t("ui.gaps.number"), format="%g"),
        },
    )
    given = {str(row["text"]): float(row["number"]) for row in edited.to_dict("records") if not pd.isna(row["number"])}
    full = replace(items, meant={**items.meant, **given})
    if given:
        st.button(t("ui.gaps.take-meant"), type="primary", on_click=lambda: kept.act(kept.service.confirm, full))


def _texts(table: Table, items: Items) -> dict[str, int]:
    """The cells of the items that are no number, the most frequent first."""
    counts: dict[str, int] = {}
    for column in (table[name] for item in items.items for name in item.columns):
        for text, n in column.counts.items():
            known = not text or is_blank(text) or rating(text) is not None
            if not known and text not in items.meant and text not in items.missing:
                counts[text] = counts.get(text, 0) + n
    return dict(sorted(counts.items(), key=lambda entry: -entry[1])[:MOST])
