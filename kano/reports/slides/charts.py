"""Figures as charts of the presentation itself: their numbers stand behind them and can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, log10
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.util import Pt

from kano.reports.figures import Axis, Figure, Kind, Series
from kano.reports.slides import planes
from kano.reports.slides.behind import Bars
from kano.reports.slides.look import Box, Hand, described
from kano.reports.slides.text import inked, told_apart

MOST_BARS = 20
"""Bars on one slide."""
STACKED, PLANES = (Kind.SHARES, Kind.STACKS), (Kind.POINTS, Kind.LINES)
_AROUND, _BAR, _THIN = 1.0, 11.5, 5.0
"""Inches below and above bars; points that a name takes, and one of several bars beside each other."""
_LEGEND = 12
"""Points of the size of type."""
_NAMES = 0.36
"""Of the width of a chart: names of bars at most."""


def chart(slide: Any, figure: Figure, box: Box, hand: Hand) -> list[str]:
    """Draws a figure into a box, with words for those who cannot see it; the names that had to be shortened."""
    cut = _plane(slide, figure, box, hand) if figure.kind in PLANES else _bars(slide, figure, box, hand)
    about = slide.shapes[-1]._element.nvGraphicFramePr.cNvPr
    described(about, figure.title, f"{figure.title}. {figure.alt}")
    return cut


def parts(figure: Figure, box: Box) -> list[Figure]:
    """A figure of many bars on several slides, about equally many on each, so that each has its name beside it."""
    if figure.kind in PLANES:
        return [figure]
    room = (box.inches[1] - _AROUND) * 72
    beside = 1 if figure.kind in STACKED else len(figure.series)
    most = max(min(MOST_BARS, int(room / _BAR), int(room / (_THIN * beside))), 3)
    if len(figure.names) <= most:
        return [figure]
    figure, count = replace(figure, x=_shared(figure)), -(-len(figure.names) // most)
    size = -(-len(figure.names) // count)
    return [_part(figure, slice(start, start + size)) for start in range(0, len(figure.names), size)]


def _shared(figure: Figure) -> Axis:
    """The same ends on every slide, so that bars of one length are one number."""
    if figure.x.low is not None and figure.x.high is not None:
        return figure.x
    sides = [0.0]
    for values in zip(*(each.values for each in figure.series), strict=True):
        known = [value for value in values if value is not None]
        stacks = [sum(v for v in known if v > 0), sum(v for v in known if v < 0)]
        sides += stacks if figure.kind in STACKED else known
    unit = _unit(max(sides) - min(sides))
    return replace(figure.x, low=floor(min(sides) / unit) * unit, high=ceil(max(sides) / unit) * unit)


def _unit(length: float) -> float:
    """A round step of which an axis so long takes four, or some less."""
    ten: float = 10.0 ** floor(log10(length / 4)) if length > 0 else 1.0
    return next(step * ten for step in (1.0, 2.0, 2.5, 5.0, 10.0) if step * ten * 4 >= length * 0.999)


def _part(figure: Figure, part: slice) -> Figure:
    series = tuple(replace(each, values=each.values[part]) for each in figure.series)
    return replace(figure, names=figure.names[part], marks=figure.marks[part], series=series)


def _bars(slide: Any, figure: Figure, box: Box, hand: Hand) -> list[str]:
    size = 12.0 if len(figure.names) <= 12 else 11.0 if len(figure.names) <= 16 else 10.0
    marks = figure.marks or ("",) * len(figure.names)
    names = told_apart(figure.names, _NAMES * box.width / 12_700 / size - 7)
    data = Bars(number_format="0%" if figure.x.percent else "0.00")
    data.categories = [f"{name}   {mark}".strip() for name, mark in zip(names, marks, strict=True)]
    for each in figure.series:
        data.add_series(each.name, each.values)
    kind = XL_CHART_TYPE.BAR_STACKED if figure.kind in STACKED else XL_CHART_TYPE.BAR_CLUSTERED
    drawn = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data).chart
    dressed(drawn, figure, hand)
    plot = drawn.plots[0]
    plot.gap_width = 40
    if figure.kind in STACKED:
        plot.overlap = 100
    _downwards(drawn, size, hand)
    axis(drawn.value_axis, figure.x, hand)
    drawn.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    for place, (each, series) in enumerate(zip(figure.series, plot.series, strict=True)):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour(each, place, hand)
    return [whole for whole, name in zip(figure.names, names, strict=True) if whole != name]


def _downwards(drawn: Any, size: float, hand: Hand) -> None:
    """Names from the top down, as they are read; the numbers stay below."""
    names = drawn.category_axis
    names.reverse_order = True
    names.crosses = XL_AXIS_CROSSES.MAXIMUM
    names.has_major_gridlines = False
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.tick_labels.font.size = Pt(size)
    names.format.line.color.rgb = RGBColor.from_string(hand.rule)
    _each_named(names._element)


def _each_named(axis: Any) -> None:
    """No name is left out, which programs else do where names are many."""
    from lxml import etree

    space = axis.nsmap["c"]
    skip = etree.Element(f"{{{space}}}tickLblSkip", val="1")
    after = axis.find(f"{{{space}}}noMultiLvlLbl")
    if after is None:
        axis.append(skip)
    else:
        after.addprevious(skip)


def _plane(slide: Any, figure: Figure, box: Box, hand: Hand) -> list[str]:
    figure, kind = planes.ordered(figure), XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS
    drawn = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, planes.data(figure)).chart
    dressed(drawn, figure, hand)
    axis(drawn.value_axis, figure.y, hand)
    axis(drawn.category_axis, figure.x, hand)
    colours = [colour(each, place, hand) for place, each in enumerate(figure.series)]
    planes.draw(drawn, figure, box, hand, colours)
    return []


def dressed(drawn: Any, figure: Figure, hand: Hand) -> None:
    """Type, and a legend for what is told apart by colour alone, each name once."""
    drawn.font.size = Pt(_LEGEND - 1)
    inked(drawn.font.color, hand)
    drawn.has_title = False
    drawn.has_legend = not figure.key if figure.kind is Kind.LINES else len(figure.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        drawn.legend.font.size = Pt(_LEGEND)
        inked(drawn.legend.font.color, hand)
        names = [*[""] * (2 if figure.cuts else 0), *(each.name for each in figure.series)]
        _not_in_legend(drawn, [place for place, name in enumerate(names) if not name or name in names[:place]])


def _not_in_legend(drawn: Any, places: Sequence[int]) -> None:
    from lxml import etree

    legend = drawn.legend._element
    chart = legend.nsmap["c"]
    for place in reversed(places):
        entry = etree.SubElement(legend, f"{{{chart}}}legendEntry")
        for name, value in (("idx", place), ("delete", 1)):
            etree.SubElement(entry, f"{{{chart}}}{name}").set("val", str(value))
        legend.insert(1, entry)


def axis(drawn: Any, about: Axis, hand: Hand) -> None:
    drawn.has_title = bool(about.title)
    if about.title:
        frame = drawn.axis_title.text_frame
        frame.text = about.title
        font = frame.paragraphs[0].runs[0].font
        font.size, font.bold = Pt(11), False
        inked(font.color, hand, hand.quiet)
    if about.low is not None and about.high is not None:
        drawn.minimum_scale, drawn.maximum_scale = about.low, about.high
        drawn.major_unit = _unit(about.high - about.low)
    drawn.has_major_gridlines = True
    drawn.major_gridlines.format.line.color.rgb = RGBColor.from_string(hand.faint)
    drawn.format.line.color.rgb = RGBColor.from_string(hand.rule)
    drawn.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    labels = drawn.tick_labels
    labels.number_format, labels.number_format_is_linked = "0%" if about.percent else "General", False
    labels.font.size = Pt(10)
    inked(labels.font.color, hand, hand.quiet)


def colour(each: Series, place: int, hand: Hand) -> RGBColor:
    """Of the category, else its own, else one of a few that stand apart."""
    if each.category is not None:
        return RGBColor.from_string(hand.colour(each.category))
    if each.colour:
        return RGBColor.from_string(each.colour.lstrip("#").upper())
    plain = (hand.quiet, hand.accent, hand.rule) if hand.dark else (hand.quiet, "1F2733", hand.accent, "C94F00")
    return RGBColor.from_string(plain[place % len(plain)])
