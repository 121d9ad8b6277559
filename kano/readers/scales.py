"""Answers as numbers: which scale they come from, and what each means once its direction is given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Dict

import numpy as np
import numpy.typing as npt

from kano.answers import ANSWERS, CODE_OF, THREE_LEVELS, Answer
from kano.errors import KanoError
from kano.readers.table import Column
from kano.readers.wordings import BLANK, OPEN, is_blank, meaning, number

SCORES = {
    "functional": dict(zip((4, 2, 0, -1, -2), ANSWERS, strict=True)),
    "dysfunctional": dict(zip((-2, -1, 0, 2, 4), ANSWERS, strict=True)),
}
"""The scores of DuMouchel (in Berger et al. 1993, p. 18), which run the other way for the question without."""

DIRECTIONS = ("like-first", "dislike-first", "scores")

_OPTION = re.compile(r"AO?0?([1-9])")
"""How LimeSurvey codes the first, second, ... answer."""


def coded(text: str) -> int | None:
    """The number of an answer that is a bare number or a numbered option (`A1`, `AO01`)."""
    option = _OPTION.fullmatch(text.strip())
    return int(option[1]) if option else number(text)


def first_code(texts: Iterable[str], levels: int) -> int:
    """The lowest code of the scale: 1, or another where exactly `levels` codes in a row are used (0-4, 11-15)."""
    found = {code for text in texts if (code := coded(text)) is not None}
    if found and not found <= set(range(1, levels + 1)) and max(found) - min(found) == levels - 1:
        return min(found)
    return 11 if found and found <= set(range(11, 11 + levels)) else 1


def is_scored(texts: Iterable[str]) -> bool:
    """Whether numbers are the scores 4, 2, 0, -1, -2 and nothing else: no scale of five has both -1 and 4."""
    found = {code for text in texts if (code := coded(text)) is not None}
    return found <= set(SCORES["functional"]) and 4 in found and min(found) < 0


def meanings(
    texts: Iterable[str], direction: str | None, levels: int, first: int = 1, side: str = "functional"
) -> dict[str, Answer | str]:
    """What each distinct cell means. Numbers mean nothing until their direction is given."""
    texts = list(texts)
    levels_of, unclear = _codes(direction, levels, first, side), _unclear_letters(texts)
    result: dict[str, Answer | str] = {}
    for text in texts:
        code = coded(text)
        known = meaning(text) if code is None else levels_of.get(code, OPEN)
        result[text] = OPEN if text in unclear else known
    return result


def codes_of(column: Column, meant: Dict[str, str]) -> npt.NDArray[np.int8]:
    """(rows,) codes 0..5 of the cells by what each means. Raises KanoError for a cell whose meaning nobody gave."""
    missing = [value for value in column.values if value not in meant and not is_blank(value)]
    if missing:
        raise KanoError("answers-unresolved", answers=", ".join(f"“{text}”" for text in missing))
    letters = [meant.get(value, BLANK) for value in column.values]
    lookup = np.array([CODE_OF[Answer(letter)] if letter else 0 for letter in letters], dtype=np.int8)
    return lookup[column.codes]


def _unclear_letters(texts: Iterable[str]) -> set[str]:
    """Bare letters that are no L E N W D for sure: D and E may be the last two of five options A to E."""
    letters = {text for text in texts if re.fullmatch("[A-Z]", text)}
    return set() if letters <= set("LENWD") and letters & set("LNW") else letters


def _codes(direction: str | None, levels: int, first: int, side: str) -> Dict[int, Answer]:
    if direction is None:
        return {}
    if direction == "scores":
        return SCORES[side]
    order = {5: ANSWERS, 3: THREE_LEVELS}[levels]
    return dict(enumerate(order if direction == "like-first" else order[::-1], start=first))
