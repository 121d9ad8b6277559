"""Target sheet for quality function deployment: the improvement ratio, adjusted by the category of each feature.

A basic that falls short loses more than it wins by the same ratio, so it needs the larger ratio; an excitement the
smaller one. Where the target lies below what is reached today, the order of the ratios turns round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kano.answers import Category
from kano.classification import Classification, FeatureResult, Verdict
from kano.counts import Segment
from kano.decision.moves import rival_of
from kano.decision.ratios import EXPONENTS, FORMULAS, METHODS, SOURCES, adjust, checked
from kano.errors import Finding, KanoError
from kano.sources import cite

REASONS = ("none", "suppressed", "exponent", "current", "zero", "target", "coefficients")
"""Why a feature has no adjusted ratio: no category, hidden, a category without k, current level not given, current
level 0, target not given, better and worse not defined."""


@dataclass(frozen=True)
class Aim:
    """What is given of a feature: raw importance, and its level today and as it should be, on one rating scale."""

    importance: float | None = None
    current: float | None = None
    target: float | None = None


@dataclass(frozen=True)
class Target:
    """A line of the sheet. `ratio` is target / current, `adjusted` that by the category, `weight` importance times it.

    `share` and `raw_share` are those of `weight` and of the importance among the lines that have a weight, in percent.
    `reason` is why there is no `adjusted`, one of `REASONS`; `rival` is the category that is too close to that of the
    feature, and `otherwise` what the adjusted ratio would then be.
    """

    feature: str
    segment: Segment
    category: Category | None
    verdict: Verdict | None
    aim: Aim
    exponent: float | None = None
    ratio: float | None = None
    adjusted: float | None = None
    weight: float | None = None
    share: float | None = None
    raw_share: float | None = None
    rival: Category | None = None
    otherwise: float | None = None
    reason: str | None = None

    def row(self) -> dict[str, Any]:
        """Codes and plain numbers."""
        plain = ("exponent", "ratio", "adjusted", "weight", "share", "raw_share")
        return {
            "feature": self.feature,
            "segment": self.segment,
            "category": str(self.category or ""),
            "verdict": str(self.verdict or ""),
            "importance": self.aim.importance,
            "current": self.aim.current,
            "target": self.aim.target,
            **{key: getattr(self, key) for key in plain},
            "rival": str(self.rival or ""),
            "otherwise": self.otherwise,
            "reason": self.reason or "",
        }


@dataclass(frozen=True)
class Targets:
    """Every feature once: by falling weight, then those without one in the order of the questionnaire."""

    lines: tuple[Target, ...]
    conventions: dict[str, Any]
    findings: tuple[Finding, ...]

    @property
    def weighed(self) -> tuple[Target, ...]:
        """The lines that have an adjusted weight."""
        return tuple(line for line in self.lines if line.weight is not None)

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature."""
        return [line.row() for line in self.lines]


def targets(
    result: Classification,
    aims: Mapping[str, Aim],
    segment: Segment = None,
    method: str = "tan",
    exponents: Mapping[Category, float] | None = None,
) -> Targets:
    """The target sheet of everyone, or of a segment: adjusted weight = raw importance * adjusted improvement ratio.

    `aims` may lack features, which are then listed without a ratio. Where no aim says an importance, that is the mean
    that people stated. `exponents` go before those of the method (Tan & Shen 2000; Chaudha et al. 2011). Raises
    KanoError for an unknown feature, method or segment, numbers below 0, and exponents that are none.
    """
    if method not in METHODS:
        raise KanoError("targets-method", method=method, known=", ".join(METHODS))
    features = result.of(segment)
    if not features:
        raise KanoError("order-segment", segment=str(segment), known=_segments(result))
    k = {**EXPONENTS[method], **checked(exponents or {}, method)}
    _check(aims, [feature.feature for feature in features])
    stated = not any(aim.importance is not None for aim in aims.values())
    lines = [_line(feature, _aim(feature, aims, stated), method, k) for feature in features]
    lines = sorted(_shared(lines), key=lambda line: (line.weight is None, -(line.weight or 0.0)))
    record = _record(result, segment, method, k, stated)
    return Targets(tuple(lines), record, tuple(_findings(lines, stated, method)))


def _segments(result: Classification) -> str:
    return ", ".join(name for name in result.counts.segments if name) or "-"


def _check(aims: Mapping[str, Aim], known: Sequence[str]) -> None:
    if unknown := [name for name in aims if name not in set(known)]:
        raise KanoError("targets-unknown", names="; ".join(unknown), known="; ".join(known))
    for feature, aim in aims.items():
        for value in (aim.importance, aim.current, aim.target):
            if value is not None and not 0 <= value <= 1e9:
                raise KanoError("targets-number", feature=feature, value=f"{value:g}")


def _aim(feature: FeatureResult, aims: Mapping[str, Aim], stated: bool) -> Aim:
    aim = aims.get(feature.feature, Aim())
    return replace(aim, importance=feature.importance[0]) if stated and feature.importance else aim


def _line(feature: FeatureResult, aim: Aim, method: str, k: Mapping[Category, float]) -> Target:
    rival, category = rival_of(feature), feature.category
    line = Target(feature.feature, feature.segment, category, feature.verdict, aim, rival=rival)
    reason = _unknown(feature, aim, method, k)
    if category is None or not aim.current or aim.target is None or reason == "coefficients":
        return replace(line, reason=reason)
    ratio, m = aim.target / aim.current, _most(feature)
    adjusted = adjust(ratio, k[category], method, m) if category in k else None
    return replace(
        line,
        exponent=k.get(category),
        ratio=ratio,
        adjusted=adjusted,
        weight=None if aim.importance is None or adjusted is None else aim.importance * adjusted,
        otherwise=adjust(ratio, k[rival], method, m) if rival and rival in k else None,
        reason=reason,
    )


def _unknown(feature: FeatureResult, aim: Aim, method: str, k: Mapping[Category, float]) -> str | None:
    if feature.category is None:
        return "suppressed" if feature.suppressed else "none"
    if feature.category not in k:
        return "exponent"
    if aim.current is None or aim.target is None:
        return "current" if aim.current is None else "target"
    if aim.current == 0:
        return "zero"
    return "coefficients" if method == "chaudha" and _most(feature) is None else None


def _most(feature: FeatureResult) -> float | None:
    better, worse = feature.better.estimate, feature.worse.estimate
    return None if better is None or worse is None else max(better, -worse)


def _shared(lines: Sequence[Target]) -> list[Target]:
    """With the shares in percent of what adds up: the lines that have a weight."""
    weighed = [line for line in lines if line.weight is not None]
    total, raw = sum(line.weight or 0.0 for line in weighed), sum(line.aim.importance or 0.0 for line in weighed)
    return [
        line
        if line.weight is None
        else replace(line, share=_percent(line.weight, total), raw_share=_percent(line.aim.importance, raw))
        for line in lines
    ]


def _percent(part: float | None, whole: float) -> float | None:
    return None if part is None or not whole else 100 * part / whole


def _findings(lines: Sequence[Target], stated: bool, method: str) -> Iterator[Finding]:
    if stated and any(line.aim.importance is not None for line in lines):
        yield Finding("targets-stated")
    if method == "chaudha":
        yield Finding("targets-direction")
    if unweighed := [line.feature for line in lines if line.adjusted is not None and line.weight is None]:
        yield Finding("targets-importance", values={"n": len(unweighed)})
    for line in lines:
        if line.adjusted is not None and line.ratio is not None and line.ratio < 1:
            yield Finding("targets-lower", line.feature)
        if line.rival and line.otherwise is not None and line.adjusted is not None:
            yield Finding("targets-close", line.feature)
        elif line.rival and (line.otherwise is not None or line.adjusted is not None):
            yield Finding("targets-close-none", line.feature)


def _record(
    result: Classification, segment: Segment, method: str, k: Mapping[Category, float], stated: bool
) -> dict[str, Any]:
    return {
        "method": method,
        "ratio": "target / current",
        "adjusted": FORMULAS[method],
        "weight": "importance * adjusted",
        "exponents": {str(category): value for category, value in k.items()},
        "importance": "stated" if stated else "given",
        "segment": segment,
        "classification": result.conventions,
        "sources": [cite(SOURCES[method]).record()],
    }
