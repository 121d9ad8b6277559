"""Counts of pairs as a table that spreadsheets and databases read, and Kano reads back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from kano.answers import ANSWERS
from kano.counted import Countable, Counted
from kano.counts import PairCounts
from kano.errors import KanoError
from kano.reports.table import to_csv
from kano.text import csv_name

LETTERS = ("", *map(str, ANSWERS))
COLUMNS = ("question", "segment", "feature", "functional", "dysfunctional", "count")


def write(counted: Counted) -> bytes:
    """The table as CSV with a byte order mark. Raises KanoError as `rows`."""
    return to_csv(rows(counted)).encode("utf-8-sig")


def rows(counted: Counted) -> list[dict[str, Any]]:
    """A row per question about the person, segment, feature and pair of answers that somebody gave.

    Everyone stands in the rows without a question, and again in those of each question. Answers are letters, blank
    where there is none. A feature or a segment of nobody has one row with 0, so that it is not lost. Importance is not
    in them. Names stand as `csv_name` writes them. Raises KanoError when the counts are of categories, some are hidden,
    or nothing was counted.
    """
    found = list(_rows(_pairs(counted.everyone), ""))
    for name, counts in counted.questions.items():
        found += _rows(_pairs(counts), csv_name(name))
    if not found:
        raise KanoError("pairs-nothing")
    return found


def _pairs(counts: Countable) -> PairCounts:
    if not isinstance(counts, PairCounts):
        raise KanoError("pairs-unknown", by=counts.by or "-")
    return counts


def _rows(counts: PairCounts, question: str) -> Iterator[dict[str, Any]]:
    """Segment by segment, so that features and segments are read in their order."""
    nobody = _nobody(counts)
    for s, segment in enumerate(counts.segments):
        if segment is None and question:
            continue
        for f, feature in enumerate(counts.features):
            cells = counts.grid[s, f]
            places = np.argwhere(cells).tolist() or ([[0, 0]] if (s, f) in nobody else [])
            for i, j in places:
                names = {"question": question, "segment": csv_name(segment or ""), "feature": csv_name(feature)}
                answers = {"functional": LETTERS[i], "dysfunctional": LETTERS[j]}
                yield {**names, **answers, "count": int(cells[i, j])}


def _nobody(counts: PairCounts) -> set[tuple[int, int]]:
    """Where a row with 0 stands: at features of nobody, in the first segment, and at the first one of such segments."""
    people = counts.grid.sum(axis=(-2, -1))
    empty = {(0, f) for f in np.flatnonzero(people.sum(axis=0) == 0).tolist()}
    return empty | {(s, 0) for s in np.flatnonzero(people.sum(axis=1) == 0).tolist()}
