"""What a comparison of offers says, as frozen results with their rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kano.classification import Estimate
from kano.counts import Segment
from kano.decision.bundles import Offers
from kano.decision.pairwise import Pair
from kano.errors import Finding
from kano.service.paired import NOTHING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Part:
    """One feature at the level of one offer: mean `gain` and `loss` of the `n` people that the totals are of.

    Of these, `unmet` is for how many it leaves a basic need unmet, `lacking` a performance need; `granted` for how
    many it meets a wish in full; `kinds` what the feature is to them (A O M I, R apart). `gain_all` and `loss_all` are
    of all `n_all` people whose attitude to this feature is known: of everyone only, else None.
    """

    feature: str
    level: float
    n: float | None
    gain: float | None
    loss: float | None
    unmet: float | None = None
    lacking: float | None = None
    granted: float | None = None
    kinds: dict[str, float] = field(default_factory=dict)
    n_all: float | None = None
    gain_all: float | None = None
    loss_all: float | None = None

    @property
    def both(self) -> float | None:
        """Mean satisfaction: gain and loss."""
        return None if self.gain is None or self.loss is None else self.gain + self.loss


@dataclass(frozen=True)
class OfferResult:
    """One offer for `n` people of a segment: means per person of sums over the features, with their intervals.

    `satisfaction` is `gain` (0 or more) plus `loss` (0 or less). Shares of people: `basics` whom it leaves a basic
    need unmet, `contented` for whom it meets in full whatever is basic, performance or excitement to them, `favourite`
    for whom no other offer is better, `alone` for whom every other one is worse. `regret` is what people lose against
    the best offer for each, `most_regret` the most that one of them loses. `wishes` met in full and `needs` (basic,
    performance) not met in full are counted over people and features. `by_category` divides gain and loss by what
    the features are to each person (A O M R), as `parts` do by feature. Everything is None in a segment that is not
    shown, and what needs people where there are only counts.
    """

    offer: str
    segment: Segment
    n: int | None
    cost: float | None
    satisfaction: Estimate = NOTHING
    gain: Estimate = NOTHING
    loss: Estimate = NOTHING
    basics: Estimate = NOTHING
    contented: Estimate = NOTHING
    favourite: Estimate = NOTHING
    alone: Estimate = NOTHING
    regret: Estimate = NOTHING
    most_regret: float | None = None
    wishes: float | None = None
    needs: float | None = None
    by_category: dict[str, tuple[float, float]] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()

    def value(self, criterion: str) -> float | None:
        """What it is on one of the criteria."""
        if criterion == "cost":
            return self.cost
        found: Estimate = getattr(self, criterion)
        return found.estimate


@dataclass(frozen=True)
class Leader:
    """Which offers are best on a criterion, more than one when equal; `close` are those within chance of them.

    `tested` says whether chance could be told: not of cost, nor of counts.
    """

    criterion: str
    best: tuple[str, ...]
    close: tuple[str, ...]
    tested: bool


@dataclass(frozen=True)
class SegmentOffers:
    """Every offer for everyone (`segment` None) or one segment of so many `people`, `n` of whom are compared.

    `never_met` is the share of people whom every offer leaves a basic need unmet, `always_wanting` of those whom none
    meets everything that they want. `suppressed` segments have no figures.
    """

    segment: Segment
    people: int | None
    n: int | None
    offers: tuple[OfferResult, ...]
    pairs: tuple[Pair, ...]
    leaders: tuple[Leader, ...] = ()
    never_met: Estimate = NOTHING
    always_wanting: Estimate = NOTHING
    suppressed: bool = False

    def of(self, offer: str) -> OfferResult:
        """Raises KeyError."""
        return {result.offer: result for result in self.offers}[offer]

    def leader(self, criterion: str) -> Leader | None:
        return next((leader for leader in self.leaders if leader.criterion == criterion), None)

    def dominated(self) -> dict[str, tuple[str, ...]]:
        """By offer, those that are for nobody worse than it in gain, loss or basic needs, and for somebody better."""
        found: dict[str, list[str]] = {}
        for pair in self.pairs:
            if pair.dominance in ("first", "second"):
                ends = (pair.first, pair.second) if pair.dominance == "first" else (pair.second, pair.first)
                found.setdefault(ends[1], []).append(ends[0])
        return {offer: tuple(better) for offer, better in found.items()}


@dataclass(frozen=True, eq=False)
class OffersResult:
    """Offers compared for everyone, first, and for each segment of the profile `by`.

    `not_compared` are features of the study that no offer mentions. `people` says who is in no total: how many there
    are, how many are compared, and by feature why others are not; None where there are only counts.
    """

    offers: Offers
    segments: tuple[SegmentOffers, ...]
    not_compared: tuple[str, ...]
    by: str | None
    conventions: dict[str, Any]
    findings: tuple[Finding, ...]
    people: dict[str, Any] | None

    @property
    def everyone(self) -> SegmentOffers:
        return self.segments[0]

    @property
    def features(self) -> tuple[str, ...]:
        """Those that are compared."""
        return self.offers.features

    def of(self, segment: Segment) -> SegmentOffers:
        """Raises KeyError."""
        return {each.segment: each for each in self.segments}[segment]

    def rows(self) -> list[dict[str, Any]]:
        """A row per segment and offer."""
        return [_row(result, segment) for segment in self.segments for result in segment.offers]

    def part_rows(self) -> list[dict[str, Any]]:
        """A row per segment, offer and feature."""
        results = [result for segment in self.segments for result in segment.offers]
        return [_part_row(part, result) for result in results for part in result.parts]

    def pair_rows(self) -> list[dict[str, Any]]:
        """A row per segment and two offers."""
        return [_pair_row(pair) for segment in self.segments for pair in segment.pairs]

    def leader_rows(self) -> list[dict[str, Any]]:
        """A row per segment and criterion."""
        return [_leader_row(leader, segment.segment) for segment in self.segments for leader in segment.leaders]

    def to_frame(self) -> pd.DataFrame:
        """The `rows`."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def _row(result: OfferResult, segment: SegmentOffers) -> dict[str, Any]:
    row: dict[str, Any] = {"segment": result.segment, "offer": result.offer, "people": segment.people, "n": result.n}
    for name in ("gain", "loss", "satisfaction", "basics", "contented", "favourite", "alone", "regret"):
        row |= dict(_spread(name, getattr(result, name)))
    for letter in "AOMR":
        gain, loss = result.by_category.get(letter, (None, None))
        row |= {f"gain_{letter}": gain, f"loss_{letter}": loss}
    last = {"most_regret": result.most_regret, "wishes_met": result.wishes, "needs_unmet": result.needs}
    return {**row, **last, "cost": result.cost, "suppressed": segment.suppressed}


def _spread(name: str, value: Estimate) -> Iterator[tuple[str, float | None]]:
    yield name, value.estimate
    yield f"{name}_low", value.low
    yield f"{name}_high", value.high


def _part_row(part: Part, result: OfferResult) -> dict[str, Any]:
    head: dict[str, Any] = {"segment": result.segment, "offer": result.offer, "feature": part.feature}
    names = ("level", "n", "gain", "loss", "unmet", "lacking", "granted")
    row = {**head, **{name: getattr(part, name) for name in names}}
    row |= {f"people_{letter}": part.kinds.get(letter) for letter in "AOMIR"}
    return {**row, "n_all": part.n_all, "gain_all": part.gain_all, "loss_all": part.loss_all}


def _pair_row(pair: Pair) -> dict[str, Any]:
    row: dict[str, Any] = {"segment": pair.segment, "first": pair.first, "second": pair.second, "n": pair.n}
    for name, value in pair.shares.items():
        row |= {f"people_{name}": getattr(pair, name), **dict(_spread(name, value))}
    for name, gap in pair.gaps.items():
        row |= {**dict(_spread(f"{name}_gap", gap.estimate)), f"{name}_p": gap.p, f"{name}_p_adjusted": gap.adjusted}
    return {**row, "dominance": pair.dominance}


def _leader_row(leader: Leader, segment: Segment) -> dict[str, Any]:
    close = " + ".join(leader.close) if leader.tested else None
    return {
        "segment": segment,
        "criterion": leader.criterion,
        "best": " + ".join(leader.best),
        "within_chance": close,
        "tested": leader.tested,
    }
