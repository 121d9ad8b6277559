"""XLSX, XLS, XLSB, ODS."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import python_calamine as calamine

from kano.foreign.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Column, Refused, letters

BATCH = 2000


def read(data: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], list[Column]]:
    """The sheet that is asked for, or the first that has two rows; a hidden one only if no other has."""
    try:
        full, sheet = _chosen(calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)), asked)
    except calamine.PasswordError as problem:
        raise Refused("file-protected") from problem
    except calamine.CalamineError as problem:
        if asked["kind"] != "xlsx" and "detect file format" in str(problem):
            raise Refused("file-kind") from problem
        raise
    if sheet is None:
        raise Refused("file-empty")
    return {"sheets": full}, _columns(sheet)


def _chosen(book: Any, asked: dict[str, Any]) -> tuple[list[str], Any]:
    """The names of the sheets with two rows, and the first of them."""
    shown, hidden = _names(book)
    for names in ([asked["sheet"]],) if asked["sheet"] else (shown, hidden):
        full, first = [], None
        for name in names:
            sheet = book.get_sheet_by_name(name)
            _check(sheet)
            if sheet.height > 1:
                full.append(name)
                first = first or sheet
        if first:
            return full, first
    return [], None


def _names(book: Any) -> tuple[list[str], list[str]]:
    """The sheets of cells, those that are shown and those that are hidden: tools keep their own notes in the latter."""
    sheets = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
    shown = [s.name for s in sheets if s.visible == calamine.SheetVisibleEnum.Visible]
    return shown, [s.name for s in sheets if s.name not in shown]


def _check(sheet: Any) -> None:
    row, column = sheet.end or (0, 0)
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        cell = f"{letters(column + 1)}{row + 1}"
        raise Refused("sheet-too-large", cell=cell, rows=MOST_ROWS, columns=MOST_COLUMNS)
    if (row + 1) * (column + 1) > MOST_CELLS:
        raise Refused("sheet-too-wide", cells=f"{MOST_CELLS:,}")


def _columns(sheet: Any) -> list[Column]:
    """The columns and rows from the first that hold something; the reader itself leaves out such columns, not rows."""
    columns = [Column() for _ in range(sheet.width)]
    for rows in _batches(islice(sheet.iter_rows(), sheet.start[0], None)):
        for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend([cell if cell.__class__ is str else text(cell) for cell in cells])
    return columns


def _batches(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def text(cell: Any) -> str:
    """A cell as a person would type it: `3` for 3.0, ISO for dates, hours and minutes for what lasted."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float):
        return number(cell)
    return duration(cell) if isinstance(cell, datetime.timedelta) else str(cell)


def number(value: float) -> str:
    """At most the fifteen digits that a spreadsheet shows, and no point that the format added."""
    return str(int(value)) if abs(value) < 1e16 and value == int(value) else f"{value:.15g}"


def duration(value: datetime.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
