"""Points and lines on a plane, their numbers beside them and apart from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from kano.reports.figures import Figure, Kind, Series
from kano.reports.slides.behind import Plane
from kano.reports.slides.labels import Ends, at_ends, beside_points
from kano.reports.slides.look import INCH, Box, Hand

AROUND = (0.8, 0.12, 0.5, 0.8)
"""Inches left, above, right and below the plane, for names and numbers of its axes."""
LEGEND = 0.55
"""Inches of a legend of two lines."""
_MARKS = {
    "A": XL_MARKER_STYLE.TRIANGLE,
    "O": XL_MARKER_STYLE.CIRCLE,
    "M": XL_MARKER_STYLE.SQUARE,
    "I": XL_MARKER_STYLE.DIAMOND,
    "R": XL_MARKER_STYLE.X,
    "Q": XL_MARKER_STYLE.PLUS,
}


def ordered(figure: Figure) -> Figure:
    """With the series of most points first: LibreOffice does not draw those that stand before it."""
    if figure.cuts is not None or not figure.series:
        return figure
    first = max(figure.series, key=lambda each: len(each.points))
    return replace(figure, series=(first, *(each for each in figure.series if each is not first)))


def data(figure: Figure) -> Any:
    """The numbers; the lines that part the plane come first, with as many points as any series, for the same reason."""
    made = Plane()
    for line in _cuts(figure):
        _added(made, "", line)
    for each in figure.series:
        _added(made, each.name, each.points)
    return made


def _added(made: Any, name: str, points: Sequence[tuple[float, float]]) -> None:
    series = made.add_series(name)
    for x, y in points:
        series.add_data_point(x, y)


def _cuts(figure: Figure) -> list[list[tuple[float, float]]]:
    if figure.cuts is None:
        return []
    x, y = figure.cuts
    (left, right), (low, high) = _ends(figure)
    last = max([2, *(len(each.points) for each in figure.series)]) - 1
    shares = [place / last for place in range(last + 1)]
    return [
        [(x, low + share * (high - low)) for share in shares],
        [(left + share * (right - left), y) for share in shares],
    ]


def _ends(figure: Figure) -> Ends:
    """Of both axes: as they are given, else of the points."""
    points = [point for each in figure.series for point in each.points] or [(0.0, 0.0)]
    ends = []
    for place, axis in enumerate((figure.x, figure.y)):
        values = [point[place] for point in points]
        low, high = (min(values) if axis.low is None else axis.low), (max(values) if axis.high is None else axis.high)
        ends.append((low, high if high > low else low + 1.0))
    return ends[0], ends[1]


def draw(drawn: Any, figure: Figure, box: Box, hand: Hand, colours: Sequence[RGBColor]) -> None:
    plot, ends = plane(box, drawn.has_legend), _ends(figure)
    _fixed(drawn, box, plot)
    every = list(drawn.plots[0].series)
    cuts, series = every[: len(_cuts(figure))], every[len(_cuts(figure)) :]
    for each, of, colour in zip(series, figure.series, colours, strict=True):
        if figure.kind is Kind.POINTS or of.labels:
            _points(each, of, colour)
        else:
            _line(each, of, colour)
    for cut in cuts:
        cut.format.line.color.rgb, cut.format.line.width = RGBColor.from_string(hand.rule), Pt(1)
        cut.format.line.dash_style, cut.marker.style = MSO_LINE.DASH, XL_MARKER_STYLE.NONE
    beside_points(series, figure, plot, ends, hand)
    at_ends(series, figure, (box, plot), ends, colours)


def plane(box: Box, legend: bool) -> Box:
    """The place of the plane in a chart, from the upper left of it."""
    left, top, right, bottom = (int(each * INCH) for each in AROUND)
    bottom += int(LEGEND * INCH) * legend
    return Box(left, top, max(box.width - left - right, INCH), max(box.height - top - bottom, INCH))


def _fixed(drawn: Any, box: Box, plot: Box) -> None:
    """Where the plane is, which programs would else each choose for themselves."""
    from lxml import etree

    area = drawn._chartSpace.chart.plotArea
    space = area.nsmap["c"]
    for old in area.findall(f"{{{space}}}layout"):
        area.remove(old)
    layout = etree.Element(f"{{{space}}}layout")
    manual = etree.SubElement(layout, f"{{{space}}}manualLayout")
    values = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"}
    shares = plot.left / box.width, plot.top / box.height, plot.width / box.width, plot.height / box.height
    values |= {name: f"{share:.5f}" for name, share in zip("xywh", shares, strict=True)}
    for name, value in values.items():
        etree.SubElement(manual, f"{{{space}}}{name}").set("val", value)
    area.insert(0, layout)


def _points(series: Any, each: Series, colour: RGBColor) -> None:
    """Marks without a line."""
    series.format.line.fill.background()
    series.marker.style = _MARKS.get(str(each.category), XL_MARKER_STYLE.CIRCLE)
    series.marker.size = 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour


def _line(series: Any, each: Series, colour: RGBColor) -> None:
    """A line, broken where it is not modelled."""
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb, series.format.line.width = colour, Pt(2)
    if not each.modelled:
        series.format.line.dash_style = MSO_LINE.DASH
