"""Before fieldwork: how many answers a feature needs, if people are like this, for its verdict to be clear and right.

The shares of the categories are the user's expectation. Samples of n people are drawn from them and judged by the rule
and the threshold of the analysis itself; their number is looked for by halving, from the formula on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import NormalDist
from typing import Any

import numpy as np

from kano.answers import CATEGORIES, Category
from kano.certainty import PRIOR
from kano.conventions import VERSION, Settings
from kano.counts import Floats
from kano.errors import KanoError
from kano.rules import GROUPS, RULES, winner
from kano.winning import wins

SCENARIOS = {
    "ahead": (0.50, 0.20, 0.20, 0.10),
    "usual": (0.40, 0.30, 0.20, 0.10),
    "close": (0.36, 0.31, 0.22, 0.11),
}
"""Shares of A, O, M, I to think with; ours. A race of the published tables that ship is between the last two."""

SAMPLES = 10_000
"""Drawn for each n: a chance is known to one point (two standard errors) at worst."""
MOST = 10_000
"""Answers per feature; more are not looked for."""
STEADY = 10
"""So many n in a row must do: with a person more, a chance may fall, because people are whole."""


@dataclass(frozen=True)
class Chances:
    """What may come of `answers` to a feature: shares of samples, 0..1.

    `right`: the category is the true one; `clear`: it is, and the verdict is clear; `misled`: clear, and wrong.
    """

    answers: int
    right: float
    clear: float
    misled: float


@dataclass(frozen=True)
class Needed:
    """How many answers per feature make the verdict clear and right with the wanted chance.

    `formula` is the number at which the rule gives the right category, by a normal approximation of its closest race;
    `found` is None when more than `MOST` are needed. `lead` is that of the first share over the second in that race.
    """

    shares: dict[str, float]
    category: Category
    lead: float
    formula: int
    found: Chances | None
    conventions: dict[str, Any]

    @property
    def answers(self) -> int | None:
        return self.found.answers if self.found else None


def expected(shares: Sequence[float]) -> Floats:
    """(6,) shares of A O M I R Q, the last ones 0 where fewer are given. Raises KanoError unless they add up to 1."""
    parts = [*shares, *[0.0] * (len(CATEGORIES) - len(shares))]
    if len(parts) > len(CATEGORIES) or any(part < 0 for part in parts) or abs(sum(parts) - 1) > 0.005:
        given = ", ".join(f"{part:g}" for part in shares)
        raise KanoError("plan-shares", shares=given, sum=f"{sum(shares):g}")
    return np.array(parts) / sum(parts)


def of_lead(lead: float) -> Floats:
    """(6,) shares of two categories, the first ahead by `lead`, and of no third: no others need more answers.

    Raises KanoError when the lead is not between 0 and 1.
    """
    if not 0 < lead < 1:
        raise KanoError("plan-lead", lead=f"{lead:g}")
    return expected([(1 + lead) / 2, (1 - lead) / 2])


def formula(first: float, second: float, certainty: float) -> int:
    """n for which a share `first` outnumbers `second` with probability `certainty`, one-sided.

    n = z^2 (p1 + p2 - (p1 - p2)^2) / (p1 - p2)^2: the normal approximation of a difference of multinomial shares.
    """
    z, lead = NormalDist().inv_cdf(certainty), first - second
    return ceil(z * z * (first + second - lead * lead) / (lead * lead) - 1e-9)


def chances(shares: Floats, answers: int, settings: Settings, samples: int = SAMPLES) -> Chances:
    """What may come of so many answers to a feature, people being like `shares` (6,). Seeded by the settings."""
    rule = RULES[settings.rule]
    drawn = np.random.default_rng((settings.seed, answers)).multinomial(answers, shares, size=samples)
    rows, number = np.unique(drawn, axis=0, return_counts=True)
    found = winner(rule(rows.astype(float)))
    clear, right = wins(rows, found, settings.rule) >= settings.clear, found == winner(rule(shares))
    parts = (float(number[those].sum() / samples) for those in (right, right & clear, clear & ~right))
    return Chances(answers, *parts)


def needed(shares: Floats, settings: Settings | None = None, chance: float = 0.80, samples: int = SAMPLES) -> Needed:
    """The fewest answers per feature whose verdict is clear and right with probability `chance`.

    Raises KanoError when two shares that the rule compares are expected to be equal, or a chance is not between 0
    and 1.
    """
    settings = settings or Settings()
    if not (0 < chance < 1 and 0.5 < settings.clear < 1):
        raise KanoError("plan-chance", chance=f"{chance:g}", certainty=f"{settings.clear:g}")
    first, second = _closest(shares, settings.rule)
    if first - second < 1e-6:
        said = ", ".join(f"{share:g}" for share in shares if share)
        if settings.rule == "blauth" and abs(first + second - 1) < 1e-9:
            raise KanoError("plan-tied-sides", shares=said)
        raise KanoError("plan-tied", shares=said)
    guess = formula(first, second, settings.clear)
    found = _fewest(shares, settings, chance, samples, guess)
    category = CATEGORIES[int(winner(RULES[settings.rule](shares)))]
    named = {str(c): float(share) for c, share in zip(CATEGORIES, shares, strict=True)}
    return Needed(named, category, round(first - second, 12), guess, found, record(settings, chance, samples))


def _closest(shares: Floats, rule: str) -> tuple[float, float]:
    """The two shares, the larger first, of the race that takes the most answers.

    The mode has one, of the two largest. Blauth's rule has two: A+O+M against I+R+Q, and within the group that wins.
    """
    races = [np.sort(shares)[:-3:-1]]
    if rule == "blauth":
        sums = np.sort([shares[group].sum() for group in GROUPS])[::-1]
        own = max(GROUPS, key=lambda group: float(shares[group].sum()))
        races = [sums, np.sort(shares[own])[:-3:-1]]
    first, second = min(races, key=lambda race: (race[0] - race[1]) ** 2 / (race[0] + race[1]))
    return float(first), float(second)


def _fewest(shares: Floats, settings: Settings, chance: float, samples: int, guess: int) -> Chances | None:
    known: dict[int, Chances] = {}

    def at(n: int) -> Chances:
        known[n] = known.get(n) or chances(shares, n, settings, samples)
        return known[n]

    low, high = 0, min(max(guess, 1), MOST)
    while at(high).clear < chance:
        if high == MOST:
            return None
        low, high = high, min(2 * high, MOST)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if at(middle).clear >= chance else (middle, high)
    while short := [n for n in range(high, min(high + STEADY, MOST)) if at(n).clear < chance]:
        high = short[-1] + 1
    return at(high)


def record(settings: Settings, chance: float, samples: int) -> dict[str, Any]:
    """How the number is found, as plain data for files."""
    return {
        "kano": VERSION,
        "method": "samples from the expected shares, judged as the analysis judges",
        "formula": "z^2 (p1 + p2 - (p1 - p2)^2) / (p1 - p2)^2, one-sided, of the closest race of the rule",
        "rule": settings.rule,
        "clear": settings.clear,
        "prior": PRIOR,
        "chance": chance,
        "samples": samples,
        "seed": settings.seed,
        "most": MOST,
        "steady": STEADY,
    }
