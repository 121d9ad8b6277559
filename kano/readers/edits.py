"""A mapping mended by hand: what its columns are, which two belong together, what answers mean, which rows count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace

from kano.readers.doubts import answer_counts, is_code
from kano.readers.mapping import PARTS, SIDES, WHY, Layout, Mapping, PairColumns
from kano.readers.pairing import feature_name
from kano.readers.rows import left_out
from kano.readers.scales import SCORES, first_code, meanings
from kano.readers.table import Table, unique
from kano.readers.wordings import OPEN
from kano.text import clean

SEGMENT, DURATION, UNUSED = "segment", "duration", "unused"
BOTH = "both"
"""Of an answer: what it means, whichever of the two questions was asked."""

REVERSED = {"like-first": "dislike-first", "dislike-first": "like-first"}
_COUNTS = ("feature", "A", "O", "M", "I", "R", "Q", "n", "total")


@dataclass(frozen=True)
class Role:
    """What a column is taken for; the columns of a pair share the name of their feature."""

    column: str
    role: str = UNUSED
    feature: str = ""


@dataclass(frozen=True)
class Half:
    """Columns that make no pair yet, and why: `lacks` is the side that is absent, "name", "twice" or a role."""

    lacks: str
    feature: str = ""
    columns: tuple[str, ...] = ()


def offered(mapping: Mapping) -> tuple[str, ...]:
    """The roles that a column of such a file can have."""
    if mapping.layout is Layout.COUNTS:
        return (*_COUNTS, UNUSED)
    if mapping.layout is Layout.PAIRS:
        return (*mapping.needed, *(() if mapping.is_grouped else (SEGMENT,)), UNUSED)
    if mapping.layout is Layout.LONG:
        return (*mapping.needed, *(() if mapping.is_spread else ("importance", WHY)), SEGMENT, DURATION, UNUSED)
    return (*PARTS, SEGMENT, DURATION, UNUSED)


def roles(table: Table, mapping: Mapping) -> tuple[Role, ...]:
    """What each column of a table is taken for."""
    found: dict[str, Role] = {}
    for pair in mapping.pairs:
        parts = {part: getattr(pair, part) for part in PARTS}
        found |= {name: Role(name, part, pair.feature) for part, name in parts.items() if name}
    found |= {name: Role(name, role) for role, name in mapping.columns.items()}
    found |= {name: Role(name, SEGMENT) for name in mapping.segments}
    found |= {mapping.duration: Role(mapping.duration, DURATION)} if mapping.duration else {}
    return tuple(found.get(name, Role(name)) for name in table.names)


def with_roles(mapping: Mapping, rows: Sequence[Role]) -> tuple[Mapping, tuple[Half, ...]]:
    """The mapping in which the columns are what the rows say, and what of them is not complete and so not used."""
    if mapping.layout is Layout.WIDE:
        pairs, halves = _assembled(mapping, rows)
        mended = replace(mapping, pairs=pairs)
    else:
        columns, halves = _placed(mapping, rows)
        mended = replace(mapping, columns=columns)
    timed = [row.column for row in rows if row.role == DURATION]
    segments = tuple(row.column for row in rows if row.role == SEGMENT)
    halves += (Half("twice", DURATION, tuple(timed)),) if len(timed) > 1 else ()
    mended = replace(mended, segments=segments, duration=timed[0] if timed else None)
    return replace(mended, dropped=tuple(row.column for row in rows if row.column not in mended.used)), halves


def _assembled(mapping: Mapping, rows: Sequence[Role]) -> tuple[tuple[PairColumns, ...], tuple[Half, ...]]:
    """Pairs by the names of their features; those that were there before keep their places."""
    groups: dict[str, list[Role]] = {clean(pair.feature): [] for pair in mapping.pairs}
    for row in rows:
        if row.role in PARTS:
            groups.setdefault(clean(row.feature), []).append(row)
    made = [_pair(name, group) for name, group in groups.items() if group]
    return tuple(p for p in made if isinstance(p, PairColumns)), tuple(h for h in made if isinstance(h, Half))


def _pair(name: str, group: Sequence[Role]) -> PairColumns | Half:
    columns, taken = tuple(row.column for row in group), [row.role for row in group]
    if not name:
        return Half("name", columns=columns)
    if len(set(taken)) < len(taken):
        return Half("twice", name, columns)
    if absent := [side for side in SIDES if side not in taken]:
        return Half(absent[0], name, columns)
    return PairColumns(name, **{row.role: row.column for row in group})


def _placed(mapping: Mapping, rows: Sequence[Role]) -> tuple[dict[str, str], tuple[Half, ...]]:
    """Of a file with one column per role: the column of each, the first when several claim it."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.role not in (SEGMENT, DURATION, UNUSED):
            found.setdefault(row.role, []).append(row.column)
    twice = [Half("twice", role, tuple(columns)) for role, columns in found.items() if len(columns) > 1]
    lacking = [Half(role) for role in mapping.needed if role not in found]
    return {role: columns[0] for role, columns in found.items()}, (*twice, *lacking)


def swapped(rows: Sequence[Role], features: Iterable[str] | None = None) -> tuple[Role, ...]:
    """The rows with the two questions of these features, or of all, the other way round."""
    other, some = dict(zip(SIDES, SIDES[::-1], strict=True)), None if features is None else set(features)
    return tuple(
        replace(row, role=other[row.role]) if row.role in other and (some is None or row.feature in some) else row
        for row in rows
    )


def changed(before: Sequence[Role], after: Sequence[Role]) -> tuple[Role, ...]:
    """Those of the rows that are other than they were."""
    return tuple(row for row, was in zip(after, before, strict=True) if row != was)


def pairs_only(mapping: Mapping, rows: Sequence[Role]) -> tuple[Role, ...]:
    """The rows with every column out of use that is in no whole pair."""
    used = {name for pair in mapping.pairs for name in pair.names} | set(mapping.columns.values())
    return tuple(row if row.column in used else Role(row.column) for row in rows)


def paired(table: Table, rows: Sequence[Role], chosen: Sequence[str], apart: bool = False) -> tuple[Role, ...]:
    """The rows with these columns as pairs: two by two; `apart`, the first half with the feature, the rest without."""
    half = len(chosen) // 2
    sides = (chosen[:half], chosen[half:]) if apart else (chosen[::2], chosen[1::2])
    couples = list(zip(*sides, strict=False))
    taken = list(dict.fromkeys(row.feature for row in rows if row.feature and row.column not in chosen))
    names = unique([*taken, *(feature_name(table[f].title, table[d].title) for f, d in couples)])[len(taken) :]
    made: dict[str, Role] = {}
    for name, couple in zip(names, couples, strict=True):
        made |= {column: Role(column, side, clean(name)) for side, column in zip(SIDES, couple, strict=True)}
    return tuple(made.get(row.column, row) for row in rows)


def side_counts(table: Table, mapping: Mapping) -> dict[str, dict[str, int]]:
    """How often each distinct answer stands on each side; nothing before the columns are known."""
    if mapping.layout is Layout.COUNTS or not (mapping.pairs or set(mapping.needed) <= set(mapping.columns)):
        return {side: {} for side in SIDES}
    return {side: answer_counts(table, mapping, side) for side in SIDES}


def with_codes(mapping: Mapping, texts: Sequence[str], codes: str | None) -> Mapping:
    """With a meaning for each of these answers: the mapping's, else the catalogue's; numbers as `codes` says."""
    turned = codes != mapping.codes
    first = first_code(texts, mapping.levels) if turned or codes is None else mapping.first_code
    scale = replace(mapping, answers=dict.fromkeys(texts, OPEN), first_code=first)
    said: dict[str, dict[str, str]] = {}
    for side in SIDES:
        before = {text: letter for text, letter in mapping.letters(side).items() if letter != OPEN}
        standing = {text: a for text, a in before.items() if not (turned and is_code(text, scale))}
        meant = meanings(texts, codes, mapping.levels, first, side)
        said[side] = {text: str(letter) for text, letter in meant.items()} | standing
    return _with_sides(replace(mapping, codes=codes, first_code=first), said)


def completed(mapping: Mapping) -> Mapping:
    """With every number of its scale, so that the next file may hold one that nobody has chosen yet."""
    if mapping.codes is None:
        return mapping
    scale = range(mapping.first_code, mapping.first_code + mapping.levels)
    numbers = SCORES["functional"] if mapping.codes == "scores" else scale
    return with_codes(
        mapping, [*mapping.answers, *(n for n in map(str, numbers) if n not in mapping.answers)], mapping.codes
    )


def with_letters(mapping: Mapping, letters: Dict[tuple[str, str], str]) -> Mapping:
    """With what the user says that answers mean, by (side, answer), the later word before the earlier one."""
    said = {side: dict(mapping.letters(side)) for side in SIDES}
    for (asked, text), letter in letters.items():
        for side in SIDES if asked == BOTH else (asked,):
            said[side][text] = letter
    return _with_sides(mapping, said)


def alike(mapping: Mapping) -> Mapping:
    """With every answer meaning the same on both sides."""
    return replace(mapping, dysfunctional_answers={})


def _with_sides(mapping: Mapping, said: Dict[str, Dict[str, str]]) -> Mapping:
    functional, dysfunctional = (said[side] for side in SIDES)
    other = {text: letter for text, letter in dysfunctional.items() if functional.get(text) != letter}
    return replace(mapping, answers=dict(functional), dysfunctional_answers=other)


def with_rows(mapping: Mapping, changes: Dict[tuple[str, str], bool]) -> Mapping:
    """With the rows left out, or taken in again, in whose column a value stands."""
    out = {column: dict.fromkeys(values) for column, values in mapping.rows_left_out.items()}
    for (column, value), leave in changes.items():
        if leave:
            out.setdefault(column, {})[value] = None
        else:
            out.get(column, {}).pop(value, None)
    return replace(mapping, rows_left_out={column: tuple(values) for column, values in out.items() if values})


def who(table: Table, mapping: Mapping, text: str, most: int = 3) -> list[int]:
    """The first people, by their row from 1, who gave an answer in a wide file."""
    found: set[int] = set()
    out = left_out(table, mapping)
    for name in (name for pair in mapping.pairs for name in (pair.functional, pair.dysfunctional)):
        if text in (column := table[name]).values:
            here = (column.codes == column.values.index(text)) & ~out
            found |= {int(row) + 1 for row in here.nonzero()[0][:most]}
    return sorted(found)[:most]


def first_answers(table: Table, mapping: Mapping, feature: str, most: int) -> list[tuple[str, str]]:
    """What the first people of a wide file wrote about a feature, with it and without it."""
    rows = (~left_out(table, mapping)).nonzero()[0][:most]
    columns = [[table[p.functional], table[p.dysfunctional]] for p in mapping.pairs if clean(p.feature) == feature]
    return [(f.values[f.codes[i]], d.values[d.codes[i]]) for f, d in columns for i in rows]


def named_in(joined: str, names: Iterable[str]) -> list[str]:
    """Which of these names a list in words holds; a name may hold the sign between them itself."""
    found, rest, longest = [], joined, sorted(names, key=len, reverse=True)
    while rest:
        name = next((n for n in longest if rest == n or rest.startswith(f"{n}; ")), None)
        if name is not None:
            found.append(name)
        rest = rest[len(name) :].removeprefix("; ") if name else rest.partition("; ")[2]
    return found
