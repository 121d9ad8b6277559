"""Which offer is best, and for whom, where offers were given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kano.decision.offer_words import describe, figure, leader_text, pair_text, verdicts
from kano.decision.offers import SegmentOffers
from kano.reports import Report
from kano.reports.decision_figures import balance
from kano.reports.story.parts import Grid, Section


def sections(report: Report) -> Iterator[Section]:
    result = report.offers
    if result is None:
        return
    t, everyone = report.t, result.everyone
    said = list(verdicts(everyone, t))
    leaders = [leader_text(leader, everyone, t) for leader in everyone.leaders]
    yield Section(
        "offers",
        t("ui.offers.nav"),
        said[0] if said else t("ui.offers.title"),
        (*leaders, *said[1:]),
        figure=balance(report, result),
        notes=tuple(pair_text(pair, everyone, report.label, t) for pair in everyone.pairs),
    )
    apart = report.t("story.comma").join(map(report.label, result.not_compared))
    text = (t("offers.not-compared", features=apart),) if apart else ()
    grid = _grid([segment for segment in result.segments if not segment.suppressed], report)
    yield Section("offers-segments", t("ui.offers.nav"), t("story.offers-table"), text, grids=(grid,))
    how = (Grid((t("report.what"), t("report.how")), tuple(describe(result.conventions, t)), wide=1),)
    name = f"{t('ui.offers.nav')}: {t('report.conventions')}"
    yield Section("offers-how", name, t("story.offers-how"), grids=how, appendix=True)


COLUMNS = ("gain", "loss", "satisfaction", "basics", "contented", "favourite", "cost")


def _grid(segments: Sequence[SegmentOffers], report: Report) -> Grid:
    """A row per segment and offer: nothing is one number."""
    t = report.t
    named = {"satisfaction": "sum"}
    columns = [t(f"offers.column-{named.get(name, name)}") for name in COLUMNS]
    heads = (t("column.segment"), t("offers.column-offer"), *columns)
    rows = tuple(
        (_called(segment, report), offer.offer, *(figure(name, offer.value(name)) for name in COLUMNS))
        for segment in segments
        for offer in segment.offers
    )
    return Grid(heads, rows, numeric=frozenset(range(2, len(heads))), wide=1)


def _called(segment: SegmentOffers, report: Report) -> str:
    return f"{report.segment(segment.segment)}, n = {'-' if segment.n is None else segment.n}"
