"""In which order features are shown, and the mark of a verdict beside them."""

from __future__ import annotations

from collections.abc import Sequence

from kano.classification import FeatureResult, Verdict
from kano.rules import TIE_ORDER

SIGNS = {Verdict.CLEAR: "●", Verdict.LEANING: "◐", Verdict.TOO_CLOSE: "○"}


def surest_first(features: Sequence[FeatureResult]) -> list[FeatureResult]:
    """In the order of the tie rule (M O A I ...), the surest first; features without answers last."""
    return sorted(features, key=_rank)


def _rank(feature: FeatureResult) -> tuple[int, float]:
    sure = feature.probability[feature.category] if feature.probability and feature.category else 0.0
    return (TIE_ORDER.index(feature.category) if feature.category else len(TIE_ORDER), -sure)
