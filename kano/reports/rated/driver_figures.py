"""What moves satisfaction, as plain numbers for charts that can be edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kano.answers import CATEGORIES
from kano.drivers.penalty_reward import Driver, Effect
from kano.drivers.rated import Rated
from kano.i18n import Translate
from kano.reports.figures import Axis, Figure, Key, Kind, Series
from kano.reports.rated.parts import ends, signed

COLOURS = {"penalty": "#c2185b", "reward": "#00798c"}


def effect_text(effect: Effect, t: Translate) -> str:
    """A coefficient with its interval, or that there is none."""
    if effect.estimate is None:
        return t("driver.not-estimable")
    bounds = "" if effect.low is None or effect.high is None else f" [{signed(effect.low)}, {signed(effect.high)}]"
    return signed(effect.estimate) + bounds


def class_text(driver: Driver, t: Translate) -> str:
    return t(f"type.{driver.category}") if driver.category else t("driver.no-class")


def unit(rated: Rated, t: Translate) -> str:
    """What penalties and rewards are counted in."""
    return t("axis.effect-points" if rated.result.settings.model == "ols" else "axis.effect-odds")


def effects(rated: Rated, t: Translate) -> Figure:
    """Penalty and reward of each attribute, the widest range of impact first; behind the name its class."""
    found = sorted(rated.result.attributes, key=lambda d: -(-1.0 if d.impact.riocs is None else d.impact.riocs))
    sides = {"penalty": [d.penalty.estimate for d in found], "reward": [d.reward.estimate for d in found]}
    return Figure(
        name="drivers",
        kind=Kind.BARS,
        title=t("chart.drivers", overall=rated.result.overall),
        note=f"n = {rated.result.n}",
        alt="; ".join(sentence(driver, t) for driver in found),
        x=Axis(unit(rated, t)),
        y=Axis(""),
        series=tuple(
            Series(t(f"driver.column-{side}"), values=tuple(values), colour=COLOURS[side])
            for side, values in sides.items()
        ),
        names=tuple(driver.attribute for driver in found),
        marks=tuple(class_text(driver, t) for driver in found),
    )


def sentence(driver: Driver, t: Translate) -> str:
    """An attribute in words."""
    effects_of = f"{effect_text(driver.penalty, t)}, {effect_text(driver.reward, t)}"
    return f"{driver.attribute}: {effects_of}: {class_text(driver, t)}"


def impact(rated: Rated, t: Translate) -> Figure | None:
    """Asymmetry over range of impact, numbered in the order of the attributes; None where nothing is estimable."""
    found = rated.result.attributes
    places = {i: (d.impact.riocs or 0.0, d.impact.ia) for i, d in enumerate(found, start=1) if d.impact.ia is not None}
    if not places:
        return None
    _, high = ends([0.0, *(x for x, _ in places.values())])
    alt = "; ".join(f"{found[i - 1].attribute}: {x:.2f}, {signed(y)}" for i, (x, y) in places.items())
    axes = Axis(t("axis.riocs"), 0, high), Axis(t("axis.ia"), -1, 1)
    plane = Figure("impact", Kind.POINTS, t("chart.impact"), t("chart.impact-note"), alt, *axes, (), cuts=(0.0, 0.0))
    return _numbered(plane, places, rated, t)


def importance(rated: Rated, t: Translate) -> Figure | None:
    """Importance as satisfaction shows it over importance as said, cut at the means; None where nobody was asked."""
    points, cut = rated.grid
    placed = {i: p for i, p in enumerate(points, start=1) if p.quadrant}
    if cut is None or not placed:
        return None
    places = {i: (p.explicit or 0.0, p.implicit or 0.0) for i, p in placed.items()}
    across, upward = (ends([*(place[side] for place in places.values()), cut[side]]) for side in (0, 1))
    axes = Axis(t("axis.explicit"), *across), Axis(t("axis.implicit"), *upward)
    alt = "; ".join(f"{p.attribute}: {t(f'driver.quadrant-{p.quadrant}')}" for p in placed.values())
    plane = Figure("importance", Kind.POINTS, t("chart.grid"), t("chart.grid-note"), alt, *axes, (), cuts=cut)
    return _numbered(plane, places, rated, t)


def _numbered(plane: Figure, places: Mapping[int, tuple[float, float]], rated: Rated, t: Translate) -> Figure:
    """With a series for each class, and what the numbers stand for."""
    found, series = rated.result.attributes, []
    for category in (*CATEGORIES, None):
        of = [i for i in places if found[i - 1].category == category]
        name = t(f"type.{category}") if category else t("driver.no-class")
        points, labels = tuple(places[i] for i in of), tuple(map(str, of))
        series += [Series(name, category, points=points, labels=labels)] if of else []
    key = tuple(Key(i, found[i - 1].attribute, found[i - 1].category) for i in places)
    return replace(plane, series=tuple(series), key=key)
