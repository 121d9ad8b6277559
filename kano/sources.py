"""Where a formula comes from, and whether its text was read: what a result cites travels with it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "sources.json"


class Status(StrEnum):
    """How well we know what a source says."""

    READ = "read"
    """In its text, or in published code of its authors."""
    ABSTRACT = "abstract"
    """In its abstract, which says what it is cited for."""
    SECOND_HAND = "second-hand"
    """In a document that quotes it."""
    UNVERIFIED = "unverified"
    """From the literature as it is usually told; the text was not found."""


@dataclass(frozen=True)
class Source:
    """A citation, and in `where` the text in which we read it."""

    key: str
    citation: str
    status: Status
    where: str = ""

    def record(self) -> dict[str, str]:
        """Plain data for files."""
        return {key: str(value) for key, value in asdict(self).items() if value}


@cache
def _sources() -> dict[str, Source]:
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    return {key: Source(key, s["citation"], Status(s["status"]), s.get("where", "")) for key, s in data.items()}


def cite(key: str) -> Source:
    """The source of that key. Raises KeyError when there is none."""
    return _sources()[key]


def keys() -> tuple[str, ...]:
    """Every source that is kept."""
    return tuple(_sources())
