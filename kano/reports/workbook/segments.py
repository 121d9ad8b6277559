"""Who sees a feature otherwise: categories beside each other, then the numbers, then their differences."""

from __future__ import annotations

from collections.abc import Iterator

from kano.classification import FeatureResult
from kano.ranking import SIGNS
from kano.reports import Report
from kano.reports.story import Section
from kano.reports.workbook.book import FAINT, GRID, Cell, Sheet, tint
from kano.reports.workbook.key import Key
from kano.reports.workbook.results import Results
from kano.reports.workbook.tables import INSET, LONG, TWO, Column, fitted, heads, message, table
from kano.splits import FeatureSplit, Split
from kano.splits import told as peaks_told

_P, _WIDTH = "0.000", 16.0
_GAPS = tuple(f"{of}_gap{end}" for of in ("better", "worse") for end in ("", "_low", "_high"))


def categories(sheet: Sheet, sections: tuple[Section, ...], report: Report) -> None:
    """A table for each question: the test and everyone's category, then a column per segment."""
    told = {section.grids[0].title: section for section in sections if section.grids}
    most = max(len(_shown(split)) for split in report.splits)
    widths = [LONG, 10.0, 10.0, *([_WIDTH] * (most + 1))]
    sheet.widths(widths)
    row = 0
    for split in report.splits:
        title = told[split.by].title if split.by in told else split.by
        peaks = tuple(peaks_told(feature, report.t, report.label(feature.feature)) for feature in split.two_peaks)
        section = Section("segments", split.by, title, (*peaks, report.t("chart.verdicts")))
        row = _split(sheet, split, report, message(sheet, section, widths, row)) + 1
    sheet.raw.freeze_panes(0, 1)


def _shown(split: Split) -> list[str]:
    """Every segment that has results, those who left the question blank among them."""
    return [segment for segment in split.result.counts.segments if segment is not None]


def _split(sheet: Sheet, split: Split, report: Report, top: int) -> int:
    t = report.t
    names = [report.segment(segment) for segment in (None, *_shown(split))]
    columns = [Column(t("column.feature")), Column(t("column.p_adjusted"), _P), Column(t("column.cramers_v"), TWO)]
    heads(sheet, [*columns, *(Column(name) for name in names)], top)
    sheet.tall(top, [(name, _WIDTH - 3) for name in names])
    of = {(f.feature, f.segment): f for f in split.result.features}
    order = sorted(split.features, key=lambda f: (not f.peaks, 2.0 if f.adjusted is None else f.adjusted))
    for row, feature in enumerate(order, start=top + 1):
        sheet.tall(row, [(report.label(feature.feature), LONG)])
        line: list[Cell] = [report.label(feature.feature), feature.adjusted, feature.test.v if feature.test else None]
        for column, (cell, form) in enumerate(zip(line, ("", _P, TWO), strict=True)):
            look = {"num_format": form} if form else {"text_wrap": True}
            sheet.put(row, column, cell, bottom=1, bottom_color=GRID, **look)
        for column, segment in enumerate((None, *_shown(split)), start=len(line)):
            _category(sheet, row, column, of.get((feature.feature, segment)), report)
    sheet.texts(top, top + len(order), 0, 2 + len(names))
    return top + len(order) + 1


def _category(sheet: Sheet, row: int, column: int, found: FeatureResult | None, report: Report) -> None:
    """The mark of its verdict and the category, on its colour; why there is none, faintly."""
    sign = f"{SIGNS[found.verdict]} " if found and found.verdict else ""
    look = {"font_color": FAINT} if found is None or found.category is None else tint(found.category)
    text = sign + found.called(report.t) if found else "-"
    sheet.put(row, column, text, bottom=1, bottom_color=GRID, text_wrap=True, **INSET, **look)


def numbers(sheet: Sheet, report: Report, key: Key) -> Results:
    """The same table as the results, of every question."""
    places = {feature: place for place, feature in enumerate(report.result.counts.features)}
    found = [(s.by, f) for s in report.splits for f in sorted(s.result.features, key=lambda f: places[f.feature])]
    shares = all(split.result.counts.shares_only for split in report.splits)
    return Results(sheet, [f for _, f in found], report, key, shares, [by for by, _ in found])


def differ(report: Report) -> bool:
    return any(feature.differences for split in report.splits for feature in split.features)


def differences(sheet: Sheet, report: Report) -> None:
    """A row per feature and difference of two segments, better and worse with the intervals of their differences."""
    t = report.t
    columns = [Column(t("workbook.question"), most=18), Column(t("column.feature"), most=LONG)]
    columns += [Column(t(f"workbook.{name}"), most=34) for name in ("first", "second")]
    columns += [Column(t(f"column.{name}"), TWO) for name in _GAPS]
    rows = [row for split in report.splits for feature in split.features for row in _rows(split.by, feature, report)]
    table(sheet, columns, rows)
    fitted(sheet, columns, rows)
    sheet.raw.freeze_panes(1, 2)


def _rows(by: str, feature: FeatureSplit, report: Report) -> Iterator[list[Cell]]:
    for each in feature.differences:
        second = report.t("workbook.others") if each.second is None else report.segment(each.second)
        ends = [end for of in (each.better, each.worse) for end in (of.estimate, of.low, of.high)]
        yield [by, report.label(feature.feature), report.segment(each.first), second, *ends]
