"""Other forms of the method beside the standard categories of the same people. None of them is the default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kano.classification import Classification, FeatureResult
from kano.counts import Floats, PairCounts, Segment
from kano.errors import Finding
from kano.evaluation import EvaluationTable
from kano.responses import Responses
from kano.suppression import BLANK, Hidden, hidden
from kano.variants.analytical import Analytical, Thresholds, Vector, analytical, questionable
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
    """One feature in each form, on the same people; what is suppressed in the standard is in none.

    `few_rated` says that too few people of the segment said an importance: what weighs people by it is not given.
    """

    standard: FeatureResult
    vector: Vector
    weighted: Weighted
    fuzzy: FuzzyFeature
    indices: Indices
    levels: dict[str, int]
    few_rated: bool = False


@dataclass(frozen=True)
class OtherForms:
    """Every feature of every segment that is shown, in the order of the classification."""

    features: tuple[Beside, ...]
    conventions: dict[str, Any]
    findings: tuple[Finding, ...] = ()

    def of(self, segment: Segment = None) -> tuple[Beside, ...]:
        """The features of one segment."""
        return tuple(beside for beside in self.features if beside.standard.segment == segment)

    def findings_of(self, segment: Segment = None) -> tuple[Finding, ...]:
        """What is said of one segment, or of all of them."""
        own = (None, BLANK if segment == "" else segment)
        return tuple(finding for finding in self.findings if finding.values.get("segment") in own)

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
    found, parts, few = list[Beside](), _indices(result), _few_rated(answers, result, how)
    forms = [_of_segment(answers, result, segment, few[segment], how) for segment in result.counts.segments]
    for segment, (vectors, weights, fuzz, levels) in zip(result.counts.segments, forms, strict=True):
        for at, standard in enumerate(result.of(segment)):
            grades = levels.counts[0][at] if levels and not standard.suppressed else {}
            each = vectors.features[at], weights.features[at], fuzz.features[at], parts[segment, standard.feature]
            found.append(Beside(standard, *each, grades, bool(few[segment][at]) and not standard.suppressed))
    said = (*_unlike_top(answers, how), *_few_said(found, result.settings.least))
    return OtherForms(tuple(found), _record(result, forms[0]), said)


Forms = tuple[Analytical, WeightedCounts, Fuzzy, Finer | None]


def _indices(result: Classification) -> dict[tuple[Segment, str], Indices]:
    return {(found.segment, found.feature): found for found in indices(result).features}


def _few_rated(answers: Responses, result: Classification, how: How) -> dict[Segment, Hidden]:
    """Where so few of a segment count by an importance they said that the figures would tell of them, (F,) each.

    As everywhere, more are hidden until what everyone less the others gives is of enough people.
    """
    few = {segment: np.zeros(len(answers.features), dtype=bool) for segment in result.counts.segments}
    parts = [segment for segment in few if segment is not None]
    if answers.importance is None or how.scale is Scale.EQUAL or not parts:
        return few
    members = [answers.rows_of(result.counts.by, segment, result.together) for segment in parts]
    for people in _rated(answers, answers.importance, how):
        sizes = np.array([people[rows].sum(axis=0) for rows in members], dtype=float)
        for at in range(len(answers.features)):
            gone = hidden(sizes[:, at], result.settings.least)
            for segment, is_gone in zip(parts, gone, strict=True):
                few[segment][at] |= is_gone
    return few


def _rated(answers: Responses, importance: Floats, how: How) -> Iterator[Hidden]:
    """(N, F): who said an importance, who of them gave a pair, and whose pair no table doubts."""
    said = ~np.isnan(importance)
    yield said
    yield (pairs := said & (answers.functional > 0) & (answers.dysfunctional > 0))
    if how.leave_out:
        yield pairs & ~questionable(answers, how.leave_out)


def _unlike_top(answers: Responses, how: How) -> Iterator[Finding]:
    """Where nobody gave the highest importance: perhaps it is no number of the scale."""
    given = np.zeros(0) if answers.importance is None else answers.importance[~np.isnan(answers.importance)]
    if how.scale is not Scale.EQUAL and given.size and given.max() < how.top:
        yield Finding("importance-top", values={"high": f"{given.max():g}", "top": how.top})


def _few_said(found: list[Beside], least: int) -> Iterator[Finding]:
    for standard in (beside.standard for beside in found if beside.few_rated):
        yield Finding("importance-few", standard.feature, {"segment": standard.segment or BLANK, "least": least})


def _of_segment(answers: Responses, result: Classification, segment: Segment, few: Hidden, how: How) -> Forms:
    members = answers.rows_of(result.counts.by, segment, result.together)
    people = _shown(answers.take(members), np.array([feature.suppressed for feature in result.of(segment)]))
    rated = _shown(people, few)
    vectors = analytical(rated, how.thresholds, how.scale, how.top, how.leave_out)
    counts: PairCounts | None = people.count() if how.levels else None
    levels = finer(counts, how.levels) if counts and how.levels else None
    weights = weighted(rated, result.settings, how.scale, how.top)
    return vectors, weights, fuzzy(crisp(people), result.settings, ALPHA, Below.MAX), levels


def _shown(answers: Responses, gone: Hidden) -> Responses:
    """The answers without those to features that so few of the segment answered that they are not shown."""
    seen = (~gone).astype(np.int8)
    if seen.all():
        return answers
    rated = None if answers.importance is None else np.where(seen, answers.importance, np.nan)
    functional, dysfunctional = answers.functional * seen, answers.dysfunctional * seen
    return replace(answers, importance=rated, functional=functional, dysfunctional=dysfunctional)


def _row(beside: Beside) -> dict[str, Any]:
    standard, vector, weights, single = beside.standard, beside.vector, beside.weighted, beside.indices
    known = not standard.suppressed and not beside.few_rated
    sure = weights.probability
    row: dict[str, Any] = {"feature": standard.feature, "segment": standard.segment, "n": standard.n}
    row |= {"category": str(standard.category or ""), "verdict": str(standard.verdict or "")}
    row |= {"analytical": str(vector.category or ""), "analytical_n": vector.n if known else None}
    row |= {key: getattr(vector, key) for key in ("x", "y", "r", "alpha", "outside")}
    row |= {"weighted": str(weights.category or ""), "weighted_verdict": str(weights.verdict or "")}
    row |= {"weighted_probability": sure[weights.category] if sure and weights.category else None}
    row |= {"weighted_n": weights.n if known else None, "effective": weights.effective if known and weights.n else None}
    row |= {"without_importance": weights.without_importance if known else None, "few_rated": beside.few_rated}
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
