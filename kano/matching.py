"""The same people on both sides of a comparison, found again by a name that both files have."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

import numpy as np

from kano.errors import KanoError
from kano.readers.wordings import is_blank
from kano.responses import Responses


@dataclass(frozen=True, eq=False)
class Matched:
    """The people of both sides in the same order, and how many there are of the others. Names are in no output."""

    first: Responses
    second: Responses
    only_first: int
    only_second: int
    nameless: int

    def record(self) -> dict[str, int]:
        """How many people were matched and how many were not, as plain data for files."""
        others = {"only_first": self.only_first, "only_second": self.only_second, "nameless": self.nameless}
        return {"matched": len(self.first), **others}


def match(first: Responses, second: Responses) -> Matched:
    """The same people on both sides, in the order of the first.

    Raises KanoError when a name stands for two people of a side, or nobody is on both. Raises ValueError when the
    people have no names.
    """
    names = [_named(side) for side in (first, second)]
    both = [name for name in names[0] if name in names[1]]
    if not both:
        raise KanoError("ids-none", first=len(names[0]), second=len(names[1]))
    rows = [np.array([side[name] for name in both], dtype=np.int64) for side in names]
    nameless = len(first) + len(second) - len(names[0]) - len(names[1])
    alone = [len(side) - len(both) for side in names]
    return Matched(first.take(rows[0]), second.take(rows[1]), alone[0], alone[1], nameless)


def _named(side: Responses) -> dict[str, int]:
    """From each name to its row; people without a name are left out."""
    if side.ids is None:
        raise ValueError("people are matched by names, and these have none")
    given = [(name.strip(), row) for row, name in enumerate(side.ids) if not _nobody(name)]
    often = sum(n > 1 for n in Counter(name for name, _ in given).values())
    if often:
        raise KanoError("ids-repeat", n=often)
    return dict(given)


def _nobody(name: str) -> bool:
    """Nothing, `n/a`, `-`: it stands for nobody, and for no two people the same."""
    return is_blank(name) or all(unicodedata.category(sign)[0] in "PZC" for sign in name)
