"""What a report tells, before it is a slide, a page or a sheet: sections of one message each.

Texts are plain: they hold what users wrote, and each writer makes them harmless in its own file.
"""

from __future__ import annotations

from dataclasses import dataclass

from kano.answers import Category
from kano.reports.figures import Figure


@dataclass(frozen=True)
class Grid:
    """A table in words. `numeric` columns stand on the right, the column `wide` takes the room that is left.

    `kinds` is the category of each row, for its colour, or empty.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    numeric: frozenset[int] = frozenset()
    wide: int = 0
    kinds: tuple[Category | None, ...] = ()

    @property
    def leading(self) -> int:
        """The first column of words, in which the colour of a row's category stands."""
        return next((place for place in range(len(self.heads)) if place not in self.numeric), 0)


@dataclass(frozen=True)
class Still:
    """A picture whose numbers no figure has: its `name` among the drawings, its title, and `alt`, the same in words."""

    name: str
    title: str
    alt: str


@dataclass(frozen=True)
class Section:
    """One message: `title` is the sentence that says it. `notes` are the numbers behind it, for who presents it.

    `heading` says in a word or two what the section is about. `still` is its picture where it has no `figure`. Sections
    of the `appendix` stand at the end.
    """

    name: str
    heading: str
    title: str
    text: tuple[str, ...] = ()
    figure: Figure | None = None
    grids: tuple[Grid, ...] = ()
    notes: tuple[str, ...] = ()
    appendix: bool = False
    still: Still | None = None

    @property
    def drawn(self) -> Figure | Still | None:
        """What is to be seen, with its name, title and words."""
        return self.figure or self.still


@dataclass(frozen=True)
class Story:
    """A report from its title to its appendix; `line` says of whom, from what and when, `foot` how it was made."""

    lang: str
    title: str
    line: str
    foot: str
    sections: tuple[Section, ...]

    def of(self, *names: str) -> tuple[Section, ...]:
        """The sections of these names, in their own order."""
        return tuple(section for section in self.sections if section.name in names)
