"""XLSX: results, curves, answers, conventions and what was left out. No text ever becomes a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import xlsxwriter

from kano.answers import ANSWERS
from kano.conventions import describe
from kano.counts import LEFT_OUT
from kano.i18n import KEYS
from kano.reports import Report
from kano.reports.table import curve_rows
from kano.responses import Responses
from kano.suppression import told

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""The same study gives the same file."""

_PERCENT, _TWO = "0%", "0.00"
_FORMATS = {"probability": _PERCENT} | dict.fromkeys(
    ("better", "better_low", "better_high", "worse", "worse_low", "worse_high", "x", "y", "sd_x", "sd_y"), _TWO
)
_FORMATS |= dict.fromkeys(("category_strength", "total_strength", "importance"), "0.0")


def write(report: Report) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "nan_inf_to_errors": True, **_SAFE}) as book:
        book.set_properties({"created": _NO_CLOCK})
        sheets = _Sheets(book, report)
        sheets.add("results", list(_results(report)))
        sheets.add("curves", list(_curves(report)))
        if isinstance(report.study.data, Responses):
            sheets.add("answers", list(_answers(report.study.data, report)))
        sheets.add("conventions", [["what", "how"], *_conventions(report)])
        sheets.add("left-out", list(_left_out(report)))
        sheets.add("findings", [["findings"], *([f.text(report.t)] for f in report.remarks)])
    return file.getvalue()


class _Sheets:
    """Sheets with a bold frozen head; a head cell is a key of the catalogue, or a text of the user."""

    def __init__(self, book: xlsxwriter.Workbook, report: Report) -> None:
        self.book, self.t = book, report.t
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.formats = {form: book.add_format({"num_format": form}) for form in set(_FORMATS.values())}

    def add(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        sheet = self.book.add_worksheet(self.t(f"report.{name}"))
        sheet.freeze_panes(1, 1)
        for column, key in enumerate(rows[0]):
            sheet.write(0, column, self.label(key), self.head)
            widest = max((_width(row[column]) for row in rows[1:50] if column < len(row)), default=0)
            form = "" if isinstance(key, _Verbatim) else _FORMATS.get(key, "")
            sheet.set_column(column, column, min(max(widest, 9), 70), self.formats.get(form))
        for i, row in enumerate(rows[1:], start=1):
            sheet.write_row(i, 0, ["" if cell is None else cell for cell in row])

    def label(self, key: str) -> str:
        if isinstance(key, _Verbatim):
            return str(key)
        group = "column" if f"column.{key}" in KEYS else "report"
        return self.t(f"{group}.{key}") if f"{group}.{key}" in KEYS else key


class _Verbatim(str):
    """A head that a user wrote, which may look like a key of the catalogue."""


def _width(cell: Any) -> int:
    return sum(1 if sign.isascii() else 2 for sign in str(cell)) + 1 if isinstance(cell, str) else 9


def _results(report: Report) -> Iterable[list[Any]]:
    """The rows of the classification; categories and verdicts in words beside their codes."""
    t = report.t
    rows, features = report.result.rows(), report.result.features
    yield ["feature", "segment", "type", *[key for key in rows[0] if key not in ("feature", "segment")]]
    for feature, row in zip(features, rows, strict=True):
        row["feature"] = report.label(row["feature"])
        row["verdict"] = t(f"verdict.{row['verdict']}") if row["verdict"] else ""
        name = report.segment(row.pop("segment"))
        yield [row.pop("feature"), name, feature.called(t), *row.values()]


def _curves(report: Report) -> Iterable[list[Any]]:
    yield ["feature", "segment", "category", "fulfilment", "classic", "blended", "low", "high"]
    for row in curve_rows(report):
        yield [report.label(row.pop("feature")), report.segment(row.pop("segment")), *row.values()]


def _answers(data: Responses, report: Report) -> Iterable[list[Any]]:
    """A row per person, numbered among everyone in the file; letters L E N W D, blank where there is no answer."""
    asked = ("functional", "dysfunctional", *(["importance"] if data.importance is not None else []))
    names = [f"{report.label(feature)}: {report.t(f'column.{side}')}" for feature in data.features for side in asked]
    yield ["respondent", *map(_Verbatim, (*data.profiles, *names))]
    profiles = [(_names(name, data, report), profile.codes) for name, profile in data.profiles.items()]
    for i, number in enumerate(report.study.numbers):
        yield [
            number,
            *(names[codes[i]] for names, codes in profiles),
            *(cell for f in range(len(data.features)) for cell in _pair(data, i, f)),
        ]


def _names(name: str, data: Responses, report: Report) -> list[str]:
    """What stands for each value of a profile: not told where too few people of it answered some feature."""
    shown = told(data.count(name), report.result.settings.least)
    return [value if shown[value].all() else report.t("segment.hidden") for value in data.profiles[name].values]


def _pair(data: Responses, person: int, feature: int) -> list[Any]:
    letters = ["", *map(str, ANSWERS)]
    pair: list[Any] = [letters[side[person, feature]] for side in (data.functional, data.dysfunctional)]
    if data.importance is not None:
        rating = float(data.importance[person, feature])
        pair.append(None if np.isnan(rating) else rating)
    return pair


def _conventions(report: Report) -> list[list[str]]:
    source, t = report.study.source, report.t
    file = [[t("report.file"), source.name], [t("report.sha256"), source.sha256]]
    return [*map(list, describe(report.result.conventions, t)), *file]


def _left_out(report: Report) -> Iterable[list[Any]]:
    t, left = report.t, report.study.left_out()
    yield ["what", "count", *LEFT_OUT]
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
