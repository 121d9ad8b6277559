"""PPTX: the story as slides, one message each, with charts and tables that can be edited and notes for the speaker."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from kano.forms.docx_file import properties, saved
from kano.reports import Report
from kano.reports.pictures import told
from kano.reports.slides.cover import cover
from kano.reports.slides.deck import own
from kano.reports.slides.plan import sheets_of
from kano.reports.slides.slide import Slide
from kano.reports.slides.template import given
from kano.reports.story import Told
from kano.text import clean

_KEPT = ("\n", "\u00a0")
"""White space that means something."""


def write(report: Report) -> bytes:
    """Raises KanoError when the template that was given cannot be followed."""
    return made(told(report))


def made(report: Told) -> bytes:
    """Of any story. Raises KanoError as `write`."""
    story, about = tidy(report.story), report.about
    deck = given(about.template, report.lang) if about.template else own(report.lang)
    cover(deck, story, tidy(about.question))
    for section in story.sections:
        found = list(sheets_of(section, deck, report))
        for place, draw in enumerate(found, start=1):
            slide = Slide(deck, section, f" ({place}/{len(found)})" if len(found) > 1 else "")
            draw(slide)
            slide.finish(story)
    properties(deck.file, story.title, report.lang, tidy(about.by))
    return saved(deck.file)


def tidy(value: Any) -> Any:
    """The same without signs that a file of XML cannot hold or that turn text around, wherever text is in it."""
    if type(value) is str:
        return _tidied(value, _KEPT)
    if isinstance(value, tuple):
        return tuple(map(tidy, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: tidy(getattr(value, each.name)) for each in fields(value)})
    return value


def _tidied(text: str, kept: tuple[str, ...]) -> str:
    if not kept:
        return clean(text, 2 * len(text))
    return kept[0].join(_tidied(part, kept[1:]) for part in text.split(kept[0]))
