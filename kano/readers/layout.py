"""What a row of a table is: a person, an answer, or something that only looks like either."""

from __future__ import annotations

import re

import numpy as np

from kano.errors import Finding
from kano.readers.mapping import Mapping
from kano.readers.meta import meta_kind
from kano.readers.table import Column, Table
from kano.readers.wordings import BLANK, OPEN, headers, is_blank, meaning, normalise

FEWEST_OPTIONS = 4
"""So many columns that are titled with an answer are the options of a question."""

MANY_TWICE = 0.3
"""From this share of repeated names on, rows are hardly people."""

_TAIL = re.compile(r" (?:answers?|responses?|questions?|id|name|no|number|nr|答案|回答|名称|編號|编号)$")
_OPTION = re.compile(r"(?:\[([^\[\]]+)\]|\s[-–—:]\s*([^-–—:]+))$")


def roles_of(table: Table) -> dict[str, str]:
    """Which column bears the name of a role (`feature`, `Feature ID`, `functional_response`)."""
    found = {role: called(table, role) for role in headers()}
    return {role: names[0] for role, names in found.items() if names}


def called(table: Table, role: str) -> list[str]:
    """The columns that bear the name of a role, those that bear exactly it first."""
    words = headers()[role]
    exact = [name for name in table.names if name.casefold() in words]
    alike = [name for name in table.names if len(role) > 1 and _bare(name) in words]
    return list(dict.fromkeys([*exact, *alike]))


def _bare(name: str) -> str:
    return _TAIL.sub("", normalise(name))


def _names_people(column: Column) -> bool:
    words = headers()["respondent"]
    return column.name.casefold() in words or _bare(column.name) in words


def whose(table: Table, columns: dict[str, str]) -> str:
    """The column of a long file that tells people apart: of several, the one in which each has most rows."""
    features, sides = table[columns["feature"]], table[columns["side"]] if "side" in columns else None
    fitting = []
    for column in filter(_names_people, table.columns):
        cells = column.codes * len(features.values) + features.codes
        cells = cells if sides is None else cells * len(sides.values) + sides.codes
        if len(np.unique(cells)) == len(cells):
            fitting.append(column)
    return min(fitting, key=lambda column: len(column.values)).name if fitting else columns["respondent"]


def about_rows(table: Table, mapping: Mapping) -> list[Finding]:
    """Whether each row of a wide file is another person: not when people or features stand below each other."""
    asked = []
    feature = roles_of(table).get("feature", "")
    if feature and feature not in _paired(mapping) and meta_kind(feature) != "person":
        asked.append(Finding("feature-column", values={"column": feature}))
    for column in table.columns:
        if column.name not in _paired(mapping) and _names_people(column) and _twice(column) >= MANY_TWICE:
            people = len([value for value in column.values if value])
            asked.append(Finding("people-repeat", values={"column": column.name, "people": people, "rows": len(table)}))
    return asked


def _paired(mapping: Mapping) -> set[str]:
    return {name for pair in mapping.pairs for name in pair.names}


def _twice(column: Column) -> float:
    """The share of rows whose name has stood before; a name that everybody has tells nothing."""
    names = [value for value in column.values if not is_blank(value)]
    return 1 - len(names) / column.filled if len(names) > 1 else 0.0


def options_apart(table: Table) -> list[str]:
    """The columns of a file with a column per option: each is titled with an answer."""
    titled = [column.name for column in table.columns if _option(column.title)]
    return titled if len(titled) >= FEWEST_OPTIONS else []


def _option(title: str) -> bool:
    found = _OPTION.search(title)
    text = (found[1] or found[2]).strip() if found else ""
    return len(text) > 1 and meaning(text) not in (BLANK, OPEN)
