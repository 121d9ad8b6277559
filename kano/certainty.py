"""How sure: the probability that each category is the true one, and intervals of shares and coefficients."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from kano.counts import Floats
from kano.rules import Rule, winner

PRIOR = 0.5
"""Added to each of the six counts before drawing (Jeffreys): three of three people are not certainty."""


def draws(counts: Floats, number: int, seed: int) -> Floats:
    """(number, 6) unnormalised Dirichlet draws of the true shares, given one feature's counts (6,).

    A draw is a vector of gamma variates; every statistic of it is a ratio, so it need not add up to 1. Each
    feature starts from the same seed: equal counts give equal figures, whatever stands beside them.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    return rng.standard_gamma(counts + PRIOR, size=(number, len(counts)))


def probability(drawn: Floats, rule: Rule) -> Floats:
    """(6,): share of draws in which the rule, ties included, gives each category."""
    return np.bincount(winner(rule(drawn)), minlength=drawn.shape[-1]) / len(drawn)


def wilson(successes: float, n: float, level: float) -> tuple[float, float]:
    """Wilson score interval of a proportion; (nan, nan) when n is 0.

    Wilson (1927), JASA 22, 209-212. It keeps its coverage at shares of 0 and 1, where p +- z se does not.
    """
    if n <= 0:
        return float("nan"), float("nan")
    z = NormalDist().inv_cdf((1 + level) / 2)
    p, spread = successes / n, z * z / n
    centre = (p + spread / 2) / (1 + spread)
    half = z / (1 + spread) * (p * (1 - p) / n + spread / (4 * n)) ** 0.5
    return max(centre - half, 0.0) if p > 0 else 0.0, min(centre + half, 1.0) if p < 1 else 1.0


def share_intervals(counts: Floats, level: float) -> Floats:
    """(6, 2): simultaneous intervals of the six shares, Goodman (1965), Technometrics 7, 247-254.

    Approximate where a count is under 5. (nan, nan) for everything when nobody answered.
    """
    from statsmodels.stats.proportion import multinomial_proportions_confint

    if counts.sum() == 0:
        return np.full((len(counts), 2), np.nan)
    return np.asarray(multinomial_proportions_confint(counts, alpha=1 - level, method="goodman"))
