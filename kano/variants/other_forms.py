"""Other forms of the method beside the standard categories of the same people. None of them is the default."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kano.classification import Classification, FeatureResult
from kano.counts import PairCounts, Segment
from kano.evaluation import EvaluationTable
from kano.responses import Responses
from kano.variants.analytical import Analytical, Thresholds, Vector, analytical
from kano.variants.fuzzy import ALPHA, Below, Fuzzy, FuzzyFeature, crisp, fuzzy
from kano.variants.importance import Scale
from kano.variants.indices import Indices, indices
from kano.variants.indices import record as indices_record
from kano.variants.levels import Finer, Levels, finer
from kano.variants.weighted import Weighted, WeightedCounts, weighted
from kano.wording import RATINGS

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class How:
    """The analyst's choices for the other forms. With `leave_out` the vectors are without what that table doubts."""

    thresholds: Thresholds = field(default_factory=Thresholds)
    scale: Scale = Scale.UNIT
    top: int = RATINGS[-1]
    leave_out: EvaluationTable | None = None
    levels: Levels | None = None


@dataclass(frozen=True)
class Beside:
    """One feature in each form, on the same people; what is suppressed in the standard is in none."""

    standard: FeatureResult
    vector: Vector
    weighted: Weighted
    fuzzy: FuzzyFeature
    indices: Indices
    levels: dict[str, int]


@dataclass(frozen=True)
class OtherForms:
    """Every feature of every segment that is shown, in the order of the classification."""

    features: tuple[Beside, ...]
    conventions: dict[str, Any]

    def of(self, segment: Segment = None) -> tuple[Beside, ...]:
        """The features of one segment."""
        return tuple(beside for beside in self.features if beside.standard.segment == segment)

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature and segment, codes for categories; what is undefined or suppressed is None."""
        return [_row(beside) for beside in self.features]

    def to_frame(self) -> pd.DataFrame:
        """The `rows`."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def other_forms(answers: Responses, result: Classification, how: How | None = None) -> OtherForms:
    """Analytical, weighted and fuzzy forms of the people whom `result` classifies, segment by segment.

    Fuzzy on whole answers is the standard form, and is there to be seen to be. Raises KanoError when importance is
    needed and was not asked, or is off its scale.
    """
    how = how or How()
    found, parts = list[Beside](), _indices(result)
    forms = [_of_segment(answers, result, segment, how) for segment in result.counts.segments]
    for segment, (vectors, weights, fuzz, levels) in zip(result.counts.segments, forms, strict=True):
        for at, standard in enumerate(result.of(segment)):
            grades = levels.counts[0][at] if levels and not standard.suppressed else {}
            each = vectors.features[at], weights.features[at], fuzz.features[at], parts[segment, standard.feature]
            found.append(Beside(standard, *each, grades))
    return OtherForms(tuple(found), _record(result, forms[0]))


Forms = tuple[Analytical, WeightedCounts, Fuzzy, Finer | None]


def _indices(result: Classification) -> dict[tuple[Segment, str], Indices]:
    return {(found.segment, found.feature): found for found in indices(result).features}


def _of_segment(answers: Responses, result: Classification, segment: Segment, how: How) -> Forms:
    members = answers.rows_of(result.counts.by, segment, result.together)
    people = _shown(answers.take(members), result.of(segment))
    vectors = analytical(people, how.thresholds, how.scale, how.top, how.leave_out)
    counts: PairCounts | None = people.count() if how.levels else None
    levels = finer(counts, how.levels) if counts and how.levels else None
    weights = weighted(people, result.settings, how.scale, how.top)
    return vectors, weights, fuzzy(crisp(people), result.settings, ALPHA, Below.MAX), levels


def _shown(answers: Responses, standard: tuple[FeatureResult, ...]) -> Responses:
    """The answers without those to features that so few of the segment answered that they are not shown."""
    seen = np.array([not feature.suppressed for feature in standard], dtype=np.int8)
    if seen.all():
        return answers
    rated = None if answers.importance is None else np.where(seen, answers.importance, np.nan)
    functional, dysfunctional = answers.functional * seen, answers.dysfunctional * seen
    return replace(answers, importance=rated, functional=functional, dysfunctional=dysfunctional)


def _row(beside: Beside) -> dict[str, Any]:
    standard, vector, weights, single = beside.standard, beside.vector, beside.weighted, beside.indices
    known = not standard.suppressed
    sure = weights.probability
    row: dict[str, Any] = {"feature": standard.feature, "segment": standard.segment, "n": standard.n}
    row |= {"category": str(standard.category or ""), "verdict": str(standard.verdict or "")}
    row |= {"analytical": str(vector.category or ""), "analytical_n": vector.n if known else None}
    row |= {key: getattr(vector, key) for key in ("x", "y", "r", "alpha", "outside")}
    row |= {"weighted": str(weights.category or ""), "weighted_verdict": str(weights.verdict or "")}
    row |= {"weighted_probability": sure[weights.category] if sure and weights.category else None}
    row |= {"weighted_n": weights.n if known else None, "effective": weights.effective if known and weights.n else None}
    row |= {"without_importance": weights.without_importance if known else None}
    row |= {"weighted_better": weights.better.estimate, "weighted_worse": weights.worse.estimate}
    row |= {"scaled_better": weights.scaled_better, "scaled_worse": weights.scaled_worse}
    row |= {"fuzzy": str(beside.fuzzy.category or ""), "asc": single.average.estimate, "asc_low": single.average.low}
    row |= {"asc_high": single.average.high, "asc_se": single.se, "total": single.total, "distance": single.distance}
    return row | {"beyond_circle": single.beyond, "suppressed": standard.suppressed} | beside.levels


def _record(result: Classification, forms: Forms) -> dict[str, Any]:
    vectors, weights, fuzz, levels = forms
    return {
        "classification": result.conventions,
        "analytical": vectors.conventions,
        "weighted": weights.conventions,
        "fuzzy": fuzz.conventions,
        "indices": indices_record(result.settings),
        "levels": levels.conventions if levels else None,
    }
