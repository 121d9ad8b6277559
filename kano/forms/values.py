"""What answers are called in tools that keep a value beside each text; texts that a language may lack."""

from __future__ import annotations

from kano.forms.questions import Choice
from kano.i18n import DEFAULT
from kano.questionnaire import Texts

_WORDS = {"L": "like", "E": "expect", "N": "neutral", "W": "live_with", "D": "dislike"}
"""Words that the reader's catalogue knows, so that an export of values is read without a question."""


def value(choice: Choice) -> str:
    return _WORDS.get(choice.code, choice.code)


def told(texts: Texts | None, lang: str) -> str:
    """A text that need not be worded in every language: in this one, in English, or in its first."""
    texts = texts or {}
    return texts.get(lang) or texts.get(DEFAULT) or next(iter(texts.values()), "")
