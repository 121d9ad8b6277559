"""A questionnaire as a Word document: to change, to print, or to feed to Microsoft Forms.

Quick import of Microsoft Forms has no published grammar; it wants numbered questions with lettered answers, each on a
line of its own. So every number and letter is written out, also those of the nine ratings, and nothing but questions
and answers stands below the introduction. Who prints and hands out is better served by `paper`.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from kano.forms.docx_file import element, empty, foot, properties, quiet, saved
from kano.forms.paper import LENGTH
from kano.forms.questions import Kind, Question, questions
from kano.forms.values import told
from kano.i18n import catalogue
from kano.questionnaire import Questionnaire
from kano.text import clean

_SPACES = {  # Points of the text, before it and after it.
    "Kano Title": (22, 0, 6),
    "Kano Introduction": (10.5, 0, 10),
    "Kano Feature": (10.5, 14, 3),
    "Kano Question": (10.5, 9, 3),
    "Kano Answer": (10, 0, 1),
}


def write(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    """A DOCX in the first of the languages. Raises KanoError `language-missing`."""
    lang = langs[0]
    asked = questions(questionnaire, [lang])
    document = empty(lang)
    for name, spaces in _SPACES.items():
        _style(document, name, *spaces)
    title = clean(told(questionnaire.title, lang), LENGTH)
    _head(document, title, clean(told(questionnaire.introduction, lang), LENGTH))
    for number, question in enumerate(asked, start=1):
        _ask(document, number, question, lang)
        _answer(document, question, lang)
    foot(document, f"{title}    {catalogue(lang)('paper.version', n=questionnaire.version)}")
    properties(document, title, lang)
    return saved(document)


def _head(document: Any, title: str, introduction: str) -> None:
    _line(document, "Kano Title", title)
    if introduction:
        _line(document, "Kano Introduction", introduction)


def _line(document: Any, style: str, text: str) -> Any:
    """A paragraph; python-docx takes a millisecond to look up its style by name, and a form has thousands."""
    line = document.add_paragraph(text)
    line._p.style = style.replace(" ", "")
    return line


def _ask(document: Any, number: int, question: Question, lang: str) -> None:
    line = _line(document, "Kano Feature" if _begins(question, number) else "Kano Question", "")
    quiet(line.add_run(f"{number}. {question.code} "))
    line.add_run(clean(question.text[lang], LENGTH))


def _answer(document: Any, question: Question, lang: str) -> None:
    """The answers on one page with their question, those of a pair's first half with the second too."""
    answers = question.answers(lang)
    for place, answer in enumerate(answers):
        line = _line(document, "Kano Answer", f"{_letter(place)}. {clean(answer, LENGTH)}")
        line.paragraph_format.keep_with_next = question.kind is Kind.FUNCTIONAL or place < len(answers) - 1


def _begins(question: Question, number: int) -> bool:
    return question.kind is Kind.FUNCTIONAL or question.code == "S1" or number == 1


def _letter(place: int) -> str:
    """A, B, ..., Z, AA, AB, ..."""
    return (_letter(place // 26 - 1) if place > 25 else "") + ascii_uppercase[place % 26]


def _style(document: Any, name: str, size: float, before: float, after: float) -> None:
    from docx.shared import Mm, Pt

    style = document.styles.add_style(name, 1)
    if name == "Kano Feature":
        _line_above(style)
    style.font.size = Pt(size)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
    form.keep_together, form.keep_with_next = True, name != "Kano Answer"
    if name == "Kano Answer":
        form.left_indent, form.first_line_indent = Mm(14), Mm(-6)


def _line_above(style: Any) -> None:
    """Features are told apart by a line, not by a heading, which Microsoft Forms would take for an answer."""
    border = element("w:pBdr")
    border.append(element("w:top", val="single", sz="4", space="10", color="BBBBBB"))
    style.element.get_or_add_pPr().append(border)
