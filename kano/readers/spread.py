"""A row per answer, its side named in a column: turned into a row per person and feature."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kano.errors import KanoError
from kano.readers.mapping import PAIR, Mapping
from kano.readers.table import Column, Table
from kano.readers.wordings import headers, normalise

Ints = npt.NDArray[np.int64]


def side_of(text: str) -> str | None:
    """The side that a cell names with a whole word."""
    words = normalise(text)
    return next((side for side in PAIR if words in {normalise(word) for word in headers()[side]}), None)


def spread(table: Table, mapping: Mapping) -> tuple[Table, Mapping]:
    """The same with a row per person and feature and a column per side; both as they are when they are so already.

    Raises KanoError when a cell names no side, or somebody answered a side of a feature twice.
    """
    if not mapping.is_spread:
        return table, mapping
    columns = mapping.columns
    people, features, said = (table[columns[role]] for role in ("respondent", "feature", "answer"))
    sides = _sides(table[columns["side"]])
    cells = people.codes * len(features.values) + features.codes
    once(cells * len(PAIR) + sides, people, features, len(PAIR))
    _, first, row = np.unique(cells, return_index=True, return_inverse=True)
    about = [_of_person(c, people) if c.name in mapping.segments else c for c in table.columns]
    kept = [replace(c, codes=c.codes[first]) for c in about if c.name not in (columns["side"], said.name)]
    asked = [side for i, side in enumerate(PAIR) if side != "importance" or (sides == i).any()]
    made = [_side(said, sides == PAIR.index(side), row, len(first), side) for side in asked]
    names = {"respondent": people.name, "feature": features.name, **{side: f"{said.name} ({side})" for side in asked}}
    return replace(table, columns=(*kept, *made)), replace(mapping, columns=names)


def _sides(column: Column) -> Ints:
    """(rows,) the place of each row's side in `PAIR`."""
    known = [side_of(value) for value in column.values]
    if None in known:
        cells = ", ".join(f"“{value}”" for value, side in zip(column.values, known, strict=True) if side is None)
        raise KanoError("side-unknown", column=column.name, cells=cells)
    return np.array([PAIR.index(side or "") for side in known])[column.codes]


def _of_person(said: Column, people: Column) -> Column:
    """What each person said, in all of their rows: it may stand in one that is not kept. Raises KanoError."""
    codes = said.codes[row_of(people, said)][people.codes]
    used, compact = np.unique(codes, return_inverse=True)
    return replace(said, values=tuple(said.values[i] for i in used), codes=compact)


def once(answers: Ints, people: Column, features: Column, sides: int = 1) -> None:
    """Raises KanoError when a number of (person, feature, one of `sides`) occurs twice."""
    values, numbers = np.unique(answers, return_counts=True)
    if (numbers > 1).any():
        person, feature = divmod(int(values[numbers > 1][0]) // sides, len(features.values))
        raise KanoError("answered-twice", respondent=people.values[person], feature=features.values[feature])


def _side(said: Column, here: npt.NDArray[np.bool_], row: Ints, rows: int, side: str) -> Column:
    """The answers of one side, a blank where a person gave none."""
    values = (*said.values, "") if "" not in said.values else said.values
    codes = np.full(rows, values.index(""), dtype=np.int64)
    codes[row[here]] = said.codes[here]
    used, compact = np.unique(codes, return_inverse=True)
    return Column(f"{said.name} ({side})", tuple(values[i] for i in used), compact)


def row_of(people: Column, said: Column) -> npt.NDArray[np.int64]:
    """For each person a row in which the question was answered, the first row if in none. Raises KanoError."""
    rows = np.unique(people.codes, return_index=True)[1]
    filled = np.flatnonzero(np.array([value != "" for value in said.values])[said.codes])
    answered, first = np.unique(people.codes[filled], return_index=True)
    rows[answered] = filled[first]
    differing = filled[said.codes[filled] != said.codes[rows[people.codes[filled]]]]
    if differing.size:
        raise KanoError("profile-differs", respondent=people.values[people.codes[differing[0]]], column=said.name)
    return rows
