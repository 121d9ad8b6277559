"""Matrices: columns of a stem and a part. A feature with two rows, or two questions with a row per feature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kano.errors import Finding
from kano.language import denials
from kano.lint import PARALLEL, likeness
from kano.readers.pairing.found import Pairing, couples, named
from kano.readers.pairing.names import ASKED, label_of, unnumbered
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
    """Pairs from matrices. When nothing says which of two is the side without the feature, it is asked.

    Two features and two sides make the same square: it is asked too, unless it is read in one way only.
    """
    grids = [_grid(columns, split) for split in _SPLITS]
    found = [way for grid in grids for way in (_feature_by_feature(grid), _side_by_side(grid)) if way]
    sure = [way for way in found if not way.questions]
    if not sure:
        return next(iter(found), Pairing())
    return sure[0] if all(couples(way) == couples(sure[0]) for way in sure) else _asked(sure[0])


def _grid(columns: Sequence[Column], split: re.Pattern[str]) -> Grid:
    """The columns that the form splits, by stem; a title that is no part of another stem stands under ""."""
    grid: Grid = {}
    bare = [unnumbered(column.title) for column in columns]
    titles = bare if len(set(bare)) == len(bare) else [column.title for column in columns]
    for column, title in zip(columns, titles, strict=True):
        match = split.match(title)
        stem, part = (match["stem"], match["part"]) if match else ("", title)
        grid.setdefault(stem, {}).setdefault(unnumbered(part).strip(), column)
    return grid


def _feature_by_feature(grid: Grid) -> Pairing | None:
    """Each of several stems is a feature, its two parts are the sides; not where the stems ask and the parts do not."""
    sides = {tuple(sorted(parts)) for stem, parts in grid.items() if stem}
    if "" in grid or len(grid) < 2 or len(sides) != 1 or len(couple := next(iter(sides))) != 2:
        return None
    order = list(next(iter(grid.values())))
    functional, dysfunctional, sure = _sides(order[0], order[1])
    if len(grid) == 2 and not _said(order[0]) and all(map(ASKED.search, grid)) and not any(map(ASKED.search, order)):
        return None
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
    found = Pairing(named(rows), "parts")
    first = functional or rows[0][1], dysfunctional if functional else rows[0][2]
    return found if sure else _asked(found, *first)


def _asked(found: Pairing, first: str = "", second: str = "") -> Pairing:
    pair = found.pairs[0]
    question = Finding("pair-order", values={"first": first or pair.functional, "second": second or pair.dysfunctional})
    return replace(found, questions=(question,))


def _sides(one: str, other: str) -> tuple[str, str, bool]:
    """(functional, dysfunctional, whether the texts say so): the names of sides, or the same with a negation.

    Of two features one may deny something too ("Seats without an armrest"); they are not parallel.
    """
    roles = [_said(text) for text in (one, other)]
    if set(roles) == {"functional", "dysfunctional"}:
        return (one, other, True) if roles[0] == "functional" else (other, one, True)
    denied = [denials(text) for text in (one, other)]
    if denied[0] == denied[1] or likeness(one, other) < PARALLEL:
        return one, other, False
    return (one, other, True) if denied[0] < denied[1] else (other, one, True)


def _said(text: str) -> str | None:
    """The side whose name is the whole text."""
    words = normalise(text)
    for role in ("dysfunctional", "functional"):
        if words in {normalise(word) for word in headers()[role] if len(word) > 1}:
            return role
    return None
