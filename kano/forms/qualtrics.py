"""Qualtrics: an Advanced Format TXT in one language, a block per feature so that features can be randomised there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kano.forms.questions import Kind, Question, questions
from kano.forms.values import told
from kano.i18n import catalogue
from kano.questionnaire import Questionnaire
from kano.text import clean

_LENGTH = 2000
_NAME_LENGTH = 80
_BRACKETS = str.maketrans("[]<>{}", "()()()")


def survey(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    lang = langs[0]
    lines = ["[[AdvancedFormat]]", "", *_introduction(questionnaire, lang)]
    for place, together in groupby(questions(questionnaire, [lang]), lambda question: question.feature):
        lines += [f"[[Block:{_block(questionnaire, place, lang)}]]", ""]
        lines += [line for question in together for line in _question(question, lang)]
    return "\n".join(lines).encode()


def shown(text: str) -> str:
    """One line of Qualtrics' HTML: no tag, no `[[tag]]`, no `${piped text}`."""
    line = re.sub(r"&(?=[#\w])", "&amp;", clean(text, _LENGTH)).replace("<", "&lt;").replace("${", "$ {")
    return re.sub(r"([\[\]])(?=\1)", r"\1 ", line)


def _introduction(questionnaire: Questionnaire, lang: str) -> list[str]:
    text = shown(told(questionnaire.introduction, lang))
    return ["[[Question:DB]]", "[[ID:introduction]]", text, ""] if text else []


def _block(questionnaire: Questionnaire, place: int | None, lang: str) -> str:
    """A name for the survey flow; its code tells blocks apart that are cut alike."""
    if place is None:
        return catalogue(lang)("phone.about-you")
    name = questionnaire.name(questionnaire.features[place], lang)
    return clean(f"F{place + 1:02d} {name}", _NAME_LENGTH).translate(_BRACKETS)


def _question(question: Question, lang: str) -> Iterator[str]:
    """A question about the person without options takes any text. Nothing here can be required: the format cannot."""
    across = ":Horizontal" if question.kind is Kind.IMPORTANCE else ":Vertical"
    yield f"[[Question:MC:SingleAnswer{across}]]" if question.choices else "[[Question:TE:SingleLine]]"
    yield f"[[ID:{question.code}]]"
    yield shown(question.title(lang))
    if question.choices:
        yield "[[Choices]]"
        yield from (shown(choice.text[lang]) or choice.code for choice in question.choices)
    yield ""
