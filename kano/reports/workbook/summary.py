"""The first sheet: what the study says, where it stands in the workbook, and whether the formulas agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kano.classification import FeatureResult
from kano.i18n import Translate
from kano.ranking import surest_first
from kano.reports.figures import sure
from kano.reports.story import Story
from kano.reports.workbook.book import FAINT, LINK, LIVE, Cell, Formula, Sheet
from kano.reports.workbook.results import CHECK, Results, numbers
from kano.reports.workbook.tables import COUNTED, LONG, TWO, Column, chips, heights, table

_WIDTHS = [6.0, LONG, 16.0, 11.0, 14.0, 13.0, 8.0, 11.0, 11.0]
_KEYS = ("feature", "type", "category", "verdict", "probability", "n", "better", "worse")
_LIVE = ("type", "category", "n", "better", "worse")
_CHIPS = {"type": 3, "category": 3}


def write(sheet: Sheet, story: Story, homes: Mapping[str, Sheet], results: Results, checks: Sequence[str]) -> None:
    """`homes` are the sheets by names of sections, `checks` the cells with differences of formulas from values."""
    report = results.report
    sheet.widths(_WIDTHS)
    sheet.raw.set_portrait()
    sheet.long(0, story.title, _WIDTHS, bold=True, font_size=18)
    sheet.long(1, story.line, _WIDTHS, font_color=FAINT)
    row = 2
    if report.about.question:
        sheet.long(row, report.about.question, _WIDTHS, italic=True, font_size=12)
        row += 1
    row = _messages(sheet, story, homes, row + 1)
    row = _overview(sheet, results, row + 1)
    _check(sheet, checks, row + 1)
    sheet.long(row + 3, story.foot, _WIDTHS, font_color=FAINT)


def _messages(sheet: Sheet, story: Story, homes: Mapping[str, Sheet], row: int) -> int:
    """The message of each section, which leads to its sheet where it has one."""
    for section in (each for each in story.sections if not each.appendix):
        home = homes.get(section.name)
        look: dict[str, object] = {"font_color": LINK, "underline": 1} if home else {}
        sheet.long(row, f"{section.heading}: {section.title}", _WIDTHS, home, **look)
        row += 1
    return row


def _overview(sheet: Sheet, results: Results, top: int) -> int:
    """The features, those surest of their category first, with numbers that follow the results."""
    t = results.report.t
    columns = [Column(t("workbook.number"), "0", middle=True), *(_column(name, t) for name in _KEYS)]
    rows = [_row(feature, top + 2 + i, results) for i, feature in enumerate(surest_first(results.shown))]
    end = table(sheet, columns, rows, top)
    sheet.paged(len(rows))
    heights(sheet, columns, rows, _WIDTHS, top)
    chips(sheet, columns, top + 1, end - 1)
    return end


def _column(name: str, t: Translate) -> Column:
    form = {"n": COUNTED, "better": TWO, "worse": TWO}.get(name, "")
    return Column(t(f"column.{name}"), form, live=name in _LIVE, chip=_CHIPS.get(name), middle=name == "category")


def _row(feature: FeatureResult, row: int, results: Results) -> list[Cell]:
    """Verdict and probability in words: they come from draws, which no formula repeats."""
    t, number = results.report.t, results.shown.index(feature) + 1
    live = {
        key: Formula(results.found(key, f"$A{row}"), value)
        for key, value in {**numbers(feature, t), "type": feature.called(t)}.items()
        if key in _LIVE and key in results.keys
    }
    verdict = t(f"verdict.{feature.verdict}") if feature.verdict else "-"
    line: dict[str, Cell] = {
        **live,
        "feature": results.report.label(feature.feature),
        "verdict": verdict,
        "probability": sure(feature),
    }
    return [number, *(line.get(key) for key in _KEYS)]


def _check(sheet: Sheet, checks: Sequence[str], row: int) -> None:
    sheet.put(row, 1, sheet.t("workbook.check"), text_wrap=True)
    sheet.tall(row, [(sheet.t("workbook.check"), _WIDTHS[1])])
    sheet.put(row, 2, Formula(f"MAX({','.join(checks)})", 0.0), num_format=CHECK, bg_color=LIVE, bold=True)
