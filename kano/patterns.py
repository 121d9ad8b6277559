"""Patterns in one person's answers, and how often chance alone would make them.

Shapes: N people, F features. `functional` and `dysfunctional` are (N, F) codes 1..5, 0 for no answer; `pairs` says
where both were given. A chance is computed from the shares of the answers that everyone gave, feature by feature, as
if answers to different features had nothing to do with each other. People lean one way, so the true chance is larger.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from kano.counts import Floats
from kano.responses import Responses

Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]


class Patterns:
    """What people's answers look like. People are asked in the order of the features; the file knows no other."""

    def __init__(self, responses: Responses) -> None:
        self.pairs: Mask = (responses.functional > 0) & (responses.dysfunctional > 0)
        self.sides = {"functional": responses.functional, "dysfunctional": responses.dysfunctional}
        self.cells: Whole = np.where(self.pairs, _cell(responses), -1)

    @cached_property
    def answered(self) -> Whole:
        """(N,): complete pairs of each person."""
        return np.asarray(self.pairs.sum(axis=1))

    @cached_property
    def shares(self) -> Floats:
        """(F, 5, 5): of those with a complete pair, how many gave it; 0 where nobody has one."""
        f = self.cells.shape[1]
        place = np.where(self.pairs, self.cells + 25 * np.arange(f), 25 * f)
        counts = np.bincount(place.ravel(), minlength=25 * f + 1)[:-1].reshape(f, 5, 5)
        return np.asarray(counts / np.maximum(counts.sum(axis=(1, 2), keepdims=True), 1))

    def same(self, side: str) -> tuple[Mask, Floats]:
        """(N,) whether a person gave one answer throughout on a side, and the chance of such a line or a rarer one."""
        axis = 2 if side == "functional" else 1
        return _line(self.sides[side].astype(np.int64) - 1, self.pairs, self.shares.sum(axis=axis))

    @cached_property
    def same_both(self) -> tuple[Mask, Floats]:
        """(N,) whether a person gave one pair of answers throughout, and the chance of such a line or a rarer one."""
        return _line(self.cells, self.pairs, self.shares.reshape(len(self.shares), 25))

    @cached_property
    def equal(self) -> tuple[Mask, Floats]:
        """(N,) whether both answers of each pair were the same, and the chance of that."""
        alike = self.cells % 6 == 0  # the diagonal of 5 x 5
        diagonal = np.trace(self.shares, axis1=1, axis2=2)
        return np.asarray((alike | ~self.pairs).all(axis=1) & self.pairs.any(axis=1)), _product(self.pairs, diagonal)

    def in_turn(self, side: str) -> Whole:
        """(N,): the longest run of features on which a person gave two different answers in turn."""
        codes = np.where(self.pairs, self.sides[side], 0)
        longest, run = np.zeros(len(codes), dtype=np.int64), np.zeros(len(codes), dtype=np.int64)
        for f in range(2, codes.shape[1]):
            first, second, third = codes[:, f - 2], codes[:, f - 1], codes[:, f]
            goes_on = (first == third) & (first != second) & (first > 0) & (second > 0)
            run = np.where(goes_on, np.maximum(run, 2) + 1, 0)
            longest = np.maximum(longest, run)
        return longest

    def in_turn_chance(self, side: str, length: int) -> float:
        """At most the chance of such a run of `length` features, wherever it begins."""
        shares = self.shares.sum(axis=2 if side == "functional" else 1)
        total = 0.0
        for start in range(len(shares) - length + 1):
            run = shares[start : start + length]
            one, other = run[::2].prod(axis=0), run[1::2].prod(axis=0)
            total += float(one.sum() * other.sum() - one @ other)
        return min(total, 1.0)

    def copies(self, least: int) -> list[tuple[int, int, float]]:
        """(person, the first with the same answers, expected number of others with them) for each later person.

        The same answers are the same on every question, unanswered ones too. People with fewer than `least` complete
        pairs, or with one pair of answers throughout, are passed over: those agree for another reason.
        """
        telling = np.flatnonzero((self.answered >= least) & ~self.same_both[0])
        rows = np.hstack([codes[telling] for codes in self.sides.values()])
        first: dict[bytes, int] = {}
        found = []
        for person, row in zip(telling.tolist(), rows, strict=True):
            before = first.setdefault(row.tobytes(), person)
            if before != person:
                found.append((person, before, self._expected(person)))
        return found

    def _expected(self, person: int) -> float:
        at = np.flatnonzero(self.pairs[person])
        shares = self.shares.reshape(len(self.shares), 25)[at, self.cells[person, at]]
        return float((len(self.pairs) - 1) * shares.prod())


def _cell(responses: Responses) -> Whole:
    """(N, F): where each pair stands among the 25."""
    wide = responses.functional.astype(np.int64), responses.dysfunctional.astype(np.int64)
    return 5 * (wide[0] - 1) + wide[1] - 1


def _line(values: Whole, pairs: Mask, shares: Floats) -> tuple[Mask, Floats]:
    """(N,) whether a person has the same of K values wherever there is a pair, and the chance of that or a rarer line.

    `shares` is (F, K).
    """
    any_pair: Mask = np.asarray(pairs.any(axis=1))
    if not pairs.size:
        return any_pair, np.ones(len(pairs))
    first = np.take_along_axis(values, pairs.argmax(axis=1)[:, None], axis=1)
    is_line = ((values == first) | ~pairs).all(axis=1) & any_pair
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log(shares), -1e4)
    lines = np.exp(pairs.astype(float) @ logs)
    own = np.take_along_axis(lines, np.maximum(first, 0), axis=1)
    rarer = np.where(lines <= own * (1 + 1e-9), lines, 0.0).sum(axis=1)
    return np.asarray(is_line), np.asarray(np.minimum(rarer, 1.0))


def _product(pairs: Mask, shares: Floats) -> Floats:
    return np.asarray(np.where(pairs, shares, 1.0).prod(axis=1))
