"""The sheets with charts, each with the numbers that it shows beneath; formulas find them in the results."""

from __future__ import annotations

from collections.abc import Sequence

from kano.answers import CATEGORIES
from kano.classification import FeatureResult
from kano.curves import Curve
from kano.ranking import surest_first
from kano.reports.figures import Figure, curves_of, path
from kano.reports.story import Section
from kano.reports.workbook import charts
from kano.reports.workbook.book import Cell, Formula, Sheet, wide
from kano.reports.workbook.charts import Series
from kano.reports.workbook.results import COUNTS, Results
from kano.reports.workbook.tables import LONG, PERCENT, TWO, Column, chips, fitted, lines, message, table

_LONGEST = 44
"""Digits of a name beside a bar; a longer one is cut there, not in the table."""
_FIRST = 4
"""Where the numbers begin: number, feature, type and category stand before them."""


def overview(sheet: Sheet, section: Section, results: Results) -> None:
    """Shares of each feature, those surest of their category first."""
    sheet.raw.set_portrait()
    features, t = results.shown, results.report.t
    order = surest_first(features)
    names = [results.report.label(feature.feature) for feature in order]
    cut = max(map(wide, names)) > _LONGEST
    columns = _columns(results, [t(f"type.{category}") for category in CATEGORIES], PERCENT)
    columns += [Column(t("workbook.label"), most=LONG)] if cut else []
    top = _top(sheet, section, charts.bars_height(len(order)))
    rows = [
        [*_named(features.index(f) + 1, f, results), *_live(f, row, results), *_shares(f, row, results)]
        for row, f in enumerate(order, start=top + 2)
    ]
    if cut:
        rows = [[*row, shortened(f"{row[0]}. {name}")] for row, name in zip(rows, names, strict=True)]
    end = _under(sheet, section, columns, rows, top)
    beside = len(columns) - 1 if cut else 1
    bars = sheet.ref(top + 1, beside, end, beside)
    series = [
        Series(sheet.ref(top, column), bars, sheet.ref(top + 1, column, end, column), category)
        for column, category in enumerate(CATEGORIES, start=_FIRST)
    ]
    chart = charts.bars(sheet, drawing(section), series, names=len(rows))
    charts.place(sheet, chart, drawing(section), _above(section))


def _live(feature: FeatureResult, row: int, results: Results) -> list[Cell]:
    kind = Formula(results.found("type", f"$A{row}"), feature.called(results.report.t))
    return [kind, Formula(results.found("category", f"$A{row}"), str(feature.category or ""))]


def _shares(feature: FeatureResult, row: int, results: Results) -> list[Cell]:
    at, total = f"$A{row}", sum(feature.counts.values())
    whole = f"SUM({results.found(COUNTS[0], at, COUNTS[-1])})"
    return [
        Formula(f'IF({whole}=0,"",{results.found(c, at)}/{whole})', feature.counts[c] / total if total else None)
        for c in COUNTS
    ]


def better_worse(sheet: Sheet, section: Section, results: Results) -> None:
    """The map and its key; a series for each category, numbers as labels."""
    sheet.raw.set_portrait()
    t = results.report.t
    placed = [(i, f) for i, f in enumerate(results.shown, start=1) if f.better.estimate is not None]
    kinds = [category for category in CATEGORIES if any(f.category == category for _, f in placed)]
    ordered = [(category, [each for each in placed if each[1].category == category]) for category in kinds]
    columns = _columns(results, [t("axis.worse"), t("axis.better")], TWO)
    top = first = _top(sheet, section, charts.POINTS[1])
    rows, series = [], []
    for category, features in ordered:
        for row, (number, feature) in enumerate(features, start=first + 2):
            rows.append([*_named(number, feature, results), *_kind(feature, results), *_point(feature, row, results)])
        first, last = first + 1, first + len(features)
        labels = tuple(str(number) for number, _ in features)
        x, y = (sheet.ref(first, column, last, column) for column in (_FIRST, _FIRST + 1))
        series.append(Series(sheet.ref(first, 2), x, y, category, labels))
        first = last
    _under(sheet, section, columns, rows, top)
    charts.place(sheet, charts.points(sheet, drawing(section), series), drawing(section), _above(section))


def _point(feature: FeatureResult, row: int, results: Results) -> list[Cell]:
    missed = Formula(f"ABS({results.found('worse', f'$A{row}')})", abs(feature.worse.estimate or 0.0))
    return [missed, Formula(results.found("better", f"$A{row}"), feature.better.estimate)]


def curves(sheet: Sheet, section: Section, results: Results) -> None:
    """A row per curve, a column per degree of fulfilment."""
    found = zip(results.shown, curves_of(results.report, results.features[0].segment), strict=True)
    drawn = [(i, f, c) for i, (f, c) in enumerate(found, start=1) if c.classic is not None]
    degrees = [round(float(x), 10) for x in drawn[0][2].fulfilment]
    columns = _columns(results, degrees, TWO, live=False)
    top = _top(sheet, section, charts.LINES[1])
    rows = [[*_named(i, f, results), *_kind(f, results), *(y for _, y in path(c))] for i, f, c in drawn]
    _under(sheet, section, columns, rows, top)
    last = _FIRST + len(degrees) - 1
    sheet.raw.set_column(_FIRST, last, 6.5)
    across = sheet.ref(top, _FIRST, top, last)
    series = [
        _line(sheet, number, curve, across, row, last) for row, (number, _, curve) in enumerate(drawn, start=top + 1)
    ]
    charts.place(sheet, charts.lines(sheet, drawing(section), series), drawing(section), _above(section))


def _line(sheet: Sheet, number: int, curve: Curve, across: str, row: int, last: int) -> Series:
    """A curve with its number at its end."""
    labels = (*[""] * (last - _FIRST), str(number))
    values = sheet.ref(row, _FIRST, row, last)
    return Series(sheet.ref(row, 1), across, values, curve.category, labels, broken=not curve.modelled)


def _columns(results: Results, names: Sequence[str | float], form: str, live: bool = True) -> list[Column]:
    t = results.report.t
    columns = [Column(t("workbook.number"), "0", middle=True), Column(t("column.feature"), most=LONG)]
    columns += [Column(t("column.type"), chip=3, most=16), Column(t("column.category"), chip=3, middle=True)]
    return [*columns, *(Column(name, form, live=live) for name in names)]


def _named(number: int, feature: FeatureResult, results: Results) -> list[Cell]:
    return [number, results.report.label(feature.feature)]


def _kind(feature: FeatureResult, results: Results) -> list[Cell]:
    return [feature.called(results.report.t), str(feature.category or "")]


def _under(sheet: Sheet, section: Section, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], top: int) -> int:
    """The message and, from the row `top`, the table; gives the last row of it."""
    end = table(sheet, columns, rows, top) - 1
    message(sheet, section, fitted(sheet, columns, rows, top))
    chips(sheet, columns, top + 1, end)
    sheet.paged(len(rows))
    return end


def _above(section: Section) -> int:
    return 2 + len(lines(section))


def _top(sheet: Sheet, section: Section, height: int) -> int:
    """The row of a table under a chart of so many pixels."""
    return _above(section) + charts.rows_of(sheet, height)


def drawing(section: Section) -> Figure:
    assert section.figure is not None
    return section.figure


def shortened(name: str) -> str:
    """What a chart has room for beside a bar."""
    cut = name
    while wide(cut) > _LONGEST:
        cut = cut[:-1]
    return cut if cut == name else f"{cut.rstrip()}…"
