"""Counts in which people weigh by how important they say a feature is to them.

Timko, in Berger et al. (1993), p. 19, multiplies better and worse with the mean importance; his fourth reservation
there asks for sums of importance instead of counts. The formula of that is ours. Never the default.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kano import certainty, coefficients
from kano.answers import CATEGORIES, Category
from kano.classification import Estimate, Verdict, verdict
from kano.coefficients import A, I, M, O
from kano.conventions import VERSION, Settings
from kano.counts import Floats
from kano.errors import KanoError
from kano.responses import Responses
from kano.rules import RULES, rule_of, winner
from kano.sources import cite
from kano.variants.importance import Scale, effective, weights_of
from kano.variants.importance import record as importance_record
from kano.wording import RATINGS

if TYPE_CHECKING:
    import pandas as pd

_FINE = 9
"""Decimals to which sums of weights are told apart: 0.1 + 0.2 and 0.3 are a tie."""


@dataclass(frozen=True)
class Weighted:
    """One feature: `sums` of weights per category, of `n` people who tell as much as `effective` who count alike.

    Of the n, `weightless` people count 0. The others have no complete pair (`without_pair`) or said no importance
    (`without_importance`) and are in nothing. `better` and `worse` are of weights; `scaled_better` and `scaled_worse`
    are Timko's, the plain coefficients times the mean weight of everyone who said an importance. None where undefined.
    """

    feature: str
    n: int
    without_pair: int
    without_importance: int
    weightless: int
    effective: float
    sums: dict[str, float]
    category: Category | None
    tied: tuple[Category, ...]
    verdict: Verdict | None
    probability: dict[str, float] | None
    better: Estimate
    worse: Estimate
    mean_weight: float | None
    scaled_better: float | None
    scaled_worse: float | None


@dataclass(frozen=True)
class WeightedCounts:
    """Every feature, and how the numbers were made."""

    features: tuple[Weighted, ...]
    conventions: dict[str, Any]

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature, codes for categories."""
        return [_row(feature) for feature in self.features]

    def to_frame(self) -> pd.DataFrame:
        """The `rows`."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def weighted(
    answers: Responses, settings: Settings | None = None, scale: Scale = Scale.UNIT, top: int = RATINGS[-1]
) -> WeightedCounts:
    """Weighted counts of every feature. Raises KanoError when importance was not asked or is off its scale, the rule is
    unknown, or the answers do not fit the table."""
    settings = settings or Settings()
    if settings.rule not in RULES:
        raise KanoError("rule-unknown", rule=settings.rule, known=", ".join(RULES))
    answers.count().tally(settings.table)
    given = weights_of(answers, scale, top)
    found = tuple(_feature(name, answers, at, given[:, at], settings) for at, name in enumerate(answers.features))
    return WeightedCounts(found, record(settings, scale, top))


def categories(answers: Responses, at: int, settings: Settings) -> np.ndarray:
    """(N,): the position of each person's category of feature `at`, -1 without a complete pair."""
    table = np.full((6, 6), -1)
    place = np.array(settings.table.positions) + 1
    table[np.ix_(place, place)] = settings.table.indicator.argmax(axis=-1)
    return np.asarray(table[answers.functional[:, at], answers.dysfunctional[:, at]])


def _feature(name: str, answers: Responses, at: int, weight: Floats, settings: Settings) -> Weighted:
    category, said = categories(answers, at, settings), ~np.isnan(weight)
    pair = category >= 0
    used = pair & said
    sums: Floats = np.bincount(category[used], weight[used], len(CATEGORIES)).astype(float).round(_FINE)
    tied = rule_of(settings.rule, settings.tie_margin)(sums)
    found = CATEGORIES[int(winner(tied))] if tied.any() else None
    people = effective(weight[used])
    sure = _probability(sums, people, settings) if found else None
    better, worse = _coefficients(sums, category[used], weight[used], settings)
    mean = float(weight[said].mean()) if said.any() else None
    plain = np.bincount(category[pair], minlength=len(CATEGORIES)).astype(float)
    return Weighted(
        feature=name,
        n=int(used.sum()),
        without_pair=int((~pair).sum()),
        without_importance=int((pair & ~said).sum()),
        weightless=int((weight[used] == 0).sum()),
        effective=people,
        sums={str(c): float(s) for c, s in zip(CATEGORIES, sums, strict=True)},
        category=found,
        tied=tuple(c for c, is_tied in zip(CATEGORIES, tied, strict=True) if is_tied) if tied.sum() > 1 else (),
        verdict=verdict(sure[found], settings) if sure and found else None,
        probability=sure,
        better=better,
        worse=worse,
        mean_weight=mean,
        scaled_better=_scaled(coefficients.better(plain), mean),
        scaled_worse=_scaled(coefficients.worse(plain), mean),
    )


def _probability(sums: Floats, people: float, settings: Settings) -> dict[str, float]:
    """From draws for as many people who count alike."""
    drawn = certainty.draws(sums * (people / sums.sum()), settings.draws, settings.seed)
    shares = certainty.probability(drawn, rule_of(settings.rule, settings.tie_margin))
    return {str(c): float(p) for c, p in zip(CATEGORIES, shares, strict=True)}


def _coefficients(sums: Floats, category: np.ndarray, weight: Floats, settings: Settings) -> tuple[Estimate, Estimate]:
    """Wilson intervals for as many people of the base A+O+M+I who count alike."""
    people = effective(weight[np.isin(category, (A, O, M, I))])
    ends: list[Estimate] = []
    for value, sign in ((coefficients.better(sums), 1), (coefficients.worse(sums), -1)):
        if np.isnan(value):
            ends.append(Estimate(None, None, None))
            continue
        low, high = sorted(sign * end for end in certainty.wilson(abs(float(value)) * people, people, settings.level))
        ends.append(Estimate(float(value), low + 0.0, high + 0.0))
    return ends[0], ends[1]


def _scaled(value: Floats, mean: float | None) -> float | None:
    return None if mean is None or np.isnan(value) else float(value) * mean + 0.0


def _row(found: Weighted) -> dict[str, Any]:
    sure = found.probability
    parts = ("feature", "n", "without_pair", "without_importance", "weightless", "effective")
    row = {key: getattr(found, key) for key in parts} | found.sums
    row |= {"category": str(found.category or ""), "tied": "".join(found.tied), "verdict": str(found.verdict or "")}
    row |= {"probability": sure[found.category] if sure and found.category else None}
    for name, value in (("better", found.better), ("worse", found.worse)):
        row |= {name: value.estimate, f"{name}_low": value.low, f"{name}_high": value.high}
    return row | {key: getattr(found, key) for key in ("mean_weight", "scaled_better", "scaled_worse")}


def record(settings: Settings, scale: Scale, top: int) -> dict[str, Any]:
    """How weighted counts were made, as plain data for files."""
    return {
        "kano": VERSION,
        "method": "sums of importance instead of counts",
        "evaluation_table": {"name": settings.table.name, "grid": settings.table.grid},
        "rule": settings.rule,
        "tie_margin": settings.tie_margin,
        "importance": importance_record(scale, top),
        "missing": "a person without importance is left out of that feature",
        "effective": "(sum w)^2 / sum w^2",
        "certainty": {
            "method": "dirichlet of effective people",
            "prior": certainty.PRIOR,
            "draws": settings.draws,
            "seed": settings.seed,
            "clear": settings.clear,
            "leaning": settings.leaning,
        },
        "intervals": {"method": "wilson of effective people", "level": settings.level},
        "scaled": "better and worse times the mean weight (Timko)",
        "sources": [cite("timko1993").record()],
    }
