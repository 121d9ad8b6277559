"""The numbers of people in a table of pair counts, before it is known what its answers mean."""

from __future__ import annotations

import re

import numpy as np

from kano.readers.counts_table import THOUSANDS
from kano.readers.mapping import SIDES, Mapping
from kano.readers.pair_columns import Ints
from kano.readers.table import Column, Table

MOST_PEOPLE = 10**9
"""Behind a feature: what draws tables at random fails with more."""

_WHOLE = re.compile(r"([0-9]{1,10})(?:\.0{1,2})?")


def number_of(text: str) -> int | None:
    """The whole number of people that a cell says, None when it says none that can be counted with."""
    found = _WHOLE.fullmatch(text) if not THOUSANDS.fullmatch(text) else None
    return int(found[1]) if found and int(found[1]) <= MOST_PEOPLE else None


def answer_counts(table: Table, mapping: Mapping, side: str | None = None) -> dict[str, int]:
    """How many people gave each distinct cell of a side, or of both; a cell that says no number counts as none."""
    people, total = _people(table, mapping), dict[str, int]()
    for each in (side,) if side else SIDES:
        for text, n in _summed(table[mapping.columns[each]], people).items():
            total[text] = total.get(text, 0) + n
    return total


def people_in(table: Table, mapping: Mapping) -> int | None:
    """How many people each feature has, None where that differs or a cell says no number."""
    if any(number_of(text) is None for text in table[mapping.columns["count"]].values):
        return None
    each = set(_summed(table[mapping.columns["feature"]], _people(table, mapping)).values())
    return each.pop() if len(each) == 1 else None


def _people(table: Table, mapping: Mapping) -> Ints:
    """(rows,) people; those of a question are not counted again."""
    column = table[mapping.columns["count"]]
    people = np.array([number_of(text) or 0 for text in column.values], dtype=np.int64)[column.codes]
    if not mapping.is_grouped:
        return people
    asked = table[mapping.columns["question"]]
    everyone: Ints = np.array([value == "" for value in asked.values]).astype(np.int64)[asked.codes]
    return people * everyone


def _summed(column: Column, people: Ints) -> dict[str, int]:
    sums = np.zeros(len(column.values), dtype=np.int64)
    np.add.at(sums, column.codes, people)
    return dict(zip(column.values, sums.tolist(), strict=True))
