"""Two offers and the same people: for how many the one is better, by how much, and whether that is more than chance.

Arrays are of N people; what is compared is the `first` offer less the `second`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kano.classification import Estimate
from kano.counts import Floats
from kano.differences import adjusted
from kano.service.paired import EQUAL, Spread, mean, paired_test, share

CHANCE = 0.05
"""An adjusted p from here on is within chance."""

MEANS = ("satisfaction", "gain", "loss")
SHARES = ("basics", "contented", "favourite")
"""Of a person it is true or not that an offer leaves a basic need unmet, meets everything that he wants, or is the best
or among the best for him."""

MEASURES = (*MEANS, *SHARES)


@dataclass(frozen=True)
class Gap:
    """The mean or the share of the first offer less that of the second, of the same people; means with an interval.

    `p` is two-sided: Student's paired t for means, McNemar's exact test for shares; `adjusted` among all pairs and
    segments of the measure. None where nobody differs, or everybody by the same amount.
    """

    estimate: Estimate
    p: float | None
    adjusted: float | None = None

    @property
    def beyond_chance(self) -> bool | None:
        """None where there is no test."""
        return None if self.adjusted is None else self.adjusted < CHANCE


@dataclass(frozen=True)
class Pair:
    """Two offers for `n` people of a segment: how many are better off with the first, as well off, worse off.

    `dominance`: "first" is for nobody less gain, more loss, or a basic need unmet that the other meets, and for
    somebody better; "second" likewise; "same" when all three are equal for everybody; None where each is better for
    somebody.
    """

    first: str
    second: str
    segment: str | None
    n: int
    better: int
    equal: int
    worse: int
    shares: dict[str, Estimate]
    gaps: dict[str, Gap]
    dominance: str | None


@dataclass(frozen=True, eq=False)
class Totals:
    """What each of K offers does to N people, all (K, N): sums over the features.

    `basics` is 1 where it leaves a basic need unmet, `contented` where it meets everything that the person wants.
    """

    gain: Floats
    loss: Floats
    basics: Floats
    contented: Floats

    @property
    def satisfaction(self) -> Floats:
        return np.asarray(self.gain + self.loss)

    @property
    def regret(self) -> Floats:
        """(K, N): what each person loses against the best offer for him, 0 or more."""
        both = self.satisfaction
        return np.asarray(np.where((lost := both.max(axis=0) - both) > EQUAL, lost, 0.0))

    @property
    def favourite(self) -> Floats:
        """(K, N): 1 where no other offer is better for the person."""
        return np.asarray(self.regret == 0, dtype=float)

    def of(self, people: Any) -> Totals:
        return Totals(*(each[:, people] for each in (self.gain, self.loss, self.basics, self.contented)))


def pairs(names: Sequence[str], totals: Totals, segment: str | None, level: float) -> tuple[Pair, ...]:
    """Every two offers, in their order; p not yet adjusted."""
    values = {measure: getattr(totals, measure) for measure in MEASURES}
    k = range(len(names))
    return tuple(
        _pair(names[i], names[j], segment, {m: v[i] - v[j] for m, v in values.items()}, level)
        for i in k
        for j in k
        if i < j
    )


def _pair(first: str, second: str, segment: str | None, less: dict[str, Floats], level: float) -> Pair:
    spread, both = Spread(level=level), less["satisfaction"]
    n = len(both)
    tally = {"better": int((both > EQUAL).sum()), "worse": int((both < -EQUAL).sum())}
    tally["equal"] = n - sum(tally.values())
    shares = {name: share(tally[name], n, level) for name in ("better", "equal", "worse")}
    gaps = {m: Gap(mean(less[m], spread), _t_test(less[m])) for m in MEANS}
    gaps |= {m: Gap(Estimate(float(less[m].mean()), None, None), mcnemar(less[m])) for m in SHARES} if n else {}
    dominance = _dominance(less["gain"], less["loss"], -less["basics"])
    return Pair(first, second, segment, n, shares=shares, gaps=gaps, dominance=dominance, **tally)


def _t_test(differences: Floats) -> float | None:
    test = paired_test(differences)
    return test.p if test else None


def mcnemar(differences: Floats) -> float | None:
    """Exact two-sided p of McNemar (1947) from differences -1, 0, 1 of the same people; None where nobody differs."""
    above, below = int((differences > EQUAL).sum()), int((differences < -EQUAL).sum())
    if above + below == 0:
        return None
    from scipy.stats import binomtest

    return float(binomtest(above, above + below).pvalue)


def _dominance(*better: Floats) -> str | None:
    """Whether one offer is for nobody worse in any of these differences, of which more is better."""
    if not len(better[0]):
        return None
    above, below = (any((sign * each > EQUAL).any() for each in better) for sign in (1, -1))
    if above and below:
        return None
    return "first" if above else "second" if below else "same"


def judged(found: Sequence[Pair]) -> tuple[Pair, ...]:
    """With the p of each measure adjusted among all of these pairs (Benjamini & Hochberg 1995)."""
    by_measure = {m: adjusted([pair.gaps[m].p for pair in found]) for m in MEASURES}
    return tuple(
        replace(pair, gaps={m: replace(gap, adjusted=by_measure[m][i]) for m, gap in pair.gaps.items()})
        for i, pair in enumerate(found)
    )
