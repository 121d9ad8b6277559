"""Offers where there are only counts per category: sums of means, and nothing about a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from kano.answers import CATEGORIES
from kano.classification import Estimate
from kano.conventions import Settings
from kano.counts import CategoryCounts, Floats, Segment
from kano.decision.attitudes import expected
from kano.decision.bundles import Offer, Offers
from kano.decision.offer_leaders import leaders
from kano.decision.offer_record import record
from kano.decision.offer_results import OfferResult, OffersResult, Part, SegmentOffers
from kano.errors import Finding, KanoError
from kano.service.paired import NOTHING
from kano.suppression import Shown, hide


def from_counts(data: CategoryCounts | Shown, offers: Offers, settings: Settings, by: str | None) -> OffersResult:
    """Mean gain and loss of each feature over its A+O+M+I, added up; reverse and questionable answers are left out.

    Raises KanoError when the counts are not split by `by`.
    """
    if by is not None and by != data.by:
        raise KanoError("segment-unknown", by=by, known=data.by or "-")
    shown = hide(_chosen(data, by), settings.least)
    segments = tuple(_segment(s, name, offers, shown) for s, name in enumerate(shown.counts.segments))
    segments = tuple(replace(each, leaders=leaders(each, offers)) for each in segments)
    apart = tuple(feature for feature in data.features if feature not in offers.features)
    findings = (*offers.findings(), *shown.findings(settings.least), *_said(shown, offers))
    return OffersResult(offers, segments, apart, by, record(offers, settings, by, people=False), findings, None)


def _chosen(data: CategoryCounts | Shown, by: str | None) -> CategoryCounts | Shown:
    if isinstance(data, Shown):
        return data
    if by is not None or (None in data.segments and len(data.segments) == 1):
        return data
    if data.shares_only and len(data.segments) > 1:
        raise KanoError("segment-unknown", by="-", known=data.by or "-")
    return data.pooled()


def _segment(s: int, name: Segment, offers: Offers, shown: Shown) -> SegmentOffers:
    places = [shown.counts.features.index(feature) for feature in offers.features]
    gone = bool(shown.cells[s, places].any())
    if gone:
        empty = tuple(OfferResult(offer.name, name, None, offer.cost) for offer in offers)
        return SegmentOffers(name, None, None, empty, (), suppressed=True)
    assert isinstance(shown.counts, CategoryCounts)
    counts = shown.counts.counts[s][places]
    return SegmentOffers(name, None, None, tuple(_offer(o, name, counts, shown.counts.shares_only) for o in offers), ())


def _offer(offer: Offer, name: Segment, counts: Floats, shares_only: bool) -> OfferResult:
    parts = tuple(_part(f, level, c, shares_only) for (f, level), c in zip(offer.levels.items(), counts, strict=True))
    gain, loss = (_sum([getattr(part, side) for part in parts]) for side in ("gain", "loss"))
    both = NOTHING if gain.estimate is None or loss.estimate is None else _alone(gain.estimate + loss.estimate)
    by = _by_category(offer, counts) if gain.estimate is not None else {}
    return OfferResult(offer.name, name, None, offer.cost, both, gain, loss, by_category=by, parts=parts)


def _by_category(offer: Offer, counts: Floats) -> dict[str, tuple[float, float]]:
    """Through those to whom the features are A, O or M, added up like the means."""
    shares: dict[str, tuple[float, float]] = {}
    for place, letter in enumerate("AOM"):
        only = counts * (np.arange(len(CATEGORIES)) == place)
        base = counts[:, :4].sum(axis=1)
        ends = [expected(row, level) or (0.0, 0.0) for row, level in zip(only, offer.levels.values(), strict=True)]
        weights = only.sum(axis=1) / base
        gain, loss = (float(sum(w * end[side] for w, end in zip(weights, ends, strict=True))) for side in (0, 1))
        shares[letter] = gain, loss
    return shares


def _part(feature: str, level: float, counts: Floats, shares_only: bool) -> Part:
    found = expected(counts, level)
    gain, loss = found or (None, None)
    n = None if shares_only else float(counts[:4].sum())
    kinds: dict[str, Any] = dict(zip(map(str, CATEGORIES[:4]), counts[:4].tolist(), strict=True))
    return Part(feature, level, n, gain, loss, kinds={} if shares_only else kinds)


def _sum(values: list[float | None]) -> Estimate:
    """Undefined when one of the parts is."""
    known = [value for value in values if value is not None]
    return _alone(sum(known)) if len(known) == len(values) else NOTHING


def _alone(value: float) -> Estimate:
    return Estimate(value, None, None)


def _said(shown: Shown, offers: Offers) -> Iterator[Finding]:
    yield Finding("offers-no-people")
    assert isinstance(shown.counts, CategoryCounts)
    for feature in offers.features:
        counts = shown.counts.counts[0, shown.counts.features.index(feature)]
        if outside := float(counts[4:].sum()):
            yield Finding("offers-outside", feature, {"n": f"{outside:g}", "all": f"{counts.sum():g}"})
        if not np.any(counts[:4]):
            yield Finding("offers-undefined", feature)
