"""Changes to rows: more of them, fewer, in other places, of other lengths."""

from __future__ import annotations

from dataclasses import replace

from tests.roundtrip.mutants import Mutant, Mutation, Original, same, unknowable, with_row
from tests.roundtrip.oracle import Truth
from tests.roundtrip.sheets import Cell

NOBODY: dict[str, str] = {}
"""A row without an answer is a person who said nothing: nobody can tell more."""


def shuffled_rows(of: Original) -> Mutant:
    order = list(range(len(of.sheet.rows)))
    of.die.shuffle(order)
    rows, who = (tuple(cells[i] for i in order) for cells in (of.sheet.rows, of.sheet.who))
    return same(of, replace(of.sheet, rows=rows, who=who))


def blank_rows(of: Original) -> Mutant:
    """Between the answers and behind them."""
    made = of.sheet
    for _ in range(3):
        made = with_row(made, of.die.randrange(len(made.rows) + 1), [""] * len(made.codes))
    return same(of, made)


def header_again(of: Original) -> Mutant:
    """Two exports one below the other."""
    if not of.sheet.head:
        return same(of, of.sheet)
    at = of.die.randrange(1, len(of.sheet.rows) + 1)
    return same(of, with_row(of.sheet, at, list(of.sheet.head[0])))


def header_twice(of: Original) -> Mutant:
    """The header stands there twice in a row."""
    return same(of, replace(of.sheet, head=(of.sheet.head[0], *of.sheet.head)) if of.sheet.head else of.sheet)


def second_header(of: Original) -> Mutant | None:
    """A row below the header that says what each column is."""
    if len(of.sheet.head) != 1:
        return None
    below = of.die.choice([
        [f"Q{j}" for j in range(len(of.sheet.codes))],
        ["string"] * len(of.sheet.codes),
        ["Response" if name else "" for name in of.sheet.codes],
        [f"Answer to {name}" if name else "" for name in of.sheet.codes],
    ])  # fmt: skip
    return same(of, replace(of.sheet, head=(*of.sheet.head, below)))


def title_above(of: Original) -> Mutant:
    """A line or two above the header, in the first cell."""
    width = len(of.sheet.codes) - 1
    above = of.die.choice([["Results of the survey"], ["Kano 2026", ""], ["Export", "of 20 November", ""]])
    return same(of, replace(of.sheet, head=(*([text, *[""] * width] for text in above), *of.sheet.head)))


def total_row(of: Original) -> Mutant:
    """A sum below: how many answered each question."""
    given = [sum(bool(row[j]) for row in of.sheet.rows) for j in range(len(of.sheet.codes))]
    row: list[Cell] = [str(n) if name else "" for n, name in zip(given, of.sheet.codes, strict=True)]
    row[0] = row[0] if of.sheet.codes[0] else of.die.choice(["Total", "合计", "Sum"])
    return same(of, with_row(of.sheet, len(of.sheet.rows), row))


def footer(of: Original) -> Mutant:
    """A remark below. It is no person, but looks like one who said nothing."""
    row: list[Cell] = ["Source: our survey", *[""] * (len(of.sheet.codes) - 1)]
    if of.sheet.codes[0]:
        return unknowable(with_row(of.sheet, len(of.sheet.rows), row))
    truths = (Truth(of.people), Truth([*of.people, NOBODY]))
    return Mutant(truths, with_row(of.sheet, len(of.sheet.rows), row))


def test_row(of: Original) -> Mutant:
    """Somebody tried the form: nobody can tell, but where a cell says so it is said."""
    like = next(i for i, person in enumerate(of.sheet.who) if person is not None)
    row = [cell if name else "test" if isinstance(cell, str) and cell else cell
           for cell, name in zip(of.sheet.rows[like], of.sheet.codes, strict=True)]  # fmt: skip
    made = with_row(of.sheet, len(of.sheet.rows), row, of.sheet.who[like])
    whole = [of.case.people[i] for i in made.who if i is not None]
    return Mutant((Truth(of.people), Truth(whole)), made)


def rows_lost(of: Original) -> Mutant:
    """Only the first of them."""
    n = of.die.randrange(1 + of.sheet.who.count(None), len(of.sheet.rows))
    made = replace(of.sheet, rows=of.sheet.rows[:n], who=of.sheet.who[:n])
    return Mutant((Truth(made.people(of.case)),), made)


def cell_lost(of: Original) -> Mutant | None:
    """In one row a cell is missing, and what stands behind it moves to the left. In a workbook nobody can see it."""
    if of.shape.suffix == "xlsx":
        return None
    return same(of, _row(of, lambda row, at: [*row[:at], *row[at + 1 :]]))


def cell_more(of: Original) -> Mutant | None:
    """In one row a cell is too many, and what stands behind it moves to the right."""
    if of.shape.suffix == "xlsx":
        return None
    return same(of, _row(of, lambda row, at: [*row[:at], "", *row[at:]]))


def row_cut(of: Original) -> Mutant | None:
    """In one row everything behind a place is missing. In a workbook these are blank cells."""
    if of.shape.suffix == "xlsx":
        return None
    return unknowable(_row(of, lambda row, at: row[:at]))


def _row(of: Original, change):
    """One row changed at a cell in the middle of its answers."""
    number = of.die.randrange(len(of.sheet.rows))
    places = [j for j in of.columns() if of.sheet.rows[number][j]] or of.columns()
    row = change(list(of.sheet.rows[number]), of.die.choice(places))
    rows = tuple(row if i == number else old for i, old in enumerate(of.sheet.rows))
    return replace(of.sheet, rows=rows)


def shifted(of: Original) -> Mutant | None:
    """In one row the answers moved by a cell, the last one fell out: every cell still holds an answer."""
    number = of.die.choice([i for i, person in enumerate(of.sheet.who) if person is not None])
    columns = of.columns()
    cells = [of.sheet.rows[number][j] for j in columns]
    row = list(of.sheet.rows[number])
    for j, cell in zip(columns, ["meh", *cells], strict=False):
        row[j] = cell
    rows = tuple(row if i == number else old for i, old in enumerate(of.sheet.rows))
    return unknowable(replace(of.sheet, rows=rows))


def transposed(of: Original) -> Mutant:
    """People as columns: the header is a row of people."""
    every = [*of.sheet.head, *of.sheet.rows]
    turned = [["" if cell is None else str(cell) for cell in column] for column in zip(*every, strict=True)]
    made = replace(of.sheet, head=(turned[0],), rows=tuple(turned[1:]), codes=("",) * len(turned[0]))
    return unknowable(made)


KINDS: dict[str, Mutation] = {
    function.__name__: function
    for function in (
        shuffled_rows, blank_rows, header_again, header_twice, second_header, title_above, total_row, footer,
        test_row, rows_lost, cell_lost, cell_more, row_cut, shifted, transposed,
    )
}  # fmt: skip
