"""Doubts about the data itself, as findings: nothing is removed or changed by them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kano.coefficients import Q, R
from kano.counts import CategoryCounts
from kano.errors import Finding

QUESTIONABLE_SHARE = 0.10
"""From here on a feature's wording is doubted. Ours: published surveys report 2 to 6 %."""


def review(tally: CategoryCounts, from_pairs: bool = False) -> tuple[Finding, ...]:
    """Findings on everyone's counts, first the whole file, then feature by feature.

    `from_pairs` says that people were counted here, so that no row can be percentages.
    """
    everyone = tally.counts[tally.segments.index(None)] if None in tally.segments else tally.counts.sum(axis=0)
    return (*_file(everyone, tally.shares_only, from_pairs), *_features(tally.features, everyone))


def set_aside(counts: dict[str, float]) -> bool:
    """Mostly reverse, or of doubtful wording: a feature that means of all features leave out."""
    n = sum(counts.values())
    return n > 0 and (counts["R"] > n / 2 or counts["Q"] >= QUESTIONABLE_SHARE * n)


def _file(counts: np.ndarray, shares_only: bool, from_pairs: bool) -> Iterator[Finding]:
    total = counts.sum(axis=0)
    if total[R] > total[:3].sum():
        yield Finding("codes-reversed", values={"reverse": float(total[R]), "aom": float(total[:3].sum())})
    if shares_only:
        yield Finding("shares-only")
    elif not from_pairs and (counts.sum(axis=1) == 100).all():
        yield Finding("adds-to-100")


def _features(names: tuple[str, ...], counts: np.ndarray) -> Iterator[Finding]:
    for name, row in zip(names, counts, strict=True):
        n = row.sum()
        if n == 0:
            yield Finding("no-answers", name)
            continue
        if row[R] > n / 2:
            yield Finding("reverse-majority", name, {"percent": round(100 * row[R] / n)})
        if row[Q] >= QUESTIONABLE_SHARE * n:
            yield Finding("questionable-many", name, {"percent": round(100 * row[Q] / n)})
