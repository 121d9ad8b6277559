"""The probability that a category wins, by quadrature: what draws estimate, fast enough to be asked of every future.

Shares drawn from a Dirichlet distribution are independent gamma variates over their sum, so "the largest share" is
"the largest of six independent gamma variates": one density times five distribution functions, integrated.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import erf, lgamma

import numpy as np

from kano.answers import CATEGORIES
from kano.certainty import PRIOR
from kano.counts import Counts, Floats
from kano.rules import GROUPS, TIE_ORDER

STEP, REACH = 0.25, 2.75
"""In the square root of a gamma variate, whose standard deviation is 1/2 at any size: half of it, and five of it."""

MARGIN = 0.12
"""Up to this margin, the total that it is a share of may be taken as fixed: probabilities near 0.95 are off by 0.003,
by 0.01 at worst."""

_ORDER = [CATEGORIES.index(category) for category in TIE_ORDER]


class Gammas:
    """Gamma variates of shape k + 1/2, k = 0..`most`, at nodes of their square root: (most + 1, nodes).

    `below` is the distribution, `mass` the density times the width of a node. Each distribution is the one before it
    less a density, and the first an error function.
    """

    def __init__(self, most: int) -> None:
        self.nodes = (np.arange(int((np.sqrt(most + PRIOR) + REACH) / STEP) + 2) + 0.5) * STEP
        x, k = self.nodes**2, np.arange(most + 1)[:, None]
        logs = np.array([[lgamma(shape + 0.5)] for shape in range(most + 1)])
        density = np.exp((k - 0.5) * np.log(x) - x - logs)
        first = np.array([erf(node) for node in self.nodes])
        self.below = np.maximum(first - np.cumsum(np.vstack([np.zeros_like(x), density[1:]]), axis=0), 0.0)
        self.mass = density * 2 * self.nodes * STEP

    def window(self, counts: Counts) -> Counts:
        """(N, nodes): where the largest of the variates of `counts` (N, k) may lie."""
        start = (np.sqrt(counts.max(axis=1) + PRIOR) - REACH) / STEP
        first: Counts = np.maximum(start.astype(np.int64), 0)[:, None]
        return first + np.arange(int(2 * REACH / STEP) + 1)

    def below_at(self, counts: Counts, x: Floats) -> Floats:
        """The distribution of each count (N,) at its `x` (N, nodes), between the nodes by cubics."""
        place = np.sqrt(np.maximum(x, 0.0)) / STEP - 0.5
        left = np.clip(place.astype(np.int64), 0, len(self.nodes) - 2)
        row, part = counts[:, None], np.clip(place - left, 0.0, 1.0)
        ends = self.below[row, left], self.below[row, left + 1]
        rise = ends[1] - ends[0]
        bend = (self.mass[row, left] - rise) * (1 - part) - (self.mass[row, left + 1] - rise) * part
        return np.where(x > 0, ends[0] + part * rise + part * (1 - part) * bend, 0.0)


@lru_cache(maxsize=2)
def _gammas(blocks: int) -> Gammas:
    return Gammas(512 * blocks)


def wins(counts: Counts, category: Sequence[int] | Counts, rule: str, margin: float = 0.0) -> Floats:
    """(N,): the probability that the rule gives each row's `category` (N,) to the true shares, `counts` (N, 6) given.

    Counts are whole; `category` is a position in A O M I R Q. To seven digits without a margin; see `MARGIN` for one.
    """
    categories, found = np.asarray(category), np.zeros(len(counts))
    for position in np.unique(categories):
        rows = categories == position
        found[rows] = _of_one(counts[rows], int(position), rule, margin)
    return found


def _of_one(counts: Counts, position: int, rule: str, margin: float) -> Floats:
    if rule == "mode":
        return _first(counts[:, _ORDER], _ORDER.index(position), margin)
    # Shares within a group do not depend on that of the group.
    group = next(group for group in GROUPS if group[position])
    own = [c for c in _ORDER if group[c]]
    within = _first(counts[:, own], own.index(position), margin)
    # The sum of three variates of shape k + 1/2 has shape (sum of k + 1) + 1/2.
    sums = np.stack([counts[:, group].sum(axis=1), counts[:, ~group].sum(axis=1)], axis=1) + 1
    return within * _first(sums, 0, 0.0)


def _first(counts: Counts, at: int, margin: float) -> Floats:
    """(N,): that column `at` of `counts` (N, k) is near the largest, and no column before it is.

    The largest is at x: columns before are below x less the margin, columns after below x; the column itself is at
    x, or a later one is and it lies between.
    """
    table = _gammas(int(counts.max(initial=1)) // 512 + 1)
    nodes = table.window(counts)
    edge = table.nodes[nodes] ** 2 - margin * (counts.sum(axis=1) + counts.shape[1] * PRIOR)[:, None]

    def below(column: int) -> Floats:
        rows = counts[:, column]
        return table.below_at(rows, edge) if margin else np.asarray(table.below[rows[:, None], nodes])

    product, slope = np.ones(nodes.shape), np.zeros(nodes.shape)
    for column in range(at + 1, counts.shape[1]):
        here, mass = (values[counts[:, column, None], nodes] for values in (table.below, table.mass))
        product, slope = product * here, slope * here + product * mass
    own = counts[:, at, None]
    found = table.mass[own, nodes] * product
    if margin:
        found = found + (table.below[own, nodes] - below(at)) * slope
    for column in range(at):
        found = found * below(column)
    return np.asarray(found.sum(axis=1))
