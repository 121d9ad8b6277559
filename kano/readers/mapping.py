"""What each column and each answer of a file means: proposed by the program, confirmed by the user, kept as YAML."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kano.errors import KanoError
from kano.readers.scales import SCORES, meanings
from kano.readers.wordings import OPEN

DELIMITERS = (",", ";", "\t", "|")

SIDES = ("functional", "dysfunctional")
PAIR = (*SIDES, "importance")
"""What is asked of a feature."""

WHY = "why"
PARTS = (*PAIR, WHY)
"""The same, and what people may write beside it."""

LONG_COLUMNS = ("respondent", "feature", *SIDES)
"""What a long file must have; `importance` and `why` may stand beside them."""

SPREAD_COLUMNS = ("respondent", "feature", "side", "answer")
"""The same, when the two answers of a pair stand below each other."""

PAIR_COLUMNS = ("feature", *SIDES, "count")
"""What a table of pair counts must have."""

GROUPED = ("question", "value")
"""What stands beside them when it counts everyone, and everyone again by each question about the person."""


class Layout(StrEnum):
    """How a file is laid out."""

    WIDE = "wide"
    """A row per person, two columns per feature."""
    LONG = "long"
    """A row per person and feature, or per person, feature and side."""
    COUNTS = "counts"
    """A row per feature with its counts per category: no people."""
    PAIRS = "pairs"
    """A row per feature and pair of answers with how many people gave it: no people."""


@dataclass(frozen=True)
class PairColumns:
    """The columns of one feature in a wide file."""

    feature: str
    functional: str
    dysfunctional: str
    importance: str | None = None
    why: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns, without those of what was not asked."""
        return tuple(name for name in (self.functional, self.dysfunctional, self.importance, self.why) if name)


@dataclass(frozen=True)
class Mapping:
    """What a file's columns and answers mean.

    `answers` gives each distinct cell of the answer columns a letter, "" (no answer) or "?" (open, blocks);
    `dysfunctional_answers` those cells that mean something else in the question without the feature. `codes` is the
    direction of numeric answers, `levels` of them from `first_code` on. `columns` names the columns of a long file
    (respondent, feature, functional, dysfunctional, importance, why; or side and answer) or of counts (feature, A, O,
    M, I, R, Q, n, total) or of pair counts (feature, functional, dysfunctional, count; question and value beside them);
    `duration` the one with the time that each person took. `dropped` columns are not read, nor are the rows in whose
    column one of the values of `rows_left_out` stands. The rest is how the file is read; `header_rows` None leaves it
    to be found.
    """

    layout: Layout = Layout.WIDE
    pairs: tuple[PairColumns, ...] = ()
    columns: Dict[str, str] = field(default_factory=dict)
    answers: Dict[str, str] = field(default_factory=dict)
    dysfunctional_answers: Dict[str, str] = field(default_factory=dict)
    codes: str | None = None
    levels: int = 5
    first_code: int = 1
    rows_left_out: Dict[str, tuple[str, ...]] = field(default_factory=dict)
    segments: tuple[str, ...] = ()
    duration: str | None = None
    dropped: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_rows: int | None = None
    skip_rows: int = 0

    @property
    def is_spread(self) -> bool:
        """Whether the answers of both sides stand below each other in one column."""
        return self.layout is Layout.LONG and "side" in self.columns

    @property
    def is_grouped(self) -> bool:
        """Whether pair counts name the question about the person in one column and its value in another."""
        return self.layout is Layout.PAIRS and GROUPED[0] in self.columns

    @property
    def needed(self) -> tuple[str, ...]:
        """The roles that the columns of such a file must fill; none in a wide one."""
        if self.layout is Layout.LONG:
            return SPREAD_COLUMNS if self.is_spread else LONG_COLUMNS
        if self.layout is Layout.PAIRS:
            return (*PAIR_COLUMNS, *(GROUPED if self.is_grouped else ()))
        return ("feature",) if self.layout is Layout.COUNTS else ()

    def check(self, file: str) -> None:
        """Raises KanoError `mapping-bad` when it does not say where the answers stand."""
        lacking = [f"columns.{role}" for role in self.needed if role not in self.columns]
        if self.layout is Layout.WIDE and not self.pairs:
            lacking = ["pairs"]
        if self.is_spread and WHY in self.columns:
            lacking = [f"columns.{WHY}"]
        if self.is_grouped and self.segments:
            lacking = ["segments"]
        if lacking:
            raise KanoError("mapping-bad", file=file, where=str(self.layout), reason=f"{', '.join(lacking)}: ?")

    @property
    def used(self) -> frozenset[str]:
        """The names of the columns that are read."""
        paired = {name for pair in self.pairs for name in pair.names}
        timed = {self.duration} if self.duration else set()
        return frozenset(paired | set(self.columns.values()) | set(self.segments) | timed)

    def directed(self, codes: str | None) -> Mapping:
        """With the direction of numeric answers, if it is given. Raises KanoError when it was given otherwise."""
        if codes is None or codes == self.codes:
            return self
        if self.codes is not None:
            raise KanoError("codes-differ", given=codes, mapping=self.codes)
        return self.coded(codes, self.unresolved)

    def coded(self, codes: str | None, texts: Iterable[str]) -> Mapping:
        """With the meaning that these cells have in a direction, on both sides."""
        sides = [meanings(texts, codes, self.levels, self.first_code, side) for side in SCORES]
        functional, dysfunctional = ({text: str(letter) for text, letter in side.items()} for side in sides)
        differing = {text: letter for text, letter in dysfunctional.items() if letter != functional[text]}
        answers, others = {**self.answers, **functional}, {**self.dysfunctional_answers, **differing}
        return replace(self, codes=codes, answers=answers, dysfunctional_answers=others)

    def letters(self, side: str) -> Dict[str, str]:
        """What each cell means on a side, "functional" or "dysfunctional"."""
        return self.answers if side == "functional" else {**self.answers, **self.dysfunctional_answers}

    @property
    def blank(self) -> list[str]:
        """The cells that were read as no answer, but for empty ones."""
        return [text for text, letter in self.answers.items() if not letter and text]

    @property
    def unresolved(self) -> tuple[str, ...]:
        """The answers whose meaning is still open on a side."""
        open_ones = (text for side in SCORES for text, letter in self.letters(side).items() if letter == OPEN)
        return tuple(dict.fromkeys(open_ones))
