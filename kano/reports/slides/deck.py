"""The presentation that slides are put into: our own look, or that of a template that was given."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from kano.errors import KanoError
from kano.forms.docx_file import FONTS

MOST_BYTES, MOST_UNZIPPED = 20_000_000, 200_000_000
INK, ACCENT, QUIET = "1F2733", "0066B3", "5B6675"
INCH = 914_400


@dataclass(frozen=True)
class Box:
    """A place on a slide, in English metric units."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def parts(self, share: float, gap: float = 0.3) -> tuple[Box, Box]:
        """The left `share` of it and the rest, `gap` inches apart."""
        between = int(gap * INCH)
        left = int((self.width - between) * share)
        rest = Box(self.left + left + between, self.top, self.width - left - between, self.height)
        return Box(self.left, self.top, left, self.height), rest

    def below(self, inches: float) -> Box:
        """Without its upper part."""
        return Box(self.left, self.top + int(inches * INCH), self.width, self.height - int(inches * INCH))


@dataclass(frozen=True, eq=False)
class Deck:
    """A presentation, its two layouts, and where on a slide there is room; `own` is our look, not a template's."""

    file: Any
    cover: Any
    plain: Any
    title: Box
    body: Box
    own: bool

    @property
    def foot(self) -> Box:
        height = int(0.3 * INCH)
        return Box(self.body.left, self.file.slide_height - int(0.42 * INCH), self.body.width, height)


def deck(template: bytes | None, lang: str) -> Deck:
    """Our look, or a template without its slides. Raises KanoError `template-bad` when it is no presentation."""
    return _given(template) if template else _own(lang)


def _own(lang: str) -> Deck:
    """Wide slides on python-pptx's own file, whose layouts are for narrow ones."""
    from pptx import Presentation

    file = Presentation()
    file.slide_width, file.slide_height = int(13.333 * INCH), int(7.5 * INCH)
    cover, plain = file.slide_layouts[0], file.slide_layouts[5]
    for layout in [each for each in file.slide_layouts if each not in (cover, plain)]:
        file.slide_layouts.remove(layout)
    _theme(file, lang)
    left, width = int(0.6 * INCH), int(12.133 * INCH)
    title = Box(left, int(0.62 * INCH), width, int(0.95 * INCH))
    _place(file.slide_master, {1: title, 2: title})
    _place(plain, {1: title})
    _place(cover, {3: Box(left, int(2.2 * INCH), width, int(1.5 * INCH)), 4: Box(left, int(3.8 * INCH), width, INCH)})
    body = Box(left, int(1.72 * INCH), width, int(5.2 * INCH))
    return Deck(file, cover, plain, title, body, own=True)


def _place(holder: Any, boxes: dict[int, Box]) -> None:
    """Placeholders by their kind, on the left and at the top of their boxes; dates, feet and numbers are taken out."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    for shape in list(holder.placeholders):
        box = boxes.get(int(shape.placeholder_format.type))
        if box is None:
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = box.left, box.top, box.width, box.height
        shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if box.height > INCH else MSO_ANCHOR.TOP
        for paragraph in shape.text_frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT


def _theme(file: Any, lang: str) -> None:
    """Fonts for both scripts and our ink, where a user of the presentation expects to change them."""
    from lxml import etree

    part = next(r.target_part for r in file.slide_master.part.rels.values() if r.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    latin, chinese = FONTS[lang]
    for fonts in ("{*}majorFont", "{*}minorFont"):
        font = root.find(f".//{fonts}")
        font.find("{*}latin").set("typeface", latin)
        font.find("{*}ea").set("typeface", chinese)
    for name, colour in {"dk2": INK, "accent1": ACCENT}.items():
        root.find(f".//{{*}}{name}/{{*}}srgbClr").set("val", colour)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _given(template: bytes) -> Deck:
    file = _opened(template)
    slides = file.slides._sldIdLst
    for slide in list(slides):
        file.part.drop_rel(slide.rId)
        slides.remove(slide)
    layouts = [(layout, _kinds(layout)) for layout in file.slide_layouts]
    titled = [(layout, kinds) for layout, kinds in layouts if kinds & {1, 3}]
    if not titled:
        raise KanoError("template-layouts")
    plain = min(titled, key=lambda each: (3 in each[1], len(each[1] - {1, 13, 15, 16})))[0]
    cover = min(titled, key=lambda each: (3 not in each[1], 4 not in each[1], len(each[1])))[0]
    title = _title_of(plain, file)
    top = title.bottom + int(0.15 * INCH)
    body = Box(title.left, top, title.width, file.slide_height - top - int(0.6 * INCH))
    if body.height < 2.5 * INCH or body.width < 5 * INCH:
        raise KanoError("template-room")
    return Deck(file, cover, plain, title, body, own=False)


def _kinds(layout: Any) -> set[int]:
    return {int(shape.placeholder_format.type) for shape in layout.placeholders}


def _title_of(layout: Any, file: Any) -> Box:
    """Where the layout, or its master, has the title."""
    for holder in (layout, layout.slide_master):
        for shape in holder.placeholders:
            if int(shape.placeholder_format.type) in (1, 3) and shape.width:
                return Box(shape.left, shape.top, shape.width, shape.height)
    margin = int(0.06 * file.slide_width)
    return Box(margin, margin, file.slide_width - 2 * margin, INCH)


def _opened(template: bytes) -> Any:
    """A presentation, or a template of one (.potx), which differs in one word. Raises KanoError."""
    from zipfile import BadZipFile, ZipFile

    from pptx import Presentation

    try:
        with ZipFile(io.BytesIO(template)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            if len(template) > MOST_BYTES or size > MOST_UNZIPPED:
                raise KanoError("template-large", most=MOST_BYTES // 1_000_000)
            external = any(b'TargetMode="External"' in parts.read(n) for n in parts.namelist() if n.endswith(".rels"))
        if external:
            raise KanoError("template-external")
        return Presentation(io.BytesIO(_presentation(template)))
    except KanoError:
        raise
    except (BadZipFile, KeyError, ValueError, AttributeError, OSError, SyntaxError) as problem:
        raise KanoError("template-bad") from problem


def _presentation(template: bytes) -> bytes:
    """The same file, called a presentation in its list of parts."""
    from zipfile import ZIP_DEFLATED, ZipFile

    made = io.BytesIO()
    with ZipFile(io.BytesIO(template)) as parts, ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            data = parts.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"presentationml.template.main", b"presentationml.presentation.main")
            archive.writestr(name, data)
    return made.getvalue()
