"""The sheet to which the formulas refer: categories, the level of the intervals, the table of pairs."""

from __future__ import annotations

from statistics import NormalDist

from kano.answers import CATEGORIES
from kano.evaluation import EvaluationTable
from kano.reports import Report
from kano.reports.workbook.book import FAINT, GRID, HEAD, LIVE, Cell, Formula, Sheet, tint
from kano.rules import TIE_ORDER

_CATEGORIES, _NUMBERS, _GRID = 3, 12, 18
"""Rows, from 0, of the first category, the first number and the title of the grid."""


class Key:
    """Where each part of the sheet stands, as the formulas of other sheets name it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        last = _CATEGORIES + len(CATEGORIES) - 1
        self.letters = sheet.ref(_CATEGORIES, 0, last, 0)
        self.words = sheet.ref(_CATEGORIES, 1, last, 1)
        self.nothing = sheet.ref(last + 1, 1)
        self.level, self.z, self.margin = (sheet.ref(_NUMBERS + i, 1) for i in range(3))

    def cell(self, functional: int, dysfunctional: int) -> str:
        """What a pair means, by the places of its answers in the table."""
        return self.sheet.ref(_GRID + 2 + functional, 1 + dysfunctional)


def write(key: Key, report: Report) -> None:
    sheet = key.sheet
    sheet.put(0, 0, report.t("workbook.key"), bold=True, font_size=14)
    _categories(sheet)
    _numbers(key, report)
    if report.result.conventions["evaluation_table"]:
        _grid(sheet, report.result.settings.table)
    sheet.widths([30, 18, 30, 18, 18, 18])


def _categories(sheet: Sheet) -> None:
    t = sheet.t
    for j, head in enumerate((t("column.category"), t("column.type"), "", t("workbook.tie-order"))):
        _head(sheet, _CATEGORIES - 1, j, head)
    for i, category in enumerate(CATEGORIES, start=_CATEGORIES):
        row: tuple[Cell, ...] = (
            str(category),
            t(f"type.{category}"),
            t(f"category.{category}"),
            TIE_ORDER.index(category) + 1,
        )
        for j, cell in enumerate(row):
            _cell(sheet, i, j, cell, **(tint(category) if j < 2 else {}))
    for j, cell in enumerate(("", t("category.none"), "", "")):
        _cell(sheet, _CATEGORIES + len(CATEGORIES), j, cell)


def _numbers(key: Key, report: Report) -> None:
    """The level and the margin may be changed: the formulas follow."""
    sheet, t, settings = key.sheet, report.t, report.result.settings
    z = NormalDist().inv_cdf((1 + settings.level) / 2)
    rows: tuple[tuple[str, Cell, str], ...] = (
        (t("workbook.level"), settings.level, "0.0%"),
        (t("workbook.z"), Formula(f"_xlfn.NORM.S.INV((1+{key.level})/2)", z), "0.0000"),
        *([(t("workbook.margin"), settings.tie_margin, "0.0%")] if settings.tie_margin else []),
    )
    for i, (what, cell, form) in enumerate(rows, start=_NUMBERS):
        _cell(sheet, i, 0, what)
        ground = {"bg_color": LIVE} if isinstance(cell, Formula) else {}
        _cell(sheet, i, 1, cell, num_format=form, align="left", **ground)


def _grid(sheet: Sheet, table: EvaluationTable) -> None:
    t = sheet.t
    sheet.put(_GRID - 1, 0, f"{t('convention.table')}: {table.name}", bold=True, font_size=12)
    sheet.put(_GRID, 0, t("column.functional"), font_color=FAINT)
    sheet.put(_GRID, 1, t("column.dysfunctional"), font_color=FAINT)
    for j, answer in enumerate(table.answers, start=1):
        _head(sheet, _GRID + 1, j, f"{answer}: {t(f'answer.{answer}')}")
    for i, (answer, cells) in enumerate(zip(table.answers, table.cells, strict=True), start=_GRID + 2):
        _head(sheet, i, 0, f"{answer}: {t(f'answer.{answer}')}")
        for j, category in enumerate(cells, start=1):
            _cell(sheet, i, j, str(category), align="center", **tint(category))
    if table.citation:
        sheet.put(_GRID + 3 + len(table.answers), 0, table.citation, font_color=FAINT)


def _head(sheet: Sheet, row: int, column: int, text: str) -> None:
    sheet.put(row, column, text, bold=True, text_wrap=True, bg_color=HEAD, bottom=1, bottom_color=FAINT)


def _cell(sheet: Sheet, row: int, column: int, cell: Cell, **look: object) -> None:
    sheet.put(row, column, cell, bottom=1, bottom_color=GRID, **look)
