"""Answers of people, and the pairs that they make: counted from the answers by formulas, read by the table in `key`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kano.answers import ANSWERS
from kano.errors import Finding
from kano.reports import Report
from kano.reports.workbook.book import COLUMNS, ROWS, Cell, Sheet
from kano.reports.workbook.tables import COUNTED, Column, fitted, table
from kano.responses import Responses
from kano.suppression import told

MOST_CELLS, MOST_COUNTED = 2_000_000, 3_000_000
"""Cells of answers that a workbook takes; comparisons that its programs make in a second or two."""

_LETTERS = ("", *map(str, ANSWERS))


def fits(data: Responses) -> bool:
    """Whether a sheet can hold everyone's answers."""
    columns = 1 + len(data.profiles) + len(asked(data)) * len(data.features)
    return columns <= COLUMNS and len(data) < ROWS and columns * len(data) <= MOST_CELLS


def counted(data: Responses, levels: int = len(ANSWERS)) -> bool:
    """Whether the pairs are counted by formulas from the answers beside them."""
    return fits(data) and len(data) * len(data.features) * levels**2 <= MOST_COUNTED


def remarks(data: Responses) -> Iterator[Finding]:
    """What of the people this workbook does not hold."""
    if not fits(data):
        yield Finding("workbook-answers", values={"n": len(data)})


def asked(data: Responses) -> tuple[str, ...]:
    """What was asked of each feature."""
    return ("functional", "dysfunctional", *(["importance"] if data.importance is not None else []))


def answers(sheet: Sheet, data: Responses, report: Report) -> None:
    """A row per person, numbered among everyone in the file; letters L E N W D, blank where there is no answer."""
    t, sides = report.t, asked(data)
    names = [f"{report.label(feature)}: {t(f'column.{side}')}" for feature in data.features for side in sides]
    columns = [Column(t("column.respondent"), COUNTED), *(Column(name, most=18) for name in data.profiles)]
    columns += [Column(name, COUNTED, most=16, middle=True) for name in names]
    profiles = [(_names(name, data, report), profile.codes) for name, profile in data.profiles.items()]
    rows = [
        [
            number,
            *(values[codes[i]] for values, codes in profiles),
            *(cell for f in range(len(data.features)) for cell in _pair(data, i, f)),
        ]
        for i, number in enumerate(report.study.numbers)
    ]
    table(sheet, columns, rows)
    fitted(sheet, columns, rows)
    sheet.raw.freeze_panes(1, 1)
    sheet.raw.repeat_columns(0)
    sheet.raw.fit_to_pages(0, 0)


def _names(name: str, data: Responses, report: Report) -> list[str]:
    """What stands for each value of a profile: not told where too few people of it answered some feature."""
    shown = told(data.count(name), report.result.settings.least)
    return [value if shown[value].all() else report.t("segment.hidden") for value in data.profiles[name].values]


def _pair(data: Responses, person: int, feature: int) -> list[Cell]:
    pair: list[Cell] = [_LETTERS[side[person, feature]] for side in (data.functional, data.dysfunctional)]
    if data.importance is not None:
        rating = float(data.importance[person, feature])
        pair.append(None if np.isnan(rating) else rating)
    return pair
