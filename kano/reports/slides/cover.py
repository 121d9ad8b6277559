"""The first slide: title, question, by whom, from what and when."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Pt

from kano.answers import Category
from kano.forms.docx_file import TAGS
from kano.reports.slides.deck import SUBTITLE, Deck
from kano.reports.slides.look import INCH, Box
from kano.reports.slides.slide import without_empty
from kano.reports.slides.text import dressed, fitted, framed, put
from kano.reports.story import Story

SIZES = (44, 40, 36, 30, 26, 22, 18)
QUESTION, LINE = (22, 20, 18, 16, 14, 12), (14, 13, 12, 11, 10)


def cover(made: Deck, told: Story, question: str) -> None:
    slide = made.file.slides.add_slide(made.cover)
    box = _title(made, slide, told.title)
    below = next((each for each in slide.placeholders if int(each.placeholder_format.type) in (SUBTITLE, 2)), None)
    if below is not None:
        place = Box(below.left, below.top, below.width, below.height)
        frame = below.text_frame
        frame.word_wrap = True
    else:
        low = min(box.bottom, made.file.slide_height - int(1.4 * INCH))
        place = Box(box.left, low, box.width, int(1.3 * INCH))
        frame = framed(slide, place)
    _lines(made, frame, place, [(question, QUESTION, 0.55), (told.line, LINE, 0.35)])
    without_empty(slide)


def _title(made: Deck, slide: Any, title: str) -> Box:
    shape = slide.shapes.title
    box = Box(shape.left, shape.top, shape.width, shape.height)
    text, size = fitted(title, box, SIZES, bold=True)
    run = shape.text_frame.paragraphs[0].add_run()
    run.text = text
    if made.own:
        _mark(made, slide, box)
        dressed(run, made.cover_hand, size, bold=True)
    else:
        run.font.size = Pt(size)
        run._r.get_or_add_rPr().set("lang", TAGS[made.hand.lang])
    return box


def _lines(made: Deck, frame: Any, place: Box, texts: list[tuple[str, tuple[int, ...], float]]) -> None:
    """Each in the largest size in which it takes no more than its share of the place."""
    hand = made.cover_hand
    for text, sizes, share in texts:
        if text:
            inner = Box(place.left, place.top, max(place.width - INCH // 5, 1), int(share * place.height))
            shown, size = fitted(text, inner, sizes)
            put(frame, shown, hand, size, colour=hand.quiet if sizes is LINE else "").space_after = Pt(10)


def _mark(made: Deck, slide: Any, title: Box) -> None:
    """Three squares in the colours of basic, performance and excitement."""
    from pptx.enum.shapes import MSO_SHAPE

    size = int(0.26 * INCH)
    for place, kind in enumerate((Category.BASIC, Category.PERFORMANCE, Category.EXCITEMENT)):
        left = title.left + place * int(0.4 * INCH)
        square = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, int(0.9 * INCH), size, size)
        square.fill.solid()
        square.fill.fore_color.rgb = RGBColor.from_string(made.cover_hand.colour(kind))
        square.line.fill.background()
        square.shadow.inherit = False
        about = square._element.nvSpPr.cNvPr
        about.set("descr", "")
