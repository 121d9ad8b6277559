"""The counts of a bundle: of pairs or of categories, of everyone and of each question, and what is hidden in them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from kano.answers import CATEGORIES
from kano.bundle.fields import Field
from kano.counted import Countable, Counted
from kano.counts import CategoryCounts, PairCounts, Segment
from kano.suppression import Shown

MOST_FEATURES = 2000
MOST_PEOPLE = 10**9
"""Behind a feature: what draws tables at random fails with more."""
_CLOSE = 1e-6
"""Counts per category may be shares of people; they add up but for rounding."""


def data_of(of: Field) -> Counted | CategoryCounts:
    """Raises KanoError with the place of what does not fit, ValueError for what the counts themselves refuse."""
    kind = of["kind"].one_of("pairs", "categories", "table")
    features = of["features"].texts()
    if not 0 < len(features) <= MOST_FEATURES or len(set(features)) < len(features):
        of["features"].wrong(f"1 ... {MOST_FEATURES}")
    if kind == "table":
        return _table(of, features)
    of.only("kind", "features", "people", "silent", "most_pairs", "weighted", "everyone", "questions")
    weighted = "weighted" in of.value and of["weighted"].truth()
    if weighted and kind != "categories":
        of["weighted"].wrong("false")
    everyone = _plain(of["everyone"], features, (None,), None, kind)
    _bounded(of["everyone"], everyone)
    questions = [_question(each, everyone, kind, weighted) for each in of["questions"].each()]
    if len(dict(questions)) < len(questions):
        of["questions"].wrong("by: ...")
    people = _maybe(of["people"])
    silent, most_pairs = _maybe(of["silent"], people), _maybe(of["most_pairs"], len(features))
    _people(of["people"], everyone, people)
    return Counted(everyone, dict(questions), people, silent, most_pairs, weighted)


def _table(of: Field, features: tuple[str, ...]) -> CategoryCounts:
    of.only("kind", "features", "by", "segments", "shares_only", "counts")
    segments = tuple(None if each.none else each.text() for each in of["segments"].each())
    counts = of["counts"].floats(len(segments), len(features), len(CATEGORIES))
    by = None if of["by"].none else of["by"].text()
    if not segments or (by is None and segments != (None,)):
        of["segments"].wrong("[ null ]")
    made = CategoryCounts(features, counts, segments, by, of["shares_only"].truth())
    _bounded(of["counts"], made)
    return made


def _bounded(of: Field, counts: PairCounts | CategoryCounts) -> None:
    """Of no more people than can be counted with."""
    cells = _array(counts)
    if (cells.reshape(*cells.shape[:2], -1).sum(axis=(0, 2)) > MOST_PEOPLE).any():
        of.wrong(f"≤ {MOST_PEOPLE}")


def _maybe(of: Field, most: int | None = None) -> int | None:
    return None if of.none else of.whole() if most is None else of.whole(0, most)


def _people(of: Field, everyone: PairCounts | CategoryCounts, people: int | None) -> None:
    """Every feature of pairs adds up to its people."""
    if people is not None and isinstance(everyone, PairCounts) and (everyone.grid.sum(axis=(-2, -1)) != people).any():
        of.wrong(f"{int(everyone.grid[0, 0].sum())}")


def _plain(
    of: Field, features: tuple[str, ...], segments: tuple[Segment, ...], by: str | None, kind: str
) -> PairCounts | CategoryCounts:
    shape = len(segments), len(features)
    if kind == "categories":
        return CategoryCounts(features, of["counts"].floats(*shape, len(CATEGORIES)), segments, by)
    grid = of["grid"].counts(*shape, 36).reshape(*shape, 6, 6)
    importance = of["importance"].floats(*shape, 3)
    n, total, squares = np.moveaxis(importance, -1, 0)
    people = grid.sum(axis=(-2, -1))
    if (n % 1 != 0).any() or (n > people).any() or ((n == 0) & (total + squares > 0)).any():
        of["importance"].wrong("[ n, sum, sum of squares ]")
    if (total**2 > n * squares * (1 + _CLOSE)).any():
        of["importance"].wrong("[ n, sum, sum of squares ]")
    return PairCounts(features, grid, segments, by, importance)


def _question(of: Field, everyone: PairCounts | CategoryCounts, kind: str, weighted: bool) -> tuple[str, Countable]:
    """A question's segments; what is hidden in them is so of everyone's remainder, which weighted ones have none of."""
    of.only("by", "segments", "hidden", *(("grid", "importance") if kind == "pairs" else ("counts",)))
    by, segments = of["by"].text(), of["segments"].texts()
    if len(set(segments)) < len(segments):
        of["segments"].wrong("...")
    plain = _plain(of, everyone.features, segments, by, kind)
    rest = _array(everyone)[0] - _array(plain).sum(axis=0)
    rest = np.zeros_like(rest) if weighted else rest
    if of["hidden"].none:
        if not segments or (np.abs(rest) > _CLOSE).any():
            of.wrong("everyone")
        return by, _with(everyone, plain) if weighted else plain
    return by, _shown(of["hidden"], plain, everyone, rest)


def _shown(
    of: Field, plain: PairCounts | CategoryCounts, everyone: PairCounts | CategoryCounts, rest: npt.NDArray[Any]
) -> Shown:
    of.only("least", "segments", "together", "features")
    names, together = of["segments"].texts(), None if of["together"].none else of["together"].text()
    cells = np.zeros((1 + len(plain.segments), len(plain.features)), dtype=bool)
    for place in of["features"].each():
        s, f = place.counts(2).tolist()
        if s >= len(plain.segments) or f >= len(plain.features):
            place.wrong(f"[ < {len(plain.segments)}, < {len(plain.features)} ]")
        cells[s + 1, f] = True
    if _array(plain)[cells[1:]].any():
        of["features"].wrong("0")
    alone = bool(names) and not _array(plain).any() and not cells.any()
    if (together is None) != (not names or alone) or (together is not None and plain.segments[-1:] != (together,)):
        of["together"].wrong(" + ".join(names) or "null")
    whole = ~cells.any(axis=0) & (not alone)
    if (rest < -_CLOSE).any() or (np.abs(rest[whole]) > _CLOSE).any():
        of.wrong("everyone")
    return Shown(_with(everyone, plain), cells, names, together, of["least"].whole(1, 10**10))


def _with(everyone: PairCounts | CategoryCounts, plain: PairCounts | CategoryCounts) -> PairCounts | CategoryCounts:
    """Everyone first, then the segments."""
    names = (None, *plain.segments)
    if isinstance(plain, PairCounts) and isinstance(everyone, PairCounts):
        grid = np.concatenate([everyone.grid, plain.grid])
        return PairCounts(
            plain.features, grid, names, plain.by, np.concatenate([everyone.importance, plain.importance])
        )
    assert isinstance(plain, CategoryCounts)
    assert isinstance(everyone, CategoryCounts)
    return CategoryCounts(plain.features, np.concatenate([everyone.counts, plain.counts]), names, plain.by)


def _array(counts: PairCounts | CategoryCounts) -> npt.NDArray[Any]:
    return counts.grid if isinstance(counts, PairCounts) else counts.counts
