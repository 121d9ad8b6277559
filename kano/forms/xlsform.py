"""XLSForm, for ODK, KoboToolbox, Ona, SurveyCTO and Survey123: a screen per feature, every language a column."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby

import xlsxwriter

from kano.forms.questions import Choice, Kind, Question, questions
from kano.forms.values import told, value
from kano.questionnaire import Questionnaire

LANGUAGE = {"en": "English (en)", "zh-Hans": "简体中文 (zh)", "zh-Hant": "繁體中文 (zh)"}
"""How a column names its language. Both Chinese ones are `zh`: pyxform warns of any other code."""

_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
_LISTS = {Kind.FUNCTIONAL: "kano", Kind.DYSFUNCTIONAL: "kano", Kind.IMPORTANCE: "rating"}
_REQUIRED = {Kind.FUNCTIONAL: "yes", Kind.DYSFUNCTIONAL: "yes"}
_APPEARANCE = {Kind.IMPORTANCE: "columns-pack"}

Row = Sequence[str]


def form(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    asked = questions(questionnaire, langs)
    labels = [f"label::{LANGUAGE[lang]}" for lang in langs]
    survey = [["type", "name", *labels, "required", "appearance"], *_survey(questionnaire, asked, langs)]
    choices = [["list_name", "name", *labels], *_choices(asked, langs)]
    return _workbook({"survey": survey, "choices": choices, "settings": _settings(questionnaire, langs)})


def group_name(place: int) -> str:
    """What the group of a feature is called; `place` counts from 0."""
    return f"f{place + 1:02d}"


def label(text: str) -> str:
    """A text in which `${F01a}` is no reference to an answer: an invisible word joiner parts the two signs."""
    return text.replace("${", "$\u2060{")


def _survey(questionnaire: Questionnaire, asked: Sequence[Question], langs: Sequence[str]) -> Iterator[Row]:
    """A field-list is what stands on one screen."""
    if questionnaire.introduction:
        yield ["note", "introduction", *(label(told(questionnaire.introduction, lang)) for lang in langs)]
    for place, together in groupby(asked, lambda question: question.feature):
        rows = [_question(question, langs) for question in together]
        if place is None:
            yield from rows
        else:
            feature = questionnaire.features[place]
            names = [label(questionnaire.name(feature, lang)) for lang in langs]
            yield from [["begin_group", group_name(place), *names, "", "field-list"], *rows, ["end_group"]]


def _question(question: Question, langs: Sequence[str]) -> Row:
    """Only pairs must be answered; a question about the person without options takes any text."""
    kind = f"select_one {_list(question)}" if question.choices else "text"
    titles = [label(question.title(lang)) for lang in langs]
    return [kind, question.code, *titles, _REQUIRED.get(question.kind, ""), _APPEARANCE.get(question.kind, "")]


def _list(question: Question) -> str:
    return _LISTS.get(question.kind, question.code)


def _choices(asked: Sequence[Question], langs: Sequence[str]) -> Iterator[Row]:
    lists: dict[str, tuple[Choice, ...]] = {_list(question): question.choices for question in asked}
    for name, choices in lists.items():
        for choice in choices:
            yield [name, value(choice), *(label(choice.text[lang]) for lang in langs)]


def _settings(questionnaire: Questionnaire, langs: Sequence[str]) -> list[Row]:
    """`pages` makes browsers show a screen at a time, as the apps do."""
    head = ["form_title", "form_id", "version", "default_language", "style"]
    title = label(told(questionnaire.title, langs[0]))
    return [head, [title, _id(questionnaire.id), str(questionnaire.version), LANGUAGE[langs[0]], "pages"]]


def _id(text: str) -> str:
    """Servers tell forms apart by a Latin name; what it cannot say of an id is said by a checksum."""
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", text)
    return f"kano_{name}" if name == text else f"kano_{name}_{zlib.crc32(text.encode()):08x}"


def _workbook(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """Every cell is written as a string, so that none becomes a formula, a link or a number."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": _NO_CLOCK})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(rows[0]) - 1, 24)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(at, column, cell)
    return file.getvalue()
