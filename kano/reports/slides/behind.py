"""The workbook behind a chart, which opens when its numbers are edited: no text in it becomes a formula or a link."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter

_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)


@contextmanager
def _safe(file: Any) -> Any:
    """The workbook behind a chart, in which no text becomes a formula or a link."""
    from xlsxwriter import Workbook

    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(file, safe)
    book.set_properties({"created": _NO_CLOCK})
    yield book, book.add_worksheet()
    book.close()


class _Categories(CategoryWorkbookWriter):
    def _open_worksheet(self, xlsx_file: Any) -> Any:
        return _safe(xlsx_file)


class _Points(XyWorkbookWriter):
    def _open_worksheet(self, xlsx_file: Any) -> Any:
        return _safe(xlsx_file)


class Bars(CategoryChartData):
    @property
    def _workbook_writer(self) -> Any:
        return _Categories(self)


class Plane(XyChartData):
    @property
    def _workbook_writer(self) -> Any:
        return _Points(self)
