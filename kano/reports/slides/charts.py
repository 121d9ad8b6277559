"""Figures as charts of the presentation itself: their numbers stand behind them and can be edited."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.util import Pt

from kano.charts.look import tones
from kano.reports.figures import Axis, Figure, Kind, Series
from kano.reports.slides.behind import Bars, Plane
from kano.reports.slides.deck import INCH, Box
from kano.reports.slides.text import LETTER, shortened, signs

_BARS = {Kind.SHARES: XL_CHART_TYPE.BAR_STACKED, Kind.STACKS: XL_CHART_TYPE.BAR_STACKED}
_PLAIN = ("5B6675", "1F2733", "0066B3", "C94F00")
"""For what has no category."""
_MARKS = {
    "A": XL_MARKER_STYLE.TRIANGLE,
    "O": XL_MARKER_STYLE.CIRCLE,
    "M": XL_MARKER_STYLE.SQUARE,
    "I": XL_MARKER_STYLE.DIAMOND,
    "R": XL_MARKER_STYLE.X,
    "Q": XL_MARKER_STYLE.PLUS,
}


def chart(slide: Any, figure: Figure, box: Box) -> None:
    """Draw a figure into a box, with words for those who cannot see it."""
    if figure.kind is Kind.POINTS:
        figure = _longest_first(figure)
    kind, data = _data(figure, box)
    frame = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data)
    about = frame._element.nvGraphicFramePr.cNvPr
    about.set("descr", f"{figure.title}. {figure.alt}")
    drawn = frame.chart
    drawn.font.size = Pt(11)
    drawn.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    drawn.has_title = False
    drawn.has_legend = len(figure.series) > 1 if figure.kind is Kind.BARS else figure.kind is not Kind.LINES
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    if figure.kind in (Kind.POINTS, Kind.LINES):
        _plane(drawn, figure)
    else:
        _bars(drawn, figure)


def _data(figure: Figure, box: Box) -> tuple[Any, Any]:
    """Its kind and its numbers. A bar chart is drawn from the bottom: the first name stands last in it."""
    if figure.kind in (Kind.POINTS, Kind.LINES):
        plane = Plane()
        for each in figure.series:
            series = plane.add_series(each.name)
            for x, y in each.points:
                series.add_data_point(x, y)
        for line in _cuts(figure):
            cut = plane.add_series("")
            for x, y in line:
                cut.add_data_point(x, y)
        return XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, plane
    bars = Bars(number_format="0%" if figure.x.percent else "0.00")
    bars.categories = _names(figure, box)[::-1]
    for each in figure.series:
        bars.add_series(each.name, each.values[::-1])
    return _BARS.get(figure.kind, XL_CHART_TYPE.BAR_CLUSTERED), bars


def _longest_first(figure: Figure) -> Figure:
    """LibreOffice draws no points of a series that stands before a longer one."""
    return replace(figure, series=tuple(sorted(figure.series, key=lambda each: -len(each.points))))


def _names(figure: Figure, box: Box) -> list[str]:
    """The names with their marks, in less than half of the width; the notes have them whole."""
    most = 0.42 * box.width / INCH * 72 / (_size(len(figure.names)) * LETTER)
    marks = figure.marks or ("",) * len(figure.names)
    named = zip(figure.names, marks, strict=True)
    return [f"{shortened(name, most - signs(mark) - 3)}   {mark}".strip() for name, mark in named]


def _cuts(figure: Figure) -> list[list[tuple[float, float]]]:
    if figure.cuts is None:
        return []
    x, y = figure.cuts
    ends = [(axis.low or 0.0, axis.high or 1.0) for axis in (figure.x, figure.y)]
    return [[(x, ends[1][0]), (x, ends[1][1])], [(ends[0][0], y), (ends[0][1], y)]]


def _bars(drawn: Any, figure: Figure) -> None:
    plot = drawn.plots[0]
    plot.gap_width = 45
    if figure.kind in _BARS:
        plot.overlap = 100
    _axis(drawn.value_axis, figure.x)
    names = drawn.category_axis
    names.has_major_gridlines = False
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.tick_labels.font.size = Pt(_size(len(figure.names)))
    _every_name(names)
    names.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    for place, (each, series) in enumerate(zip(figure.series, plot.series, strict=True)):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _colour(each, place)


def _every_name(names: Any) -> None:
    """No program may leave out names where it finds them too close."""
    from lxml import etree

    space = names._element.nsmap["c"]
    skip = etree.Element(f"{{{space}}}tickLblSkip", val="1")
    before = [names._element.find(f"{{{space}}}{name}") for name in ("tickMarkSkip", "noMultiLvlLbl")]
    place = next((each for each in before if each is not None), None)
    if place is None:
        names._element.append(skip)
    else:
        place.addprevious(skip)


def _size(names: int) -> float:
    return 12 if names <= 8 else 11 if names <= 12 else 10


def _plane(drawn: Any, figure: Figure) -> None:
    _axis(drawn.value_axis, figure.y)
    _axis(drawn.category_axis, figure.x)
    series = list(drawn.plots[0].series)
    for place, each in enumerate(figure.series):
        if figure.kind is Kind.POINTS or each.labels:
            _points(series[place], each, _colour(each, place))
        else:
            _line(series[place], each, _colour(each, place))
    for cut in series[len(figure.series) :]:
        cut.format.line.color.rgb, cut.format.line.width = RGBColor.from_string(_PLAIN[0]), Pt(1)
        cut.format.line.dash_style = MSO_LINE.DASH
        cut.marker.style = XL_MARKER_STYLE.NONE
    if figure.cuts:
        _hide_in_legend(drawn, range(len(figure.series), len(series)))


def _points(series: Any, each: Series, colour: RGBColor) -> None:
    """Marks without a line, each with its label."""
    series.format.line.fill.background()
    series.marker.style = _MARKS.get(str(each.category), XL_MARKER_STYLE.CIRCLE)
    series.marker.size = 10
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour
    for place, label in enumerate(each.labels):
        _label(series.points[place], label, colour=None)


def _line(series: Any, each: Series, colour: RGBColor) -> None:
    """A line, broken where it is not modelled, its number at its right end."""
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb, series.format.line.width = colour, Pt(2)
    if not each.modelled:
        series.format.line.dash_style = MSO_LINE.DASH
    if each.number is not None and each.points:
        _label(series.points[len(each.points) - 1], str(each.number), colour)


def _label(point: Any, text: str, colour: RGBColor | None) -> None:
    label = point.data_label
    label.position = XL_LABEL_POSITION.RIGHT
    frame = label.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.size = Pt(10)
    if colour is None:
        font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    else:
        font.color.rgb = colour


def _axis(axis: Any, about: Axis) -> None:
    axis.has_title = bool(about.title)
    if about.title:
        axis.axis_title.text_frame.text = about.title
        axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(11)
        axis.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
    if about.low is not None and about.high is not None:
        axis.minimum_scale, axis.maximum_scale = about.low, about.high
        axis.major_unit = (about.high - about.low) / 4
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("D9DEE5")
    axis.format.line.color.rgb = RGBColor.from_string("9AA4B1")
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = (
        "0%" if about.percent else "General",
        False,
    )
    axis.tick_labels.font.size = Pt(10)


def _hide_in_legend(drawn: Any, places: range) -> None:
    """The lines that part the plane are no entries of the legend."""
    from lxml import etree

    legend = drawn.legend._element
    chart = legend.nsmap["c"]
    for place in reversed(places):
        entry = etree.SubElement(legend, f"{{{chart}}}legendEntry")
        for name, value in (("idx", place), ("delete", 1)):
            etree.SubElement(entry, f"{{{chart}}}{name}").set("val", str(value))
        legend.insert(1, entry)


def _colour(each: Series, place: int) -> RGBColor:
    if each.category is None:
        return RGBColor.from_string(each.colour.lstrip("#").upper() or _PLAIN[place % len(_PLAIN)])
    return RGBColor.from_string(tones(dark=False)["category"][each.category].lstrip("#").upper())
