"""From counts per category to one category: the rules and what they do with ties. Arrays are (..., 6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt

from kano.answers import CATEGORIES, Category

C = Category
TIE_ORDER = (C.BASIC, C.PERFORMANCE, C.EXCITEMENT, C.INDIFFERENT, C.REVERSE, C.QUESTIONABLE)
"""M > O > A > I as in Berger et al. (1993), p. 11; R and Q appended, because the source does not place them."""

Array = npt.NDArray[np.float64]
Tied = npt.NDArray[np.bool_]
Rule = Callable[[Array], Tied]
_RANK = np.array([TIE_ORDER.index(category) for category in CATEGORIES])
_AOM = np.isin(CATEGORIES, (C.EXCITEMENT, C.PERFORMANCE, C.BASIC))
GROUPS = (_AOM, ~_AOM)
"""Of A O M I R Q, the two sides that Blauth, Richter and Rubinoff weigh."""


def mode(counts: Array, margin: float = 0.0) -> Tied:
    """Where the largest count stands: more than one is a tie (Berger et al. 1993, p. 7).

    So is what is nearer to it than `margin`, a share of all, or just that near. Sources that have a margin differ:
    5 percentage points (stp25kano), a tenth, 6 percent (Lee & Newcomb 1997).
    """
    largest = counts.max(axis=-1, keepdims=True)
    if margin == 0:
        return np.asarray((counts == largest) & (counts > 0))
    near = largest - counts <= (margin + 1e-9) * counts.sum(axis=-1, keepdims=True)
    return np.asarray(near & (counts > 0))


def blauth(counts: Array, margin: float = 0.0) -> Tied:
    """The largest of A, O, M if A+O+M > I+R+Q, else of I, R, Q (Blauth, Richter & Rubinoff, ibid. p. 13).

    The two sums being equal goes to I, R, Q. Percentages are compared to 1e-9; `margin` is a share of the group.
    """
    lead = counts[..., _AOM].sum(axis=-1) - counts[..., ~_AOM].sum(axis=-1)
    group = np.where((lead > 1e-9)[..., None], _AOM, ~_AOM)
    return mode(np.where(group, counts, 0.0), margin)


RULES: dict[str, Callable[..., Tied]] = {"mode": mode, "blauth": blauth}


def rule_of(name: str, margin: float = 0.0) -> Rule:
    """The rule of that name, by which what is within `margin` of the largest is tied. Raises KeyError."""
    return partial(RULES[name], margin=margin) if margin else RULES[name]


def winner(tied: Tied) -> npt.NDArray[np.int64]:
    """Position of the first of the tied categories in `TIE_ORDER`; -1 where there is none."""
    best = np.where(tied, _RANK, len(CATEGORIES)).argmin(axis=-1)
    return np.where(tied.any(axis=-1), best, -1)
