"""How did satisfaction move with what people experienced? Their ratings, the lines through them, and Kano's curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from kano.charts.look import WIDTH, Look, frame
from kano.charts.points import HEIGHT
from kano.curves import Curve
from kano.drivers.experience import Experience

_X, _Y = alt.Scale(domain=[0, 1], nice=False), alt.Scale(domain=[-1, 1], nice=False, clamp=True)
_FIELDS = ("feature", "fulfilment", "rating", "value", "low", "high", "people", "line", "title")
LINES = ("smooth", "monotone", "modelled")
DASHES = ([1, 0], [7, 4], [2, 2])
_COLORS = {False: ("#1f2733", "#c2185b", "#5b6675"), True: ("#eef2f7", "#ff7aa8", "#aab4c2")}


def experience_curve(curve: Experience, look: Look, modelled: Curve | None = None, note: str = "") -> Any:
    """One attribute: mean satisfaction at each rating (larger with more people), both lines with the band of the
    smooth one, and the modelled curve of the pairs where there is one."""
    title = look.t("chart.experience", attribute=look.labels.get(curve.attribute, curve.attribute))
    chart = alt.layer(*_layers([(curve, modelled)], look)).properties(width=WIDTH, height=HEIGHT)
    return look.finish(chart, title, "\n".join(filter(None, [look.t("chart.experience-note"), note])))


def experience_curves(
    curves: Sequence[Experience],
    look: Look,
    modelled: Mapping[str, Curve] | None = None,
    words: Mapping[str, str] | None = None,
    columns: int = 2,
    note: str = "",
) -> Any:
    """Every attribute in a small frame of its own, with what `words` say of its shape."""
    pairs = [(curve, (modelled or {}).get(curve.attribute)) for curve in curves]
    chart = alt.layer(*_layers(pairs, look, words or {})).properties(width=140, height=120)
    order = [_head(curve, look, words or {}) for curve in curves]
    header = alt.Header(labelLimit=150, labelFontSize=11, title=None, labelExpr="split(datum.value, '\\n')")
    faceted = chart.facet(facet=alt.Facet("title:N", sort=order, title=None, header=header), columns=columns)
    return look.finish(
        faceted, look.t("chart.experiences"), "\n".join(filter(None, [look.t("chart.experience-note"), note]))
    )


def _head(curve: Experience, look: Look, words: Mapping[str, str]) -> str:
    said = words.get(curve.attribute, "")
    return f"{look.name(curve.attribute)}\n{said}" if said else look.name(curve.attribute)


def _layers(
    pairs: Sequence[tuple[Experience, Curve | None]], look: Look, words: Mapping[str, str] | None = None
) -> list[Any]:
    rows = [row for curve, modelled in pairs for row in _rows(curve, modelled, look, words or {})]
    data = frame(rows, _FIELDS)
    zero = alt.Chart(data).mark_rule(color=look.tones["faint"], strokeWidth=1).encode(y=alt.datum(0, scale=_Y))
    base, lines, points = alt.Chart(data), alt.Chart(data), alt.Chart(data)
    band = base.transform_filter("datum.low !== null").mark_area(opacity=0.16, color=_COLORS[look.dark][0])
    drawn = lines.transform_filter("datum.people === null").mark_line(strokeWidth=2.2, clip=True)
    dots = points.transform_filter("datum.people !== null").mark_point(
        filled=True, opacity=0.55, color=_COLORS[look.dark][0]
    )
    x, y = _axes(look)
    tooltip = [alt.Tooltip("feature:N", title=look.t("driver.column-attribute"))]
    tooltip += [alt.Tooltip("rating:Q", title=look.t("axis.mean-rating")), alt.Tooltip("people:Q", title="n")]
    tooltip += [alt.Tooltip("value:Q", title=look.t("axis.satisfaction"), format=".2f")]
    size = alt.Size("people:Q", legend=None, scale=alt.Scale(range=[12, 260], zero=True))
    return [
        zero,
        band.encode(x=x, y=alt.Y("low:Q", scale=_Y, title=look.t("axis.satisfaction")), y2="high:Q"),
        drawn.encode(x=x, y=y, **_kinds(any(modelled for _, modelled in pairs), look)),
        dots.encode(x=x, y=y, size=size, tooltip=tooltip),
    ]


def _kinds(modelled: bool, look: Look) -> dict[str, Any]:
    names = [look.t(f"chart.line-{line}") for line in (LINES if modelled else LINES[:2])]
    color = alt.Color("line:N", title=None, scale=alt.Scale(domain=names, range=list(_COLORS[look.dark][: len(names)])))
    dash = alt.StrokeDash("line:N", title=None, scale=alt.Scale(domain=names, range=list(DASHES[: len(names)])))
    return {"color": color, "strokeDash": dash}


def _axes(look: Look) -> tuple[alt.X, alt.Y]:
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%")
    x = alt.X("fulfilment:Q", scale=_X, title=look.t("axis.fulfilment"), axis=axis)
    y = alt.Y("value:Q", scale=_Y, title=look.t("axis.satisfaction"), axis=alt.Axis(values=[-1, -0.5, 0, 0.5, 1]))
    return x, y


def _rows(curve: Experience, modelled: Curve | None, look: Look, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """A row per rating for the mean, the smooth line and the steps; a row per point of the modelled curve."""
    head = {"feature": look.name(curve.attribute), "title": _head(curve, look, words), "low": None, "high": None}
    rows: list[dict[str, Any]] = []
    for row in curve.rows():
        at = {**head, "fulfilment": row["fulfilment"], "rating": row["ratings"]}
        rows.append({**at, "value": row["mean"], "people": row["people"], "line": None})
        for line in LINES[:2]:
            own = {"value": row[line], "people": None, "line": look.t(f"chart.line-{line}")}
            ends = {"low": row["smooth_low"], "high": row["smooth_high"]} if line == "smooth" else {}
            rows.append({**at, **own, **ends})
    return [*rows, *(_modelled(modelled, head, look) if modelled is not None else [])]


def _modelled(curve: Curve, head: dict[str, Any], look: Look) -> list[dict[str, Any]]:
    drawn = curve.blended if curve.blended is not None else curve.classic
    if drawn is None:
        return []
    own = {**head, "rating": None, "people": None, "line": look.t("chart.line-modelled")}
    return [
        {**own, "fulfilment": x, "value": y} for x, y in zip(curve.fulfilment.tolist(), drawn.tolist(), strict=True)
    ]
