"""`python -m benchmarks.analysis`: the whole analysis after counting, as a ratio to naive resampling of people's rows.

30 features, 6 segments and everyone, 2,000 draws. Ours works on counts: a draw is a vector of six numbers, however
many people there are. The naive bootstrap draws people's rows again and counts them anew, per segment and feature, for
the probability of each category and nothing else: once with numpy loops, once with a pandas crosstab. It is measured on
`RESAMPLES` resamples and multiplied.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from kano import Responses, classify
from kano.conventions import Settings
from kano.curves import satisfaction_curves
from kano.evaluation import load_table
from kano.leading import leading
from kano.responses import Profile
from kano.rules import mode, winner
from kano.splits import split

PEOPLE, FEATURES, SEGMENTS, DRAWS = 1000, 30, 6, 2000
RESAMPLES = 3


def survey() -> Responses:
    """People whose wants differ by feature and a little by segment."""
    rng = np.random.default_rng(1)
    segment = rng.integers(0, SEGMENTS, PEOPLE)
    likes = rng.dirichlet(np.ones(5), size=(2, FEATURES, 1)) + 0.05
    likes = likes * np.exp(0.15 * rng.normal(size=(2, FEATURES, SEGMENTS, 5)))
    codes = [
        np.array([[rng.choice(5, p=p / p.sum()) + 1 for p in side[:, s]] for s in segment], dtype=np.int8)
        for side in likes
    ]
    values = tuple(f"segment {s}" for s in range(SEGMENTS))
    names = tuple(f"feature {f}" for f in range(FEATURES))
    return Responses(names, *codes, profiles={"kind": Profile(values, segment)})


def parts(answers: Responses, settings: Settings) -> dict[str, Callable[[], object]]:
    """The parts of the analysis, each on what is made before it."""
    counts = answers.count("kind")
    result = classify(counts, settings)
    return {
        "classify, with probabilities": lambda: classify(counts, settings),
        "curves with bands": lambda: satisfaction_curves(result),
        "tests of the leading categories": lambda: leading(result),
        "segments: tests, differences, peaks": lambda: split(counts, settings),
    }


def whole(answers: Responses, settings: Settings) -> Callable[[], object]:
    counts = answers.count("kind")

    def run() -> object:
        result = classify(counts, settings)
        return satisfaction_curves(result), leading(result), split(counts, settings)

    return run


def naive_numpy(answers: Responses) -> None:
    """One resample of the people: the category of every feature of everyone and of each segment."""
    grid = np.array([[["AOMIRQ".index(c) for c in row] for row in load_table().cells]])[0]
    rows = np.random.default_rng(0).integers(0, PEOPLE, PEOPLE)
    segment = answers.profiles["kind"].codes[rows]
    for feature in range(FEATURES):
        category = grid[answers.functional[rows, feature] - 1, answers.dysfunctional[rows, feature] - 1]
        for group in (slice(None), *(segment == s for s in range(SEGMENTS))):
            counts = np.bincount(category[group], minlength=6).astype(float)
            winner(mode(counts))


def naive_pandas(answers: Responses) -> None:
    """The same with a data frame and a crosstab per feature."""
    cells = load_table().cells
    frame = pd.DataFrame({"segment": answers.profiles["kind"].codes})
    for feature in range(FEATURES):
        pairs = zip(answers.functional[:, feature], answers.dysfunctional[:, feature], strict=True)
        frame[feature] = [str(cells[f - 1][d - 1]) for f, d in pairs]
    drawn = frame.sample(PEOPLE, replace=True, random_state=0)
    for feature in range(FEATURES):
        pd.crosstab(drawn["segment"], drawn[feature], margins=True).drop(columns="All").idxmax(axis=1)


def seconds(run: Callable[[], object], runs: int = 5) -> tuple[float, float]:
    """Median and spread of several runs; the first is not counted."""
    times = []
    run()
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times), max(times) - min(times)


def main() -> None:
    answers, settings = survey(), Settings(draws=DRAWS)
    ours, spread = seconds(whole(answers, settings))
    print(f"{FEATURES} features x {SEGMENTS} segments and everyone, {DRAWS:,} draws, {PEOPLE:,} people\n")
    print("| what | median s | spread s | ratio to classify |\n|---|---|---|---|")
    each = {name: seconds(run) for name, run in parts(answers, settings).items()}
    base = next(iter(each.values()))[0]
    for name, (middle, around) in {"whole analysis after counting": (ours, spread), **each}.items():
        print(f"| {name} | {middle:.3f} | {around:.3f} | {middle / base:.1f} |")
    for name, once in (("numpy loops", naive_numpy), ("pandas crosstab", naive_pandas)):
        middle, around = (DRAWS * value for value in seconds(lambda once=once: once(answers), RESAMPLES))
        print(
            f"| naive resampling of rows, {name} (extrapolated) | {middle:.0f} | {around:.0f} | {middle / base:.0f} |"
        )


if __name__ == "__main__":
    main()
