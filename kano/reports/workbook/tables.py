"""A table on a sheet: its head stays in view and on every printed page; a tinted head stands above formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from kano.answers import CATEGORIES
from kano.reports.story import Section
from kano.reports.workbook.book import FAINT, GRID, HEAD, LIVE, Cell, Formula, Sheet, tint, wide

PERCENT, TWO, ONE, COUNTED = "0%", "0.00", "0.0", "General"
LONG, SHORT, LEAST = 44.0, 24.0, 5.5
"""Widths of columns in digits: of names, of other texts at most; of any column at least."""
INSET = {"align": "left", "indent": 1}
SURE = '[>0.99]">99%";[<0.01]"<1%";0%'
"""Of texts, which may stand beside a number; of a probability, which is never said to be 0% or 100%."""

_HEAD, _LOOKED = 10, 200
"""How wide a head may make its column before its words wrap; rows by which a width is judged."""


@dataclass(frozen=True)
class Column:
    """`head` is a text in the report's language or a user's, or a share; `form` a number format, blank for texts.

    `live` stands above formulas, `folded` opens by a click, `middle` is centred. `chip` colours the cells by the letter
    of a category that stands in the column at that place.
    """

    head: str | float
    form: str = ""
    most: float = SHORT
    live: bool = False
    folded: bool = False
    middle: bool = False
    chip: int | None = None


def _headed(head: str) -> float:
    """How wide a column is for its head: words of it may wrap, not the signs of a word."""
    longest = max((wide(word) for word in head.split()), default=0)
    return min(wide(head) + 3.0, max(_HEAD, min(longest, 14) + 3.0))


_WIDTHS = {TWO: 7.0, ONE: 7.0, "0.000": 8.0}


def table(
    sheet: Sheet, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], top: int = 0, filtered: bool = True
) -> int:
    """Writes the table from the row `top`; gives the row after it. A table at the top of its sheet stays in view."""
    heads(sheet, columns, top)
    forms = [sheet.book.form(**body(column)) for column in columns]
    for i, row in enumerate(rows, start=top + 1):
        for j, (form, cell) in enumerate(zip(forms, row, strict=True)):
            sheet.formed(i, j, cell, form)
    end = top + len(rows)
    if rows:
        sheet.texts(top + 1, end, 0, len(columns) - 1)
    if top == 0:
        sheet.raw.repeat_rows(0)
        if filtered and rows:
            sheet.raw.autofilter(0, 0, end, len(columns) - 1)
    return end + 1


def message(sheet: Sheet, section: Section, widths: Sequence[float], row: int = 0) -> int:
    """The sentence that a section is about and what stands under it; gives the row where the rest begins."""
    sheet.long(row, section.title, widths, bold=True, font_size=14)
    for place, line in enumerate(lines(section), start=row + 1):
        sheet.long(place, line, widths, font_color=FAINT)
    return row + 2 + len(lines(section))


def lines(section: Section) -> list[str]:
    """What is said under the message, the note of its figure last."""
    note = section.figure.note.split("\n") if section.figure else []
    return [line for line in (*section.text, *note) if line]


def heads(sheet: Sheet, columns: Sequence[Column], top: int) -> None:
    for j, column in enumerate(columns):
        look: dict[str, object] = {"text_wrap": True} if isinstance(column.head, str) else {"num_format": PERCENT}
        look |= {"bold": True, "valign": "bottom", "bottom": 1, "bottom_color": FAINT}
        look |= {"align": "center" if column.middle else "right"} if column.form or column.middle else INSET
        sheet.put(top, j, column.head, **look, bg_color=LIVE if column.live else HEAD)


def body(column: Column) -> dict[str, object]:
    """How a cell of the column looks; texts wrap."""
    look: dict[str, object] = {"bottom": 1, "bottom_color": GRID}
    look |= {"align": "center"} if column.middle else {} if column.form else INSET
    return {**look, **({"num_format": column.form} if column.form else {"text_wrap": True})}


def fitted(sheet: Sheet, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], top: int = 0) -> list[float]:
    """Each column as wide as its texts, within its bounds; folded columns are closed. Gives the widths."""
    widths = []
    for j, column in enumerate(columns):
        longest = max((_width(row[j], column) for row in rows[:_LOOKED]), default=0.0)
        width = min(max(longest, _headed(str(column.head)), LEAST), column.most)
        sheet.raw.set_column(j, j, width, None, {"level": 1, "hidden": True} if column.folded else {})
        widths.append(width)
    heights(sheet, columns, rows, widths, top)
    return widths


def heights(
    sheet: Sheet, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], widths: Sequence[float], top: int = 0
) -> None:
    """Each row as high as its texts; the head leaves room for the button of its filter."""
    shown = [j for j, column in enumerate(columns) if not column.folded]
    sheet.tall(top, [(str(columns[j].head), widths[j] - 1) for j in shown])
    wrapped = [j for j in shown if not columns[j].form]
    for i, row in enumerate(rows, start=top + 1):
        sheet.tall(i, [(text, widths[j] - 1) for j in wrapped if isinstance(text := said(row[j]), str)])


def said(cell: Cell) -> float | str | None:
    return cell.value if isinstance(cell, Formula) else cell


def chips(sheet: Sheet, columns: Sequence[Column], first: int, last: int) -> None:
    """Colours by the letter of the category, whatever the language, also when a formula gives another one."""
    for j, column in enumerate(columns):
        if column.chip is None:
            continue
        letter = f"${xl_col_to_name(column.chip)}{first + 1}"
        for category in CATEGORIES:
            rule = {
                "type": "formula",
                "criteria": f'={letter}="{category}"',
                "format": sheet.book.form(**tint(category)),
            }
            sheet.raw.conditional_format(first, j, last, j, rule)


def _width(cell: Cell, column: Column) -> float:
    value = said(cell)
    if isinstance(value, str):
        return wide(value) + 3.0
    return _WIDTHS.get(column.form, LEAST) if value is not None else LEAST
