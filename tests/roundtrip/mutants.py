"""A file as it was exported, to be changed: its case, its cells and how they are written."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kano.forms.questions import Kind, Question
from tests.roundtrip.cases import Case, Person
from tests.roundtrip.exports import Shape
from tests.roundtrip.oracle import Truth, Truths
from tests.roundtrip.sheets import Cell, Sheet


@dataclass(frozen=True)
class Original:
    """What a mutation is given."""

    case: Case
    shape: Shape
    sheet: Sheet
    die: random.Random

    @property
    def people(self) -> list[Person]:
        """Those whose answers the rows hold; everybody where a person has several rows."""
        return self.sheet.people(self.case) if self.sheet.who else list(self.case.people)

    def question(self, code: str) -> Question:
        return next(q for q in self.case.asked if q.code == code)

    def columns(self, *kinds: Kind) -> list[int]:
        """The places of the columns of some kinds of question, of pairs when none is said."""
        wanted = kinds or (Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL)
        return [i for i, code in enumerate(self.sheet.codes) if code and self.question(code).kind in wanted]

    def column(self, code: str) -> int:
        return self.sheet.codes.index(code)

    def feature(self) -> int:
        return self.die.randrange(len(self.case.keys))

    def text(self, question: Question, code: str) -> str:
        return next(choice.text[self.case.lang] for choice in question.choices if choice.code == code)


@dataclass(frozen=True)
class Mutant:
    """A changed file, and what may be read from it. `data` None: the sheet is written as the shape does."""

    truths: Truths
    sheet: Sheet | None = None
    data: bytes | None = None


Mutation = Callable[[Original], Mutant | None]
"""None when the change cannot be made to this file."""


def same(of: Original, sheet: Sheet) -> Mutant:
    """The file says what it said."""
    return Mutant((Truth(of.people),), sheet)


def unknowable(sheet: Sheet) -> Mutant:
    return Mutant((), sheet)


def code(feature: int, side: str) -> str:
    return f"F{feature + 1:02d}{side}"


def with_head(sheet: Sheet, change: Callable[[int, int, str], str]) -> Sheet:
    """Each header changed by its row, its column and its text."""
    head = tuple([change(i, j, text) for j, text in enumerate(row)] for i, row in enumerate(sheet.head))
    return replace(sheet, head=head)


def with_cells(sheet: Sheet, change: Callable[[int, int, Cell], Cell]) -> Sheet:
    rows = tuple([change(i, j, cell) for j, cell in enumerate(row)] for i, row in enumerate(sheet.rows))
    return replace(sheet, rows=rows)


def with_columns(sheet: Sheet, order: Sequence[int]) -> Sheet:
    """Some of the columns, in an order, some perhaps twice."""
    return replace(
        sheet,
        head=tuple([row[i] for i in order] for row in sheet.head),
        rows=tuple([row[i] for i in order] for row in sheet.rows),
        codes=tuple(sheet.codes[i] for i in order),
    )


def with_row(sheet: Sheet, at: int, row: list[Cell], who: int | None = None) -> Sheet:
    rows, people = list(sheet.rows), list(sheet.who)
    rows.insert(at, row)
    people.insert(at, who)
    return replace(sheet, rows=tuple(rows), who=tuple(people))
