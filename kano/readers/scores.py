"""Columns of ratings: cells to numbers, with what is missing said and what is no number refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kano.errors import Finding, KanoError
from kano.ratings import Floats, Ratings
from kano.readers.meta import meta_kind, tells_duration
from kano.readers.table import Column, Table
from kano.readers.tools import tool_name
from kano.readers.wordings import headers, is_blank

MOST_LEVELS = 11
"""A column with more distinct numbers (an age, an amount) is no rating unless somebody says so: 0-10 has eleven."""

SHOWN, COLUMNS = 8, 3
_NUMBER = r"[-+−]?\d{1,4}(?:\.\d{1,16}|,\d{1,2})?"
_CELL = re.compile(rf"({_NUMBER})(?:\s*[^\d\s.,][^\d]*|\s*[.,]\s*[^\d]*|\s+[^\d]+)?")
"""A number alone, or followed by words without another number: `9 - Excellent`, `7分`, but not `5-7` or `2 of 5`."""


def rating(text: str) -> float | None:
    """The number that a cell holds, or that its label begins with; None for anything else."""
    found = _CELL.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return float(found[1].replace(",", ".").replace("−", "-")) if found else None


@dataclass
class _Seen:
    """What was made missing and what could not be read, with how often."""

    blank: dict[str, int] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    where: dict[str, None] = field(default_factory=dict)


def read_ratings(
    table: Table,
    columns: Sequence[str],
    missing: Sequence[str] = (),
    meant: Mapping[str, float] | None = None,
    scale: tuple[float, float] | None = None,
) -> tuple[Ratings, tuple[Finding, ...]]:
    """The named columns as numbers, and what was taken as no answer.

    A cell is a number, or the number its label begins with. `missing` names values that are no rating (`0`, `N/A`);
    `meant` gives texts without a number theirs; `scale` is the lowest and highest value that could be given. Raises
    KanoError for a column that is not there or named twice, for texts that are no number, and off the scale.
    """
    repeated = sorted({name for name in columns if list(columns).count(name) > 1})
    if repeated:
        raise KanoError("ratings-repeat", columns=", ".join(repeated))
    seen = _Seen()
    values = [_column(table[name], missing, meant or {}, seen) for name in columns]
    if seen.unread:
        raise KanoError("ratings-unread", values=_listed(seen.unread), n=sum(seen.unread.values()))
    made = Ratings(tuple(columns), np.column_stack(values) if values else np.empty((len(table), 0)))
    return made.on(*scale) if scale else made, tuple(_findings(seen, missing))


def _column(column: Column, missing: Sequence[str], meant: Mapping[str, float], seen: _Seen) -> Floats:
    return np.array([_value(text, column, missing, meant, seen) for text in column.values])[column.codes]


def _value(text: str, column: Column, missing: Sequence[str], meant: Mapping[str, float], seen: _Seen) -> float:
    n, number = column.counts[text], meant.get(text, rating(text))
    if named := {entry for entry in missing if _same(entry, text, number)}:
        seen.used |= named
        seen.where[column.name] = None
        seen.named[text] = seen.named.get(text, 0) + n
    elif not text:
        seen.blank[column.name] = n
    elif is_blank(text) and text not in meant:
        seen.where[column.name] = None
        seen.named[text] = seen.named.get(text, 0) + n
    elif number is None:
        seen.unread[f"{column.name}: {text}"] = n
    else:
        return number
    return np.nan


def _same(entry: str, text: str, number: float | None) -> bool:
    """Whether a value that was named is this cell: the same words, or the same number."""
    return entry.strip().casefold() == text.casefold() or (number is not None and rating(entry) == number)


def _findings(seen: _Seen, missing: Sequence[str]) -> Iterable[Finding]:
    if seen.blank:
        yield Finding("ratings-blank", values={"n": sum(seen.blank.values()), "columns": _listed(seen.blank)})
    if seen.named:
        where = [f"“{name}”" for name in seen.where]
        where = [*where[:COLUMNS], f"… (+{len(where) - COLUMNS})"] if len(where) > COLUMNS else where
        values = {"n": sum(seen.named.values()), "values": _listed(seen.named), "columns": ", ".join(where)}
        yield Finding("ratings-missing", values=values)
    if unused := [entry for entry in missing if entry not in seen.used]:
        yield Finding("ratings-missing-unused", values={"values": ", ".join(f"“{text}”" for text in unused)})


def _listed(counts: Mapping[str, int]) -> str:
    shown = [f"“{text}” × {n}" for text, n in list(counts.items())[:SHOWN]]
    return ", ".join(shown) + (f" … (+{len(counts) - SHOWN})" if len(counts) > SHOWN else "")


def rating_columns(table: Table, missing: Sequence[str] = ()) -> tuple[tuple[str, ...], dict[str, str]]:
    """Columns that look like ratings, and the others with why not.

    `meta` (a tool's own or a person's), `empty`, `text`, `constant`, `levels` (more than `MOST_LEVELS` numbers).
    """
    why = {column.name: _why_not(column, missing) for column in table.columns}
    return tuple(name for name, reason in why.items() if not reason), {n: r for n, r in why.items() if r}


def _why_not(column: Column, missing: Sequence[str]) -> str:
    name = tool_name(column.name, column.label)
    if meta_kind(name) or tells_duration(name) or name.casefold() in headers()["respondent"]:
        return "meta"
    texts = [text for text in column.values if not is_blank(text) and not _named(text, missing)]
    numbers = {rating(text) for text in texts}
    if not numbers or None in numbers:
        return "text" if numbers else "empty"
    if len(numbers) == 1:
        return "constant"
    return "levels" if len(numbers) > MOST_LEVELS else ""


def _named(text: str, missing: Sequence[str]) -> bool:
    return any(_same(entry, text, rating(text)) for entry in missing)
