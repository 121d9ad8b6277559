"""Would the same be chosen if other people had answered? The choice again for each draw of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kano.conventions import Settings
from kano.counts import Floats
from kano.decision.choosing import Chooser
from kano.decision.menu import Bools, whole
from kano.decision.predicted import Predicted
from kano.decision.steps import Planned

DRAWS = 400
ENTANGLED_DRAWS = 40
"""Where each choice is a program of its own."""


@dataclass(frozen=True, eq=False)
class Robust:
    """`shares` (S,): in how many draws a step is chosen; `same`: in how many exactly the chosen set is.

    `low` and `high` bound the change of S of the chosen steps, `regret` (mean) and `regret_high` what another choice
    would have brought beyond it, had the draw been the truth.
    """

    shares: Floats
    same: float
    low: float
    high: float
    regret: float
    regret_high: float
    record: dict[str, Any]


def robust(
    steps: Sequence[Planned],
    predictions: dict[str, Predicted],
    weight: dict[str, float],
    chooser: Chooser,
    limit: int,
    chosen: Bools,
    basics_first: bool,
    draws: int,
    settings: Settings,
) -> Robust | None:
    """The choice at the same budget over draws; None when the number of people is not known, or nothing is drawn."""
    number = draws if chooser.solver else min(draws, ENTANGLED_DRAWS)
    values = drawn_values(steps, predictions, weight, number, settings) if number else None
    if values is None:
        return None
    basic, delta = whole(values[0] if basics_first else 0 * values[0]), whole(values[1])
    found = np.array([chooser.best(first, second, limit) for first, second in zip(basic, delta, strict=True)])
    free = np.array([chooser.best(0 * second, second, limit) for second in delta]) if basics_first else found
    taken = values[1] @ chosen
    most = (values[1] * free).sum(axis=1)
    regret = np.maximum(most - taken, 0.0)
    tail = (1 - settings.band) / 2
    low, high = np.quantile(taken, [tail, 1 - tail])
    estimate = sum(step.delta or 0.0 for step, is_chosen in zip(steps, chosen, strict=True) if is_chosen)
    return Robust(
        shares=found.mean(axis=0),
        same=float((found == chosen).all(axis=1).mean()),
        low=min(float(low), estimate),
        high=max(float(high), estimate),
        regret=float(regret.mean()),
        regret_high=float(np.quantile(regret, settings.band)),
        record={"method": "dirichlet, each feature by itself", "draws": number, "seed": settings.seed}
        | {"band": settings.band, "regret": "highest change of S under the budget, basics not first, less the chosen"},
    )


def drawn_values(
    steps: Sequence[Planned],
    predictions: dict[str, Predicted],
    weight: dict[str, float],
    draws: int,
    settings: Settings,
) -> tuple[Floats, Floats] | None:
    """(D, S) each: dissatisfaction with basics that a step removes in a draw, and its change of S."""
    basic, delta = np.zeros((draws, len(steps))), np.zeros((draws, len(steps)))
    for feature in dict.fromkeys(step.feature for step in steps if step.delta is not None):
        own = [i for i, step in enumerate(steps) if step.feature == feature]
        levels = [steps[own[0]].now, *(steps[i].target for i in own)]
        drawn = predictions[feature].drawn(levels, draws, settings)
        if drawn is None:
            return None
        loss, gain = (weight[feature] * (part[:, 1:] - part[:, :1]) for part in (drawn.loss, drawn.gain))
        basic[:, own] = loss * drawn.basic[:, None]
        delta[:, own] = loss + gain
    return basic, delta
