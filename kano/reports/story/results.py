"""What people said of the features: their categories, what is gained and lost, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kano.answers import Category
from kano.classification import Estimate, FeatureResult, Verdict, summary_line
from kano.ranking import surest_first
from kano.reports import Report
from kano.reports.figures import better_worse, curves, curves_of, note_of, overview, path, sure
from kano.reports.story.parts import Grid, Section
from kano.text import many

TOLD = (Category.BASIC, Category.PERFORMANCE, Category.EXCITEMENT, Category.INDIFFERENT, Category.REVERSE)
_ON_MAP = (*TOLD[:3], Category.INDIFFERENT)


def sections(report: Report) -> Iterator[Section]:
    """Of everyone; where only segments are known, of the first of them."""
    segment = report.result.counts.segments[0]
    features = report.result.of(segment)
    yield _overview(report, features)
    if any(f.better.estimate is not None for f in features):
        yield _map(report, features)
    if any(curve.classic is not None for curve in curves_of(report, segment)):
        yield _curves(report, features)
    yield _certainty(report, features)


def _overview(report: Report, features: tuple[FeatureResult, ...]) -> Section:
    t = report.t
    found = Counter(f.category for f in features if f.category)
    parts = [t("story.count", n=found[c], kind=t(f"type.{c}")) for c in Category if found[c]]
    close = sum(f.verdict == Verdict.TOO_CLOSE for f in features)
    title = t("story.comma").join(parts) or t("category.none")
    title += t("story.too-close", n=close) if close else ""
    lines = tuple(summary_line(f, t, report.label(f.feature)) for f in surest_first(features))
    segment = features[0].segment
    note = note_of(report, segment)
    return Section("overview", t("story.overview"), title, figure=overview(report, segment, note), notes=lines)


def _map(report: Report, features: tuple[FeatureResult, ...]) -> Section:
    t = report.t
    rated = [f for f in features if f.better.estimate is not None and f.category in _ON_MAP]
    lines = tuple(
        f"{i}. {report.label(f.feature)}: {t('column.better')} {interval(f.better)}, "
        f"{t('column.worse')} {interval(f.worse)}"
        for i, f in enumerate(features, start=1)
    )
    title = t("chart.map")
    if rated:
        missed = min(rated, key=lambda f: f.worse.estimate or 0.0)
        liked = max(rated, key=lambda f: f.better.estimate or 0.0)
        title = t(
            "story.map-title",
            missed=report.label(missed.feature),
            lost=_share(-(missed.worse.estimate or 0.0)),
            liked=report.label(liked.feature),
            gained=_share(liked.better.estimate or 0.0),
        )
    segment = features[0].segment
    figure = better_worse(report, segment, note_of(report, segment))
    return Section("map", t("story.map"), title, (t("story.base"),), figure=figure, notes=lines)


def _curves(report: Report, features: tuple[FeatureResult, ...]) -> Section:
    t, segment = report.t, features[0].segment
    drawn = [curve for curve in curves_of(report, segment) if curve.classic is not None]
    spans = [(path(curve)[0][1], path(curve)[-1][1], curve) for curve in drawn]
    low, high, most = max(spans, key=lambda span: span[1] - span[0])
    lines = tuple(
        t("story.curve-line", feature=report.label(c.feature), low=f"{a:+.2f}", high=f"{b:+.2f}")
        + ("" if c.modelled else f" ({t('curve.not-modelled')})")
        for a, b, c in spans
    )
    title = t("story.curves-title", feature=report.label(most.feature), low=f"{low:+.2f}", high=f"{high:+.2f}")
    band = t("chart.curve-note", band=round(100 * report.result.settings.band))
    figure = curves(report, segment, note_of(report, segment))
    return Section("curves", t("story.curves"), title, (band,), figure=figure, notes=lines)


def _certainty(report: Report, features: tuple[FeatureResult, ...]) -> Section:
    t = report.t
    known = [f for f in features if f.verdict is not None]
    clear = sum(f.verdict == Verdict.CLEAR for f in known)
    title = t("story.certainty-title", n=clear, all=len(features)) if known else t("story.certainty-unknown")
    return Section(
        "certainty",
        t("story.certainty"),
        title,
        (t("story.certainty-text", clear=f"{100 * report.result.settings.clear:g}"),) if known else (),
        grids=(table(report, tuple(surest_first(features))),),
    )


def table(report: Report, features: tuple[FeatureResult, ...]) -> Grid:
    """A row per feature: category, verdict, probability, better and worse with their intervals."""
    t = report.t
    heads = ("feature", "n", "category", "verdict", "probability", "better", "worse")
    rows = tuple(
        (
            report.label(f.feature),
            "-" if f.n is None else many(f.n),
            f.called(t) + (f" ({t('cli.tied')} {'='.join(f.tied)})" if f.tied else ""),
            t(f"verdict.{f.verdict}") if f.verdict else "-",
            sure(f),
            interval(f.better),
            interval(f.worse),
        )
        for f in features
    )
    numeric = frozenset({1, 4, 5, 6})
    return Grid(
        tuple(t(f"column.{h}") for h in heads), rows, numeric=numeric, kinds=tuple(f.category for f in features)
    )


def interval(estimate: Estimate) -> str:
    """A figure and its interval, a dash where it is not defined."""
    if estimate.estimate is None:
        return "-"
    ends = f" [{estimate.low:.2f}, {estimate.high:.2f}]" if estimate.low is not None else ""
    return f"{estimate.estimate:.2f}{ends}"


def _share(value: float) -> str:
    return f"{100 * value:.0f}%"
