"""What the engines that speak SQL share: plain counts of raw cells, whatever the database."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager

from kano.engines.asked import Asked
from kano.engines.engine import HEAD, Progress
from kano.engines.meaning import Meaning
from kano.engines.sql import long, wide
from kano.engines.sql.database import Database
from kano.engines.sql.rows import Rows
from kano.engines.tally import Tally
from kano.readers import Mapping, Table

__all__ = ["Relation", "tally"]


class Relation(ABC):
    """A table or a query of a database, an engine of its own. It does not say when its content is the same."""

    name: str

    @abstractmethod
    def _opened(self) -> AbstractContextManager[Database]:
        """A look at one moment that changes nothing. Raises KanoError for whatever the database refuses."""

    def head(self, mapping: Mapping | None = None, rows: int = HEAD) -> Table:  # noqa: ARG002
        with self._opened() as database:
            return database.head(self.name, rows)

    def tally(self, asked: Asked, meaning: Meaning, progress: Progress) -> Tally:
        with self._opened() as database:
            return tally(database, self.name, asked, meaning, progress)

    def signature(self) -> str | None:
        return None


def tally(database: Database, name: str, asked: Asked, meaning: Meaning, progress: Progress) -> Tally:
    """Everyone of a relation. `name` is for people; progress is in statements. Raises KanoError."""
    rows = Rows(database, asked, name)
    done, whole = 0, wide.steps(rows) if asked.pairs else long.STEPS

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, whole)

    database.prepare([database.field(name) for name in dict.fromkeys(_compared(asked))])
    return wide.count(rows, meaning, step) if asked.pairs else long.count(rows, meaning, step)


def _compared(asked: Asked) -> Iterator[str]:
    """The columns whose cells are compared with each other or with texts where they are."""
    yield from asked.rows_left_out
    if asked.date:
        yield asked.date
    if asked.long:
        yield from (asked.long["respondent"], asked.long["feature"], *asked.by)
