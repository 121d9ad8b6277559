"""What drives satisfaction, by experience: penalty-reward contrast analysis of ratings (Brandt 1987).

Overall satisfaction is regressed on two dummies per attribute, all attributes jointly: Low for those who rated it in
the low box, High for those in the high box; who is in neither is what both are compared with. A penalty is expected to
be at most 0, a reward at least 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kano.conventions import VERSION
from kano.drivers.impact import THRESHOLDS
from kano.drivers.penalty_reward import COLLINEAR, THIN, Driver, coded, driver
from kano.drivers.regression import Fit, regress
from kano.errors import Finding, KanoError
from kano.ratings import Ratings
from kano.sources import cite

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
SOURCES = ("brandt1987", "mikulic2008", "mikulic2011")
"""The last warns against the method: print it beside every result."""


@dataclass(frozen=True)
class DriverSettings:
    """`low` is the highest value of the low box and `high` the lowest of the high box; None takes only the lowest and
    only the highest value of the scale. `model` is ols, ordinal or logit; `level` that of the tests, and 1 - level
    that of the intervals; `ia` where an impact asymmetry stops being hybrid and where it becomes extreme."""

    low: float | None = None
    high: float | None = None
    model: str = "ols"
    level: float = 0.05
    ia: tuple[float, float] = THRESHOLDS


@dataclass(frozen=True, eq=False)
class Drivers:
    """Every attribute, and the model of `n` people that they share; `left_out` counts the people who are not in it.

    `boxes` are the cut points that were used: up to the first is low, from the second on high.
    """

    overall: str
    attributes: tuple[Driver, ...]
    boxes: tuple[float, float]
    n: int
    left_out: dict[str, int]
    fit: Fit
    settings: DriverSettings
    conventions: dict[str, Any]
    findings: tuple[Finding, ...]

    def rows(self) -> list[dict[str, Any]]:
        """One row per attribute, codes for categories and flags, None for what is not estimable."""
        return [attribute.row() for attribute in self.attributes]

    def to_frame(self) -> pd.DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def drivers(overall: Ratings, attributes: Ratings, settings: DriverSettings | None = None) -> Drivers:
    """Of one column of overall satisfaction and K attributes of the same N people.

    People without overall satisfaction or without a rating of any attribute are left out and counted. Raises KanoError
    when overall is among the attributes or the same for all, boxes overlap, or people are too few for the model.
    """
    settings = settings or DriverSettings()
    _check(overall, attributes)
    boxes, answered = _boxes(attributes, settings), ~np.isnan(overall.values[:, 0])
    kept = answered & attributes.complete
    y, ratings = overall.values[kept, 0], coded(attributes.values[kept], boxes)
    if len(np.unique(y)) < 2:
        raise KanoError("overall-constant", overall=overall.names[0], n=len(y), missing=_missing(attributes))
    fit = regress(settings.model, y, ratings.columns, settings.level)
    missing = np.isnan(attributes.values).sum(axis=0).tolist()
    made = tuple(
        driver(k, name, missing[k], ratings, fit, settings.level, settings.ia)
        for k, name in enumerate(attributes.names)
    )
    left_out = {"no_overall": int((~answered).sum()), "unrated": int((answered & ~attributes.complete).sum())}
    how, said = record(settings, boxes, fit), tuple(_findings(overall, attributes, kept, settings, fit))
    said += tuple(_against(made, settings.level))
    return Drivers(overall.names[0], made, boxes, len(y), left_out, fit, settings, how, said)


def _check(overall: Ratings, attributes: Ratings) -> None:
    if len(overall.names) != 1 or len(overall) != len(attributes):
        raise ValueError("overall must be one column of the same people as the attributes")
    if overall.names[0] in attributes.names:
        raise KanoError("overall-attribute", overall=overall.names[0])


def _boxes(attributes: Ratings, settings: DriverSettings) -> tuple[float, float]:
    low = attributes.lowest if settings.low is None else settings.low
    high = attributes.highest if settings.high is None else settings.high
    if low is None or high is None:
        raise KanoError("drivers-none")
    if not low < high:
        raise KanoError("boxes-overlap", low=f"{low:g}", high=f"{high:g}")
    return low, high


def _missing(attributes: Ratings) -> str:
    """The attributes that the most people did not rate."""
    counts = dict(zip(attributes.names, np.isnan(attributes.values).sum(axis=0).tolist(), strict=True))
    most = sorted((name for name in counts if counts[name]), key=lambda name: -counts[name])[:SHOWN]
    return ", ".join(f"“{name}” × {counts[name]}" for name in most) or "-"


def _findings(
    overall: Ratings, attributes: Ratings, kept: np.ndarray, settings: DriverSettings, fit: Fit
) -> Iterator[Finding]:
    if not kept.all():
        values = {"n": int(kept.sum()), "all": len(kept), "left": int((~kept).sum()), "missing": _missing(attributes)}
        yield Finding("drivers-left-out", values=values)
    if len(np.unique(overall.values[kept])) == 2 and settings.model == "ols":
        yield Finding("drivers-binary", values={"overall": overall.names[0]})
    if not fit.converged:
        yield Finding("drivers-no-fit", values={"model": settings.model})
    if settings.high is None or settings.low is None:
        yield from _unlike(attributes, _boxes(attributes, settings))


def _against(made: Sequence[Driver], level: float) -> Iterator[Finding]:
    """Attributes with a significant effect of the sign that is not expected: perhaps their scale runs the other way."""
    names = [f"“{driver.attribute}”" for driver in made if driver.against(level)]
    if names:
        yield Finding("drivers-against", values={"attributes": ", ".join(names)})


def _unlike(attributes: Ratings, boxes: tuple[float, float]) -> Iterator[Finding]:
    """Columns in which nobody reached an end of the scale that others reached: perhaps theirs is another scale."""
    spans = {name: span for name, span in attributes.spans.items() if span}
    short = [f"“{n}” ({s[0]:g}–{s[1]:g})" for n, s in spans.items() if s[0] > boxes[0] or s[1] < boxes[1]]
    if short:
        scale = f"{boxes[0]:g}–{boxes[1]:g}"
        yield Finding("drivers-scale", values={"columns": ", ".join(short), "scale": scale})


def record(settings: DriverSettings, boxes: tuple[float, float], fit: Fit) -> dict[str, Any]:
    """How the numbers were made, as plain data for files."""
    given = [side for side, value in (("low", settings.low), ("high", settings.high)) if value is not None]
    linear = settings.model == "ols"
    return {
        "kano": VERSION,
        "method": "penalty-reward contrast analysis, all attributes jointly",
        "model": settings.model,
        "effects": "points of overall satisfaction" if linear else "log odds",
        "errors": "HC3, Student's t" if linear else "of the likelihood, normal",
        "const": fit.const,
        "cuts": list(fit.cuts),
        "cut_params": list(fit.cut_params),
        "r2": fit.r2,
        "log_likelihood": fit.llf,
        "boxes": {"low": boxes[0], "high": boxes[1], "given": given},
        "level": settings.level,
        "tests": "two-sided, not adjusted for their number; only an effect of the expected sign counts",
        "missing": "listwise",
        "thin": THIN,
        "collinear": COLLINEAR,
        "impact": {"riocs": "reward + |penalty|", "wrong_sign": "taken as 0", "thresholds": list(settings.ia)},
        "sources": [cite(key).record() for key in SOURCES],
    }


def single(overall: Ratings, attributes: Ratings, settings: DriverSettings | None = None) -> tuple[Drivers, ...]:
    """Each attribute in a model of its own, of the people of the joint model: what that is compared with."""
    settings, rated = settings or DriverSettings(), attributes.complete
    low, high = _boxes(attributes, settings)
    people, how = attributes.rows(rated), replace(settings, low=low, high=high)
    return tuple(drivers(overall.rows(rated), people.of([name]), how) for name in attributes.names)


def unlike_single(joint: Drivers, singles: Sequence[Drivers]) -> tuple[str, ...]:
    """Attributes whose class alone is another than jointly: they share what they explain with others."""
    pairs = zip(joint.attributes, (result.attributes[0] for result in singles), strict=True)
    return tuple(one.attribute for one, alone in pairs if one.category and one.category is not alone.category)
