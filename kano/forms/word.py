"""A questionnaire as a Word document: to change, to print, or to feed to Microsoft Forms.

Quick import of Microsoft Forms has no published grammar; it wants numbered questions with lettered answers, each on a
line of its own. So every number and letter is written out, also those of the nine ratings, and nothing but questions
and answers stands below the introduction. Who prints and hands out is better served by `paper`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from string import ascii_uppercase
from typing import Any

from kano.forms.paper import LENGTH
from kano.forms.questions import Kind, Question, questions
from kano.forms.values import told
from kano.i18n import catalogue
from kano.questionnaire import Questionnaire
from kano.text import clean

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
_SPACES = {  # Points of the text, before it and after it.
    "Kano Title": (22, 0, 6),
    "Kano Introduction": (10.5, 0, 10),
    "Kano Feature": (10.5, 14, 3),
    "Kano Question": (10.5, 9, 3),
    "Kano Answer": (10, 0, 1),
}


def write(questionnaire: Questionnaire, langs: Sequence[str]) -> bytes:
    """A DOCX in the first of the languages. Raises KanoError `language-missing`."""
    lang = langs[0]
    asked = questions(questionnaire, [lang])
    document = _empty(lang)
    title = clean(told(questionnaire.title, lang), LENGTH)
    _head(document, title, clean(told(questionnaire.introduction, lang), LENGTH))
    for number, question in enumerate(asked, start=1):
        _ask(document, number, question, lang)
        _answer(document, question, lang)
    _foot(document, f"{title}    {catalogue(lang)('paper.version', n=questionnaire.version)}")
    _properties(document, title, TAGS[lang])
    return _saved(document)


def _head(document: Any, title: str, introduction: str) -> None:
    _line(document, "Kano Title", title)
    if introduction:
        _line(document, "Kano Introduction", introduction)


def _line(document: Any, style: str, text: str) -> Any:
    """A paragraph; python-docx takes a millisecond to look up its style by name, and a form has thousands."""
    line = document.add_paragraph(text)
    line._p.style = style.replace(" ", "")
    return line


def _ask(document: Any, number: int, question: Question, lang: str) -> None:
    line = _line(document, "Kano Feature" if _begins(question, number) else "Kano Question", "")
    _quiet(line.add_run(f"{number}. {question.code} "))
    line.add_run(clean(question.text[lang], LENGTH))


def _answer(document: Any, question: Question, lang: str) -> None:
    """The answers on one page with their question, those of a pair's first half with the second too."""
    answers = question.answers(lang)
    for place, answer in enumerate(answers):
        line = _line(document, "Kano Answer", f"{_letter(place)}. {clean(answer, LENGTH)}")
        line.paragraph_format.keep_with_next = question.kind is Kind.FUNCTIONAL or place < len(answers) - 1


def _begins(question: Question, number: int) -> bool:
    return question.kind is Kind.FUNCTIONAL or question.code == "S1" or number == 1


def _letter(place: int) -> str:
    """A, B, ..., Z, AA, AB, ..."""
    return (_letter(place // 26 - 1) if place > 25 else "") + ascii_uppercase[place % 26]


def _quiet(run: Any) -> None:
    from docx.shared import Pt, RGBColor

    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(_QUIET)


def _empty(lang: str) -> Any:
    """A document of A4 pages with our styles; python-docx begins from a template with a picture and American paper."""
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
    for name, spaces in _SPACES.items():
        _style(document, name, *spaces)
    return document


def _language(document: Any, lang: str) -> None:
    """Fonts and language of all text. Without w:eastAsia Word takes any font for Chinese."""
    latin, chinese = FONTS[lang]
    every = document.styles.element.find("{*}docDefaults/{*}rPrDefault/{*}rPr")
    fonts, tag = every.find("{*}rFonts"), every.find("{*}lang")
    fonts.attrib.clear()
    for name, font in {"ascii": latin, "hAnsi": latin, "cs": latin, "eastAsia": chinese}.items():
        fonts.set(_w(name), font)
    tag.set(_w("val"), TAGS["en"])
    tag.set(_w("eastAsia"), TAGS["zh-Hans" if lang == "en" else lang])


def _style(document: Any, name: str, size: float, before: float, after: float) -> None:
    from docx.shared import Mm, Pt

    style = document.styles.add_style(name, 1)
    if name == "Kano Feature":
        _line_above(style)
    style.font.size = Pt(size)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
    form.keep_together, form.keep_with_next = True, name != "Kano Answer"
    if name == "Kano Answer":
        form.left_indent, form.first_line_indent = Mm(14), Mm(-6)


def _line_above(style: Any) -> None:
    """Features are told apart by a line, not by a heading, which Microsoft Forms would take for an answer."""
    border = _element("w:pBdr")
    border.append(_element("w:top", val="single", sz="4", space="10", color="BBBBBB"))
    style.element.get_or_add_pPr().append(border)


def _foot(document: Any, text: str) -> None:
    foot = document.sections[0].footer.paragraphs[0]
    _quiet(foot.add_run(f"{text}    "))
    for field, after in (("PAGE", " / "), ("NUMPAGES", "")):
        run = foot.add_run("1")
        _quiet(run)
        simple = _element("w:fldSimple", instr=field)
        simple.append(run._element)
        foot._element.append(simple)
        _quiet(foot.add_run(after))


def _properties(document: Any, title: str, language: str) -> None:
    """What the file says of itself: nothing of who made it, and when."""
    about = document.core_properties
    about.title, about.language, about.revision = title[:255], language, 1
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = _NO_CLOCK


def _saved(document: Any) -> bytes:
    """The file with its parts undated, which python-docx dates by the clock."""
    made, kept = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(kept, "w") as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name, {_w(key): value for key, value in attributes.items()})


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
