"""What pairing finds: the pairs, how, and what only the user can say about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kano.errors import Finding
from kano.readers.mapping import PAIR, PairColumns
from kano.readers.table import unique


@dataclass(frozen=True)
class Pairing:
    """Pairs, how they were found, what only the user can say about them, and columns of answers without a partner."""

    pairs: tuple[PairColumns, ...] = ()
    how: str = ""
    questions: tuple[Finding, ...] = ()
    alone: tuple[str, ...] = ()


def assemble(places: Mapping[tuple[int, str], str], labels: Sequence[str], how: str) -> Pairing:
    """From (number of a feature, role) -> column; a feature with one side only makes no pair."""
    pairs = []
    for i, label in enumerate(unique(labels)):
        functional, dysfunctional, importance = (places.get((i, role)) for role in PAIR)
        if functional and dysfunctional:
            pairs.append(PairColumns(label, functional, dysfunctional, importance))
    return Pairing(tuple(pairs), how)


def named(rows: Iterable[tuple[str, str, str]]) -> tuple[PairColumns, ...]:
    """Pairs from (label, functional, dysfunctional), a repeated label with its number."""
    rows = list(rows)
    labels = unique([label for label, _, _ in rows])
    return tuple(PairColumns(label, *sides) for label, (_, *sides) in zip(labels, rows, strict=True))


def couples(found: Pairing) -> set[frozenset[str]]:
    """Which columns belong together, whichever of them is which side."""
    return {frozenset((pair.functional, pair.dysfunctional)) for pair in found.pairs}
