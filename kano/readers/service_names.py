"""What a column of a service-quality file says of itself: which item, and whether what was expected or perceived."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kano.readers.pairing.names import unnumbered
from kano.readers.table import Column

ROLES = ("expectation", "perception", "adequate", "importance")
"""What may be asked of an item."""

_DATA = Path(__file__).parents[1] / "data" / "service.json"
_CODE = re.compile(r"([EP])[ _.-]?0*(\d{1,3})(?:\s*[ .:：、_-]\s*(\S.*))?", re.IGNORECASE)
_BRACKETS = re.compile(r"(.*?)\s*[(（\[【]\s*([^()（）\[\]【】]+?)\s*[)）\]】]\s*(.*)", re.DOTALL)
_BETWEEN = re.compile(r"\s+[-–—|/:：]\s+|\s*(?:——|[—_:：|])\s*")
_EAST = "\u3400-\u9fff"
_MARKS = " -–—_:：|/.、"
_LETTERS = {"e": "expectation", "p": "perception"}


class Told(NamedTuple):
    """`key` is the same for all columns of an item, `text` how a person would call it."""

    role: str
    key: str
    text: str


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Per role the words for it, the longest first."""
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    return {role: tuple(sorted(found, key=len, reverse=True)) for role, found in data.items()}


def by_code(column: Column) -> Told | None:
    """`E1` and `P1`, perhaps with a text behind or a label below."""
    found = _CODE.fullmatch(column.name.strip())
    if not found:
        return None
    role = "expectation" if found[1].upper() == "E" else "perception"
    return Told(role, str(int(found[2])), (found[3] or column.label).strip())


def by_words(column: Column) -> Told | None:
    """`Polite staff (expectation)`, `Expectation - Polite staff`, `期望值_有礼貌`, or a word in a matrix's stem."""
    for text in dict.fromkeys((column.label, column.name)):
        parts = [(a, b) for one, other in _splits(unnumbered(text)) if (a := _bare(one)) and (b := _bare(other))]
        for role_of in (_is_role, _has_role):
            told = [Told(role, plain(key), key) for said, key in _either(parts) if (role := role_of(said))]
            sound = [one for one in told if not _is_role(one.text)]
            if sound:
                return sound[0]
    return None


def is_role_row(cells: Iterable[str]) -> bool:
    """Whether a row says of its columns what was expected and what was perceived: it is a header."""
    return {"expectation", "perception"} <= {_is_role(cell) for cell in cells}


def plain(text: str) -> str:
    """The same for what people would call the same."""
    return " ".join(text.casefold().split())


def mentions(text: str, found: Iterable[str]) -> bool:
    """Whether one of the words stands in a text: whole in Latin script, anywhere in Chinese."""
    return any(_mentions(plain(text), word) for word in found)


def _mentions(text: str, word: str) -> bool:
    return word in text if re.search(f"[{_EAST}]", word) else bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text))


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The ways a header falls into two."""
    if bracket := _BRACKETS.fullmatch(text):
        yield f"{bracket[1]} {bracket[3]}", bracket[2]
    for between in _BETWEEN.finditer(text):
        yield text[: between.start()], text[between.end() :]
    if spoken := re.fullmatch(r"(\w+)\s+(\d{1,3})", text):
        yield spoken[1], spoken[2]
    for word in (word for role in ROLES for word in words()[role] if re.search(f"[{_EAST}]", word)):
        if text.startswith(word) or text.endswith(word):
            yield word, text[len(word) :] if text.startswith(word) else text[: -len(word)]


def _bare(text: str) -> str:
    return text.strip(_MARKS)


def _either(parts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for one, other in parts:
        yield one, other
        yield other, one


def _is_role(text: str) -> str | None:
    said = plain(text)
    return _LETTERS.get(said) or next((role for role in ROLES if said in words()[role]), None)


def _has_role(text: str) -> str | None:
    """The one role that a stem mentions."""
    found = [role for role in ROLES if mentions(text, words()[role])]
    return found[0] if len(found) == 1 else None
