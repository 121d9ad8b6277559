"""Columns that a survey tool adds by itself: when, how long, in which language, who, and its own bookkeeping."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parents[1] / "data"
_NUMBERED = re.compile(r"(?<=\S) \(\d+\)$")
"""How a repeated header is told from the first: `Name (2)`."""

PERSONAL = ("IP", "e-mail", "name", "phone", "location", "device", "identity")
"""What of a person such a column tells."""


@cache
def _meta() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_DATA / "meta.json").read_text(encoding="utf-8"))
    return data


@cache
def _names() -> dict[str, str]:
    """From each exact header to its kind; a header that tells of a person to what it tells."""
    groups = {kind: names for kind, names in _meta().items() if isinstance(names, list)} | _meta()["person"]
    return {_plain(name): kind for kind, names in groups.items() for name in names}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(f"(?:{p})" for p in found)) for kind, found in _meta()["patterns"].items()}


def _plain(header: str) -> str:
    text = " ".join(unicodedata.normalize("NFKC", header).replace("’", "'").casefold().split())
    return _NUMBERED.sub("", text).rstrip(":")


def _found(header: str) -> str | None:
    text = _plain(header)
    matching = (kind for kind, pattern in _patterns().items() if pattern.fullmatch(text))
    return _names().get(text) or next(matching, None)


def meta_kind(header: str) -> str | None:
    """`time`, `duration`, `language`, `person` or `technical`; None for a column that a tool does not add.

    Whole headers decide, in any case; a question is never taken for one because it mentions a name or a place.
    """
    found = _found(header)
    return "person" if found in PERSONAL else found


def tells_duration(header: str) -> bool:
    """Whether a column holds how long the whole questionnaire took, not one question or page of it."""
    return _names().get(_plain(header)) == "duration"


def personal(header: str) -> str | None:
    """Which of PERSONAL a header tells (`IP`, `e-mail`): what to name when such a column is dropped."""
    found = _found(header)
    return found if found in PERSONAL else None
