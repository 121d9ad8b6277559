"""What has changed over time? Better and worse of each feature from period to period, one strip below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import altair as alt

from kano.charts.look import WIDTH, Look, frame
from kano.classification import FeatureResult
from kano.drift.results import Change, Drift, FeatureDrift, Side
from kano.text import chart as safe
from kano.text import many

STRIP, NAME = 2.9, 1.14
"""Units from a strip to the next, and from its line of 0 up to the name of its feature."""

MANY, DENSE = 12, 60
"""More periods than that have bands instead of bars; more than that no points."""

BOTH = 6
"""From so many features on, the periods are named below too."""


class _Plane(NamedTuple):
    """The two axes that all layers have in common."""

    across: alt.Scale
    down: alt.Scale
    axis: alt.Axis

    def x(self, field: str = "place") -> alt.X:
        return alt.X(f"{field}:Q", scale=self.across, axis=None)

    def y(self, field: str = "y") -> alt.Y:
        return alt.Y(f"{field}:Q", scale=self.down, title=None, axis=self.axis)


_FIGURES = {"better": "A", "worse": "M"}
_POINTS = ("feature", "period", "figure", "place", "y", "low", "high", "run", "value", "span", "n", "kind", "verdict")
_MARKS = ("figure", "left", "right", "at", "top", "bottom")
_TEXTS = ("place", "y", "text", "align")


def drift_strips(drift: Drift, features: Sequence[FeatureDrift], look: Look, note: str = "") -> Any:
    """Each feature's better above and worse below its line of 0, with intervals, and the place of a change.

    A period without a figure is a gap. Where a change is shown that may be one step, a dashed line is its likeliest
    place and the shade what the data do not rule out.
    """
    t = look.t
    rows = [row for i, feature in enumerate(features) for row in _points(drift, feature, -i * STRIP, look)]
    marks = [row for i, feature in enumerate(features) for row in _marks(drift, feature, -i * STRIP, look)]
    bottom = -STRIP * (len(features) - 1) - 1.1
    left, right = _ends(drift)
    down = alt.Scale(domain=[bottom - 0.4, NAME + 0.9], nice=False)
    plane = _Plane(alt.Scale(domain=[left, right], nice=False, zero=False), down, _axis(features))
    layers = [*_changes(marks, look, plane), *_figures(rows, drift, look, plane), _names(features, left, look, plane)]
    layers += _periods(drift, look, plane, NAME + 0.55)
    layers += _periods(drift, look, plane, bottom - 0.25) if len(features) >= BOTH else []
    height = 40 + len(features) * (260 if len(features) == 1 else 150 if len(features) < BOTH else 116)
    parts = [
        t("chart.drift-note", level=f"{100 * drift.result.settings.level:g}"),
        t("chart.drift-mark") if marks else "",
    ]
    chart = alt.layer(*layers).properties(width=WIDTH + 200, height=height)
    return look.finish(chart, t("chart.drift", by=drift.by), "\n".join(filter(None, [*parts, note])))


def _ends(drift: Drift) -> tuple[float, float]:
    first, last = drift.places[0], drift.places[-1]
    room = 0.03 * (last - first)
    return first - room, last + room


def _axis(features: Sequence[FeatureDrift]) -> alt.Axis:
    """1, 0 and -1 of every strip."""
    values = [-i * STRIP + level for i in range(len(features)) for level in (-1, 0, 1)]
    label = f"toString(round(datum.value + {STRIP} * round(-datum.value / {STRIP})))"
    return alt.Axis(values=values, labelExpr=label, ticks=False, domain=False, labelOverlap=False)


def _color(look: Look) -> alt.Color:
    names = [look.t(f"column.{figure}") for figure in _FIGURES]
    shades = [look.tones["category"][letter] for letter in _FIGURES.values()]
    return alt.Color(
        "figure:N", scale=alt.Scale(domain=names, range=shades), title=None, legend=alt.Legend(orient="top")
    )


def _shape(look: Look) -> alt.Shape:
    names = [look.t(f"column.{figure}") for figure in _FIGURES]
    return alt.Shape(
        "figure:N",
        scale=alt.Scale(domain=names, range=["circle", "square"]),
        title=None,
        legend=alt.Legend(orient="top"),
    )


def _changes(marks: Sequence[dict[str, Any]], look: Look, plane: _Plane) -> Iterator[alt.Chart]:
    if not marks:
        return
    base = alt.Chart(frame(marks, _MARKS)).encode(color=_color(look), y=plane.y("top"), y2="bottom:Q")
    yield base.mark_rect(opacity=0.16).encode(x=plane.x("left"), x2="right:Q")
    yield base.mark_rule(strokeDash=[4, 3], strokeWidth=1.5).encode(x=plane.x("at"))


def _figures(rows: Sequence[dict[str, Any]], drift: Drift, look: Look, plane: _Plane) -> Iterator[alt.Chart]:
    """Bars or bands, lines that stop at gaps, points."""
    base = alt.Chart(frame(rows, _POINTS)).encode(x=plane.x(), color=_color(look))
    many = len(drift.periods) > MANY
    if many:
        yield base.mark_area(opacity=0.22).encode(y=plane.y("low"), y2="high:Q", detail="run:N")
    bars = alt.Chart(frame([row for row in rows if not many or row["alone"]], _POINTS))
    spans = bars.mark_rule(strokeWidth=3, opacity=0.5)
    yield spans.encode(x=plane.x(), color=_color(look), y=plane.y("low"), y2="high:Q")
    yield base.mark_line(strokeWidth=1.8).encode(y=plane.y(), detail="run:N")
    size = 18 if len(drift.periods) > DENSE else 26 if many else 36
    keys = {"feature": "feature", "period": "segment", "figure": "figure", "span": "value", "n": "n"}
    keys |= {"kind": "category", "verdict": "verdict"}
    tooltip = [alt.Tooltip(f"{field}:N", title=_title(key, look)) for field, key in keys.items()]
    points = base.mark_point(filled=True, size=size, opacity=1)
    yield points.encode(y=plane.y(), shape=_shape(look), tooltip=tooltip)


def _title(key: str, look: Look) -> str:
    own = {"segment": "drift.column-period", "figure": "drift.column-figure", "value": "drift.column-value"}
    return look.t(own[key]) if key in own else look.t(f"column.{key}")


def _names(features: Sequence[FeatureDrift], left: float, look: Look, plane: _Plane) -> alt.Chart:
    rows = [
        {"place": left, "y": -i * STRIP + NAME, "text": look.name(feature.feature)}
        for i, feature in enumerate(features)
    ]
    base = alt.Chart(frame(rows, _TEXTS)).encode(x=plane.x(), y=plane.y(), text="text:N")
    mark = {"align": "left", "baseline": "bottom", "fontWeight": "bold", "color": look.tones["ink"]}
    return base.mark_text(fontSize=12, limit=look.narrow(290, WIDTH + 180), **mark)


def _periods(drift: Drift, look: Look, plane: _Plane, at: float) -> Iterator[alt.Chart]:
    """The names of as many periods as there is room for, fewer on a phone; what is not shown has size 0."""
    sizes = [(8, look.narrow(0, 11), WIDTH + 180)] + ([] if look.alone else [(4, look.narrow(11, 0), 300)])
    for most, size, room in sizes:
        shown = labelled(drift.places, most)
        rows = [{"place": drift.places[i], "y": at, **_label(drift, i)} for i in shown]
        base = alt.Chart(frame(rows, _TEXTS)).encode(x=plane.x(), y=plane.y(), text="text:N")
        place = {"align": alt.ExprRef("datum.align"), "limit": room // len(shown) - 6}
        yield base.mark_text(fontSize=size, color=look.tones["faint"], baseline="middle", **place)


def _label(drift: Drift, place: int) -> dict[str, str]:
    last = len(drift.periods) - 1
    align = "left" if place == 0 else "right" if place == last else "center"
    return {"text": safe(drift.periods[place]), "align": align}


def labelled(places: Sequence[float], most: int) -> list[int]:
    """The first, the last, and others between them, far enough apart for about `most` in all: months are of
    different lengths."""
    last, apart = len(places) - 1, 0.9 * (places[-1] - places[0]) / most
    shown = [0]
    for i in range(1, last):
        if places[i] - places[shown[-1]] >= apart and places[last] - places[i] >= apart:
            shown.append(i)
    return [*shown, last]


def _points(drift: Drift, feature: FeatureDrift, zero: float, look: Look) -> Iterator[dict[str, Any]]:
    for figure in _FIGURES:
        values = [getattr(result, figure) if result else None for result in feature.periods]
        known = [value is not None and value.estimate is not None for value in values]
        for i, (value, result) in enumerate(zip(values, feature.periods, strict=True)):
            if result and value and value.estimate is not None:
                row: dict[str, Any] = {"feature": look.name(feature.feature), "period": safe(drift.periods[i])}
                row |= {"figure": look.t(f"column.{figure}"), "place": drift.places[i], "value": value.estimate}
                row |= {"y": zero + value.estimate, "span": _span(value), **_said(result, look)}
                row |= {"low": None if value.low is None else zero + value.low}
                row |= {"high": None if value.high is None else zero + value.high}
                row["run"] = f"{figure} {zero} {known[:i].count(False)}"
                yield {**row, "alone": not any(known[max(i - 1, 0) : i]) and not any(known[i + 1 : i + 2])}


def _span(value: Any) -> str:
    ends = f" [{value.low:.2f}, {value.high:.2f}]" if value.low is not None else ""
    return f"{value.estimate:.2f}{ends}"


def _said(result: FeatureResult, look: Look) -> dict[str, Any]:
    return {
        "n": None if result.n is None else many(result.n),
        "kind": result.called(look.t),
        "verdict": look.t(f"verdict.{result.verdict or 'none'}"),
    }


def _marks(drift: Drift, feature: FeatureDrift, zero: float, look: Look) -> Iterator[dict[str, Any]]:
    """Of each change that may be one step: from the first to the last place that is left open, and the likeliest."""
    for side in feature.sides:
        if side.step and side.change in (Change.STEP, Change.EITHER):
            ends = (0.0, 1.0) if side.figure == "better" else (-1.0, 0.0)
            row: dict[str, Any] = {"figure": look.t(f"column.{side.figure}"), **_place(side, drift)}
            yield {**row, "bottom": zero + ends[0], "top": zero + ends[1]}


def _place(side: Side, drift: Drift) -> dict[str, float]:
    places = dict(zip(drift.periods, drift.places, strict=True))
    assert side.step is not None
    left, right = places[side.step.places[0][0]], places[side.step.places[-1][1]]
    return {"left": left, "right": right, "at": (places[side.step.left] + places[side.step.right]) / 2}
