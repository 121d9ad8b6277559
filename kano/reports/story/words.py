"""What people wrote, in their own words."""

from __future__ import annotations

from collections.abc import Iterator

from kano.reports import Report
from kano.reports.story.parts import Grid, Section
from kano.verbatims import Verbatims

MOST = 3
"""Texts of a category of a feature that stand in a report; all of them are in the export of the verbatims."""


def sections(report: Report) -> Iterator[Section]:
    found = report.verbatims
    if found is None or not len(found):
        return
    t = report.t
    yield Section(
        "words",
        t("story.words"),
        t("story.words-title", n=len(found)),
        (t("story.words-some", most=MOST), *(finding.text(t) for finding in found.findings)),
        grids=(_grid(report, found),),
    )


def _grid(report: Report, found: Verbatims) -> Grid:
    t = report.t
    rows = [
        (report.label(quotes.feature), quotes.called(t), text, quotes.category)
        for quotes in found.quotes
        for text in quotes.texts[:MOST]
    ]
    heads = (t("column.feature"), t("column.category"), t("story.words-text"))
    return Grid(heads, tuple(row[:3] for row in rows), wide=2, kinds=tuple(row[3] for row in rows))
