"""Places and colours on a slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kano.answers import Category
from kano.charts.look import tones

INCH = 914_400
INK, ACCENT, QUIET = "1F2733", "0066B3", "5B6675"


@dataclass(frozen=True)
class Box:
    """A place on a slide, in English metric units."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def inches(self) -> tuple[float, float]:
        return self.width / INCH, self.height / INCH

    def beside(self, shares: Sequence[float], gap: float) -> list[Box]:
        """Boxes beside each other that share its width, `gap` inches apart."""
        between, left, made = int(gap * INCH), self.left, []
        room = self.width - between * (len(shares) - 1)
        for share in shares:
            made.append(Box(left, self.top, int(room * share / sum(shares)), self.height))
            left = made[-1].right + between
        return made

    def below(self, inches: float) -> Box:
        """Without its upper part."""
        return Box(self.left, self.top + int(inches * INCH), self.width, self.height - int(inches * INCH))

    def above(self, inches: float) -> Box:
        """Without its lower part."""
        return Box(self.left, self.top, self.width, self.height - int(inches * INCH))

    def upper(self, inches: float) -> Box:
        """Its upper part."""
        return Box(self.left, self.top, self.width, min(int(inches * INCH), self.height))

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Hand:
    """How slides are written: the language, and colours that can be read on their ground.

    Without an `ink`, text has the colour that the theme gives it. `rule` is for axes and heads, `faint` for grids.
    """

    lang: str
    ink: str = ""
    quiet: str = QUIET
    rule: str = "8A94A3"
    faint: str = "DDE2E8"
    accent: str = ACCENT
    dark: bool = False

    def colour(self, category: Category) -> str:
        chosen: str = tones(self.dark)["category"][category]
        return chosen.lstrip("#").upper()


def described(about: Any, name: str, words: str) -> None:
    """A name for lists of what is on a slide, and words for those who cannot see it."""
    about.set("name", name)
    about.set("descr", words)
