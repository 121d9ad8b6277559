"""DOCX: the story as a document to go on writing in: headings, lists and tables of Word, charts as pictures."""

from __future__ import annotations

import io
from typing import Any

from kano.answers import Category
from kano.charts.look import tones
from kano.forms.docx_file import FONTS, attribute, element, empty, foot, properties, quiet, saved
from kano.reports import Report
from kano.reports.figures import Figure
from kano.reports.pictures import png, svg, told
from kano.reports.story import Grid, Section, Still, Told

INK, ACCENT = "1f2733", "0066b3"
_STYLES = {  # Points of the text, before it and after it.
    "Title": (24, 0, 4),
    "Heading 1": (15, 4, 6),
    "Heading 2": (11, 8, 4),
    "Normal": (10.5, 0, 6),
    "List Bullet": (10.5, 0, 3),
}
_WIDTH, _TALLEST = 162.0, 205.0
"""Millimetres between the margins; of the tallest picture that leaves room for its message."""


def write(report: Report) -> bytes:
    return made(told(report))


def made(report: Told) -> bytes:
    """Of any story."""
    story = report.story
    document = empty(report.lang)
    _styles(document, report.lang)
    document.add_paragraph(story.title, style="Title")
    quiet(document.add_paragraph().add_run(story.line))
    for section in story.sections:
        _section(document, section, report)
    foot(document, story.foot)
    properties(document, story.title, report.lang, report.about.by)
    return saved(document)


def _section(document: Any, section: Section, report: Told) -> None:
    about = document.add_paragraph()
    about.paragraph_format.keep_with_next = True
    about.paragraph_format.space_before, about.paragraph_format.space_after = _points(16), _points(0)
    quiet(about.add_run(section.heading))
    document.add_paragraph(section.title, style="Heading 1")
    for text in section.text:
        line = document.add_paragraph(text, style="List Bullet")
        line.paragraph_format.keep_with_next = section.drawn is not None
    if section.drawn:
        _picture(document, section.drawn, report)
    for grid in section.grids:
        if grid.title and len(section.grids) > 1:
            document.add_paragraph(grid.title, style="Heading 2")
        _table(document, grid)


def _picture(document: Any, figure: Figure | Still, report: Told) -> None:
    """As wide as the text, or as high as leaves room for its message; with words for those who cannot see it."""
    from docx.shared import Mm

    drawing = png(svg(report.picture(figure.name)))
    shape = document.add_picture(io.BytesIO(drawing), width=Mm(_WIDTH))
    if shape.height > Mm(_TALLEST):
        shape.width, shape.height = int(shape.width * Mm(_TALLEST) / shape.height), Mm(_TALLEST)
    about = shape._inline.docPr
    about.set("name", figure.name)
    about.set("descr", f"{figure.title}. {figure.alt}")


def _table(document: Any, grid: Grid) -> None:
    """A table whose head stands on every page; the columns of words share what those of numbers leave."""
    made = document.add_table(rows=0, cols=len(grid.heads))
    made.autofit = False
    widths = _widths(grid)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    kinds = [None, *(grid.kinds or [None] * len(grid.rows))]
    for place, (row, kind) in enumerate(zip((grid.heads, *grid.rows), kinds, strict=True)):
        _row(made.add_row(), row, grid, kind, widths, is_head=place == 0)
    document.add_paragraph().paragraph_format.space_after = _points(2)


def _row(row: Any, texts: tuple[str, ...], grid: Grid, kind: Category | None, widths: list[int], is_head: bool) -> None:
    about = row._tr.get_or_add_trPr()
    about.append(element("w:cantSplit"))
    if is_head:
        about.append(element("w:tblHeader"))
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = widths[place]
        _ruled(cell, strong=is_head)
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = _points(1)
        line.alignment = 2 if place in grid.numeric else 0
        if place == grid.leading and kind is not None:
            _coloured(line.add_run("■ "), tones(dark=False)["category"][kind].lstrip("#"), 8)
        _coloured(line.add_run(text), INK, 8 if is_head else 8.5)


def _widths(grid: Grid) -> list[int]:
    """In English metric units."""
    from docx.shared import Mm

    longest = {n: max([_signs(grid.heads[n]) / 2, *(_signs(row[n]) for row in grid.rows)]) for n in grid.numeric}
    numbers = {place: min(max(8 + 1.75 * signs, 16), 36) for place, signs in longest.items()}
    parts = {place: 2.0 if place == grid.wide else 1.0 for place in range(len(grid.heads)) if place not in numbers}
    room = max(_WIDTH - sum(numbers.values()), 40.0) / (sum(parts.values()) or 1)
    return [int(Mm(numbers.get(place, room * parts.get(place, 0)))) for place in range(len(grid.heads))]


def _signs(text: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in text)


def _ruled(cell: Any, strong: bool) -> None:
    """A line below: dark under the head, faint between rows."""
    size, colour = ("8", "5b6675") if strong else ("4", "e3e7ec")
    borders = element("w:tcBorders")
    borders.append(element("w:bottom", val="single", sz=size, space="0", color=colour))
    cell._tc.get_or_add_tcPr().append(borders)


def _coloured(run: Any, colour: str, size: float) -> None:
    from docx.shared import RGBColor

    run.font.size, run.font.color.rgb = _points(size), RGBColor.from_string(colour.upper())


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _styles(document: Any, lang: str) -> None:
    """Word's own styles, so that its outline and its themes know them, in our fonts and colours."""
    from docx.shared import RGBColor

    latin, chinese = FONTS[lang]
    for name, (size, before, after) in _STYLES.items():
        style = document.styles[name]
        style.font.size, style.font.color.rgb = _points(size), RGBColor.from_string(INK.upper())
        form = style.paragraph_format
        form.space_before, form.space_after = _points(before), _points(after)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for kind, font in {"ascii": latin, "hAnsi": latin, "cs": latin, "eastAsia": chinese}.items():
            fonts.set(attribute(kind), font)
    document.styles["Title"].element.pPr.remove_all("w:pBdr")
