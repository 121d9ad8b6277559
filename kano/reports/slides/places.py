"""Where on a slide texts, tables and pictures stand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kano.reports.pictures import png, svg
from kano.reports.slides.deck import INCH, Box, Deck
from kano.reports.slides.tables import high, pages
from kano.reports.slides.text import taken
from kano.reports.story import Grid, Section, Still, Told

CAPTION = 2
"""Texts that stand above a figure or a table; all of them stand in the notes."""
SIZES = (13, 12, 11, 10)


def caption_box(box: Box) -> Box:
    return replace(box, height=min(int(0.95 * INCH), box.height // 4))


def caption_height(texts: Sequence[str], box: Box) -> float:
    """Inches of the texts above a figure or a table, with the space below them."""
    return taken(texts[:CAPTION], caption_box(box), SIZES) + 0.14 if texts else 0.0


def beside(grids: Sequence[Grid], section: Section, made: Deck) -> list[Box]:
    """Places for tables side by side, none when one of them would not fit."""
    lower = made.body.below(caption_height(section.text, made.body) + 0.34)
    gap = int(0.4 * INCH)
    width = (lower.width - gap * (len(grids) - 1)) // len(grids)
    boxes = [Box(lower.left + place * (width + gap), lower.top, width, lower.height) for place in range(len(grids))]
    narrow = width < 3.2 * INCH
    fits = all(len(list(pages(grid, box))) == 1 for grid, box in zip(grids, boxes, strict=True))
    return boxes if fits and not narrow else []


def stacked(grids: Sequence[Grid], section: Section, made: Deck) -> list[Box]:
    """Places for tables below each other, none when they would not all fit."""
    lower = made.body.below(caption_height(section.text, made.body))
    boxes, top = [], lower.top
    for grid in grids:
        height = int(high(grid, lower) * INCH)
        boxes.append(Box(lower.left, top + int(0.34 * INCH), lower.width, height))
        top = boxes[-1].bottom + int(0.12 * INCH)
    return boxes if top <= lower.bottom else []


def picture(slide: Any, still: Still, report: Told, box: Box) -> None:
    """A picture as large as its place lets it be, with words for those who cannot see it."""
    shape = slide.shapes.add_picture(io.BytesIO(png(svg(report.picture(still.name)))), box.left, box.top)
    share = min(box.width / shape.width, box.height / shape.height)
    shape.width, shape.height = int(shape.width * share), int(shape.height * share)
    shape.left = box.left + (box.width - shape.width) // 2
    about = shape._element.nvPicPr.cNvPr
    about.set("name", still.name)
    about.set("descr", f"{still.title}. {still.alt}")
