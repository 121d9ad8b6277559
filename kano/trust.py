"""How far can each category be trusted? Everything that is known of it, feature by feature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kano.answers import CATEGORIES
from kano.certainty import share_intervals
from kano.classification import Classification, FeatureResult
from kano.conventions import Settings
from kano.counted import Counted
from kano.counts import CategoryCounts, PairCounts
from kano.i18n import Translate
from kano.leading import Leading, cited, leading, unknown
from kano.leading import describe as describe_leading
from kano.responses import Responses
from kano.sensitivity import Sensitivity, sensitivity
from kano.settling import MORE, Settling, settle
from kano.settling import describe as describe_settling
from kano.sources import cite
from kano.study import Study
from kano.suppression import Shown

if TYPE_CHECKING:
    import pandas as pd

FEW = 5
"""An interval of shares is approximate where a category has fewer answers."""


@dataclass(frozen=True)
class Trust:
    """A classification, the test of its leaders, what more answers would do, and what other choices would change.

    All in the order of the classification. `shares` has per feature the low and high ends of the six shares, or None.
    """

    result: Classification
    shares: tuple[dict[str, tuple[float, float]] | None, ...]
    leading: Leading
    settling: Settling
    sensitivity: Sensitivity
    conventions: dict[str, Any]

    def to_frame(self) -> pd.DataFrame:
        """One row per feature and segment."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The rows of `to_frame`: category, verdict, leaders, outlook, then the intervals of the shares."""
        parts = zip(self.result.features, self.leading.rows(), self.settling.rows(), self.shares, strict=True)
        return [{**_head(f), **_tested(tested), **_open(row), **_ends(f, ends)} for f, tested, row, ends in parts]


def trust(
    result: Classification,
    counts: PairCounts | CategoryCounts | Shown,
    more: Sequence[int] = MORE,
    asked: int | None = None,
    other: Classification | None = None,
) -> Trust:
    """Everything of a classification that was made of `counts`; see `settle` and `sensitivity`. Raises KanoError."""
    settling = settle(result, more, asked)
    shares = tuple(_shares(feature, result.settings.level) for feature in result.features)
    tested, changes = leading(result), sensitivity(result, counts, other)
    record = {
        "classification": result.conventions,
        "shares": _record(result.settings),
        "leading": tested.conventions,
        "settling": settling.conventions,
        "sensitivity": changes.conventions,
    }
    return Trust(result, shares, tested, settling, changes, record)


def trust_study(
    study: Study,
    settings: Settings,
    by: str | None = None,
    more: Sequence[int] = MORE,
    asked: int | None = None,
) -> Trust:
    """The same of a study. Where people were screened, everyone stands among the other choices.

    `asked` is what the questionnaire asks of one person when it is not given and nobody answered more. Raises
    KanoError.
    """
    result = study.classify(settings, by)
    everyone = study.whole.classify(settings, by) if study.screened else None
    return trust(result, study.count(by), more, asked or pairs_each(study), everyone)


def pairs_each(study: Study) -> int | None:
    """The features that one person is asked in a split design, None when everyone is asked all."""
    most = most_pairs(study)
    if study.questionnaire is None or most is None:
        return None
    part = study.questionnaire.pairs_asked
    return part if most <= part < len(study.data.features) else None


def most_pairs(study: Study) -> int | None:
    """The complete pairs of the person who gave most, where that is known."""
    if isinstance(study.data, Responses):
        return int(((study.data.functional > 0) & (study.data.dysfunctional > 0)).sum(axis=1).max(initial=0))
    return study.data.most_pairs if isinstance(study.data, Counted) else None


def _shares(feature: FeatureResult, level: float) -> dict[str, tuple[float, float]] | None:
    if unknown(feature) not in (None, "fractions"):
        return None
    ends = share_intervals(np.array([feature.counts[c] for c in CATEGORIES], dtype=float), level).tolist()
    return {str(c): (low, high) for c, (low, high) in zip(CATEGORIES, ends, strict=True)}


def _record(settings: Settings) -> dict[str, Any]:
    return {
        "method": "goodman",
        "level": settings.level,
        "of": "".join(CATEGORIES),
        "approximate_below": FEW,
        "sources": [cite("goodman1965").record()],
    }


def _head(feature: FeatureResult) -> dict[str, Any]:
    sure = feature.probability
    return {
        "feature": feature.feature,
        "segment": feature.segment,
        "n": feature.n,
        "category": str(feature.category or ""),
        "tied": "".join(feature.tied),
        "verdict": str(feature.verdict or ""),
        "probability": sure[feature.category] if sure and feature.category else None,
    }


def _tested(row: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in row.items() if key not in ("feature", "segment", "n", "reason")}
    return {**rest, "untested": row["reason"]}


def _open(row: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in row.items() if key not in ("feature", "segment", "n", "verdict", "reason")}
    return {**rest, "unsettled": row["reason"]}


def _ends(feature: FeatureResult, ends: dict[str, tuple[float, float]] | None) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for category in map(str, CATEGORIES):
        row |= {f"{category}_low": ends[category][0] if ends else None}
        row |= {f"{category}_high": ends[category][1] if ends else None}
    return {**row, "approximate": None if ends is None else min(feature.counts.values()) < FEW}


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """How everything but the classification was found, in words: (what, how) rows for a screen or a sheet."""
    shares = record["shares"]
    text = t("trust.shares-text", level=round(100 * shares["level"]), few=shares["approximate_below"])
    text += cited(shares, t)
    rows = [*describe_settling(record["settling"], t), *describe_leading(record["leading"], t)]
    return [*rows, (t("trust.shares"), text), (t("trust.sensitivity"), t("trust.sensitivity-text"))]
