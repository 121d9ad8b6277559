"""One step with what is predicted of it and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kano.answers import Category
from kano.classification import Verdict
from kano.decision.plan import Step
from kano.decision.predicted import Predicted


@dataclass(frozen=True)
class Planned:
    """A step that was considered.

    `before` and `after` are S (-1..1) of its feature now and at the target; `loss` is the dissatisfaction that the
    step removes and `gain` the satisfaction that it adds, `delta` their sum: all three times the feature's `weight`,
    below 0 where it takes away, None where nothing is predicted. `basic` says that its dissatisfaction comes first.
    `share` is in how many of the draws it is chosen. `reason` is a code and `others` the features that it names.
    """

    step: Step
    now: float
    before: float | None
    after: float | None
    loss: float | None
    gain: float | None
    weight: float
    category: Category | None
    verdict: Verdict | None
    probability: float | None
    basic: bool
    mirrored: bool
    modelled: bool
    chosen: bool = False
    share: float | None = None
    reason: str = ""
    others: tuple[str, ...] = ()

    @property
    def feature(self) -> str:
        return self.step.feature

    @property
    def cost(self) -> float:
        return self.step.cost

    @property
    def target(self) -> float:
        return self.step.target

    @property
    def delta(self) -> float | None:
        return None if self.loss is None or self.gain is None else self.loss + self.gain

    def row(self) -> dict[str, Any]:
        """Codes and plain numbers."""
        return {
            "feature": self.feature,
            "chosen": self.chosen,
            "cost": self.cost,
            "now": self.now,
            "target": self.target,
            "satisfaction_now": self.before,
            "satisfaction_target": self.after,
            "dissatisfaction_removed": self.loss,
            "satisfaction_added": self.gain,
            "delta": self.delta,
            "weight": self.weight,
            "share": self.share,
            "category": str(self.category or ""),
            "verdict": str(self.verdict or ""),
            "probability": self.probability,
            "basic": self.basic,
            "mirrored": self.mirrored,
            "modelled": self.modelled,
            "reason": self.reason,
            "others": "; ".join(self.others),
        }


def planned(step: Step, now: float, prediction: Predicted | None, weight: float) -> Planned:
    """What a step is predicted to change; without a prediction only a reverse feature is cut."""
    if prediction is None:
        nothing = (None, None, None, None, weight, Category.REVERSE, None, None)
        return Planned(step, now, *nothing, basic=False, mirrored=False, modelled=False)
    (loss, gain), (loss_then, gain_then) = prediction.parts(now), prediction.parts(step.target)
    return Planned(
        step=step,
        now=now,
        before=loss + gain,
        after=loss_then + gain_then,
        loss=weight * (loss_then - loss),
        gain=weight * (gain_then - gain),
        weight=weight,
        category=prediction.category,
        verdict=prediction.verdict,
        probability=prediction.probability,
        basic=prediction.basic,
        mirrored=prediction.mirrored,
        modelled=prediction.modelled,
    )
