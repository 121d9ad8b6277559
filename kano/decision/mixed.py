"""The best steps under a budget where they are too entangled to be written out: mixed integer programs (HiGHS)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kano.counts import Floats
from kano.decision.menu import Bools, Ints, Menu
from kano.errors import KanoError

MOST_TRIES = 20
"""Choices that only fit within the tolerance of the solver, ruled out one by one."""

Row = tuple[Floats, float]
"""Coefficients (S,), and what their sum may at most be."""


@dataclass(frozen=True, eq=False)
class Mixed:
    """For one menu: the rows that hold whatever is valued."""

    costs: Ints
    rows: tuple[Row, ...]
    open: Bools

    @classmethod
    def of(cls, menu: Menu) -> Mixed:
        open_ = np.ones(len(menu.costs), dtype=bool)
        open_[list(menu.blocked)] = False
        return cls(menu.costs, tuple(_rows(menu)), open_)

    def best(self, goals: Sequence[Ints], budget: int) -> Bools | None:
        """(S,): the highest first goal, with it the highest second, ..., with them the lowest cost.

        None when nothing costs as little as the budget. Raises KanoError when optimality could not be proved.
        """
        unit = math.gcd(*map(int, self.costs)) or 1
        rows = [*self.rows, (self.costs / unit, budget // unit + 0.5)]
        chosen: Bools | None = None
        for goal in (*goals, -self.costs // unit):
            found = _fitting(goal, rows, self.open)
            if found is None and chosen is not None:
                raise KanoError("portfolio-unproved")
            if found is None:
                return None
            chosen = found
            rows.append((-goal.astype(float), -float(goal[chosen].sum()) + 0.5))
        assert chosen is not None
        return chosen


def _rows(menu: Menu) -> Iterator[Row]:
    size = len(menu.costs)
    for option in menu.options.values():
        yield _marked(size, option.steps, 1.0), 1.0
    for a, b, fits in menu.links:
        first, second = menu.options[a].steps, menu.options[b].steps
        for place, step in enumerate(first.tolist()):
            row, most = _of(size, first, step, 1.0)
            for other in second[fits[place]].tolist():
                part, rest = _of(size, second, other, -1.0)
                row, most = row + part, most + rest
            yield row, most


def _marked(size: int, steps: Ints, sign: float) -> Floats:
    row = np.zeros(size)
    row[steps[steps >= 0]] = sign
    return row


def _of(size: int, steps: Ints, step: int, sign: float) -> Row:
    """Whether this option of a feature is taken, as a row; taking none is 1 less its steps."""
    if step >= 0:
        return _marked(size, np.array([step]), sign), 0.0
    return _marked(size, steps, -sign), -sign


def _fitting(goal: Ints, rows: Sequence[Row], open_: Bools) -> Bools | None:
    """The best choice that keeps every row exactly, which fractions within tolerance may not when they are rounded."""
    rows = list(rows)
    for _ in range(MOST_TRIES):
        chosen = _solved(goal, rows, open_)
        if chosen is None or all(row[chosen].sum() <= most for row, most in rows):
            return chosen
        rows.append((np.where(chosen, 1.0, -1.0), float(chosen.sum()) - 1.0))
    raise KanoError("portfolio-unproved")


def _solved(goal: Ints, rows: Sequence[Row], open_: Bools) -> Bools | None:
    from scipy.optimize import Bounds, LinearConstraint, milp

    # With its presolve, HiGHS calls worse choices optimal where costs reach some 10 million of their common unit.
    matrix, most = np.array([row for row, _ in rows]), np.array([most for _, most in rows])
    found = milp(
        -goal.astype(float),
        integrality=np.ones(len(goal)),
        bounds=Bounds(0, open_.astype(float)),
        constraints=LinearConstraint(matrix, -np.inf, most),
        options={"mip_rel_gap": 0.0, "presolve": False},
    )
    if found.status == 2:
        return None
    if found.status != 0 or found.x is None:
        raise KanoError("portfolio-unproved")
    return np.asarray(found.x > 0.5)
