"""Changes to files with a row per person and feature, or per answer."""

from __future__ import annotations

from dataclasses import replace

from kano.forms.questions import Kind
from tests.roundtrip.cases import Person
from tests.roundtrip.mutants import Mutant, Mutation, Original, unknowable, with_cells, with_columns
from tests.roundtrip.oracle import Truth
from tests.roundtrip.sheets import Sheet


def _whole(of: Original, sheet: Sheet) -> Mutant:
    return Mutant((Truth(of.case.people),), sheet)


def rows_in_any_order(of: Original) -> Mutant:
    """People keep their ids, so order says nothing. A question about a person stands in each of their rows."""
    rows = list(of.sheet.rows)
    of.die.shuffle(rows)
    return _whole(of, replace(of.sheet, rows=tuple(rows)))


def columns_in_any_order(of: Original) -> Mutant:
    order = list(range(len(of.sheet.codes)))
    of.die.shuffle(order)
    return _whole(of, with_columns(of.sheet, order))


def answered_twice(of: Original) -> Mutant:
    """Somebody answered once more, otherwise."""
    again = list(of.die.choice(of.sheet.rows))
    return unknowable(replace(of.sheet, rows=(*of.sheet.rows, again)))


def id_lost(of: Original) -> Mutant:
    """A row that belongs to nobody."""
    at = of.die.randrange(len(of.sheet.rows))
    return unknowable(with_cells(of.sheet, lambda i, j, cell: "" if (i, j) == (at, 0) else cell))


def rows_left(of: Original) -> Mutant:
    """Some rows are missing: who has other rows did not answer these questions."""
    asked = [
        (i, q.code) for i in range(len(of.case.people)) for q in of.case.asked if q.feature is not None
    ]  # The order of the rows, of which a row per feature holds two or three.
    per_row = len(asked) // len(of.sheet.rows)
    gone = set(of.die.sample(range(len(of.sheet.rows)), len(of.sheet.rows) // 10 + 1))
    lost = {answer for row in gone for answer in asked[row * per_row : (row + 1) * per_row]}
    made = replace(of.sheet, rows=tuple(row for i, row in enumerate(of.sheet.rows) if i not in gone))
    there = {row[0] for row in made.rows}
    people = [_without(person, {code for who, code in lost if who == i}) for i, person in enumerate(of.people)]
    return Mutant((Truth([person for i, person in enumerate(people) if f"p{i + 1}" in there]),), made)


def _without(person: Person, codes: set[str]) -> Person:
    return {code: "" if code in codes else said for code, said in person.items()}


def sides_renamed(of: Original) -> Mutant:
    """The sides are called by other names that are in use, in the header or in the cells."""
    known = [("positive", "negative"), ("正向题", "反向题"), ("fun", "dys"), ("Functional", "Dysfunctional")]
    new = dict(zip(("functional", "dysfunctional"), of.die.choice(known), strict=True))
    cells = with_cells(of.sheet, lambda _i, _j, cell: new.get(str(cell), cell))
    return _whole(of, replace(cells, head=tuple([new.get(text, text) for text in row] for row in cells.head)))


def side_unknown(of: Original) -> Mutant | None:
    """A side that nobody knows stands in some rows."""
    if "side" not in of.sheet.head[0]:
        return None
    change = lambda i, _, cell: "sideways" if cell == "functional" and i % 3 == 0 else cell  # noqa: E731
    return unknowable(with_cells(of.sheet, change))


def unknown_answer(of: Original) -> Mutant | None:
    """Half of those who gave one answer say something that nobody knows."""
    question = next(q for q in of.case.asked if q.kind is Kind.FUNCTIONAL)
    text = of.die.choice(question.answers(of.case.lang))
    made = with_cells(of.sheet, lambda i, _, cell: "meh" if cell == text and i % 2 else cell)
    return unknowable(made) if made.rows != of.sheet.rows else None


KINDS: dict[str, Mutation] = {
    function.__name__: function
    for function in (
        rows_in_any_order, columns_in_any_order, answered_twice, id_lost, rows_left, sides_renamed, side_unknown,
        unknown_answer,
    )
}  # fmt: skip
