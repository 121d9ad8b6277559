"""What colour a template's slides have, and in which colours text can be read on them."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import Any

from kano.reports.slides.look import INK, Hand

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

ENOUGH = 4.5
"""Contrast of text to its ground (WCAG 2.2, 1.4.3)."""
_NAMED = {"white": (1.0, 1.0, 1.0), "black": (0.0, 0.0, 0.0)}


def hand_on(layout: Any, lang: str) -> Hand:
    """The template's own colour of text where it can be read on its ground, else dark or light, whichever can."""
    ground, words = _ground(layout), _words(layout)
    text = words or _scheme(layout, "tx1") or rgb(INK)
    if ground is None:
        ground = (0.1, 0.1, 0.1) if _luminance(text) > 0.4 else (1.0, 1.0, 1.0)
    readable = contrast(text, ground) >= ENOUGH
    if not readable:
        plain = [rgb(INK), rgb("FFFFFF"), rgb("000000")]
        text = next((each for each in plain if contrast(each, ground) >= ENOUGH), plain[-1])
    by_theme = readable and text == _scheme(layout, "tx1")
    return Hand(
        lang,
        ink="" if by_theme else _hex(text),
        quiet=_hex(_between(text, ground, 0.25)),
        rule=_hex(_between(text, ground, 0.5)),
        faint=_hex(_between(text, ground, 0.82)),
        accent=_hex(text),
        dark=_luminance(text) > _luminance(ground),
    )


def contrast(one: Colour, other: Colour) -> float:
    """From 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = ((1 - share) * a + share * b for a, b in zip(one, other, strict=True))
    return red, green, blue


def _ground(layout: Any) -> Colour | None:
    """Of the layout or its master; the middle of a gradient; None for a picture."""
    for holder in (layout, layout.slide_master):
        if (found := holder._element.find("{*}cSld/{*}bg")) is None:
            continue
        if found.find(".//{*}blip") is not None:
            return None
        colours = [colour for each in found.iter() if (colour := _colour(each, layout)) is not None]
        return _mean(colours) if colours else None
    return _scheme(layout, "bg1")


def _mean(colours: list[Colour]) -> Colour:
    red, green, blue = (sum(parts) / len(colours) for parts in zip(*colours, strict=True))
    return red, green, blue


def _words(layout: Any) -> Colour | None:
    """The colour of the master's text."""
    found = layout.slide_master._element.find("{*}txStyles/{*}bodyStyle/{*}lvl1pPr/{*}defRPr/{*}solidFill")
    return _colour(found[0], layout) if found is not None and len(found) else None


def _colour(element: Any, layout: Any) -> Colour | None:
    """Of an element that names one, made lighter or darker as it says."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    value = element.get("val", "")
    if name == "srgbClr":
        base: Colour | None = rgb(value)
    elif name == "sysClr":
        base = rgb(element.get("lastClr", "FFFFFF" if value == "window" else "000000"))
    elif name == "prstClr":
        base = _NAMED.get(value)
    else:
        base = _scheme(layout, value) if name == "schemeClr" else None
    return _changed(base, element) if base is not None else None


def _changed(colour: Colour, element: Any) -> Colour:
    share = {each.tag.rpartition("}")[2]: int(each.get("val", "0")) / 100_000 for each in element}
    hue, light, full = rgb_to_hls(*colour)
    light = light * share.get("lumMod", 1.0) + share.get("lumOff", 0.0)
    light = light * share.get("shade", 1.0)
    light = 1 - (1 - light) * share.get("tint", 1.0)
    return hls_to_rgb(hue, min(max(light, 0.0), 1.0), full)


def _scheme(layout: Any, name: str) -> Colour | None:
    """A colour of the theme, by the name that its master maps it from."""
    from lxml import etree

    master = layout.slide_master
    mapped = master._element.find("{*}clrMap")
    slot = mapped.get(name, name) if mapped is not None else name
    part = next((r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme")), None)
    if part is None:
        return None
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    found = root.find(f".//{{*}}clrScheme/{{*}}{slot}")
    return _colour(found[0], layout) if found is not None and len(found) else None


def rgb(text: str) -> Colour:
    """Of six hexadecimal digits."""
    red, green, blue = (int(text[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _hex(colour: Colour) -> str:
    return "".join(f"{round(255 * part):02X}" for part in colour)
