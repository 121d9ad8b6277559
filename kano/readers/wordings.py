"""What an answer means: whole normalised wordings against a catalogue. Nothing near or partial ever decides."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kano.answers import ANSWERS, Answer
from kano.i18n import LANGUAGES
from kano.wording import answer_sets

_DATA = Path(__file__).parents[1] / "data"
_NUMBERING = re.compile(r"^\W*(?:\d{1,2}\s*(?:[-–—.:)\]、=]\s*)?|[a-e]\s*[.:)\]、]\s*)(?=[^\W\d])")
_NUMBERED_BEHIND = re.compile(r"(?<=\w)\W*[(\[【]\s*\d{1,2}\s*[)\]】]\W*$")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\u20e3\ufe00-\ufe0f\ufeff]")
_QUOTES = str.maketrans(dict.fromkeys("’‘´`ʼ′＇", "'"))
_ASCII_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})

_EAST = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_BETWEEN_LANGUAGES = re.compile(
    rf"[/|\n()\[\]【】]|(?<=[{_EAST}])(?<=\w)\W+(?=[^\W\d_{_EAST}])|(?<=[^\W\d_{_EAST}])\W+(?=[{_EAST}])"
)
"""Where one cell may say the same twice; a line break has become a blank by then, so a change of script counts."""

LONGEST = 300
"""A longer text is no wording: nobody looks into it. A cell may hold a million signs."""

BLANK = ""
OPEN = "?"
"""In a mapping: an answer whose meaning nobody has given yet. It blocks."""


def _is_long(text: str) -> bool:
    return len(text) > LONGEST and len(text.strip()) > LONGEST


def _plain(text: str) -> str:
    """Without entities, tags, invisible signs and a code in brackets behind it; full-width signs made narrow."""
    text = unicodedata.normalize("NFKC", html.unescape(text).translate(_QUOTES))
    text = re.sub(r"<br\s*/?>", "\n", _UNSEEN.sub("", text), flags=re.IGNORECASE)
    return _NUMBERED_BEHIND.sub("", _TAG.sub(" ", text))


def normalise(text: str) -> str:
    """Width, case, punctuation, emoji, tags and numbers before or behind do not matter; every other letter does.

    What is too long for a wording stays as it is, and so unlike any.
    """
    if _is_long(text):
        return text
    text = _NUMBERING.sub("", _plain(text.strip()).casefold())
    text = re.sub(r"(?<=\w)'(?=\w)", "", text)
    return " ".join(re.findall(r"\w+", text.replace("_", " ")))


@cache
def _data() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = json.loads((_DATA / "wordings.json").read_text(encoding="utf-8"))
    return data


def _by_text(section: str) -> dict[str, str]:
    """From each wording of a section, normalised, to what it stands under. German is known in ASCII as well."""
    found: dict[str, str] = {}
    for lang, groups in _data()[section].items():
        for group, wordings in groups.items():
            found |= {normalise(text): group for text in wordings}
            if lang == "de":
                found |= {normalise(text.translate(_ASCII_GERMAN)): group for text in wordings}
    return found


@cache
def catalogue() -> dict[str, Answer]:
    """From each known wording, normalised, to its answer: the answer sets and what other tools and authors wrote."""
    known = {text: Answer(letter) for text, letter in _by_text("wordings").items()}
    for answers in answer_sets().values():
        for lang in LANGUAGES:
            known |= dict(zip(map(normalise, answers[lang]), ANSWERS, strict=True))
    return known


@cache
def _likely() -> dict[str, Answer]:
    """Wordings that published sets use differently, or that few would misread: only the user decides."""
    return {text: Answer(letter) for text, letter in _by_text("confirm").items()}


@cache
def _scales() -> dict[str, str]:
    return _by_text("other scales")


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


def rating_of(text: str) -> int | None:
    """`7`, or the 9 of `9 - Extremely important`; None for anything else (`5-7`, `2 of 5 stars`)."""
    labelled = re.fullmatch(r"(\d)\D+", text)
    return number(labelled[1] if labelled else text)


def meaning(text: str) -> Answer | str:
    """The answer of a wording or of its letter code; "" for no answer; "?" when it is not known.

    A cell that says the same in two languages means what both of them mean.
    """
    return BLANK if is_blank(text) else _agreed(text, _known) or OPEN


def _known(text: str) -> Answer | None:
    code = text.strip()
    return Answer(code) if code in tuple(ANSWERS) else catalogue().get(normalise(text))


def _agreed(text: str, look_up: Callable[[str], Answer | None]) -> Answer | None:
    """What the whole text means, else what every one of its parts means."""
    if _is_long(text):
        return None
    if (whole := look_up(text)) is not None:
        return whole
    found = {look_up(part) for part in _parts(text.strip())}
    return found.pop() if len(found) == 1 else None


def _parts(text: str) -> Iterator[str]:
    return (part for part in _BETWEEN_LANGUAGES.split(_plain(text)) if re.search(r"\w", part))


def suggestion(text: str) -> Answer | None:
    """What an answer that is not known may mean: shown to the user for confirmation, never decided."""
    if meaning(text) != OPEN:
        return None
    return _agreed(text, lambda part: _known(part) or _likely().get(normalise(part)))


def other_scale(texts: Iterable[str]) -> str | None:
    """`satisfaction`, `agreement`, `importance` or `frequency` when most distinct answers are of such a scale.

    It is no Kano scale then, and nothing of it is mapped. Bare numbers and blanks are of no scale.
    """
    distinct = {normalise(text) for text in texts if number(text) is None and not is_blank(text)} - {""}
    kinds = Counter(_scales()[text] for text in distinct if text in _scales())
    kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
    return kind if 2 * count > len(distinct) else None
