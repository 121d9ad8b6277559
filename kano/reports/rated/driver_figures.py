"""What moves satisfaction, as plain numbers for charts that can be edited."""

from __future__ import annotations

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
    placed = [(i, d) for i, d in enumerate(rated.result.attributes, start=1) if d.impact.ia is not None]
    if not placed:
        return None
    series = []
    for category in (*CATEGORIES, None):
        of = [(i, d) for i, d in placed if d.category == category]
        points = tuple((d.impact.riocs or 0.0, d.impact.ia or 0.0) for _, d in of)
        name = t(f"type.{category}") if category else t("driver.no-class")
        series += [Series(name, category, points=points, labels=tuple(str(i) for i, _ in of))] if of else []
    _, high = ends([0.0, *(d.impact.riocs or 0.0 for _, d in placed)])
    return Figure(
        name="impact",
        kind=Kind.POINTS,
        title=t("chart.impact"),
        note=t("chart.impact-note"),
        alt="; ".join(f"{d.attribute}: {d.impact.riocs or 0:.2f}, {signed(d.impact.ia)}" for _, d in placed),
        x=Axis(t("axis.riocs"), 0, high),
        y=Axis(t("axis.ia"), -1, 1),
        series=tuple(series),
        key=tuple(Key(i, d.attribute, d.category) for i, d in placed),
        cuts=(0.0, 0.0),
    )
