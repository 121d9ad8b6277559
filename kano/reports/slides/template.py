"""A presentation that was given, as the look of ours: without its slides, and without anything that points outside."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from kano.errors import KanoError
from kano.reports.slides.deck import CENTRED, SUBTITLE, TITLE, Deck, without_thumbnail
from kano.reports.slides.ground import hand_on
from kano.reports.slides.look import INCH, Box

MOST_BYTES, MOST_UNZIPPED, MOST_XML = 20_000_000, 200_000_000, 40_000_000
_QUIET_KINDS = {13, 15, 16}
"""Number, foot and date: they take no room for what is said."""
_BODY = {2, 7}
_SLACK = 0.95
"""Of the height that is used: a template's type may be wider than ours."""
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def given(template: bytes, lang: str) -> Deck:
    """Raises KanoError `template-…` when it cannot be read or has no place for a title and a chart."""
    try:
        return _deck(_opened(template), lang)
    except KanoError:
        raise
    except Exception as problem:  # a damaged file fails anywhere in the libraries that read it
        raise KanoError("template-bad") from problem


def _opened(template: bytes) -> Any:
    """A presentation, or a template of one (.potx), which differs in one word."""
    from pptx import Presentation

    made = io.BytesIO()
    with ZipFile(io.BytesIO(template)) as parts, ZipFile(made, "w", ZIP_DEFLATED) as archive:
        sizes = {part.filename: part.file_size for part in parts.infolist()}
        texts = sum(size for name, size in sizes.items() if name.lower().endswith((".xml", ".rels")))
        if len(template) > MOST_BYTES or sum(sizes.values()) > MOST_UNZIPPED or texts > MOST_XML:
            raise KanoError("template-large", most=MOST_BYTES // 1_000_000)
        for name in sizes:
            data = parts.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"presentationml.template.main", b"presentationml.presentation.main")
            archive.writestr(name, data)
    return Presentation(made)


def _deck(file: Any, lang: str) -> Deck:
    _emptied(file)
    _inward(file)
    titled = [layout for layout in file.slide_layouts if _kinds(layout) & {TITLE, CENTRED}]
    if not titled:
        raise KanoError("template-layouts")
    plain = min(titled, key=lambda layout: (CENTRED in _kinds(layout), len(_kinds(layout) - {TITLE, *_QUIET_KINDS})))
    cover = min(
        titled, key=lambda layout: (CENTRED not in _kinds(layout), SUBTITLE not in _kinds(layout), len(_kinds(layout)))
    )
    whole = Box(0, 0, file.slide_width, file.slide_height)
    title = title_of(plain, whole)
    body = _room(plain, title, whole)
    body = Box(body.left, body.top, body.width, int(_SLACK * body.height))
    if body.height < 2.5 * INCH or body.width < 5 * INCH:
        raise KanoError("template-room")
    return Deck(file, cover, plain, title, body, hand_on(plain, lang), hand_on(cover, lang))


def _emptied(file: Any) -> None:
    """Takes out its slides, and what lists them: programs would repair the file otherwise."""
    root, slides = file.part._element, file.slides._sldIdLst
    for name in ("custShowLst", "sectionLst"):
        for found in list(root.iter(f"{{*}}{name}")):
            gone = found.getparent() if name == "sectionLst" else found
            gone.getparent().remove(gone)
    for slide in list(slides):
        file.part.drop_rel(slide.rId)
        slides.remove(slide)
    without_thumbnail(file)


def _inward(file: Any) -> None:
    """Takes links out of what is left, and pictures that are fetched. Raises KanoError for what else points outside."""
    for part in list(file.part.package.iter_parts()):
        outside = [key for key, each in part.rels.items() if each.is_external or each.reltype.endswith("/slide")]
        for key in outside:
            _unlinked(part, key)
            part.rels.pop(key)


def _unlinked(part: Any, key: str) -> None:
    root = getattr(part, "_element", None)
    if root is None:
        raise KanoError("template-external")
    for element in [each for each in root.iter() if key in _links(each)]:
        name = element.tag.rpartition("}")[2]
        if name == "blip":
            del element.attrib[f"{_LINK}link"]
        elif name.startswith("hlink"):
            element.getparent().remove(element)
        else:
            raise KanoError("template-external")


def _links(element: Any) -> list[str]:
    return [value for name, value in element.attrib.items() if name.startswith(_LINK)]


def _kinds(layout: Any) -> set[int]:
    return {int(shape.placeholder_format.type) for shape in layout.placeholders}


def title_of(layout: Any, whole: Box) -> Box:
    """Where the layout, or its master, has the title."""
    return _place_of((layout, layout.slide_master), {TITLE, CENTRED}) or Box(
        int(0.06 * whole.width), int(0.06 * whole.height), int(0.88 * whole.width), INCH
    )


def _place_of(holders: tuple[Any, ...], kinds: set[int]) -> Box | None:
    for holder in holders:
        for shape in holder.placeholders:
            if int(shape.placeholder_format.type) in kinds and shape.width:
                return Box(shape.left, shape.top, shape.width, shape.height)
    return None


def _room(layout: Any, title: Box, whole: Box) -> Box:
    """Where its master has the text, but for the title; else the largest place beside the title."""
    foot = int(0.5 * INCH)
    gap, edge = int(0.12 * INCH), max(min(title.left, INCH), int(0.3 * INCH))
    master = _place_of((layout.slide_master,), _BODY)
    frame = master or Box(edge, edge, whole.width - 2 * edge, whole.height - edge - foot)
    frame = Box(frame.left, frame.top, frame.width, min(frame.bottom, whole.height - foot) - frame.top)
    if frame.height > 2.5 * INCH and frame.width > 5 * INCH and not frame.meets(title):
        return frame
    upper, lower = title.top - gap, title.bottom + gap
    places = [
        Box(frame.left, lower, frame.width, frame.bottom - lower),
        Box(frame.left, frame.top, frame.width, upper - frame.top),
        Box(title.right + gap, frame.top, frame.right - title.right - gap, frame.height),
        Box(frame.left, frame.top, title.left - gap - frame.left, frame.height),
    ]
    return max(places, key=lambda box: max(box.width, 0) * max(box.height, 0))
