"""Which offer is best on what, and what one gives and takes against another: never one score for everything."""

from __future__ import annotations

from collections.abc import Sequence

from kano.decision.bundles import Offers
from kano.decision.offer_results import Leader, SegmentOffers
from kano.decision.pairwise import Pair
from kano.service.paired import EQUAL

HIGHEST = ("gain", "loss", "satisfaction", "contented", "favourite")
"""A loss is 0 or less, so that the highest is the least."""

CRITERIA = ("gain", "loss", "satisfaction", "basics", "contented", "favourite", "cost")
"""On what offers are told apart."""


def leaders(segment: SegmentOffers, offers: Offers) -> tuple[Leader, ...]:
    """The best on each criterion that every offer has a figure of."""
    wanted = [name for name in CRITERIA if name != "cost" or offers.priced]
    return tuple(found for name in wanted if (found := _leader(name, segment)))


def _leader(criterion: str, segment: SegmentOffers) -> Leader | None:
    values = {result.offer: result.value(criterion) for result in segment.offers}
    known = {offer: value for offer, value in values.items() if value is not None}
    if segment.suppressed or len(known) < len(values):
        return None
    top = max(known.values()) if criterion in HIGHEST else min(known.values())
    best = tuple(offer for offer, value in known.items() if abs(value - top) <= EQUAL)
    tested = bool(segment.pairs) and criterion != "cost"
    others = [offer for offer in known if offer not in best]
    close = tuple(o for o in others if any(_near(criterion, o, b, segment.pairs) for b in best)) if tested else ()
    return Leader(criterion, best, close, tested)


def _near(criterion: str, one: str, other: str, pairs: Sequence[Pair]) -> bool:
    """Whether two offers differ by no more than chance."""
    pair = next(p for p in pairs if {p.first, p.second} == {one, other})
    return pair.gaps[criterion].beyond_chance is False


def trade_off(segment: SegmentOffers, first: str, second: str) -> dict[str, float]:
    """By feature, mean satisfaction of the first offer less the second, the largest first; equal ones are left out."""
    both = zip(segment.of(first).parts, segment.of(second).parts, strict=True)
    gaps = {a.feature: a.both - b.both for a, b in both if a.both is not None and b.both is not None}
    return dict(sorted(((f, gap) for f, gap in gaps.items() if abs(gap) > EQUAL), key=lambda item: -abs(item[1])))


def best_on_all(segment: SegmentOffers) -> tuple[str, ...]:
    """Offers that are best, or within chance of the best, on every criterion; none when they have to be weighed."""
    if not segment.leaders:
        return ()
    near = [set(leader.best) | set(leader.close) for leader in segment.leaders]
    return tuple(result.offer for result in segment.offers if all(result.offer in names for names in near))
