"""What a chart shows, as plain numbers: for programs that draw charts of their own, which people can then edit.

The same results as the pictures of `kano.charts`, in the same order and by the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kano.answers import CATEGORIES, Category
from kano.classification import FeatureResult
from kano.counts import Segment
from kano.curves import Curve
from kano.evaluation import TABLES
from kano.ranking import SIGNS, surest_first
from kano.reports import Report
from kano.rules import TIE_ORDER
from kano.text import many, percent


class Kind(StrEnum):
    """How a figure is drawn."""

    SHARES = "shares"
    """Stacked bars that each add up to 1: `values` of the series along `names`."""
    STACKS = "stacks"
    """Stacked bars from zero to both sides: `values` of the series along `names`, below 0 to the left."""
    BARS = "bars"
    """Bars side by side: `values` of the series along `names`."""
    POINTS = "points"
    """Numbered points on a plane: `points` and `labels` of the series."""
    LINES = "lines"
    """Lines through `points`."""


@dataclass(frozen=True)
class Axis:
    """Its title and ends; `percent` says that its numbers are shares."""

    title: str
    low: float | None = None
    high: float | None = None
    percent: bool = False


@dataclass(frozen=True)
class Series:
    """What has one colour: that of its `category` if it has one, else its own. `number` is its place in the key.

    `modelled` is False where a line is broken because the source has no curve for it.
    """

    name: str
    category: Category | None = None
    values: tuple[float | None, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    labels: tuple[str, ...] = ()
    number: int | None = None
    modelled: bool = True
    colour: str = ""


@dataclass(frozen=True)
class Key:
    """A number in a figure, and the feature that it stands for."""

    number: int
    name: str
    category: Category | None


@dataclass(frozen=True)
class Figure:
    """A chart as numbers. `name` is that of the same picture in `kano.reports.pictures`; `alt` says it in words.

    `cuts` are the lines that part a plane (x, y); `marks` what stands at the end of each of the `names`.
    """

    name: str
    kind: Kind
    title: str
    note: str
    alt: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    names: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    key: tuple[Key, ...] = ()
    cuts: tuple[float, float] | None = None


def folder(report: Report, segment: Segment) -> str:
    """Where the pictures of a segment stand: everyone's on top."""
    return "" if segment is None else f"segment-{report.result.counts.segments.index(segment)}/"


def overview(report: Report, segment: Segment = None, note: str = "") -> Figure:
    """The shares of each feature, basic first; at the end of each bar its category and verdict."""
    t, features = report.t, surest_first(report.result.of(segment))
    shares = [{c: f.counts[c] / (sum(f.counts.values()) or 1) for c in CATEGORIES} for f in features]
    series = [Series(t(f"type.{c}"), c, tuple(share[c] for share in shares)) for c in TIE_ORDER]
    return Figure(
        name=folder(report, segment) + "overview",
        kind=Kind.SHARES,
        title=t("chart.overview"),
        note=f"{t('chart.verdicts')}\n{note}",
        alt="; ".join(f"{report.label(f.feature)}: {f.called(t)}" for f in features),
        x=Axis(t("chart.share"), 0, 1, percent=True),
        y=Axis(""),
        series=tuple(each for each in series if any(each.values)),
        names=tuple(report.label(f.feature) for f in features),
        marks=tuple(f"{SIGNS[f.verdict]} {f.called(t)}" if f.verdict else f.called(t) for f in features),
    )


def better_worse(report: Report, segment: Segment = None, note: str = "") -> Figure:
    """x = |worse|, y = better, numbered in the order of the questionnaire; undefined features are not in it."""
    t = report.t
    placed = [(i, f) for i, f in enumerate(report.result.of(segment), start=1) if f.better.estimate is not None]
    series = []
    for category in CATEGORIES:
        of = [(i, f) for i, f in placed if f.category == category]
        points = tuple((-float(f.worse.estimate or 0), float(f.better.estimate or 0)) for _, f in of)
        series += [Series(t(f"type.{category}"), category, points=points, labels=tuple(str(i) for i, _ in of))]
    return Figure(
        name=folder(report, segment) + "better-worse",
        kind=Kind.POINTS,
        title=t("chart.map"),
        note=f"{t('chart.cut-half')}\n{note}",
        alt="; ".join(_placed(report, f) for _, f in placed),
        x=Axis(t("axis.worse"), 0, 1),
        y=Axis(t("axis.better"), 0, 1),
        series=tuple(each for each in series if each.points),
        key=tuple(Key(i, report.label(f.feature), f.category) for i, f in placed),
        cuts=(0.5, 0.5),
    )


def _placed(report: Report, feature: FeatureResult) -> str:
    better, worse = feature.better.estimate, feature.worse.estimate
    return f"{report.label(feature.feature)}: {better:.2f}, {worse:.2f}"


def curves(report: Report, segment: Segment = None, note: str = "") -> Figure:
    """The blended curve of each feature, or the classic one where nobody knows how sure its category is."""
    t = report.t
    drawn = [(i, c) for i, c in enumerate(curves_of(report, segment), start=1) if c.classic is not None]
    return Figure(
        name=folder(report, segment) + "curves",
        kind=Kind.LINES,
        title=t("chart.curves"),
        note=note,
        alt="; ".join(f"{report.label(c.feature)}: {_ends(c)}" for _, c in drawn),
        x=Axis(t("axis.fulfilment"), 0, 1, percent=True),
        y=Axis(t("axis.satisfaction"), -1, 1),
        series=tuple(
            Series(report.label(c.feature), c.category, points=path(c), number=i, modelled=c.modelled) for i, c in drawn
        ),
        key=tuple(Key(i, report.label(c.feature), c.category) for i, c in drawn),
    )


def curves_of(report: Report, segment: Segment) -> list[Curve]:
    return [curve for curve in report.curves if curve.segment == segment]


def path(curve: Curve) -> tuple[tuple[float, float], ...]:
    """The points of a curve that has some."""
    line = curve.blended if curve.blended is not None else curve.classic
    assert line is not None
    return tuple((float(x), float(y)) for x, y in zip(curve.fulfilment, line, strict=True))


def _ends(curve: Curve) -> str:
    points = path(curve)
    return f"{points[0][1]:.2f} -> {points[-1][1]:.2f}"


def sure(feature: FeatureResult) -> str:
    """The probability of the category in words, a dash where it is not known."""
    if feature.category is None or feature.probability is None:
        return "-"
    return percent(feature.probability[feature.category])


def note_of(report: Report, segment: Segment) -> str:
    """How many answered, by which table and rule."""
    t, numbers = report.t, [feature.n for feature in report.result.of(segment) if feature.n is not None]
    parts = [_people(numbers) if numbers else t("chart.shares-only")]
    parts += [report.segment(segment)] if segment is not None else []
    table = report.result.conventions["evaluation_table"]
    if table:
        name = t(f"table.{table['name']}") if table["name"] in TABLES else table["name"]
        parts.append(t("chart.by-table", table=name))
    return " · ".join([*parts, t("chart.by-rule", rule=t(f"rule.{report.result.settings.rule}"))])


def _people(numbers: list[float]) -> str:
    low, high = min(numbers), max(numbers)
    return f"n = {many(low)}" if low == high else f"n = {many(low)}-{many(high)}"
