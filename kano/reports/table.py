"""CSV: a row per feature and segment, in codes and plain numbers, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from kano.reports import Report
from kano.text import csv_cell

BLANK = "(blank)"


def write(report: Report) -> bytes:
    return to_csv(rows(report)).encode("utf-8-sig")


def rows(report: Report) -> list[dict[str, Any]]:
    """The rows of the classification. Segment is blank for everyone, "(blank)" for people who gave none."""
    names = {None: "", "": BLANK}
    return [{**row, "segment": names.get(row["segment"], row["segment"])} for row in report.result.rows()]


def curve_rows(report: Report) -> list[dict[str, Any]]:
    """A row per feature, segment and degree of fulfilment."""
    rows = []
    for curve in report.curves:
        lines = {"classic": curve.classic, "blended": curve.blended, "low": curve.low, "high": curve.high}
        head = {"feature": curve.feature, "segment": curve.segment, "category": str(curve.category or "")}
        for i, x in enumerate(curve.fulfilment.tolist()):
            values = {name: None if line is None else float(line[i]) for name, line in lines.items()}
            rows.append({**head, "fulfilment": round(x, 10), **values})
    return rows


def to_csv(rows: Sequence[dict[str, Any]]) -> str:
    """Every text quoted, none that a spreadsheet would compute; numbers stay numbers, undefined is blank."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(list(rows[0]) if rows else [])
    for row in rows:
        writer.writerow([csv_cell(value) if isinstance(value, str) else value for value in row.values()])
    return file.getvalue()
