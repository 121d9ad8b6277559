"""What stands on which slide: texts, charts with their keys, pictures and tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from kano.reports.figures import Figure
from kano.reports.pictures import png, svg
from kano.reports.slides.charts import chart, parts
from kano.reports.slides.deck import Deck
from kano.reports.slides.look import INCH, Box, described
from kano.reports.slides.slide import Slide
from kano.reports.slides.tables import LEAST, SIZE, high, key_grid, pages, table
from kano.reports.slides.text import lines, listed, measure, sheets, stacked
from kano.reports.story import Grid, Section, Still, Told

SAID = (18.0, 16.0, 14.0)
"""Sizes of text on a slide of its own."""
CAPTION = (13.0, 12.0, 11.0)
"""Sizes of text above a figure or a table."""
_SHARE = 0.26
"""Of the room on a slide: texts above a figure or a table take no more, or stand on a slide of their own."""
KEYS = (40.0, 28.0, 20.0, 16.0, 13.0, 11.0)
"""Of the size of the type: how wide names are that have to be shortened in the key of a figure."""
_AGAIN = 2
"""Texts of one line that stand above the next slides of a table too: what its signs mean comes last."""
_TITLED = 0.32
"""Inches of the title of a table."""
Draw = Callable[[Slide], None]


def sheets_of(section: Section, made: Deck, report: Told) -> Iterator[Draw]:
    """What is drawn on each of the slides of a section."""
    grids = [grid for grid in section.grids if grid.rows]
    size = _size_of(section.text, made.body)
    if not size or not (grids or section.drawn):
        chosen = next((s for s in SAID if stacked(section.text, s, made.body.width) <= made.body.inches[1]), SAID[-1])
        yield from (partial(_said, texts, chosen) for texts in sheets(section.text, made.body, chosen))
    captions = _Captions(section.text if size else (), size or CAPTION[0], made.body)
    if section.still and not section.figure:
        yield partial(_pictured, section.still, captions, report)
    if section.figure:
        for part in parts(section.figure, captions.room().above(_below(section.figure))):
            yield from _figure(part, captions, made, report)
    yield from _grids(grids, captions, section.heading)


def _size_of(texts: Sequence[str], body: Box) -> float:
    """In which texts can stand above something else; 0 if in none."""
    return next((s for s in CAPTION if stacked(texts, s, body.width) <= _SHARE * body.inches[1]), 0.0)


def _said(texts: Sequence[str], size: float, slide: Slide) -> None:
    listed(slide.raw, texts, slide.body, slide.hand, size)


class _Captions:
    """Texts above figures and tables: all of them on the first slide, on the next ones the last short ones."""

    def __init__(self, texts: Sequence[str], size: float, body: Box) -> None:
        self.size, self.body = size, body
        self.texts = list(texts), [text for text in texts if lines(text, size, body.width) == 1][-_AGAIN:]

    def room(self, again: bool = False) -> Box:
        """What they leave."""
        texts = self.texts[again]
        return self.body.below(stacked(texts, self.size, self.body.width) + 0.1) if texts else self.body

    def draw(self, slide: Slide, again: bool = False) -> None:
        texts = self.texts[again]
        slide.caption(texts, self.size, stacked(texts, self.size, self.body.width))


def _figure(figure: Figure, captions: _Captions, made: Deck, report: Told) -> Iterator[Draw]:
    """A chart with its key beside it; the key on slides of its own where it would be too small there."""
    heads = ("", report.t("column.feature"))
    place = _halves(captions.room().above(_below(figure)))[1]
    beside = bool(figure.key) and bool(_key(figure, heads, place))
    yield partial(_drawn, figure, captions, heads if beside else None)
    if not figure.key or beside:
        return
    if _key(figure, heads, made.body):
        yield partial(_keyed, figure, heads)
    else:
        yield from _grids([key_grid(figure.key, heads, 1e9)], _Captions((), 1.0, made.body), heads[1])


def _pictured(still: Still, captions: _Captions, report: Told, slide: Slide) -> None:
    """What no chart of the presentation can show, as large as its place lets it be."""
    captions.draw(slide)
    box, drawing = slide.body, png(svg(report.picture(still.name, slide.hand.dark)))
    shape = slide.raw.shapes.add_picture(io.BytesIO(drawing), box.left, box.top)
    share = min(box.width / shape.width, box.height / shape.height)
    shape.width, shape.height = int(shape.width * share), int(shape.height * share)
    shape.left = box.left + (box.width - shape.width) // 2
    described(shape._element.nvPicPr.cNvPr, still.title, f"{still.title}. {still.alt}")


def _notes(figure: Figure) -> list[str]:
    return [line for line in figure.note.split("\n") if line]


def _below(figure: Figure) -> float:
    """Inches of the notes below a figure, at most."""
    return len(_notes(figure)) * 0.22 + 0.1


def _halves(box: Box) -> list[Box]:
    """For a chart and its key."""
    return box.beside((58, 42), 0.3)


def _drawn(figure: Figure, captions: _Captions, heads: tuple[str, str] | None, slide: Slide) -> None:
    captions.draw(slide)
    slide.note(_notes(figure))
    if heads is None:
        slide.whole += chart(slide.raw, figure, slide.body, slide.hand)
        return
    left, right = _halves(slide.body)
    slide.whole += chart(slide.raw, figure, left, slide.hand)
    slide.body = right
    _keyed(figure, heads, slide)


def _keyed(figure: Figure, heads: tuple[str, str], slide: Slide) -> None:
    found = _key(figure, heads, slide.body)
    for grid, size, box in found:
        table(slide.raw, grid, (0, len(grid.rows)), box, slide.hand, size, heads[1])
    shown = {row[1] for grid, _, _ in found for row in grid.rows}
    slide.whole += [f"{each.number}. {each.name}" for each in figure.key if each.name not in shown]


def _key(figure: Figure, heads: tuple[str, str], box: Box) -> list[tuple[Grid, float, Box]]:
    """What the numbers stand for, in one column or two, names whole where they can be; nothing where it is too much."""
    longest = max(measure(each.name) for each in figure.key)
    for most in (longest, *(each for each in KEYS if each < longest)):
        for count, size in ((1, SIZE), (2, SIZE), (1, LEAST), (2, LEAST)):
            rows = -(-len(figure.key) // count)
            halves = [half for half in (figure.key[:rows], figure.key[rows:]) if half]
            made = [key_grid(half, heads, most) for half in halves]
            boxes = box.beside([1] * count, 0.15)
            if all(len(pages(grid, boxes[0], size)) == 1 for grid in made):
                return [(grid, size, place) for grid, place in zip(made, boxes, strict=False)]
    return []


def _grids(grids: Sequence[Grid], captions: _Captions, name: str) -> Iterator[Draw]:
    """Tables beside each other where they fit on one slide, else each on as many as it needs."""
    titled = _TITLED if len(grids) > 1 else 0.0
    first, later = (captions.room(again).below(titled) for again in (False, True))
    boxes = first.beside([1] * len(grids), 0.4) if grids else []
    fit = all(box.inches[0] > 3.0 and len(pages(grid, box)) == 1 for grid, box in zip(grids, boxes, strict=True))
    if titled and (fit or _under(grids, first)):
        yield partial(_together, grids, captions, name, fit)
        return
    again = False
    for grid in grids:
        for rows in pages(grid, later, first=later if again else first):
            yield partial(_rows, grid, rows, captions, (name, bool(titled), again))
            again = True


def _under(grids: Sequence[Grid], box: Box) -> list[Box]:
    """Places for tables below each other, none when they would not all fit."""
    boxes, top = [], box.top
    for grid in grids:
        boxes.append(Box(box.left, top, box.width, int((high(grid, box) + _TITLED) * INCH)))
        top = boxes[-1].bottom + INCH // 8
    return boxes if top <= box.bottom else []


def _together(grids: Sequence[Grid], captions: _Captions, name: str, across: bool, slide: Slide) -> None:
    captions.draw(slide)
    boxes = slide.body.beside([1] * len(grids), 0.4) if across else _under(grids, slide.body)
    for grid, box in zip(grids, boxes, strict=True):
        _titled(grid, (0, len(grid.rows)), box, name, slide)


def _rows(grid: Grid, rows: tuple[int, int], captions: _Captions, how: tuple[str, bool, bool], slide: Slide) -> None:
    """`how`: what the table is called, whether its title stands above it, and whether it is not the first slide."""
    name, titled, again = how
    captions.draw(slide, again)
    if titled:
        _titled(grid, rows, slide.body, name, slide)
    else:
        slide.whole += table(slide.raw, grid, rows, slide.body, slide.hand, name=name)


def _titled(grid: Grid, rows: tuple[int, int], box: Box, name: str, slide: Slide) -> None:
    if grid.title:
        listed(slide.raw, [grid.title], box.upper(_TITLED), slide.hand, CAPTION[0])
    slide.whole += table(slide.raw, grid, rows, box.below(_TITLED), slide.hand, name=name)
