"""A chart for a wall: it fills its place, with letters as large as fit there, to be read from ten metres.

The browser computes the size of the letters, also when the window changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

import altair as alt

from kano.charts.look import in_line, named_rows

PAGE = 12
"""Pixels of a letter on a page: on a wall it is `letter`, and whatever stands beside letters grows with them."""
LETTERS = {"fontSize", "labelFontSize", "titleFontSize", "labelLineHeight", "labelPadding", "titlePadding"}
LETTERS |= {"dx", "dy", "offset"}
LENGTHS = {"strokeWidth", "symbolStrokeWidth"}
AREAS = {"size", "symbolSize"}
THIN = 1.4
"""How much less lines and marks grow than letters."""
LEGEND = 60
"""The widest legend in one row, in letters."""
NAMES = 0.36
"""The share of the width that names of rows may take."""
BELOW = 7
"""Letters that the axis and the legend below a chart are high."""
_SIZES = {"wide": "width > 0 ? containerSize()[0] : 0", "tall": "height > 0 ? containerSize()[1] : 0"}
"""Of the place. `width` and `height` say only when to look again: they are what the letters leave."""


def enlarged(chart: Any, names: Sequence[str] = ()) -> dict[str, Any]:
    """A chart's specification in the size of its place: a plane, or a row for each of these names."""
    grown: dict[str, Any] = _grown(chart.to_dict())
    sizes = _SIZES | (_row_letters(names) if names else {"letter": "min(tall / 30, wide / 54)"})
    grown["params"] = [{"name": name, "expr": expr} for name, expr in sizes.items()]
    grown["padding"] = dict.fromkeys(("left", "right", "top", "bottom"), 6)
    grown["autosize"] = {"type": "fit", "contains": "padding"}
    grown["config"]["legend"] |= {"labelLimit": 0, "columns": {"expr": f"{LEGEND} * letter > wide ? 3 : 0"}}
    return grown


def wall_rows(names: Sequence[str]) -> dict[str, Any]:
    """How an axis shows names on a wall: in one line or in two, whichever allows larger letters."""
    two = named_rows(names)["labelExpr"]
    up = f"two > one && length(datum.label) > {in_line(names)} ? -0.5 * letter : 0"
    return {
        "labelExpr": f"two > one ? ({two}) : datum.label",
        "labelLineHeight": PAGE,
        "labelOffset": alt.ExprRef(up),
        "labelLimit": alt.ExprRef("0.45 * wide"),
    }


def _row_letters(names: Sequence[str]) -> dict[str, str]:
    """The letters of rows in one line and in two: as high as the rows and as wide as the names allow."""
    longest = max(map(width_of, names))
    line = min(longest, in_line(names) * (1 if in_line(names) < 20 else 0.5))
    found = {
        name: f"min({share} * tall / {len(names) + share * BELOW}, {NAMES} * wide / {max(1, width):.2f})"
        for name, share, width in (("one", 0.72, longest), ("two", 0.45, line))
    }
    return {**found, "letter": "min(max(one, two), wide / 46)"}


def width_of(name: str) -> float:
    """In letters."""
    return sum(1 if east_asian_width(sign) in "WF" else 0.5 for sign in name)


def _grown(part: Any) -> Any:
    if isinstance(part, list):
        return [_grown(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: _value(key, value) for key, value in part.items()}


def _value(key: str, value: Any) -> Any:
    """Data stay as they are; a length becomes one in letters."""
    if key in {"datasets", "data", "usermeta"}:
        return value
    factors = dict.fromkeys(LETTERS, 1) | dict.fromkeys(LENGTHS, THIN) | dict.fromkeys(AREAS, THIN)
    if key not in factors or isinstance(value, bool) or not isinstance(value, int | float):
        return _grown(value)
    size = f"letter / {PAGE * factors[key]:g}"
    return {"expr": f"{value} * pow({size}, 2)" if key in AREAS else f"{value} * {size}"}
