"""A table of pair counts: a row per feature and pair of answers with how many people gave it, counted elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kano.counted import Counted
from kano.counts import PairCounts, Segment
from kano.errors import Finding, KanoError
from kano.readers.counts_table import THOUSANDS, Reading
from kano.readers.mapping import SIDES, Mapping
from kano.readers.pair_columns import Ints, may_split, place
from kano.readers.pair_numbers import MOST_PEOPLE, number_of
from kano.readers.scales import codes_of
from kano.readers.table import Column, Table
from kano.readers.wordings import headers, is_blank
from kano.text import NAME_LENGTH, clean, of_csv_name

MOST_CELLS = 500_000
"""Features times segments of a question."""

_ALL = frozenset({"all", "everyone", "everybody", "overall", "全部", "全体", "全體", "所有人"})
_ALL_OF = ("all", "every", "overall", "total", "grand", "sub", "sum", "全", "所有", "合", "总", "總", "小")
TELLING = 5
"""From so many pairs on that somebody gave, rows are not the sum of others by accident."""

_TIMES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2))
"""How often rows and their sums can be in a table with subtotals of up to three columns."""


@dataclass(frozen=True, eq=False)
class _Rows:
    """`features` in their order; of each row the places of feature and answers, and its people."""

    features: tuple[str, ...]
    at: tuple[Ints, ...]
    people: Ints

    def grid(self, segment: Ints | None = None, n: int = 1) -> Ints:
        """(n, F, 6, 6) people; a row whose `segment` is below 0 is in none."""
        if n * len(self.features) > MOST_CELLS:
            raise KanoError("pairs-too-many-cells", features=len(self.features), segments=n, most=f"{MOST_CELLS:,}")
        made = np.zeros((n, len(self.features), 6, 6), dtype=np.int64)
        here = slice(None) if segment is None else segment >= 0
        first = np.zeros(len(self.people), dtype=np.int64) if segment is None else segment
        np.add.at(made, tuple(part[here] for part in (first, *self.at)), self.people[here])
        return made


def read_pairs(table: Table, mapping: Mapping) -> Reading:
    """Counts of everyone, and of each question about the person: each segment column, or what `question` names.

    A blank answer is code 0. How many people there are is known when every feature has as many. Raises KanoError that
    names the cell; when rows repeat, hold subtotals, or do not add up to everyone.
    """
    _distinct(mapping)
    rows = _rows(table, mapping)
    if not mapping.is_grouped:
        _no_sums_of_answers(mapping, rows)
    added = _once(table, mapping, rows)
    if mapping.is_grouped:
        everyone, questions = _by_question(table, mapping, rows)
    else:
        everyone, questions = PairCounts(rows.features, rows.grid()), _by_column(table, mapping, rows)
    people, silent, differ = _people(everyone)
    return Reading(Counted(everyone, questions, people, silent), (*added, *differ))


def _distinct(mapping: Mapping) -> None:
    names = [*mapping.columns.values(), *mapping.segments]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise KanoError("mapping-repeats", columns="; ".join(repeated))


def _rows(table: Table, mapping: Mapping) -> _Rows:
    column = table[mapping.columns["feature"]]
    if nameless := sum(
        n for text, n in column.counts.items() if not text or (is_blank(text) and not mapping.is_grouped)
    ):
        raise KanoError("feature-blank", column=column.name, n=nameless)
    values, at = _in_order(column)
    names = tuple(clean(_named(value, mapping), NAME_LENGTH) for value in values)
    sides = [codes_of(table[mapping.columns[side]], mapping.letters(side)).astype(np.int64) for side in SIDES]
    return _Rows(names, (at, *sides), _numbers(table, mapping))


def _in_order(column: Column) -> tuple[list[str], Ints]:
    """The values as they first occur, and each row's place among them."""
    used, first = np.unique(column.codes, return_index=True)
    order = used[np.argsort(first)]
    places = np.zeros(len(column.values), dtype=np.int64)
    places[order] = np.arange(len(order))
    return [column.values[code] for code in order], places[column.codes]


def _named(value: str, mapping: Mapping) -> str:
    """A name as it was before it was made harmless for spreadsheets, in a table that Kano wrote."""
    return of_csv_name(value) if mapping.is_grouped else value


def _numbers(table: Table, mapping: Mapping) -> Ints:
    column = table[mapping.columns["count"]]
    numbers = [number_of(text) for text in column.values]
    for text, number in zip(column.values, numbers, strict=True):
        if number is None:
            row = _row(table, mapping, int(np.flatnonzero(column.codes == column.values.index(text))[0]))
            if THOUSANDS.fullmatch(text):
                raise KanoError("count-thousands", column=column.name, row=row, cell=text)
            raise KanoError("pair-count-bad", column=column.name, row=row, cell=text, most=f"{MOST_PEOPLE:,}")
    return np.array(numbers, dtype=np.int64)[column.codes]


def _row(table: Table, mapping: Mapping, row: int) -> str:
    """What a row is about: its feature and answers, and whose they are."""
    names = [mapping.columns[role] for role in ("question", "value", "feature", *SIDES) if role in mapping.columns]
    return " / ".join(table[name].values[table[name].codes[row]] or "-" for name in (*mapping.segments, *names))


def _once(table: Table, mapping: Mapping, rows: _Rows) -> tuple[Finding, ...]:
    """Rows that only columns that are not read tell apart are added, and said; nothing else may repeat."""
    key = [table[name] for role, name in mapping.columns.items() if role != "count"]
    key += [table[name] for name in mapping.segments]
    places = place(key)
    if len(np.unique(places)) == len(table):
        return ()
    more = [c for c in table.columns if c.name not in mapping.used and may_split(c) and len(c.values) > 1]
    whole = place([*key, *more])
    found, first, numbers = np.unique(whole, return_index=True, return_counts=True)
    if len(found) < len(table):
        row = int(first[np.argmax(numbers > 1)])
        raise KanoError("pairs-repeat", row=_row(table, mapping, row), n=int(numbers.max()))
    for column in more:
        _no_subtotals(column, rows)
    values = {"n": len(table) - len(np.unique(places)), "columns": "; ".join(c.name for c in more)}
    return (Finding("pairs-added", values=values),)


def _by_column(table: Table, mapping: Mapping, rows: _Rows) -> dict[str, PairCounts]:
    """Each segment column by itself, summed over the others: every row is of one segment of each."""
    questions = {}
    for name in mapping.segments:
        column = table[name]
        _no_subtotals(column, rows)
        segments = tuple(sorted(set(column.values), key=lambda value: (value == "", value)))
        places = np.array([segments.index(value) for value in column.values], dtype=np.int64)[column.codes]
        questions[name] = PairCounts(rows.features, rows.grid(places, len(segments)), segments, name)
    return questions


def _no_sums_of_answers(mapping: Mapping, rows: _Rows) -> None:
    """Raises KanoError when the rows without an answer are the sum of those with one, and so nobody's."""
    grid = rows.grid()[0]
    said = grid[:, 1:, 1:]
    if np.count_nonzero(said) < TELLING:
        return
    sums = (
        ("functional", grid[:, 0, 1:], said.sum(axis=1)),
        ("functional", grid[:, 0, 0], said.sum(axis=(1, 2))),
        ("dysfunctional", grid[:, 1:, 0], said.sum(axis=2)),
    )
    for side, blank, added in sums:
        if np.array_equal(blank, added):
            raise KanoError("pairs-subtotals", column=mapping.columns[side], value="-")


def _no_subtotals(column: Column, rows: _Rows) -> None:
    """Raises KanoError when the rows of a value are the sum of the others."""
    people = np.bincount(column.codes, rows.people, len(column.values))
    for code, value in enumerate(column.values):
        if not _says_all(value) and 2 * people[code] != people.sum():
            continue
        both = rows.grid(np.where(column.codes == code, 0, 1), 2)
        if not both.any(axis=(1, 2, 3)).all():
            continue
        times = _times(value, int(np.count_nonzero(both[0])), int(np.count_nonzero(people)))
        if any(np.array_equal(both[0] * a, both[1] * b) for a, b in times):
            raise KanoError("pairs-subtotals", column=column.name, value=value or "-")


def _times(value: str, pairs: int, values: int) -> tuple[tuple[int, int], ...]:
    """How often rows of a value and all others hold the same people where it is their sum, and that is no accident."""
    if _is_all(value) or (pairs >= TELLING and _says_all(value)):
        return _TIMES
    return _TIMES[:1] if pairs >= TELLING and values > 2 else ()


def _is_all(value: str) -> bool:
    return is_blank(value) or value.casefold() in headers()["total"] | _ALL


def _says_all(value: str) -> bool:
    return _is_all(value) or value.casefold().lstrip("([<*- ").startswith(_ALL_OF)


def _by_question(table: Table, mapping: Mapping, rows: _Rows) -> tuple[PairCounts, dict[str, PairCounts]]:
    """Everyone in the rows without a question, and each question's own count of everyone."""
    asked, of = _in_order(table[mapping.columns["question"]])
    values = table[mapping.columns["value"]]
    if "" not in asked:
        raise KanoError("pairs-no-everyone", file=table.source.name, column=mapping.columns["question"])
    nobody = of == asked.index("")
    stray = np.flatnonzero(nobody & np.array([value != "" for value in values.values])[values.codes])
    if stray.size:
        row = _row(table, mapping, int(stray[0]))
        raise KanoError("pairs-stray", row=row, column=values.name, question=mapping.columns["question"])
    everyone = PairCounts(rows.features, rows.grid(np.where(nobody, 0, -1)))
    questions = {}
    for i, name in enumerate(asked):
        if name:
            made = _question(of_csv_name(name), of == i, values, rows)
            _adds_up(made, everyone)
            questions[str(made.by)] = made
    return everyone, questions


def _question(name: str, here: npt.NDArray[np.bool_], values: Column, rows: _Rows) -> PairCounts:
    codes = values.codes[here]
    used, first = np.unique(codes, return_index=True)
    order = used[np.argsort(first)]
    places = np.full(len(values.values), -1, dtype=np.int64)
    places[order] = np.arange(len(order))
    segments: tuple[Segment, ...] = tuple(of_csv_name(values.values[code]) for code in order)
    grid = rows.grid(np.where(here, places[values.codes], -1), len(segments))
    return PairCounts(rows.features, grid, segments, name)


def _adds_up(question: PairCounts, everyone: PairCounts) -> None:
    """Raises KanoError with the first feature of which a question counts other people than everyone."""
    added = question.grid.sum(axis=0)
    for f, feature in enumerate(everyone.features):
        if not np.array_equal(added[f], everyone.grid[0, f]):
            numbers = {"n": int(added[f].sum()), "all": int(everyone.grid[0, f].sum())}
            raise KanoError("pairs-differ", question=str(question.by), feature=feature, **numbers)


def _people(everyone: PairCounts) -> tuple[int | None, int | None, tuple[Finding, ...]]:
    """How many people there are, and how many of them said nothing at all, as far as the counts tell."""
    each = everyone.grid.sum(axis=(-2, -1))[0]
    if (most := int(each.max())) > MOST_PEOPLE:
        feature = everyone.features[int(each.argmax())]
        raise KanoError("pairs-too-many", feature=feature, n=f"{most:,}", most=f"{MOST_PEOPLE:,}")
    if (least := int(each.min())) < most:
        return None, None, (Finding("pairs-people-differ", values={"least": least, "most": most}),)
    blank = everyone.grid[0, :, 0, 0]
    silent = int(blank.min()) if len(blank) == 1 or not blank.min() else None
    return most, silent, ()
