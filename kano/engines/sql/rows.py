"""The rows of a source that are counted, as an inner statement with plain names, and the texts of their cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from kano.engines.asked import Asked
from kano.engines.cells import day_of, text_of
from kano.engines.meaning import Meaning
from kano.engines.sql.database import Database
from kano.engines.sql.fields import Value
from kano.engines.tally import EVERYONE, MOST_TEXTS, Tally
from kano.errors import KanoError
from kano.readers.doubts import listed

Step = Callable[[], None]
"""Is called when one more statement is done."""

MOST_TOLD = 20


class Texts:
    """From the values of a column to their texts. Raises KanoError when they are no choice."""

    def __init__(self, name: str, read: Callable[[Any], str] = text_of) -> None:
        self.name = name
        self.known: dict[Value, str] = {}
        self._read = read
        self._different: set[str] = {""}

    def __call__(self, value: Value) -> str:
        if value not in self.known:
            self.known[value] = text = self._read(value)
            self._different.add(text)
            if len(self._different) > MOST_TEXTS + 1:
                raise KanoError("count-texts", column=self.name, most=f"{MOST_TEXTS:,}")
        return self.known[value]


@dataclass
class Rows:
    """What is asked of a database, row by row. `names` are the columns of the inner statement by those of the source,
    `texts` how their values are read, both as far as they were asked for."""

    database: Database
    asked: Asked
    name: str
    names: dict[str, str] = field(default_factory=dict)
    texts: dict[str, Texts] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """A column of raw cells."""
        return self._named(name, text_of)

    def question(self, name: str) -> str:
        """A column by which people are split; of the date the day."""
        return self._named(name, day_of if name == self.asked.date else text_of)

    def _named(self, name: str, read: Callable[[Any], str]) -> str:
        if name not in self.names:
            self.names[name] = f"c{len(self.names)}"
            self.texts[name] = Texts(name, read)
        return self.names[name]

    @property
    def is_weighed(self) -> bool:
        return self.asked.weight is not None

    @property
    def kept(self) -> str:
        """The rows that are not left out."""
        out = [self._is_out(name) for name in self.asked.rows_left_out]
        return f" WHERE NOT ({' OR '.join(out)})" if out else ""

    def inner(self, keyed: Collection[str] = ()) -> str:
        """The statement with every column that was asked for; `keyed` ones are the same where their texts are."""
        made = [f"{self._sql(name, keyed)} AS {short}" for name, short in self.names.items()]
        weight = [f"{self.units} AS w"] if self.asked.weight else []
        return f"SELECT {', '.join([*made, *weight])} FROM {self.database.relation}{self.kept}"

    def _sql(self, name: str, keyed: Collection[str]) -> str:
        found = self.database.field(name)
        if name == self.asked.date:
            return self.database.day(found)
        return self.database.key(found) if name in keyed else found.sql

    @property
    def units(self) -> str:
        assert self.asked.weight
        return self.database.units(self.database.field(self.asked.weight))

    def _is_out(self, name: str) -> str:
        return self.database.is_among(self.database.field(name), self.asked.rows_left_out[name])

    def check(self, tally: Tally) -> int:
        """How many rows are counted; those left out are told. Raises KanoError when there is none."""
        out = [f"COUNT(*) FILTER (WHERE {self._is_out(name)})" for name in self.asked.rows_left_out]
        kept = f"NOT ({' OR '.join(map(self._is_out, self.asked.rows_left_out))})" if out else "TRUE"
        asked = ", ".join([f"COUNT(*) FILTER (WHERE {kept})", *out])
        n, *left = self.database.one(f"SELECT {asked} FROM {self.database.relation}") or (0,)
        tally.left = dict(zip(self.asked.rows_left_out, map(int, left), strict=False))
        if not n:
            raise KanoError("file-empty", file=self.name)
        return int(n)

    def check_weights(self, blank: bool) -> None:
        """Raises KanoError `weights-unread` with the cells that are none, `blank` ones too when they are meant."""
        assert self.asked.weight
        column = self.database.field(self.asked.weight)
        filled = "" if blank else f" AND {self.database.key(column)} IS NOT NULL"
        cells = f"SELECT {column.sql} AS c, {self.units} AS w FROM {self.database.relation}{self.kept}"
        where = f"{' AND' if self.kept else ' WHERE'} {self.units} IS NULL{filled}"
        found: dict[str, int] = {}
        wanted = f"SELECT c, COUNT(*) FROM ({cells}{where}) AS cells GROUP BY c ORDER BY COUNT(*) DESC"
        for value, n in self.database.rows(f"{wanted} LIMIT {MOST_TOLD}"):
            found[text_of(value)] = found.get(text_of(value), 0) + int(n)
        if found:
            self.refuse_weights(found)

    def refuse_weights(self, found: dict[str, int]) -> None:
        raise KanoError("weights-unread", column=self.asked.weight, values=listed(found))

    def is_silent(self, meaning: Meaning, side: str, name: str) -> str:
        """Whether a cell that was counted is no answer, in SQL."""
        values = [value for value, text in self.texts[name].known.items() if meaning.is_silent(side, text)]
        return self.database.is_silent(self.names[name], values)

    @property
    def questions(self) -> tuple[str, ...]:
        """Those by which people are split, or that of everyone when they are not."""
        return self.asked.questions or (EVERYONE,)

    def by(self, question: str) -> tuple[str, ...]:
        """The columns that a question groups by."""
        return (self.question(question),) if question else ()

    def segment(self, question: str, values: Iterable[Value]) -> str:
        """From the first of the values of a group."""
        return self.texts[question](next(iter(values))) if question else ""

    def is_everyone(self, question: str) -> bool:
        """Whether this is the question over which people are added up."""
        return question == self.questions[0] and question != EVERYONE
