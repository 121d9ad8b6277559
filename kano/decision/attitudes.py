"""What a feature is to each person, and what a level of it then does to him.

Arrays: N people, F features. A person's category comes from his own pair of answers. To a person for whom a feature is
reverse, the pair swapped is what its absence is: it is fulfilled as far as the feature is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kano.answers import CATEGORIES
from kano.coefficients import A, I, M, O, Q, R
from kano.counts import Floats
from kano.curves import shapes
from kano.evaluation import EvaluationTable
from kano.responses import Responses

Places = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

BETTER = np.array([1.0, 1.0, 0.0, 0.0])
WORSE = np.array([0.0, -1.0, -1.0, 0.0])
"""Of one person, for A O M I: what better and worse are the means of (Timko, in Berger et al. 1993, p. 18)."""

MISSING, QUESTIONABLE, UNCLEAR = "missing", "questionable", "unclear"
REASONS = (MISSING, QUESTIONABLE, UNCLEAR)
"""Why a person's attitude to a feature is not known: no pair, a questionable one, or a reverse one that stays reverse,
indifferent or questionable when it is swapped."""


@dataclass(frozen=True, eq=False)
class Attitudes:
    """`kinds` (N, F): place among A O M I, -1 where it is not known; `mirrored` where the feature is reverse.

    `reasons` (N, F) is the place among `REASONS`, -1 where the attitude is known.
    """

    features: tuple[str, ...]
    kinds: Places
    mirrored: Mask
    reasons: Places

    def __len__(self) -> int:
        return len(self.kinds)

    @property
    def known(self) -> Mask:
        """(N, F)"""
        return np.asarray(self.kinds >= 0)

    @property
    def letters(self) -> Places:
        """(N, F): place among A O M I R, the reverse ones apart; -1 where it is not known."""
        return np.asarray(np.where(self.mirrored, R, self.kinds))

    @property
    def complete(self) -> Mask:
        """(N,): whose attitude to every feature is known."""
        return np.asarray(self.known.all(axis=1))

    def left_out(self) -> dict[str, dict[str, int]]:
        """By feature and reason: people whose attitude to it is not known."""
        return {
            feature: {reason: int((self.reasons[:, f] == place).sum()) for place, reason in enumerate(REASONS)}
            for f, feature in enumerate(self.features)
        }


def attitudes(people: Responses, features: tuple[str, ...], table: EvaluationTable) -> Attitudes:
    """What these features are to everyone, by an evaluation table."""
    columns = [people.features.index(feature) for feature in features]
    functional, dysfunctional = people.functional[:, columns], people.dysfunctional[:, columns]
    own, swapped = table.places(functional, dysfunctional), table.places(dysfunctional, functional)
    mirrored = (own == R) & np.isin(swapped, (A, O, M))
    kinds = np.where(mirrored, swapped, own)
    reasons = np.select([own == -1, own == Q, (own == R) & ~mirrored], [0, 1, 2], default=-1)
    return Attitudes(features, np.where(reasons >= 0, -1, kinds), mirrored, reasons)


@dataclass(frozen=True, eq=False)
class Effect:
    """What one offer does to each person by each feature, (N, F): nothing (0) where the attitude is not known.

    `gain` 0..1 and `loss` -1..0 add up to satisfaction; `unmet` are basic needs that are not fully met, `lacking`
    performance needs that are not, `granted` wishes (excitement, performance) that are met in full, `wanting` whatever
    of basic, performance and excitement is not met in full.
    """

    gain: Floats
    loss: Floats
    unmet: Mask
    lacking: Mask
    granted: Mask
    wanting: Mask


def effect(of: Attitudes, levels: Floats) -> Effect:
    """S(x) = worse (1 - g(x)) + better g(x), the first part its loss, the second its gain; `levels` is (F,).

    g is that of the person's own category; S is exactly worse at x = 0 and better at x = 1.
    """
    x = np.where(of.mirrored, 1 - levels, levels)
    kinds = np.maximum(of.kinds, 0)
    shape = _shape(kinds, of.mirrored, levels)
    whole, full = of.known, x >= 1
    return Effect(
        gain=np.where(whole, BETTER[kinds] * shape, 0.0),
        loss=np.where(whole, WORSE[kinds] * (1 - shape), 0.0) + 0.0,
        unmet=whole & (kinds == M) & ~full,
        lacking=whole & (kinds == O) & ~full,
        granted=whole & np.isin(kinds, (A, O)) & full,
        wanting=whole & (kinds != I) & ~full,
    )


def _shape(kinds: Places, mirrored: Mask, levels: Floats) -> Floats:
    """(N, F): g of each person's category at the level that he gets."""
    plain, turned = (np.where(x == 1, 1.0, shapes(x)) for x in (levels, 1 - levels))
    at = np.arange(len(levels))[None, :]
    return np.asarray(np.where(mirrored, turned[kinds, at], plain[kinds, at]))


def expected(counts: Floats, level: float) -> tuple[float, float] | None:
    """Mean gain and loss of the people whom counts (6,) put into A, O, M, I; None when there are none.

    The same as the mean over those people one by one: the shape depends on nothing but the category.
    """
    base = float(counts[[A, O, M, I]].sum())
    if base <= 0:
        return None
    shape = shapes(np.array([level]))[:4, 0] if level != 1 else np.ones(4)
    shares = counts[:4] / base
    return float(shares @ (BETTER * shape)), float(shares @ (WORSE * (1 - shape))) + 0.0


def record() -> dict[str, Any]:
    """How a person's satisfaction is computed, as plain data for files."""
    return {
        "category": "of each person, from his own pair of answers",
        "better": {str(c): float(v) for c, v in zip(CATEGORIES, BETTER, strict=False)},
        "worse": {str(c): float(v) for c, v in zip(CATEGORIES, WORSE, strict=False)},
        "satisfaction": "worse (1 - g(x)) + better g(x), x the level of the offer, g by the person's category",
        "gain": "better g(x)",
        "loss": "worse (1 - g(x))",
        "shapes": {"A": "(e^x - 1)/(e - 1)", "O": "x", "M": "e (1 - e^-x)/(e - 1)"},
        "reverse": "the pair swapped, at the level 1 - x",
        "indifferent": 0,
        "total": "the sum over the compared features, each counting the same",
    }
