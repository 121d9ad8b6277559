"""`python -m benchmarks.groups`: how often planted groups of respondents are found, and groups that are none.

People are drawn whose groups are known: none, by degrees, two or three. Each sample is given to `find_groups` as it
ships; told are the numbers of groups that were found, refusals counted as one, and the mean adjusted Rand index between
them and the truth. The last column says how often BIC alone would have had another number of groups than was planted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from kano.groups.conventions import Search
from kano.groups.mixtures import Labels, adjusted_rand
from kano.groups.search import find_groups
from kano.responses import Responses

PAIR = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (5, 1), "Q": (1, 1)}
SAMPLES, SEED = 40, 20240101
Draw = Callable[[np.random.Generator], tuple[np.ndarray, Labels]]


def planted(n: int, loyal: float, *profiles: str) -> Draw:
    """Groups whose profiles name a favourite category per feature, which `loyal` of their people give."""

    def draw(rng: np.random.Generator) -> tuple[np.ndarray, Labels]:
        group = rng.integers(len(profiles), size=n)
        own = np.array([list(profile) for profile in profiles])[group]
        return np.where(rng.random(own.shape) < loyal, own, rng.choice(list("AOMIR"), own.shape)), group

    return draw


def alike(n: int, features: int) -> Draw:
    """Everyone has the same chances, other ones in each feature."""

    def draw(rng: np.random.Generator) -> tuple[np.ndarray, Labels]:
        shares = rng.dirichlet([1.2, 1.2, 1.2, 2, 0.3], features)
        columns = [rng.choice(list("AOMIR"), n, p=share) for share in shares]
        return np.array(columns).T, np.zeros(n, dtype=np.int64)

    return draw


def by_degrees(n: int, features: int, a: float) -> Draw:
    """People lean to indifferent more or less: most in the middle (`a` large), or all degrees alike (`a` = 1)."""

    def draw(rng: np.random.Generator) -> tuple[np.ndarray, Labels]:
        lean, other = rng.beta(a, a, (n, 1)), rng.choice(list("AOM"), (n, features))
        return np.where(rng.random((n, features)) < lean, "I", other), np.zeros(n, dtype=np.int64)

    return draw


CASES: dict[str, tuple[int, Draw]] = {
    "all alike, 8 features, n = 100": (1, alike(100, 8)),
    "all alike, 8 features, n = 300": (1, alike(300, 8)),
    "by degrees, most in the middle, n = 200": (1, by_degrees(200, 8, 4)),
    "by degrees, all degrees, n = 200": (1, by_degrees(200, 8, 1)),
    "two groups, n = 100": (2, planted(100, 0.7, "AAAAIIOOMM", "MMMMIIOOAA")),
    "two groups, n = 300": (2, planted(300, 0.7, "AAAAIIOOMM", "MMMMIIOOAA")),
    "two groups, three of ten features, n = 300": (2, planted(300, 0.7, "AAAIIIOOMM", "MMMIIIOOMM")),
    "three groups, n = 300": (3, planted(300, 0.7, "AAAAIIII", "MMMMIIII", "IIIIAAAA")),
}


def people(letters: np.ndarray) -> Responses:
    codes = np.array([[PAIR[letter] for letter in row] for row in letters], dtype=np.int8)
    return Responses(tuple(f"f{i}" for i in range(codes.shape[1])), codes[..., 0], codes[..., 1])


def main() -> None:
    print(f"{'case':46}{'method':10}{'groups found in ' + str(SAMPLES):34}{'rand':>6}{'BIC alone wrong':>18}")
    for place, (name, (truth, draw)) in enumerate(CASES.items()):
        for method in ("classes", "scores"):
            numbers, rand, wrong = Counter[int](), [], 0
            for sample in range(SAMPLES):
                letters, group = draw(np.random.default_rng([SEED, place, sample]))
                found = find_groups(people(letters), None, Search(method))
                numbers[max(len(found.groups), 1)] += 1
                if found.groups:
                    rand.append(adjusted_rand(group, found.membership.argmax(axis=1)))
                least = min(found.candidates, key=lambda each: each.bic).groups if found.candidates else 1
                wrong += least != truth
            told = ", ".join(f"{number}: {times}" for number, times in sorted(numbers.items()))
            mean = f"{np.mean(rand):.2f}" if rand else "-"
            print(f"{name:46}{method:10}{told:34}{mean:>6}{wrong / SAMPLES:>18.0%}", flush=True)


if __name__ == "__main__":
    main()
