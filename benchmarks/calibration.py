"""`python -m benchmarks.calibration`: how often `clear` stands beside the wrong category, the true shares being known.

People are drawn from known shares of the six categories and given to `classify` as it ships; the sample is wrong when
its verdict is `clear` and its category is not the one that the rule gives the true shares. Where shares are tied the
truth is the tied category that loses most by it, as if it led by a hair: no truth is harder.

Near ties of two and three categories are no simulation: every outcome that matters is classified and weighted with its
probability. Realistic truths are the shares of the published tables that ship, and shares drawn at random; their many
samples are judged by `kano.winning`, whose quadrature is what the draws of `classify` estimate: the last table says how
near. Other columns say what the same samples would be under other conditions of `clear`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import lgamma
from pathlib import Path

import numpy as np

from kano.answers import CATEGORIES
from kano.classification import Verdict, classify
from kano.conventions import Settings
from kano.counts import CategoryCounts, Counts, Floats
from kano.rules import RULES, winner
from kano.study import read
from kano.winning import wins

NUMBERS, ALSO = (12, 30, 100, 400), (5, 8, 20)
BETWEEN, PAIRS = range(12, 61), ((0, 1), (1, 2), (1, 5), (0, 3))
LIMIT = 0.05
PUBLISHED = Path(__file__).parents[1] / "sample_data" / "published"
SEED = 20240101
_AOM = np.array([letter in "AOM" for letter in CATEGORIES])
_UNLIKELY = 1e-7


@dataclass(frozen=True)
class Judged:
    """What was said of N samples: positions of categories (N,), probabilities (N,), exact p (N,), clear or not (N,)."""

    category: Counts
    probability: Floats
    exact: Floats
    clear: np.ndarray


Condition = Callable[[Judged], np.ndarray]
CONDITIONS: dict[str, Condition] = {
    "as it ships": lambda j: j.clear,
    "probability from 95 %": lambda j: j.probability >= 0.95,
    "95 % and exact p to 5 %": lambda j: (j.probability >= 0.95) & (j.exact <= 0.05),
}


def judge(samples: Counts, rule: str) -> Judged:
    """(N, 6) samples as `classify` judges them; equal samples are classified once."""
    rows, at = np.unique(samples, axis=0, return_inverse=True)
    names = tuple(f"f{i}" for i in range(len(rows)))
    found = classify(CategoryCounts(names, rows[None].astype(float)), Settings(rule=rule)).features
    category = np.array([CATEGORIES.index(f.category) for f in found if f.category])
    probability = np.array([f.probability[f.category] for f in found if f.probability and f.category])
    clear = np.array([f.verdict is Verdict.CLEAR for f in found])
    at = at.ravel()
    return Judged(category[at], probability[at], _exact(rows, category, rule)[at], clear[at])


def judge_quickly(samples: Counts, rule: str) -> Judged:
    """The same with the probability that the draws estimate, and the threshold that ships."""
    rows, at = np.unique(samples, axis=0, return_inverse=True)
    category = winner(RULES[rule](rows.astype(float)))
    probability = wins(rows, category, rule)
    found = probability, _exact(rows, category, rule), probability >= Settings().clear
    return Judged(category[at.ravel()], *(values[at.ravel()] for values in found))


def _exact(rows: Counts, category: Counts, rule: str) -> Floats:
    """One-sided binomial p of the leading pair (and of A+O+M against I+R+Q), at one half; the larger one."""
    from scipy.stats import binom

    beside = np.where(_AOM[category][:, None] == _AOM, rows, 0)
    top = np.sort(rows if rule == "mode" else beside, axis=1)
    pair = binom.sf(top[:, -1] - 1, top[:, -1] + top[:, -2], 0.5)
    if rule == "mode":
        return np.asarray(pair)
    return np.maximum(pair, binom.sf(beside.sum(axis=1) - 1, rows.sum(axis=1), 0.5))


@dataclass(frozen=True)
class Rates:
    """Shares of all samples: named clear, and named clear with a wrong category."""

    clear: float
    wrong: float


def rates(judged: Judged, weights: Floats, true: int) -> dict[str, Rates]:
    said = {name: condition(judged) for name, condition in CONDITIONS.items()}
    miss = judged.category != true
    return {name: Rates(weights @ clear, weights @ (clear & miss)) for name, clear in said.items()}


def outcomes(n: int, shares: Floats) -> tuple[Counts, Floats]:
    """Every sample of n people from at most three categories that is not too unlikely to matter, and its chance."""
    at = np.flatnonzero(shares)
    first = np.arange(n + 1)
    if len(at) == 2:
        inside = np.stack([first, n - first], axis=1)
    else:
        one, two = (part.ravel() for part in np.meshgrid(first, first))
        inside = np.stack([one, two, n - one - two], axis=1)[one + two <= n]
    logs = np.array([lgamma(k + 1) for k in range(n + 1)])
    chance = np.exp(logs[n] - logs[inside].sum(axis=1) + inside @ np.log(shares[at]))
    keep = chance > _UNLIKELY
    samples = np.zeros((keep.sum(), len(shares)), dtype=np.int64)
    samples[:, at] = inside[keep]
    return samples, chance[keep]


def ties() -> Iterator[tuple[str, Floats]]:
    """Shares that are tied, in every pair of places and some threes: the draws of a place are its own."""
    for pair in combinations(range(6), 2):
        yield "two tied", _shares(dict.fromkeys(pair, 0.5))
        rest = (pair[1] + 1) % 6 if (pair[1] + 1) % 6 not in pair else (pair[1] + 2) % 6
        yield "two tied, a third", _shares({**dict.fromkeys(pair, 0.45), rest: 0.10})
    for three in ((0, 1, 2), (1, 2, 3), (0, 3, 4)):
        yield "three tied", _shares(dict.fromkeys(three, 1 / 3))
    yield "sums tied too", _shares({0: 0.5, 3: 0.25, 4: 0.25})


def near() -> Iterator[tuple[str, Floats]]:
    """Close races of four and more."""
    for shares in ((0.36, 0.34, 0.20, 0.10), (0.34, 0.33, 0.23, 0.10), (0.26, 0.25, 0.25, 0.24)):
        yield "close race of four", _shares(dict(enumerate(shares)))
    yield "close race of six", _shares(dict(enumerate((0.30, 0.29, 0.15, 0.14, 0.06, 0.06))))


def _shares(parts: dict[int, float]) -> Floats:
    shares = np.zeros(6)
    shares[list(parts)] = list(parts.values())
    return shares


def hardest(n: int, shares: Floats, rule: str) -> dict[str, Rates]:
    """The rates of the tied category for which they are worst, exactly."""
    samples, chance = outcomes(n, shares)
    judged, tied = judge(samples, rule), np.flatnonzero(shares == shares.max())
    if rule == "blauth":
        inside, outside = shares[_AOM].sum(), shares[~_AOM].sum()
        groups = [g for g in (_AOM, ~_AOM) if shares[g].sum() >= max(inside, outside) - 1e-9]
        tied = np.concatenate([np.flatnonzero(g & (shares == shares[g].max())) for g in groups])
    every = [rates(judged, chance, int(true)) for true in tied]
    return {name: max((r[name] for r in every), key=lambda rate: rate.wrong) for name in CONDITIONS}


def worst(n: int, rule: str) -> dict[str, tuple[float, str]]:
    """Per condition the largest share of wrong samples, and the truth that has it."""
    found = [(name, hardest(n, shares, rule)) for name, shares in ties()]
    found += [(name, simulated(n, shares, rule, 4000)) for name, shares in near()]
    return {c: max((r[c].wrong, name) for name, r in found) for c in CONDITIONS}


def simulated(n: int, shares: Floats, rule: str, number: int) -> dict[str, Rates]:
    samples = np.random.default_rng(SEED).multinomial(n, shares, size=number)
    true = int(winner(RULES[rule](shares)))
    return rates(judge(samples, rule), np.full(number, 1 / number), true)


def published() -> Iterator[Floats]:
    """The shares of every row of the published tables that ship."""
    for file in sorted(PUBLISHED.glob("*.csv")):
        for row in read(file).classify(Settings(draws=1)).counts.counts[0]:
            yield row / row.sum()


def realistic(random: int = 100) -> list[Floats]:
    rng = np.random.default_rng(SEED)
    return [*published(), *rng.dirichlet(np.ones(6), size=random)]


def over_truths(n: int, rule: str, truths: list[Floats], number: int = 100) -> dict[str, Rates]:
    """The mean rates over truths, `number` samples of each."""
    rng = np.random.default_rng(SEED + n)
    samples = np.concatenate([rng.multinomial(n, shares, size=number) for shares in truths])
    true = np.repeat([int(winner(RULES[rule](shares))) for shares in truths], number)
    judged = judge_quickly(samples, rule)
    miss, said = judged.category != true, {name: c(judged) for name, c in CONDITIONS.items()}
    return {name: Rates(clear.mean(), (clear & miss).mean()) for name, clear in said.items()}


def between(rule: str) -> dict[str, tuple[float, str]]:
    """The worst of some pairs of tied categories over every n of `BETWEEN`."""
    pairs = [_shares(dict.fromkeys(pair, 0.5)) for pair in PAIRS]
    found = [(n, hardest(n, shares, rule)) for n in BETWEEN for shares in pairs]
    return {c: max((r[c].wrong, f"two tied, n = {n}") for n, r in found) for c in CONDITIONS}


def main() -> None:
    print("Wrong and `clear`, percent of all samples, in the worst truth:\n")
    print("| rule | n | " + " | ".join(CONDITIONS) + " | worst truth |\n|---|---|" + "---|" * (len(CONDITIONS) + 1))
    for rule in RULES:
        for n in (*NUMBERS, *ALSO):
            _line(rule, str(n), worst(n, rule))
        _line(rule, "12 to 60", between(rule))
    print("\nRealistic truths, percent: named clear / wrong among all / wrong among the clear:\n")
    print("| rule | n | " + " | ".join(CONDITIONS) + " |\n|---|---|" + "---|" * len(CONDITIONS))
    truths = realistic()
    for rule in RULES:
        for n in (*NUMBERS, *ALSO):
            found = over_truths(n, rule, truths)
            print(f"| {rule} | {n} | " + " | ".join(map(_rates, found.values())) + " |", flush=True)

    print("\nDraws and quadrature: largest difference, and samples whose verdict differs, percent:\n")
    print("| rule | n | largest difference | verdict differs |\n|---|---|---|---|")
    for rule in RULES:
        for n in NUMBERS:
            largest, other = agreement(n, rule)
            print(f"| {rule} | {n} | {largest:.3f} | {100 * other:.1f} |", flush=True)


def agreement(n: int, rule: str, number: int = 500) -> tuple[float, float]:
    """How far the draws of `classify` are from the quadrature, in a close race."""
    samples = np.random.default_rng(SEED).multinomial(n, _shares({0: 0.45, 1: 0.30, 3: 0.25}), size=number)
    drawn, exact = judge(samples, rule), judge_quickly(samples, rule)
    return float(np.abs(drawn.probability - exact.probability).max()), float((drawn.clear != exact.clear).mean())


def _line(rule: str, n: str, found: dict[str, tuple[float, str]]) -> None:
    cells = [f"**{100 * wrong:.1f}**" if wrong > LIMIT else f"{100 * wrong:.1f}" for wrong, _ in found.values()]
    print(f"| {rule} | {n} | " + " | ".join(cells) + f" | {found['as it ships'][1]} |", flush=True)


def _rates(rate: Rates) -> str:
    among = 100 * rate.wrong / rate.clear if rate.clear else 0.0
    return f"{100 * rate.clear:.0f} / {100 * rate.wrong:.2f} / {among:.2f}"


if __name__ == "__main__":
    main()
