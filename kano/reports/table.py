"""CSV: a row per feature and segment, in codes and plain numbers, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from kano.reports import Report
from kano.text import csv_cell


def write(report: Report) -> bytes:
    return to_csv(report.result.rows()).encode("utf-8-sig")


def to_csv(rows: Sequence[dict[str, Any]]) -> str:
    """Every text quoted, none that a spreadsheet would compute; numbers stay numbers, undefined is blank."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(list(rows[0]) if rows else [])
    for row in rows:
        writer.writerow([csv_cell(value) if isinstance(value, str) else value for value in row.values()])
    return file.getvalue()
