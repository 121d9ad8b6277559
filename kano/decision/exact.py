"""The best steps under a budget, exactly: undominated sums of cost and value, group by group, in whole numbers.

The method of Nemhauser & Ullmann (1969) for groups of which one way is taken. Costs and values are whole, so no
tolerance decides and ties are ties; of equal values the cheaper one is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kano.decision.menu import Bools, Branch, Group, Ints, Menu

MOST_STATES = 400_000


class TooMany(Exception):
    """More sums than are worth keeping: another method is needed."""


@dataclass(frozen=True, eq=False)
class _Table:
    """One branch: groups from the widest in cost to the narrowest, with the least and most that those behind cost."""

    fixed: Ints
    groups: tuple[Group, ...]
    costs: tuple[Ints, ...]
    least: Ints
    most: Ints

    @classmethod
    def of(cls, branch: Branch, costs: Ints) -> _Table:
        known = [(group, group.ways @ costs[group.steps]) for group in branch.groups]
        known.sort(key=lambda pair: -int(np.ptp(pair[1])))
        ends = [[int(end(sums)) for _, sums in known] for end in (np.min, np.max)]
        least, most = (np.array([sum(values[i:]) for i in range(len(known) + 1)]) for values in ends)
        return cls(branch.fixed, tuple(g for g, _ in known), tuple(c for _, c in known), least, most)


@dataclass(frozen=True, eq=False)
class Solver:
    """For one menu and many values."""

    tables: tuple[_Table, ...]
    costs: Ints

    @classmethod
    def of(cls, menu: Menu) -> Solver:
        """Raises TooMany when the steps are entangled."""
        if menu.branches is None:
            raise TooMany
        return cls(tuple(_Table.of(branch, menu.costs) for branch in menu.branches), menu.costs)

    def best(self, values: Ints, budget: int) -> Bools | None:
        """(S,): the steps of the highest value that cost no more than the budget, of equal ones the cheapest.

        None when nothing costs as little as that. Raises TooMany.
        """
        found = [self._walk(table, values, budget - int(self.costs[table.fixed].sum())) for table in self.tables]
        fitting: list[Bools] = [chosen[0] for chosen in found if chosen is not None]
        if not fitting:
            return None
        return max(fitting, key=lambda chosen: (int(values[chosen].sum()), -int(self.costs[chosen].sum())))

    def front(self, values: Ints) -> Bools:
        """(P, S): every choice than which none is both as cheap and as valuable, from the cheapest. Raises TooMany."""
        found = [self._walk(table, values, None) for table in self.tables]
        every = np.concatenate([chosen for chosen in found if chosen is not None])
        return np.asarray(every[_front(every @ self.costs, every @ values)])

    def _walk(self, table: _Table, values: Ints, budget: int | None) -> Bools | None:
        """(1, S): the best choice of one branch, or without a budget (P, S) its undominated ones."""
        trail = list[tuple[Ints, Ints]]()
        cost, value = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
        for place, (group, costs) in enumerate(zip(table.groups, table.costs, strict=True), start=1):
            worth = group.ways @ values[group.steps]
            cost, value, parent, way = _grown(cost, value, costs, worth)
            if budget is not None:
                kept = cost + table.least[place] <= budget
                free = int(np.searchsorted(cost, budget - table.most[place], side="right"))
                kept[: max(free - 1, 0)] = False
                cost, value, parent, way = cost[kept], value[kept], parent[kept], way[kept]
            if len(cost) > MOST_STATES:
                raise TooMany
            trail.append((parent, way))
            if not len(cost):
                return None
        if budget is None:
            return self._back(table, trail, np.arange(len(cost)))
        return self._back(table, trail, np.array([len(cost) - 1])) if cost[-1] <= budget else None

    def _back(self, table: _Table, trail: list[tuple[Ints, Ints]], ends: Ints) -> Bools:
        chosen = np.zeros((len(ends), len(self.costs)), dtype=bool)
        chosen[:, table.fixed] = True
        for group, (parent, way) in zip(reversed(table.groups), reversed(trail), strict=True):
            chosen[:, group.steps] = group.ways[way[ends]]
            ends = parent[ends]
        return chosen


def _grown(cost: Ints, value: Ints, costs: Ints, worth: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Undominated sums of a state and a way, by rising cost, each with its state and its way."""
    useful = _front(costs, worth)
    n = len(cost)
    costs_all = (costs[useful][:, None] + cost[None, :]).ravel()
    values_all = (worth[useful][:, None] + value[None, :]).ravel()
    kept = _front(costs_all, values_all)
    return costs_all[kept], values_all[kept], kept % n, useful[kept // n]


def _front(cost: Ints, value: Ints) -> Ints:
    """Places of the undominated, by rising cost and rising value; of equals the first."""
    order = np.argsort(cost, kind="stable")
    reached = value[order]
    before = np.concatenate([[np.iinfo(np.int64).min], np.maximum.accumulate(reached)[:-1]])
    order = order[reached > before]
    last = np.append(cost[order][1:] != cost[order][:-1], True)
    return np.asarray(order[last])
