"""Answers as a mixture sees them: each person's categories, or where the person's scores stand.

Shapes: N people of whom `kept` can be placed, F features. A space says what stands in the way of groups in it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kano.counts import Floats
from kano.differences import MERGED
from kano.errors import Finding
from kano.evaluation import EvaluationTable
from kano.groups.components import centred, common, directions, scores
from kano.groups.mixtures import Classes, Model, Places
from kano.responses import Responses

Rows = npt.NDArray[np.int64]

CLASSES, SCORES = "classes", "scores"
PER_PARAMETER = {CLASSES: 1, SCORES: 5}
"""People per free parameter of two groups, at least. Ours: with fewer, simulated groups are found better by scores."""

FEATURES = {CLASSES: 3, SCORES: 5}
"""Fewer features determine no latent classes; and a sum of few scores is no continuous figure."""

COMPONENTS = 4


class Space(Protocol):
    """`kept` are the rows of the people who can be placed, `missing` the share of their pairs that say nothing."""

    name: str
    kept: Rows
    missing: float

    def obstacle(self, missing: float) -> Finding | None:
        """Why there can be no groups here; at most so many pairs may say nothing where that matters."""

    def sample(self, rows: Rows | None = None) -> tuple[Model, Floats]:
        """A model of these of the kept people, of all when none are named; and everyone kept as it sees them."""


class Categories:
    """Each person's category of each feature, reverse and questionable together. A missing pair is no evidence."""

    name = CLASSES

    def __init__(self, responses: Responses, table: EvaluationTable) -> None:
        place = table.places(responses.functional, responses.dysfunctional)
        self.kept: Rows = np.flatnonzero((place >= 0).any(axis=1))
        place = np.minimum(place[self.kept], len(MERGED) - 1)
        self.people: Floats = (place[..., None] == np.arange(len(MERGED))).astype(float)
        self.missing = _share(place < 0)

    def obstacle(self, missing: float) -> Finding | None:  # noqa: ARG002
        answered = int(self.people.any(axis=(0, 2)).sum())
        return _few_features(self.name, answered) or _few_people(self.name, len(self.kept), Classes(self.people))

    def sample(self, rows: Rows | None = None) -> tuple[Model, Floats]:
        return Classes(self.people if rows is None else self.people[rows]), self.people


class Scores:
    """Each person's scores in the directions that features have in common. Who has not half of them is not placed."""

    name = SCORES

    def __init__(self, responses: Responses, table: EvaluationTable, seed: int) -> None:
        given = scores(responses, table)
        known = ~np.isnan(given[..., 0])
        self.answered = int(known.any(axis=0).sum())
        self.kept: Rows = np.flatnonzero(known.any(axis=1) & (2 * known.sum(axis=1) >= self.answered))
        self.missing = _share(~known[self.kept][:, known.any(axis=0)])
        self.people = centred(given[self.kept])
        self.seed = seed

    def obstacle(self, missing: float) -> Finding | None:
        few = _few_features(self.name, self.answered)
        few = few or _few_people(self.name, len(self.kept), Places(np.zeros((1, 1))))
        if few is None and self.missing > missing:
            values = {"percent": round(100 * self.missing), "most": round(100 * missing)}
            return Finding("groups-missing", values=values)
        return few or (None if self.components else Finding("groups-unrelated", values={"n": len(self.kept)}))

    @cached_property
    def components(self) -> int:
        """How many directions are used: those that features have in common, as far as the people suffice."""
        models = (Places(np.zeros((1, number))) for number in range(1, COMPONENTS + 1))
        enough = [_needed(self.name, model) <= len(self.kept) for model in models]
        return common(self.people, sum(enough), self.seed) if self.people.size else 0

    def sample(self, rows: Rows | None = None) -> tuple[Model, Floats]:
        seen = self.people if rows is None else self.people[rows]
        flat = self.people.reshape(len(self.people), -1) - seen.reshape(len(seen), -1).mean(axis=0)
        points = flat @ directions(seen, self.components)
        return Places(points if rows is None else points[rows]), points


def _share(of: npt.NDArray[np.bool_]) -> float:
    return float(of.mean()) if of.size else 0.0


def _needed(name: str, model: Model) -> int:
    return PER_PARAMETER[name] * model.parameters(2)


def _few_features(name: str, number: int) -> Finding | None:
    least = FEATURES[name]
    return Finding("groups-features", values={"n": number, "least": least}) if number < least else None


def _few_people(name: str, n: int, model: Model) -> Finding | None:
    least = _needed(name, model)
    values = {"n": n, "least": least, "parameters": model.parameters(2)}
    return Finding("groups-people", values=values) if n < least else None
