"""The figures of a portfolio and of offers, as plain numbers."""

from __future__ import annotations

from collections.abc import Iterator

from kano.answers import CATEGORIES
from kano.decision.frontier import Sums
from kano.decision.offers import OffersResult
from kano.decision.portfolio import Portfolio
from kano.decision.reasons import money, signed
from kano.reports import Report
from kano.reports.figures import Axis, Figure, Kind, Series, note_of

SIDES = ("gain", "loss")


def frontier(report: Report, made: Portfolio) -> Figure:
    """The highest change of S for each cost, today, and the chosen steps."""
    t, points = report.t, made.frontier.points
    corners = [Sums((), 0.0, 0.0, 0.0, 0), made.chosen]
    named = zip(("today", "chosen"), corners, strict=True)
    marks = [
        Series(t(f"story.{name}"), points=((sums.cost, sums.delta),), labels=(t(f"story.{name}"),))
        for name, sums in named
    ]
    unit = f" ({made.unit})" if made.unit else ""
    return Figure(
        name="portfolio",
        kind=Kind.LINES,
        title=t("chart.frontier"),
        note=f"{t('chart.frontier-note')}\n{note_of(report, made.conventions['portfolio']['segment'])}",
        alt="; ".join(f"{money(point.cost, made.unit)}: {signed(point.delta)}" for point in points),
        x=Axis(t("portfolio.column.cost") + unit),
        y=Axis(t("portfolio.column.delta")),
        series=(Series(t("story.frontier"), points=tuple(_stair(points))), *marks),
    )


def _stair(points: tuple[Sums, ...]) -> Iterator[tuple[float, float]]:
    """Between two points nothing more can be had than at the cheaper one."""
    for place, point in enumerate(points):
        if place:
            yield point.cost, points[place - 1].delta
        yield point.cost, point.delta


def balance(report: Report, result: OffersResult) -> Figure:
    """Gain and loss per person of every offer, by what the features are to people."""
    t, offers = report.t, result.everyone.offers
    series = []
    for category in CATEGORIES:
        for side in (0, 1):
            values = tuple(offer.by_category.get(str(category), (0.0, 0.0))[side] for offer in offers)
            name = f"{t(f'type.{category}')}, {t(f'offers.column-{SIDES[side]}')}"
            series += [Series(name, category, values)] if any(values) else []
    return Figure(
        name="offers",
        kind=Kind.STACKS,
        title=t("chart.offer-balance"),
        note=t("chart.offer-balance-note"),
        alt="; ".join(f"{offer.offer}: {offer.gain.estimate:+.2f} {offer.loss.estimate:+.2f}" for offer in offers),
        x=Axis(t("chart.offer-satisfaction")),
        y=Axis(""),
        series=tuple(series),
        names=tuple(offer.offer for offer in offers),
        marks=tuple(f"{offer.satisfaction.estimate:+.2f}" for offer in offers),
    )
