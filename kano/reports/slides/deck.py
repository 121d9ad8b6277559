"""The presentation that slides are put into, in our own look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kano.forms.docx_file import FONTS
from kano.reports.slides.look import ACCENT, INCH, INK, Box, Hand

TITLE, CENTRED, SUBTITLE, FOOT, NUMBER = 1, 3, 4, 15, 13
"""Kinds of placeholders."""
EDGE = 0.6
"""Inches left and right of everything on our own slides."""


@dataclass(frozen=True, eq=False)
class Deck:
    """A presentation, its two layouts, and where on a slide there is room; `own` is our look, not a template's.

    `cover_hand` writes on the cover, whose ground may be another one.
    """

    file: Any
    cover: Any
    plain: Any
    title: Box
    body: Box
    hand: Hand
    cover_hand: Hand
    own: bool = False


def own(lang: str) -> Deck:
    """Wide slides on python-pptx's own file, whose layouts are for narrow ones."""
    from pptx import Presentation

    file = Presentation()
    file.slide_width, file.slide_height = int(13.333 * INCH), int(7.5 * INCH)
    cover, plain = file.slide_layouts[0], file.slide_layouts[5]
    for layout in [each for each in file.slide_layouts if each not in (cover, plain)]:
        file.slide_layouts.remove(layout)
    without_thumbnail(file)
    _theme(file, lang)
    left, width = int(EDGE * INCH), int((13.333 - 2 * EDGE) * INCH)
    title = Box(left, int(0.72 * INCH), width, int(0.95 * INCH))
    foot = Box(left, int(7.02 * INCH), width, int(0.26 * INCH))
    line, number = foot.beside((11, 1), 0.1)
    feet = {FOOT: line, NUMBER: number}
    _place(file.slide_master, {TITLE: title, 2: title, **feet})
    _place(plain, {TITLE: title, **feet})
    lower = Box(left, int(4.25 * INCH), width, int(1.9 * INCH))
    _place(cover, {CENTRED: Box(left, int(2.0 * INCH), width, int(2.0 * INCH)), SUBTITLE: lower})
    cover.background.fill.solid()
    cover.background.fill.fore_color.theme_color = 15
    _ruled(plain, Box(left, int(6.95 * INCH), width, 0))
    body = Box(left, int(1.78 * INCH), width, int(5.02 * INCH))
    on_dark = Hand(lang, ink="FFFFFF", quiet="C3CCD8", dark=True)
    return Deck(file, cover, plain, title, body, Hand(lang), on_dark, own=True)


def _place(holder: Any, boxes: dict[int, Box]) -> None:
    """Placeholders by their kind, on the left of their boxes; those that have no box are taken out."""
    from pptx.enum.text import MSO_ANCHOR

    for shape in list(holder.placeholders):
        kind = int(shape.placeholder_format.type)
        box = boxes.get(kind)
        if box is None:
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = box.left, box.top, box.width, box.height
        frame = shape.text_frame
        frame.vertical_anchor = MSO_ANCHOR.BOTTOM if kind == CENTRED else MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        _aligned(shape._element.txBody, "r" if kind == NUMBER else "l")


def _aligned(body: Any, side: str) -> None:
    """Of a placeholder, for the slides that are made by it."""
    from lxml import etree

    styles = body.find("{*}lstStyle")
    first = styles.find("{*}lvl1pPr")
    if first is None:
        first = etree.Element(f"{{{styles.nsmap['a']}}}lvl1pPr")
        styles.insert(0, first)
    for name, value in {"algn": side, "marL": "0", "indent": "0"}.items():
        first.set(name, value)


def _theme(file: Any, lang: str) -> None:
    """Fonts for both scripts and our ink, where a user of the presentation expects to change them."""
    from lxml import etree

    part = next(r.target_part for r in file.slide_master.part.rels.values() if r.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    for fonts in ("{*}majorFont", "{*}minorFont"):
        font = root.find(f".//{fonts}")
        font.find("{*}latin").set("typeface", FONTS["en"][0])
        font.find("{*}ea").set("typeface", FONTS[lang][1])
    scheme = root.find(".//{*}clrScheme")
    space = root.nsmap["a"]
    for name, colour in {"dk1": INK, "dk2": INK, "accent1": ACCENT}.items():
        slot = scheme.find(f"{{*}}{name}")
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{{{space}}}srgbClr", val=colour)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _ruled(layout: Any, box: Box) -> None:
    """A faint line above the foot, in the layout, where it is out of the way."""
    from lxml import etree

    spaces = {"p": layout._element.nsmap["p"], "a": layout._element.nsmap["a"]}
    names = " ".join(f'xmlns:{key}="{value}"' for key, value in spaces.items())
    line = etree.fromstring(
        f'<p:cxnSp {names}><p:nvCxnSpPr><p:cNvPr id="99" name="Line"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{box.left}" y="{box.top}"/><a:ext cx="{box.width}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="DDE2E8"/>'
        "</a:solidFill></a:ln></p:spPr></p:cxnSp>"
    )
    layout.shapes._spTree.append(line)


def without_thumbnail(file: Any) -> None:
    """A picture of slides that are no longer there."""
    relations = file.part.package._rels
    for key in [key for key, each in relations.items() if each.reltype.endswith("/thumbnail")]:
        relations.pop(key)
