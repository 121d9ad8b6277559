"""Cells as a tool lays them out, and the bytes of the file it makes of them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import xlsxwriter

from kano.forms.questions import Kind, Question
from tests.roundtrip.cases import Case, Person

Cell = str | int | float | None


@dataclass(frozen=True)
class Sheet:
    """Header rows and rows of cells. `codes` names the question of each column, "" where the tool speaks itself.

    `who` says whose answers each row holds, None for rows that are nobody's (previews). It is () in sheets
    that do not have a row per person.
    """

    head: tuple[list[str], ...]
    rows: tuple[list[Cell], ...]
    codes: tuple[str, ...]
    who: tuple[int | None, ...] = ()

    def people(self, case: Case) -> list[Person]:
        return [case.people[i] for i in self.who if i is not None]


Show = Callable[[Question, str], Cell]
"""How a tool writes an answer: the question and the code of the choice ("" when there is none)."""


def told(lang: str, skipped: str = "") -> Show:
    """The text of the choice."""

    def show(question: Question, code: str) -> Cell:
        return next((choice.text[lang] for choice in question.choices if choice.code == code), skipped)

    return show


def coded(form: str = "{}", first: int = 1, skipped: str = "") -> Show:
    """The number of the choice, as `1`, `A1` or what else; a rating stays as it is."""

    def show(question: Question, code: str) -> Cell:
        if not code or question.kind is Kind.IMPORTANCE:
            return code or skipped
        return form.format([choice.code for choice in question.choices].index(code) + first)

    return show


def numbered(show: Show, question: Question, code: str) -> Cell:
    """Ratings as numbers, where a tool writes numbers into its cells."""
    return int(code) if question.kind is Kind.IMPORTANCE and code else show(question, code)


@dataclass(frozen=True)
class Meta:
    """Columns of the tool itself: their headers and what stands in them in the i-th row."""

    names: Sequence[str] = ()
    cells: Callable[[int], Sequence[Cell]] = field(default=lambda _: ())


def sheet(
    case: Case,
    titles: Sequence[Sequence[str]],
    show: Show,
    before: Sequence[Meta] = (),
    after: Sequence[Meta] = (),
    asked: Sequence[Question] | None = None,
) -> Sheet:
    """A row per person; `titles` are the header rows above the questions, above `before` and `after` their names."""
    asked = case.asked if asked is None else asked
    front, back = ([name for meta in metas for name in meta.names] for metas in (before, after))
    head = tuple([*front, *row, *back] for row in titles)
    rows = []
    for i, person in enumerate(case.people):
        left, right = ([cell for meta in metas for cell in meta.cells(i)] for metas in (before, after))
        rows.append([*left, *(show(q, person.get(q.code, "")) for q in asked), *right])
    codes = (*[""] * len(front), *(q.code for q in asked), *[""] * len(back))
    return Sheet(head, tuple(rows), codes, tuple(range(len(rows))))


def lines(table: Sheet) -> list[list[Cell]]:
    return [*map(list, table.head), *map(list, table.rows)]


def as_csv(table: Sheet, delimiter: str = ",", encoding: str = "utf-8", quote: int = csv.QUOTE_MINIMAL) -> bytes:
    """Text; what the encoding cannot write becomes `?`, as spreadsheets do."""
    return delimited(lines(table), delimiter, quote).encode(encoding, "replace")


def delimited(rows: Iterable[Sequence[Cell]], delimiter: str = ",", quote: int = csv.QUOTE_MINIMAL) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=quote, lineterminator="\r\n").writerows(rows)
    return file.getvalue()


def with_trailing(table: Sheet) -> Sheet:
    """A comma behind every line, as some tools leave it."""
    return replace(
        table,
        head=tuple([*row, ""] for row in table.head),
        rows=tuple([*row, ""] for row in table.rows),
        codes=(*table.codes, ""),
    )


def as_xlsx(table: Sheet, name: str = "Sheet1", above: Sequence[str] = (), merged: bool = False, **how: Any) -> bytes:
    """A workbook. `above` are lines in the first cell before the header; `merged` joins equal cells of the first row.

    `how` holds the options of the format of xlsxwriter's cells, none as a rule.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(name)
        for i, text in enumerate(above):
            page.write_string(i, 0, text)
        for i, row in enumerate(lines(table), start=len(above)):
            for j, cell in enumerate(row):
                _write(page, i, j, cell)
        if merged:
            _merge(page, table.head[0], len(above), book.add_format(how))
    return file.getvalue()


def _write(page: Any, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, int | float):
        page.write_number(row, column, cell)
    elif cell:
        page.write_string(row, column, cell)


def _merge(page: Any, cells: Sequence[str], row: int, form: Any) -> None:
    """Neighbours that say the same are one cell, as people make them by hand."""
    start = 0
    for end in range(1, len(cells) + 1):
        if end == len(cells) or cells[end] != cells[start]:
            if end - start > 1 and cells[start]:
                page.merge_range(row, start, row, end - 1, cells[start], form)
            start = end


def of_one_cell(workbook: bytes) -> bytes:
    """The same workbook claiming to be one cell large, as Microsoft Forms writes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                data = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', data)
            new.writestr(entry, data)
    return made.getvalue()
