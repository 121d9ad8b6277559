"""Tables of the presentation itself, on as many slides as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from kano.reports.figures import Key
from kano.reports.slides.look import INCH, Box, Hand, described
from kano.reports.slides.text import dressed, height, measure, shortened
from kano.reports.story import Grid

SIZE, HEAD, LEAST = 11.0, 10.0, 10.0
LONGEST = 320.0
"""Of the size of the type: the longest text of a cell."""
_PAD, _LEAD = 0.06, 0.04
"""Inches beside and above the text of a cell."""
_SOME, _MOST = 1.2, 42.0
"""Of the size of the type: a column is at least and at most so wide before what is left is shared."""
_LOOSE = 1.3
"""How much wider than their texts columns of words may be; those of numbers stay beside what they count."""
_CHIP = "■ "
_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""A table without style: lines are ours."""


def pages(grid: Grid, box: Box, size: float = SIZE, first: Box | None = None) -> list[tuple[int, int]]:
    """From which row to which a table goes on each slide, about equally high on each.

    The room on the `first` slide may be another.
    """
    heights = _heights(grid, columns(grid, box, size), size)
    rooms, rows = [each.inches[1] - heights[0] for each in (first or box, box)], heights[1:]
    found = list(_greedy(rows, *rooms))
    fair = 1.08 * sum(rows) / len(found) + min(rows, default=0.0)
    even = list(_greedy(rows, *(min(room, fair) for room in rooms)))
    return even if len(even) == len(found) else found


def high(grid: Grid, box: Box, size: float = SIZE) -> float:
    """Inches of a whole table."""
    return sum(_heights(grid, columns(grid, box, size), size))


def _greedy(heights: Sequence[float], first: float, room: float) -> Iterator[tuple[int, int]]:
    """As many rows as fit on each slide, one at least."""
    start, used, left = 0, 0.0, first
    for place, need in enumerate(heights):
        if used + need > left and place > start:
            yield start, place
            start, used, left = place, 0.0, room
        used += need
    yield start, len(heights)


def _heights(grid: Grid, widths: Sequence[int], size: float) -> list[float]:
    """Inches of the head and of every row."""
    return [_height(grid.heads, widths, HEAD), *(_height(row, widths, size) for row in _shown(grid))]


def _shown(grid: Grid) -> list[tuple[str, ...]]:
    """The rows, with the sign of the category and without what is too long."""
    chip = grid.leading if grid.kinds else -1
    return [tuple((_CHIP if at == chip else "") + _cut(cell) for at, cell in enumerate(row)) for row in grid.rows]


def _cut(text: str) -> str:
    return shortened(text, LONGEST)


def _height(row: Sequence[str], widths: Sequence[int], size: float) -> float:
    inner = [max(width - int(2 * _PAD * INCH), 1) for width in widths]
    return max(height(text, size, width) for text, width in zip(row, inner, strict=True)) + 2 * _LEAD


def columns(grid: Grid, box: Box, size: float) -> list[int]:
    """Widths: each column what it needs, words less where that is too much and more where there is room."""
    needs = next((each for most in (20.0, 12.0) if sum(each := _needs(grid, size, most)) <= box.width), None)
    needs = needs or _needs(grid, size, 0.0)
    left = box.width - sum(needs)
    words = [place for place in range(len(needs)) if place not in grid.numeric] or list(range(len(needs)))
    if left >= 0:
        wide = sum(needs[place] for place in words)
        share = min(left, int((_LOOSE - 1) * sum(needs))) / wide
        return [int(need * (1 + share * (place in words))) for place, need in enumerate(needs)]
    room = box.width - sum(need for place, need in enumerate(needs) if place not in words)
    room = max(room, int(0.4 * box.width))
    level = _level([needs[place] for place in words], room)
    made = [min(need, level) if place in words else need for place, need in enumerate(needs)]
    return [int(width * min(1.0, box.width / sum(made))) for width in made]


def _needs(grid: Grid, size: float, head_most: float) -> list[int]:
    rows, made = _shown(grid), []
    for place, head in enumerate(grid.heads):
        longest = max([measure(row[place]) for row in rows] or [1.0])
        word = max([measure(word) for word in head.split()] or [1.0]) * HEAD / size
        title = max(word, min(measure(head), head_most) * HEAD / size)
        wanted = max(min(longest, _MOST), title, _SOME) * 1.06
        made.append(int((wanted * size / 72 + 2 * _PAD + 0.06) * INCH))
    return made


def _level(needs: Sequence[int], room: int) -> int:
    """The width beyond which columns are cut so that all of them fit."""
    left, ordered = room, sorted(needs)
    for place, need in enumerate(ordered):
        share = left // (len(ordered) - place)
        if need > share:
            return share
        left -= need
    return ordered[-1]


def table(
    slide: Any, grid: Grid, rows: tuple[int, int], box: Box, hand: Hand, size: float = SIZE, name: str = ""
) -> list[str]:
    """Some rows of a table under its head, with the colour of each row's category; the texts that were cut."""
    start, end = rows
    widths, chip = columns(grid, box, size), grid.leading
    shown = [grid.heads, *grid.rows[start:end]]
    kinds = [None, *(grid.kinds[start:end] if grid.kinds else [None] * (end - start))]
    heights = _heights(grid, widths, size)
    high = [heights[0], *heights[1 + start : 1 + end]]
    frame = slide.shapes.add_table(
        len(shown), len(widths), box.left, box.top, sum(widths), int(sum(int(each * INCH) for each in high))
    )
    _named(frame, grid, name)
    made = frame.table
    made.first_row, made.horz_banding = True, False
    made._tbl.tblPr.find("{*}tableStyleId").text = _STYLE
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for place, (row, kind) in enumerate(zip(shown, kinds, strict=True)):
        made.rows[place].height = int(high[place] * INCH)
        for at, text in enumerate(row):
            colour = hand.colour(kind) if kind and at == chip else ""
            _fill(made.cell(place, at), _cut(text), hand, size, at in grid.numeric, colour, is_head=place == 0)
    return [text for row in shown for text in row if _cut(text) != text]


def _named(frame: Any, grid: Grid, name: str) -> None:
    title, heads = grid.title or name, ", ".join(filter(None, grid.heads))
    described(frame._element.nvGraphicFramePr.cNvPr, title or heads, ": ".join(filter(None, [title, heads])))


def _fill(cell: Any, text: str, hand: Hand, size: float, number: bool, colour: str, is_head: bool) -> None:
    cell.margin_left = cell.margin_right = int(_PAD * INCH)
    cell.margin_top = cell.margin_bottom = int(_LEAD * INCH)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.MIDDLE
    frame = cell.text_frame
    frame.word_wrap = True
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
    if colour:
        chip = paragraph.add_run()
        chip.text = _CHIP
        dressed(chip, hand, size, colour=colour)
    run = paragraph.add_run()
    run.text = text
    dressed(run, hand, HEAD if is_head else size, colour=hand.quiet if is_head else "")
    _line_below(cell, hand.rule if is_head else hand.faint, 1.25 if is_head else 0.75)


def _line_below(cell: Any, colour: str, points: float) -> None:
    from lxml import etree

    about = cell._tc.get_or_add_tcPr()
    space = about.nsmap["a"]
    line = etree.SubElement(about, f"{{{space}}}lnB", w=str(int(Pt(points))))
    fill = etree.SubElement(line, f"{{{space}}}solidFill")
    etree.SubElement(fill, f"{{{space}}}srgbClr", val=colour)


def key_grid(key: Sequence[Key], heads: tuple[str, str], most: float) -> Grid:
    """What the numbers in a figure stand for, names no wider than `most` of the size of the type."""
    rows = tuple((str(each.number), shortened(each.name, most)) for each in key)
    return Grid(heads, rows, numeric=frozenset({0}), wide=1, kinds=tuple(each.category for each in key))
