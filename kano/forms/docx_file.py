"""Word documents as we like them: A4, fonts for both scripts, and nothing in them of who made them and when."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

FONTS = {
    "en": ("Calibri", "Microsoft YaHei"),
    "zh-Hans": ("Microsoft YaHei", "Microsoft YaHei"),
    "zh-Hant": ("Microsoft JhengHei", "Microsoft JhengHei"),
}
"""For Latin and for Chinese signs; a computer without them takes its own by the language of the text."""
TAGS = {"en": "en-US", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
"""How Word calls the languages."""

_NO_CLOCK = datetime(2000, 1, 1)
_QUIET = "666666"


def empty(lang: str) -> Any:
    """A document of A4 pages; python-docx begins from a template with a picture and American paper."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(24)
    page.top_margin = page.bottom_margin = Mm(20)
    package = document.part.package.rels
    for key in [key for key, relation in package.items() if relation.reltype.endswith("/thumbnail")]:
        del package[key]
    _language(document, lang)
    return document


def _language(document: Any, lang: str) -> None:
    """Fonts and language of all text. Without w:eastAsia Word takes any font for Chinese."""
    latin, chinese = FONTS[lang]
    every = document.styles.element.find("{*}docDefaults/{*}rPrDefault/{*}rPr")
    fonts, tag = every.find("{*}rFonts"), every.find("{*}lang")
    fonts.attrib.clear()
    for name, font in {"ascii": latin, "hAnsi": latin, "cs": latin, "eastAsia": chinese}.items():
        fonts.set(attribute(name), font)
    tag.set(attribute("val"), TAGS["en"])
    tag.set(attribute("eastAsia"), TAGS["zh-Hans" if lang == "en" else lang])


def quiet(run: Any) -> None:
    from docx.shared import Pt, RGBColor

    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(_QUIET)


def foot(document: Any, text: str) -> None:
    line = document.sections[0].footer.paragraphs[0]
    quiet(line.add_run(f"{text}    "))
    for field, after in (("PAGE", " / "), ("NUMPAGES", "")):
        run = line.add_run("1")
        quiet(run)
        simple = element("w:fldSimple", instr=field)
        simple.append(run._element)
        line._element.append(simple)
        quiet(line.add_run(after))


def properties(document: Any, title: str, lang: str, author: str = "") -> None:
    """What the file says of itself: nothing of who made it, and when."""
    about = document.core_properties
    about.title, about.language, about.revision = title[:255], TAGS[lang], 1
    about.author, about.last_modified_by, about.comments, about.keywords = author[:255], "", "", ""
    about.created = about.modified = _NO_CLOCK


def saved(document: Any) -> bytes:
    """The file with its parts undated, which python-docx dates by the clock."""
    made, kept = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(kept, "w") as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name, {attribute(key): value for key, value in attributes.items()})


def attribute(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
