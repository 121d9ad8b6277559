"""Who sees a feature otherwise: a section for each question about the person."""

from __future__ import annotations

from collections.abc import Iterator

from kano.answers import CATEGORIES
from kano.classification import FeatureResult
from kano.ranking import SIGNS
from kano.reports import Report
from kano.reports.story.parts import Grid, Section
from kano.split_record import CHANCE
from kano.splits import FeatureSplit, Split, told
from kano.text import p_value

MOST, WORDS = 8, 4
"""Segments that stand beside each other in a table, the first ones; beyond so many, letters stand for categories."""


def sections(report: Report) -> Iterator[Section]:
    for split in report.splits:
        if len(split.segments) > 1:
            yield _segments(split, report)


def _segments(split: Split, report: Report) -> Section:
    t = report.t
    differ = [f for f in split.features if f.adjusted is not None and f.adjusted < CHANCE]
    key = "story.segments-title" if differ else "story.segments-none"
    title = t(key, by=split.by, n=len(differ), all=len(split.features))
    peaks = tuple(told(feature, t, report.label(feature.feature)) for feature in split.two_peaks)
    hidden = (t("story.segments-more", n=len(split.segments) - MOST),) if len(split.segments) > MOST else ()
    return Section(
        "segments",
        t("story.segments", by=split.by),
        title,
        (*peaks, *hidden, t("chart.verdicts"), *([_letters(report)] if len(split.segments) > WORDS else [])),
        grids=(_grid(split, report),),
        notes=tuple(finding.text(t) for finding in split.findings),
    )


def _grid(split: Split, report: Report) -> Grid:
    """A row per feature, those that differ first: everyone's category, each segment's, and the test."""
    t, shown = report.t, split.segments[:MOST]
    order = sorted(split.features, key=lambda f: (not f.peaks, 2.0 if f.adjusted is None else f.adjusted))
    heads = (t("column.feature"), t("segment.everyone"), *shown, t("column.p_adjusted"), t("column.cramers_v"))
    rows = tuple(_row(feature, split, shown, report) for feature in order)
    last = frozenset({len(heads) - 2, len(heads) - 1})
    kinds = tuple(f.everyone.category if f.everyone else None for f in order)
    return Grid(heads, rows, title=split.by, numeric=last, kinds=kinds)


def _row(feature: FeatureSplit, split: Split, shown: tuple[str, ...], report: Report) -> tuple[str, ...]:
    of = {str(f.segment): f for f in split.result.features if f.feature == feature.feature}
    brief = len(shown) > WORDS
    everyone, *cells = (_cell(result, report, brief) for result in (feature.everyone, *map(of.get, shown)))
    v = feature.test.v if feature.test else None
    return (
        report.label(feature.feature),
        everyone,
        *cells,
        p_value(feature.adjusted),
        "-" if v is None else f"{v:.2f}",
    )


def _cell(result: FeatureResult | None, report: Report, brief: bool) -> str:
    if result is None:
        return "-"
    sign = f"{SIGNS[result.verdict]}\u00a0" if result.verdict else ""
    return sign + (str(result.category) if brief and result.category else result.called(report.t))


def _letters(report: Report) -> str:
    return report.t("story.comma").join(f"{category} {report.t(f'type.{category}')}" for category in CATEGORIES)
