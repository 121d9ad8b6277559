"""Satisfaction against cost: every choice that no other beats in both, and which of the four moves each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kano.decision.choosing import Chooser, thinned
from kano.decision.menu import Bools, Ints
from kano.decision.plan import Step
from kano.decision.steps import Planned

MOST_POINTS = 200
SAME = 0.005
"""Changes of S nearer to 0 than this are the same level: they would be shown as 0.00."""

MOVES = ("same-less", "better-more", "better-same", "better-less")
"""Same level at less cost; better at more cost; better at the same cost; better at less cost."""


@dataclass(frozen=True)
class Sums:
    """Steps together: what they cost, and the change of S in its parts; `unpredicted` of them are in no sum of S."""

    steps: tuple[Step, ...]
    cost: float
    loss: float
    gain: float
    unpredicted: int

    @property
    def delta(self) -> float:
        return self.loss + self.gain

    @property
    def move(self) -> str:
        return move(self.cost, self.delta)


@dataclass(frozen=True)
class Frontier:
    """Undominated choices by rising cost; `of` is how many there are, `thinned` or unfinished when not all are held.

    `beaten` says that today is none of them: another choice is as cheap and as good, and better in one.
    """

    points: tuple[Sums, ...]
    of: int
    complete: bool
    beaten: bool


def move(cost: float, delta: float) -> str:
    """One of `MOVES`, `today` (nothing changes), `worse-less`, or `other` for what nobody would choose."""
    level = "same" if abs(delta) < SAME else "better" if delta > 0 else "worse"
    price = "same" if cost == 0 else "more" if cost > 0 else "less"
    name = f"{level}-{price}"
    return "today" if name == "same-same" else name if name in (*MOVES, "worse-less") else "other"


def sums(steps: Sequence[Planned], chosen: Bools) -> Sums:
    """The chosen of these steps together."""
    taken = [step for step, is_chosen in zip(steps, chosen.tolist(), strict=True) if is_chosen]
    return Sums(
        steps=tuple(step.step for step in taken),
        cost=round(sum(step.cost for step in taken), 6) + 0.0,
        loss=sum(step.loss or 0.0 for step in taken),
        gain=sum(step.gain or 0.0 for step in taken),
        unpredicted=sum(step.delta is None for step in taken),
    )


def draw_frontier(steps: Sequence[Planned], chooser: Chooser, values: Ints, most: int = MOST_POINTS) -> Frontier:
    """The exact frontier of cost and change of S; of more than `most` points an even part."""
    chosen, unfinished = chooser.front(values)
    costs, worth = chosen @ chooser.menu.costs, chosen @ values
    beaten = bool(((costs <= 0) & (worth >= 0) & ((costs < 0) | (worth > 0))).any())
    held = thinned(len(chosen), most, _corners(costs, worth))
    points = tuple(sums(steps, chosen[place]) for place in held)
    return Frontier(points, len(chosen), not unfinished and len(held) == len(chosen), beaten)


def _corners(costs: Ints, worth: Ints) -> list[int]:
    """The cheapest that is no worse than today, and the best that costs no more."""
    found = [np.flatnonzero(worth >= 0)[:1], np.flatnonzero(costs <= 0)[-1:]]
    return [int(place) for places in found for place in places]
