"""A section of the story as a sheet: its message, its figure as a native chart, its tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kano.reports.figures import Figure, Kind
from kano.reports.story import Grid, Section
from kano.reports.workbook import charts
from kano.reports.workbook.book import GRID, Cell, Sheet, tint, wide
from kano.reports.workbook.charts import Series
from kano.reports.workbook.tables import INSET, LEAST, LONG, PERCENT, TWO, Column, heads, message

_NUMBER = re.compile(r"[-+\u2212]?\d{1,15}(\.\d{1,9})?%?")
_WIDEST, _USUAL, _ACROSS = 90.0, 36.0, 110.0
"""Widths of a column that takes what is left, of any other, and of a sheet at least."""


def write(sheet: Sheet, sections: Sequence[Section]) -> None:
    """Sections that share a sheet stand below each other, the numbers of their figures under all of them."""
    widths = _widths(sections)
    sheet.widths(widths)
    row, figures = 0, []
    for section in sections:
        row = message(sheet, section, widths, row)
        if section.figure:
            figures.append((section.figure, row))
            row += charts.rows_of(sheet, _height(section.figure))
        for grid in section.grids:
            row = _grid(sheet, grid, row, widths, titled=len(section.grids) > 1) + 1
        row += 1
    for figure, above in figures:
        row = _figure(sheet, figure, row, above, widths) + 2


def _widths(sections: Sequence[Section]) -> list[float]:
    """Of each column what its longest text takes, within bounds."""
    widths = [LONG, 12.0, 12.0, 12.0] if any(section.figure for section in sections) else []
    for grid in (grid for section in sections for grid in section.grids):
        for place, texts in enumerate(zip(*((grid.heads, *grid.rows)), strict=True)):
            most = _WIDEST if place == grid.wide else _USUAL
            longest = min(max(LEAST, *(wide(text) + 3.0 for text in texts[1:]), min(wide(texts[0]) + 2.0, 14.0)), most)
            widths = [*widths, *([LEAST] * (place + 1 - len(widths)))]
            widths[place] = max(widths[place], longest)
    return [*widths, *([12.0] * max(0, round((_ACROSS - sum(widths)) / 12)))]


def _grid(sheet: Sheet, grid: Grid, row: int, widths: Sequence[float], titled: bool) -> int:
    if titled and grid.title:
        sheet.put(row, 0, grid.title, bold=True, font_size=12)
        row += 1
    heads(sheet, [Column(head, "0" if j in grid.numeric else "") for j, head in enumerate(grid.heads)], row)
    sheet.tall(row, zip(grid.heads, widths, strict=False))
    kinds = grid.kinds or (None,) * len(grid.rows)
    for i, (texts, kind) in enumerate(zip(grid.rows, kinds, strict=True), start=row + 1):
        sheet.tall(i, ((text, width - 1) for text, width in zip(texts, widths, strict=False)))
        for j, text in enumerate(texts):
            cell, look = _said(text) if j in grid.numeric else (text, {})
            side = {"align": "right"} if j in grid.numeric else INSET
            colour = tint(kind) if j == grid.leading else {}
            sheet.put(i, j, cell, bottom=1, bottom_color=GRID, text_wrap=True, **side, **look, **colour)
    if grid.rows:
        sheet.texts(row + 1, row + len(grid.rows), 0, len(grid.heads) - 1)
    return row + len(grid.rows) + 1


def _said(text: str) -> tuple[Cell, dict[str, str]]:
    """A number as it was said, so that it can be computed with; anything else as its text."""
    if not _NUMBER.fullmatch(text):
        return text, {}
    digits, percent = text.removesuffix("%").replace("\u2212", "-"), text.endswith("%")
    places = len(digits.partition(".")[2])
    form = ("0." + "0" * places if places else "0") + ("%" if percent else "")
    signed = f"+{form};-{form};{form}" if text.startswith("+") else form
    return float(digits) / (100 if percent else 1), {"num_format": signed}


def _figure(sheet: Sheet, figure: Figure, row: int, above: int, widths: Sequence[float]) -> int:
    """The chart at the row `above`, and from `row` the numbers that it shows; gives the row after them."""
    names = [figure.x.title, figure.y.title] if _on_axes(figure) else [each.name for each in figure.series]
    sheet.put(row, 0, figure.title, bold=True, font_size=12)
    sheet.tall(row + 1, zip(names, widths[1:], strict=False))
    if not _on_axes(figure):
        chart = charts.bars(sheet, figure, _along(sheet, figure, row + 1), len(figure.names))
        end = row + 2 + len(figure.names)
    else:
        draw = charts.points if figure.kind == Kind.POINTS else charts.lines
        chart = draw(sheet, figure, _on_plane(sheet, figure, row + 1))
        end = row + 2 + sum(len(each.points) for each in figure.series)
    charts.place(sheet, chart, figure, above)
    return end


def _on_axes(figure: Figure) -> bool:
    return figure.kind in (Kind.POINTS, Kind.LINES)


def _height(figure: Figure) -> int:
    """Pixels."""
    if not _on_axes(figure):
        return charts.bars_height(len(figure.names))
    return charts.POINTS[1] if figure.kind == Kind.POINTS else charts.LINES[1]


def _along(sheet: Sheet, figure: Figure, top: int) -> list[Series]:
    """A row per name, a column per series."""
    form = PERCENT if figure.x.percent else TWO
    heads(sheet, [Column(""), *(Column(each.name, form) for each in figure.series), Column("")], top)
    marks = figure.marks or ("",) * len(figure.names)
    for i, (name, mark) in enumerate(zip(figure.names, marks, strict=True)):
        _line(sheet, top + 1 + i, [name, *(each.values[i] for each in figure.series), mark], form)
    end = top + len(figure.names)
    return [
        Series(
            sheet.ref(top, j),
            sheet.ref(top + 1, 0, end, 0),
            sheet.ref(top + 1, j, end, j),
            each.category,
            colour=each.colour,
        )
        for j, each in enumerate(figure.series, start=1)
    ]


def _on_plane(sheet: Sheet, figure: Figure, top: int) -> list[Series]:
    """A row per point: what it is, x, y and its label."""
    names = {str(key.number): key.name for key in figure.key}
    heads(sheet, [Column(""), Column(figure.x.title, TWO), Column(figure.y.title, TWO), Column("")], top)
    row, made = top + 1, []
    for each in figure.series:
        labels = each.labels or ("",) * len(each.points)
        for i, ((x, y), label) in enumerate(zip(each.points, labels, strict=True), start=row):
            _line(sheet, i, [names.get(label, each.name), x, y, label], TWO)
        end = row + len(each.points) - 1
        across, up = (sheet.ref(row, column, end, column) for column in (1, 2))
        name = sheet.ref(row, 0) if not each.labels else ""
        made.append(Series(name, across, up, each.category, each.labels, each.colour, not each.modelled))
        row = end + 1
    return made


def _line(sheet: Sheet, row: int, cells: Sequence[Cell], form: str) -> None:
    for column, cell in enumerate(cells):
        look = {"num_format": form} if not isinstance(cell, str) else {"text_wrap": True}
        sheet.put(row, column, cell, bottom=1, bottom_color=GRID, **look)
