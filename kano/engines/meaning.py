"""What raw cells mean, written once for every engine: a tally and a confirmed mapping in, counts of pairs out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kano.answers import CODE_OF, Answer
from kano.counted import Counted
from kano.counts import Counts, Floats, PairCounts
from kano.engines.cells import period_of
from kano.engines.tally import EVERYONE, Tally
from kano.errors import Finding, KanoError
from kano.gathered import LARGEST, Weighed
from kano.readers import Mapping
from kano.readers.doubts import listed
from kano.readers.mapping import SIDES
from kano.readers.wordings import BLANK, OPEN, is_blank, rating_of
from kano.text import NAME_LENGTH, clean
from kano.wording import RATINGS

MOST_SEGMENTS = 1_000


class Meaning:
    """A confirmed mapping; what it does not list is looked up as the readers do. Raises KanoError when it is open."""

    def __init__(self, mapping: Mapping) -> None:
        if mapping.unresolved:
            raise KanoError("answers-unresolved", answers=", ".join(f"“{text}”" for text in mapping.unresolved))
        self.mapping = mapping

    def is_silent(self, side: str, text: str) -> bool:
        """Whether a cell of a side is no answer."""
        given = self._given[side].get(text)
        return is_blank(text) if given is None else given == BLANK

    @cached_property
    def _given(self) -> dict[str, dict[str, str]]:
        return {side: dict(self.mapping.letters(side)) for side in SIDES}

    def codes(self, tally: Tally) -> tuple[dict[str, dict[str, int]], list[Finding]]:
        """From each side and cell to its code 0..5. Raises KanoError `count-unresolved` with how often each stands."""
        found = {side: _summed(tally.texts(side)) for side in SIDES}
        new = [text for text in _summed(_all(found)) if text not in self.mapping.answers]
        mapping = self.mapping.coded(self.mapping.codes, new)
        letters = {side: mapping.letters(side) for side in SIDES}
        open_ones = _summed((t, n) for side in SIDES for t, n in found[side].items() if letters[side][t] == OPEN)
        if open_ones:
            raise KanoError("count-unresolved", answers=listed(open_ones))
        blanks = [text for text in new if text and not letters["functional"][text]]
        said = [Finding("took-blank", values={"answers": ", ".join(blanks)})] if blanks else []
        return {side: {text: _code(letters[side][text]) for text in found[side]} for side in SIDES}, said


@dataclass(frozen=True)
class _Axes:
    """From each feature to its place; by question from each raw segment to its name, those of one name together."""

    features: dict[str, int]
    segments: dict[str, dict[str, str]]

    def names(self, question: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.segments[question].values()))

    def zeros(self, question: str, *shape: int) -> tuple[int, ...]:
        return (len(self.names(question)), len(self.features), *shape)

    def places(self, question: str) -> dict[str, int]:
        order = {name: place for place, name in enumerate(self.names(question))}
        return {text: order[name] for text, name in self.segments[question].items()}


def understood(
    tally: Tally, meaning: Meaning, features: Iterable[str], date: str | None, period: str
) -> tuple[Counted, Weighed | None, tuple[Finding, ...]]:
    """The counts of a tally, what its people weigh, and what of the source is not in them.

    `features` are in their order; others that the tally has come behind them by name. Raises KanoError.
    """
    codes, said = meaning.codes(tally)
    segments, dateless = _segments(tally, date, period)
    axes = _Axes(_features(tally, features), segments)
    grids, (moments, unread) = _grids(tally, codes, axes), _importance(tally, axes)
    pairs = {question: _pairs(grid[..., 0], question, axes, moments[question]) for question, grid in grids.items()}
    everyone = pairs.pop(EVERYONE)
    counted = Counted(everyone, pairs, tally.people[EVERYONE, ""], tally.silent, tally.most_pairs)
    return counted, _weighed(grids), (*_left(tally, meaning.mapping), *said, *dateless, *unread)


def _grids(tally: Tally, codes: dict[str, dict[str, int]], axes: _Axes) -> dict[str, Counts]:
    """(S, F, 6, 6, 3) per question: people, weights, squares. Raises KanoError when weights outgrow 64 bits."""
    grids = {question: np.zeros(axes.zeros(question, 6, 6, 3), dtype=np.int64) for question in axes.segments}
    places = {question: axes.places(question) for question in axes.segments}
    for (question, segment, feature, functional, dysfunctional), sums in tally.cells.items():
        at = places[question][segment], axes.features[clean(feature, NAME_LENGTH)]
        cell = grids[question][(*at, codes["functional"][functional], codes["dysfunctional"][dysfunctional])]
        if max(sums) > LARGEST - int(cell.max()):
            raise KanoError("weights-too-large")
        cell += np.array(sums, dtype=np.int64)
    return grids


def _pairs(grid: Counts, question: str, axes: _Axes, moments: Floats) -> PairCounts:
    names = axes.names(question) if question else (None,)
    return PairCounts(tuple(axes.features), grid, names, question or None, moments)


def _weighed(grids: dict[str, Counts]) -> Weighed | None:
    if not grids[EVERYONE][..., 1].any():
        return None
    sums = {question: np.moveaxis(grid[..., 1:], -1, 0) for question, grid in grids.items()}
    return Weighed(sums.pop(EVERYONE), sums)


def _features(tally: Tally, features: Iterable[str]) -> dict[str, int]:
    """Each feature and its place."""
    known = [clean(name, NAME_LENGTH) for name in features]
    found = [clean(name, NAME_LENGTH) for name in sorted({cell[2] for cell in tally.cells})]
    others = sorted(set(found) - set(known))
    repeated = sorted({name for names in (known, found) for name in names if names.count(name) > 1})
    if repeated:
        raise KanoError("features-repeat", names=", ".join(repeated))
    return {name: place for place, name in enumerate([*known, *others])}


def _segments(tally: Tally, date: str | None, period: str) -> tuple[dict[str, dict[str, str]], list[Finding]]:
    """By question from each raw segment to its name, in order, the blank one last; the days of the date in periods.

    Raises KanoError when a column holds too many, or cells that say no such period.
    """
    raw: dict[str, dict[str, int]] = {}
    for (question, segment), n in tally.people.items():
        raw.setdefault(question, {})[segment] = n
    if date and (undated := {day: n for day, n in raw[date].items() if day and period_of(day, period) is None}):
        raise KanoError("count-undated", column=date, period=period, cells=listed(dict(list(undated.items())[:20])))
    said = []
    if date and (blank := raw[date].get("", 0)):
        said.append(Finding("count-dateless", values={"column": date, "n": blank}))
    made = {}
    for question, found in raw.items():
        names = {text: (period_of(text, period) or "") if question == date else text for text in found}
        made[question] = dict(sorted(names.items(), key=lambda item: (item[1] == "", item[1])))
        if len(set(names.values())) > MOST_SEGMENTS:
            raise KanoError("count-segments", column=question, n=len(set(names.values())), most=MOST_SEGMENTS)
    return made, said


def _importance(tally: Tally, axes: _Axes) -> tuple[dict[str, Floats], list[Finding]]:
    """(S, F, 3) per question: number, sum and sum of squares of the ratings; and those that are none."""
    moments = {question: np.zeros(axes.zeros(question, 3)) for question in axes.segments}
    places = {question: axes.places(question) for question in axes.segments}
    unread: dict[str, int] = {}
    for (question, segment, feature, text), n in tally.ratings.items():
        rating = rating_of(text)
        if rating is not None and rating in RATINGS:
            at = places[question][segment], axes.features[clean(feature, NAME_LENGTH)]
            moments[question][at] += np.array([n, n * rating, n * rating**2], dtype=float)
        elif question == EVERYONE and not is_blank(text):
            unread[text] = unread.get(text, 0) + n
    values = {"n": sum(unread.values()), "values": ", ".join(f"“{text}” × {n}" for text, n in unread.items())}
    return moments, [Finding("importance-unread", values=values)] if unread else []


def _left(tally: Tally, mapping: Mapping) -> list[Finding]:
    found = []
    for column, values in mapping.rows_left_out.items():
        said = {"n": tally.left.get(column, 0), "column": column, "values": ", ".join(values)}
        found.append(Finding("took-rows-out", values=said))
    return found


def _code(letter: str) -> int:
    return CODE_OF[Answer(letter)] if letter else 0


def _all(found: dict[str, dict[str, int]]) -> Iterable[tuple[str, int]]:
    return (item for side in found.values() for item in side.items())


def _summed(items: Iterable[tuple[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for text, n in items:
        total[text] = total.get(text, 0) + n
    return total
