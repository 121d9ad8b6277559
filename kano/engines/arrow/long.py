"""A row per person and feature, or per person, feature and side: people put together, checked as the readers do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from kano.engines.arrow.coded import Coded
from kano.engines.arrow.columns import Columns, Raw
from kano.engines.arrow.counts import Counts, everyone_too, sums_of
from kano.engines.arrow.people import people_of
from kano.engines.arrow.piles import Piles
from kano.engines.arrow.sheets import index_of, part
from kano.engines.arrow.weights import MISSING, parts
from kano.engines.asked import Asked
from kano.engines.meaning import Meaning
from kano.engines.tally import EVERYONE, Sums, Tally
from kano.errors import KanoError
from kano.readers import Layout, Mapping, Table
from kano.readers.mapping import SIDES
from kano.readers.spread import once, row_of, spread
from kano.readers.table import Column, Source

Ints = npt.NDArray[np.int64]
RATED = "importance"


@dataclass(frozen=True)
class _Rows:
    """One for each person and feature: numbers of their texts by role."""

    people: Ints
    features: Ints
    sides: dict[str, Ints]


class Long:
    """Puts blocks into piles, from any thread, then counts each pile by itself."""

    def __init__(self, asked: Asked, meaning: Meaning) -> None:
        self.asked = asked
        self.columns = Columns(asked, asked.long["respondent"])
        self.names = tuple(self.columns.texts)
        self._silent: dict[str, Callable[[str], bool]] = {
            side: cache(partial(meaning.is_silent, side)) for side in SIDES
        }
        self._mapping = Mapping(Layout.LONG, columns=dict(asked.long))

    def put(self, piles: Piles, raw: Raw) -> Counts:
        """One block. Raises KanoError."""
        rows = self.columns.rows(raw)
        people = people_of(rows.plain, self.asked.long["respondent"])
        features = rows.columns[self.asked.long["feature"]].ids
        blank = {self.asked.long["respondent"]: people.blank, self.asked.long["feature"]: int((features == 0).sum())}
        if rows.rows and not any(blank.values()) and not rows.unread:
            piles.put(people, [rows.columns[name].ids for name in self.names], rows.weights)
        return Counts(rows=rows.rows, left=rows.left, unread=rows.unread, blank=blank)

    def check(self, counts: Counts) -> None:
        """Raises KanoError when a row names nobody, or no feature."""
        for role in ("respondent", "feature"):
            if n := counts.blank.get(self.asked.long[role], 0):
                raise KanoError("long-blank", column=self.asked.long[role], n=n)

    def count(self, piles: Piles, pile: int) -> Counts:
        """Everyone of a pile. Raises KanoError as the readers do: answered twice, or said about themselves."""
        names, numbers, weighed = piles.read(pile)
        made = Counts()
        if not len(names):
            return made
        people = _people(names, self.asked.long["respondent"])
        rows = self._paired(people, numbers)
        segments = self._segments(people, numbers)
        weights = self._weights(people, weighed, made)
        for question, segment in segments.items():
            made.people_of(question, part((segment.size,), segment.ids, weights))
            self._count(question, Coded(segment.ids[rows.people], segment.size), rows, weights, made)
        self._say(rows, len(people.values), made)
        return made

    def _column(self, name: str, numbers: dict[str, Ints]) -> Column:
        texts = self.columns.texts[name].texts
        used, codes = np.unique(numbers[name], return_inverse=True)
        return Column(name, tuple(texts[number] for number in used.tolist()), codes)

    def _paired(self, people: Column, numbers: dict[str, Ints]) -> _Rows:
        """Raises KanoError when somebody answered twice, or a side is none."""
        roles = {role: name for role, name in self.asked.long.items() if role != "respondent"}
        columns = {role: self._column(name, numbers) for role, name in roles.items()}
        table, mapping = spread(Table((people, *columns.values()), Source("", "")), self._mapping)
        if mapping is self._mapping:
            once(people.codes * len(columns["feature"].values) + columns["feature"].codes, people, columns["feature"])
        sides = (*SIDES, RATED) if RATED in mapping.columns else SIDES
        own = {side: self._own(table[mapping.columns[side]], self._of(side)) for side in sides}
        feature = self._own(table[mapping.columns["feature"]], roles["feature"])
        return _Rows(table[people.name].codes, feature, own)

    def _own(self, column: Column, name: str) -> Ints:
        """A column by the numbers of the texts of all piles."""
        texts = self.columns.texts[name]
        return np.array([texts.number(text) for text in column.values], dtype=np.int64)[column.codes]

    def _segments(self, people: Column, numbers: dict[str, Ints]) -> dict[str, Coded]:
        """Of each person by question."""
        made = {}
        for name in self.asked.questions:
            rows = row_of(people, self._column(name, numbers))
            made[name] = Coded(numbers[name][rows], len(self.columns.texts[name]))
        return made or {EVERYONE: Coded(np.zeros(len(people.values), dtype=np.int64), 1)}

    def _weights(self, people: Column, weighed: Ints | None, made: Counts) -> list[npt.NDArray[np.float64]]:
        """The parts of each person's weight. Raises KanoError when it differs between rows."""
        if weighed is None or self.asked.weight is None:
            return []
        used, codes = np.unique(weighed, return_inverse=True)
        texts = tuple("" if number == MISSING else str(number) for number in used.tolist())
        own = weighed[row_of(people, Column(self.asked.weight, texts, codes))]
        made.missing = int((own == MISSING).sum())
        return parts(own.astype(np.float64))

    def _count(
        self, question: str, segment: Coded, rows: _Rows, weights: list[npt.NDArray[np.float64]], made: Counts
    ) -> None:
        feature = Coded(rows.features, len(self.columns.texts[self.asked.long["feature"]]))
        sides = {side: Coded(ids, self._size(side)) for side, ids in rows.sides.items()}
        columns = [segment, feature, *(sides[side] for side in SIDES)]
        own = [each[rows.people] for each in weights]
        made.cell(question, 0, part(tuple(column.size for column in columns), index_of(columns), own))
        if RATED in sides:
            rated = [segment, feature, sides[RATED]]
            made.rating(question, 0, part(tuple(column.size for column in rated), index_of(rated), []))

    def _size(self, side: str) -> int:
        return len(self.columns.texts[self._of(side)])

    def _of(self, side: str) -> str:
        """The column in which a side stands."""
        return self.asked.long.get(side) or self.asked.long["answer"]

    def _say(self, rows: _Rows, people: int, made: Counts) -> None:
        said = [self._given(side)[rows.sides[side]] for side in SIDES]
        some = np.bincount(rows.people, said[0] | said[1], minlength=people)
        made.silent = int((some == 0).sum())
        made.most_pairs = int(np.bincount(rows.people, said[0] & said[1], minlength=people).max())

    def _given(self, side: str) -> npt.NDArray[np.bool_]:
        texts = self.columns.texts[self._of(side)].texts
        return np.array([not self._silent[side](text) for text in list(texts)])

    def result(self, counts: Counts) -> Tally:
        """In texts; people of whom a feature has no row said nothing of it."""
        left = {name: counts.left.get(name, 0) for name in self.asked.rows_left_out}
        tally = Tally(silent=counts.silent, most_pairs=counts.most_pairs, left=left)
        texts = {name: column.texts for name, column in self.columns.texts.items()} | {EVERYONE: [""]}
        features, whole = texts[self.asked.long["feature"]], dict[tuple[str, str], Sums]()
        for question, people in counts.people.items():
            for (s,), sums in people.items():
                for key in everyone_too(self.asked, question, texts[question][s]):
                    whole[key] = _plus(whole.get(key, (0, 0, 0)), sums_of(sums))
        tally.people = {key: n for key, (n, _, _) in whole.items()}
        seen: dict[tuple[str, str, str], Sums] = {}
        for (question, _), sheet in counts.cells.items():
            for (s, at, f, d), sums in sheet.items():
                cell = features[at], texts[self._of(SIDES[0])][f], texts[self._of(SIDES[1])][d]
                for key in everyone_too(self.asked, question, texts[question][s]):
                    tally.put((*key, *cell), sums_of(sums))
                    seen[(*key, cell[0])] = _plus(seen.get((*key, cell[0]), (0, 0, 0)), sums_of(sums))
        for key, everyone in whole.items():
            for feature in sorted({feature for _, _, feature in seen}):
                n, k, squares = seen.get((*key, feature), (0, 0, 0))
                if n < everyone[0]:
                    rest = everyone[0] - n, everyone[1] - k, everyone[2] - squares
                    tally.put((*key, feature, "", ""), rest)
        return tally


def _people(names: Any, column: str) -> Column:
    made = names.combine_chunks().dictionary_encode()
    texts = tuple(name.decode() for name in made.dictionary.to_pylist())
    return Column(column, texts, np.frombuffer(made.indices.buffers()[1], np.int32)[: len(made)].astype(np.int64))


def _plus(first: Sums, second: Sums) -> Sums:
    return first[0] + second[0], first[1] + second[1], first[2] + second[2]
