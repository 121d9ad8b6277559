"""Texts where numbers are due: each gets its number from the user, or the file is not read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

import pandas as pd
import streamlit as st

from kano.errors import KanoError
from kano.i18n import Translate
from kano.readers.scores import rating
from kano.readers.table import Column
from kano.readers.wordings import is_blank
from kano.text import markdown
from kano.ui.state import State

MOST = 30
"""Texts that are shown."""


def ask(
    kept: State,
    texts: Mapping[str, int],
    take: Callable[[dict[str, float]], None],
    problem: KanoError,
    t: Translate,
    key: str,
) -> None:
    """The error, and a table in which each text is given its number; `take` is told those that are given."""
    st.error(markdown(problem.text(t)), icon=":material/error:")
    if not texts:
        return
    st.write(t("ui.gaps.meant"))
    frame = pd.DataFrame({"text": list(texts), "count": list(texts.values()), "number": [None] * len(texts)})
    edited = st.data_editor(
        frame.astype({"number": "float"}),
        key=f"{key}_{kept.edition}",
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
        st.button(t("ui.gaps.take-meant"), type="primary", on_click=lambda: kept.act(take, given))


def texts(columns: Iterable[Column], known: Collection[str]) -> dict[str, int]:
    """The cells that are no number and not known yet, the most frequent first."""
    counts: dict[str, int] = {}
    for column in columns:
        for text, n in column.counts.items():
            if text and text not in known and not is_blank(text) and rating(text) is None:
                counts[text] = counts.get(text, 0) + n
    return dict(sorted(counts.items(), key=lambda entry: -entry[1])[:MOST])
