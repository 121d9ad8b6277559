"""Which offer is best, and for whom: what each bundle of features gains and loses, person by person and by segment.

No offer has one score: gains, losses, basic needs left unmet, for how many it is the best, and cost stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from kano.conventions import Settings
from kano.counted import Counted
from kano.counts import CategoryCounts, Floats, Segment
from kano.decision.attitudes import Attitudes, Effect, Mask, attitudes, effect
from kano.decision.bundles import Offer, Offers
from kano.decision.offer_counts import from_counts
from kano.decision.offer_leaders import CRITERIA, best_on_all, leaders, trade_off
from kano.decision.offer_record import record
from kano.decision.offer_results import Leader, OfferResult, OffersResult, Part, SegmentOffers
from kano.decision.pairwise import Totals, judged, pairs
from kano.errors import Finding, KanoError
from kano.responses import Responses
from kano.service.paired import Spread, mean, share
from kano.suppression import hidden, hide

__all__ = [
    "CRITERIA",
    "Leader",
    "Offer",
    "OfferResult",
    "Offers",
    "OffersResult",
    "Part",
    "SegmentOffers",
    "best_on_all",
    "compare_offers",
    "trade_off",
]

LETTERS = "AOMIR"


def compare_offers(
    data: Responses | CategoryCounts | Counted,
    offers: Offers,
    settings: Settings | None = None,
    by: str | None = None,
) -> OffersResult:
    """What each offer gains and loses for everyone, and for each segment of the profile `by`.

    Totals are over the people whose attitude to every compared feature is known. Counts have no people: there are then
    sums of means, and nothing about persons. Raises KanoError when an offer names an unknown feature, nobody is left,
    there is no such profile, or answers do not fit the evaluation table.
    """
    settings = settings or Settings()
    offers.check(data.features)
    if not isinstance(data, Responses):
        return from_counts(data.tally(settings.table, by) if isinstance(data, Counted) else data, offers, settings, by)
    asked = _asked(data, offers, settings, by)
    segments = tuple(_segments(asked))
    pooled = iter(judged([pair for segment in segments for pair in segment.pairs]))
    segments = tuple(replace(s, pairs=tuple(next(pooled) for _ in s.pairs)) for s in segments)
    segments = tuple(replace(s, leaders=leaders(s, offers)) for s in segments)
    apart = tuple(f for f in data.features if f not in offers.features)
    findings = (*offers.findings(), *asked.findings, *_said(asked, segments))
    people = {"people": len(data), "compared": segments[0].n, "by_feature": asked.of.left_out()}
    how = record(offers, settings, by, people=True)
    return OffersResult(offers, segments, apart, by, how, findings, people)


@dataclass(frozen=True, eq=False)
class _Asked:
    """Everyone's attitudes and what each offer does to him, and the segments that may be shown."""

    offers: Offers
    settings: Settings
    of: Attitudes
    effects: tuple[Effect, ...]
    totals: Totals
    segments: dict[Segment, Mask]
    findings: tuple[Finding, ...]


def _asked(data: Responses, offers: Offers, settings: Settings, by: str | None) -> _Asked:
    counts = data.count(by)
    counts.tally(settings.table)
    of = attitudes(data, offers.features, settings.table)
    if not of.complete.any():
        silent = [f for f, known in zip(of.features, of.known.T, strict=True) if not known.any()]
        raise KanoError("offers-nobody", n=len(data), features=", ".join(silent or of.features))
    effects = tuple(effect(of, np.array(list(offer.levels.values()))) for offer in offers)
    shown = hide(counts, settings.least)
    rows = {s: data.rows_of(by, s, shown.segments) for s in shown.counts.segments}
    masks = {segment: np.isin(np.arange(len(data)), people) for segment, people in rows.items()}
    findings = tuple(f for f in shown.findings(settings.least) if f.code != "feature-hidden")
    return _Asked(offers, settings, of, effects, _totals(effects), masks, findings)


def _totals(effects: tuple[Effect, ...]) -> Totals:
    gain = np.array([e.gain.sum(axis=1) for e in effects])
    loss = np.array([e.loss.sum(axis=1) for e in effects])
    basics = np.array([e.unmet.any(axis=1) for e in effects], dtype=float)
    return Totals(gain, loss, basics, np.array([~e.wanting.any(axis=1) for e in effects], dtype=float))


def _segments(asked: _Asked) -> Iterator[SegmentOffers]:
    """Everyone first. Where too few people of a segment are left it is hidden, with the next one if it must be."""
    complete = asked.of.complete
    left = {name: people & complete for name, people in asked.segments.items()}
    parts = [name for name in left if name is not None]
    sizes = np.array([left[name].sum() for name in parts], dtype=float)
    gone: dict[Segment, bool] = dict(zip(parts, hidden(sizes, asked.settings.least).tolist(), strict=True))
    for name, people in asked.segments.items():
        yield _hidden(name, people, asked) if gone.get(name) else _segment(name, people, left[name], asked)


def _hidden(name: Segment, people: Mask, asked: _Asked) -> SegmentOffers:
    offers = tuple(OfferResult(offer.name, name, None, offer.cost) for offer in asked.offers)
    return SegmentOffers(name, int(people.sum()), None, offers, (), suppressed=True)


def _segment(name: Segment, people: Mask, left: Mask, asked: _Asked) -> SegmentOffers:
    totals, names = asked.totals.of(left), asked.offers.names
    offers = tuple(_offer(k, name, people, left, totals, asked) for k in range(len(names)))
    n = int(left.sum())
    found = pairs(names, totals, name, asked.settings.level) if n else ()
    never, nobodys = totals.basics.all(axis=0), ~totals.contented.any(axis=0)
    unmet, wanting = (share(int(each.sum()), n, asked.settings.level) for each in (never, nobodys))
    return SegmentOffers(name, int(people.sum()), n, offers, found, never_met=unmet, always_wanting=wanting)


def _offer(k: int, name: Segment, people: Mask, left: Mask, totals: Totals, asked: _Asked) -> OfferResult:
    of, done, level = asked.of, asked.effects[k], asked.settings.level
    spread, n = Spread(level=level), int(left.sum())
    best, regret = totals.favourite, totals.regret[k]
    alone = (best[k] == 1) & (best.sum(axis=0) == 1)
    offer = asked.offers.offers[k]
    return OfferResult(
        offer.name,
        name,
        n,
        offer.cost,
        satisfaction=mean(totals.satisfaction[k], spread),
        gain=mean(totals.gain[k], spread),
        loss=mean(totals.loss[k], spread),
        basics=share(int(totals.basics[k].sum()), n, level),
        contented=share(int(totals.contented[k].sum()), n, level),
        favourite=share(int(best[k].sum()), n, level),
        alone=share(int(alone.sum()), n, level),
        regret=mean(regret, spread),
        most_regret=float(regret.max()) if n else None,
        wishes=int(done.granted[left].sum()) if n else None,
        needs=int((done.unmet | done.lacking)[left].sum()) if n else None,
        by_category=_by_category(of, done, left) if n else {},
        parts=tuple(_part(f, offer, done, of, left, people if name is None else None) for f in range(len(of.features))),
    )


def _part(f: int, offer: Offer, done: Effect, of: Attitudes, left: Mask, everyone: Mask | None) -> Part:
    """One feature; beside the people who are compared, everyone whose attitude to it is known, of everyone only."""
    n, known = int(left.sum()), None if everyone is None else everyone & of.known[:, f]
    return Part(
        of.features[f],
        list(offer.levels.values())[f],
        n,
        gain=_mean(done.gain[:, f], left),
        loss=_mean(done.loss[:, f], left),
        unmet=int(done.unmet[left, f].sum()),
        lacking=int(done.lacking[left, f].sum()),
        granted=int(done.granted[left, f].sum()),
        kinds=_kinds(of, left, f),
        n_all=None if known is None else int(known.sum()),
        gain_all=_mean(done.gain[:, f], known),
        loss_all=_mean(done.loss[:, f], known),
    )


def _kinds(of: Attitudes, left: Mask, f: int) -> dict[str, float]:
    """How many of the people compared see the feature as what; reverse ones apart."""
    return dict(zip(LETTERS, np.bincount(of.letters[left, f], minlength=len(LETTERS)).tolist(), strict=True))


def _by_category(of: Attitudes, done: Effect, left: Mask) -> dict[str, tuple[float, float]]:
    """Mean gain and loss per person through the features that are A, O, M or reverse to him."""
    letters, n = of.letters[left], int(left.sum())
    shares = {}
    for place, letter in enumerate(LETTERS):
        gain, loss = (float(values[left][letters == place].sum()) / n for values in (done.gain, done.loss))
        shares[letter] = gain, loss + 0.0
    return {letter: value for letter, value in shares.items() if letter != "I"}


def _mean(values: Floats, people: Mask | None) -> float | None:
    return None if people is None or not people.any() else float(values[people].mean())


def _said(asked: _Asked, segments: tuple[SegmentOffers, ...]) -> Iterator[Finding]:
    n, compared = len(asked.of), int(asked.of.complete.sum())
    if compared < n:
        yield Finding("offers-left-out", values={"n": n - compared, "all": n, "compared": compared})
    few = [str(s.segment) or "-" for s in segments if s.suppressed]
    if few:
        yield Finding("offers-hidden", values={"segments": ", ".join(few), "least": asked.settings.least})
    if reverse := int(asked.of.mirrored[asked.of.complete].any(axis=1).sum()):
        yield Finding("offers-reverse", values={"n": reverse, "compared": compared})
