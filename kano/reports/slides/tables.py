"""Tables of the presentation itself, on as many slides as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from kano.charts.look import tones
from kano.reports.figures import Key
from kano.reports.slides.deck import INCH, QUIET, Box
from kano.reports.slides.text import LETTER, LINE, dressed, lines, shortened, signs
from kano.reports.story import Grid

SIZE, HEAD = 11.0, 10.0
LONGEST = 320
"""Latin letters of a cell."""
_PAD, _LEAD = 0.06, 0.035
"""Inches beside and above the text of a cell."""
_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""A table without style: lines are ours."""


def pages(grid: Grid, box: Box, size: float = SIZE, first: Box | None = None) -> Iterator[tuple[int, int]]:
    """From which row to which a table goes on each slide, evenly where that fits.

    The room on the first slide may be another.
    """
    heights = _heights(grid, columns(grid, box, size), size)
    rooms = [(first or box).height / INCH - heights[0], box.height / INCH - heights[0]]
    found = list(_greedy(heights[1:], rooms))
    even = -(-len(grid.rows) // len(found))
    ends = [(start, min(start + even, len(grid.rows))) for start in range(0, len(grid.rows), even or 1)]
    fits = (sum(heights[1 + a : 1 + b]) <= rooms[min(n, 1)] for n, (a, b) in enumerate(ends))
    yield from ends if len(found) > 1 and all(fits) else found


def high(grid: Grid, box: Box, size: float = SIZE) -> float:
    """Inches of a whole table."""
    return sum(_heights(grid, columns(grid, box, size), size))


def _greedy(heights: Sequence[float], rooms: Sequence[float]) -> Iterator[tuple[int, int]]:
    """As many rows as fit on each slide, one at least."""
    start, height, room = 0, 0.0, rooms[0]
    for place, need in enumerate(heights):
        if height + need > room and place > start:
            yield start, place
            start, height, room = place, 0.0, rooms[1]
        height += need
    yield start, len(heights)


def _heights(grid: Grid, widths: Sequence[int], size: float) -> list[float]:
    """Inches of the head and of every row."""
    chip = grid.leading if grid.kinds else -1
    rows = [tuple(f"■ {cell}" if at == chip else cell for at, cell in enumerate(row)) for row in grid.rows]
    return [_row_height(grid.heads, widths, HEAD), *(_row_height(row, widths, size) for row in rows)]


def columns(grid: Grid, box: Box, size: float) -> list[int]:
    """Widths: numbers take what they need, words share the rest by how much they have to say."""
    whole, needs = box.width, []
    for place in range(len(grid.heads)):
        longest = max([signs(row[place]) for row in grid.rows] or [1.0])
        wanted = max(min(longest, 60.0), min(signs(grid.heads[place]), 12.0 if place in grid.numeric else 18.0))
        needs.append(wanted * size * LETTER / 72 * INCH + 2 * _PAD * INCH + 0.2 * INCH)
    fixed = {place: needs[place] for place in grid.numeric}
    free = [place for place in range(len(needs)) if place not in fixed]
    room = whole - sum(fixed.values())
    total = sum(needs[place] for place in free) or 1.0
    if not free:
        return [int(whole * need / sum(needs)) for need in needs]
    return [int(fixed.get(place, max(room, 0.3 * whole) * needs[place] / total)) for place in range(len(needs))]


def _row_height(row: Sequence[str], widths: Sequence[int], size: float) -> float:
    inner = [max(width - int(2 * _PAD * INCH), 1) for width in widths]
    most = max(lines(shortened(text, LONGEST), size, width) for text, width in zip(row, inner, strict=True))
    return most * size * LINE / 72 + 2 * _LEAD


def table(slide: Any, grid: Grid, rows: tuple[int, int], box: Box, lang: str, size: float = SIZE) -> None:
    """Some rows of a table under its head, with the colour of each row's category before its first cell."""
    start, end = rows
    widths, chip = columns(grid, box, size), grid.leading
    shown = [grid.heads, *grid.rows[start:end]]
    kinds = [None, *(grid.kinds[start:end] if grid.kinds else [None] * (end - start))]
    frame = slide.shapes.add_table(len(shown), len(widths), box.left, box.top, sum(widths), INCH // 4 * len(shown))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", grid.title or ", ".join(grid.heads))
    made = frame.table
    _plain(made)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    heights = _heights(grid, widths, size)
    for place, (row, kind) in enumerate(zip(shown, kinds, strict=True)):
        made.rows[place].height = int((heights[0] if place == 0 else heights[start + place]) * INCH)
        for at, text in enumerate(row):
            cell = made.cell(place, at)
            colour = tones(dark=False)["category"][kind].lstrip("#").upper() if kind and at == chip else ""
            _fill(cell, text, lang, HEAD if place == 0 else size, at in grid.numeric, colour, is_head=place == 0)


def key_grid(key: Sequence[Key], heads: tuple[str, str], most: float) -> Grid:
    """What the numbers in a figure stand for, in at most so many Latin letters; the notes have the whole names."""
    rows = tuple((str(each.number), shortened(each.name, most)) for each in key)
    return Grid(heads, rows, numeric=frozenset({0}), wide=1, kinds=tuple(each.category for each in key))


def key_room(rows: int, box: Box, size: float) -> float:
    """Latin letters of a name when so many rows stand in a box."""
    per_row = (box.height / INCH - 0.35) / rows - 2 * _LEAD
    many = max(floor(per_row * 72 / (size * LINE)), 1)
    return many * floor((box.width / INCH - 0.75) * 72 / (size * LETTER)) / 1.1


def key_fits(key: Sequence[Key], rows: int, box: Box, size: float) -> bool:
    """Whether the rows fit with their names whole."""
    high = rows * (size * LINE / 72 + 2 * _LEAD) + 0.35
    return high <= box.height / INCH and max(signs(each.name) for each in key) <= key_room(rows, box, size)


def _fill(cell: Any, text: str, lang: str, size: float, number: bool, colour: str, is_head: bool) -> None:
    cell.margin_left = cell.margin_right = int(_PAD * INCH)
    cell.margin_top = cell.margin_bottom = int(_LEAD * INCH)
    frame = cell.text_frame
    frame.word_wrap = True
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
    if colour:
        chip = paragraph.add_run()
        chip.text = "■ "
        dressed(chip, lang, size, colour=colour)
    run = paragraph.add_run()
    run.text = shortened(text, LONGEST)
    dressed(run, lang, size, colour=QUIET if is_head else "")
    _line_below(cell, "5B6675" if is_head else "D9DEE5", 1.25 if is_head else 0.5)


def _plain(made: Any) -> None:
    made.first_row, made.horz_banding = True, False
    made._tbl.tblPr.find("{*}tableStyleId").text = _STYLE


def _line_below(cell: Any, colour: str, points: float) -> None:
    from lxml import etree

    about = cell._tc.get_or_add_tcPr()
    space = about.nsmap["a"]
    line = etree.SubElement(about, f"{{{space}}}lnB", w=str(int(Pt(points))))
    fill = etree.SubElement(line, f"{{{space}}}solidFill")
    etree.SubElement(fill, f"{{{space}}}srgbClr", val=str(RGBColor.from_string(colour)))
