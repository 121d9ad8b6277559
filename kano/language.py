"""What little of grammar the product needs: words and signs that deny, found whole and without false friends."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W\d_㐀-鿿]+(?:[-'][^\W\d_㐀-鿿]+)*|[㐀-鿿]|\d+")


@cache
def _negation() -> dict[str, list[str]]:
    words: dict[str, list[str]] = json.loads((_DATA / "negation.json").read_text(encoding="utf-8"))
    return words


def words(text: str) -> list[str]:
    """Lower-case words; a Chinese character is a word. Apostrophes inside words are dropped: can't -> cant."""
    return _WORD.findall(re.sub(r"(?<=\w)['’](?=\w)", "", text.casefold()))


def find(text: str, whole: Sequence[str], signs: Sequence[str], innocent: Sequence[str]) -> list[str]:
    """Which of the words (whole, any case) and signs (anywhere, longest first) occur, innocent words aside."""
    rest = text.casefold()
    for harmless in innocent:
        rest = rest.replace(harmless, " ")
    found = [word for word in whole if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", rest)]
    for sign in sorted(signs, key=len, reverse=True):
        if sign in rest:
            found.append(sign)
            rest = rest.replace(sign, " ")
    return found


def negations(text: str) -> list[str]:
    """The words that deny something in a text."""
    data = _negation()
    flat = re.sub(r"(?<=\w)['’](?=\w)", "", text)
    return find(flat, data["words"], data["signs"], data["innocent"])


def without_negation(text: str) -> list[str]:
    """The words of a text less its negations, verb endings and helpers: what a parallel pair has in common."""
    denied = set(negations(text))
    bare = text.casefold()
    for sign in sorted((d for d in denied if not d.isascii()), key=len, reverse=True):
        bare = bare.replace(sign, "")
    helpers = {"do", "does", "did", "any", "a", "an", "some"} | denied
    return [_stem(word) for word in words(bare) if word not in helpers]


def _stem(word: str) -> str:
    return "hav" if word == "has" else re.sub(r"(?<=\w{2})(es|s|e)$", "", word) if word.isascii() else word


def has_chinese(text: str) -> bool:
    return bool(re.search("[㐀-鿿]", text))
