"""Basics first, then satisfaction, then cost: one order of choices, and the method that finds the best of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kano.decision.exact import Solver, TooMany
from kano.decision.menu import Bools, Ints, Menu, whole
from kano.decision.mixed import Mixed
from kano.decision.plan import PLACES
from kano.errors import KanoError

EPSILON_POINTS = 40
"""Of the frontier, where each is a program of its own."""


@dataclass(frozen=True, eq=False)
class Chooser:
    """One menu, and how it is solved: by `solver`, or where the steps are too entangled by `mixed`."""

    menu: Menu
    solver: Solver | None
    mixed: Mixed

    @classmethod
    def of(cls, menu: Menu) -> Chooser:
        try:
            return cls(menu, Solver.of(menu), Mixed.of(menu))
        except TooMany:
            return cls(menu, None, Mixed.of(menu))

    @property
    def method(self) -> str:
        return "undominated sums" if self.solver else "milp"

    def budget(self, budget: float | None) -> int:
        """In millionths; without a limit, all that can be spent. Raises KanoError for what is no amount."""
        if budget is None:
            return int(np.clip(self.menu.costs, 0, None).sum())
        if not abs(budget) <= 1e12:
            raise KanoError("plan-budget", value=budget)
        return int(whole([budget])[0])

    def best(self, first: Ints, second: Ints, budget: int) -> Bools:
        """(S,): the highest sum of `first` under the budget, then of `second`, then the lowest cost.

        Raises KanoError when nothing costs as little as the budget.
        """
        found = self._best(first, second, budget)
        if found is None:
            raise KanoError("plan-infeasible", budget=f"{budget / 10**PLACES:g}", least=f"{self.least:g}")
        return found

    @property
    def least(self) -> float:
        """The lowest cost that is possible."""
        none = np.zeros(len(self.menu.costs), dtype=np.int64)
        cheapest = self._best(-self.menu.costs, none, self.budget(None))
        assert cheapest is not None
        return float(self.menu.costs[cheapest].sum() / 10**PLACES)

    def _best(self, first: Ints, second: Ints, budget: int) -> Bools | None:
        if self.solver:
            try:
                return self.solver.best(one_after_the_other(first, second), budget)
            except (TooMany, OverflowError):
                pass
        return self.mixed.best((first, second), budget)

    def front(self, values: Ints) -> tuple[Bools, bool]:
        """Every undominated choice of cost and value, (P, S) by rising cost, and whether there are more of them."""
        if self.solver:
            try:
                return self.solver.front(values), False
            except TooMany:
                pass
        points = list(self._epsilon(values))
        return np.array(points[:EPSILON_POINTS])[::-1], len(points) > EPSILON_POINTS

    def _epsilon(self, values: Ints) -> Iterator[Bools]:
        """From the dearest: the best of what costs less than the one before."""
        budget = self.budget(None)
        for _ in range(EPSILON_POINTS + 1):
            found = self.mixed.best((values,), budget)
            if found is None:
                return
            yield found
            budget = int(self.menu.costs[found].sum()) - 1


def one_after_the_other(first: Ints, second: Ints) -> Ints:
    """One number per step whose sums are ordered by the sum of `first`, then by that of `second`.

    Raises OverflowError when the two together are too large.
    """
    base = 2 * int(np.abs(second).sum()) + 1
    if (int(np.abs(first).sum()) + 1) * base >= 2**62:
        raise OverflowError
    return first * base + second


def thinned(count: int, most: int, kept: Sequence[int]) -> list[int]:
    """At most about `most` places of `count`, evenly, with those that must be kept."""
    if count <= most:
        return list(range(count))
    even = np.linspace(0, count - 1, most).round().astype(int).tolist()
    return sorted({*even, *kept})
