"""What is still open, a card for each question: its evidence, and a click that answers it. Nothing is chosen before."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kano.errors import Finding
from kano.readers.doubts import AGREE
from kano.ui.deciding import answers, numbers, pairs, reading
from kano.ui.deciding.settled import settled
from kano.ui.desk import Desk

__all__ = ["cards", "settled"]

CARDS: dict[str, Callable[[Desk, Finding], None]] = {
    "encoding": reading.encoding,
    "sheet": reading.sheet,
    "header-rows": reading.header_rows,
    "pair-order": pairs.confirm,
    "pair-reversed": pairs.confirm,
    "pair-conflict": pairs.confirm,
    "pair-unlike": pairs.confirm,
    "pair-codes": pairs.confirm,
    "column-alone": pairs.alone,
    "halves": pairs.halves,
    "no-pairs": pairs.none,
    "code-direction": numbers.direction,
    "code-scores": numbers.scores,
    "code-levels": numbers.levels,
    "scale": answers.scale,
    "answers-open": answers.unknown,
    **dict.fromkeys(AGREE, pairs.agree),
}


def cards(desk: Desk) -> None:
    """The open questions, those about reading the file first and alone: everything else follows from them."""
    asked = desk.mended.questions
    st.subheader(f"{desk.t('ui.decide.title')} :orange-badge[{len(asked)}]", anchor=False)
    for question in asked:
        name = "scale" if question.code.startswith("scale-") else question.code
        with st.container(border=True, key=f"card_{name}"):
            st.markdown(f":orange[:material/help:] **{desk.t(f'ui.decide.{name}')}**")
            CARDS[name](desk, question)
