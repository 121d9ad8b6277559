"""A person's two answers in words, and the category that follows, in the colours and shapes of the charts."""

from __future__ import annotations

from kano.answers import Answer, Category
from kano.i18n import Translate
from kano.text import markdown
from kano.ui.parts import look

SHAPES = {"A": "▲", "O": "●", "M": "■", "I": "◆", "R": "▼", "Q": "✚"}
PALE = ("I", "Q")
"""Colours that are too pale for letters."""

MOST = 40
"""Signs of what somebody wrote that are shown."""


def told(present: Answer, absent: Answer, category: Category, t: Translate) -> str:
    """`likes it, would dislike its absence → ● performance`"""
    words = t("ui.told", present=t(f"told.with.{present}"), absent=t(f"told.without.{absent}"))
    return f"{words}\u00a0→\u00a0{coloured(category, t)}"


def coloured(category: Category, t: Translate) -> str:
    """A category as the charts show it."""
    shape, name = SHAPES[category], markdown(t(f"type.{category}"))
    inside, beside = (shape, f"\u00a0**{name}**") if category in PALE else (f"**{shape}\u00a0{name}**", "")
    return f':color[{inside}]{{foreground="{look().tones["category"][category]}"}}{beside}'


def written(functional: str, dysfunctional: str) -> str:
    """What somebody wrote, small and pale behind what it was taken for."""
    return f":small[:gray[“{markdown(short(functional))}” / “{markdown(short(dysfunctional))}”]]"


def short(text: str, most: int = MOST) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
