"""Who gave answers that can be doubted, by which rule, and on what evidence. Flags are data; nothing is removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from kano.answers import ANSWERS, CATEGORIES, Category
from kano.counts import Counts, Floats
from kano.errors import KanoError
from kano.evaluation import EvaluationTable
from kano.patterns import Mask, Patterns, Whole
from kano.responses import Responses


@dataclass(frozen=True)
class Control:
    """A feature whose answer tells who reads: a person in another category than these has failed."""

    feature: str
    passes: tuple[Category, ...]


@dataclass(frozen=True)
class Rules:
    """What is looked for; None switches a rule off, and no control is none.

    Least numbers of complete pairs: for one pair of answers throughout (`straight_both`), one functional or one
    dysfunctional answer throughout, both answers of every pair the same (`equal`), two answers in turn from feature to
    feature (`zigzag`, a run of so many), the same answers as an earlier person (`duplicate`). A pattern is flagged only
    where chance alone would make fewer than `expected` such people, or pairs of people, in the whole file. Whoever
    breaks `straight_both` is not told again by the rules that follow from it.

    `contradictory` is the least number of questionable pairs, which must also be `contradictory_share` of the person's.
    `reverse` is the least share of reverse pairs of those with `least` pairs; `missing` the largest share of pairs
    without an answer that is still in order; `speed` the least share of the median duration that is still in order.

    What surveys report having used: three or more questionable pairs, or six of 40; more than 20 % missing; one code
    throughout; answers in turn on 60 of 80 questions. The share of the median, and the numbers that are not named here,
    are ours.
    """

    straight_both: int | None = 5
    straight_functional: int | None = 10
    straight_dysfunctional: int | None = 10
    equal: int | None = 5
    zigzag: int | None = 8
    contradictory: int | None = 3
    reverse: float | None = 0.5
    missing: float | None = 0.2
    speed: float | None = 1 / 3
    duplicate: int | None = 8
    controls: tuple[Control, ...] = ()
    contradictory_share: float = 0.1
    least: int = 5
    expected: float = 0.05

    def thresholds(self) -> dict[str, int | float]:
        """The rules that are on, but for controls, with their thresholds."""
        return {name: value for name in THRESHOLDS if (value := getattr(self, name)) is not None}


SHARES = ("reverse", "missing", "speed")
"""The thresholds that are shares; the others are numbers of pairs."""

THRESHOLDS = tuple(rule.name for rule in fields(Rules) if "None" in str(rule.type))
NAMES = (*THRESHOLDS, "control")
"""Every rule, in the order in which they are told."""

IMPLIED = ("straight_functional", "straight_dysfunctional", "equal")
"""What one pair of answers throughout can also look like."""


@dataclass(frozen=True)
class Flag:
    """One rule that one person broke: `respondent` is the row in the study, from 0; `evidence` numbers and codes."""

    respondent: int
    rule: str
    evidence: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for files: people are numbered from 1."""
        other = {"of": self.evidence["of"] + 1} if "of" in self.evidence else {}
        return {"respondent": self.respondent + 1, "rule": self.rule, "evidence": {**self.evidence, **other}}


@dataclass(frozen=True, eq=False)
class Found:
    """Flags in the order of the rules and of the people; `unused` says why a rule that is on could not be followed."""

    flags: tuple[Flag, ...]
    unused: dict[str, str]


def find(responses: Responses, rules: Rules, table: EvaluationTable) -> Found:
    """Follow every rule that is on. Raises KanoError when a control names no feature."""
    search = _Search(responses, rules, table)
    flags: list[Flag] = []
    unused: dict[str, str] = {}
    for rule in (*rules.thresholds(), "control"):
        reason = search.obstacle(rule)
        if reason:
            unused[rule] = reason
        else:
            flags += search.follow(rule)
    straight = {flag.respondent for flag in flags if flag.rule == "straight_both"}
    told = (flag for flag in flags if flag.rule not in IMPLIED or flag.respondent not in straight)
    return Found(tuple(told), unused)


class _Search:
    """One look at everyone's answers; a method per rule."""

    def __init__(self, responses: Responses, rules: Rules, table: EvaluationTable) -> None:
        self.responses, self.rules, self.table = responses, rules, table
        self.patterns = Patterns(responses)

    def obstacle(self, rule: str) -> str:
        """Why a rule cannot be followed in this study, "" when it can."""
        if rule == "control":
            return "" if self.rules.controls else "no-control"
        if rule == "speed":
            return "" if self.seconds.size >= self.rules.least else "no-durations"
        if rule == "missing":
            return "most-missing" if 2 * self._lacking.sum() > len(self.responses) else ""
        threshold = getattr(self.rules, rule)
        few = rule not in SHARES and len(self.responses.features) < threshold
        return "few-features" if few else ""

    def follow(self, rule: str) -> Iterator[Flag]:
        found: Callable[[], Iterator[Flag]] = getattr(self, f"_{rule}")
        return found()

    @cached_property
    def seconds(self) -> Floats:
        known = self.responses.seconds
        return np.zeros(0) if known is None else known[np.isfinite(known)]

    @cached_property
    def categories(self) -> Whole:
        """(N, F): where each pair's category stands among the six, -1 where a pair is missing or not in the table."""
        lookup = np.full((6, 6), -1)
        at = np.array(self.table.positions) + 1
        lookup[np.ix_(at, at)] = self.table.indicator.argmax(axis=-1)
        return np.asarray(lookup[self.responses.functional, self.responses.dysfunctional])

    def number(self, category: Category) -> Whole:
        """(N,): pairs of each person in a category."""
        return np.asarray((self.categories == CATEGORIES.index(category)).sum(axis=1))

    def _lines(self, rule: str, is_line: Mask, chance: Floats, told: Callable[[int], dict[str, Any]]) -> Iterator[Flag]:
        """Those with enough pairs whose pattern chance would hardly make."""
        expected = chance * len(chance)
        enough = self.patterns.answered >= getattr(self.rules, rule)
        for person in np.flatnonzero(is_line & enough & (expected < self.rules.expected)).tolist():
            number = {"pairs": int(self.patterns.answered[person]), "expected": float(expected[person])}
            yield Flag(person, rule, {**told(person), **number})

    def _first(self, person: int) -> dict[str, Any]:
        at = int(self.patterns.pairs[person].argmax())
        return {side: str(ANSWERS[codes[person, at] - 1]) for side, codes in self.patterns.sides.items()}

    def _straight_functional(self) -> Iterator[Flag]:
        told = self.patterns.same("functional")
        return self._lines("straight_functional", *told, lambda person: {"answer": self._first(person)["functional"]})

    def _straight_dysfunctional(self) -> Iterator[Flag]:
        told = self.patterns.same("dysfunctional")
        return self._lines(
            "straight_dysfunctional", *told, lambda person: {"answer": self._first(person)["dysfunctional"]}
        )

    def _straight_both(self) -> Iterator[Flag]:
        return self._lines("straight_both", *self.patterns.same_both, self._first)

    def _equal(self) -> Iterator[Flag]:
        return self._lines("equal", *self.patterns.equal, lambda _: {})

    def _zigzag(self) -> Iterator[Flag]:
        runs = {side: self.patterns.in_turn(side) for side in self.patterns.sides}
        longest = np.maximum(*runs.values())
        for person in np.flatnonzero(longest >= (self.rules.zigzag or 0)).tolist():
            side = max(runs, key=lambda name: runs[name][person])
            run = int(runs[side][person])
            expected = len(longest) * self.patterns.in_turn_chance(side, run)
            if expected < self.rules.expected:
                yield Flag(person, "zigzag", {"side": side, "run": run, "expected": expected})

    def _contradictory(self) -> Iterator[Flag]:
        answered, number = self.patterns.answered, self.number(Category.QUESTIONABLE)
        share = number / np.maximum(answered, 1)
        least = self.rules.contradictory or 0
        for person in np.flatnonzero((number >= least) & (share >= self.rules.contradictory_share)).tolist():
            yield Flag(person, "contradictory", _part(number, answered, person))

    def _reverse(self) -> Iterator[Flag]:
        answered, number = self.patterns.answered, self.number(Category.REVERSE)
        many = number >= (self.rules.reverse or 0) * answered
        for person in np.flatnonzero(many & (answered >= self.rules.least)).tolist():
            yield Flag(person, "reverse", _part(number, answered, person))

    @cached_property
    def _lacking(self) -> Mask:
        """(N,): who lacks more pairs than is in order. Where most do, not everybody was asked everything."""
        asked = len(self.responses.features)
        return np.asarray(asked - self.patterns.answered > (self.rules.missing or 0) * asked)

    def _missing(self) -> Iterator[Flag]:
        asked = len(self.responses.features)
        for person in np.flatnonzero(self._lacking).tolist():
            yield Flag(person, "missing", {"number": asked - int(self.patterns.answered[person]), "pairs": asked})

    def _speed(self) -> Iterator[Flag]:
        median, taken = float(np.median(self.seconds)), self.responses.seconds
        assert taken is not None
        for person in np.flatnonzero(taken < (self.rules.speed or 0) * median).tolist():
            yield Flag(person, "speed", {"seconds": float(taken[person]), "median": median})

    def _duplicate(self) -> Iterator[Flag]:
        pairs_of_people = len(self.responses) / 2
        for person, first, others in self.patterns.copies(self.rules.duplicate or 0):
            expected = pairs_of_people * others
            if expected < self.rules.expected:
                number = int(self.patterns.answered[person])
                yield Flag(person, "duplicate", {"of": first, "pairs": number, "expected": expected})

    def _control(self) -> Iterator[Flag]:
        for control in self.rules.controls:
            if control.feature not in self.responses.features:
                known = "; ".join(self.responses.features)
                raise KanoError("control-unknown", feature=control.feature, known=known)
            given = self.categories[:, self.responses.features.index(control.feature)]
            passing = [CATEGORIES.index(category) for category in control.passes]
            for person in np.flatnonzero((given >= 0) & ~np.isin(given, passing)).tolist():
                letters = {"category": str(CATEGORIES[given[person]]), "passes": "".join(control.passes)}
                yield Flag(person, "control", {"feature": control.feature, **letters})


def _part(number: Counts, whole: Counts, person: int) -> dict[str, Any]:
    return {"number": int(number[person]), "pairs": int(whole[person])}
