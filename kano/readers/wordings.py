"""What an answer means: whole normalised wordings against a catalogue. Nothing near or partial ever decides."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

from kano.answers import ANSWERS, Answer
from kano.i18n import LANGUAGES
from kano.wording import answer_sets

_DATA = Path(__file__).parents[1] / "data"
_NUMBERING = re.compile(r"^\W*(?:\d{1,2}\s*[-–—.:)、=）]?\s*|[a-e]\s*[.:)、）]\s*)(?=[^\W\d])")

BLANK = ""
OPEN = "?"
"""In a mapping: an answer whose meaning nobody has given yet. It blocks."""


def normalise(text: str) -> str:
    """Width, case, punctuation, emoji and leading numbers do not matter; every other letter does."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _NUMBERING.sub("", text)
    text = re.sub(r"(?<=\w)['’‘`´](?=\w)", "", text)
    return " ".join(re.findall(r"\w+", text.replace("_", " ")))


@cache
def catalogue() -> dict[str, Answer]:
    """From each known wording, normalised, to its answer: the answer sets and what other tools and authors wrote."""
    known: dict[str, Answer] = {}
    for texts in json.loads((_DATA / "wordings.json").read_text(encoding="utf-8")).values():
        known |= {normalise(text): Answer(letter) for letter, wordings in texts.items() for text in wordings}
    for answers in answer_sets().values():
        for lang in LANGUAGES:
            known |= dict(zip(map(normalise, answers[lang]), ANSWERS, strict=True))
    return known


@cache
def headers() -> dict[str, frozenset[str]]:
    """Words for the columns of a file, by role."""
    data = json.loads((_DATA / "headers.json").read_text(encoding="utf-8"))
    return {role: frozenset(texts) for role, texts in data.items()}


def is_blank(text: str) -> bool:
    return text.strip().casefold() in headers()["no answer"]


def number(text: str) -> int | None:
    """The whole number that a cell holds, if it holds nothing else (`3`, `3.0`)."""
    match = re.fullmatch(r"(-?\d{1,3})(?:\.0+)?", text.strip())
    return int(match[1]) if match else None


IMPORTANCE = range(1, 10)
"""The scale of the importance question, Berger et al. (1993), Fig. 11."""


def rating_of(text: str) -> int | None:
    """`7`, or the 9 of `9 - Extremely important`; None for anything else (`5-7`, `2 of 5 stars`)."""
    labelled = re.fullmatch(r"(\d)\D+", text)
    return number(labelled[1] if labelled else text)


def meaning(text: str) -> Answer | str:
    """The answer of a wording or of its letter code; "" for no answer; "?" when it is not known."""
    if is_blank(text):
        return BLANK
    if text in tuple(ANSWERS):
        return Answer(text)
    return catalogue().get(normalise(text), OPEN)
