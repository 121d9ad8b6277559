"""Questions about which two columns belong together, and which of them asks about the absence."""

from __future__ import annotations

import streamlit as st

from kano.errors import Finding
from kano.readers.edits import DURATION, Half, changed, swapped
from kano.readers.mapping import SIDES, PairColumns
from kano.text import clean, markdown
from kano.ui import work
from kano.ui.desk import Desk, click
from kano.ui.differently import NONE
from kano.ui.pairing import two_by_two

MOST = 5
"""Pairs that are shown of more."""


def confirm(desk: Desk, question: Finding) -> None:
    """Pairs that may be the wrong way round, as they would be read."""
    t, key, about = desk.t, work.key_of(question), work.concerned(question, desk.mapping)
    st.caption(t(f"ui.decide.{question.code}-about"))
    st.markdown("\n".join(_shown(desk, pair) for pair in about[:MOST]))
    if len(about) > MOST:
        st.caption(t("ui.decide.more-pairs", n=len(about) - MOST))
    with st.container(horizontal=True):
        click(desk, t("ui.decide.as-proposed"), desk.work.decide, key, "yes", icon=":material/check:", place=key)
        if question.code == "pair-codes":
            click(desk, t("ui.decide.other-questionnaire"), lambda: desk.work.read(asked=NONE))
        else:
            click(desk, t("ui.decide.other-way"), turn, desk, question, True, icon=":material/swap_horiz:", place=key)


def agree(desk: Desk, question: Finding) -> None:
    """A doubt about the whole file: the user agrees, or mends the tables below, or opens another file."""
    st.markdown(markdown(question.text(desk.t)))
    key = work.key_of(question)
    click(desk, desk.t("ui.decide.agree"), desk.work.decide, key, "yes", icon=":material/check:", place=key)


def _shown(desk: Desk, pair: PairColumns) -> str:
    """A feature, and which of its questions would be which."""
    lines = [f"- **{markdown(pair.feature)}**"]
    for side, name in zip(SIDES, (pair.functional, pair.dysfunctional), strict=True):
        lines.append(f"  - {desk.t(f'ui.side.{side}')}: {markdown(desk.named(name))}")
    return "\n".join(lines)


def turn(desk: Desk, question: Finding, decided: bool) -> None:
    """Swap the pairs of a question, and keep that or take it back."""
    features = {clean(pair.feature) for pair in work.concerned(question, desk.mapping)}
    desk.work.assign(changed(desk.mended.rows, swapped(desk.mended.rows, features)))
    if decided:
        desk.work.decide(work.key_of(question), "other")
    else:
        desk.work.undo(work.key_of(question))


def alone(desk: Desk, question: Finding) -> None:
    """Columns of answers without a partner: left out, or given one."""
    names = work.alone(question, desk.table, desk.mapping, desk.work)
    st.caption(desk.t("ui.decide.alone-about"))
    st.markdown("\n".join(f"- {markdown(desk.named(name))}" for name in names))
    _leave_out(desk, question)


def halves(desk: Desk, question: Finding) -> None:
    """What the user's own edits have left without a partner."""
    st.markdown("\n".join(f"- {told(half, desk)}" for half in desk.mended.halves))
    _leave_out(desk, question)


def _leave_out(desk: Desk, question: Finding) -> None:
    key = work.key_of(question)
    click(desk, desk.t("ui.decide.leave-out"), desk.work.decide, key, "out", icon=":material/block:", place=key)


def told(half: Half, desk: Desk) -> str:
    """Which columns make no pair, and why."""
    t, columns = desk.t, "; ".join(desk.named(name) for name in half.columns)
    if half.lacks in (*SIDES, "name"):
        return markdown(t(f"ui.half.{half.lacks}", feature=half.feature, columns=columns))
    if half.lacks == "twice":
        what = half.feature if desk.mapping.pairs and half.feature != DURATION else t(f"role.{half.feature}")
        return markdown(t("ui.half.twice", feature=what, columns=columns))
    return markdown(t("ui.half.role", role=t(f"role.{half.lacks}")))


def none(desk: Desk, _: Finding) -> None:
    """Nothing was recognised: the user says which columns make a feature."""
    two_by_two(desk, "card")
