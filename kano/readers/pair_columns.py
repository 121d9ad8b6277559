"""A table of pair counts by its columns: where the numbers of people stand, and what else its rows are split by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kano.answers import ANSWERS
from kano.errors import Finding
from kano.readers.layout import called
from kano.readers.mapping import GROUPED, PAIR_COLUMNS, SIDES, Mapping
from kano.readers.meta import meta_kind
from kano.readers.table import Column, Table
from kano.readers.wordings import OPEN, headers

OWN = dict(zip(GROUPED, ("question", "segment"), strict=True))
"""How `kano count` calls the columns of questions about the person and of their values."""

MANY = 10
"""Rows of a group from which on two people would have given the same pair of answers."""

FEWEST = 3
"""Rows of a feature from which on the same different numbers under each look like names of people."""

_BESIDE = ("n", "total", "importance", "why")
_FRACTION = re.compile(r"-?\d*[.,]\d+|-?[\d.,]+ ?[%％]")
_DIGIT = re.compile(r"[-+]?\d")

Ints = npt.NDArray[np.int64]


def pair_columns(table: Table, roles: dict[str, str]) -> dict[str, str]:
    """The columns by role when a row is a pair of answers with how many people gave it; none when it is not."""
    asked = {role: roles[role] for role in ("feature", *SIDES) if role in roles}
    numbers = [name for name in called(table, "count") if name not in asked.values()]
    if len(set(asked.values())) < len(PAIR_COLUMNS) - 1 or not numbers or _answered_by_people(table, roles):
        return {}
    first = next((name for name in numbers if name.casefold() == "count"), numbers[0])
    if not _mostly_numbers(table[first]):
        return {}
    return {**asked, "count": first, **_grouped(table, asked["feature"])}


def _answered_by_people(table: Table, roles: dict[str, str]) -> bool:
    """Whether people have rows, one for each feature, or each name of the column "Name" stands there once."""
    people, feature = roles.get("respondent"), table[roles["feature"]]
    if people and people != feature.name:
        answered = len(np.unique(place([table[people], feature])))
        return len(table[people].values) < len(table) and 2 * answered > len(table)
    return meta_kind(feature.name) == "person" and len(feature.values) == len(table)


def _mostly_numbers(column: Column) -> bool:
    n = sum(n for text, n in column.counts.items() if _DIGIT.match(text))
    return 2 * n > column.filled > 0


def _grouped(table: Table, feature: str) -> dict[str, str]:
    """The columns of questions and their values, unless the one called so only tells the feature otherwise."""
    by_name = {name.casefold(): name for name in table.names}
    if not set(OWN.values()) <= set(by_name):
        return {}
    found = {role: by_name[name] for role, name in OWN.items()}
    asked = table[found["question"]]
    return found if "" in asked.values or not _told_by(asked, table[feature]) else {}


def place(columns: Sequence[Column]) -> Ints:
    """(rows,) a number per combination of cells."""
    codes = np.zeros(len(columns[0].codes), dtype=np.int64)
    for column in columns:
        codes = np.unique(codes * len(column.values) + column.codes, return_inverse=True)[1].ravel()
    return codes


def _told_by(column: Column, other: Column) -> bool:
    """Whether each cell of the other column stands beside one cell of this only."""
    return len(np.unique(place([other, column]))) == len(other.values)


def splitting(table: Table, columns: dict[str, str]) -> list[Column]:
    """The columns that may split the rows of a pair by a question about the person.

    Not those that say something of the feature or of an answer, nor shares and totals; none when each pair has a row.
    """
    key = [table[columns[role]] for role in ("feature", *SIDES)]
    if len(np.unique(place(key))) == len(table):
        return []
    rest = (column for column in table.columns if column.name not in columns.values())
    return [column for column in rest if may_split(column) and not any(_told_by(column, other) for other in key)]


def may_split(column: Column) -> bool:
    """Whether a column may hold values of a question, and no figures."""
    words = frozenset[str]().union(*(headers()[role] for role in (*_BESIDE, "count")))
    shares = any(_FRACTION.fullmatch(text) for text in column.values)
    return column.name.casefold() not in words and not shares and len(column.values) < len(column.codes)


def about_pairs(table: Table, columns: dict[str, str], roles: dict[str, str]) -> list[Finding]:
    """What of such a table may be meant otherwise: the column of numbers, and whether they are numbers of people."""
    name, asked = columns["count"], []
    others = [other for other in called(table, "count") if other not in columns.values()]
    if others:
        asked.append(Finding("count-column", values={"column": name, "others": "; ".join(others)}))
    if "respondent" in roles and roles["respondent"] not in columns.values():
        asked.append(Finding("count-rows", values={"column": name, "respondent": roles["respondent"]}))
    if "question" not in columns and _look_like_names(table[columns["feature"]], table[name]):
        asked.append(Finding("count-names", values={"column": name}))
    return asked


def about_one_pair(table: Table, mapping: Mapping) -> list[Finding]:
    """Whether the rows of a wide file of one pair are its answers with their numbers, as none stands there twice."""
    if len(mapping.pairs) != 1:
        return []
    names = mapping.pairs[0].names[: len(SIDES)]
    sides = [table[name] for name in names]
    rest = [column for column in table.columns if column.name not in names]
    numbers = [column for column in rest if _mostly_numbers(column) and meta_kind(column.name) != "person"]
    for group in (column for column in rest if MANY * len(column.values) <= len(table)):
        others = [column for column in numbers if column is not group]
        if others and len(np.unique(place([group, *sides]))) == len(table):
            return [Finding("count-wide", values={"column": others[-1].name, "group": group.name})]
    return []


def _look_like_names(features: Column, numbers: Column) -> bool:
    """Whether every feature has the same numbers, each once, as people have who all answered everything."""
    rows = np.bincount(features.codes, minlength=len(features.values))
    cells = len(np.unique(place([features, numbers])))
    whole = cells == len(numbers.codes) == len(features.values) * len(numbers.values)
    return bool(whole and len(rows) > 1 and rows.min() >= FEWEST)


def with_own_letters(mapping: Mapping) -> Mapping:
    """Letters of answers are what they say in a table that Kano wrote, though only some of the five stand there."""
    if not mapping.is_grouped:
        return mapping
    answers, others = _own(mapping.answers.items()), _own(mapping.dysfunctional_answers.items())
    return replace(mapping, answers=answers, dysfunctional_answers=others)


def _own(answers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {text: text if letter == OPEN and text in tuple(ANSWERS) else letter for text, letter in answers}
