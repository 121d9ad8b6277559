"""Fuzzy Kano: people spread each answer over the five, in percent, and may belong to several categories.

Lee & Huang (2009), Expert Systems with Applications 36(3), 4479-4484. Another form of the method, never the default.
Answers that are wholly one of the five give the classic table exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from kano import certainty
from kano.answers import ANSWERS, CATEGORIES, Category
from kano.classification import Verdict, verdict
from kano.conventions import VERSION, Settings
from kano.counts import Floats
from kano.errors import KanoError
from kano.responses import Responses
from kano.rules import RULES, TIE_ORDER, rule_of, winner
from kano.sources import cite

if TYPE_CHECKING:
    import pandas as pd

ALPHA = 0.4
"""The cut that is usually told."""

_TINY = 1e-9


class Below(StrEnum):
    """What a person counts for whose memberships are all below the cut; the source does not say."""

    MAX = "max"
    """One for the largest; of equal ones for the first in M > O > A > I > R > Q."""
    NONE = "none"
    """Nothing."""


@dataclass(frozen=True, eq=False)
class Spread:
    """Answers of N people on F features as shares of the five answers L E N W D, (N, F, 5).

    The shares of an answer add up to 1; they are all 0 where there is none. Raises ValueError otherwise.
    """

    features: tuple[str, ...]
    functional: Floats
    dysfunctional: Floats

    def __post_init__(self) -> None:
        shape = (len(self.functional), len(self.features), len(ANSWERS))
        for side in (self.functional, self.dysfunctional):
            sums = side.sum(axis=-1)
            if side.shape != shape or (side < 0).any() or not (np.isclose(sums, 1) | (sums == 0)).all():
                raise ValueError(f"answers must be shares {shape} that add up to 1 or are all 0")

    def __len__(self) -> int:
        return len(self.functional)


def crisp(answers: Responses) -> Spread:
    """Answers that are wholly one of the five."""
    unit = np.vstack([np.zeros(len(ANSWERS)), np.eye(len(ANSWERS))])
    return Spread(answers.features, unit[answers.functional], unit[answers.dysfunctional])


@dataclass(frozen=True)
class FuzzyFeature:
    """One feature of `n` people with a complete pair; `without_pair` have none.

    `counts` are how many people each category has: `several` of them count in more than one, `below` in none above the
    cut. `membership` is the mean over people, which adds up to 1. None where nobody answered.
    """

    feature: str
    n: int
    without_pair: int
    counts: dict[str, int]
    several: int
    below: int
    membership: dict[str, float] | None
    category: Category | None
    tied: tuple[Category, ...]
    probability: dict[str, float] | None
    verdict: Verdict | None


@dataclass(frozen=True)
class Fuzzy:
    """Every feature, and how the numbers were made."""

    features: tuple[FuzzyFeature, ...]
    conventions: dict[str, Any]

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature, codes for categories."""
        return [_row(feature) for feature in self.features]

    def to_frame(self) -> pd.DataFrame:
        """The `rows`."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def memberships(answers: Spread, settings: Settings) -> Floats:
    """(N, F, 6): how far each person belongs to each category, NaN without a complete pair.

    The sum of f_i d_j over the cells (i, j) of a category. Raises KanoError when an answer has a share that the
    evaluation table has no row for.
    """
    table = settings.table
    outside = [i for i in range(len(ANSWERS)) if i not in table.positions]
    if answers.functional[..., outside].any() or answers.dysfunctional[..., outside].any():
        raise KanoError("table-levels", table=table.name, answers=" ".join(table.answers))
    sides = (side[..., table.positions] for side in (answers.functional, answers.dysfunctional))
    found = np.einsum("nfi,nfj,ijk->nfk", *sides, table.indicator.astype(float))
    whole = answers.functional.any(axis=-1) & answers.dysfunctional.any(axis=-1)
    found[~whole] = np.nan
    return np.asarray(found)


def fuzzy(answers: Spread, settings: Settings | None = None, alpha: float = ALPHA, below: Below = Below.MAX) -> Fuzzy:
    """Count every category in which a person's membership is at least `alpha`, and classify the counts by the rule.

    The probability of the category and its verdict need people who count once each; they are None where somebody
    counts in several or in none. Raises KanoError when the cut is not above 0 and up to 1, or the rule is unknown.
    """
    settings = settings or Settings()
    if not 0 < alpha <= 1:
        raise KanoError("fuzzy-alpha", alpha=f"{alpha:g}")
    if settings.rule not in RULES:
        raise KanoError("rule-unknown", rule=settings.rule, known=", ".join(RULES))
    found = memberships(answers, settings)
    features = tuple(_feature(name, found[:, at], settings, alpha, below) for at, name in enumerate(answers.features))
    return Fuzzy(features, record(settings, alpha, below))


def cut(membership: Floats, alpha: float, below: Below) -> tuple[np.ndarray, np.ndarray]:
    """(N, 6) in which categories each person counts, and (N,) who is below the cut in all of them."""
    counted = membership >= alpha - _TINY
    nowhere = np.asarray(~counted.any(axis=-1))
    if below is Below.MAX:
        largest = membership >= membership.max(axis=-1, keepdims=True) - _TINY
        counted[nowhere] = winner(largest[nowhere])[:, None] == np.arange(len(CATEGORIES))
    return counted, nowhere


def _feature(name: str, membership: Floats, settings: Settings, alpha: float, below: Below) -> FuzzyFeature:
    known = membership[~np.isnan(membership).any(axis=-1)]
    counted, nowhere = cut(known, alpha, below)
    counts = counted.sum(axis=0).astype(float)
    tied = rule_of(settings.rule, settings.tie_margin)(counts)
    category = CATEGORIES[int(winner(tied))] if tied.any() else None
    sure = _probability(counts, settings) if category and (counted.sum(axis=1) == 1).all() else None
    mean = known.mean(axis=0) if len(known) else None
    return FuzzyFeature(
        feature=name,
        n=len(known),
        without_pair=len(membership) - len(known),
        counts={str(c): int(n) for c, n in zip(CATEGORIES, counts, strict=True)},
        several=int((counted.sum(axis=1) > 1).sum()),
        below=int(nowhere.sum()),
        membership=None if mean is None else {str(c): float(m) for c, m in zip(CATEGORIES, mean, strict=True)},
        category=category,
        tied=tuple(c for c, is_tied in zip(CATEGORIES, tied, strict=True) if is_tied) if tied.sum() > 1 else (),
        probability=sure,
        verdict=verdict(sure[category], settings) if sure and category else None,
    )


def _probability(counts: Floats, settings: Settings) -> dict[str, float]:
    drawn = certainty.draws(counts, settings.draws, settings.seed)
    shares = certainty.probability(drawn, rule_of(settings.rule, settings.tie_margin))
    return {str(c): float(p) for c, p in zip(CATEGORIES, shares, strict=True)}


def _row(found: FuzzyFeature) -> dict[str, Any]:
    sure, mean = found.probability, found.membership
    row = {key: getattr(found, key) for key in ("feature", "n", "without_pair", "several", "below")} | found.counts
    row |= {f"membership_{c}": mean[c] if mean else None for c in CATEGORIES}
    row |= {"category": str(found.category or ""), "tied": "".join(found.tied), "verdict": str(found.verdict or "")}
    return row | {"probability": sure[found.category] if sure and found.category else None}


def record(settings: Settings, alpha: float, below: Below) -> dict[str, Any]:
    """How the counts were made, as plain data for files."""
    return {
        "kano": VERSION,
        "method": "fuzzy Kano",
        "evaluation_table": {"name": settings.table.name, "grid": settings.table.grid},
        "membership": "sum of f d over the cells of a category",
        "alpha": alpha,
        "several": "a person counts in every category at or above alpha",
        "below": str(below),
        "rule": settings.rule,
        "tie_order": list(map(str, TIE_ORDER)),
        "tie_margin": settings.tie_margin,
        "certainty": "only where everybody counts once",
        "sources": [cite("lee2009").record()],
    }
