"""Do the two leading categories of a feature differ? An exact test of the pair, and Fong's under its own name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kano.answers import CATEGORIES, Category
from kano.classification import Classification, FeatureResult
from kano.conventions import VERSION
from kano.counts import Segment
from kano.differences import adjusted
from kano.i18n import Translate
from kano.rules import TIE_ORDER
from kano.sources import cite
from kano.text import many

if TYPE_CHECKING:
    import pandas as pd

FONG = 1.65
"""Of the normal distribution: 5 percent on one side, 10 on both."""

LIBERAL = {0.6: 0.167, 0.9: 0.221}
"""How often Fong's test finds a difference that is not there, which should be 0.10, by the share of both leaders."""


class Fong(NamedTuple):
    """`difference` a - b against `threshold`, in people; Fong calls less than the threshold not significant."""

    difference: float
    threshold: float
    significant: bool


@dataclass(frozen=True)
class Leaders:
    """The two largest counts of a feature, `a` of `first` and `b` of `second`, and whether they differ.

    `exact` is the two-sided p of a binomial (a of a + b, 1/2), `adjusted` the same among all features of the segment,
    `z` the large-sample (a - b) / sqrt(a + b). What is None has its `reason`: `suppressed`, `shares`, `empty`,
    `fractions`, `one` (category only), or `tie`.
    """

    feature: str
    segment: Segment
    n: float | None
    first: Category | None = None
    second: Category | None = None
    a: float | None = None
    b: float | None = None
    exact: float | None = None
    adjusted: float | None = None
    z: float | None = None
    fong: Fong | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Leading:
    """The leaders of every feature and segment, in the order of the classification."""

    features: tuple[Leaders, ...]
    conventions: dict[str, Any]

    def to_frame(self) -> pd.DataFrame:
        """One row per feature and segment, codes for categories and reasons."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The rows of `to_frame`."""
        return [_row(leaders) for leaders in self.features]


def leading(result: Classification) -> Leading:
    """The tests of every feature; p is adjusted over the features of each segment, in which a tie counts as p = 1."""
    found: list[Leaders] = []
    for segment in result.counts.segments:
        pairs = [leaders(feature) for feature in result.of(segment)]
        over = adjusted([1.0 if pair.reason == "tie" else pair.exact for pair in pairs])
        tested = zip(pairs, over, strict=True)
        found += [pair if pair.exact is None else replace(pair, adjusted=p) for pair, p in tested]
    return Leading(tuple(found), record())


def unknown(result: FeatureResult) -> str | None:
    """Why nothing can be said of how sure a category is; None when it can."""
    if result.suppressed:
        return "suppressed"
    if result.n is None:
        return "shares"
    if not result.n:
        return "empty"
    return "fractions" if any(count % 1 for count in result.counts.values()) else None


def leaders(result: FeatureResult) -> Leaders:
    """The two leading categories of one feature, all six counted; of equal counts the first in `TIE_ORDER`."""
    found = Leaders(result.feature, result.segment, result.n, reason=unknown(result))
    if found.reason in ("suppressed", "empty"):
        return found
    first, second = sorted(TIE_ORDER, key=lambda c: -result.counts[c])[:2]
    a, b = result.counts[first], result.counts[second]
    found = replace(found, first=first, a=a)
    if not b:
        return replace(found, reason=found.reason or "one")
    found = replace(found, second=second, b=b)
    if found.reason or a == b:
        return replace(found, reason=found.reason or "tie")
    n = sum(result.counts.values())
    return replace(found, exact=binomial(a, b), z=(a - b) / (a + b) ** 0.5, fong=fong(a, b, n))


def binomial(a: float, b: float) -> float:
    """The exact two-sided p of whole counts a and b being equally likely, all others left aside."""
    from scipy.special import bdtr

    return min(1.0, 2 * float(bdtr(min(a, b), int(a + b), 0.5)))


def fong(a: float, b: float, n: float) -> Fong:
    """Fong (1996): not significant if a - b < 1.65 sqrt((a + b)(2n - a - b) / 2n), of n answers in all.

    This is the test of two independent samples. In one sample the two counts exclude each other: their difference
    varies more, so the test finds too much (`LIBERAL`).
    """
    threshold = FONG * float(np.sqrt((a + b) * (2 * n - a - b) / (2 * n)))
    return Fong(abs(a - b), threshold, bool(abs(a - b) >= threshold))


def _row(found: Leaders) -> dict[str, Any]:
    fongs = found.fong
    return {
        "feature": found.feature,
        "segment": found.segment,
        "n": found.n,
        "first": str(found.first or ""),
        "second": str(found.second or ""),
        "a": found.a,
        "b": found.b,
        "p": found.exact,
        "p_adjusted": found.adjusted,
        "z": found.z,
        "fong_difference": fongs.difference if fongs else None,
        "fong_threshold": fongs.threshold if fongs else None,
        "fong_significant": fongs.significant if fongs else None,
        "reason": found.reason or "",
    }


def record() -> dict[str, Any]:
    """How the leaders are tested, as plain data for files."""
    return {
        "kano": VERSION,
        "leaders": {"of": "".join(CATEGORIES), "equal_counts": list(map(str, TIE_ORDER))},
        "exact": {"method": "binomial, two-sided", "of": "a of a + b", "share": 0.5},
        "selection": {
            "leaders": "chosen after looking at the counts",
            "valid_for": "whether the first is the most frequent; not whether the second is the next",
            **_sources("hung2019"),
        },
        "z": "(a - b) / sqrt(a + b)",
        "adjustment": {
            "method": "fdr_bh",
            "over": "features of a segment",
            "tie": "p = 1",
            "fong": "not adjusted",
            **_sources("benjamini1995"),
        },
        "fong": {
            "not_significant": "a - b < 1.65 sqrt((a + b)(2n - a - b) / 2n)",
            "n": "".join(CATEGORIES),
            "wrong": "two cells of one sample are taken for two samples: too liberal",
            "found_where_nothing_is": {f"{share:g}": size for share, size in LIBERAL.items()},
            "should_be": 0.1,
            **_sources("fong1996"),
        },
    }


def _sources(*keys: str) -> dict[str, Any]:
    return {"sources": [cite(key).record() for key in keys]}


def describe(record: dict[str, Any], t: Translate) -> list[tuple[str, str]]:
    """The record in words: (what, how) rows for a screen or a sheet."""
    parts = ("exact", "selection", "adjustment", "fong")
    return [(t(f"leading.{part}"), t(f"leading.{part}-text") + cited(record[part], t)) for part in parts]


def cited(part: dict[str, Any], t: Translate) -> str:
    """The sources of a part of a record, each with how well its text is known."""
    sources: Sequence[dict[str, str]] = part.get("sources", ())
    statuses = [t(f"source.{source['status']}") for source in sources]
    return "".join(f" {source['citation']} ({said})." for source, said in zip(sources, statuses, strict=True))


def pair_text(found: Leaders, t: Translate) -> str:
    """Both leaders with their counts, as on screen."""
    sides = ((found.first, found.a), (found.second, found.b))
    return " : ".join(f"{t(f'type.{category}')} {many(count or 0)}" for category, count in sides if category) or "-"


def fong_text(found: Leaders, t: Translate) -> str:
    """What Fong's test says, or why it says nothing."""
    if found.fong is None:
        return "-"
    difference, threshold, significant = found.fong
    values = {"difference": many(difference), "threshold": f"{threshold:.1f}"}
    return t("leading.fong-yes", **values) if significant else t("leading.fong-no", **values)
