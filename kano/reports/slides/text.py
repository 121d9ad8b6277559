"""Text that fits its box: measured by its signs, because programs shrink text each in their own way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from unicodedata import category, east_asian_width

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from kano.forms.docx_file import TAGS
from kano.reports.slides.look import INCH, Box, Hand

SPACE = 0.4
"""Of the size of the type: what is left between two paragraphs."""
_CUT = "…"
_LATIN, _CHINESE = 1.22, 1.42
"""Of the size of the type: how high a line is."""
_WIDE = {
    **dict.fromkeys("ijlI.,:;'|` ", 0.25),
    **dict.fromkeys('ftr()[]{}-/\\!J"', 0.34),
    **dict.fromkeys("scvxyzkagLFES", 0.46),
    **dict.fromkeys("GHNOQUDw&%", 0.66),
    **dict.fromkeys("mMW@", 0.86),
}
"""How wide signs are, of the size of the type, in Calibri and its like."""
_WORDS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7ff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7ff\uff00-\uffef]+ *|\s+")


def measure(text: str) -> float:
    """How wide a text is, of the size of its type."""
    return sum(map(_sign, text))


@lru_cache(4096)
def _sign(sign: str) -> float:
    if east_asian_width(sign) in "WF":
        return 1.02
    if category(sign) in ("Mn", "Me", "Cf"):
        return 0.0
    if not (sign.isascii() or sign.isalpha()):
        return 0.85 if east_asian_width(sign) == "A" else 0.55
    return _WIDE.get(sign, 0.54)


def lines(text: str, size: float, width: int, bold: bool = False) -> int:
    """How many lines a text takes in a box of that width (English metric units)."""
    room = max(width / INCH * 72 / size / (1.08 if bold else 1.03), 1.0)
    count, used = 1, 0.0
    for word in _WORDS.findall(text):
        need = measure(word.rstrip())
        if used and used + need > room:
            count, used = count + 1, 0.0
        if need > room:
            count, need = count + int(need // room), need % room
            used = need
        else:
            used += measure(word)
    return count


def leading(text: str) -> float:
    """How high a line is, of the size of its type: Chinese type is higher."""
    return _LATIN if text.isascii() or not any(east_asian_width(sign) in "WF" for sign in text) else _CHINESE


def height(text: str, size: float, width: int, bold: bool = False) -> float:
    """In inches."""
    return lines(text, size, width, bold) * size * leading(text) / 72


def stacked(texts: Sequence[str], size: float, width: int) -> float:
    """Inches that texts take one below the other."""
    return sum(height(text, size, width) + SPACE * size / 72 for text in texts)


def fitted(text: str, box: Box, sizes: Sequence[float], bold: bool = False) -> tuple[str, float]:
    """The largest of the sizes in which a text fits; in the smallest it is cut, its end marked."""
    room = box.inches[1]
    for size in sizes:
        if height(text, size, box.width, bold) <= room:
            return text, size
    size, low, high = sizes[-1], 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = height(text[:middle] + _CUT, size, box.width, bold) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + _CUT, size


def shortened(text: str, most: float) -> str:
    """At most so much of it, of the size of its type."""
    if measure(text) <= most:
        return text
    kept, width = 0, measure(_CUT)
    for sign in text:
        width += _sign(sign)
        if width > most:
            break
        kept += 1
    return text[:kept].rstrip() + _CUT


def told_apart(names: Sequence[str], most: float) -> list[str]:
    """Names shortened to a width; those that would then be alike keep their beginning and their end."""
    cut = [shortened(name, most) for name in names]
    alike = {short for short in cut if len({name for name, s in zip(names, cut, strict=True) if s == short}) > 1}
    return [_middle(name, most) if short in alike else short for name, short in zip(names, cut, strict=True)]


def _middle(name: str, most: float) -> str:
    half = (most - measure(_CUT)) / 2
    return shortened(name, half + measure(_CUT)) + shortened(name[::-1], half + measure(_CUT))[-2::-1].lstrip()


def put(frame: Any, text: str, hand: Hand, size: float, **look: Any) -> Any:
    """A paragraph of one run; the first replaces the empty one that every box has."""
    first = frame.paragraphs[0]
    paragraph = first if not first.runs and len(frame.paragraphs) == 1 else frame.add_paragraph()
    run = paragraph.add_run()
    run.text = text
    dressed(run, hand, size, **look)
    return paragraph


def dressed(run: Any, hand: Hand, size: float, bold: bool = False, colour: str = "") -> None:
    """Size, weight, colour and language."""
    run.font.size, run.font.bold = Pt(size), bold
    inked(run.font.color, hand, colour)
    about = run._r.get_or_add_rPr()
    about.set("lang", TAGS[hand.lang])
    if hand.lang != "en":
        about.set("altLang", TAGS["en"])


def inked(colour: Any, hand: Hand, chosen: str = "") -> None:
    """A colour, else that of the hand, else that of the theme."""
    if chosen or hand.ink:
        colour.rgb = RGBColor.from_string(chosen or hand.ink)
    else:
        colour.theme_color = MSO_THEME_COLOR.TEXT_1


def framed(slide: Any, box: Box) -> Any:
    """A box for text without margins, so that everything on the slide stands on one line."""
    frame = slide.shapes.add_textbox(box.left, box.top, box.width, box.height).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def listed(slide: Any, texts: Sequence[str], box: Box, hand: Hand, size: float, colour: str = "") -> None:
    """Texts one below the other."""
    frame = framed(slide, box)
    for text in texts:
        put(frame, text, hand, size, colour=colour).space_after = Pt(size * SPACE)


def sheets(texts: Sequence[str], box: Box, size: float) -> Iterator[list[str]]:
    """As many texts as fit on each slide, one at least."""
    page: list[str] = []
    for text in texts:
        if page and stacked([*page, text], size, box.width) > box.inches[1]:
            yield page
            page = []
        page.append(fitted(text, box, (size,))[0])
    yield page
