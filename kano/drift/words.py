"""What changed, in words: what the data show and no more."""

from __future__ import annotations

from typing import Any

from kano.classification import Estimate
from kano.drift.results import Change, Drift, Side
from kano.i18n import Translate


def told(drift: Drift, t: Translate, labels: dict[str, str]) -> list[str]:
    """A sentence for each change that is shown, the largest first, small ones last."""
    return [
        sentence(drift, side, t, labels.get(feature.feature, feature.feature))
        for feature in drift.ranked
        for side in feature.sides
        if side.change not in (None, Change.NONE)
    ]


def nothing(drift: Drift, t: Translate) -> str:
    """What is said where no change is shown: whether one was looked for."""
    looked = any(side.change is not None for feature in drift.features for side in feature.sides)
    return t("drift.nothing") if looked else t("drift.untested")


def sentence(drift: Drift, side: Side, t: Translate, name: str) -> str:
    """One coefficient of one feature, whatever is known of it."""
    key = {
        None: "unknown",
        Change.NONE: "none",
        Change.DIFFERS: "differs",
        Change.STEP: "step",
        Change.TREND: "trend",
        Change.EITHER: "either",
        Change.OTHER: "other",
    }[side.change]
    text = t(f"drift.said-{key}", feature=name, figure=t(f"column.{side.figure}"), **_values(side, t))
    return text + (t("drift.said-small", small=f"{drift.conventions['small']:g}") if side.small else "")


def change_text(side: Side, t: Translate) -> str:
    """The change in a word or two."""
    if side.change is None:
        return t(f"drift.reason-{side.reason}")
    return t(f"drift.change-{side.change}") + (t("drift.small") if side.small else "")


def span_text(value: Estimate | None) -> str:
    """A difference with its interval."""
    if value is None or value.estimate is None:
        return "-"
    ends = f" [{value.low:+.2f}, {value.high:+.2f}]" if value.low is not None and value.high is not None else ""
    return f"{value.estimate:+.2f}{ends}"


def _values(side: Side, t: Translate) -> dict[str, Any]:
    sign = -1 if side.figure == "worse" else 1
    values: dict[str, Any] = {"reason": change_text(side, t)}
    if side.last:
        values |= {"start": side.last.first, "end": side.last.last, "difference": span_text(side.last.difference)}
    if side.low and side.high:
        values |= {"low_period": side.low[0], "low": f"{side.low[1]:.2f}"}
        values |= {"high_period": side.high[0], "high": f"{side.high[1]:.2f}"}
    if side.trend:
        values |= {"from": f"{sign * side.trend.first:.2f}", "to": f"{sign * side.trend.last:.2f}"}
    if step := side.step:
        values |= {"left": step.left, "right": step.right, "size": span_text(step.size)}
        values |= {"before": f"{step.before.estimate:.2f}", "after": f"{step.after.estimate:.2f}"}
        values["where"] = _where(step.places, t)
    return values


def _where(places: tuple[tuple[str, str], ...], t: Translate) -> str:
    """How far the data leave the place of a step open."""
    if len(places) == 1:
        return t("drift.where-one")
    return t("drift.where-many", earliest=places[0][0], latest=places[-1][1], n=len(places))
