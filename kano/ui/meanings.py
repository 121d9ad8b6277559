"""The answers: each as often as it stands on either side, and what it will mean."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kano.readers.doubts import about_answers
from kano.readers.edits import BOTH
from kano.readers.mapping import SIDES
from kano.readers.wordings import OPEN, number
from kano.text import markdown
from kano.ui.deciding.answers import LETTERS, name_of
from kano.ui.desk import Desk, on_phone, width
from kano.ui.state import value_of

ORDER = (OPEN, *LETTERS)
NO_ANSWER = "-"
"""For no answer in a table, whose cells must not be empty."""

ROW, TALL = 35, 14


def answers(desk: Desk) -> None:
    """Every distinct answer; those that nobody knows stand on top."""
    t, mapping = desk.t, desk.mapping
    st.subheader(t("ui.meanings.title"), anchor=False)
    st.caption(t("ui.meanings.about"))
    for finding in about_answers(desk.mended.total, mapping)[0]:
        if finding.code != "took-blank":
            st.markdown(f":small[:material/info: {markdown(finding.text(t))}]")
    two = desk.work.two_sided if desk.work.two_sided is not None else bool(mapping.dysfunctional_answers)
    key = f"two_{desk.kept.edition}"
    st.toggle(
        t("ui.meanings.two-sided"),
        two or mapping.codes == "scores",
        key=key,
        disabled=mapping.codes == "scores",
        on_change=lambda: desk.kept.act(desk.work.sided, bool(value_of(key))),
    )
    _table(desk, two or mapping.codes == "scores")


def _table(desk: Desk, two: bool) -> None:
    texts = tuple(sorted(filter(str.strip, desk.mended.total), key=partial(_place, desk)))
    key = f"answers_{desk.kept.turn('card')}_{two}_{hash(frozenset(texts))}"
    order = desk.kept.held("answers", key, lambda: texts)
    st.data_editor(
        _frame(desk, order),
        key=key,
        column_config=_config(desk, two),
        column_order=["answer", *SIDES, "means", *(["absent"] if two else [])],
        disabled=["answer", *SIDES],
        hide_index=True,
        width="stretch",
        height=ROW * (min(len(order), TALL) + 1) + 3,
        on_change=_edited,
        args=(desk, key, order, two),
    )


def _place(desk: Desk, text: str) -> tuple[int, int, int]:
    letters = [desk.mapping.letters(side).get(text, OPEN) for side in SIDES]
    return min(ORDER.index(letter) for letter in letters), number(text) or 0, -desk.mended.total[text]


def _frame(desk: Desk, texts: tuple[str, ...]) -> pd.DataFrame:
    counts, (functional, dysfunctional) = desk.mended.counts, (desk.mapping.letters(side) for side in SIDES)
    return pd.DataFrame(
        {
            "answer": texts,
            **{side: [counts[side].get(text, 0) for text in texts] for side in SIDES},
            "means": [functional[text] or NO_ANSWER for text in texts],
            "absent": [dysfunctional[text] or NO_ANSWER for text in texts],
        }
    )


def _config(desk: Desk, two: bool) -> dict[str, Any]:
    t, options = desk.t, [letter or NO_ANSWER for letter in ORDER]
    means = partial(st.column_config.SelectboxColumn, options=options, required=True, width=width(200, 110))
    means = partial(means, format_func=lambda letter: name_of(desk, _letter(letter)))
    return {
        "answer": st.column_config.TextColumn(t("ui.meanings.answer"), pinned=on_phone(), width=width(300, 120)),
        **{side: st.column_config.NumberColumn(t(f"ui.meanings.{side}"), width=width(90, 64)) for side in SIDES},
        "means": means(f"→ {t('ui.meanings.with' if two else 'ui.meanings.means')}"),
        "absent": means(f"→ {t('ui.meanings.without')}"),
    }


def _edited(desk: Desk, key: str, texts: tuple[str, ...], two: bool) -> None:
    """Fold what was chosen into what is kept."""
    sides = {"means": SIDES[0] if two else BOTH, "absent": SIDES[1]}
    for i, cells in (value_of(key) or {}).get("edited_rows", {}).items():
        text = texts[int(i)]
        for column, letter in cells.items():
            desk.work.mean(sides[column], text, desk.mended.code(text), _letter(letter))
    desk.kept.turned("table")


def _letter(shown: str | None) -> str:
    return "" if shown in (None, NO_ANSWER) else str(shown)
