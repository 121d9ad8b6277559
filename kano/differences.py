"""Do two sets of answers differ by more than chance? Intervals and tests, and the record of how they are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from kano.answers import CATEGORIES
from kano.certainty import PRIOR
from kano.classification import Estimate
from kano.conventions import VERSION, Settings
from kano.counts import Counts, Floats
from kano.i18n import Translate

EXPECTED, CHANGED = 5, 25
"""Under this least expected count, or this number of people who changed, p comes from random permutations."""

MERGED = ("A", "O", "M", "I", "R+Q")
"""The categories of a test of shares: reverse and questionable answers are few."""

_TINY = 1e-9


class Homogeneity(NamedTuple):
    """`method` is chi-square, permutation, stuart-maxwell or swaps; `v` is Cramér's, of other people only.

    `statistic` and `df` are None where Stuart and Maxwell's matrix is singular; p is then that of the swaps.
    """

    method: str
    statistic: float | None
    df: int | None
    p: float
    v: float | None


def newcombe(first: Estimate, second: Estimate) -> Estimate:
    """First less second, with the hybrid score interval of their two Wilson intervals; None where they have none.

    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    if first.estimate is None or second.estimate is None:
        return Estimate(None, None, None)
    difference = first.estimate - second.estimate
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return Estimate(difference, None, None)
    below = np.hypot(first.estimate - first.low, second.high - second.estimate)
    above = np.hypot(first.high - first.estimate, second.estimate - second.low)
    return Estimate(difference, float(difference - below), float(difference + above))


def bounded(first: Estimate, second: Estimate, drawn: Floats, level: float) -> Estimate:
    """First less second, with the middle `level` of drawn differences.

    Draws shrink towards no difference: the interval is widened to hold the estimate. None where that has none.
    """
    if first.estimate is None or second.estimate is None:
        return Estimate(None, None, None)
    difference = first.estimate - second.estimate
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(difference, float(min(low, difference)), float(max(high, difference)))


def homogeneity(first: Floats, second: Floats, draws: int, seed: int) -> Homogeneity | None:
    """`association` of two groups' counts (6,)."""
    return association(np.array([first, second]), draws, seed)


def association(groups: Floats, draws: int, seed: int) -> Homogeneity | None:
    """Chi-square of the counts (g, 6) of g groups, R and Q merged, and Cramér's V.

    Groups and categories without anybody are left out. Where a cell expects less than `EXPECTED` people, p is the share
    of tables with the same margins that are at least as far apart, the own one among them (Phipson & Smyth 2010),
    unless there are fractions of people. None when fewer than two groups or two categories are left.
    """
    table = merged(groups)
    table = table[table.any(axis=1)][:, table.any(axis=0)]
    if min(table.shape) < 2:
        return None
    from statsmodels.stats.contingency_tables import Table

    whole = Table(table, shift_zeros=False)
    found, sparse = whole.test_nominal_association(), whole.fittedvalues.min() < EXPECTED and not (table % 1).any()
    statistic = float(found.statistic)
    v = (statistic / (table.sum() * (min(table.shape) - 1))) ** 0.5
    p = _permuted(table, statistic, draws, seed) if sparse else float(found.pvalue)
    return Homogeneity("permutation" if sparse else "chi-square", statistic, int(found.df), p, float(v))


def merged(counts: Floats) -> Floats:
    """(..., 5): the counts (..., 6) in the order of `MERGED`."""
    return np.concatenate([counts[..., :4], counts[..., 4:].sum(axis=-1, keepdims=True)], axis=-1)


def residuals(groups: Floats) -> Floats:
    """(g, 5): adjusted residuals of the counts (g, 6), by `MERGED`: how many standard errors a cell is off its margins.

    Haberman (1973), Biometrics 29, 205-220. NaN where a group or a category has nobody or everybody.
    """
    table = merged(groups)
    n = max(float(table.sum()), 1.0)
    rows, columns = table.sum(axis=1, keepdims=True) / n, table.sum(axis=0, keepdims=True) / n
    variance = n * rows * columns * (1 - rows) * (1 - columns)
    result: Floats = np.full(table.shape, np.nan)
    np.divide(table - n * rows * columns, np.sqrt(variance), out=result, where=variance > _TINY)
    return result


def _permuted(table: Floats, statistic: float, draws: int, seed: int) -> float:
    """The order of the groups does not matter: tables are drawn from the margins, the smallest group first."""
    from scipy.stats import random_table

    rows, columns = np.sort(table.sum(axis=1)).astype(np.int64), table.sum(axis=0).astype(np.int64)
    expected = np.outer(rows, columns) / table.sum()
    drawn = random_table(rows, columns).rvs(draws, random_state=np.random.default_rng(seed))
    return _share(((drawn - expected) ** 2 / expected).sum(axis=(1, 2)), statistic)


def stuart_maxwell(table: Counts, draws: int, seed: int) -> Homogeneity | None:
    """Have the shares of the categories changed? `table` (k, k) has the same people's first answers down.

    Stuart (1955), Biometrika 42, 412-416; Maxwell (1970), British Journal of Psychiatry 116, 651-655. A category that
    nobody left or came to says nothing and is dropped. Where fewer than `CHANGED` changed, each of them is swapped
    at random instead: p is the share of swaps with a statistic at least as large. None when nobody changed.
    """
    moved = table * ~np.eye(len(table), dtype=bool)
    live = moved.any(axis=0) | moved.any(axis=1)
    if not live.any():
        return None
    moved = moved[np.ix_(live, live)]
    spread = np.diag((moved + moved.T).sum(axis=0)) - moved - moved.T
    regular = np.linalg.matrix_rank(spread) == len(spread) - 1
    few = moved.sum() < CHANGED or not regular
    statistic, df, p = _marginal(moved) if regular else (None, None, np.nan)
    p = _swapped(moved, np.linalg.pinv(spread), draws, seed) if few else p
    return Homogeneity("swaps" if few else "stuart-maxwell", statistic, df, p, None)


def _marginal(moved: Counts) -> tuple[float, int, float]:
    from statsmodels.stats.contingency_tables import SquareTable

    found = SquareTable(moved, shift_zeros=False).homogeneity("stuart_maxwell")
    return float(found.statistic), int(found.df), float(found.pvalue)


def _swapped(moved: Counts, inverse: Floats, draws: int, seed: int) -> float:
    """Per pair of categories, how many go up is binomial; the matrix stays, as it counts both ways together."""
    up, down = np.triu_indices(len(moved), 1)
    ways = np.eye(len(moved))[up] - np.eye(len(moved))[down]
    drawn = np.random.default_rng(seed).binomial(moved[up, down] + moved[down, up], 0.5, (draws, len(up)))
    flow = (2 * drawn - moved[up, down] - moved[down, up]) @ ways
    away = np.einsum("di,ij,dj->d", flow, inverse, flow)
    own = moved.sum(axis=1) - moved.sum(axis=0)
    return _share(away, float(own @ inverse @ own))


def _share(drawn: Floats, own: float) -> float:
    return float((1 + (drawn >= own - _TINY * (1 + own)).sum()) / (1 + len(drawn)))


def kappa(table: Counts) -> float | None:
    """Cohen's (1960), unweighted; None when all are in one category both times, or there is nobody."""
    n = table.sum()
    chance = float(table.sum(axis=0) @ table.sum(axis=1)) / n**2 if n else 1.0
    return None if chance == 1 else float((np.trace(table) / n - chance) / (1 - chance))


def adjusted(values: Sequence[float | None]) -> list[float | None]:
    """Benjamini & Hochberg (1995), over the p that there are; None stays None."""
    tested = [p for p in values if p is not None]
    if not tested:
        return list(values)
    from statsmodels.stats.multitest import multipletests

    found = iter(multipletests(tested, method="fdr_bh")[1].tolist())
    return [None if p is None else next(found) for p in values]


def record(people: str, settings: Settings, tested: int) -> dict[str, Any]:
    """How `tested` features of other or of the same `people` were compared, as plain data for files."""
    other = people == "other"
    drawn = {"draws": settings.draws, "seed": settings.seed}
    return {
        "kano": VERSION,
        "people": people,
        "difference": "first - second",
        "intervals": {"method": "newcombe" if other else "bayesian bootstrap", "level": settings.level, **drawn},
        "probability": {
            "method": "1 - sum of products" if other else "dirichlet of transitions",
            "prior": PRIOR if other else PRIOR / len(CATEGORIES),
            **drawn,
        },
        "test": {
            "method": "chi-square, R+Q" if other else "stuart-maxwell",
            "permuted_below": {"expected": EXPECTED} if other else {"changed": CHANGED},
            **drawn,
        },
        "adjustment": {"method": "fdr_bh", "features": tested},
        "verdict": {
            "other": "min(probability, 1 - adjusted)",
            "same": "1 - probability",
            "clear": settings.clear,
            "leaning": settings.leaning,
        },
    }


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """The record in words: (what, how) rows for a screen or a sheet."""
    values = {**record["test"], **record["test"]["permuted_below"], "features": record["adjustment"]["features"]}
    for key in ("clear", "leaning"):
        values |= {key: f"{100 * record['verdict'][key]:g}", f"p_{key}": f"{100 - 100 * record['verdict'][key]:g}"}
    values["level"] = round(100 * record["intervals"]["level"])
    both = [(key, t(f"convention.{key}-{record['people']}", **values)) for key in ("people", "span", "differ", "test")]
    rows = [("difference", t("convention.difference-text")), *both]
    rows += [(key, t(f"convention.{key}-text", **values)) for key in ("adjustment", "gap")]
    return [(t(f"convention.{key}"), text) for key, text in rows]
