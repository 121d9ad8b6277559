"""The questions as a plain table, for any tool that a form can be typed or pasted into."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

from kano.forms.questions import Question, questions
from kano.questionnaire import Questionnaire
from kano.text import clean, csv_cell

_LENGTH = 2000
_WIDTHS = {"text": 60, "answers": 30}
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""The same questionnaire gives the same file."""


def rows(questionnaire: Questionnaire, langs: Sequence[str]) -> list[list[str]]:
    """Code and kind, then per language the text as it is asked, then per language its answers, one on each line."""
    head = ["code", "kind", *(f"text {lang}" for lang in langs), *(f"answers {lang}" for lang in langs)]
    return [head, *(_row(question, langs) for question in questions(questionnaire, langs))]


def table(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    """CSV. It begins with a byte order mark, so that spreadsheets show Chinese."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows(questionnaire, langs))
    return ("\ufeff" + file.getvalue()).encode()


def workbook(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    """XLSX. No text becomes a formula or a link."""
    import xlsxwriter

    file, cells = io.BytesIO(), rows(questionnaire, langs)
    with xlsxwriter.Workbook(file, {"in_memory": True, **_SAFE}) as book:
        book.set_properties({"created": _NO_CLOCK})
        head = book.add_format({"bold": True, "bottom": 1})
        lines = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("questions")
        sheet.freeze_panes(1, 1)
        for column, name in enumerate(cells[0]):
            sheet.set_column(column, column, _WIDTHS.get(name.split()[0], 14), lines)
        for i, row in enumerate(cells):
            for j, cell in enumerate(row):
                sheet.write_string(i, j, cell, lines if i else head)
    return file.getvalue()


def _row(question: Question, langs: Sequence[str]) -> list[str]:
    texts = [clean(question.title(lang), _LENGTH) for lang in langs]
    answers = ["\n".join(clean(answer, _LENGTH) for answer in question.answers(lang)) for lang in langs]
    return [question.code, question.kind.value, *texts, *answers]
