"""The people behind a number, without names: who gave which pair of answers to a feature."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kano.answers import ANSWERS, NO_ANSWER, Answer, Category
from kano.counts import Segment
from kano.evaluation import EvaluationTable
from kano.responses import Responses
from kano.suppression import told


@dataclass(frozen=True)
class Person:
    """What one person said of one feature. `respondent` is the place among all people, from 1.

    `category` is None where an answer is missing; a profile that too few people share is None.
    """

    respondent: int
    functional: Answer | None
    dysfunctional: Answer | None
    category: Category | None
    importance: float | None
    profile: dict[str, str | None]

    def row(self) -> dict[str, Any]:
        """In codes, for files and screens."""
        pair = {"functional": str(self.functional or ""), "dysfunctional": str(self.dysfunctional or "")}
        head = {"respondent": self.respondent, **pair, "category": str(self.category or "")}
        return {**head, "importance": self.importance, **self.profile}


def people_behind(
    said: Responses,
    feature: str,
    table: EvaluationTable,
    by: str | None = None,
    segment: Segment = None,
    least: int = 5,
    numbers: Sequence[int] = (),
    together: Collection[Segment] = (),
) -> tuple[Person, ...]:
    """Everyone, or the people of a segment, with their answers to a feature; `numbers` are theirs in the file.

    Raises ValueError when there is no such feature.
    """
    numbers = numbers or range(1, len(said) + 1)
    f = said.features.index(feature)
    profiles, rows = _profiles(said, f, least), said.rows_of(by, segment, together).tolist()
    return tuple(replace(_person(said, i, f, table, profiles), respondent=numbers[i]) for i in rows)


def _profiles(said: Responses, feature: int, least: int) -> dict[str, list[str | None]]:
    """Each value of a profile; None where too few people of it answered the feature."""
    names: dict[str, list[str | None]] = {}
    for name, profile in said.profiles.items():
        shown = told(said.count(name), least)
        names[name] = [value if shown[value][feature] else None for value in profile.values]
    return names


def _person(said: Responses, i: int, f: int, table: EvaluationTable, profiles: dict[str, list[str | None]]) -> Person:
    functional, dysfunctional = (_answer(side[i, f]) for side in (said.functional, said.dysfunctional))
    category = table[functional, dysfunctional] if functional and dysfunctional else None
    rating = np.nan if said.importance is None else said.importance[i, f]
    profile = {name: values[said.profiles[name].codes[i]] for name, values in profiles.items()}
    return Person(i + 1, functional, dysfunctional, category, None if np.isnan(rating) else float(rating), profile)


def _answer(code: int) -> Answer | None:
    return None if code == NO_ANSWER else ANSWERS[code - 1]
