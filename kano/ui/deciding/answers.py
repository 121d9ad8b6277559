"""Answers that nobody knows: the user says what each means; what is likely is shown and not chosen."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kano.answers import ANSWERS
from kano.errors import Finding
from kano.readers.edits import BOTH, who
from kano.readers.mapping import SIDES
from kano.readers.wordings import BLANK, OPEN, suggestion
from kano.text import markdown
from kano.ui.desk import Desk, click
from kano.ui.state import value_of
from kano.ui.telling import short

LETTERS = (*map(str, ANSWERS), BLANK)
MOST = 12
"""Answers that are asked about at once."""


def scale(desk: Desk, question: Finding) -> None:
    """Another kind of scale is explained and not mapped; only the user's word opens it."""
    st.warning(markdown(question.text(desk.t)), icon=":material/warning:")
    click(desk, desk.t("ui.decide.scale-yes"), desk.work.decide, "scale", "yes")


def unknown(desk: Desk, _: Finding) -> None:
    """A row per answer: what it is, how often, by whom; and what it means."""
    t, texts, left = desk.t, desk.mended.unknown, desk.mended.open
    st.caption(t("ui.decide.answers-about"))
    if len(texts) > len(left):
        st.caption(t("ui.decide.answers-done", done=len(texts) - len(left), n=len(texts)))
    for i, text in enumerate(texts[:MOST]):
        _row(desk, i, text)
    if len(texts) > MOST:
        st.caption(t("ui.decide.answers-more", n=len(texts) - MOST))
    likely = {text: str(letter) for text in left if (letter := suggestion(text))}
    with st.container(horizontal=True):
        if likely:
            label = t("ui.decide.take-suggestions", n=len(likely))
            click(desk, label, _mean, desk, likely, icon=":material/done_all:")
        if len(left) > 1:
            blank = dict.fromkeys(left, BLANK)
            click(desk, t("ui.decide.rest-blank", n=len(left)), _mean, desk, blank, icon=":material/block:")


def _row(desk: Desk, i: int, text: str) -> None:
    t, mapping = desk.t, desk.mapping
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.markdown(f"**“{markdown(short(text, 200))}”**  \n:small[:gray[{markdown(_evidence(desk, text))}]]")
    letter = mapping.letters(_asked(desk, text)[0])[text]
    likely, key = suggestion(text), f"open_{i}_{desk.kept.turn('table')}"
    right.selectbox(
        t("ui.decide.means", answer=markdown(short(text))),
        LETTERS,
        None if letter == OPEN else LETTERS.index(letter),
        format_func=partial(name_of, desk),
        placeholder=t("ui.decide.likely", answer=t(f"answer.{likely}")) if likely else t("ui.decide.choose"),
        label_visibility="collapsed",
        key=key,
        on_change=_chosen,
        args=(desk, text, key),
    )


def name_of(desk: Desk, letter: str) -> str:
    """A letter in words."""
    if letter in (BLANK, OPEN):
        return desk.t("answer.none" if letter == BLANK else "answer.open")
    return desk.t(f"answer.{letter}")


def _evidence(desk: Desk, text: str) -> str:
    """How often an answer stands on each side, and the first people who gave it."""
    t, counts = desk.t, desk.mended.counts
    numbers = {side: counts[side].get(text, 0) for side in SIDES}
    said = t("ui.decide.counts", **numbers)
    people = ", ".join(map(str, who(desk.table, desk.mapping, text)))
    return f"{said} · {t('ui.decide.who', people=people)}" if people else said


def _asked(desk: Desk, text: str) -> tuple[str, ...]:
    """The sides of which the meaning is asked: those on which it was open before the user's own words."""
    counts = desk.mended.counts
    return tuple(side for side in SIDES if counts[side].get(text)) or SIDES


def _chosen(desk: Desk, text: str, key: str) -> None:
    if (letter := value_of(key)) is not None:
        _mean(desk, {text: letter})
        desk.kept.turned("card")


def _mean(desk: Desk, letters: dict[str, str]) -> None:
    for text, letter in letters.items():
        desk.work.mean(BOTH, text, desk.mended.code(text), letter)
