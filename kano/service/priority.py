"""Shortfalls joined to Kano: |shortfall| x importance x multiplier, beside the order M > O > A.

The multipliers of Tan & Pawitra (2001) put excitement first, while what must be fulfilled first is the basic: both
orders are given, because either alone misleads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kano.answers import Category
from kano.classification import Classification
from kano.rules import TIE_ORDER
from kano.service.paired import EQUAL
from kano.service.quality import ServiceQuality
from kano.sources import cite

MULTIPLIERS: dict[Category, float] = {
    Category.EXCITEMENT: 4.0,
    Category.PERFORMANCE: 2.0,
    Category.BASIC: 1.0,
    Category.INDIFFERENT: 0.0,
}


class Standing(StrEnum):
    """Why an item has its priority, or none."""

    WEAKNESS = "weakness"
    """Perceived below expectation: it has a priority and a place in both orders."""
    STRENGTH = "strength"
    """Perceived at or above expectation: nothing to make up."""
    INDIFFERENT = "indifferent"
    """A shortfall whose multiplier is 0."""
    NO_MULTIPLIER = "no-multiplier"
    """Reverse or questionable."""
    NO_CATEGORY = "no-category"
    NO_IMPORTANCE = "no-importance"
    NO_GAP = "no-gap"


@dataclass(frozen=True)
class Priority:
    """One item. `rank` is by priority, `kano_rank` by M > O > A, then shortfall x importance; ties share a rank.

    `sure` is False where the interval of the gap holds 0: the shortfall may be chance. It is None where that is not
    known: one person, or the same gap of everybody.
    """

    name: str
    gap: float | None
    importance: float | None
    category: Category | None
    multiplier: float | None
    priority: float | None
    standing: Standing
    rank: int | None = None
    kano_rank: int | None = None
    sure: bool | None = None


@dataclass(frozen=True)
class Priorities:
    """Weaknesses by priority, then everything else in the order of the items."""

    items: tuple[Priority, ...]
    conventions: dict[str, Any]

    def of(self, *standings: Standing) -> tuple[Priority, ...]:
        """The items of some standings."""
        return tuple(item for item in self.items if item.standing in standings)

    def rows(self) -> list[dict[str, Any]]:
        """One row per item, codes for category and standing."""
        return [
            {**vars(item), "category": str(item.category or ""), "standing": str(item.standing)} for item in self.items
        ]


def prioritise(
    gaps: Mapping[str, float | None],
    importance: Mapping[str, float],
    categories: Mapping[str, Category | None],
    multipliers: Mapping[Category, float] | None = None,
    sure: Mapping[str, bool | None] | None = None,
) -> Priorities:
    """Adjusted priority |min(gap, 0)| x importance x multiplier of every item of `gaps` (perception - expectation).

    `sure` says of each gap whether it is told from 0. Raises ValueError for a negative multiplier.
    """
    factors = {**MULTIPLIERS, **(multipliers or {})}
    if min(factors.values()) < 0:
        raise ValueError("multipliers must not be negative")
    judged = [_judged(name, gap, importance.get(name), categories.get(name), factors) for name, gap in gaps.items()]
    judged = [replace(item, sure=(sure or {}).get(item.name)) for item in judged]
    weak = _ranked([item for item in judged if item.standing is Standing.WEAKNESS])
    return Priorities((*weak, *(item for item in judged if item.standing is not Standing.WEAKNESS)), _record(factors))


def gaps_of(result: ServiceQuality) -> dict[str, float | None]:
    """What `prioritise` needs of a result."""
    return {gap.name: gap.gap.estimate for gap in result.items}


def sure_of(result: ServiceQuality) -> dict[str, bool | None]:
    """Whether the interval of each gap leaves 0 out; None where there is no interval."""
    spans = {gap.name: (gap.gap.low, gap.gap.high) for gap in result.items}
    return {name: None if low is None or high is None else low * high > 0 for name, (low, high) in spans.items()}


def categories_of(
    names: Iterable[str], classification: Classification, labels: Sequence[Mapping[str, str]] = ()
) -> dict[str, Category]:
    """The category of everyone for each item that is called like a feature, by its key or by one of its `labels`."""
    known = {_plain(result.feature): result.category for result in classification.of()}
    for labelled in labels:
        known |= {_plain(label): known.get(_plain(key)) for key, label in labelled.items()}
    found = {name: known.get(_plain(name)) for name in names}
    return {name: category for name, category in found.items() if category is not None}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _judged(
    name: str,
    gap: float | None,
    importance: float | None,
    category: Category | None,
    factors: Mapping[Category, float],
) -> Priority:
    factor = factors.get(category) if category else None
    standing = _standing(gap, importance, category, factor)
    known = standing in (Standing.WEAKNESS, Standing.INDIFFERENT)
    value = -gap * importance * factor if known and None not in (gap, importance, factor) else None  # type: ignore[operator]
    return Priority(name, gap, importance, category, factor, value, standing)


def _standing(gap: float | None, importance: float | None, category: Category | None, factor: float | None) -> Standing:
    if gap is None:
        return Standing.NO_GAP
    if gap >= -EQUAL:
        return Standing.STRENGTH
    if category is None:
        return Standing.NO_CATEGORY
    if factor is None:
        return Standing.NO_MULTIPLIER
    if factor == 0:
        return Standing.INDIFFERENT
    return Standing.NO_IMPORTANCE if importance is None else Standing.WEAKNESS


def _ranked(weak: Sequence[Priority]) -> list[Priority]:
    """By priority, with both ranks; equal figures share a rank and stand in the order of the items."""
    by_priority = {item.name: (-_rounded(item.priority),) for item in weak}
    by_kano = {item.name: (_order(item), -_rounded(_shortfall(item))) for item in weak}
    ranked = [replace(item, rank=_rank(by_priority, item.name), kano_rank=_rank(by_kano, item.name)) for item in weak]
    return sorted(ranked, key=lambda item: item.rank or 0)


def _rank(keys: Mapping[str, tuple[float, ...]], name: str) -> int:
    return 1 + sum(key < keys[name] for key in keys.values())


def _rounded(value: float | None) -> float:
    return round(value or 0.0, 9)


def _shortfall(item: Priority) -> float:
    return -(item.gap or 0.0) * (item.importance or 0.0)


def _order(item: Priority) -> int:
    return TIE_ORDER.index(item.category) if item.category else len(TIE_ORDER)


def _record(factors: Mapping[Category, float]) -> dict[str, Any]:
    return {
        "priority": "|min(gap, 0)| x importance x multiplier",
        "multipliers": {str(category): factor for category, factor in factors.items()},
        "no_multiplier": "R, Q",
        "kano_order": "M > O > A > I, then shortfall x importance",
        "sources": [cite("tan2001").record(), cite("berger1993").record()],
    }
