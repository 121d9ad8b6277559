"""What comes with counts that are opened again: how they were classified, by which version, what was said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kano.conventions import Settings
from kano.gathered import Batch


@dataclass(frozen=True)
class Bundled:
    """The head of a bundle. `sha256` is that of its content, `version` of the program that wrote it.

    `settings` and the question `by` are those of its results; `screening` is the record of the people who were left
    out before it was counted, None when nobody was; `title`, `question`, `author` and `date` are the caller's. Of a
    counts file, `batches` are those in it, and `periods` the question whose segments are times.
    """

    sha256: str
    version: str
    settings: Settings
    by: str | None = None
    screening: Mapping[str, Any] | None = None
    title: str = ""
    question: str = ""
    author: str = ""
    date: str = ""
    batches: tuple[Batch, ...] = ()
    periods: str | None = None
    name: str = field(default="", compare=False)
