"""What is predicted when a feature is fulfilled: its blended curve in its two parts, and over the draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from kano import certainty, coefficients
from kano.answers import CATEGORIES, MODELLED, Category
from kano.classification import Classification, FeatureResult, Verdict
from kano.conventions import Settings
from kano.counts import Floats, PairCounts, Segment
from kano.curves import shapes
from kano.rules import rule_of, winner

M = CATEGORIES.index(Category.BASIC)


@dataclass(frozen=True, eq=False)
class Drawn:
    """D draws of one feature at L levels of fulfilment: `loss` (<= 0) and `gain` (>= 0) are (D, L); `basic` (D,)."""

    loss: Floats
    gain: Floats
    basic: Floats


@dataclass(frozen=True, eq=False)
class Predicted:
    """Satisfaction with one feature as a function of its fulfilment x: S(x) = (1 - G(x)) worse + G(x) better.

    G mixes the shapes of the categories by their probability `weights` (6,), as the blended curve does. The first part
    is the dissatisfaction that is left, the second the satisfaction that is won. Where `mirrored`, the feature is
    reverse: its answers were scored with the two questions exchanged, and the fulfilment of its absence is 1 - x.
    `shape` is the category of the `counts` (6,) that were used; `modelled` says whether it has a curve.
    """

    feature: str
    category: Category
    verdict: Verdict | None
    probability: float | None
    shape: Category
    mirrored: bool
    worse: float
    better: float
    weights: Floats
    counts: Floats
    n: float | None
    importance: float | None

    @property
    def modelled(self) -> bool:
        return self.shape in MODELLED

    @property
    def basic(self) -> bool:
        """Whether it, or where it is mirrored its absence, is a basic."""
        return self.shape is Category.BASIC

    def parts(self, fulfilment: float) -> tuple[float, float]:
        """(dissatisfaction, satisfaction) at a fulfilment of 0..1; their sum is S."""
        x = 1 - fulfilment if self.mirrored else fulfilment
        g = 1.0 if x == 1 else float(self.weights @ shapes(np.array([x]))[:, 0])
        return (1 - g) * self.worse + 0.0, g * self.better

    def satisfaction(self, fulfilment: float) -> float:
        """S in -1..1."""
        return sum(self.parts(fulfilment))

    def drawn(self, levels: Sequence[float], draws: int, settings: Settings) -> Drawn | None:
        """At these levels, over draws that are this feature's own; None when the number of people is not known.

        In each draw the category that wins gives the shape, as in the band of the curves. Features are drawn
        independently: what is said of several together would be wrong if they shared their chances.
        """
        if self.n is None:
            return None
        drawn = certainty.draws(self.counts, draws, own_seed(settings.seed, self.feature))
        kinds = winner(rule_of(settings.rule, settings.tie_margin)(drawn))
        x = 1 - np.asarray(levels, dtype=float) if self.mirrored else np.asarray(levels, dtype=float)
        g = np.where(x == 1, 1.0, shapes(x)[kinds])
        worse, better = coefficients.worse(drawn)[:, None], coefficients.better(drawn)[:, None]
        return Drawn((1 - g) * worse, g * better, (kinds == M).astype(float))


def own_seed(seed: int, feature: str) -> int:
    """A seed of one feature's own, the same whatever stands beside it."""
    return int.from_bytes(sha256(f"{seed} {feature}".encode()).digest()[:8], "big")


def predict(
    result: Classification, pairs: PairCounts | None = None, segment: Segment = None
) -> tuple[dict[str, Predicted], dict[str, str]]:
    """A prediction per feature of one segment, and why the others have none.

    Reasons: `suppressed`, `undefined` (nobody answered, or only reverse and questionable), `questionable`,
    `reverse` (only counts are known, so that the two questions cannot be exchanged).
    """
    found: dict[str, Predicted] = {}
    why: dict[str, str] = {}
    for feature in result.of(segment):
        made = _predicted(feature, result, pairs)
        if isinstance(made, str):
            why[feature.feature] = made
        else:
            found[feature.feature] = made
    return found, why


def _predicted(feature: FeatureResult, result: Classification, pairs: PairCounts | None) -> Predicted | str:
    if feature.suppressed:
        return "suppressed"
    if feature.category is None:
        return "undefined"
    if feature.category is Category.QUESTIONABLE:
        return "questionable"
    counts = np.array([float(feature.counts[str(category)]) for category in CATEGORIES])
    mirrored = feature.category is Category.REVERSE
    if mirrored:
        exchanged = _exchanged(feature, pairs, result.settings)
        if exchanged is None:
            return "reverse"
        counts = exchanged
    return _made(feature, counts, mirrored, result) if coefficients.base(counts) > 0 else "undefined"


def _exchanged(feature: FeatureResult, pairs: PairCounts | None, settings: Settings) -> Floats | None:
    """(6,): the answers scored as if the question without had been the question with (Berger et al. 1993)."""
    if pairs is None or feature.segment not in pairs.segments or feature.feature not in pairs.features:
        return None
    cells = pairs.cells[pairs.segments.index(feature.segment), pairs.features.index(feature.feature)]
    return settings.table.tally(cells.T).astype(float)


def _made(feature: FeatureResult, counts: Floats, mirrored: bool, result: Classification) -> Predicted:
    settings, rule = result.settings, rule_of(result.settings.rule, result.settings.tie_margin)
    shape = CATEGORIES[int(winner(rule(counts)))]
    if result.counts.shares_only:
        weights = np.array([float(category is shape) for category in CATEGORIES])
    else:
        weights = certainty.probability(certainty.draws(counts, settings.draws, settings.seed), rule)
    assert feature.category is not None
    return Predicted(
        feature=feature.feature,
        category=feature.category,
        verdict=feature.verdict,
        probability=feature.probability[feature.category] if feature.probability else None,
        shape=shape,
        mirrored=mirrored,
        worse=float(coefficients.worse(counts)),
        better=float(coefficients.better(counts)),
        weights=weights,
        counts=counts,
        n=feature.n,
        importance=feature.importance[0] if feature.importance else None,
    )
