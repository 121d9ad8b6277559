"""What Microsoft Forms writes: a workbook that says of itself that it is one cell large."""

from __future__ import annotations

from kano.forms.questions import Question
from tests.roundtrip.cases import Case
from tests.roundtrip.sheets import Cell, Meta, Sheet, as_xlsx, numbered, of_one_cell, sheet, told

HEADS = {
    "en": ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"],
    "de": ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Uhrzeit der letzten Änderung"],
    "zh-Hans": ["ID", "开始时间", "完成时间", "电子邮件", "名称", "上次修改时间"],
    "zh-Hant": ["ID", "開始時間", "完成時間", "電子郵件", "名稱", "上次修改時間"],
}
"""By the language of the owner's screen, which is not always that of the form."""

NBSP = "\u00a0"


def forms(case: Case, head: str = "en") -> Sheet:
    """Texts that were pasted into the form end in a fixed blank, in the header and in the answers."""
    asked = [f"{q.title(case.lang)}{NBSP if i % 3 == 0 else ''}" for i, q in enumerate(case.asked)]
    return sheet(case, [asked], _show(case), before=[Meta(HEADS[head], _meta)])


def _meta(i: int) -> list[Cell]:
    """Times are the numbers of a spreadsheet; nobody is named, and nobody came back."""
    start = 46000 + i / 7
    return [i + 1, start, start + 0.004, "anonymous", "", ""]


def _show(case: Case):
    text = told(case.lang)

    def show(question: Question, code: str) -> Cell:
        cell = numbered(text, question, code)
        last = bool(question.choices) and code == question.choices[-1].code
        return f"{cell}{NBSP}" if last and isinstance(cell, str) else cell

    return show


def workbook(table: Sheet) -> bytes:
    return of_one_cell(as_xlsx(table))
