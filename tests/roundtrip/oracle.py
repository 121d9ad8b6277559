"""What may be made of a file that was changed: the right numbers, a question, a refusal; never other numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kano.responses import Responses
from tests.roundtrip.cases import Case, Counted, Person, counted
from tests.roundtrip.reading import grids, moments


@dataclass(frozen=True)
class Truth:
    """What a changed file still says: of whom, and which features (by place) it no longer tells of."""

    people: Sequence[Person]
    lacking: frozenset[int] = frozenset()


Truths = tuple[Truth, ...]
"""Any of them is right; () is a file that must not be read without a question."""


def misreads(found: Responses, case: Case, truths: Truths) -> list[str]:
    """Why the numbers are none of the truths; [] when they are one."""
    if not truths:
        return ["read although nobody could know"]
    wrong = [_against(found, case, truth) for truth in truths]
    return [] if [] in wrong else wrong[0]


def _against(found: Responses, case: Case, truth: Truth) -> list[str]:
    expected = counted(case, truth.people)
    left = {place for place in range(len(expected.grids)) if place not in truth.lacking}
    wrong = []
    for name, grid, rated in zip(found.features, grids(found), moments(found), strict=True):
        place = _place(name, grid, case, expected, left)
        if place is None or grid != expected.grids[place]:
            wrong.append(f"pairs of {name}")
        elif rated not in (expected.importance[place], (0.0, 0.0, 0.0)):
            wrong.append(f"importance of {name}")
        left.discard(-1 if place is None else place)
    return wrong + [f"nothing of {case.keys[place]}" for place in sorted(left)]


def _place(name: str, grid: tuple[int, ...], case: Case, expected: Counted, left: set[int]) -> int | None:
    """The feature that a name means; where it means none, one with these numbers."""
    if name in case.keys:
        return case.keys.index(name) if case.keys.index(name) in left else None
    if code := re.fullmatch(r"F(\d+)", name):
        return int(code[1]) - 1 if int(code[1]) - 1 in left else None
    return next((place for place in sorted(left) if expected.grids[place] == grid), None)
