"""Shares over periods, as numbers: do they differ, where is one step likeliest, is it a step or a trend?

Throughout, `hits` of `base` people in T periods are (T,), or (draws, T) for many at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log, sqrt
from typing import NamedTuple

import numpy as np

from kano.counts import Floats
from kano.differences import EXPECTED

MOST = 10**9
"""NumPy deals out no more people than that; of more, and of fractions of people, shares are drawn instead."""

CELLS = 1_000_000
"""Of tables that are drawn at a time."""

_TINY = 1e-9


class Shift(NamedTuple):
    """Chi-square of all periods at once. `method` is chi-square, permutation or bootstrap; `v` is Cramér's."""

    method: str
    statistic: float
    df: int
    p: float
    v: float


class Trend(NamedTuple):
    """A straight line of log odds: its fitted shares in the first and last period.

    `gain` is twice its log likelihood less that of one share for all.
    """

    gain: float
    first: float
    last: float


def varies(hits: Floats, base: Floats) -> bool:
    """Whether anything can be tested: two periods, and neither nobody nor everybody throughout."""
    return len(base) > 1 and bool(0 < hits.sum() < base.sum())


def loglik(hits: Floats, base: Floats) -> Floats:
    """Log likelihood of the shares that are there, without the constant."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / base
        return np.asarray(
            np.where(hits > 0, hits * np.log(share), 0) + np.where(hits < base, (base - hits) * np.log1p(-share), 0)
        )


def gains(hits: Floats, base: Floats) -> Floats:
    """(..., T - 1): twice the log likelihood ratio of one step after each period against no step.

    Worsley (1983), Biometrika 70, 455-464.
    """
    before, people = hits.cumsum(axis=-1)[..., :-1], base.cumsum()[:-1]
    whole, everybody = hits.sum(axis=-1, keepdims=True), base.sum()
    parts = loglik(before, people) + loglik(whole - before, everybody - people)
    return np.asarray(2 * (parts - loglik(whole, everybody)))


def free_gain(hits: Floats, base: Floats) -> float:
    """Twice the log likelihood ratio of a share for each period against one share for all."""
    return float(2 * (loglik(hits, base).sum() - loglik(hits.sum(), base.sum())))


def chi_square(hits: Floats, base: Floats) -> Floats:
    """(...): Pearson's statistic of the T x 2 table."""
    share = hits.sum(axis=-1, keepdims=True) / base.sum()
    spread = base * share * (1 - share)
    parts = np.divide((hits - base * share) ** 2, spread, out=np.zeros(hits.shape), where=spread > 0)
    return np.asarray(parts.sum(axis=-1))


def tested(hits: Floats, base: Floats, draws: int, seed: int, steps: bool) -> tuple[Shift, float | None]:
    """Do the periods differ, and p of the best of all `steps` where those are asked for.

    p of the best step, and of the chi-square where a cell expects fewer than `EXPECTED` people, is the share of draws
    without any change that are at least as far off, the own one among them (Phipson & Smyth 2010). People are dealt
    out anew to the periods, which is exact; more than `MOST`, and fractions of people, are drawn by the common share.
    """
    own = float(chi_square(hits, base))
    sparse = _sparse(hits, base) and not _parts(hits, base)
    far, best = _drawn(hits, base, draws, seed, steps) if sparse or steps else (np.zeros(0), None)
    dealt = method(hits, base)
    p = _share(far, own) if sparse else _tail(own, len(base) - 1)
    shift = Shift(dealt if sparse else "chi-square", own, len(base) - 1, p, sqrt(own / float(base.sum())))
    return shift, None if best is None else _share(best, float(gains(hits, base).max()))


def _drawn(hits: Floats, base: Floats, draws: int, seed: int, steps: bool) -> tuple[Floats, Floats | None]:
    """(draws,): the chi-square and the best step of each draw."""
    people = base if _dealt(hits, base) else np.rint(base)
    far, best = [], []
    for drawn in _tables(hits, people, draws, seed):
        far.append(chi_square(drawn, people))
        if steps:
            best.append(gains(drawn, people).max(axis=-1))
    return np.concatenate(far), np.concatenate(best) if steps else None


def _tables(hits: Floats, base: Floats, draws: int, seed: int) -> Iterator[Floats]:
    rng, at_once = np.random.default_rng(seed), max(CELLS // len(base), 1)
    for start in range(0, draws, at_once):
        size = min(at_once, draws - start)
        if _dealt(hits, base):
            people, chosen = base.astype(np.int64), int(hits.sum())
            yield rng.multivariate_hypergeometric(people, chosen, size, method="marginals").astype(float)
        else:
            share = min(float(hits.sum() / base.sum()), 1.0)
            yield rng.binomial(base.astype(np.int64), share, (size, len(base))).astype(float)


def lack(gain: float, hits: Floats, base: Floats) -> float:
    """p of what a form of two shares with this gain leaves over, by its likelihood ratio; 1 where people are few.

    Of a step whose place was looked for it is a little too large.
    """
    return 1.0 if _sparse(hits, base) else _tail(max(free_gain(hits, base) - gain, 0.0), len(base) - 2)


def _sparse(hits: Floats, base: Floats) -> bool:
    share = hits.sum() / base.sum()
    return bool((base * min(share, 1 - share)).min() < EXPECTED)


def _parts(hits: Floats, base: Floats) -> bool:
    """Whether there are fractions of people."""
    return bool((hits % 1).any() or (base % 1).any())


def method(hits: Floats, base: Floats) -> str:
    """How draws without any change are made."""
    return "permutation" if _dealt(hits, base) else "bootstrap"


def _dealt(hits: Floats, base: Floats) -> bool:
    return not _parts(hits, base) and bool(base.sum() < MOST)


def _share(drawn: Floats, own: float) -> float:
    return float((1 + (drawn >= own - _TINY * (1 + own)).sum()) / (1 + len(drawn)))


def _tail(statistic: float, df: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(df, statistic))


def undecided(found: Floats, level: float) -> list[int]:
    """The splits, from 0, whose step is not clearly less likely than the best one's: a set that holds the true one.

    Twice the log likelihood may drop by -2 ln(1 - sqrt(level)), 7.35 at 95 %: Hansen (2000), Econometrica 68, 575-603,
    who shows it to be conservative. The 3.84 of an ordinary parameter held a true split in only 86-88 % of our trials
    where the step was small.
    """
    return np.flatnonzero(found >= found.max() + 2 * log(1 - sqrt(level))).tolist()


def trend(hits: Floats, base: Floats, places: Floats) -> Trend:
    """The most likely straight line of log odds over the places of the periods, by Newton's method."""
    x = 2 * (places - places[0]) / (places[-1] - places[0]) - 1
    columns = np.stack([np.ones_like(x), x], axis=1)
    share = hits.sum() / base.sum()
    line = np.array([log(share / (1 - share)), 0.0])
    now = flat = _line(columns @ line, hits, base)
    for _ in range(100):
        line, better = _closer(line, now, columns, hits, base)
        if better - now < _TINY:
            break
        now = better
    first, last = 1 / (1 + np.exp(-(columns @ line)[[0, -1]]))
    return Trend(max(2 * (now - flat), 0.0), float(first), float(last))


def _closer(line: Floats, now: float, columns: Floats, hits: Floats, base: Floats) -> tuple[Floats, float]:
    """A step of Newton's, halved until it is uphill."""
    share = 1 / (1 + np.exp(-columns @ line))
    curve = columns.T * (base * share * (1 - share)) @ columns
    way = np.linalg.lstsq(curve, columns.T @ (hits - base * share), rcond=None)[0]
    for _ in range(30):
        found = _line(columns @ (line + way), hits, base)
        if found >= now:
            return line + way, found
        way = way / 2
    return line, now


def _line(odds: Floats, hits: Floats, base: Floats) -> float:
    return float((hits * odds - base * np.logaddexp(0, odds)).sum())
