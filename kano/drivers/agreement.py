"""What people ask for and what moves them: the classes of the Kano pairs and of the ratings, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from kano.answers import CATEGORIES, Category
from kano.classification import FeatureResult, Verdict
from kano.differences import kappa
from kano.drivers.penalty_reward import Driver

SHARED = CATEGORIES[:4]
"""Ratings know neither reverse nor questionable."""


@dataclass(frozen=True)
class Match:
    """A feature and the attribute that measures its fulfilment; what each says of it. `reason` why it is not counted:
    `no-feature`, `no-attribute`, `no-class` (of the ratings), `no-category` (of the pairs), `reverse`."""

    feature: str | None
    attribute: str | None
    asked: Category | None
    verdict: Verdict | None
    experienced: Category | None
    reason: str

    @property
    def same(self) -> bool | None:
        return None if self.reason else self.asked is self.experienced


@dataclass(frozen=True)
class Agreement:
    """Every feature and attribute, matched or not. `share` and Cohen's `kappa` are over the `n` that both class as
    M, O, A or I; None when there is none, kappa also when all are of one class."""

    matches: tuple[Match, ...]
    n: int
    share: float | None
    kappa: float | None

    def rows(self) -> list[dict[str, Any]]:
        """One row per match, codes for categories and reasons."""
        return [
            {
                "feature": match.feature,
                "attribute": match.attribute,
                "asked": str(match.asked) if match.asked else None,
                "verdict": str(match.verdict) if match.verdict else None,
                "experienced": str(match.experienced) if match.experienced else None,
                "same": match.same,
                "not_counted": match.reason or None,
            }
            for match in self.matches
        ]


def by_name(features: Mapping[str, Iterable[str]], attributes: Iterable[str]) -> dict[str, str]:
    """Feature -> attribute where one of the feature's names is the attribute's, and no other feature's or attribute's.

    Case, blanks and a word for rating behind the name (`Taste rating`, `taste_score`) do not matter.
    """
    known: dict[str, set[str]] = {}
    for attribute in attributes:
        known.setdefault(_plain(attribute), set()).add(attribute)
    wanted = {feature: {_plain(name) for name in names} for feature, names in features.items()}
    found = {f: set[str]().union(*(known.get(name, set()) for name in names)) for f, names in wanted.items()}
    taken = [attribute for same in found.values() for attribute in same]
    alone = {feature: next(iter(same)) for feature, same in found.items() if len(same) == 1}
    return {feature: attribute for feature, attribute in alone.items() if taken.count(attribute) == 1}


_RATED = re.compile(
    r"(?:[\s:\-–—(（：]+(?:rating|score|performance|fulfilment|satisfaction)"
    r"|[\s:\-–—(（：]*(?:评分|評分|满意度|滿意度|得分))[\s)）]*$"
)


def _plain(name: str) -> str:
    return _RATED.sub("", " ".join(name.casefold().replace("_", " ").split()))


def agreement(asked: Iterable[FeatureResult], drivers: Iterable[Driver], matching: Mapping[str, str]) -> Agreement:
    """The categories of the pairs and the classes of the ratings, by `matching` (feature -> attribute)."""
    features = {result.feature: result for result in asked}
    found = {driver.attribute: driver for driver in drivers}
    pairs: list[tuple[str | None, str | None]] = [(f, matching.get(f)) for f in features]
    pairs += [(None, attribute) for attribute in found if attribute not in {a for _, a in pairs}]
    matches = tuple(_match(f, a, features, found) for f, a in pairs)
    counted = [match for match in matches if not match.reason]
    table = np.zeros((len(SHARED), len(SHARED)), dtype=np.int64)
    for match in counted:
        if match.asked and match.experienced:
            table[SHARED.index(match.asked), SHARED.index(match.experienced)] += 1
    share = float(np.trace(table) / table.sum()) if counted else None
    return Agreement(matches, len(counted), share, kappa(table) if counted else None)


def _match(
    feature: str | None, attribute: str | None, features: Mapping[str, FeatureResult], drivers: Mapping[str, Driver]
) -> Match:
    result = features[feature] if feature is not None else None
    driver = drivers.get(attribute) if attribute is not None else None
    asked, experienced = result.category if result else None, driver.category if driver else None
    reasons = {
        "no-feature": result is None,
        "no-attribute": driver is None,
        "no-category": asked is None,
        "reverse": asked not in SHARED,
        "no-class": experienced is None,
    }
    reason = next((name for name, holds in reasons.items() if holds), "")
    return Match(feature, attribute, asked, result.verdict if result else None, experienced, reason)
