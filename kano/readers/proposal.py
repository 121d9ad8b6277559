"""A table in, a proposal out: the mapping, what was assumed for it, and the questions that only the user can answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kano.errors import Finding, KanoError
from kano.questionnaire import Questionnaire
from kano.readers.mapping import LONG_COLUMNS, Layout, Mapping
from kano.readers.pairing import answer_columns, pair_columns
from kano.readers.scales import meanings
from kano.readers.table import Column, Table
from kano.readers.wordings import BLANK, OPEN, headers, number

MOST_GROUPS = 50
"""A column with more distinct values than this is no segment: it would single people out."""

ENOUGH_TO_SEE_FIVE = 20
"""So many answers on a scale of five would hardly leave out its two upper ends."""

_COUNTS = ("A", "O", "M", "I")


@dataclass(frozen=True)
class Proposal:
    """`assumptions` are said and may stand; each of `questions` stops the command line until it is answered."""

    mapping: Mapping
    assumptions: tuple[Finding, ...]
    questions: tuple[Finding, ...]


def propose(
    table: Table,
    questionnaire: Questionnaire | None = None,
    codes: str | None = None,
    levels: int = 5,
    named: bool = True,
) -> Proposal:
    """What the columns and answers of a table seem to mean. Raises KanoError `not-kano` when nothing fits.

    `named` says that the user named the questionnaire: its bare codes (`F01a`) are then believed, and said.
    """
    roles = _roles(table)
    if all(letter in roles for letter in _COUNTS):
        return _counts(table, roles)
    if {"feature", "functional", "dysfunctional"} <= set(roles):
        return _long(table, roles, codes, levels)
    return _wide(table, questionnaire, codes, levels, named)


def _roles(table: Table) -> dict[str, str]:
    """Which column bears exactly the name of a role."""
    roles: dict[str, str] = {}
    for role, words in headers().items():
        for name in table.names:
            if name.casefold() in words:
                roles.setdefault(role, name)
    return roles


def _counts(table: Table, roles: dict[str, str]) -> Proposal:
    letters = {role: name for role, name in roles.items() if role in ("A", "O", "M", "I", "R", "Q")}
    feature = roles.get("feature") or next((c.name for c in table.columns if _names_things(c, letters)), None)
    if feature is None:
        raise KanoError("counts-no-feature", file=table.source.name)
    columns: dict[str, str] = {"feature": feature, **letters}
    columns |= {role: roles[role] for role in ("n", "total") if role in roles}
    rest = tuple(name for name in table.names if name not in columns.values())
    mapping = replace(_mapping(table, Layout.COUNTS), columns=columns, dropped=rest)
    absent = [letter for letter in "RQ" if letter not in letters]
    assumptions = [Finding("took-counts", values={"features": len(table)})]
    assumptions += [Finding("counts-without", values={"letters": ", ".join(absent)})] if absent else []
    return Proposal(mapping, (*assumptions, *_dropped(rest)), _reading(table, mapping))


def _names_things(column: Column, letters: dict[str, str]) -> bool:
    return column.name not in letters.values() and not any(re.fullmatch(r"[\d.,% -]*", text) for text in column.values)


def _long(table: Table, roles: dict[str, str], codes: str | None, levels: int) -> Proposal:
    columns: dict[str, str] = {role: roles[role] for role in (*LONG_COLUMNS, "importance") if role in roles}
    if "respondent" not in columns:
        raise KanoError("long-no-respondent", file=table.source.name)
    mapping = _with_rest(table, replace(_mapping(table, Layout.LONG), columns=columns))
    how = Finding("took-long", values={"features": len(table[columns["feature"]].values)})
    return _with_answers(table, mapping, [how], [], codes, levels)


def _wide(table: Table, questionnaire: Questionnaire | None, codes: str | None, levels: int, named: bool) -> Proposal:
    pairing = pair_columns(table, questionnaire)
    if not pairing.pairs:
        known = answer_columns(table)
        reason = "not-kano-alone" if known else "not-kano"
        raise KanoError(reason, file=table.source.name, columns="; ".join(known or table.names[:8]))
    mapping = _with_rest(table, replace(_mapping(table, Layout.WIDE), pairs=pairing.pairs))
    how = Finding(f"took-{pairing.how}", values={"pairs": len(pairing.pairs), "people": len(table)})
    said = [q for q in pairing.questions if named and q.code == "pair-codes"]
    asked = [q for q in pairing.questions if q not in said]
    return _with_answers(table, mapping, [how, *said], asked, codes, levels)


def by_hand(table: Table, levels: int = 5) -> Proposal:
    """A wide file in which nothing was recognised: the user says which columns make a pair."""
    mapping = _with_rest(table, replace(_mapping(table, Layout.WIDE), levels=levels))
    return Proposal(mapping, (), _reading(table, mapping))


def _with_rest(table: Table, mapping: Mapping) -> Mapping:
    """The columns that the mapping does not use: questions about the person, and those that are dropped."""
    rest = [column for column in table.columns if column.name not in mapping.used]
    segments = tuple(column.name for column in rest if _is_segment(column))
    return replace(mapping, segments=segments, dropped=tuple(c.name for c in rest if c.name not in segments))


def _with_answers(
    table: Table, mapping: Mapping, assumptions: list[Finding], questions: list[Finding], codes: str | None, levels: int
) -> Proposal:
    counts = answer_counts(table, mapping)
    answers = {text: str(letter) for text, letter in meanings(counts, codes, levels).items()}
    mapping = replace(mapping, answers=answers, codes=codes, levels=levels)
    if blanks := [text for text, letter in answers.items() if letter == BLANK and text]:
        assumptions.append(Finding("took-blank", values={"answers": ", ".join(blanks)}))
    said, asked = _levels(counts, levels)
    assumptions += said
    questions += [*_open_answers(counts, answers, codes, levels), *asked]
    if mapping.segments:
        assumptions.append(Finding("took-segments", values={"columns": "; ".join(mapping.segments)}))
    assumptions += [*_dropped(mapping.dropped), *_format(table)]
    return Proposal(mapping, tuple(assumptions), (*questions, *_reading(table, mapping)))


def answer_counts(table: Table, mapping: Mapping) -> dict[str, int]:
    """How often each distinct cell stands in the answer columns."""
    total: dict[str, int] = {}
    for name in answer_names(mapping):
        for text, n in table[name].counts.items():
            total[text] = total.get(text, 0) + n
    return total


def answer_names(mapping: Mapping) -> Iterable[str]:
    if mapping.layout is Layout.LONG:
        return mapping.columns["functional"], mapping.columns["dysfunctional"]
    return [name for pair in mapping.pairs for name in (pair.functional, pair.dysfunctional)]


def _open_answers(counts: dict[str, int], answers: dict[str, str], codes: str | None, levels: int) -> list[Finding]:
    left = {text: counts[text] for text, letter in answers.items() if letter == OPEN}
    numbers = {text: n for text, n in left.items() if number(text) in range(1, levels + 1)}
    questions = []
    if numbers and codes is None:
        questions.append(Finding("code-direction", values={"numbers": _list(numbers)}))
        left = {text: n for text, n in left.items() if text not in numbers}
    if left:
        questions.append(Finding("answers-open", values={"answers": _list(left)}))
    return questions


def _levels(counts: dict[str, int], levels: int) -> tuple[list[Finding], list[Finding]]:
    """Numbers that stop at 3 may come from three answers: of many a question, of few something to say."""
    numbers = {n: count for text, count in counts.items() if (n := number(text)) is not None}
    if levels == 3 or 3 not in numbers or not set(numbers) <= {1, 2, 3}:
        return [], []
    many = sum(numbers.values()) >= ENOUGH_TO_SEE_FIVE
    return ([], [Finding("code-levels")]) if many else ([Finding("took-five")], [])


def _list(counts: dict[str, int]) -> str:
    return ", ".join(f"“{text}” × {n}" for text, n in sorted(counts.items(), key=lambda item: -item[1]))


def _is_segment(column: Column) -> bool:
    distinct = [value for value in column.values if value]
    few = 2 <= len(distinct) <= min(MOST_GROUPS, max(2, column.filled // 2))
    return few and column.name.casefold() not in headers()["meta"] | headers()["respondent"]


def _dropped(names: tuple[str, ...]) -> list[Finding]:
    return [Finding("took-dropped", values={"columns": "; ".join(names)})] if names else []


def _format(table: Table) -> list[Finding]:
    source = table.source
    delimiter = {"\t": "tab"}.get(source.delimiter or "", source.delimiter)
    return [Finding("took-format", values={"encoding": source.encoding, "delimiter": delimiter})] if delimiter else []


def _reading(table: Table, mapping: Mapping) -> tuple[Finding, ...]:
    """A guessed encoding is in doubt unless it turned bytes into answers that we know; so is one sheet of several."""
    source, questions = table.source, []
    proven = any(letter not in (BLANK, OPEN) and not text.isascii() for text, letter in mapping.answers.items())
    if not source.encoding_sure and not proven:
        header = " | ".join(table.names[:6])
        questions.append(Finding("encoding", values={"encoding": source.encoding, "header": header}))
    if source.other_sheets:
        others = ", ".join(source.other_sheets)
        questions.append(Finding("sheet", values={"sheet": source.sheet, "others": others}))
    return tuple(questions)


def _mapping(table: Table, layout: Layout) -> Mapping:
    source = table.source
    return Mapping(layout, encoding=source.encoding, delimiter=source.delimiter, sheet=source.sheet)
