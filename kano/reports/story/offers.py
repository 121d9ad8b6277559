"""Which offer is best, and for whom, where offers were given."""

from __future__ import annotations

from collections.abc import Iterator

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
    grids = tuple(_grid(segment, report) for segment in result.segments if not segment.suppressed)
    apart = report.t("story.comma").join(map(report.label, result.not_compared))
    text = (t("offers.not-compared", features=apart),) if apart else ()
    yield Section("offers-segments", t("ui.offers.nav"), t("story.offers-table"), text, grids=grids)
    how = (Grid((t("report.what"), t("report.how")), tuple(describe(result.conventions, t)), wide=1),)
    name = f"{t('ui.offers.nav')}: {t('report.conventions')}"
    yield Section("offers-how", name, t("story.offers-how"), grids=how, appendix=True)


COLUMNS = ("gain", "loss", "satisfaction", "basics", "contented", "favourite", "cost")


def _grid(segment: SegmentOffers, report: Report) -> Grid:
    """A row per offer: nothing is one number."""
    t = report.t
    named = {"satisfaction": "sum"}
    heads = (t("offers.column-offer"), *(t(f"offers.column-{named.get(name, name)}") for name in COLUMNS))
    rows = tuple((offer.offer, *(figure(name, offer.value(name)) for name in COLUMNS)) for offer in segment.offers)
    title = f"{report.segment(segment.segment)}, n = {'-' if segment.n is None else segment.n}"
    return Grid(heads, rows, title=title, numeric=frozenset(range(1, len(heads))))
