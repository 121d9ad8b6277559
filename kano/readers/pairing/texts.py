"""Two questions that say the same but for a negation: the one that denies more is the one without the feature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from kano.errors import Finding
from kano.language import denials
from kano.lint import PARALLEL, likeness
from kano.readers.pairing.found import Pairing, named
from kano.readers.pairing.names import feature_name, unnumbered
from kano.readers.table import Column

MOST = 400
"""Columns compared with each other at most; more are no questionnaire."""

Couple = tuple[Column, Column]


def by_text(columns: Sequence[Column]) -> Pairing:
    """Pairs of questions that are each other's likest and differ by a negation; no pair when one is in doubt."""
    couples = [_sided(*couple) for couple in _mutual(columns[:MOST])]
    place = {column.name: i for i, column in enumerate(columns)}
    couples.sort(key=lambda couple: min(place[column.name] for column in couple))
    swapped = [f.name for f, d in couples if place[d.name] < place[f.name]]
    pairs = named((feature_name(unnumbered(f.title), unnumbered(d.title)), f.name, d.name) for f, d in couples)
    questions = (Finding("pair-reversed", values={"columns": "; ".join(swapped)}),) if swapped else ()
    return Pairing(pairs, "text", questions)


def _mutual(columns: Sequence[Column]) -> Iterator[Couple]:
    """Columns of which each is the other's likest among those that deny more or less; nobody's, when two are alike."""
    alike: dict[str, list[tuple[float, Column]]] = {column.name: [] for column in columns}
    denied = {column.name: denials(column.title) for column in columns}
    for one, other in combinations(columns, 2):
        if denied[one.name] == denied[other.name]:
            continue
        if (share := likeness(unnumbered(one.title), unnumbered(other.title))) >= PARALLEL:
            alike[one.name].append((share, other))
            alike[other.name].append((share, one))
    best = {name: _likest(others) for name, others in alike.items()}
    for column in columns:
        likest = best[column.name]
        if likest is not None and best[likest.name] is column and column.name < likest.name:
            yield column, likest


def _likest(others: Sequence[tuple[float, Column]]) -> Column | None:
    ranked = sorted(others, key=lambda one: -one[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 1e-9):
        return None
    return ranked[0][1]


def _sided(one: Column, other: Column) -> Couple:
    """(functional, dysfunctional): the second denies more."""
    return (one, other) if denials(one.title) < denials(other.title) else (other, one)
