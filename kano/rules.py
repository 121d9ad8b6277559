"""From counts per category to one category: the rules and what they do with ties. Arrays are (..., 6)."""

from __future__ import annotations

from collections.abc import Callable

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


def mode(counts: Array) -> Tied:
    """Where the largest count stands: more than one is a tie (Berger et al. 1993, p. 7)."""
    return np.asarray((counts == counts.max(axis=-1, keepdims=True)) & (counts > 0))


def blauth(counts: Array) -> Tied:
    """The largest of A, O, M if A+O+M > I+R+Q, else of I, R, Q (Blauth, Richter & Rubinoff, ibid. p. 13).

    The two sums being equal goes to I, R, Q. Percentages are compared to 1e-9.
    """
    lead = counts[..., _AOM].sum(axis=-1) - counts[..., ~_AOM].sum(axis=-1)
    group = np.where((lead > 1e-9)[..., None], _AOM, ~_AOM)
    return mode(np.where(group, counts, 0.0))


RULES: dict[str, Rule] = {"mode": mode, "blauth": blauth}


def winner(tied: Tied) -> npt.NDArray[np.int64]:
    """Position of the first of the tied categories in `TIE_ORDER`; -1 where there is none."""
    best = np.where(tied, _RANK, len(CATEGORIES)).argmin(axis=-1)
    return np.where(tied.any(axis=-1), best, -1)
