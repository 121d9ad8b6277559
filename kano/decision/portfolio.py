"""What to do under a budget so that predicted satisfaction rises most: chosen steps, each with its parts and reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kano.classification import Classification
from kano.counts import PairCounts, Segment
from kano.decision.choosing import Chooser
from kano.decision.frontier import Frontier, Sums, draw_frontier, sums
from kano.decision.menu import Bools, menu, whole
from kano.decision.plan import Plan, check
from kano.decision.predicted import Predicted, predict
from kano.decision.reasons import reasons
from kano.decision.record import How, findings, record
from kano.decision.robust import DRAWS, Robust, robust
from kano.decision.steps import Planned, planned
from kano.errors import Finding, KanoError

WEIGHTS = ("none", "importance")


@dataclass(frozen=True)
class LeftOut:
    """A feature whose steps are not considered, or that has none, and why; `steps` is how many were offered.

    `now` (how far it is fulfilled is not known), `no-step`, `suppressed`, `undefined`, `questionable`, `reverse`
    (only counts are known), `importance` (nobody rated it, and ratings are the weights).
    """

    feature: str
    reason: str
    steps: int


@dataclass(frozen=True, eq=False)
class Portfolio:
    """The steps that were considered, chosen or not, and what they come to.

    `chosen` sums the chosen steps, `plain` those that would be chosen if basics did not come first; `today` and `after`
    are S summed over the `features` that are predicted. `unfit` are basics that could be raised and are not.
    `robust` is None where the number of people is not known.
    """

    steps: tuple[Planned, ...]
    budget: float | None
    unit: str
    chosen: Sums
    plain: Sums
    today: float
    after: float
    features: tuple[str, ...]
    unfit: tuple[str, ...]
    frontier: Frontier
    robust: Robust | None
    left_out: tuple[LeftOut, ...]
    conventions: dict[str, Any]
    findings: tuple[Finding, ...]

    @property
    def taken(self) -> tuple[Planned, ...]:
        """The chosen steps."""
        return tuple(step for step in self.steps if step.chosen)

    def rows(self) -> list[dict[str, Any]]:
        """A row per step that was considered: codes, plain numbers, None where nothing is predicted."""
        return [step.row() for step in self.steps]


def portfolio(
    result: Classification,
    plan: Plan,
    budget: float | None = None,
    *,
    pairs: PairCounts | None = None,
    weights: str = "none",
    basics_first: bool = True,
    draws: int = DRAWS,
    segment: Segment = None,
) -> Portfolio:
    """The best steps of a plan that cost no more than `budget` together, without one the best of all.

    First the steps that leave least predicted dissatisfaction with basics, among them those of the highest total
    change of S, among them the cheapest; without `basics_first` the total alone. S is the blended curve of each feature
    and changes of features add up, each `weights` times (`importance`: mean rating, whose mean over features is 1).
    `pairs` are those that the classification was made of: with them, reverse features are predicted too.

    Raises KanoError for a plan that contradicts itself or names an unknown feature, for weights that nobody gave, and
    for a budget that nothing fits.
    """
    if weights not in WEIGHTS:
        raise ValueError(f"weights must be one of {', '.join(WEIGHTS)}")
    known = check(plan, [feature.feature for feature in result.of(segment)])
    predictions, why = predict(result, pairs, segment)
    weight = _weights(predictions, known, weights)
    left_out = tuple(_left_out(result, known, segment, why, weight))
    gone = {left.feature for left in left_out}
    steps = tuple(_considered(known, predictions, weight, gone, why))
    chooser = Chooser.of(menu(known, [p.step for p in steps]))
    limit = chooser.budget(budget)
    first, second = _values(steps, basics_first)
    chosen = chooser.best(first, second, limit)
    plain = chooser.best(0 * first, second, limit) if basics_first else chosen
    sure = robust(steps, predictions, weight, chooser, limit, chosen, basics_first, draws, result.settings)
    marked = _marked(steps, chosen, sure)
    told = reasons(marked, known, chooser.menu, limit)
    features = tuple(name for name in known.now if name in weight)
    today = sum(weight[name] * predictions[name].satisfaction(known.now[name]) for name in features)
    total = sums(steps, chosen)
    return Portfolio(
        steps=told,
        budget=budget,
        unit=known.unit,
        chosen=total,
        plain=sums(steps, plain),
        today=today,
        after=today + total.delta,
        features=features,
        unfit=_unfit(told),
        frontier=draw_frontier(steps, chooser, second),
        robust=sure,
        left_out=left_out,
        conventions=record(result, known, How(budget, weights, weight, basics_first, segment), chooser.method, sure),
        findings=tuple(findings(told, known, predictions)),
    )


def _weights(predictions: dict[str, Predicted], plan: Plan, weights: str) -> dict[str, float]:
    """How much each feature counts; those that cannot be weighted are not in it."""
    if weights == "none":
        return dict.fromkeys(predictions, 1.0)
    rated = {name: p.importance for name, p in predictions.items() if p.importance is not None and name in plan.now}
    if not rated:
        raise KanoError("portfolio-unrated")
    if low := [name for name, value in rated.items() if value <= 0]:
        raise KanoError("portfolio-importance", features=", ".join(low))
    mean = math.fsum(rated.values()) / len(rated)
    return {name: value / mean for name, value in rated.items()}


def _left_out(
    result: Classification, plan: Plan, segment: Segment, why: dict[str, str], weight: dict[str, float]
) -> list[LeftOut]:
    """In the order of the study. Cuts of a reverse feature of counts are not left out, but not predicted."""
    left = []
    for feature in (found.feature for found in result.of(segment)):
        steps = plan.steps_of(feature)
        reason = why.get(feature, "")
        if not steps and not reason:
            reason = "no-step"
        elif feature not in plan.now and steps:
            reason = reason or "now"
        elif not reason and feature not in weight:
            reason = "importance"
        count = len(steps) - (sum(map(plan.lowers, steps)) if reason == "reverse" else 0)
        if reason and (count or not steps):
            left.append(LeftOut(feature, reason, count))
    return left


def _considered(
    plan: Plan, predictions: dict[str, Predicted], weight: dict[str, float], gone: set[str], why: dict[str, str]
) -> list[Planned]:
    return [
        planned(step, plan.now[step.feature], predictions.get(step.feature), weight.get(step.feature, 1.0))
        for step in plan.steps
        if step.feature not in gone or (why.get(step.feature) == "reverse" and plan.lowers(step))
    ]


def _values(steps: Sequence[Planned], basics_first: bool) -> tuple[Any, Any]:
    """(S,) each, in millionths: dissatisfaction with basics that is removed, and the change of S."""
    basic = [(step.loss or 0.0) if step.basic and basics_first else 0.0 for step in steps]
    return whole(basic), whole([step.delta or 0.0 for step in steps])


def _marked(steps: Sequence[Planned], chosen: Bools, sure: Robust | None) -> tuple[Planned, ...]:
    shares: list[float | None] = list(map(float, sure.shares)) if sure else [None] * len(steps)
    both = zip(steps, chosen.tolist(), shares, strict=True)
    return tuple(replace(step, chosen=is_chosen, share=share) for step, is_chosen, share in both)


def _unfit(steps: Sequence[Planned]) -> tuple[str, ...]:
    """Basics that a step would raise, and none does."""
    raised = {step.feature for step in steps if step.chosen and (step.loss or 0) > 0}
    open_ = [step.feature for step in steps if step.basic and (step.loss or 0) > 0 and step.feature not in raised]
    return tuple(dict.fromkeys(open_))
