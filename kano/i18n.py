"""Words for codes: `catalogue(lang)` gives a `t(key, ...)` that is passed along, never a global."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
DEFAULT = "en"

Translate = Callable[..., str]
_FOLDER = Path(__file__).parent / "data" / "locale"


@cache
def _texts(lang: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((_FOLDER / f"{lang}.json").read_text(encoding="utf-8"))
    return texts


KEYS = frozenset(_texts(DEFAULT))
"""Every key that has a text."""


def catalogue(lang: str = DEFAULT) -> Translate:
    """The texts of one language as a function `t(key, **values)`.

    A key that the language lacks is looked up in English; a key that English lacks raises KeyError.
    Raises ValueError for a language that is not in `LANGUAGES`.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}; known: {', '.join(LANGUAGES)}")
    texts, fallback = _texts(lang), _texts(DEFAULT)

    def t(key: str, /, **values: object) -> str:
        text = texts[key] if key in texts else fallback[key]
        return text.format(**values) if values else text

    return t
