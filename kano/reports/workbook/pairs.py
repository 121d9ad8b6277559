"""The way from answers to counts, step by step: pairs of answers, what each pair means, how many of each meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from kano.classification import FeatureResult
from kano.evaluation import EvaluationTable
from kano.reports.workbook.book import FAINT, HEAD, Cell, Formula, Sheet, tint
from kano.reports.workbook.people import asked
from kano.reports.workbook.results import COUNTS, Results
from kano.reports.workbook.tables import COUNTED, LONG, Column, fitted, table
from kano.responses import Responses

_HEADS, _FIRST = 3, 2
"""Rows of heads: the functional answer, the dysfunctional one, what the pair means; columns before the pairs."""


@dataclass(frozen=True)
class Pairs:
    """Everyone's pairs, a row per feature. `answers` is the sheet they are counted from, None where values stand."""

    sheet: Sheet
    answers: Sheet | None
    results: Results
    data: Responses

    @cached_property
    def _pairs(self) -> list[tuple[int, int]]:
        """Places in the answers of the evaluation table."""
        levels = range(len(self._table.answers))
        return [(i, j) for i in levels for j in levels]

    @cached_property
    def _table(self) -> EvaluationTable:
        return self.results.report.result.settings.table

    @property
    def check(self) -> str:
        """The cells with the differences from the results."""
        last = _FIRST + len(self._pairs) + 1 + len(COUNTS)
        return self.sheet.ref(_HEADS, last, _HEADS + len(self.results.shown) - 1, last)

    def write(self) -> None:
        t = self.sheet.t
        live = self.answers is not None
        pairs = [Column("", COUNTED, live=live) for _ in self._pairs]
        names = [t("column.n"), *COUNTS, t("workbook.from-results")]
        columns = [Column(t("workbook.number"), "0", middle=True), Column(t("column.feature"), most=LONG), *pairs]
        columns += [Column(name, COUNTED, live=True) for name in names]
        rows = [list(self._row(place, feature)) for place, feature in enumerate(self.results.shown)]
        table(self.sheet, columns, rows, top=_HEADS - 1, filtered=False)
        fitted(self.sheet, columns, rows, _HEADS - 1)
        self.sheet.raw.set_column(_FIRST, _FIRST + len(pairs) - 1, 4.5)
        self._heads()
        self.sheet.raw.freeze_panes(_HEADS, _FIRST)
        self.sheet.raw.repeat_rows(0, _HEADS - 1)

    def _heads(self) -> None:
        """Over each pair its answers, and the category that the key gives it."""
        for row, side in enumerate(("column.functional", "column.dysfunctional")):
            self.sheet.put(row, 1, self.sheet.t(side), font_color=FAINT, align="right")
        for column, (i, j) in enumerate(self._pairs, start=_FIRST):
            category = self._table.cells[i][j]
            for row, answer in enumerate((self._table.answers[i], self._table.answers[j])):
                self.sheet.put(row, column, str(answer), bold=True, align="center", bg_color=HEAD)
            means = Formula(self.results.key.cell(i, j), str(category))
            look = {"bold": True, "align": "center", "bottom": 1, "bottom_color": FAINT}
            self.sheet.put(_HEADS - 1, column, means, **look, **tint(category))

    def _row(self, place: int, feature: FeatureResult) -> Iterator[Cell]:
        cells, row = self._cells[place], _HEADS + place + 1
        yield from (place + 1, self.results.report.label(feature.feature))
        for column, (i, j) in enumerate(self._pairs, start=_FIRST):
            yield self._count(place, column, int(cells[i, j]))
        end = _FIRST + len(self._pairs)
        first, last = xl_col_to_name(_FIRST), xl_col_to_name(end - 1)
        yield Formula(f"SUM({first}{row}:{last}{row})", int(cells.sum()))
        means = f"${first}${_HEADS}:${last}${_HEADS}"
        for letter in COUNTS:
            text = f'SUMIF({means},"{letter}",{first}{row}:{last}{row})'
            yield Formula(text, feature.counts[letter])
        counts = f"{xl_col_to_name(end + 1)}{row}:{xl_col_to_name(end + len(COUNTS))}{row}"
        written = self.results.found(COUNTS[0], f"$A{row}", COUNTS[-1])
        yield Formula(f"SUMPRODUCT(ABS({counts}-{written}))", 0)

    def _count(self, place: int, column: int, value: int) -> Cell:
        """How many people gave a pair; two criteria over the columns of the feature's answers."""
        if self.answers is None:
            return value
        side = 1 + len(self.data.profiles) + place * len(asked(self.data))
        letter = xl_col_to_name(column)
        ranges = (self.answers.ref(1, side + which, len(self.data), side + which) for which in range(2))
        criteria = ",".join(f"{area},{letter}${which}" for which, area in enumerate(ranges, start=1))
        return Formula(f"COUNTIFS({criteria})", value)

    @cached_property
    def _cells(self) -> np.ndarray:
        """(F, levels, levels): everyone's complete pairs, in the order of the table's answers."""
        at = self._table.positions
        return np.asarray(self.data.count().cells[0][:, at][:, :, at])
