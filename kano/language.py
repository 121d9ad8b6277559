"""What little of grammar the product needs: words and signs that deny, found whole and without false friends."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
_SCRIPTS = ("\u3040-\u30ff", "㐀-鿿", "\uac00-\ud7af")
"""Japanese kana, Chinese signs, Korean hangul."""

_EAST = "".join(_SCRIPTS)
_WORD = re.compile(rf"[^\W\d_{_EAST}]+(?:[-'][^\W\d_{_EAST}]+)*|[{_EAST}]|\d+")
_ELIDED = re.compile(r"(?<![\w'])(n|d|l|j|m|t|s|c|qu)'(?=\w)")
"""French: `n'a pas` denies as `ne` does, and `d'aide` is about `aide`."""


@cache
def _negation() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_DATA / "negation.json").read_text(encoding="utf-8"))
    return data


def words(text: str) -> list[str]:
    """Lower-case words; a Chinese, Japanese or Korean sign is a word. Apostrophes are dropped: can't -> cant."""
    return _WORD.findall(re.sub(r"(?<=\w)['’](?=\w)", "", text.casefold()))


def find(text: str, whole: Sequence[str], signs: Sequence[str], innocent: Sequence[str]) -> list[str]:
    """Which of the words (whole, any case) and signs (anywhere, longest first) occur, innocent words aside."""
    seen = _seen(text, whole, signs, innocent)
    return [word for word in (*whole, *sorted(signs, key=len, reverse=True)) if word in seen]


def _seen(text: str, whole: Sequence[str], signs: Sequence[str], innocent: Sequence[str]) -> Counter[str]:
    """How often each of them occurs."""
    rest = text.casefold()
    for harmless in innocent:
        rest = rest.replace(harmless, " ")
    seen = Counter(_any_of(tuple(whole)).findall(rest) if whole else ())
    for sign in sorted(signs, key=len, reverse=True):
        seen[sign] += rest.count(sign)
        rest = rest.replace(sign, " ")
    return +seen


@cache
def _any_of(whole: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, standing alone; `No. 5` denies nothing."""
    either = "|".join(map(re.escape, sorted(whole, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])({either})(?![\w-]|\. ?\d)")


def negations(text: str) -> list[str]:
    """The words that deny something in a text, in whichever of our languages it is."""
    return find(*_denying(text))


def denials(text: str) -> int:
    """How often a text denies something: the question without "No queue" denies twice."""
    return _seen(*_denying(text)).total()


def _denying(text: str) -> tuple[str, Sequence[str], Sequence[str], Sequence[str]]:
    """The text and what denies in its language."""
    flat = _flat(text)
    words, signs, innocent = (_merged(part, _languages(flat)) for part in ("words", "signs", "innocent"))
    return flat, words, signs, innocent


def _flat(text: str) -> str:
    """Lower case, French elisions apart, other apostrophes dropped."""
    flat = _ELIDED.sub(lambda match: match[1] + ("e " if match[1] == "n" else " "), text.casefold().replace("’", "'"))
    return re.sub(r"(?<=\w)'(?=\w)", "", flat)


@cache
def _merged(part: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    lists: dict[str, list[str]] = _negation()[part]
    return tuple(dict.fromkeys(word for lang in languages for word in lists.get(lang, ())))


def _languages(text: str) -> tuple[str, ...]:
    """What a text may be written in: by its script, and in Latin script by the small words that it holds most of.

    `no` denies in Spanish and means "in the" in Portuguese; 不 denies in Chinese and is a part of words in Japanese.
    """
    kana, han, hangul = (len(re.findall(f"[{script}]", text)) for script in _SCRIPTS)
    # A の in a Chinese name does not make a sentence Japanese.
    east = {"ja": 5 * kana > han, "zh": han >= 5 * kana and han, "ko": hangul}
    return (*(lang for lang, written in east.items() if written), *_latin(words(text)))


def _latin(tokens: Iterable[str]) -> list[str]:
    held = set(tokens)
    hits = {lang: len(held.intersection(small)) for lang, small in _negation()["known by"].items()}
    return [lang for lang, n in hits.items() if n == max(hits.values())]


@cache
def small_words() -> frozenset[str]:
    """Words and signs that say nothing of what a text is about: helpers, to have, what languages are known by."""
    data = _negation()
    lists = [data["helpers"], *data["known by"].values(), *data["having"].values(), data["small"]]
    return frozenset(_stem(word) for words_of in lists for word in words_of) | frozenset(
        sign for words_of in lists for word in words_of for sign in word if not sign.isascii()
    )


def without_negation(text: str) -> list[str]:
    """The words of a text less its negations, verb endings and helpers: what a parallel pair has in common."""
    flat = bare = _flat(text)
    denied = set(negations(text))
    having = _merged("having", _languages(flat))
    for sign in (*sorted((d for d in denied if re.search(f"[{_EAST}]", d)), key=len, reverse=True), *having):
        bare = bare.replace(sign, "")
    helpers = {*_negation()["helpers"], *denied}
    return [_stem(word) for word in words(bare) if word not in helpers]


def _stem(word: str) -> str:
    return "hav" if word == "has" else re.sub(r"(?<=\w{2})(es|s|e)$", "", word) if word.isascii() else word


def has_chinese(text: str) -> bool:
    return bool(re.search("[㐀-鿿]", text))
