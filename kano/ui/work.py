"""What the user has said about a file, and the mapping that follows from it. No screen is here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from kano.errors import Finding
from kano.readers import Layout, Mapping, Proposal, Table
from kano.readers.doubts import AGREE, about_answers, is_code, listed
from kano.readers.edits import (
    DURATION,
    SEGMENT,
    UNUSED,
    Half,
    Role,
    alike,
    named_in,
    roles,
    side_counts,
    with_codes,
    with_letters,
    with_roles,
    with_rows,
)
from kano.readers.mapping import PairColumns
from kano.readers.rows import said_rows
from kano.readers.scales import DIRECTIONS

READING = ("encoding", "sheet", "header-rows")
"""Questions about how the bytes are read: what follows from an answer to them changes everything else."""


@dataclass(frozen=True)
class How:
    """How a file is read where the user said so; None and "" leave it to be found."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_rows: int | None = None
    skip_rows: int = 0
    levels: int | None = None
    asked: str = ""

    def of(self, base: Mapping | None) -> Mapping:
        """A mapping that says so, and for the rest what another one says."""
        said: dict[str, Any] = {key: getattr(self, key) for key in ("encoding", "delimiter", "sheet", "levels")}
        if self.header_rows is not None:
            said |= {"header_rows": self.header_rows, "skip_rows": self.skip_rows}
        return replace(base or Mapping(), **{key: value for key, value in said.items() if value is not None})


@dataclass(frozen=True)
class Known:
    """A mapping that was confirmed before: a saved file of that `name`, or one that was recognised by `key`."""

    mapping: Mapping
    name: str = ""
    key: str = ""
    when: str = ""


@dataclass
class Work:
    """Everything is kept by what it is about (a column, an answer, a question), never by the row of a table.

    `letters` are by (side, answer, direction of numbers when the answer is one); `rows` say of (column, value)
    whether such rows are left out; `before` is what a saved mapping took the place of.
    """

    how: How = How()
    base: Known | None = None
    looked: bool = False
    roles: dict[str, tuple[str, str]] = field(default_factory=dict)
    letters: dict[tuple[str, str, str], str] = field(default_factory=dict)
    rows: dict[tuple[str, str], bool] = field(default_factory=dict)
    decided: dict[str, str] = field(default_factory=dict)
    two_sided: bool | None = None
    before: Work | None = None

    @property
    def said(self) -> str:
        """The same for the same words of the user."""
        kept = (self.how, self.base, self.roles, self.letters, self.rows, self.decided, self.two_sided)
        return repr(kept)

    def read(self, **how: Any) -> None:
        self.how = replace(self.how, **how)

    def decide(self, key: str, answer: str) -> None:
        self.decided[key] = answer

    def undo(self, key: str) -> None:
        self.decided.pop(key, None)

    def assign(self, rows: tuple[Role, ...]) -> None:
        self.roles |= {row.column: (row.role, row.feature) for row in rows}

    def mean(self, side: str, text: str, codes: str, letter: str) -> None:
        """The later word counts: it stands behind the earlier ones."""
        self.letters.pop((side, text, codes), None)
        self.letters[side, text, codes] = letter

    def unmean(self, texts: tuple[str, ...]) -> None:
        self.letters = {key: letter for key, letter in self.letters.items() if key[1] not in texts}

    def leave_out(self, column: str, value: str, out: bool) -> None:
        self.rows[column, value] = out

    def sided(self, two: bool) -> None:
        self.two_sided = two


@dataclass(frozen=True)
class Mended:
    """The mapping as the user has mended it, what of it is not complete, and what is still open.

    `rows` are all columns; `unknown` the answers whose meaning nobody knew before the user; `counts` how often
    each answer stands on each side; `said` what there is to say about rows.
    """

    mapping: Mapping
    rows: tuple[Role, ...]
    halves: tuple[Half, ...]
    counts: dict[str, dict[str, int]]
    unknown: tuple[str, ...]
    questions: tuple[Finding, ...]
    said: tuple[Finding, ...]

    @property
    def total(self) -> dict[str, int]:
        """How often each answer stands on both sides together."""
        return totals(self.counts)

    @property
    def open(self) -> tuple[str, ...]:
        """Of the unknown answers, those that still are."""
        return tuple(text for text in self.unknown if text in self.mapping.unresolved)

    def code(self, text: str) -> str:
        """The direction that a meaning of an answer depends on: none unless it is a number of the scale."""
        return str(self.mapping.codes or "") if is_code(text, self.mapping) else ""


def totals(counts: dict[str, dict[str, int]]) -> dict[str, int]:
    functional, dysfunctional = counts["functional"], counts["dysfunctional"]
    texts = dict.fromkeys([*functional, *dysfunctional])
    return {text: functional.get(text, 0) + dysfunctional.get(text, 0) for text in texts}


def mend(table: Table, proposal: Proposal, work: Work) -> Mended:
    """What follows from a proposal and the user's words. Raises KanoError."""
    rows = tuple(_said(row, work) for row in roles(table, proposal.mapping))
    mapping, halves = with_roles(with_rows(proposal.mapping, work.rows), rows)
    counts = side_counts(table, mapping)
    total = totals(counts)
    if mapping.layout is not Layout.COUNTS:
        mapping = with_codes(mapping, list(total), _codes(proposal.mapping, work))
    unknown = _unknown(mapping, total, work)
    mapping = _meant(mapping, work)
    asked = (*_about_columns(table, proposal, mapping, halves, work), *_about_answers(mapping, total, unknown, work))
    first = tuple(question for question in asked if question.code in READING)
    return Mended(mapping, rows, halves, counts, unknown, first or asked, tuple(said_rows(table, mapping)))


def _said(row: Role, work: Work) -> Role:
    role, feature = work.roles.get(row.column, (row.role, row.feature))
    return Role(row.column, role, feature)


def _codes(base: Mapping, work: Work) -> str | None:
    if work.decided.get("code-scores") == "yes":
        return "scores"
    said = work.decided.get("code-direction")
    return said if said in DIRECTIONS else base.codes


def _unknown(mapping: Mapping, total: dict[str, int], work: Work) -> tuple[str, ...]:
    """The answers that nobody knows, numbers only when the user gives them their meanings one by one."""
    each = mapping.codes is not None or {"each", "no"} & {
        work.decided.get(f"code-{q}") for q in ("direction", "scores")
    }
    left = [text for text in mapping.unresolved if text in total and (each or not is_code(text, mapping))]
    return tuple(sorted(left, key=lambda text: -total[text]))


def _meant(mapping: Mapping, work: Work) -> Mapping:
    codes = str(mapping.codes or "")
    if work.two_sided is False and mapping.codes != "scores":
        mapping = alike(mapping)
    fitting = {
        (side, text): letter
        for (side, text, direction), letter in work.letters.items()
        if text in mapping.answers and direction == (codes if is_code(text, mapping) else "")
    }
    return with_letters(mapping, fitting)


def key_of(question: Finding) -> str:
    """Under which name the answer to a question is kept: a question about columns is another one for others."""
    if question.code.startswith("scale-"):
        return "scale"
    about_columns = question.code.startswith("pair-") or question.code in ("column-alone", "halves", *AGREE)
    return f"{question.code} {sorted(question.values.items())}" if about_columns else question.code


def _about_columns(
    table: Table, proposal: Proposal, mapping: Mapping, halves: tuple[Half, ...], work: Work
) -> list[Finding]:
    """What of the proposal's questions is open, and columns that the user's own edits have left alone."""
    asked = [q for q in proposal.questions if q.code in (*READING, *AGREE) or q.code.startswith("pair-")]
    asked = [q for q in asked if not q.code.startswith("count-") or q.values["column"] == mapping.columns.get("count")]
    asked += [q for q in proposal.questions if q.code == "column-alone" and alone(q, table, mapping, work)]
    if halves:
        asked.append(Finding("halves", values={"columns": "; ".join(f"{h.lacks} {h.feature}" for h in halves)}))
    if mapping.layout is Layout.WIDE and not mapping.pairs:
        asked.append(Finding("no-pairs"))
    return [q for q in asked if key_of(q) not in work.decided]


def alone(question: Finding, table: Table, mapping: Mapping, work: Work) -> list[str]:
    """Of the columns without a partner, those that still have none and that the user has not placed."""
    names = named_in(question.values["columns"], table.names)
    return [name for name in names if name not in mapping.used and name not in work.roles]


def _about_answers(mapping: Mapping, total: dict[str, int], unknown: tuple[str, ...], work: Work) -> list[Finding]:
    asked = [q for q in about_answers(total, mapping)[1] if q.code != "answers-open" and key_of(q) not in work.decided]
    left = {text: total[text] for text in unknown if text in mapping.unresolved}
    if left and not any(q.code.startswith("scale-") for q in asked):
        asked.append(Finding("answers-open", values={"answers": listed(left)}))
    return asked


def concerned(question: Finding, mapping: Mapping) -> list[PairColumns]:
    """The pairs that a question is about: those it names, else all."""
    joined = question.values.get("columns")
    if joined is None:
        return list(mapping.pairs)
    names = set(named_in(joined, {name for pair in mapping.pairs for name in (pair.feature, *pair.names)}))
    return [pair for pair in mapping.pairs if names & {pair.feature, pair.functional, pair.dysfunctional}]


def kinds(rows: tuple[Role, ...]) -> dict[str, int]:
    """How many columns are in pairs (or in a role of their own), about the person, and not used."""
    person = sum(row.role in (SEGMENT, DURATION) for row in rows)
    unused = sum(row.role == UNUSED for row in rows)
    return {"all": len(rows), "used": len(rows) - person - unused, "person": person, "unused": unused}
