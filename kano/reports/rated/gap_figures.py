"""Service quality as plain numbers, for charts that can be edited; and what is beyond chance in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kano.answers import CATEGORIES, Category
from kano.charts.gaps import COLORS, VERDICT_COLORS, VERDICTS, grouped
from kano.errors import Finding
from kano.i18n import Translate
from kano.reports.figures import Axis, Figure, Key, Kind, Series
from kano.reports.gaps import GapsReport
from kano.reports.rated.parts import ends, interval, signed
from kano.service.conventions import dimension_name
from kano.service.quality import Gap


@dataclass(frozen=True, eq=False)
class Named:
    """Gaps with the names of the items and a language."""

    report: GapsReport
    labels: Mapping[str, str]
    t: Translate

    def name(self, gap: Gap) -> str:
        """What a row is called; reversed items say so."""
        if gap.level == "item":
            return self.item(gap.name) + (f" ({self.t('gaps.reversed')})" if gap.reversed else "")
        return dimension_name(gap.name, self.t) if gap.level == "dimension" else self.t(f"ui.gaps.{gap.level}")

    def item(self, name: str) -> str:
        return self.labels.get(name, name)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What to know of the numbers, with the items called by their names."""
        found = self.report.findings
        return tuple(replace(each, feature=self.item(each.feature)) if each.feature else each for each in found)

    @property
    def level(self) -> float:
        """That of the tests: what the intervals leave out."""
        return 1 - float(self.report.result.conventions["intervals"]["means"]["level"])

    def beyond(self, gap: Gap) -> bool | None:
        """Whether a gap is named from 0 by its test, adjusted where there are many; None without a test."""
        p = gap.adjusted if gap.adjusted is not None else gap.test.p if gap.test else None
        return None if p is None else p < self.level

    def short(self, gaps: Sequence[Gap]) -> list[Gap]:
        """Those beyond chance below expectation, the largest shortfall first."""
        found = [gap for gap in gaps if self.beyond(gap) and (gap.gap.estimate or 0.0) < 0]
        return sorted(found, key=lambda gap: gap.gap.estimate or 0.0)

    def over(self, gaps: Sequence[Gap]) -> list[Gap]:
        """Those beyond chance above expectation."""
        return [gap for gap in gaps if self.beyond(gap) and (gap.gap.estimate or 0.0) > 0]

    def mark(self, gap: Gap) -> str:
        """Behind a gap: that chance is enough for it, or that nothing is known of chance."""
        return {True: "", False: " ~", None: " ?"}[self.beyond(gap)]

    @property
    def rows(self) -> list[Gap]:
        """Each dimension followed by its items."""
        return [gap for gap in grouped(self.report.result) if gap.gap.estimate is not None]

    @property
    def people(self) -> str:
        """How many are in the gaps of items."""
        numbers = [gap.n for gap in self.report.result.items]
        low, high = min(numbers), max(numbers)
        return f"n = {low}" if low == high else f"n = {low}–{high}"


def _row(gap: Gap, named: Named) -> str:
    """The name of a row; that of a dimension stands out from those of its items."""
    return f"■ {named.name(gap)}" if gap.level == "dimension" else named.name(gap)


def gaps(named: Named) -> Figure:
    """Perception less expectation of each dimension and its items; behind the name the gap."""
    t = named.t
    return Figure(
        name="gaps",
        kind=Kind.BARS,
        title=t("chart.gaps"),
        note=named.people,
        alt="; ".join(f"{named.name(gap)}: {interval(gap.gap)}" for gap in named.rows),
        x=Axis(t("rated.gap-axis")),
        y=Axis(""),
        series=(Series(t("gaps.column.gap"), values=tuple(gap.gap.estimate for gap in named.rows), colour=_SHORT),),
        names=tuple(_row(gap, named) for gap in named.rows),
        marks=tuple(signed(gap.gap.estimate) + named.mark(gap) for gap in named.rows),
    )


_SHORT = COLORS[False]["short"]


def verdicts(named: Named) -> Figure:
    """Shares of people below, at and above what they expected; behind the name the share below."""
    t, rows = named.t, [(gap, gap.verdicts.shares) for gap in named.rows if gap.verdicts]
    below = [shares["below"].estimate or 0.0 for _, shares in rows]
    return Figure(
        name="verdicts",
        kind=Kind.SHARES,
        title=t("chart.gap-verdicts"),
        note=named.people,
        alt="; ".join(f"{named.name(gap)}: {share:.0%}" for (gap, _), share in zip(rows, below, strict=True)),
        x=Axis(t("chart.share"), 0, 1, percent=True),
        y=Axis(""),
        series=tuple(
            Series(
                t(f"gaps.column.{verdict}"),
                values=tuple(shares[verdict].estimate for _, shares in rows),
                colour=COLORS[False][VERDICT_COLORS[verdict]],
            )
            for verdict in VERDICTS
        ),
        names=tuple(_row(gap, named) for gap, _ in rows),
        marks=tuple(f"{share:.0%}" for share in below),
    )


def importance(named: Named) -> Figure | None:
    """Importance over performance, numbered in the order of the items; None where importance is not known."""
    matrix, t = named.report.matrix, named.t
    if matrix is None:
        return None
    kinds = categories(named)
    points = list(enumerate(matrix.points, start=1))
    series = []
    for category in (*CATEGORIES, None):
        of = [(i, point) for i, point in points if kinds.get(point.name) == category]
        places = tuple((point.performance, point.importance) for _, point in of)
        name = t(f"type.{category}") if category else t("rated.no-category")
        series += [Series(name, category, points=places, labels=tuple(str(i) for i, _ in of))] if of else []
    across = ends([*(point.performance for _, point in points), matrix.cut[0]])
    upward = ends([*(point.importance for _, point in points), matrix.cut[1]])
    return Figure(
        name="importance",
        kind=Kind.POINTS,
        title=t("chart.importance"),
        note=t(f"chart.importance-{matrix.conventions['cut']}"),
        alt="; ".join(f"{named.item(p.name)}: {t(f'gaps.quadrant.{p.quadrant}')}" for _, p in points),
        x=Axis(t("axis.performance"), *across),
        y=Axis(t("axis.importance"), *upward),
        series=tuple(series),
        key=tuple(Key(i, named.item(point.name), kinds.get(point.name)) for i, point in points),
        cuts=matrix.cut,
    )


def categories(named: Named) -> dict[str, Category]:
    """Of the items whose Kano category is known."""
    return dict(_known(named))


def _known(named: Named) -> Iterator[tuple[str, Category]]:
    for item in named.report.priorities.items if named.report.priorities else ():
        if item.category:
            yield item.name, item.category
