"""One slide: its message, what is said above and below, its foot and its notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pptx.util import Pt

from kano.forms.docx_file import TAGS
from kano.reports.slides.deck import FOOT, NUMBER, Deck
from kano.reports.slides.look import INCH, Box
from kano.reports.slides.text import dressed, fitted, framed, inked, listed, put, shortened
from kano.reports.story import Section, Story

TITLES = (26, 24, 22, 20, 18, 16)
NOTE = 10
"""Points of what is said below a figure."""


class Slide:
    """What stands on every slide; `body` is where there is room for more."""

    def __init__(self, made: Deck, section: Section, number: str) -> None:
        self.made, self.hand, self.body = made, made.hand, made.body
        self.raw = made.file.slides.add_slide(made.plain)
        self.section, self.whole = section, list[str]()
        self._title(section.title + number)
        if made.own:
            box = Box(made.title.left, int(0.4 * INCH), made.title.width, int(0.26 * INCH))
            heading = shortened(section.heading, box.width / 12_700 / 12)
            put(framed(self.raw, box), heading, self.hand, 12, bold=True, colour=self.hand.accent)

    def _title(self, title: str) -> None:
        box, frame = self.made.title, self.raw.shapes.title.text_frame
        text, size = fitted(title, _inner(box, frame), TITLES, bold=True)
        self.whole += [title] if text != title else []
        run = frame.paragraphs[0].add_run()
        run.text = text
        if self.made.own:
            dressed(run, self.hand, size, bold=True)
        else:
            run.font.size = Pt(size)
            run._r.get_or_add_rPr().set("lang", TAGS[self.hand.lang])

    def caption(self, texts: Sequence[str], size: float, inches: float) -> None:
        """Texts above what follows."""
        if texts:
            listed(self.raw, texts, self.body.upper(inches), self.hand, size)
            self.body = self.body.below(inches + 0.1)

    def note(self, lines: Sequence[str]) -> None:
        """Quiet lines below a figure."""
        if lines:
            high = len(lines) * NOTE * 1.5 / 72
            place = Box(self.body.left, self.body.bottom - int(high * INCH), self.body.width, int(high * INCH))
            shown = [shortened(line, place.width / 12_700 / NOTE) for line in lines]
            listed(self.raw, shown, place, self.hand, NOTE, colour=self.hand.quiet)
            self.body = self.body.above(high + 0.08)

    def finish(self, told: Story) -> None:
        self._foot(told.foot)
        self._notes([self.section.title, *self.section.text, *self.section.notes, *self.whole, told.line])
        without_empty(self.raw)

    def _foot(self, text: str) -> None:
        """In the places that the layout has for it and for the number, else at the bottom."""
        places = {int(each.placeholder_format.type): each for each in self.made.plain.placeholders}
        low = Box(self.made.body.left, self.made.file.slide_height - int(0.4 * INCH), self.made.body.width, INCH // 4)
        left, right = low.beside((11, 1), 0.1)
        line, number = (_placed(self.raw, places.get(kind), box) for kind, box in ((FOOT, left), (NUMBER, right)))
        put(line, shortened(text, (_width(places.get(FOOT), left) - INCH // 5) / 12_700 / 9), self.hand, 9)
        inked(line.paragraphs[0].runs[0].font.color, self.hand, self.hand.quiet)
        _number(number.paragraphs[0], self.hand.lang, self.hand.quiet, right=places.get(NUMBER) is None)

    def _notes(self, texts: Iterable[str]) -> None:
        frame = self.raw.notes_slide.notes_text_frame
        frame.text = "\n".join(dict.fromkeys(filter(None, texts)))
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run._r.get_or_add_rPr().set("lang", TAGS[self.hand.lang])


def _inner(box: Box, frame: Any) -> Box:
    across, down = frame.margin_left + frame.margin_right, frame.margin_top + frame.margin_bottom
    return Box(box.left, box.top, max(box.width - across, 1), max(box.height - down, 1))


def _width(shape: Any, box: Box) -> int:
    return int(shape.width) if shape is not None and shape.width else box.width


def _placed(slide: Any, shape: Any, box: Box) -> Any:
    """A place of the layout taken over into a slide, which python-pptx leaves out; without one, a box."""
    if shape is None:
        return framed(slide, box)
    from copy import deepcopy

    element = deepcopy(shape._element)
    for name in ("xfrm", "prstGeom"):
        for found in list(element.spPr.findall(f"{{*}}{name}")):
            element.spPr.remove(found)
    for paragraph in list(element.txBody.findall("{*}p"))[1:]:
        element.txBody.remove(paragraph)
    first = element.txBody.find("{*}p")
    for part in [each for each in first if not each.tag.endswith("}pPr")]:
        first.remove(part)
    element.nvSpPr.cNvPr.set("id", str(max((int(each.shape_id) for each in slide.shapes), default=1) + 1))
    slide.shapes._spTree.append(element)
    return slide.shapes[-1].text_frame


def _number(paragraph: Any, lang: str, colour: str, right: bool) -> None:
    """The number of the slide, which stays right when slides are moved."""
    from lxml import etree
    from pptx.enum.text import PP_ALIGN

    if right:
        paragraph.alignment = PP_ALIGN.RIGHT
    space = paragraph._p.nsmap["a"]
    field = etree.SubElement(
        paragraph._p, f"{{{space}}}fld", id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum"
    )
    look = etree.SubElement(field, f"{{{space}}}rPr", lang=TAGS[lang], sz="900")
    fill = etree.SubElement(look, f"{{{space}}}solidFill")
    etree.SubElement(fill, f"{{{space}}}srgbClr", val=colour)
    etree.SubElement(field, f"{{{space}}}t").text = "1"


def without_empty(slide: Any) -> None:
    """Places of the layout that nothing was put into would show what to put there."""
    for shape in list(slide.placeholders):
        empty = not shape.has_text_frame or not shape.text_frame._txBody.findall(".//{*}t")
        if empty:
            shape._element.getparent().remove(shape._element)
