"""What every engine is: a source that shows its first rows and counts its cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kano.engines.asked import Asked
from kano.engines.meaning import Meaning
from kano.engines.tally import Tally
from kano.readers import Mapping, Table

Progress = Callable[[int, int | None], None]
"""Is told how much is done, and of how much where that is known: bytes of files, rows of others."""


def quiet(_: int, __: int | None) -> None:
    """Tells nobody."""


HEAD = 2_000
"""Rows that are looked at before the rest is counted."""


@dataclass(frozen=True)
class Where:
    """What the user names: `places` are paths, patterns or URLs, with `#table` behind a database; `query` is SQL in
    place of the table; `cluster` the address of Spark."""

    places: tuple[str, ...]
    query: str | None = None
    cluster: str | None = None


class Engine(Protocol):
    """A source that is open. It raises KanoError, in words, for whatever it cannot do."""

    name: str
    """For people: no password, no folder."""

    def head(self, mapping: Mapping | None = None, rows: int = HEAD) -> Table:
        """The columns and the first rows, as the readers make them of a file."""
        ...

    def tally(self, asked: Asked, meaning: Meaning, progress: Progress) -> Tally:
        """Every row, in memory that does not grow with them."""
        ...

    def signature(self) -> str | None:
        """The same for the same content, whatever it is called; None when the source does not say."""
        ...
