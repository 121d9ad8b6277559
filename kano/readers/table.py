"""A file as columns of text: what every reader makes and everything after it works on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kano.errors import Finding, KanoError
from kano.text import clean

HEADER_LENGTH = 500


@dataclass(frozen=True, eq=False)
class Column:
    """A header and its cells: `values[codes[i]]` is the text in row i. Values are distinct and cleaned."""

    name: str
    values: tuple[str, ...]
    codes: npt.NDArray[np.int64]
    label: str = ""
    """What a second header row says of it: the question behind a code."""
    place: int = 0
    """Which column of the file it is, from 0."""

    @property
    def title(self) -> str:
        """What people were asked, as far as the file says."""
        return self.label or self.name

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each value stands there, blanks under ""."""
        numbers = np.bincount(self.codes, minlength=len(self.values))
        return {value: int(n) for value, n in zip(self.values, numbers, strict=True)}

    @property
    def filled(self) -> int:
        return len(self.codes) - self.counts.get("", 0)

    def texts(self) -> list[str]:
        return [self.values[code] for code in self.codes]


@dataclass(frozen=True)
class Source:
    """Where a table came from and how its bytes were read.

    `encoding_sure` and `header_sure` are False when they were a guess; `other_sheets` hold rows too, and nobody has
    said which one is meant. `skip_rows` stand above the header. `tool` is the survey tool that wrote the file.
    """

    name: str
    sha256: str
    encoding: str | None = None
    encoding_sure: bool = True
    delimiter: str | None = None
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()
    header_rows: int = 1
    skip_rows: int = 0
    header_sure: bool = True
    tool: str | None = None


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of equal length; their names are unique."""

    columns: tuple[Column, ...]
    source: Source
    findings: tuple[Finding, ...] = ()
    """What reading the file changed."""

    def __len__(self) -> int:
        return len(self.columns[0].codes) if self.columns else 0

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KanoError("column-unknown", column=name, known=", ".join(self.names))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def column(name: str, values: Sequence[str], codes: npt.NDArray[np.int64]) -> Column:
    """A column with its values cleaned, made distinct, and only those that occur."""
    texts = [clean(value, HEADER_LENGTH) for value in values]
    used = np.flatnonzero(np.bincount(codes, minlength=len(values)))
    position = {text: i for i, text in enumerate(dict.fromkeys(texts[code] for code in used))}
    lookup = np.array([position.get(text, -1) for text in texts] or [0], dtype=np.int64)
    return Column(name, tuple(position), lookup[codes])


def table(
    headers: Sequence[str],
    columns: Sequence[tuple[Sequence[str], npt.NDArray[np.int64]]],
    source: Source,
    labels: Sequence[str] = (),
    findings: tuple[Finding, ...] = (),
) -> Table:
    """A table from raw columns. Empty columns without a header are dropped; repeated headers are numbered."""
    made = _without_blank_rows([column("", values, codes) for values, codes in columns])
    heads = [(clean(name, HEADER_LENGTH), clean(label, HEADER_LENGTH)) for name, label in _both(headers, labels)]
    placed = enumerate(zip(heads, made, strict=True))
    kept = [(name, replace(c, label=label, place=i)) for i, ((name, label), c) in placed if c.filled or name]
    names = unique([name or f"column {i}" for i, (name, _) in enumerate(kept, start=1)])
    described = tuple(replace(c, name=name) for name, (_, c) in zip(names, kept, strict=True))
    result = Table(described, source, findings)
    if not len(result):
        raise KanoError("file-empty", file=source.name)
    return result


def _both(headers: Sequence[str], labels: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(headers, labels or [""] * len(headers), strict=True)


def _without_blank_rows(columns: Sequence[Column]) -> list[Column]:
    """The columns without the rows in which nothing is written."""
    filled = [c.codes != (c.values.index("") if "" in c.values else -1) for c in columns]
    kept = np.logical_or.reduce(filled) if filled else np.zeros(0, dtype=bool)
    return list(columns) if kept.all() else [_of_rows(c, kept) for c in columns]


def of_rows(table: Table, kept: npt.NDArray[np.bool_]) -> Table:
    """The table of some of its rows. Raises KanoError when there is none."""
    if not kept.any():
        raise KanoError("file-empty", file=table.source.name)
    return table if kept.all() else replace(table, columns=tuple(_of_rows(c, kept) for c in table.columns))


def _of_rows(of: Column, kept: npt.NDArray[np.bool_]) -> Column:
    return replace(column(of.name, of.values, of.codes[kept]), label=of.label, place=of.place)


def unique(names: Sequence[str]) -> list[str]:
    """The names, a repeated one with its number: `Why?`, `Why? (2)`."""
    result: dict[str, None] = {}
    reached: dict[str, int] = {}
    for name in names:
        candidate = name
        while candidate in result:
            reached[name] = reached.get(name, 1) + 1
            candidate = f"{name} ({reached[name]})"
        result[candidate] = None
    return list(result)
