"""A file goes in, and what the product makes of it comes out: numbers, questions, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kano.errors import KanoError
from kano.questionnaire import Questionnaire
from kano.readers import Proposal, Table, apply, open_table, propose
from kano.responses import Responses
from tests.roundtrip.cases import Counted


@dataclass(frozen=True)
class Outcome:
    """`refused` is the code of an error, `asked` those of the questions; `data` is read only without either."""

    data: Responses | None = None
    proposal: Proposal | None = None
    asked: frozenset[str] = frozenset()
    refused: str | None = None

    @property
    def kind(self) -> str:
        return "refused" if self.refused else "asked" if self.asked else "read"


def read(data: bytes, name: str, questionnaire: Questionnaire | None) -> Outcome:
    """What happens to a file that nobody answers a question about. Anything but a KanoError is an error of ours."""
    try:
        return made(open_table(data, name), questionnaire)
    except KanoError as problem:
        return Outcome(refused=problem.code)


def made(
    table: Table, questionnaire: Questionnaire | None, codes: str | None = None, despite: Iterable[str] = ()
) -> Outcome:
    """The same of a table; the questions of `despite` are taken as answered by what is proposed."""
    try:
        proposal = propose(table, questionnaire, codes)
        asked = frozenset(question.code for question in proposal.questions)
        if asked - set(despite):
            return Outcome(proposal=proposal, asked=asked)
        found = apply(table, proposal.mapping).data
    except KanoError as problem:
        return Outcome(refused=problem.code)
    assert isinstance(found, Responses)
    return Outcome(found, proposal, asked)


def grids(found: Responses) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(n) for n in grid.ravel()) for grid in found.count().grid[0])


def moments(found: Responses) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(x) for x in row) for row in found.count().importance[0])


def groups(found: Responses, by: str) -> frozenset[tuple[tuple[int, ...], ...]]:
    parts = np.asarray(found.count(by).grid)
    return frozenset(tuple(tuple(int(n) for n in grid.ravel()) for grid in part) for part in parts if part.any())


def in_order(found: Responses) -> Responses:
    """By their codes, where the file names its features by nothing else: JSON has its keys in the order of answers."""
    if not all(re.fullmatch(r"F\d+", name) for name in found.features):
        return found
    order = sorted(range(len(found.features)), key=lambda i: int(found.features[i][1:]))
    features = tuple(found.features[i] for i in order)
    rated = None if found.importance is None else found.importance[:, order]
    return Responses(features, found.functional[:, order], found.dysfunctional[:, order], rated, found.profiles)


def differences(found: Responses, truth: Counted, importance: bool = True, segments: bool = True) -> list[str]:
    """What was read otherwise than it was answered, feature by feature in their order."""
    found = in_order(found)
    wrong = [] if len(found.features) == len(truth.grids) else [f"{len(found.features)} features: {found.features}"]
    rows = zip(found.features, grids(found), truth.grids, strict=False)
    wrong += [f"pairs of {feature}" for feature, mine, theirs in rows if mine != theirs]
    if importance and moments(found) != truth.importance:
        wrong.append("importance")
    if segments:
        made = [groups(found, by) for by in found.profiles]
        wrong += [f"segment {code}" for code, parts in truth.groups.items() if parts not in made and len(parts) > 1]
        wrong += [f"profiles {list(found.profiles)}"] if len(made) > len(truth.groups) else []
    return wrong
