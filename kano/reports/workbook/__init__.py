"""XLSX: what a reader would check is a formula on what stands in the sheets; charts are the program's own.

No text of a user becomes a formula, a link, a number, a code of a footer or the name of a sheet that breaks.
"""

from __future__ import annotations

from kano.reports import Report
from kano.reports.workbook.whole import written

__all__ = ["write"]


def write(report: Report) -> bytes:
    """The workbook of a report; the same study gives the same bytes. Raises KanoError where a sheet is too small."""
    return written(report)
