"""Answers without a number: the user gives each its own."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from kano.drivers.rated import Choice
from kano.errors import KanoError
from kano.i18n import Translate
from kano.readers import Table
from kano.readers.scores import rating
from kano.readers.wordings import is_blank
from kano.text import markdown
from kano.ui.state import State

MOST = 30


def ask(kept: State, table: Table, choice: Choice, problem: KanoError, t: Translate) -> None:
    """The error, and a table in which each text is given its number."""
    st.error(markdown(problem.text(t)), icon=":material/error:")
    texts = _texts(table, choice)
    if not texts:
        return
    st.write(t("ui.gaps.meant"))
    key = f"rated_meant_{kept.edition}"
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
    if given:
        st.button(t("ui.gaps.take-meant"), type="primary", on_click=lambda: kept.act(_take, kept, choice, given))


def _take(kept: State, choice: Choice, given: dict[str, float]) -> None:
    kept.rated.confirm(replace(choice, meant={**choice.meant, **given}))


def _texts(table: Table, choice: Choice) -> dict[str, int]:
    """The cells that are no number, the most frequent first."""
    counts: dict[str, int] = {}
    for column in (table[name] for name in (choice.overall, *choice.attributes)):
        for text, n in column.counts.items():
            known = not text or is_blank(text) or rating(text) is not None
            if not known and text not in choice.meant and text not in choice.missing:
                counts[text] = counts.get(text, 0) + n
    return dict(sorted(counts.items(), key=lambda entry: -entry[1])[:MOST])
