"""Offers: bundles of features, each at a level of fulfilment, checked before anything is compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from kano.errors import Finding, KanoError

MOST = 20
"""Offers that are compared at once."""

BLANKS = ("refused", "not offered")
"""What it means that an offer does not mention a feature of another one."""


@dataclass(frozen=True)
class Offer:
    """A bundle: `levels` are degrees of fulfilment 0..1 by feature; `cost` is shown beside it, and in no sum."""

    name: str
    levels: Mapping[str, float]
    cost: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Offers:
    """Two or more offers over the same features.

    A feature that an offer does not mention is unknown, which is `refused`; it is `not offered` (level 0) only where
    that is said. Raises KanoError with the offer and the feature of whatever is wrong.
    """

    offers: tuple[Offer, ...]
    blank: str = BLANKS[0]
    features: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        if self.blank not in BLANKS:
            raise ValueError(f"blank must be one of {BLANKS}, got {self.blank!r}")
        _named(self.names)
        object.__setattr__(self, "features", tuple(dict.fromkeys(f for offer in self.offers for f in offer.levels)))
        if not self.features:
            raise KanoError("offers-featureless")
        for offer in self.offers:
            _checked(offer)
        object.__setattr__(self, "offers", tuple(self._filled(offer) for offer in self.offers))

    def __len__(self) -> int:
        return len(self.offers)

    def __iter__(self) -> Iterator[Offer]:
        return iter(self.offers)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(offer.name for offer in self.offers)

    @property
    def priced(self) -> bool:
        """Whether every offer has its cost."""
        return all(offer.cost is not None for offer in self.offers)

    def _filled(self, offer: Offer) -> Offer:
        """With a level for every feature, in the order of all. Raises KanoError when one is not said."""
        unsaid = [feature for feature in self.features if feature not in offer.levels]
        if unsaid and self.blank == BLANKS[0]:
            raise KanoError("offers-unsaid", offer=offer.name, features=", ".join(unsaid))
        levels = {feature: float(offer.levels.get(feature, 0.0)) + 0.0 for feature in self.features}
        return Offer(offer.name, levels, offer.cost, offer.note)

    def check(self, features: Sequence[str]) -> None:
        """Raises KanoError when an offer names a feature that is not one of these."""
        unknown = [feature for feature in self.features if feature not in features]
        if unknown:
            raise KanoError("offers-unknown", features=", ".join(unknown), known=", ".join(features))

    def findings(self) -> Iterator[Finding]:
        """What makes these offers hard to choose between, whoever chooses."""
        alike = [f for f in self.features if len({offer.levels[f] for offer in self.offers}) == 1]
        for feature in alike:
            yield Finding("offers-alike", feature, {"level": f"{100 * self.offers[0].levels[feature]:g}"})
        for first, second in self._twins():
            yield Finding("offers-twins", values={"first": first, "second": second})
        unpriced = [offer.name for offer in self.offers if offer.cost is None]
        if unpriced and len(unpriced) < len(self.offers):
            yield Finding("offers-unpriced", values={"offers": ", ".join(unpriced)})

    def _twins(self) -> Iterator[tuple[str, str]]:
        seen: dict[tuple[float, ...], str] = {}
        for offer in self.offers:
            key = tuple(offer.levels.values())
            if key in seen:
                yield seen[key], offer.name
            seen.setdefault(key, offer.name)

    def record(self) -> dict[str, Any]:
        """Plain data for files."""
        return {
            "blank": self.blank,
            "offers": [{"name": o.name, "levels": dict(o.levels), "cost": o.cost, "note": o.note} for o in self.offers],
        }


def _named(names: tuple[str, ...]) -> None:
    if not 2 <= len(names) <= MOST:
        raise KanoError("offers-number", n=len(names), most=MOST)
    if not all(name.strip() for name in names):
        raise KanoError("offers-nameless", place=next(i for i, name in enumerate(names, 1) if not name.strip()))
    repeated = [name for name, n in Counter(name.strip().casefold() for name in names).items() if n > 1]
    if repeated:
        raise KanoError("offers-repeat", names=", ".join(repeated))


def _checked(offer: Offer) -> None:
    for feature, level in offer.levels.items():
        if not _number(level) or not 0 <= level <= 1:
            raise KanoError("offers-level", offer=offer.name, feature=feature, level=str(level))
    if offer.cost is not None and (not _number(offer.cost) or offer.cost < 0):
        raise KanoError("offers-cost", offer=offer.name, cost=str(offer.cost))


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
