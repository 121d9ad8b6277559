"""How the numbers were made, what is in none of them, what to know; and the points of every curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kano.counts import LEFT_OUT
from kano.errors import Finding
from kano.reports import Report
from kano.reports.story.appendix import conventions as told
from kano.reports.table import curve_rows
from kano.reports.workbook.book import Cell, Sheet
from kano.reports.workbook.tables import COUNTED, LONG, PERCENT, Column, chips, fitted, heights, table

_POINTS = ("fulfilment", "classic", "blended", "low", "high")


def points(sheet: Sheet, report: Report) -> None:
    """A row per feature, segment and degree of fulfilment."""
    t = report.t
    columns = [
        Column(t("column.feature"), most=LONG),
        Column(t("column.segment")),
        Column(t("column.category"), chip=2, middle=True),
    ]
    columns += [Column(t(f"column.{name}"), PERCENT if name == "fulfilment" else "0.000") for name in _POINTS]
    rows: list[list[Cell]] = [
        [
            report.label(row["feature"]),
            report.segment(row["segment"]),
            row["category"],
            *(row[name] for name in _POINTS),
        ]
        for row in curve_rows(report)
    ]
    table(sheet, columns, rows)
    fitted(sheet, columns, rows)
    chips(sheet, columns, 1, len(rows))
    sheet.raw.freeze_panes(1, 1)


def conventions(sheet: Sheet, report: Report, counted: bool | None) -> None:
    """The record in words, and which cells of the workbook are formulas; `counted` is None without people."""
    t = report.t
    pairs = (*told(report), (t("workbook.formulas"), t("workbook.formulas-text")))
    rows: list[list[Cell]] = [[what, how] for what, how in pairs]
    if counted is not None:
        key = "workbook.pairs-live" if counted else "workbook.pairs-values"
        rows.append([t("workbook.pairs"), t(key)])
    _words(sheet, [t("report.what"), t("report.how")], rows, [34.0, 110.0])


def left_out(sheet: Sheet, report: Report) -> None:
    """What of the file is in no number, with how much of it there was."""
    t, rows = report.t, list(_left_out(report))
    counts = [Column(t("column.count"), COUNTED), *(Column(t(f"report.{reason}"), COUNTED) for reason in LEFT_OUT)]
    columns = [Column(t("report.what"), most=90.0), *counts]
    whole = [[*row, *([None] * (len(columns) - len(row)))] for row in rows]
    table(sheet, columns, whole)
    fitted(sheet, columns, whole)
    sheet.raw.freeze_panes(1, 1)


def _left_out(report: Report) -> Iterator[list[Cell]]:
    t, left = report.t, report.study.left_out()
    for key in ("respondents", "respondents_without_answers", "pairs"):
        if key in left:
            yield [t(f"report.{key}"), left[key]]
    for rule, number in left.get("respondents_screened", {}).get("by_rule", {}).items():
        yield [f"{t('report.respondents_screened')}: {t(f'screening.rule-{rule}')}", number]
    for feature, numbers in left.get("by_feature", {}).items():
        yield [report.label(feature), sum(numbers.values()), *(numbers[reason] for reason in LEFT_OUT)]
    for key in ("columns", "read_as_no_answer"):
        for name in left.get(key, []):
            yield [f"{t(f'report.{key}')}: {name}"]


def remarks(sheet: Sheet, report: Report, own: Sequence[Finding]) -> None:
    texts = [finding.text(report.t) for finding in (*report.remarks, *own)]
    _words(sheet, [report.t("report.findings")], [[text] for text in texts] or [["-"]], [130.0])


def _words(sheet: Sheet, names: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> None:
    columns = [Column(name) for name in names]
    table(sheet, columns, rows)
    sheet.widths(widths)
    heights(sheet, columns, rows, widths)
    sheet.raw.freeze_panes(1, 0)
