"""A chart for a wall: the same picture with everything in it larger, to be read from ten metres."""

from __future__ import annotations

from typing import Any

LETTERS = {"fontSize", "labelFontSize", "titleFontSize", "subtitleFontSize", "labelLimit", "limit"}
LENGTHS = {"strokeWidth", "symbolStrokeWidth", "labelPadding", "titlePadding", "dx", "dy", "offset", "height"}
AREAS = {"size", "symbolSize"}
BOLD = 1.4
"""How much more letters grow than the rest."""


def enlarged(chart: Any, scale: float) -> dict[str, Any]:
    """A chart's specification, letters, marks and rows `scale` times as large; the width is that of its place."""
    grown: dict[str, Any] = _grown(chart.to_dict(), scale)
    return grown


def _grown(part: Any, scale: float) -> Any:
    if isinstance(part, list):
        return [_grown(item, scale) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: _value(key, value, scale) for key, value in part.items()}


def _value(key: str, value: Any, scale: float) -> Any:
    """Data stay as they are; a length that the browser computes is computed larger."""
    if key in {"datasets", "data", "usermeta"}:
        return value
    factors = dict.fromkeys(LENGTHS, scale) | dict.fromkeys(LETTERS, scale * BOLD) | dict.fromkeys(AREAS, scale**2)
    factor = factors.get(key)
    if factor is None or isinstance(value, str | bool):
        return _grown(value, scale)
    if isinstance(value, dict) and set(value) == {"expr"}:
        return {"expr": f"({value['expr']}) * {factor}"}
    return value * factor if isinstance(value, int | float) else _grown(value, scale)
