"""Before the survey: how long it takes one person, and how many people it needs."""

from __future__ import annotations

from math import ceil
from statistics import NormalDist

from kano.questionnaire import Questionnaire

SECONDS = {"start": 30, "pair": 20, "importance": 5, "segment": 10}
"""Our estimates of what a question takes; `pair` is both of its questions."""


def minutes(questionnaire: Questionnaire) -> int:
    """What one person needs, in whole minutes."""
    pair = SECONDS["pair"] + (SECONDS["importance"] if questionnaire.importance else 0)
    seconds = SECONDS["start"] + pair * questionnaire.pairs_asked + SECONDS["segment"] * len(questionnaire.segments)
    return ceil(seconds / 60)


def people(questionnaire: Questionnaire, half_width: float, level: float = 0.95) -> int:
    """People needed to know better and worse of every feature to +- `half_width` at worst.

    n = z^2 / 4h^2 answers per feature (the binomial at a share of 0.5); more people when each answers only a part.
    """
    answers = NormalDist().inv_cdf((1 + level) / 2) ** 2 * 0.25 / half_width**2
    return ceil(ceil(answers - 1e-9) * len(questionnaire.features) / questionnaire.pairs_asked)
