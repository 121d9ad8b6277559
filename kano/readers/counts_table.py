"""A published table: a row per feature with its counts, or its percentages, of A O M I R Q."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kano.answers import CATEGORIES
from kano.counted import Counted
from kano.counts import CategoryCounts
from kano.errors import Finding, KanoError
from kano.readers.mapping import Mapping
from kano.readers.table import Column, Table
from kano.readers.wordings import headers
from kano.responses import Responses
from kano.text import many

Floats = npt.NDArray[np.float64]
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3}){2,}|\.000)")
SLACK = 0.05
"""How far rounded shares may be from adding up."""


@dataclass(frozen=True)
class Reading:
    """Answers or counts, and what of the file is not in them."""

    data: Responses | CategoryCounts | Counted
    findings: tuple[Finding, ...]


def read_counts(table: Table, mapping: Mapping, by: str | None, n: int | None) -> Reading:
    """Counts per feature, and per value of the column `by`. Blank is 0.

    Numbers with a percent sign, or that add up to 100 (or to 1) in every row and are not all whole, are percentages;
    `n`, or the file's column of that name, turns them into people. Raises KanoError that names the cell.
    """
    names = _features(table[mapping.columns["feature"]])
    columns = [mapping.columns.get(str(category)) for category in CATEGORIES]
    values = np.stack([_numbers(table[c], names) if c else np.zeros(len(table)) for c in columns], axis=-1)
    findings = _totals(table, mapping, values, names)
    stated = _people(table, mapping, names, n)
    signed = any(text.endswith(("%", "％")) for c in columns if c for text in table[c].values)
    whole = _share_of(values, stated, table.source.name, signed)
    findings += () if whole or n is None else (Finding("n-unused"),)
    people = stated if whole else None
    if people is not None:
        values = values / values.sum(axis=-1, keepdims=True) * people[:, None]
    elif whole:
        values = (values * 100 / whole).round(9)
    rows: Sequence[str | None] = table[by].texts() if by else [None] * len(names)
    values, names, rows, more = _without_sum(values, names, rows)
    findings += more
    return Reading(_arrange(values, names, rows, by, bool(whole) and people is None), findings)


def _without_sum(
    values: Floats, names: list[str], rows: Sequence[str | None]
) -> tuple[Floats, list[str], Sequence[str | None], tuple[Finding, ...]]:
    """Without a row that is called total and is the sum of the others."""
    at = [i for i, name in enumerate(names) if name.casefold() in headers()["total"]]
    if len(at) != 1 or not np.allclose(values[at[0]] * 2, values.sum(axis=0)):
        return values, names, rows, ()
    keep = [i for i in range(len(names)) if i != at[0]]
    left = Finding("total-row", values={"row": names[at[0]]})
    return values[keep], [names[i] for i in keep], [rows[i] for i in keep], (left,)


def _features(column: Column) -> list[str]:
    if column.filled < len(column.codes):
        raise KanoError("feature-blank", column=column.name, n=len(column.codes) - column.filled)
    return column.texts()


def _share_of(values: Floats, people: Floats | None, file: str, signed: bool) -> int:
    """What the rows are shares of: 100, 1, or 0 when they are counts.

    Whole numbers are counts, unless they are `signed` as percent, or each row adds up to 100 and the people are said
    to be others than 100.
    """
    totals = values.sum(axis=-1)
    if not signed and (values == np.round(values)).all():
        return 100 if people is not None and (totals == 100).all() and (people != 100).any() else 0
    for whole in (100,) if signed else (100, 1):
        if (np.abs(totals / whole - 1) < SLACK).all():
            return whole
    raise KanoError("counts-not-whole", file=file)


def _people(table: Table, mapping: Mapping, names: list[str], n: int | None) -> Floats | None:
    if n is not None:
        return np.full(len(names), float(n))
    return _numbers(table[mapping.columns["n"]], names) if "n" in mapping.columns else None


def _arrange(
    values: Floats, names: list[str], rows: Sequence[str | None], by: str | None, shares: bool
) -> CategoryCounts:
    places = list(zip(rows, names, strict=True))
    if len(set(places)) < len(places):
        raise KanoError("features-repeat", names=", ".join(sorted({f for s, f in places if places.count((s, f)) > 1})))
    segments, features = list(dict.fromkeys(rows)), tuple(dict.fromkeys(names))
    counts = np.zeros((len(segments), len(features), len(CATEGORIES)))
    counts[[segments.index(r) for r in rows], [features.index(f) for f in names]] = values
    return CategoryCounts(features, counts, tuple(segments), by, shares)


def _totals(table: Table, mapping: Mapping, values: Floats, names: list[str]) -> tuple[Finding, ...]:
    """Where the file's own total is another one than its counts have."""
    if "total" not in mapping.columns:
        return ()
    stated, sums = _numbers(table[mapping.columns["total"]], names), values.sum(axis=-1)
    return tuple(
        Finding("total-differs", name, {"stated": many(total), "sum": many(added)})
        for name, total, added in zip(names, stated, sums, strict=True)
        if total and abs(total - added) > 0.5
    )


def _numbers(column: Column, rows: list[str]) -> Floats:
    """Cells as numbers; `8.3`, `8,3` and `8.3 %` are read, `1,000` is refused: a thousand or one?"""
    numbers = []
    for text, row in zip(column.texts(), rows, strict=True):
        if THOUSANDS.fullmatch(text):
            raise KanoError("count-thousands", column=column.name, row=row, cell=text)
        try:
            value = float(text.rstrip("%％ ").replace(",", ".") or 0)
        except ValueError:
            value = -1.0
        if not 0 <= value < 1e12:
            raise KanoError("count-bad", column=column.name, row=row, cell=text)
        numbers.append(value)
    return np.array(numbers)
