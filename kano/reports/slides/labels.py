"""Numbers beside points and at the ends of lines, apart from each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.util import Pt

from kano.reports.figures import Figure
from kano.reports.slides.look import Box, Hand
from kano.reports.slides.text import inked, measure

SIZE = 10.0
"""Points of the numbers, and how far from each other lines of them are."""
_SIDES = {
    XL_LABEL_POSITION.RIGHT: (1, 0),
    XL_LABEL_POSITION.LEFT: (-1, 0),
    XL_LABEL_POSITION.ABOVE: (0, -1),
    XL_LABEL_POSITION.BELOW: (0, 1),
}
_NO_LINES = (
    '<c:extLst xmlns:c="{space}"><c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
Place = tuple[float, float, float, float]
"""Left, top, right and bottom in points."""
Ends = tuple[tuple[float, float], tuple[float, float]]
"""Of the axes across and up."""


def beside_points(series: Sequence[Any], figure: Figure, plot: Box, ends: Ends, hand: Hand) -> None:
    """A label on that side of each point where it hides least."""
    wide, high = _size(plot)
    (left, right), (low, top) = ends
    spots = [
        (place, number, wide * (x - left) / (right - left), high * (top - y) / (top - low), each.labels[number])
        for place, each in enumerate(figure.series)
        for number, (x, y) in enumerate(each.points)
        if number < len(each.labels)
    ]
    taken: list[Place] = [(x - 5, y - 5, x + 5, y + 5) for _, _, x, y, _ in spots]
    for place, number, x, y, label in spots:
        found = {side: _label_at(x, y, label, along) for side, along in _SIDES.items()}
        side = min(found, key=lambda each: _hidden(found[each], taken, (wide, high)))
        taken.append(found[side])
        made = _label(series[place].points[number], label, side)
        inked(made.color, hand)


def _label_at(x: float, y: float, label: str, along: tuple[int, int]) -> Place:
    wide = measure(label) * SIZE + 2
    across, down = x + along[0] * (6 + wide / 2), y + along[1] * (6 + SIZE / 2)
    return across - wide / 2, down - SIZE / 2, across + wide / 2, down + SIZE / 2


def _hidden(place: Place, taken: Sequence[Place], size: tuple[float, float]) -> float:
    """Square points that two would share, or that are outside of the plane."""
    inside = _shared(place, (0.0, 0.0, *size))
    whole = (place[2] - place[0]) * (place[3] - place[1])
    return whole - inside + sum(_shared(place, other) for other in taken)


def _shared(one: Place, other: Place) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)


def at_ends(
    series: Sequence[Any], figure: Figure, at: tuple[Box, Box], ends: Ends, colours: Sequence[RGBColor]
) -> None:
    """The number of each line at its right end, moved up or down until each can be read; many stand in two columns."""
    numbered = [(place, each) for place, each in enumerate(figure.series) if each.number is not None and each.points]
    if not numbered:
        return
    (box, plot), (low, top) = at, ends[1]
    high = _size(plot)[1]
    rights = [high * (top - each.points[-1][1]) / (top - low) for _, each in numbered]
    many = len(numbered) * (SIZE + 1) > 0.5 * high
    found = spread(rights, (SIZE + 1) / (2 if many else 1), high)
    ranks = {place: rank for rank, place in enumerate(sorted(range(len(found)), key=found.__getitem__))}
    for number, (place, each) in enumerate(numbered):
        point = series[place].points[len(each.points) - 1]
        _label(point, str(each.number), XL_LABEL_POSITION.RIGHT).color.rgb = colours[place]
        right = 1.6 * SIZE * (ranks[number] % 2) if many else 0.0
        _moved(point, right / (box.width / 12_700), (found[number] - rights[number]) / (box.height / 12_700))


def spread(places: Sequence[float], gap: float, room: float) -> list[float]:
    """The places, moved as little as keeps them `gap` apart and inside of 0 to `room`; closer where they are many."""
    gap = min(gap, room / max(len(places) - 1, 1))
    order = sorted(range(len(places)), key=lambda place: places[place])
    groups: list[tuple[list[int], float]] = []
    for place in order:
        members, start = [place], places[place]
        while groups and groups[-1][1] + gap * len(groups[-1][0]) > start:
            before, first = groups.pop()
            start = (first * len(before) + (start - gap * len(before)) * len(members)) / (len(before) + len(members))
            members = before + members
        groups.append((members, start))
    found = [start + gap * rank for members, start in groups for rank in range(len(members))]
    for rank in reversed(range(len(found))):
        found[rank] = min(found[rank], room - gap * (len(found) - 1 - rank))
    found = [max(each, gap * rank) for rank, each in enumerate(found)]
    ranks = {place: rank for rank, place in enumerate(order)}
    return [found[ranks[place]] for place in range(len(places))]


def _size(box: Box) -> tuple[float, float]:
    """In points."""
    return box.width / 12_700, box.height / 12_700


def _label(point: Any, text: str, side: Any) -> Any:
    """The font of a label that says a text."""
    label = point.data_label
    label.position = side
    frame = label.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.size = Pt(SIZE)
    return font


def _moved(point: Any, right: float, down: float) -> None:
    """By shares of the size of the chart, without a line from the label to its point."""
    from lxml import etree

    label = point.data_label._dLbl
    space = label.nsmap["c"]
    for old in label.findall(f"{{{space}}}layout"):
        label.remove(old)
    layout = etree.Element(f"{{{space}}}layout")
    manual = etree.SubElement(layout, f"{{{space}}}manualLayout")
    for name, value in {"x": right, "y": down}.items():
        etree.SubElement(manual, f"{{{space}}}{name}").set("val", f"{value:.5f}")
    label.insert(1, layout)
    labels = label.getparent()
    if labels.find(f"{{{space}}}extLst") is None:
        labels.append(etree.fromstring(_NO_LINES.format(space=space)))
