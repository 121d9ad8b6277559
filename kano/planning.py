"""A plan for a study: its classification, its pairs of answers and the portfolio that comes of them."""

from __future__ import annotations

from kano.classification import Classification
from kano.conventions import Settings
from kano.counts import CategoryCounts, PairCounts, Segment
from kano.decision.plan import Plan
from kano.decision.portfolio import Portfolio, portfolio
from kano.decision.robust import DRAWS
from kano.errors import KanoError
from kano.study import Study
from kano.suppression import hide


def plan_study(
    study: Study,
    plan: Plan,
    budget: float | None = None,
    settings: Settings | None = None,
    by: str | None = None,
    segment: Segment = None,
    *,
    weights: str = "none",
    basics_first: bool = True,
    draws: int = DRAWS,
) -> tuple[Classification, Portfolio]:
    """What to do under a budget for everyone, or for one segment of the question `by`; see `portfolio`.

    Raises KanoError, `portfolio-segment` when there is no such segment.
    """
    settings = settings or study.settings
    result = study.classify(settings, by)
    if segment not in result.counts.segments:
        known = ", ".join(str(name) for name in result.counts.segments if name)
        raise KanoError("portfolio-segment", segment=str(segment), known=known or "-")
    pairs = pairs_of(study, settings, by)

    made = portfolio(
        result,
        plan,
        budget,
        pairs=pairs,
        weights=weights,
        basics_first=basics_first,
        draws=draws,
        segment=segment,
    )
    return result, made


def pairs_of(study: Study, settings: Settings, by: str | None = None) -> PairCounts | None:
    """The pairs that the classification was made of, without what is hidden; None where only counts are known."""
    if isinstance(study.data, CategoryCounts):
        return None
    shown = hide(study.count(by), settings.least).counts
    return shown if isinstance(shown, PairCounts) else None
