"""`python -m benchmarks.screening_rules`: whom the screening rules flag when it is known who was careless.

Careful people answer by what a feature is to them, with noise; each leans a little towards liking or towards
indifference, with a standard deviation of 0, 0.5 or 1 times that noise. Eight people in each sample are careless, each
in another way; a ninth and tenth answer at random, which no rule here is made for.
"""

from __future__ import annotations

import numpy as np

from kano.evaluation import load_table
from kano.flags import Rules, find
from kano.responses import Codes, Responses

PEOPLE, FEATURES, LEANS, SAMPLES = (60, 240, 1000), (6, 12, 20, 30), (0.0, 0.5, 1.0), 20
WAYS = ("straight_both", "straight_both", "straight_functional", "zigzag", "equal", "duplicate", "missing", "reverse")


def careful(rng: np.random.Generator, n: int, k: int, lean: float) -> tuple[Codes, Codes]:
    """(n, k) functional and dysfunctional answers, 1..5."""
    kind = rng.integers(0, 4, k)
    gain = np.array([1.6, 1.2, 0.2, 0.2])[kind] + rng.normal(0, 0.3, k)
    pain = np.array([0.2, 1.3, 1.8, 0.2])[kind] + rng.normal(0, 0.3, k)
    liked = gain + rng.normal(0, lean, (n, 1)) + rng.normal(0, 1, (n, k))
    missed = pain + rng.normal(0, lean, (n, 1)) + rng.normal(0, 1, (n, k))
    functional = np.select([liked > 1.2, liked > 0.6, liked > -0.9, liked > -2.2], [1, 2, 3, 4], 5)
    dysfunctional = np.select([missed > 1.2, missed > 0.5, missed > -0.5, missed > -2.4], [5, 4, 3, 2], 1)
    return functional.astype(np.int8), dysfunctional.astype(np.int8)


def plant(rng: np.random.Generator, functional: Codes, dysfunctional: Codes) -> None:
    """The last ten people answer carelessly: in the order of `WAYS` from the last, then two at random."""
    k = functional.shape[1]
    for side in (functional, dysfunctional):
        side[-1], side[-2], side[-6] = 3, 2, side[0]
        side[-7, : k // 2] = 0
        side[-10:-8] = rng.integers(1, 6, (2, k))
    functional[-3] = 4
    functional[-4] = np.tile([4, 2], k)[:k]
    dysfunctional[-5] = functional[-5]
    functional[-8], dysfunctional[-8] = 5, np.tile([1, 2, 3, 4], k)[:k]


def main() -> None:
    table = load_table()
    print("lean  people  features  careful flagged  careless found  at random found")
    for lean in LEANS:
        for n in PEOPLE:
            for k in FEATURES:
                wrong = found = random = 0
                for seed in range(SAMPLES):
                    rng = np.random.default_rng(seed)
                    sides = careful(rng, n, k, lean)
                    plant(rng, *sides)
                    flags = find(Responses(tuple(f"f{i}" for i in range(k)), *sides), Rules(), table).flags
                    told = {flag.respondent for flag in flags}
                    wrong += sum(person < n - 10 for person in told)
                    found += sum(person >= n - 8 for person in told)
                    random += len(told & {n - 9, n - 10})
                shares = wrong / (n - 10) / SAMPLES, found / 8 / SAMPLES, random / 2 / SAMPLES
                print(f"{lean:4}  {n:6}  {k:8}  {shares[0]:15.2%}  {shares[1]:14.0%}  {shares[2]:15.0%}", flush=True)


if __name__ == "__main__":
    main()
