"""What is said of a feature over the periods, as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kano.classification import Classification, Estimate, FeatureResult
from kano.drift.steps import Shift, Trend
from kano.errors import Finding

if TYPE_CHECKING:
    import pandas as pd


_SAID = ("feature-hidden",)


class Change(StrEnum):
    """How a coefficient changed over the periods, as far as the data say."""

    NONE = "not shown"
    DIFFERS = "periods differ"
    STEP = "step"
    TREND = "trend"
    EITHER = "step or trend"
    OTHER = "neither step nor trend"


@dataclass(frozen=True)
class Last:
    """The `last` period less the `first` of those that have a figure."""

    first: str
    last: str
    difference: Estimate


@dataclass(frozen=True)
class Step:
    """The likeliest place of one step: between the periods `left` and `right`, from `before` to `after`.

    `size` is after less before, its interval as if the place had been known beforehand. `statistic` is twice the log
    likelihood ratio against no step, p that of the best of all places. `places` are the pairs of neighbouring periods
    between which the data do not rule a step out, in order; the likeliest is one of them.
    """

    left: str
    right: str
    before: Estimate
    after: Estimate
    size: Estimate
    statistic: float
    method: str
    p: float
    places: tuple[tuple[str, str], ...]
    adjusted: float | None = None


@dataclass(frozen=True)
class Side:
    """Better or worse of one feature over its periods.

    `change` is None where nothing can be said, for the `reason` few or shares. `size` is how far it changed where that
    is shown: the step; between the fitted ends of the trend; else the largest less the smallest. `small` is a change
    that is shown but smaller than the record says. `low` and `high` are the periods with the smallest and the largest
    estimate.
    """

    figure: str
    last: Last | None
    test: Shift | None
    adjusted: float | None
    step: Step | None
    trend: Trend | None
    low: tuple[str, float] | None
    high: tuple[str, float] | None
    change: Change | None
    size: float | None = None
    small: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class FeatureDrift:
    """One feature: what each period says, None where it is `hidden` or nobody answered, and what changed."""

    feature: str
    periods: tuple[FeatureResult | None, ...]
    hidden: tuple[bool, ...]
    better: Side
    worse: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.better, self.worse


@dataclass(frozen=True)
class Drift:
    """Every feature over the `periods` of the question `by`, first to last; `hidden` ones are among them.

    `places` are the middles of the periods in days, or their number, by `order`: time, names or given.
    """

    by: str
    periods: tuple[str, ...]
    places: tuple[float, ...]
    order: str
    hidden: tuple[str, ...]
    features: tuple[FeatureDrift, ...]
    result: Classification
    conventions: dict[str, Any]
    findings: tuple[Finding, ...]

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """What is to be said beside it; doubts about the answers are those of a classification."""
        return tuple(f for f in self.findings if f.code.startswith("drift-") or f.code in _SAID)

    @property
    def ranked(self) -> tuple[FeatureDrift, ...]:
        """The features that changed first, by how far; then those that changed little, then the others."""
        return tuple(sorted(self.features, key=lambda feature: min(map(_rank, feature.sides))))

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature and period, hidden ones with blanks."""
        return [
            {"by": self.by, "period": period, "hidden": hidden, **_row(feature.feature, result)}
            for feature in self.features
            for period, hidden, result in zip(self.periods, feature.hidden, feature.periods, strict=True)
        ]

    def change_rows(self) -> list[dict[str, Any]]:
        """A row per feature and coefficient: the difference, the test and the step."""
        return [
            {"by": self.by, "feature": f.feature, **_change_row(side, sum(r is not None for r in f.periods))}
            for f in self.features
            for side in f.sides
        ]

    def to_frame(self) -> pd.DataFrame:
        """The `rows`, codes for categories."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def _rank(side: Side) -> tuple[bool, bool, float]:
    shown = side.change not in (None, Change.NONE)
    return not shown, side.small, -(side.size or 0)


def _row(feature: str, result: FeatureResult | None) -> dict[str, Any]:
    row: dict[str, Any] = {"feature": feature, "n": result.n if result else None}
    row |= {"category": str(result.category or "") if result else ""}
    row |= {"verdict": str(result.verdict or "") if result else ""}
    for name in ("better", "worse"):
        row |= _span(name, getattr(result, name) if result else None)
    return row


def _span(name: str, value: Estimate | None) -> dict[str, float | None]:
    parts = asdict(value) if value else dict.fromkeys(("estimate", "low", "high"))
    return {name: parts["estimate"], f"{name}_low": parts["low"], f"{name}_high": parts["high"]}


def _change_row(side: Side, periods: int) -> dict[str, Any]:
    last, test, step = side.last, side.test, side.step
    return {
        "figure": side.figure,
        "periods": periods,
        "change": str(side.change or ""),
        "size": side.size,
        "small": side.small,
        "reason": side.reason or "",
        "first": last.first if last else "",
        "last": last.last if last else "",
        **_span("difference", last.difference if last else None),
        "test": test.method if test else "",
        "statistic": test.statistic if test else None,
        "df": test.df if test else None,
        "p": test.p if test else None,
        "p_adjusted": side.adjusted,
        "cramers_v": test.v if test else None,
        "step_left": step.left if step else "",
        "step_right": step.right if step else "",
        "before": step.before.estimate if step else None,
        "after": step.after.estimate if step else None,
        **_span("step", step.size if step else None),
        "step_p": step.p if step else None,
        "step_p_adjusted": step.adjusted if step else None,
        "step_earliest": step.places[0][0] if step else "",
        "step_latest": step.places[-1][1] if step else "",
    }
