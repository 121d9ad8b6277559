"""A row per person: how often each pair of cells stands there, two features at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from math import prod

import numpy as np
import numpy.typing as npt

from kano.engines.arrow.coded import Coded
from kano.engines.arrow.columns import Columns, Floats, Raw, Rows
from kano.engines.arrow.counts import Counts, everyone_too, sums_of
from kano.engines.arrow.sheets import Part, index_of, part
from kano.engines.arrow.weights import MISSING, parts
from kano.engines.asked import Asked
from kano.engines.meaning import Meaning
from kano.engines.tally import EVERYONE, Tally
from kano.readers.mapping import SIDES

TOGETHER = 1 << 14
"""Combinations up to which two features are counted at once, and looked up in a table."""

ANSWERED = 1 << 16
"""What each person said is summed up: below it complete pairs, from it on features of which something was said."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Block:
    """Rows, with the segment of each by question: people are counted by each, or as one where there is none."""

    rows: Rows
    segments: dict[str, Coded]
    weights: list[Floats]
    said: Ints


class Wide:
    """Counts blocks, from any thread, and says in the end what their numbers are in texts."""

    def __init__(self, asked: Asked, meaning: Meaning) -> None:
        self.asked = asked
        self.columns = Columns(asked)
        self._silent: dict[str, Callable[[str], bool]] = {
            side: cache(partial(meaning.is_silent, side)) for side in SIDES
        }

    def count(self, raw: Raw) -> Counts:
        """Of one block. Raises KanoError."""
        rows = self.columns.rows(raw)
        made = Counts(rows=rows.rows, left=rows.left, unread=rows.unread)
        if not rows.rows:
            return made
        weights = [] if rows.weights is None else parts(rows.weights)
        block = _Block(rows, self._segments(rows), weights, np.zeros(rows.rows, dtype=np.int64))
        for question, segment in block.segments.items():
            made.people_of(question, part((segment.size,), segment.ids, weights))
        for numbers in self._groups(block):
            self._count(numbers, block, made)
        self._rate(block, made)
        made.missing = 0 if rows.weights is None else int((rows.weights == MISSING).sum())
        made.silent = int((block.said < ANSWERED).sum())
        made.most_pairs = int((block.said % ANSWERED).max())
        return made

    def _segments(self, rows: Rows) -> dict[str, Coded]:
        one = {EVERYONE: Coded(np.zeros(rows.rows, dtype=np.intp), 1)}
        of = {name: rows.columns[name] for name in self.asked.questions}
        return {name: Coded(column.ids.astype(np.intp), column.size) for name, column in of.items()} or one

    def _columns(self, number: int, rows: Rows) -> list[Coded]:
        pair = self.asked.pairs[number]
        return [rows.columns[pair.functional], rows.columns[pair.dysfunctional]]

    def _groups(self, block: _Block) -> Iterator[list[int]]:
        """One or two features, by how many combinations there are."""
        most = max(segment.size for segment in block.segments.values())
        waiting: list[int] = []
        for number in range(len(self.asked.pairs)):
            both = [column.size for each in (*waiting, number) for column in self._columns(each, block.rows)]
            if waiting and most * prod(both) <= TOGETHER:
                yield [*waiting, number]
                waiting = []
            else:
                if waiting:
                    yield waiting
                waiting = [number]
        if waiting:
            yield waiting

    def _count(self, numbers: list[int], block: _Block, made: Counts) -> None:
        columns = [column for number in numbers for column in self._columns(number, block.rows)]
        sizes = tuple(column.size for column in columns)
        index = index_of(columns).astype(np.intp)
        self._say(numbers, columns, index, block.said)
        for question, segment in block.segments.items():
            at = index if segment.size == 1 else segment.ids * prod(sizes) + index
            found = part((segment.size, *sizes), at, block.weights)
            for number, own in zip(numbers, _apart(found, len(numbers)), strict=True):
                made.cell(question, number, own)

    def _say(self, numbers: list[int], columns: list[Coded], index: Ints, said: Ints) -> None:
        """Add up what each person answered."""
        flags = [self._given(number, i % 2, column.size) for i, (number, column) in enumerate(_both(numbers, columns))]
        if prod(map(len, flags)) <= TOGETHER:
            table = np.zeros(1, dtype=np.int64)
            for f, d in zip(flags[::2], flags[1::2], strict=True):
                table = np.add.outer(table, _worth(f[:, None], d[None, :])).ravel()
            said += table[index]
        else:
            said += _worth(flags[0][columns[0].ids], flags[1][columns[1].ids])

    def _given(self, number: int, at: int, size: int) -> npt.NDArray[np.bool_]:
        """Which texts of a column are answers."""
        pair, side = self.asked.pairs[number], SIDES[at]
        texts = self.columns.texts[pair.functional if at == 0 else pair.dysfunctional].texts
        return np.array([not self._silent[side](text) for text in texts[:size]])

    def _rate(self, block: _Block, made: Counts) -> None:
        for number, pair in enumerate(self.asked.pairs):
            if pair.importance:
                column = block.rows.columns[pair.importance]
                for question, segment in block.segments.items():
                    at = segment.ids * column.size + column.ids
                    made.rating(question, number, part((segment.size, column.size), at, []))

    def result(self, counts: Counts) -> Tally:
        """In texts."""
        left = {name: counts.left.get(name, 0) for name in self.asked.rows_left_out}
        tally = Tally(silent=counts.silent, most_pairs=counts.most_pairs, left=left)
        texts = {name: column.texts for name, column in self.columns.texts.items()} | {EVERYONE: [""]}
        for question, people in counts.people.items():
            for (s,), sums in people.items():
                for key in everyone_too(self.asked, question, texts[question][s]):
                    tally.people[key] = tally.people.get(key, 0) + sums[0]
        for (question, number), sheet in counts.cells.items():
            pair = self.asked.pairs[number]
            for (s, f, d), sums in sheet.items():
                cell = pair.feature, texts[pair.functional][f], texts[pair.dysfunctional][d]
                for key in everyone_too(self.asked, question, texts[question][s]):
                    tally.put((*key, *cell), sums_of(sums))
        for (question, number), sheet in counts.ratings.items():
            pair = self.asked.pairs[number]
            for (s, i), sums in sheet.items():
                for key in everyone_too(self.asked, question, texts[question][s]):
                    rating = (*key, pair.feature, texts[pair.importance or ""][i])
                    tally.ratings[rating] = tally.ratings.get(rating, 0) + sums[0]
        return tally


def _both(numbers: list[int], columns: list[Coded]) -> Iterator[tuple[int, Coded]]:
    return ((numbers[i // 2], column) for i, column in enumerate(columns))


def _worth(functional: npt.NDArray[np.bool_], dysfunctional: npt.NDArray[np.bool_]) -> Ints:
    return (functional | dysfunctional) * np.int64(ANSWERED) + (functional & dysfunctional)


def _apart(found: Part, features: int) -> list[Part]:
    """Of two features that were counted at once what is of each."""
    if features == 1:
        return [found]
    s, f1, d1, f2, d2 = found.sizes
    grid = found.sums.reshape(s, f1 * d1, f2 * d2, -1)
    width = grid.shape[-1]
    first, second = grid.sum(axis=2).reshape(-1, width), grid.sum(axis=1).reshape(-1, width)
    return [Part((s, f1, d1), first), Part((s, f2, d2), second)]
