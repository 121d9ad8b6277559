"""Every change to every shape, read and judged. `python -m tests.roundtrip.mutating 20` does it with more seeds."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.roundtrip import mutate_bytes, mutate_cells, mutate_columns, mutate_long, mutate_rows
from tests.roundtrip.cases import case
from tests.roundtrip.exports import SHAPES
from tests.roundtrip.mutants import Mutation, Original
from tests.roundtrip.oracle import misreads
from tests.roundtrip.reading import read

WIDE = {**mutate_columns.KINDS, **mutate_cells.KINDS, **mutate_rows.KINDS, **mutate_bytes.KINDS}
LONG = {**mutate_long.KINDS, **{name: mutate_bytes.KINDS[name] for name in ("encoded", "line_ends", "other_delimiter")}}
LONG_SHAPES = ("long", "spread")
BOOKS = ("msforms", "wjx", "wjx matrix", "own titled")
"""The workbooks that are changed; they take the longest to read."""

SHAPES_CHANGED = [
    name for name, shape in SHAPES.items() if shape.make and not shape.asks and shape.suffix != "xlsx"
] + list(BOOKS)
"""Files of which nothing is asked as they are."""

MERGED = ("surveymonkey matrix",)
"""A column that is moved takes the stem of its neighbours away: the file itself says something else then."""

MOVES = frozenset(mutate_columns.KINDS)
KINDS: dict[str, Mutation] = WIDE | {f"long {name}": change for name, change in LONG.items()}


@dataclass(frozen=True)
class Judged:
    """A file that was changed: what became of it, and why that is wrong."""

    shape: str
    kind: str
    seed: int
    outcome: str
    wrong: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.shape} / {self.kind} / {self.seed}"


def judged(shape: str, kind: str, seed: int) -> Judged | None:
    """One file; None when the change cannot be made. The die decides whether the questionnaire is at hand."""
    die = random.Random(f"{shape} {kind} {seed}")
    of = SHAPES[shape]
    given = case(die.randrange(1000), die.choice(of.langs), most=6, avoid=of.hard)
    assert of.make is not None
    original = Original(given, of, of.make(given), die)
    mutant = KINDS[kind](original)
    if mutant is None:
        return None
    data = mutant.data if mutant.data is not None else of.write(mutant.sheet or original.sheet)
    found = read(data, f"a.{of.suffix}", given.questionnaire if die.random() < 0.5 else None)
    wrong = misreads(found.data, given, mutant.truths) if found.data is not None else []
    return Judged(shape, kind, seed, found.kind, tuple(wrong))


def every(kinds: Iterable[str], seeds: Iterable[int]) -> Iterator[Judged]:
    """Every change of every shape that it fits."""
    numbers = list(seeds)
    for kind in kinds:
        for shape in SHAPES_CHANGED:
            if kind.startswith("long ") is (shape in LONG_SHAPES) and not (kind in MOVES and shape in MERGED):
                for seed in numbers:
                    if done := judged(shape, kind, seed):
                        yield done


def main() -> None:
    outcomes: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    wrong = []
    for done in every(KINDS, range(int(sys.argv[1]) if len(sys.argv) > 1 else 1)):
        outcomes[done.kind][done.outcome] += 1
        wrong += [done] if done.wrong else []
    for kind, counts in outcomes.items():
        print(f"{kind:24} {counts['read']:6} read {counts['asked']:6} asked {counts['refused']:6} refused")
    total = sum(outcomes.values(), Counter())
    print(f"{'':24} {total['read']:6} read {total['asked']:6} asked {total['refused']:6} refused, {len(wrong)} wrong")
    for done in wrong:
        print(done.name, done.wrong)


if __name__ == "__main__":
    main()
