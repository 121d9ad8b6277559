"""A table and a confirmed mapping in; people or counts out. Nothing is guessed here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kano.errors import Finding, KanoError
from kano.readers.counts_table import Reading, read_counts
from kano.readers.durations import durations
from kano.readers.mapping import SIDES, WHY, Layout, Mapping
from kano.readers.pair_counts import read_pairs
from kano.readers.reasons import Texts
from kano.readers.rows import kept, said_rows
from kano.readers.scales import codes_of
from kano.readers.spread import once, row_of, spread
from kano.readers.table import Column, Table
from kano.readers.wordings import is_blank, rating_of
from kano.responses import Profile, Responses
from kano.text import NAME_LENGTH, clean
from kano.wording import RATINGS


def apply(
    table: Table, mapping: Mapping, by: str | None = None, n: int | None = None, ids: str | None = None
) -> Reading:
    """Raises KanoError when an answer is open, a column is missing or a cell cannot be read.

    `by` names the segment column of counts, `n` the people behind a table of percentages, `ids` a column that tells
    people apart.
    """
    mapping.check(table.source.name)
    said = tuple(finding for finding in said_rows(table, mapping) if finding.code == "took-rows-out")
    table, mapping = spread(kept(table, mapping), mapping)
    if mapping.layout is Layout.COUNTS:
        return read_counts(table, mapping, by, n)
    if mapping.unresolved:
        raise KanoError("answers-unresolved", answers=", ".join(f"“{text}”" for text in mapping.unresolved))
    reading = _read(table, mapping, ids)
    unused = () if n is None else (Finding("n-unused"),)
    return Reading(reading.data, (*said, *reading.findings, *unused))


def _read(table: Table, mapping: Mapping, ids: str | None) -> Reading:
    if mapping.layout is Layout.PAIRS:
        return read_pairs(table, mapping)
    return _long(table, mapping, ids) if mapping.layout is Layout.LONG else _wide(table, mapping, ids)


def _wide(table: Table, mapping: Mapping, ids: str | None) -> Reading:
    _distinct([name for pair in mapping.pairs for name in pair.names])
    shape = len(table), len(mapping.pairs)
    functional, dysfunctional = np.zeros(shape, dtype=np.int8), np.zeros(shape, dtype=np.int8)
    importance = np.full(shape, np.nan)
    unread: dict[str, int] = {}
    for f, pair in enumerate(mapping.pairs):
        functional[:, f] = codes_of(table[pair.functional], mapping.letters("functional"))
        dysfunctional[:, f] = codes_of(table[pair.dysfunctional], mapping.letters("dysfunctional"))
        if pair.importance:
            importance[:, f] = _ratings(table[pair.importance], unread)
    rated = importance if any(pair.importance for pair in mapping.pairs) else None
    profiles = {name: _profile(table[name]) for name in mapping.segments}
    features = tuple(clean(pair.feature, NAME_LENGTH) for pair in mapping.pairs)
    said = Responses(features, functional, dysfunctional, rated, profiles)
    texts = Texts() if any(pair.why for pair in mapping.pairs) else None
    for f, pair in enumerate(mapping.pairs):
        if texts and pair.why:
            texts.take(table[pair.why], np.arange(len(table)), np.full(len(table), f))
    return _about(_with(said, texts), table, mapping, ids, None, (*_unread(unread), *_of(texts)))


def _long(table: Table, mapping: Mapping, ids: str | None) -> Reading:
    people, features = table[mapping.columns["respondent"]], table[mapping.columns["feature"]]
    _complete(people, features)
    once(people.codes * len(features.values) + features.codes, people, features)
    shape, at = (len(people.values), len(features.values)), (people.codes, features.codes)
    sides = []
    for side in SIDES:
        codes = np.zeros(shape, dtype=np.int8)
        codes[at] = codes_of(table[mapping.columns[side]], mapping.letters(side))
        sides.append(codes)
    rated, unread = None, dict[str, int]()
    if "importance" in mapping.columns:
        rated = np.full(shape, np.nan)
        rated[at] = _ratings(table[mapping.columns["importance"]], unread)
    profiles = {name: _profile(table[name], row_of(people, table[name])) for name in mapping.segments}
    names = tuple(clean(name, NAME_LENGTH) for name in features.values)
    said = Responses(names, sides[0], sides[1], rated, profiles)
    texts = Texts() if WHY in mapping.columns else None
    if texts:
        texts.take(table[mapping.columns[WHY]], people.codes, features.codes)
    return _about(_with(said, texts), table, mapping, ids, people, (*_unread(unread), *_of(texts)))


def _with(said: Responses, texts: Texts | None) -> Responses:
    return replace(said, why=tuple(texts.why)) if texts else said


def _of(texts: Texts | None) -> tuple[Finding, ...]:
    return tuple(texts.findings()) if texts else ()


def _about(
    said: Responses,
    table: Table,
    mapping: Mapping,
    ids: str | None,
    people: Column | None,
    findings: tuple[Finding, ...],
) -> Reading:
    """With what stands about the people beside their answers: how long they took, and by what they are told apart.

    `people` tells whose a row of a long file is. Durations that differ within a person are those of single answers.
    """
    if mapping.duration:
        said, more = _timed(said, table[mapping.duration], people)
        findings = (*findings, *more)
    if ids:
        column = table[ids]
        codes = column.codes if people is None else column.codes[row_of(people, column)]
        said = replace(said, ids=tuple(column.values[code] for code in codes))
    return Reading(said, findings)


def _timed(said: Responses, column: Column, people: Column | None) -> tuple[Responses, tuple[Finding, ...]]:
    seconds, unread = durations(column)
    if people is None:
        return replace(said, seconds=seconds), unread
    try:
        return replace(said, seconds=seconds[row_of(people, column)]), unread
    except KanoError:
        return said, (Finding("durations-differ", values={"column": column.name}),)


def _distinct(names: list[str]) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise KanoError("mapping-repeats", columns="; ".join(repeated))


def _complete(people: Column, features: Column) -> None:
    for column in (people, features):
        if column.filled < len(column.codes):
            raise KanoError("long-blank", column=column.name, n=len(column.codes) - column.filled)


def _ratings(column: Column, unread: dict[str, int]) -> npt.NDArray[np.float64]:
    """Importance 1..9, as a number or as the number that a label begins with (`9 - Extremely important`)."""
    ratings = []
    for value in column.values:
        rating = rating_of(value)
        if rating not in RATINGS and not is_blank(value):
            unread[value] = unread.get(value, 0) + column.counts[value]
        ratings.append(float(rating) if rating is not None and rating in RATINGS else np.nan)
    return np.array(ratings)[column.codes]


def _unread(unread: dict[str, int]) -> tuple[Finding, ...]:
    if not unread:
        return ()
    values = ", ".join(f"“{text}” × {n}" for text, n in unread.items())
    return (Finding("importance-unread", values={"n": sum(unread.values()), "values": values}),)


def _profile(column: Column, rows: npt.NDArray[np.int64] | None = None) -> Profile:
    values = column.values
    names = tuple(sorted(set(values), key=lambda value: (value == "", value)))
    lookup = np.array([names.index(value) for value in values], dtype=np.int64)
    return Profile(names, lookup[column.codes if rows is None else column.codes[rows]])
