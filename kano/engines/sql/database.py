"""A database that is open: one relation of it, read by statements that bring counts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kano.engines.sql.fields import Dialect, Field
from kano.engines.tally import MOST_CELLS, Sums
from kano.errors import KanoError
from kano.readers.grid import encoded
from kano.readers.headers import plain
from kano.readers.table import HEADER_LENGTH, Source, Table, table, unique
from kano.text import clean

_BITS = 30
"""PostgreSQL takes 31 columns in one GROUPING."""


@dataclass(frozen=True)
class Group:
    """How often values stand together. `place` is that of their set of columns."""

    place: int
    values: tuple[Any, ...]
    sums: Sums


class Database(Dialect):
    """`relation` is what stands behind FROM, `fields` its columns by the name that the readers give them.

    `together` is how many features are counted by one statement.
    """

    relation: str
    fields: dict[str, Field]
    together = 10

    @abstractmethod
    def rows(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """What a statement yields, little by little."""

    def prepare(self, fields: Sequence[Field]) -> None:
        """Whatever must be known of columns before `tidy` is asked of them."""

    def field(self, name: str) -> Field:
        if name not in self.fields:
            raise KanoError("column-unknown", column=name, known=", ".join(self.fields))
        return self.fields[name]

    def one(self, statement: str) -> tuple[Any, ...] | None:
        """The first row of what a statement yields."""
        return next(iter(list(self.rows(statement))), None)

    def grouped(self, sets: Sequence[tuple[str, ...]], inner: str, weighed: bool) -> Iterator[Group]:
        """Of each set of columns of an inner statement the combinations, in one scan; the weight is its column `w`."""
        names = list(dict.fromkeys(name for each in sets for name in each))
        parts = [names[i : i + _BITS] for i in range(0, len(names), _BITS)]
        bits = [f"GROUPING({', '.join(part)})" for part in parts]
        listed = ", ".join(f"({', '.join(each)})" for each in sets)
        wanted = ", ".join([*names, *bits, "COUNT(*)", *self.sums(weighed)])
        how = f" GROUP BY GROUPING SETS ({listed})" if names else ""
        places = {frozenset(each): place for place, each in enumerate(sets)}
        for row in self.rows(f"SELECT {wanted} FROM ({inner}) AS cells{how} LIMIT {MOST_CELLS + 1}"):
            grouped = _grouped(parts, row[len(names) : len(names) + len(bits)])
            by_name = dict(zip(names, row, strict=False))
            place = places[frozenset(grouped)]
            yield Group(place, tuple(by_name[n] for n in sets[place]), sums_of(row[len(names) + len(bits) :]))

    def sums(self, weighed: bool) -> list[str]:
        """Beside the number of rows the exact sums of weights and of their squares."""
        return ["SUM(w)", "SUM(w * w)"] if weighed else []

    def head(self, name: str, rows: int) -> Table:
        """The first rows as the readers make them of a file."""
        wanted = ", ".join(field.sql for field in self.fields.values())
        found = list(self.rows(f"SELECT {wanted} FROM {self.relation} LIMIT {rows}"))
        if not found:
            raise KanoError("file-empty", file=name)
        return table(list(self.fields), encoded([tuple(map(read, row)) for row in found]), Source(name, ""))


def read(value: Any) -> str:
    """A cell of the first rows: not yet cleaned."""
    from kano.engines.cells import text_of

    return value if isinstance(value, str) else text_of(value)


def named(columns: Sequence[str]) -> list[str]:
    """What the readers call the columns of a database."""
    cleaned = [clean(plain(name), HEADER_LENGTH) for name in columns]
    return unique([name or f"column {i}" for i, name in enumerate(cleaned, start=1)])


def sums_of(row: Sequence[Any]) -> Sums:
    """From a number of rows, with or without two sums behind it."""
    n, weights, squares = (int(value or 0) for value in (*row, 0, 0)[:3])
    return n, weights, squares


def _grouped(parts: Sequence[Sequence[str]], bits: Sequence[int]) -> Iterator[str]:
    """The columns that a row is grouped by: their bits are 0, the first column's is the highest."""
    for part, number in zip(parts, bits, strict=True):
        yield from (name for i, name in enumerate(reversed(part)) if not number >> i & 1)
