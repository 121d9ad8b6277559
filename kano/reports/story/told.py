"""A story with its pictures: all that a writer of pages or slides needs, whatever analysis it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any

from kano.errors import KanoError
from kano.i18n import Translate, catalogue
from kano.reports import FORMATS, About
from kano.reports.story.parts import Story

Draw = Callable[[], Any]
"""Draws a chart when it is called."""

PRESENTED = ("pptx", "pdf", "docx", "html", "zip")
"""The formats that a story can be written in."""


@dataclass(frozen=True, eq=False)
class Told:
    """`drawings` gives every chart by name, light or dark (True); those of the story's sections are among them.

    `data` makes the formats that are the result's own, as bare numbers.
    """

    story: Story
    drawings: Callable[[bool], Mapping[str, Draw]]
    about: About = field(default_factory=About)
    data: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)

    @property
    def lang(self) -> str:
        return self.story.lang

    @cached_property
    def t(self) -> Translate:
        return catalogue(self.lang)

    @property
    def formats(self) -> tuple[str, ...]:
        """Those to present first."""
        return (*PRESENTED, *self.data)

    def picture(self, name: str, dark: bool = False) -> Any:
        """One of the charts. Raises KeyError for a name that there is none of."""
        return self.drawings(dark)[name]()

    def check(self, suffix: str) -> None:
        """Raises KanoError when there is no such format."""
        if suffix not in self.formats:
            raise KanoError("format-unknown", format=suffix, known=", ".join(self.formats))

    def written(self, suffix: str) -> bytes:
        """The file in one of `formats`. Raises KanoError when there is no such format."""
        self.check(suffix)
        if suffix in self.data:
            return self.data[suffix]()
        data: bytes = import_module(f"kano.reports.{FORMATS[suffix].module}").made(self)
        return data
