"""What to do about a feature, by its category, how sure that is, and how far the feature is fulfilled."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kano.answers import CATEGORIES, MODELLED, Category
from kano.classification import FeatureResult, Verdict


class Move(StrEnum):
    """What to do about a feature."""

    FULFIL = "fulfil"
    """Basic, and not known to be fulfilled."""
    RAISE = "raise"
    """Performance: the more the better."""
    DELIGHT = "delight"
    """Excitement: nobody waits for it."""
    KEEP = "keep"
    """Basic, performance or excitement, and fulfilled."""
    ASK = "ask"
    """Too close to call: ask more people before it is decided."""
    LOOK = "look"
    """Too close to call, and very many more people would hardly settle it: look at who they are."""
    STOP = "stop"
    """Reverse: most would rather not have it."""
    CUT = "cut"
    """Indifferent: may be cut, or need not be made."""
    LEAVE = "leave"
    """Indifferent or reverse, and not there today."""
    CHECK = "check"
    """Questionable: the wording was probably misread."""
    NONE = "none"
    """No answers, or too few people to be shown."""


_WHEN_SURE = {
    Category.BASIC: Move.FULFIL,
    Category.PERFORMANCE: Move.RAISE,
    Category.EXCITEMENT: Move.DELIGHT,
    Category.INDIFFERENT: Move.CUT,
    Category.REVERSE: Move.STOP,
    Category.QUESTIONABLE: Move.CHECK,
}
RANKED = (Category.BASIC, Category.PERFORMANCE, Category.EXCITEMENT)
"""The categories that have a place in the order, in that order."""


def move_of(feature: FeatureResult, now: float | None, needed: Mapping[str, int | None]) -> Move:
    """`now` is 0..1, None where it is not known; `needed` as `order` takes it."""
    if feature.category is None:
        return Move.NONE
    if feature.verdict is Verdict.TOO_CLOSE or (feature.verdict is None and feature.tied):
        return Move.LOOK if needed.get(feature.feature, 0) is None else Move.ASK
    if feature.category in MODELLED and now is not None and now >= 1:
        return Move.KEEP
    if feature.category in (Category.INDIFFERENT, Category.REVERSE) and now == 0:
        return Move.LEAVE
    return _WHEN_SURE[feature.category]


def rival_of(feature: FeatureResult) -> Category | None:
    """The most probable category beside that of the feature, where the verdict is too close; of percentages, one that
    has the same share."""
    if feature.verdict is None:
        return next((category for category in feature.tied if category != feature.category), None)
    if feature.verdict is not Verdict.TOO_CLOSE or feature.probability is None:
        return None
    others = [category for category in CATEGORIES if category != feature.category]
    return max(others, key=lambda category: (feature.probability or {})[category])
