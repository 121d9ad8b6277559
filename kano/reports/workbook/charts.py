"""Native charts over cells of the workbook, in the colours of the categories. No text of a user reaches one directly.

Names of series are cells that the chart points to; a text within a chart never begins as a formula would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kano.answers import Category
from kano.reports.figures import Axis, Figure, Kind
from kano.reports.workbook.book import FAINT, GRID, INK, Sheet, colour, plain
from kano.text import chart as inert

_PLAIN = ("#0066b3", "#c94f00", "#00875f", "#a8479a", "#5b6675", "#c9b400")
_MARKERS = {"A": "triangle", "O": "circle", "M": "square", "I": "diamond", "R": "star", "Q": "x"}
POINTS, LINES = (900, 640), (1180, 620)
"""Pixels across and down."""
_STACKED = {Kind.SHARES: {"subtype": "percent_stacked"}, Kind.STACKS: {"subtype": "stacked"}}
_ALT = 2000
"""Signs of the words for those who do not see the chart."""


@dataclass(frozen=True)
class Series:
    """References to its name, x (or names) and y. `labels` are texts at its points, blank for none."""

    name: str
    x: str
    y: str
    category: Category | None = None
    labels: tuple[str, ...] = ()
    colour: str = ""
    broken: bool = False


def bars(sheet: Sheet, figure: Figure, series: Sequence[Series], names: int) -> Any:
    """Horizontal bars in the order of their table, from its top."""
    chart = _chart(sheet, {"type": "bar", **_STACKED.get(figure.kind, {})})
    for place, each in enumerate(series):
        fill = {"color": _colour(each, place)}
        parts = {**_named(each), "categories": f"={each.x}", "values": f"={each.y}", "fill": fill}
        chart.add_series({**parts, "gap": 35, "border": {"none": True}})
    across = {"label_position": "low", "major_gridlines": {"visible": False}}
    chart.set_y_axis({**_axis(Axis("")), **across, "reverse": True})
    chart.set_x_axis({**_axis(figure.x), "label_position": "high"})
    chart.set_legend({"position": "bottom", "font": _font()} if len(series) > 1 else {"none": True})
    chart.set_size({"width": POINTS[0], "height": bars_height(names)})
    return chart


def points(sheet: Sheet, figure: Figure, series: Sequence[Series]) -> Any:
    """Numbered points on a plane, parted where the figure is."""
    chart = _chart(sheet, {"type": "scatter"})
    for place, each in enumerate(series):
        marker = {"type": _MARKERS[each.category] if each.category else "circle", "size": 9}
        marker |= {"fill": {"color": _colour(each, place)}, "border": {"color": "#ffffff"}}
        parts = {**_named(each), "categories": f"={each.x}", "values": f"={each.y}", "marker": marker}
        chart.add_series(parts | _labels(each))
    across, up = figure.cuts or (None, None)
    chart.set_x_axis({**_axis(figure.x), **_cut(across), "major_gridlines": _lines()})
    chart.set_y_axis({**_axis(figure.y), **_cut(up)})
    chart.set_legend({"position": "bottom", "font": _font()})
    chart.set_size(dict(zip(("width", "height"), POINTS, strict=True)))
    return chart


def lines(sheet: Sheet, figure: Figure, series: Sequence[Series]) -> Any:
    """Lines with their numbers at the end, broken where the source has no curve."""
    chart = _chart(sheet, {"type": "scatter", "subtype": "straight"})
    for place, each in enumerate(series):
        line = {"color": _colour(each, place), "width": 1.75, **({"dash_type": "dash"} if each.broken else {})}
        parts = {**_named(each), "categories": f"={each.x}", "values": f"={each.y}", "line": line}
        chart.add_series(parts | {"marker": _dot(each, place)} | _labels(each))
    chart.set_x_axis({**_axis(figure.x), "label_position": "low", "major_gridlines": _lines()})
    chart.set_y_axis({**_axis(figure.y), "label_position": "low"})
    chart.set_legend({"none": True} if any(each.labels for each in series) else {"position": "bottom", "font": _font()})
    chart.set_size(dict(zip(("width", "height"), LINES, strict=True)))
    return chart


def bars_height(names: int) -> int:
    """Pixels."""
    return 130 + 26 * max(names, 2)


def rows_of(sheet: Sheet, height: int) -> int:
    """Rows of a sheet behind a chart of so many pixels, and one to part it from what follows."""
    return int(-(-height // (sheet.line * 4 / 3))) + 1


def place(sheet: Sheet, chart: Any, figure: Figure, row: int, column: int = 0) -> None:
    """Puts the chart on the sheet, with words for those who do not see it."""
    alt = plain(f"{figure.title}. {figure.alt}")[:_ALT]
    sheet.raw.insert_chart(row, column, chart, {"description": alt, "object_position": 2, "x_offset": 4})


def _chart(sheet: Sheet, kind: dict[str, str]) -> Any:
    chart = sheet.book.raw.add_chart(kind)
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_hidden_data()
    chart.show_blanks_as("gap")
    return chart


def _axis(axis: Axis) -> dict[str, Any]:
    made: dict[str, Any] = {"num_font": _font(), "name_font": _font(), "major_gridlines": _lines()}
    made |= {"line": {"color": FAINT}, "major_tick_mark": "none"}
    made |= {"name": inert(axis.title)} if axis.title.startswith("=") else {"name": axis.title} if axis.title else {}
    made |= {name: end for name, end in (("min", axis.low), ("max", axis.high)) if end is not None}
    return made | ({"num_format": "0%"} if axis.percent else {"num_format": "General"})


def _cut(at: float | None) -> dict[str, Any]:
    """The other axis stands where the plane is parted, the numbers at the edge."""
    return {"label_position": "low", **({"crossing": at} if at is not None else {})}


def _labels(series: Series) -> dict[str, Any]:
    if not series.labels:
        return {}
    own = [
        {"value": inert(label) if label.startswith("=") else label} if label else {"delete": True}
        for label in series.labels
    ]
    return {"data_labels": {"value": True, "custom": own, "position": "right", "font": _font()}}


def _named(series: Series) -> dict[str, str]:
    return {"name": f"={series.name}"} if series.name else {}


def _dot(series: Series, place: int) -> dict[str, Any]:
    """Of a line that is a single point."""
    if len(series.labels) != 1:
        return {"type": "none"}
    return {"type": "circle", "size": 8, "fill": {"color": _colour(series, place)}, "border": {"none": True}}


def _lines() -> dict[str, Any]:
    return {"visible": True, "line": {"color": GRID, "width": 0.75}}


def _font(size: float = 9) -> dict[str, Any]:
    return {"size": size, "color": INK, "bold": False}


def _colour(series: Series, place: int) -> str:
    own = series.colour or _PLAIN[place % len(_PLAIN)]
    return colour(series.category) if series.category else own
