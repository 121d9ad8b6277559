"""Wording lint: what makes a question pair hard to answer honestly. Each finding says why and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from kano.errors import Finding
from kano.language import find, has_chinese, negations, without_negation, words
from kano.questionnaire import Feature, Questionnaire

MOST_PAIRS = 20
MOST_WORDS, MOST_SIGNS = 30, 60
PARALLEL = 0.75
"""Least share of common words in a pair, negation aside."""


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parent / "data" / "lint.json"
    lists: dict[str, dict[str, list[str]]] = json.loads(path.read_text(encoding="utf-8"))
    return lists


def lint(questionnaire: Questionnaire) -> tuple[Finding, ...]:
    """Findings on the whole, then feature by feature, language by language."""
    return (
        *_whole(questionnaire),
        *_segments(questionnaire),
        *(f for feature in questionnaire.features for f in _feature(feature)),
    )


def _whole(q: Questionnaire) -> Iterator[Finding]:
    if q.pairs_asked > MOST_PAIRS:
        yield Finding("too-many", values={"n": q.pairs_asked, "most": MOST_PAIRS})
    for lang in sorted({lang for f in q.features for lang in f.functional} - set(q.languages)):
        missing = [q.name(f, lang) for f in q.features if lang not in f.functional]
        yield Finding("language-incomplete", values={"lang": lang, "features": ", ".join(missing)})


def _segments(q: Questionnaire) -> Iterator[Finding]:
    for segment in q.segments:
        for lang, text in segment.question.items():
            if has_chinese(text) == (lang == "en"):
                yield Finding("untranslated", text, {"lang": lang, "name": text})


def _feature(feature: Feature) -> Iterator[Finding]:
    name = next(iter(feature.name.values()))
    for lang in feature.functional:
        for code, values in _language(feature, lang):
            yield Finding(code, name, {"lang": lang, **values})


def _language(feature: Feature, lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    name, functional = feature.name.get(lang, ""), feature.functional[lang]
    dysfunctional = feature.dysfunctional[lang]
    if name and has_chinese(name) == (lang == "en"):
        yield "untranslated", {"name": name}
        return
    for code, lists in _lists().items():
        texts = f"{name} | {functional}" + (f" | {dysfunctional}" if code == "method-words" else "")
        if found := find(texts, lists["words"], lists["signs"], lists["innocent"]):
            yield code, {"words": ", ".join(found)}
    if denied := negations(name) or negations(functional):
        yield "negated", {"words": ", ".join(denied)}
    yield from _pair(functional, dysfunctional)
    yield from _script(f"{name} {functional}", lang)


def _pair(functional: str, dysfunctional: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if functional == dysfunctional:
        yield "pair-same", {}
    elif (share := likeness(functional, dysfunctional)) < PARALLEL:
        yield "not-parallel", {"percent": round(100 * share)}
    for text in (functional, dysfunctional):
        length, most = (len(text), MOST_SIGNS) if has_chinese(text) else (len(words(text)), MOST_WORDS)
        if length > most:
            yield "too-long", {"length": length, "most": most, "question": text}


def likeness(one: str, other: str) -> float:
    """0..1: how much two questions have in common, negation aside."""
    return SequenceMatcher(None, without_negation(one), without_negation(other), autojunk=False).ratio()


def _script(texts: str, lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    encoding = {"zh-Hans": "gb2312", "zh-Hant": "big5"}.get(lang)
    odd = [sign for sign in dict.fromkeys(texts) if encoding and has_chinese(sign) and not _fits(sign, encoding)]
    if odd:
        yield "other-script", {"signs": " ".join(odd)}


def _fits(sign: str, encoding: str) -> bool:
    try:
        return bool(sign.encode(encoding))
    except UnicodeEncodeError:
        return False
