"""A plan: what each feature would cost, how far it is fulfilled now, and what depends on what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kano.errors import KanoError

MOST_STEPS = 400
MOST_COST = 1e9
PLACES = 6
"""Decimals to which costs are told apart."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """One way to change a feature: to fulfil it to `target` (0..1) for `cost`; below 0, doing it saves that much.

    Several steps of a feature are its service levels, of which at most one is taken.
    """

    feature: str
    cost: float
    target: float = 1.0

    @property
    def key(self) -> tuple[str, float]:
        return self.feature, self.target


@dataclass(frozen=True)
class Plan:
    """Steps, and how far each feature is fulfilled `now` (0..1); a feature that is not in it is not known.

    `requires` holds pairs (a, b): a is raised only where b is raised too or is fulfilled already, and b is lowered only
    where nothing is left of a. `excludes` holds pairs of which at most one is raised. `unit` is that of the costs.
    """

    steps: tuple[Step, ...]
    now: Mapping[str, float] = field(default_factory=dict)
    requires: Pairs = ()
    excludes: Pairs = ()
    unit: str = ""

    @property
    def features(self) -> tuple[str, ...]:
        """Every feature that the plan names, those with steps first."""
        named = [*(step.feature for step in self.steps), *self.now]
        return tuple(dict.fromkeys([*named, *(name for pair in (*self.requires, *self.excludes) for name in pair)]))

    def steps_of(self, feature: str) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.feature == feature)

    def raises(self, step: Step) -> bool:
        """Whether a step fulfils its feature further than now."""
        return step.target > self.now.get(step.feature, math.inf)

    def lowers(self, step: Step) -> bool:
        return step.target < self.now.get(step.feature, -math.inf)

    def fulfilled(self, feature: str) -> bool:
        """Whether nothing is left to be raised of it."""
        return self.now.get(feature, 0.0) >= 1


def check(plan: Plan, known: Sequence[str]) -> Plan:
    """The same plan, or KanoError that says what is wrong with it; `known` are the features of the study."""
    if unknown := [name for name in plan.features if name not in set(known)]:
        raise KanoError("plan-unknown", names=_listed(unknown), known=_listed(known))
    if not 0 < len(plan.steps) <= MOST_STEPS:
        raise KanoError("plan-steps", n=len(plan.steps), most=MOST_STEPS)
    for step in plan.steps:
        if not abs(step.cost) <= MOST_COST:
            raise KanoError("plan-cost", feature=step.feature, value=step.cost, most=f"{MOST_COST:,.0f}")
        _share(step.feature, step.target)
    for feature, level in plan.now.items():
        _share(feature, level)
    keys = [step.key for step in plan.steps]
    if repeated := [f"{name} ({target:.0%})" for name, target in dict.fromkeys(keys) if keys.count((name, target)) > 1]:
        raise KanoError("plan-repeat", steps=_listed(repeated))
    _dependencies(plan)
    return plan


def _share(feature: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise KanoError("plan-share", feature=feature, value=value)


def _dependencies(plan: Plan) -> None:
    """No feature stands against itself, and none needs two that exclude each other."""
    if alone := [a for a, b in (*plan.requires, *plan.excludes) if a == b]:
        raise KanoError("plan-self", names=_listed(alone))
    against = {frozenset(pair) for pair in plan.excludes}
    for feature in dict.fromkeys(a for a, _ in plan.requires):
        needed = needs(plan, feature)
        for one in needed:
            for other in needed:
                if frozenset((one, other)) in against and one != other:
                    raise KanoError("plan-impossible", feature=feature, first=one, second=other)


def needs(plan: Plan, feature: str) -> tuple[str, ...]:
    """The feature and all that must be raised with it, in a circle too."""
    found = {feature: None}
    open_ = [feature]
    while open_:
        here = open_.pop()
        new = [b for a, b in plan.requires if a == here and b not in found and not plan.fulfilled(b)]
        found |= dict.fromkeys(new)
        open_ += new
    return tuple(found)


def _listed(names: Iterable[str], most: int = 12) -> str:
    listed = [f"“{name}”" for name in names]
    return ", ".join(listed[:most]) + (f" … (+{len(listed) - most})" if len(listed) > most else "")
