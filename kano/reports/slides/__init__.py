"""PPTX: the story as slides, one message each, with charts and tables that can be edited and notes for the speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN

from kano.charts.look import tones
from kano.forms.docx_file import TAGS, properties, saved
from kano.reports import Report
from kano.reports.figures import Figure, Kind
from kano.reports.pictures import told
from kano.reports.slides.charts import chart
from kano.reports.slides.deck import ACCENT, INCH, QUIET, Box, Deck, deck
from kano.reports.slides.places import CAPTION, SIZES, beside, caption_box, caption_height, picture, stacked
from kano.reports.slides.tables import key_fits, key_grid, key_room, pages, table
from kano.reports.slides.text import bullets, dressed, fitted, put
from kano.reports.story import Grid, Section, Still, Story, Told

LEFT = PP_ALIGN.LEFT
BARS = 20
"""Bars on one slide."""
KEY_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def write(report: Report) -> bytes:
    """Raises KanoError when the template that was given cannot be followed."""
    return made(told(report))


def made(report: Told) -> bytes:
    """Of any story. Raises KanoError as `write`."""
    story, into = report.story, deck(report.about.template, report.lang)
    _cover(into, story, report)
    for section in story.sections:
        for draw in _slides(section, into, report):
            draw.foot(story.foot, report.lang)
    properties(into.file, story.title, report.lang, report.about.by)
    return saved(into.file)


class _Slide:
    """A slide with its message; what is drawn on it is drawn by the caller."""

    def __init__(self, made: Deck, section: Section, lang: str, page: tuple[int, int]) -> None:
        self.made, self.lang = made, lang
        self.slide = made.file.slides.add_slide(made.plain)
        number = f" ({page[0]}/{page[1]})" if page[1] > 1 else ""
        self._title(section.title + number)
        if made.own:
            self._heading(section.heading)
        notes = [section.title, *section.text, *section.notes]
        self.slide.notes_slide.notes_text_frame.text = "\n".join(notes)

    def _title(self, title: str) -> None:
        shape, box = self.slide.shapes.title, self.made.title
        text, size = fitted(title, box, (26, 24, 22, 20, 18, 16))
        frame = shape.text_frame
        frame.word_wrap = True
        if self.made.own:
            frame.paragraphs[0].alignment, frame.margin_left = LEFT, 0
        run = frame.paragraphs[0].add_run()
        run.text = text
        if self.made.own:
            dressed(run, self.lang, size, bold=True)
        else:
            run.font.size = int(size * 12700)

    def _heading(self, heading: str) -> None:
        box = self.made.title
        frame = self.slide.shapes.add_textbox(box.left, int(0.3 * INCH), box.width, int(0.32 * INCH)).text_frame
        frame.word_wrap, frame.margin_left, frame.margin_top = True, 0, 0
        put(frame, heading, self.lang, 12, colour=ACCENT)

    def caption(self, texts: Sequence[str], box: Box) -> Box:
        """The first texts above what follows; what room is left."""
        if not texts:
            return box
        bullets(self.slide, texts[:CAPTION], caption_box(box), self.lang, SIZES)
        return box.below(caption_height(texts, box))

    def foot(self, text: str, lang: str) -> None:
        box = self.made.foot
        frame = self.slide.shapes.add_textbox(box.left, box.top, box.width, box.height).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = 0
        line = put(frame, f"{text}    ", lang, 9, colour=QUIET)
        _number(line, lang)


def _number(paragraph: Any, lang: str) -> None:
    """The number of the slide, which stays right when slides are moved."""
    from lxml import etree

    space = paragraph._p.nsmap["a"]
    field = etree.SubElement(paragraph._p, f"{{{space}}}fld", id=_FIELD, type="slidenum")
    look = etree.SubElement(field, f"{{{space}}}rPr", lang=TAGS[lang], sz="900")
    fill = etree.SubElement(look, f"{{{space}}}solidFill")
    etree.SubElement(fill, f"{{{space}}}srgbClr", val=QUIET)
    etree.SubElement(field, f"{{{space}}}t").text = "1"


def _mark(slide: Any, title: Box) -> None:
    """Three squares in the colours of basic, performance and excitement."""
    from pptx.enum.shapes import MSO_SHAPE

    size = int(0.22 * INCH)
    for place, kind in enumerate("MOA"):
        left = title.left + place * int(0.32 * INCH)
        square = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, title.top - int(0.15 * INCH), size, size)
        square.fill.solid()
        square.fill.fore_color.rgb = RGBColor.from_string(tones(dark=False)["category"][kind].lstrip("#").upper())
        square.line.fill.background()


def _cover(made: Deck, told: Story, report: Told) -> None:
    slide = made.file.slides.add_slide(made.cover)
    title = slide.shapes.title
    box = Box(title.left, title.top, title.width, title.height)
    text, size = fitted(told.title, box, (44, 36, 30, 26, 22, 18))
    run = title.text_frame.paragraphs[0].add_run()
    run.text = text
    if made.own:
        title.text_frame.paragraphs[0].alignment, title.text_frame.margin_left = LEFT, 0
        _mark(slide, box)
        dressed(run, report.lang, size, bold=True)
    below = next((s for s in slide.placeholders if int(s.placeholder_format.type) in (4, 2)), None)
    frame = below.text_frame if below is not None else None
    if frame is None:
        lower = Box(box.left, box.bottom, box.width, INCH)
        frame = slide.shapes.add_textbox(lower.left, lower.top, lower.width, lower.height).text_frame
    frame.word_wrap = True
    if made.own:
        frame.margin_left = 0
    for line in filter(None, [report.about.question, told.line]):
        written = put(frame, line, report.lang, 18 if line != told.line else 14, colour=QUIET if made.own else "")
        written.alignment = LEFT if made.own else None
    for shape in [s for s in slide.placeholders if not s.has_text_frame or not s.text_frame.text]:
        shape._element.getparent().remove(shape._element)


def _slides(section: Section, made: Deck, report: Told) -> Iterator[_Slide]:
    if section.figure:
        yield from _figures(section, section.figure, made, report)
    elif section.still:
        yield _pictured(section, section.still, made, report)
    grids = [grid for grid in section.grids if grid.rows]
    if len(grids) > 1 and (places := beside(grids, section, made)):
        yield _together(section, grids, places, made, report)
    elif len(grids) > 1 and (below := stacked(grids, section, made)):
        yield _together(section, grids, below, made, report)
    else:
        for grid in grids:
            yield from _tables(section, grid, made, report)
    if not section.drawn and not section.grids:
        slide = _Slide(made, section, report.lang, (1, 1))
        bullets(slide.slide, section.text, made.body, report.lang, (20, 18, 16, 14, 12))
        yield slide


def _together(section: Section, grids: Sequence[Grid], boxes: Sequence[Box], made: Deck, report: Told) -> _Slide:
    slide = _Slide(made, section, report.lang, (1, 1))
    slide.caption(section.text, made.body)
    for grid, box in zip(grids, boxes, strict=True):
        upper = Box(box.left, box.top - int(0.34 * INCH), box.width, int(0.3 * INCH))
        bullets(slide.slide, [grid.title], upper, report.lang, SIZES)
        table(slide.slide, grid, (0, len(grid.rows)), box, report.lang)
    return slide


def _figures(section: Section, figure: Figure, made: Deck, report: Told) -> Iterator[_Slide]:
    parts = list(_parts(figure))
    for number, part in enumerate(parts, start=1):
        slide = _Slide(made, section, report.lang, (number, len(parts)))
        box = slide.caption(section.text, made.body)
        if not part.key:
            chart(slide.slide, part, box)
        else:
            left, right = box.parts(0.6)
            chart(slide.slide, part, left)
            _key(slide, part, right, report)
        yield slide


def _pictured(section: Section, still: Still, made: Deck, report: Told) -> _Slide:
    """What no chart of the presentation can show."""
    slide = _Slide(made, section, report.lang, (1, 1))
    picture(slide.slide, still, report, slide.caption(section.text, made.body))
    return slide


def _parts(figure: Figure) -> Iterator[Figure]:
    """A figure of many bars on several slides, about equally many on each."""
    if figure.kind in (Kind.POINTS, Kind.LINES) or len(figure.names) <= BARS:
        yield figure
        return
    count = -(-len(figure.names) // BARS)
    size = -(-len(figure.names) // count)
    for start in range(0, len(figure.names), size):
        part = slice(start, start + size)
        series = tuple(replace(each, values=each.values[part]) for each in figure.series)
        yield replace(figure, names=figure.names[part], marks=figure.marks[part], series=series)


def _key(slide: _Slide, figure: Figure, box: Box, report: Told) -> None:
    """What the numbers stand for: in two columns where they are many, names shortened to the lines that there are."""
    heads = ("", report.t("column.feature"))
    middle = len(figure.key) if len(figure.key) <= 15 else -(-len(figure.key) // 2)
    halves = [half for half in (figure.key[:middle], figure.key[middle:]) if half]
    boxes = [box] if len(halves) == 1 else list(box.parts(0.5, 0.15))
    size = next((size for size in KEY_SIZES if key_fits(figure.key, middle, boxes[0], size)), KEY_SIZES[-1])
    for half, place in zip(halves, boxes, strict=True):
        grid = key_grid(half, heads, key_room(middle, boxes[0], size))
        table(slide.slide, grid, (0, len(half)), place, report.lang, size)


def _tables(section: Section, grid: Grid, made: Deck, report: Told) -> Iterator[_Slide]:
    """The texts stand on the first of the slides."""
    texts = [grid.title, *section.text] if grid.title and len(section.grids) > 1 else list(section.text)
    found = list(pages(grid, made.body, first=made.body.below(caption_height(texts, made.body))))
    for number, rows in enumerate(found, start=1):
        slide = _Slide(made, section, report.lang, (number, len(found)))
        box = slide.caption(texts if number == 1 else [], made.body)
        table(slide.slide, grid, rows, box, report.lang)
        yield slide
