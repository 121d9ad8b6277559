"""Counts in, decisions out: one category and one verdict per feature, with everything that led to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from kano import certainty, coefficients
from kano.answers import CATEGORIES, Category
from kano.conventions import Settings, conventions
from kano.counts import LEFT_OUT, CategoryCounts, Counts, Floats, PairCounts, Segment
from kano.errors import Finding, KanoError
from kano.i18n import Translate
from kano.quality import review
from kano.rules import RULES, rule_of, winner
from kano.suppression import Hidden, Shown, hide
from kano.text import percent

if TYPE_CHECKING:
    import pandas as pd


class Verdict(StrEnum):
    """How sure the category is; a statement about a feature, never a seventh category."""

    CLEAR = "clear"
    LEANING = "leaning"
    TOO_CLOSE = "too close"


@dataclass(frozen=True)
class Estimate:
    """A figure and its interval; all None when it is undefined, the interval None when n is unknown."""

    estimate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class FeatureResult:
    """What the answers say about one feature, of everyone (`segment` None) or of one segment.

    Strengths are in percent of all answers; `n` counts all answers, None when only percentages are known;
    `importance` is (mean, n) on its own scale. `suppressed` says that too few people of the segment answered: there
    were answers, but no figure of them is given.
    """

    feature: str
    segment: Segment
    n: float | None
    counts: dict[str, float]
    category: Category | None
    tied: tuple[Category, ...]
    verdict: Verdict | None
    probability: dict[str, float] | None
    better: Estimate
    worse: Estimate
    category_strength: float | None
    total_strength: float | None
    continuous: coefficients.Continuous | None
    importance: tuple[float, int] | None
    left_out: dict[str, int]
    suppressed: bool = False

    def called(self, t: Translate, words: str = "type") -> str:
        """The category in words, `type` or the longer `category`; why there is none, when there is none."""
        if self.category:
            return t(f"type.{self.category}") if words == "type" else t(f"category.{self.category}")
        return t("category.suppressed" if self.suppressed else "category.none")


@dataclass(frozen=True)
class Classification:
    """The results of every feature and segment, and how they were made; `together` are in one segment, being small."""

    features: tuple[FeatureResult, ...]
    settings: Settings
    counts: CategoryCounts
    conventions: dict[str, Any]
    findings: tuple[Finding, ...]
    together: tuple[Segment, ...] = ()

    def of(self, segment: Segment = None) -> tuple[FeatureResult, ...]:
        """The features of one segment, in the order of the questionnaire."""
        return tuple(result for result in self.features if result.segment == segment)

    def to_frame(self) -> pd.DataFrame:
        """One row per feature and segment, codes for categories, percent for strengths."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The rows of `to_frame`."""
        return [_row(result) for result in self.features]

    def summary(self, t: Translate) -> str:
        """A line per feature in the language of `t`."""
        return "\n".join(summary_line(result, t) for result in self.features)


def classify(counts: PairCounts | CategoryCounts | Shown, settings: Settings | None = None) -> Classification:
    """Classify every feature of every segment, and of everyone.

    Pairs are counted into categories by `settings.table`; counts per category are taken as they are. Raises KanoError
    when the rule is unknown, the answers do not fit the table, or small segments were hidden by another `least`.
    """
    settings = settings or Settings()
    if settings.rule not in RULES:
        raise KanoError("rule-unknown", rule=settings.rule, known=", ".join(RULES))
    shown = hide(counts, settings.least)
    pairs = shown.counts if isinstance(shown.counts, PairCounts) else None
    tally = shown.counts.tally(settings.table) if isinstance(shown.counts, PairCounts) else shown.counts
    results = tuple(_results(tally, pairs, shown.cells, settings))
    from_pairs = pairs is not None
    findings = (*review(tally, from_pairs), *shown.findings(settings.least))
    record = conventions(settings, tally, from_pairs)
    return Classification(results, settings, tally, record, findings, shown.segments if shown.together else ())


def _results(
    tally: CategoryCounts, pairs: PairCounts | None, hidden: Hidden, settings: Settings
) -> Iterator[FeatureResult]:
    for s, segment in enumerate(tally.segments):
        for f, feature in enumerate(tally.features):
            result = _feature(feature, segment, tally, pairs, (s, f), settings)
            yield replace(result, n=None, suppressed=True) if hidden[s, f] else result


def _feature(
    feature: str,
    segment: Segment,
    tally: CategoryCounts,
    pairs: PairCounts | None,
    at: tuple[int, int],
    settings: Settings,
) -> FeatureResult:
    counts = tally.counts[at]
    tied = rule_of(settings.rule, settings.tie_margin)(counts)
    position = int(winner(tied))
    category = CATEGORIES[position] if position >= 0 else None
    sure = _probability(counts, settings) if category and not tally.shares_only else None
    better, worse = better_worse(counts, settings, tally.shares_only)
    return FeatureResult(
        feature=feature,
        segment=segment,
        n=None if tally.shares_only else _whole(counts.sum()),
        counts=tally.to_dict(*at),
        category=category,
        tied=tuple(c for c, is_tied in zip(CATEGORIES, tied, strict=True) if is_tied) if tied.sum() > 1 else (),
        verdict=verdict(sure[category], settings) if sure and category else None,
        probability=sure,
        better=better,
        worse=worse,
        category_strength=_defined(coefficients.category_strength(counts)),
        total_strength=_defined(coefficients.total_strength(counts)),
        continuous=coefficients.continuous(pairs.cells[at], settings.table) if pairs else None,
        importance=_importance(pairs, at) if pairs else None,
        left_out=_left_out(pairs.left_out[at]) if pairs else {},
    )


def verdict(probability: float, settings: Settings) -> Verdict:
    """From the probability of the category that was given."""
    if probability >= settings.clear:
        return Verdict.CLEAR
    return Verdict.LEANING if probability >= settings.leaning else Verdict.TOO_CLOSE


def _probability(counts: np.ndarray, settings: Settings) -> dict[str, float]:
    drawn = certainty.draws(counts, settings.draws, settings.seed)
    shares = certainty.probability(drawn, rule_of(settings.rule, settings.tie_margin))
    return {str(c): float(p) for c, p in zip(CATEGORIES, shares, strict=True)}


def better_worse(counts: Floats, settings: Settings, shares_only: bool = False) -> tuple[Estimate, Estimate]:
    """Both coefficients of counts (6,), each with its Wilson interval; none where only shares are known."""
    n = 0.0 if shares_only else float(coefficients.base(counts))
    liked, missed = counts[[0, 1]].sum(), counts[[1, 2]].sum()
    low, high = certainty.wilson(liked, n, settings.level)
    best, least = certainty.wilson(missed, n, settings.level)
    return (
        Estimate(_defined(coefficients.better(counts)), _defined(low), _defined(high)),
        Estimate(_defined(coefficients.worse(counts)), _defined(-least), _defined(-best)),
    )


def _importance(pairs: PairCounts, at: tuple[int, int]) -> tuple[float, int] | None:
    n, total, _ = pairs.importance[at]
    return (float(total / n), int(n)) if n else None


def _left_out(counts: Counts) -> dict[str, int]:
    return {reason: int(count) for reason, count in zip(LEFT_OUT, counts, strict=True)}


def _defined(value: Any) -> float | None:
    return None if np.isnan(value) else float(value) + 0.0


def _whole(value: float) -> float:
    return int(value) if (value := round(float(value), 9)).is_integer() else value


def _row(result: FeatureResult) -> dict[str, Any]:
    point, sure = result.continuous, result.probability
    return {
        "feature": result.feature,
        "segment": result.segment,
        "n": result.n,
        "left_out": None if result.suppressed else sum(result.left_out.values()),
        **(dict.fromkeys(result.counts) if result.suppressed else result.counts),
        "category": str(result.category or ""),
        "tied": "".join(result.tied),
        "verdict": str(result.verdict or ""),
        "probability": sure[result.category] if sure and result.category else None,
        "better": result.better.estimate,
        "better_low": result.better.low,
        "better_high": result.better.high,
        "worse": result.worse.estimate,
        "worse_low": result.worse.low,
        "worse_high": result.worse.high,
        "category_strength": result.category_strength,
        "total_strength": result.total_strength,
        "x": point.x if point else None,
        "y": point.y if point else None,
        "sd_x": _defined(point.sd_x) if point else None,
        "sd_y": _defined(point.sd_y) if point else None,
        "importance": result.importance[0] if result.importance else None,
        "suppressed": result.suppressed,
    }


def summary_line(result: FeatureResult, t: Translate, name: str = "") -> str:
    """One feature in words, by its name on screen."""
    name = name or result.feature
    if result.category is None:
        return t("summary.suppressed" if result.suppressed else "summary.none", feature=name)
    category = t(f"category.{result.category}")
    if result.verdict is None or result.probability is None:
        return t("summary.shares", feature=name, category=category)
    sure = percent(result.probability[result.category])
    return t(
        "summary.sure", feature=name, category=category, verdict=t(f"verdict.{result.verdict}"), sure=sure, n=result.n
    )
