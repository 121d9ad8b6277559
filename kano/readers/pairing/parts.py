"""Matrices: columns of a stem and a part. A feature with two rows, or two questions with a row per feature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kano.errors import Finding
from kano.language import denials
from kano.readers.pairing.found import Pairing, named
from kano.readers.pairing.names import label_of, unnumbered
from kano.readers.table import Column
from kano.readers.wordings import headers, normalise

_SPLITS = (
    re.compile(r"^(?P<stem>.*\S)\s*\[(?P<part>[^\[\]]+)\]$", re.DOTALL),
    re.compile(r"^(?P<stem>.*?\S)\s*(?:—|--)+\s*(?P<part>\S.*)$", re.DOTALL),
    re.compile(r"^(?P<stem>.*\S)\s+[-–]\s+(?P<part>\S.*)$", re.DOTALL),
    re.compile(r"^(?P<stem>.*[?？:：])\s*-\s*(?P<part>\S.*)$", re.DOTALL),
    re.compile(r"^(?P<stem>[^/]*\S)/(?P<part>\S.*)$", re.DOTALL),
    re.compile(r"^(?P<part>.*\S)\s*\((?P<stem>[2-9])\)$", re.DOTALL),
    re.compile(r"^(?P<part>.*\D)(?P<stem>[2-9])$", re.DOTALL),
)
"""How tools write a cell of a matrix; the last two are titles that were numbered because they were given twice."""

Grid = dict[str, dict[str, Column]]
"""stem -> part -> column"""


def by_parts(columns: Sequence[Column]) -> Pairing:
    """Pairs from matrices. When nothing says which of two is the side without the feature, it is asked."""
    grids = [_grid(columns, split) for split in _SPLITS]
    found = [way for grid in grids for way in (_feature_by_feature(grid), _side_by_side(grid)) if way]
    return next((way for way in found if not way.questions), next(iter(found), Pairing()))


def _grid(columns: Sequence[Column], split: re.Pattern[str]) -> Grid:
    """The columns that the form splits, by stem; a title that is no part of another stem stands under ""."""
    grid: Grid = {}
    for column in columns:
        match = split.match(column.title)
        stem, part = (match["stem"], match["part"]) if match else ("", column.title)
        grid.setdefault(stem, {}).setdefault(unnumbered(part).strip(), column)
    return grid


def _feature_by_feature(grid: Grid) -> Pairing | None:
    """Each of several stems is a feature, its two parts are the sides."""
    sides = {tuple(sorted(parts)) for stem, parts in grid.items() if stem}
    if "" in grid or len(grid) < 2 or len(sides) != 1 or len(couple := next(iter(sides))) != 2:
        return None
    order = list(next(iter(grid.values())))
    functional, dysfunctional, sure = _sides(order[0], order[1])
    rows = [(label_of(stem), parts[functional].name, parts[dysfunctional].name) for stem, parts in grid.items()]
    return _pairing(rows, functional, dysfunctional, sure and set(couple) == {functional, dysfunctional})


def _side_by_side(grid: Grid) -> Pairing | None:
    """Two stems with the same parts: the stems are the sides, each part is a feature."""
    if len(grid) != 2:
        return None
    (one, ones), (other, others) = grid.items()
    if set(ones) != set(others) or (len(ones) < 2 and "" in grid):
        return None
    functional, dysfunctional, sure = _sides(one, other)
    rows = [(part, grid[functional][part].name, grid[dysfunctional][part].name) for part in ones]
    return _pairing(rows, functional, dysfunctional, sure and "" not in grid)


def _pairing(rows: list[tuple[str, str, str]], functional: str, dysfunctional: str, sure: bool) -> Pairing:
    first = functional or rows[0][1], dysfunctional if functional else rows[0][2]
    question = Finding("pair-order", values={"first": first[0], "second": first[1]})
    return Pairing(named(rows), "parts", () if sure else (question,))


def _sides(one: str, other: str) -> tuple[str, str, bool]:
    """(functional, dysfunctional, whether the texts say so)."""
    roles = [_said(text) for text in (one, other)]
    if set(roles) == {"functional", "dysfunctional"}:
        return (one, other, True) if roles[0] == "functional" else (other, one, True)
    denied = [denials(text) for text in (one, other)]
    if denied[0] == denied[1]:
        return one, other, False
    return (one, other, True) if denied[0] < denied[1] else (other, one, True)


def _said(text: str) -> str | None:
    """The side whose name is the whole text."""
    words = normalise(text)
    for role in ("dysfunctional", "functional"):
        if words in {normalise(word) for word in headers()[role] if len(word) > 1}:
            return role
    return None
