"""A table in, a proposal out: the mapping, what was assumed for it, and the questions that only the user can answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kano.errors import Finding, KanoError
from kano.questionnaire import Questionnaire
from kano.readers.doubts import about_answers, about_reading, about_wordings, answer_counts
from kano.readers.durations import timed
from kano.readers.layout import about_rows, options_apart, roles_of, whose
from kano.readers.mapping import LONG_COLUMNS, SIDES, SPREAD_COLUMNS, Layout, Mapping
from kano.readers.meta import meta_kind
from kano.readers.pair_columns import about_one_pair, about_pairs, pair_columns, splitting, with_own_letters
from kano.readers.pairing import answer_columns
from kano.readers.pairing import pair_columns as paired_columns
from kano.readers.reasons import reasons, unsplit, with_reasons
from kano.readers.rows import proposed_rows, said_rows
from kano.readers.scales import first_code
from kano.readers.spread import side_of
from kano.readers.table import Column, Table
from kano.readers.tools import TOOLS, is_form, tool_name
from kano.readers.wordings import headers

MOST_GROUPS = 50
"""A column with more distinct values than this is no segment: it would single people out."""

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
    roles = roles_of(table)
    if set(_COUNTS) <= set(roles) and not {roles[letter] for letter in _COUNTS} & set(answer_columns(table)):
        return _counts(table, roles)
    if columns := pair_columns(table, roles):
        return _pairs(table, columns, about_pairs(table, columns, roles), codes, levels)
    if {"feature", "functional", "dysfunctional"} <= set(roles) and not _names_people(table, roles):
        return _long(table, roles, codes, levels, (*LONG_COLUMNS, "importance"))
    if _sides_stand_below(table, roles):
        return _long(table, roles, codes, levels, SPREAD_COLUMNS)
    return _wide(table, questionnaire, codes, levels, named)


def _names_people(table: Table, roles: dict[str, str]) -> bool:
    """Whether the column "Name" holds people: of features, somebody would have answered more than one."""
    people = roles.get("respondent")
    answered_one = people is None or len(table[people].values) == len(table)
    return meta_kind(roles["feature"]) == "person" and answered_one


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
    return Proposal(mapping, (*assumptions, *said_dropped(rest), *_read(table)), about_reading(table, mapping))


def _names_things(column: Column, letters: dict[str, str]) -> bool:
    return column.name not in letters.values() and not any(re.fullmatch(r"[\d.,% -]*", text) for text in column.values)


def _pairs(table: Table, columns: dict[str, str], asked: list[Finding], codes: str | None, levels: int) -> Proposal:
    mapping = replace(_mapping(table, Layout.PAIRS), columns=columns)
    if not mapping.is_grouped:
        split = [column for column in splitting(table, columns) if _is_segment(column)]
        mapping = replace(mapping, segments=tuple(column.name for column in split))
    mapping = replace(mapping, dropped=tuple(name for name in table.names if name not in mapping.used))
    values = {"features": len(table[columns["feature"]].values), "rows": len(table)}
    how = Finding("took-grouped" if mapping.is_grouped else "took-pairs", values=values)
    return _with_answers(table, mapping, [how], asked, codes, levels)


def _sides_stand_below(table: Table, roles: dict[str, str]) -> bool:
    """Whether one column says which side of a pair a row answers."""
    if not {"feature", "side", "answer"} <= set(roles):
        return False
    return set(SIDES) <= {side_of(value) for value in table[roles["side"]].values}


def _long(table: Table, roles: dict[str, str], codes: str | None, levels: int, asked: tuple[str, ...]) -> Proposal:
    columns: dict[str, str] = {role: roles[role] for role in asked if role in roles}
    if "respondent" not in columns:
        raise KanoError("long-no-respondent", file=table.source.name)
    columns["respondent"] = whose(table, columns)
    mapping = _with_rest(table, replace(_mapping(table, Layout.LONG), columns=columns))
    how = Finding("took-long", values={"features": len(table[columns["feature"]].values)})
    return _with_answers(table, mapping, [how], [], codes, levels)


def _wide(table: Table, questionnaire: Questionnaire | None, codes: str | None, levels: int, named: bool) -> Proposal:
    pairing = paired_columns(table, questionnaire)
    if not pairing.pairs:
        raise _no_survey(table)
    if options := options_apart(table):
        raise KanoError("options-apart", file=table.source.name, columns="; ".join(options[:4]))
    mapping = _with_rest(table, replace(_mapping(table, Layout.WIDE), pairs=pairing.pairs), pairing.alone)
    how = Finding(f"took-{pairing.how}", values={"pairs": len(pairing.pairs), "people": len(table)})
    said = [q for q in pairing.questions if named and q.code == "pair-codes"]
    asked = [q for q in pairing.questions if q not in said]
    asked += [*about_rows(table, mapping), *about_one_pair(table, mapping)]
    return _with_answers(table, mapping, [how, *said], asked, codes, levels)


def _no_survey(table: Table) -> KanoError:
    """Why a file is no Kano survey, as far as it can be seen."""
    known = answer_columns(table)
    if not known and is_form(table.names):
        return KanoError("not-kano-form", file=table.source.name)
    reason = "not-kano-alone" if known else "not-kano"
    return KanoError(reason, file=table.source.name, columns="; ".join(known or table.names[:8]))


def followed(table: Table, mapping: Mapping) -> Proposal:
    """A confirmed mapping on a file: answers that are new in it are looked up, and asked about when unknown."""
    mapping.check(table.source.name)
    if mapping.layout is Layout.COUNTS:
        return Proposal(mapping, (), ())
    counts = answer_counts(table, mapping)
    mapping = with_own_letters(mapping.coded(mapping.codes, [text for text in counts if text not in mapping.answers]))
    said, asked = about_answers(counts, mapping)
    said += [*said_dropped(mapping.dropped), *said_rows(table, mapping), *_read(table)]
    return Proposal(mapping, tuple(said), tuple(asked))


def with_why(table: Table, proposal: Proposal) -> Proposal:
    """The same, but what people wrote beside their answers is read: the user has decided so."""
    found = reasons(table, proposal.mapping)
    mapping, columns = with_reasons(proposal.mapping, found), "; ".join(found.of.values())
    said = [a for a in proposal.assumptions if a.code not in ("why-left-out", "took-dropped", "took-private")]
    said += [*([Finding("took-why", values={"columns": columns})] if columns else []), *said_dropped(mapping.dropped)]
    asked = [q for q in proposal.questions if q.code != "column-alone" or q.values["columns"] not in found.of.values()]
    return Proposal(mapping, tuple(said), tuple(asked))


def by_hand(table: Table, levels: int = 5) -> Proposal:
    """A wide file in which nothing was recognised: the user says which columns make a pair."""
    mapping = _with_rest(table, replace(_mapping(table, Layout.WIDE), levels=levels))
    return Proposal(mapping, tuple(_read(table)), about_reading(table, mapping))


def _with_rest(table: Table, mapping: Mapping, alone: tuple[str, ...] = ()) -> Mapping:
    """The columns that the mapping does not use: questions about the person, and those that are dropped.

    Those that stand `alone` seem to hold answers: they are no questions about the person.
    """
    mapping = replace(mapping, duration=timed(table, mapping))
    rest = [column for column in table.columns if column.name not in mapping.used]
    marks = proposed_rows(table)
    segments = tuple(column.name for column in rest if column.name not in (*marks, *alone) and _is_segment(column))
    return replace(mapping, segments=segments, dropped=tuple(c.name for c in rest if c.name not in segments))


def _with_answers(
    table: Table, mapping: Mapping, assumptions: list[Finding], questions: list[Finding], codes: str | None, levels: int
) -> Proposal:
    found = reasons(table, mapping)
    left_out = {} if mapping.is_grouped else proposed_rows(table)
    mapping = unsplit(replace(mapping, rows_left_out=left_out, levels=levels), found)
    counts = answer_counts(table, mapping)
    mapping = with_own_letters(replace(mapping, first_code=first_code(counts, levels)).coded(codes, counts))
    said, asked = about_answers(counts, mapping)
    asked += about_wordings(table, mapping)
    assumptions += said
    if mapping.duration:
        assumptions.append(Finding("took-duration", values={"column": mapping.duration}))
    if mapping.segments:
        assumptions.append(Finding("took-segments", values={"columns": "; ".join(mapping.segments)}))
    assumptions += [*found.findings(), *said_dropped(mapping.dropped), *said_rows(table, mapping), *_read(table)]
    return Proposal(mapping, tuple(assumptions), (*questions, *asked, *about_reading(table, mapping)))


def _is_segment(column: Column) -> bool:
    distinct = [value for value in column.values if value]
    few = 2 <= len(distinct) <= min(MOST_GROUPS, max(2, column.filled // 2))
    identifies = column.name.casefold() in headers()["respondent"]
    named = tool_name(column.name, column.label)
    return few and not identifies and meta_kind(named) in (None, "language")


def said_dropped(names: tuple[str, ...]) -> list[Finding]:
    """The columns that are not read, those apart that can identify people."""
    private = [name for name in names if meta_kind(name) == "person"]
    rest = [name for name in names if name not in private]
    both = {"took-private": private, "took-dropped": rest}
    return [Finding(code, values={"columns": "; ".join(columns)}) for code, columns in both.items() if columns]


def _read(table: Table) -> list[Finding]:
    """How the file was read: by whom it was written, its bytes, its header."""
    source, said = table.source, list(table.findings)
    if source.tool:
        said.append(Finding("took-tool", values={"tool": TOOLS[source.tool], "rows": source.header_rows}))
    if source.delimiter:
        delimiter = {"\t": "tab"}.get(source.delimiter, source.delimiter)
        said.append(Finding("took-format", values={"encoding": source.encoding, "delimiter": delimiter}))
    if source.skip_rows:
        said.append(Finding("took-preamble", values={"rows": source.skip_rows}))
    return [*said, *([Finding("took-no-header")] if not source.header_rows else [])]


def _mapping(table: Table, layout: Layout) -> Mapping:
    source = table.source
    return Mapping(
        layout,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
        header_rows=source.header_rows,
        skip_rows=source.skip_rows,
    )
