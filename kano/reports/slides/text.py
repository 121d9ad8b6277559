"""Text that fits its box: measured by its signs, because programs shrink text each in their own way."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Any
from unicodedata import east_asian_width

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from kano.forms.docx_file import TAGS
from kano.reports.slides.deck import INCH, Box

LETTER, LINE = 0.53, 1.25
"""Of the size of the type: how wide a Latin letter is on average, and how high a line."""


def lines(text: str, size: float, width: int) -> int:
    """How many lines a text takes in a box of that width (English metric units)."""
    fit = max(floor(width / INCH * 72 / (size * LETTER)), 1)
    return max(ceil(signs(text) / fit * 1.04), 1)


def signs(text: str) -> float:
    """How wide a text is in Latin letters."""
    return sum(1.9 if east_asian_width(sign) in "WF" else 1.0 for sign in text)


def fitted(text: str, box: Box, sizes: Sequence[float]) -> tuple[str, float]:
    """The largest of the sizes in which a text fits; in the smallest it is cut, its end marked."""
    for size in sizes:
        if lines(text, size, box.width) * size * LINE <= box.height / INCH * 72:
            return text, size
    size = sizes[-1]
    room = floor(box.height / INCH * 72 / (size * LINE)) * floor(box.width / INCH * 72 / (size * LETTER))
    return shortened(text, room / 1.04 - 1), size


def shortened(text: str, most: float) -> str:
    """At most so many Latin letters of it."""
    if signs(text) <= most:
        return text
    kept, width = "", 1.0
    for sign in text:
        width += signs(sign)
        if width > most:
            break
        kept += sign
    return kept.rstrip() + "…"


def put(frame: Any, text: str, lang: str, size: float, **look: Any) -> Any:
    """A paragraph of one run; the first replaces the empty one that every box has."""
    first = frame.paragraphs[0]
    paragraph = first if not first.runs and len(frame.paragraphs) == 1 else frame.add_paragraph()
    run = paragraph.add_run()
    run.text = text
    dressed(run, lang, size, **look)
    return paragraph


def dressed(run: Any, lang: str, size: float, bold: bool = False, colour: str = "") -> None:
    """Size, weight, colour and language; without a colour that of the theme."""
    run.font.size, run.font.bold = Pt(size), bold
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    else:
        run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    run._r.get_or_add_rPr().set("lang", TAGS[lang])


def taken(texts: Sequence[str], box: Box, sizes: Sequence[float]) -> float:
    """Inches that a list takes in the size in which it fits."""
    return min(_height(texts, _size(texts, box, sizes), box.width), box.height / INCH)


def _size(texts: Sequence[str], box: Box, sizes: Sequence[float]) -> float:
    return next((size for size in sizes if _height(texts, size, box.width) <= box.height / INCH), sizes[-1])


def bullets(slide: Any, texts: Sequence[str], box: Box, lang: str, sizes: Sequence[float]) -> None:
    """A list in the largest size in which it fits; what does not fit in the smallest is left out, with a mark."""
    frame = slide.shapes.add_textbox(box.left, box.top, box.width, box.height).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    size = _size(texts, box, sizes)
    room = box.height / INCH
    for text in texts:
        height = _height([text], size, box.width)
        if height > room:
            put(frame, "…", lang, size)
            break
        put(frame, text, lang, size).space_after = Pt(size * 0.45)
        room -= height


def _height(texts: Sequence[str], size: float, width: int) -> float:
    """In inches."""
    return sum(lines(text, size, width) * size * LINE + size * 0.45 for text in texts) / 72
