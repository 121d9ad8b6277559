"""What first, and why: basic before performance before excitement, inside by certainty, then by importance.

The order M > O > A is that in which needs must be fulfilled (Berger et al. 1993, p. 11): more excitement does not make
up for a basic that is missing. What is reverse, indifferent, questionable or unanswered has no place in it; it is
listed behind with what to do about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kano.answers import Category
from kano.classification import Classification, Estimate, FeatureResult, Verdict
from kano.counts import Segment
from kano.decision.moves import RANKED, Move, move_of, rival_of
from kano.errors import KanoError
from kano.sources import cite

_SURENESS = {Verdict.CLEAR: 0, Verdict.LEANING: 1, Verdict.TOO_CLOSE: 2, None: 3}
_MOVES = tuple(Move)

OUTSIDE = (Category.REVERSE, Category.QUESTIONABLE)


@dataclass(frozen=True)
class Line:
    """One feature in the order. `rank` counts from 1, equal ones share it; None where M > O > A says nothing.

    `weight` is what orders features of one category and verdict: their mean self-stated importance, or how many they
    gain and lose. `rival` is the category that comes next to a category that is too close to call; `share` is that of
    the category among all answers, `wanted` that of M, O and A together. `now` is how far the feature is fulfilled
    (0..1), None where that is not known; `needed` how many more people would settle it, None where nobody can say.
    `outside` is the share of answers that are reverse or questionable, which better and worse leave out.
    """

    feature: str
    segment: Segment
    move: Move
    category: Category | None
    verdict: Verdict | None
    probability: float | None
    rival: Category | None
    share: float | None
    better: Estimate
    worse: Estimate
    importance: float | None
    weight: float | None
    now: float | None
    n: float | None
    suppressed: bool
    wanted: float | None = None
    outside: float | None = None
    needed: int | None = None
    rank: int | None = None

    def row(self) -> dict[str, Any]:
        """Codes and plain numbers."""
        plain = {key: getattr(self, key) for key in ("wanted", "importance", "weight", "now", "n", "needed")}
        return {
            "rank": self.rank,
            "feature": self.feature,
            "segment": self.segment,
            "move": str(self.move),
            "category": str(self.category or ""),
            "verdict": str(self.verdict or ""),
            "probability": self.probability,
            "rival": str(self.rival or ""),
            "share": self.share,
            "better": self.better.estimate,
            "worse": self.worse.estimate,
            **plain,
        }


@dataclass(frozen=True)
class Order:
    """Every feature once: the ranked ones first, then the others by what to do about them."""

    lines: tuple[Line, ...]
    conventions: dict[str, Any]

    @property
    def ranked(self) -> tuple[Line, ...]:
        """The lines that M > O > A places."""
        return tuple(line for line in self.lines if line.rank is not None)

    def of(self, *moves: Move) -> tuple[Line, ...]:
        """The lines of some moves."""
        return tuple(line for line in self.lines if line.move in moves)

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature."""
        return [line.row() for line in self.lines]


def order(
    result: Classification,
    now: Mapping[str, float] | None = None,
    segment: Segment = None,
    needed: Mapping[str, int | None] | None = None,
) -> Order:
    """The features of everyone, or of a segment, in the order in which they are worth doing.

    `now` is how far each feature is fulfilled today (0..1); a feature that is not in it is not known, never 0.
    `needed` is how many more people would settle a feature that is too close to call, None where not even very many
    would; of a feature that is not in it that is not known. Raises KanoError for fulfilment of a feature that the
    result lacks or outside 0..1, and for a segment that there is not.
    """
    now, needed = dict(now or {}), dict(needed or {})
    features = result.of(segment)
    if not features:
        known = ", ".join(name for name in result.counts.segments if name)
        raise KanoError("order-segment", segment=str(segment), known=known or "-")
    _check(now, [feature.feature for feature in features])
    stated = _stated(features)
    lines = [_line(feature, now.get(feature.feature), stated, needed) for feature in features]
    return Order(_ranked(lines), _record(result, segment, stated, now))


def _check(now: Mapping[str, float], known: Sequence[str]) -> None:
    if unknown := [name for name in now if name not in set(known)]:
        raise KanoError("now-unknown", names="; ".join(unknown), known="; ".join(known))
    for feature, value in now.items():
        if not 0 <= value <= 1:
            raise KanoError("now-share", feature=feature, value=value)


def _stated(features: Sequence[FeatureResult]) -> bool:
    """Whether self-stated importance orders: only where every feature that is ranked has one, lest scales mix."""
    placed = [feature for feature in features if feature.category in RANKED]
    return bool(placed) and all(feature.importance is not None for feature in placed)


def _line(feature: FeatureResult, now: float | None, stated: bool, needed: Mapping[str, int | None]) -> Line:
    importance = feature.importance[0] if feature.importance else None
    total = sum(feature.counts.values())
    return Line(
        feature=feature.feature,
        segment=feature.segment,
        move=move_of(feature, now, needed),
        category=feature.category,
        verdict=feature.verdict,
        probability=feature.probability[feature.category] if feature.probability and feature.category else None,
        rival=rival_of(feature),
        share=feature.counts[feature.category] / total if feature.category and total else None,
        better=feature.better,
        worse=feature.worse,
        importance=importance,
        weight=(importance if stated else weight(feature)) if feature.category in RANKED else None,
        now=now,
        n=feature.n,
        suppressed=feature.suppressed,
        wanted=sum(feature.counts[category] for category in RANKED) / total if feature.category and total else None,
        outside=sum(feature.counts[category] for category in OUTSIDE) / total if total else None,
        needed=needed.get(feature.feature),
    )


def weight(feature: FeatureResult) -> float | None:
    """How many gain or lose by it: |worse| of a basic, better of an excitement, both of a performance feature."""
    better, worse = feature.better.estimate, feature.worse.estimate
    if better is None or worse is None:
        return None
    return {Category.BASIC: -worse, Category.EXCITEMENT: better}.get(feature.category or Category.BASIC, better - worse)


def _ranked(lines: Sequence[Line]) -> tuple[Line, ...]:
    """By category, verdict and weight; equal ones share a rank and stand in the order of their names.

    Weights are equal to nine decimals: .4 + .9 and .6 + .7 are not, as floats.
    """

    def key(line: Line) -> tuple[int, int, float]:
        assert line.category is not None
        return RANKED.index(line.category), _SURENESS[line.verdict], -round(line.weight or 0.0, 9)

    placed = sorted((line for line in lines if line.category in RANKED), key=lambda line: (key(line), line.feature))
    keys = [key(line) for line in placed]
    ranked = [replace(line, rank=keys.index(own) + 1) for line, own in zip(placed, keys, strict=True)]
    rest = [line for line in lines if line.category not in RANKED]
    rest.sort(key=lambda line: (_MOVES.index(line.move), _SURENESS[line.verdict], -(line.share or 0.0), line.feature))
    return (*ranked, *rest)


def _record(result: Classification, segment: Segment, stated: bool, now: Mapping[str, float]) -> dict[str, Any]:
    return {
        "order": "M > O > A, then clear > leaning > too close, then importance",
        "importance": "stated" if stated else "coefficients",
        "weights": "mean self-stated importance" if stated else "|worse| (M), |worse| + better (O), better (A)",
        "segment": segment,
        "fulfilment_known": len(now),
        "classification": result.conventions,
        "sources": [cite("berger1993").record()],
    }
