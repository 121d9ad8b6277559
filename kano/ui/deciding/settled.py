"""What has been decided, a line each, and the click that takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import streamlit as st

from kano.errors import Finding
from kano.readers.doubts import AGREE
from kano.readers.scales import DIRECTIONS
from kano.text import markdown
from kano.ui.deciding.answers import name_of
from kano.ui.deciding.pairs import turn
from kano.ui.desk import Desk
from kano.ui.differently import delimiter_name, encoding_name
from kano.ui.work import How, key_of

Line = tuple[str, Callable[..., Any], tuple[Any, ...]]
"""What was decided, and what takes it back."""


WIDTH = 720
"""Pixels of a line."""


def settled(desk: Desk) -> None:
    """A line for everything that the user has said above the tables."""
    for i, (text, undo, values) in enumerate(_lines(desk)):
        with st.container(horizontal=True, vertical_alignment="center", width=WIDTH):
            st.markdown(f":green[:material/check_circle:] {markdown(text)}", width="stretch")
            label, args = desk.t("ui.decide.undo"), (undo, *values)
            st.button(
                label, type="tertiary", icon=":material/undo:", on_click=desk.kept.act, args=args, key=f"undo_{i}"
            )


def _lines(desk: Desk) -> Iterator[Line]:
    t, work = desk.t, desk.work
    if work.before is not None and work.base:
        yield t("ui.settled.saved", file=work.base.name), desk.kept.replace_work, (work.before,)
    yield from _about_reading(desk)
    for question in desk.reading.proposal.questions:
        if answer := work.decided.get(key_of(question)):
            if question.code.startswith("pair-"):
                yield _pair(desk, question, answer)
            elif question.code in AGREE:
                said = f"{t(f'ui.decide.{question.code}')} {t('ui.settled.agreed')}"
                yield said, work.undo, (key_of(question),)
            elif question.code == "column-alone":
                yield t("ui.settled.alone", columns=question.values["columns"]), work.undo, (key_of(question),)
    if desk.mended.halves:
        yield from ((t("ui.settled.halves"), work.undo, (key,)) for key in work.decided if key.startswith("halves "))
    yield from _about_numbers(desk)
    if desk.mended.unknown and not desk.mended.open:
        yield _answers(desk)


def _about_reading(desk: Desk) -> Iterator[Line]:
    """Whatever is read otherwise than it would have been."""
    t, how = desk.t, desk.work.how
    said = {
        "encoding": how.encoding and encoding_name(how.encoding, t),
        "delimiter": how.delimiter and delimiter_name(how.delimiter, t),
        "sheet": how.sheet,
        "header_rows": None if how.header_rows is None else str(how.header_rows),
    }
    for name, value in said.items():
        if value:
            yield f"{t(f'ui.how.{name}')}: {value}", _unread, (desk, name)


def _unread(desk: Desk, name: str) -> None:
    desk.work.read(**{name: getattr(How(), name)})


def _pair(desk: Desk, question: Finding, answer: str) -> Line:
    name = desk.t(f"ui.decide.{question.code}")
    said = desk.t("ui.decide.other-way" if answer == "other" else "ui.decide.as-proposed")
    if answer == "other":
        return f"{name} {said}", turn, (desk, question, False)
    return f"{name} {said}", desk.work.undo, (key_of(question),)


def _about_numbers(desk: Desk) -> Iterator[Line]:
    t, work, mapping = desk.t, desk.work, desk.mapping
    for key in ("code-direction", "code-scores", "code-levels", "scale"):
        answer = work.decided.get(key)
        if answer in DIRECTIONS:
            last = mapping.first_code + mapping.levels - 1
            yield t(f"ui.decide.{answer}", first=mapping.first_code, last=last), work.undo, (key,)
        elif answer:
            yield t(f"ui.settled.{key}-{answer}"), _undo, (desk, key)


def _undo(desk: Desk, key: str) -> None:
    if key == "code-levels":
        desk.work.read(levels=None)
    desk.work.undo(key)


def _answers(desk: Desk) -> Line:
    letters = desk.mapping.answers
    said = "; ".join(f"“{text}” → {name_of(desk, letters[text])}" for text in desk.mended.unknown[:5])
    more = " …" if len(desk.mended.unknown) > 5 else ""
    return f"{said}{more}", desk.work.unmean, (desk.mended.unknown,)
