"""Does the team know its customers? A reading of a comparison, the team first.

The team may have answered for itself or guessed what customers say; the arithmetic is the same, what it means is not.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from kano.answers import Category
from kano.classification import Estimate, Verdict
from kano.comparison import Comparison, Gap, GapVerdict
from kano.i18n import Translate


class Lean(StrEnum):
    """Which way the team errs about a figure; of worse, about its size."""

    OVER = "over"
    UNDER = "under"


class View(NamedTuple):
    """One feature as the team and as its customers see it. A lean is None where the data do not show one."""

    feature: str
    team: Category | None
    customers: Category | None
    verdict: GapVerdict | None
    certainty: Verdict | None
    better: Lean | None
    worse: Lean | None


def against_customers(comparison: Comparison) -> tuple[View, ...]:
    """A view per compared feature; the first side is the team.

    A lean needs both: the interval of the difference holds no 0, and the answers as a whole differ (adjusted p at most
    1 - level): of many intervals, some miss 0 by chance.
    """
    level = comparison.first.settings.level
    return tuple(_view(gap, level) for gap in comparison.gaps)


def _view(gap: Gap, level: float) -> View:
    differ = gap.adjusted is not None and gap.adjusted <= 1 - level
    better, worse = (_lean(value, sign) if differ else None for value, sign in ((gap.better, 1), (gap.worse, -1)))
    return View(gap.feature, gap.first.category, gap.second.category, gap.verdict, gap.certainty, better, worse)


def _lean(difference: Estimate, sign: int) -> Lean | None:
    low, high = difference.low, difference.high
    if low is None or high is None or low <= 0 <= high:
        return None
    return Lean.OVER if sign * low > 0 else Lean.UNDER


def record(level: float) -> dict[str, Any]:
    """How the reading is made, as plain data for files."""
    return {"reading": "team", "first": "team", "second": "customers", "lean": {"interval": level, "p": 1 - level}}


def told(view: View, t: Translate) -> str:
    """The view in words: the categories where they are known to differ or agree, and the leans."""
    parts = [_categories(view, t)]
    for figure in ("better", "worse"):
        lean: Lean | None = getattr(view, figure)
        if lean:
            parts.append(t(f"team.{lean}", figure=t(f"column.{figure}")))
    return "; ".join(filter(None, parts))


def _categories(view: View, t: Translate) -> str:
    if view.team is None or view.customers is None or view.verdict in (None, GapVerdict.TOO_CLOSE):
        return t("team.open")
    text = t(f"team.{view.verdict}", team=t(f"type.{view.team}"), customers=t(f"type.{view.customers}"))
    return f"{text} ({t('verdict.leaning')})" if view.certainty is Verdict.LEANING else text
