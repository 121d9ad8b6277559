"""Changes to columns and their headers."""

from __future__ import annotations

from collections.abc import Mapping

from kano.forms.questions import Kind
from tests.roundtrip.cases import Person
from tests.roundtrip.mutants import Mutant, Mutation, Original, code, same, unknowable, with_columns, with_head
from tests.roundtrip.oracle import Truth
from tests.roundtrip.sheets import Cell

STRANGE = ["Question 7", "xyz", "Your opinion", "第7题", "Spalte1", "", "Neutral", "How old are you?", "Total"]


def _renamed(of: Original, names: Mapping[int, str]) -> Mutant:
    """The columns are the same, only their headers tell less or something else."""
    return same(of, with_head(of.sheet, lambda _, j, text: names.get(j, text)))


def one_renamed(of: Original) -> Mutant:
    return _renamed(of, {of.die.choice(of.columns()): of.die.choice(STRANGE)})


def pair_renamed(of: Original) -> Mutant:
    feature = of.feature()
    names = of.die.sample(STRANGE, 2)
    return _renamed(of, dict(zip((of.column(code(feature, side)) for side in "ab"), names, strict=True)))


def all_renamed(of: Original) -> Mutant:
    return _renamed(of, {j: f"Q{j}" for j in of.columns(*Kind)})


def code_lost(of: Original) -> Mutant:
    """The code before one title is taken away, as somebody tidies."""
    at = of.die.choice(of.columns())
    lost = of.sheet.codes[at]
    return same(of, with_head(of.sheet, lambda _, j, text: text.replace(lost, "", 1).strip(" .") if j == at else text))


def like_another(of: Original) -> Mutant | None:
    """One column is called as another one of the same side is: which of them is meant?"""
    if len(of.case.keys) < 2:
        return None
    side = of.die.choice("ab")
    one, other = (of.column(code(f, side)) for f in of.die.sample(range(len(of.case.keys)), 2))
    return same(of, with_head(of.sheet, lambda i, j, text: of.sheet.head[i][other] if j == one else text))


def almost_another(of: Original) -> Mutant | None:
    """The same but for a blank, a full stop or its case."""
    made = like_another(of)
    if made is None or made.sheet is None:
        return None
    change = of.die.choice([str.upper, lambda text: f"{text} ", lambda text: f"{text}.", lambda text: f"  {text}"])
    at = of.die.choice(of.columns())
    return same(of, with_head(made.sheet, lambda _, j, text: change(text) if j == at else text))


def shuffled(of: Original) -> Mutant:
    order = list(range(len(of.sheet.codes)))
    of.die.shuffle(order)
    return same(of, with_columns(of.sheet, order))


def by_side(of: Original) -> Mutant:
    """All functional questions first, then the others."""
    order = sorted(range(len(of.sheet.codes)), key=lambda j: (of.sheet.codes[j][-1:] == "b", j))
    return same(of, with_columns(of.sheet, order))


def reversed_order(of: Original) -> Mutant:
    return same(of, with_columns(of.sheet, list(range(len(of.sheet.codes)))[::-1]))


def pair_turned(of: Original) -> Mutant:
    """Both columns of a pair change places, with their headers."""
    feature = of.feature()
    one, other = of.column(code(feature, "a")), of.column(code(feature, "b"))
    order = list(range(len(of.sheet.codes)))
    order[one], order[other] = other, one
    return same(of, with_columns(of.sheet, order))


def doubled(of: Original) -> Mutant:
    """A column stands there twice."""
    at = of.die.choice(of.columns(Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL, Kind.IMPORTANCE))
    return same(of, with_columns(of.sheet, [*range(len(of.sheet.codes)), at]))


def second_wave(of: Original) -> Mutant | None:
    """A column stands there twice with other answers: nobody knows which ones count."""
    at = of.die.choice(of.columns(Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL, Kind.IMPORTANCE))
    made = with_columns(of.sheet, [*range(len(of.sheet.codes)), at])
    cells = [row[at] for row in of.sheet.rows]
    turned = cells[1:] + cells[:1]
    if turned == cells:
        return None
    for row, cell in zip(made.rows, turned, strict=True):
        row[-1] = cell
    return unknowable(made)


def side_dropped(of: Original) -> Mutant:
    """Half a pair is no pair, and its answers must not vanish in silence."""
    at = of.die.choice(of.columns())
    return unknowable(with_columns(of.sheet, [j for j in range(len(of.sheet.codes)) if j != at]))


def pair_dropped(of: Original) -> Mutant | None:
    if len(of.case.keys) < 3:
        return None
    feature = of.feature()
    gone = {code(feature, side) for side in "abi"}
    kept = [j for j, name in enumerate(of.sheet.codes) if name not in gone]
    return Mutant((Truth(of.people, frozenset({feature})),), with_columns(of.sheet, kept))


def importance_dropped(of: Original) -> Mutant | None:
    rated = of.columns(Kind.IMPORTANCE)
    if not rated:
        return None
    at = of.die.choice(rated)
    people = [{**person, of.sheet.codes[at]: ""} for person in of.people]
    kept = [j for j in range(len(of.sheet.codes)) if j != at]
    return Mutant((Truth(people),), with_columns(of.sheet, kept))


def headers_swapped(of: Original) -> Mutant:
    """What the header says is what was asked: the answers belong to the other side then."""
    feature = of.feature()
    one, other = code(feature, "a"), code(feature, "b")
    swap = {of.column(one): of.column(other), of.column(other): of.column(one)}
    made = with_head(of.sheet, lambda i, j, _: of.sheet.head[i][swap.get(j, j)])
    return Mutant((Truth([_swapped(person, one, other) for person in of.people]),), made)


def _swapped(person: Person, one: str, other: str) -> Person:
    return {**person, one: person.get(other, ""), other: person.get(one, "")}


def codes_swapped(of: Original) -> Mutant | None:
    """The codes say one thing, the texts behind them the other."""
    feature = of.feature()
    one, other = code(feature, "a"), code(feature, "b")
    swap = {of.column(one): (one, other), of.column(other): (other, one)}
    if not all(_titled(of, at, name) for at, (name, _) in swap.items()):
        return None
    change = lambda _, j, text: text.replace(*swap[j]) if j in swap else text  # noqa: E731
    return unknowable(with_head(of.sheet, change))


def one_row_swapped(of: Original) -> Mutant | None:
    """Of two header rows, one names the sides the other way round."""
    texts = [row for row in range(len(of.sheet.head)) if row > 0]
    feature = of.feature()
    one, other = of.column(code(feature, "a")), of.column(code(feature, "b"))
    if not texts or of.sheet.head[1][one].lower() in ("response", "functional"):
        return None
    if of.sheet.head[0][one] != code(feature, "a"):
        return None
    swap = {one: other, other: one}
    return unknowable(with_head(of.sheet, lambda i, j, text: of.sheet.head[i][swap.get(j, j)] if i == 1 else text))


def _titled(of: Original, at: int, name: str) -> bool:
    """Whether a header holds the code and the question itself."""
    return any(name in row[at] and of.question(name).text[of.case.lang][:20] in row[at] for row in of.sheet.head)


def blank_columns(of: Original) -> Mutant:
    """Columns in which nothing stands, one of them with a header."""
    order = list(range(len(of.sheet.codes)))
    at = of.die.randrange(len(order))
    made = with_columns(of.sheet, [*order[:at], 0, 0, *order[at:]])
    for i, row in enumerate(made.head):
        row[at : at + 2] = ["", "Comment" if i == 0 else ""]
    for row in made.rows:
        row[at : at + 2] = ["", ""]
    return same(of, made)


def index_column(of: Original) -> Mutant:
    """A number of each row without a header, as pandas writes it."""
    made = with_columns(of.sheet, [0, *range(len(of.sheet.codes))])
    for row in made.head:
        row[0] = ""
    for i, row in enumerate(made.rows):
        row[0] = str(i)
    return same(of, made)


def remarks(of: Original) -> Mutant:
    """Somebody adds a column in which the words of answers occur."""
    said: list[Cell] = ["", "I like it, but not the price", "我很喜欢这里", "neutral?", "", "test"]
    made = with_columns(of.sheet, [*range(len(of.sheet.codes)), 0])
    for i, row in enumerate(made.head):
        row[-1] = "Anything else?" if i == 0 else ""
    for i, row in enumerate(made.rows):
        row[-1] = said[i % len(said)]
    return same(of, made)


def features_swapped(of: Original) -> Mutant | None:
    """The headers of two features change places, both sides and the ratings."""
    if len(of.case.keys) < 2:
        return None
    one, other = of.die.sample(range(len(of.case.keys)), 2)
    sides = "abi" if of.case.questionnaire.importance else "ab"
    swap = {of.column(code(x, s)): of.column(code(y, s)) for x, y in ((one, other), (other, one)) for s in sides}
    made = with_head(of.sheet, lambda i, j, _: of.sheet.head[i][swap.get(j, j)])
    people = of.people
    for side in sides:
        people = [_swapped(person, code(one, side), code(other, side)) for person in people]
    return Mutant((Truth(people),), made)


KINDS: dict[str, Mutation] = {
    function.__name__: function
    for function in (
        one_renamed, pair_renamed, all_renamed, code_lost, like_another, almost_another, shuffled, by_side,
        reversed_order, pair_turned, doubled, second_wave, side_dropped, pair_dropped, importance_dropped,
        headers_swapped, codes_swapped, one_row_swapped, blank_columns, index_column, remarks, features_swapped,
    )
}  # fmt: skip
