"""Two classifications of the same features beside each other: other people, or the same people twice.

Every difference is first less second. "Other" needs two things at once: that the categories probably differ, and that
the answers differ by more than chance would. Without the second, a handful of people would differ from everybody: of
six categories, two that nobody knows are different with probability 5/6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kano import coefficients
from kano.answers import CATEGORIES
from kano.certainty import PRIOR
from kano.classification import Classification, Estimate, FeatureResult, Verdict, classify, verdict
from kano.conventions import Settings
from kano.counts import CategoryCounts, Counts, PairCounts
from kano.differences import Homogeneity, adjusted, bounded, homogeneity, kappa, newcombe, record, stuart_maxwell
from kano.errors import Finding, KanoError
from kano.responses import Responses
from kano.rules import rule_of, winner

if TYPE_CHECKING:
    import pandas as pd

Data = PairCounts | CategoryCounts | Responses


class GapVerdict(StrEnum):
    """Whether both sides see a feature as the same category; a `Verdict` beside it says how sure that is."""

    OTHER = "other"
    SAME = "same"
    TOO_CLOSE = "too close"


class Changes(NamedTuple):
    """The same people's categories: `table` (6, 6) has the first round down, the second across, A O M I R Q.

    `kappa` is Cohen's, None when it is undefined; `once` people answered in one round only and are in neither result.
    """

    table: Counts
    changed: int
    kappa: float | None
    once: int


@dataclass(frozen=True)
class Gap:
    """One feature on both sides. `better` and `worse` are first less second, worse on its scale -1..0.

    `probability` is that of the two categories being different; `adjusted` is the p of `test` among all features.
    What is undefined, or needs a number of people that is not known, is None.
    """

    feature: str
    first: FeatureResult
    second: FeatureResult
    better: Estimate
    worse: Estimate
    probability: float | None
    test: Homogeneity | None
    changes: Changes | None = None
    adjusted: float | None = None
    verdict: GapVerdict | None = None
    certainty: Verdict | None = None

    @property
    def size(self) -> float:
        """The larger of both differences, 0..1; 0 when none is defined."""
        return max(abs(value.estimate or 0.0) for value in (self.better, self.worse))


@dataclass(frozen=True)
class Comparison:
    """A gap per feature that both sides have, in the order of the first; the other features by name.

    `findings` are what makes a side doubtful, "first" or "second", or both of them where it is None.
    """

    gaps: tuple[Gap, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    first: Classification
    second: Classification
    conventions: dict[str, Any]
    findings: tuple[tuple[str | None, Finding], ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """One row per feature, codes for categories and verdicts."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The rows of `to_frame`."""
        return [_row(gap) for gap in self.gaps]


def compare(
    first: PairCounts | CategoryCounts, second: PairCounts | CategoryCounts, settings: Settings | None = None
) -> Comparison:
    """Compare everyone of one group with everyone of another; features are matched by name.

    Raises KanoError when answers do not fit the table, or percentages are known by segment only.
    """
    settings = settings or Settings()
    sides = classify(_everyone(first), settings), classify(_everyone(second), settings)
    seconds = {result.feature: result for result in sides[1].features}
    pairs = [(result, seconds[result.feature]) for result in sides[0].features if result.feature in seconds]
    return assemble([between(a, b, settings) for a, b in pairs], (first, second), sides, "other")


def compare_rounds(first: Responses, second: Responses, settings: Settings | None = None) -> Comparison:
    """Compare two rounds of the same people: row i of both is the same person.

    A feature counts those who answered both its questions in both rounds. Raises KanoError when the rounds have
    different numbers of people, or answers do not fit the table.
    """
    if len(first) != len(second):
        raise KanoError("rounds-differ", first=len(first), second=len(second))
    settings = settings or Settings()
    shared = tuple(feature for feature in first.features if feature in second.features)
    codes = np.array([_codes(answers, shared) for answers in (first, second)])
    complete = codes.all(axis=1)
    both, once = np.asarray(complete.all(axis=0)), (complete.sum(axis=0) == 1).sum(axis=0).tolist()
    kept = [_blanked(answers, shared, both) for answers in (first, second)]
    sides = classify(kept[0].count(), settings), classify(kept[1].count(), settings)
    before, after = ({result.feature: result for result in side.features} for side in sides)
    gaps = [
        _within(before[name], after[name], _transitions(codes[..., f], settings), once[f], settings)
        for f, name in enumerate(shared)
    ]
    return assemble(gaps, (first, second), sides, "same")


def _everyone(counts: PairCounts | CategoryCounts) -> PairCounts | CategoryCounts:
    if isinstance(counts, PairCounts) or not counts.shares_only or len(counts.segments) == 1:
        return counts.pooled()
    if None not in counts.segments:
        raise KanoError("shares-segmented", segments=", ".join(map(str, counts.segments)))
    row = [counts.segments.index(None)]
    return replace(counts, counts=counts.counts[row], segments=(None,), by=None)


def _codes(answers: Responses, features: tuple[str, ...]) -> Counts:
    """(2, N, F): functional and dysfunctional codes of these features."""
    at = [answers.features.index(feature) for feature in features]
    return np.array([answers.functional[:, at], answers.dysfunctional[:, at]])


def _blanked(answers: Responses, features: tuple[str, ...], both: NDArray[np.bool_]) -> Responses:
    """The answers, with none to these features where `both` (N, F) is False."""
    seen = np.ones(answers.functional.shape, dtype=np.int8)
    seen[:, [answers.features.index(feature) for feature in features]] = both
    return Responses(answers.features, answers.functional * seen, answers.dysfunctional * seen)


def _transitions(codes: Counts, settings: Settings) -> Counts:
    """(6, 6): people by category in the first and the second round, from codes (2 rounds, 2 questions, N)."""
    category = np.zeros((6, 6), dtype=np.int64)
    at = np.array(settings.table.positions) + 1
    category[np.ix_(at, at)] = settings.table.indicator.argmax(axis=-1)
    first, second = (category[f, d] for f, d in codes[:, :, codes.all(axis=(0, 1))])
    return np.bincount(first * 6 + second, minlength=36).reshape(6, 6)


def between(first: FeatureResult, second: FeatureResult, settings: Settings) -> Gap:
    """Of other people: their draws are independent, so the categories agree with the sum of the products."""
    one, other = first.probability, second.probability
    differ = max(1 - sum(one[c] * other[c] for c in one), 0.0) if one and other else None
    known = first.n is not None and second.n is not None
    counts, others = (np.array(list(side.counts.values()), dtype=float) for side in (first, second))
    test = homogeneity(counts, others, settings.draws, settings.seed) if known else None
    better, worse = newcombe(first.better, second.better), newcombe(first.worse, second.worse)
    return Gap(first.feature, first, second, better, worse, differ, test)


def _within(first: FeatureResult, second: FeatureResult, table: Counts, once: int, settings: Settings) -> Gap:
    """Of the same people: a Bayesian bootstrap of them keeps both rounds of a person together."""
    rng = np.random.default_rng(settings.seed)
    drawn = rng.standard_gamma(table.ravel() + PRIOR / len(CATEGORIES), (settings.draws, table.size))
    sides = [drawn.reshape(-1, *table.shape).sum(axis=axis) for axis in (2, 1)]
    category = [winner(rule_of(settings.rule, settings.tie_margin)(side)) for side in sides]
    differ = float((category[0] != category[1]).mean()) if table.any() else None
    test = stuart_maxwell(table, settings.draws, settings.seed)
    changes = Changes(table, int(table.sum() - np.trace(table)), kappa(table), once)
    better = bounded(first.better, second.better, np.subtract(*map(coefficients.better, sides)), settings.level)
    worse = bounded(first.worse, second.worse, np.subtract(*map(coefficients.worse, sides)), settings.level)
    return Gap(first.feature, first, second, better, worse, differ, test, changes)


def assemble(
    gaps: Sequence[Gap], data: tuple[Data, Data], sides: tuple[Classification, Classification], people: str
) -> Comparison:
    """The comparison of gaps, each judged among all; `people` are "other" or the "same" on both sides."""
    values, settings = adjusted([gap.test.p if gap.test else None for gap in gaps]), sides[0].settings
    judged = tuple(_judged(replace(gap, adjusted=p), settings) for gap, p in zip(gaps, values, strict=True))
    first, second = (tuple(f for f in a.features if f not in b.features) for a, b in (data, data[::-1]))
    how = record(people, settings, sum(p is not None for p in values))
    once = {gap.feature: gap.changes.once for gap in gaps if gap.changes}
    how["left_out"] = {"only_first": list(first), "only_second": list(second), "answered_once": once}
    how |= {"first": sides[0].conventions, "second": sides[1].conventions}
    doubts = tuple((name, f) for name, side in zip(("first", "second"), sides, strict=True) for f in side.findings)
    return Comparison(judged, first, second, *sides, how, doubts)


def _judged(gap: Gap, settings: Settings) -> Gap:
    if gap.probability is None:
        return gap
    same = gap.first.category == gap.second.category
    chance = 1.0 if gap.adjusted is None else gap.adjusted
    certainty = verdict(1 - gap.probability if same else min(gap.probability, 1 - chance), settings)
    found = GapVerdict.SAME if same else GapVerdict.OTHER
    return replace(gap, verdict=GapVerdict.TOO_CLOSE if certainty == Verdict.TOO_CLOSE else found, certainty=certainty)


def _row(gap: Gap) -> dict[str, Any]:
    test, changes = gap.test, gap.changes
    row: dict[str, Any] = {"feature": gap.feature}
    for name, side in (("first", gap.first), ("second", gap.second)):
        row |= {f"{name}_n": side.n, f"{name}_category": str(side.category or "")}
        row |= {f"{name}_better": side.better.estimate, f"{name}_worse": side.worse.estimate}
    for name, value in (("better", gap.better), ("worse", gap.worse)):
        row |= {f"{name}_gap": value.estimate, f"{name}_gap_low": value.low, f"{name}_gap_high": value.high}
    return row | {
        "gap": str(gap.verdict or ""),
        "verdict": str(gap.certainty or ""),
        "differ": gap.probability,
        "test": test.method if test else "",
        "statistic": test.statistic if test else None,
        "df": test.df if test else None,
        "p": test.p if test else None,
        "p_adjusted": gap.adjusted,
        "cramers_v": test.v if test else None,
        "changed": changes.changed if changes else None,
        "kappa": changes.kappa if changes else None,
        "answered_once": changes.once if changes else None,
    }
