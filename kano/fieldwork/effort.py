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


def answers(half_width: float, level: float = 0.95) -> int:
    """Answers to a feature that tell better and worse to +- `half_width` at worst.

    n = z^2 / 4h^2, the binomial at a share of 0.5. Answers that are reverse or questionable come on top.
    """
    return ceil(NormalDist().inv_cdf((1 + level) / 2) ** 2 * 0.25 / half_width**2 - 1e-9)


def half_width(answers: int, level: float = 0.95) -> float:
    """To what better and worse are known, +-, from so many answers to a feature at worst: the reverse of `answers`."""
    return float(NormalDist().inv_cdf((1 + level) / 2) * 0.5 / answers**0.5)


def for_answers(number: int, features: int, asked: int) -> int:
    """People who give so many answers to each feature, when each is asked `asked` of them in turn."""
    return ceil(number * features / asked)


def people(questionnaire: Questionnaire, half_width: float, level: float = 0.95) -> int:
    """People needed to know better and worse of every feature to +- `half_width` at worst."""
    return for_answers(answers(half_width, level), len(questionnaire.features), questionnaire.pairs_asked)
