"""Ratings whose scale nobody gave: numbers that are none of a scale, and columns that seem to be on different ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from kano.errors import Finding, KanoError
from kano.ratings import Floats, Ratings
from kano.service.items import Items

CODES = (*(9, 77, 88, 97, 98, 99, 777, 888, 997, 998, 999), *(-1, -7, -8, -9, -77, -88, -97, -98, -99, -888, -999))
"""What files write for an answer that there is not. 8 and 0 may be ratings beside 7 and 1."""

TOPS = (5, 7, 10, 100)
"""The highest ratings of the usual scales."""

ENOUGH = 10
"""Ratings of one side under which its highest one tells nothing of the scale."""

CHANCE = 0.001
"""That a column on the scale of the others has no rating where it has none: below this it is doubted. Ours."""


def doubts(items: Items, ratings: Ratings) -> Iterator[Finding]:
    """What the ratings of these items make doubtful where no scale was given.

    Raises KanoError when single values lie so far from all others that no scale holds both.
    """
    sides = [[item.expectation for item in items.items], [item.perception for item in items.items]]
    if items.scale is None:
        rated = [column for item in items.items for column in item.columns if column != item.importance]
        yield from _codes(ratings.of(rated))
        yield from _unlike(_without_codes(ratings.of(rated)), sides)
    importance = [item.importance for item in items.items if item.importance]
    if importance and items.importance_scale is None:
        yield from _codes(ratings.of(importance))


def _codes(ratings: Ratings) -> Iterator[Finding]:
    values = ratings.values[~np.isnan(ratings.values)]
    near, far = isolated(values)
    if not near and not far:
        return
    here = {name: np.isin(ratings.column(name), [*near, *far]) for name in ratings.names}
    of = {name: int(found.sum()) for name, found in here.items() if found.any()}
    scale = np.setdiff1d(values, [*near, *far])
    said = {
        "values": ", ".join(f"{value:g} × {int((values == value).sum())}" for value in (*near, *far)),
        "columns": ", ".join(of),
        "others": f"{scale.min():g}–{scale.max():g}",
        "missing": ",".join(f"{value:g}" for value in (*near, *far)),
    }
    if far:
        raise KanoError("ratings-far", **said)
    yield Finding("ratings-code", values=said)


def _without_codes(ratings: Ratings) -> Ratings:
    """The same, without what may be no rating: it tells nothing of a scale."""
    near, _ = isolated(ratings.values[~np.isnan(ratings.values)])
    return replace(ratings, values=np.where(np.isin(ratings.values, near), np.nan, ratings.values))


def isolated(values: Floats) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Distinct values with no rating between them and all others: those that may be codes, and those that must be.

    Few of all ratings, or `CODES`, further away than the others are from each other and than a usual scale reaches; or
    few `CODES` next to the scale: 9 where nobody gave an 8.
    """
    near: list[float] = []
    far: list[float] = []
    rest = np.unique(values)
    while (found := _outer(rest, values)) is not None:
        outer, is_far = found
        (far if is_far else near).extend(outer.tolist())
        rest = np.setdiff1d(rest, outer)
    return tuple(sorted(near)), tuple(sorted(far))


def _outer(distinct: Floats, values: Floats) -> tuple[Floats, bool] | None:
    """The values beyond a gap at the upper or the lower end, and whether they are far away."""
    for at in np.argsort(-np.diff(distinct), kind="stable"):
        for outer, core in ((distinct[at + 1 :], distinct[: at + 1]), (distinct[: at + 1], distinct[at + 1 :])):
            jump, coded = float(distinct[at + 1] - distinct[at]), bool(np.isin(outer, CODES).all())
            few = 2 * np.isin(values, outer).sum() < np.isin(values, distinct).sum()
            far = jump > float(np.ptp(core)) and _beyond(outer, core)
            if jump >= 2 and ((far and (few or coded)) or (few and coded and _is_scale(outer, core))):
                return outer, far
    return None


def _beyond(outer: Floats, core: Floats) -> bool:
    """Whether no usual scale reaches from one to the other."""
    if outer[0] < core[0]:
        return bool(outer[-1] < -min(TOPS) and core[0] >= 0)
    top = next((top for top in TOPS if core[-1] <= top), None)
    return top is None or bool(outer[0] > max(top, TOPS[2]) + 1)


def _is_scale(outer: Floats, core: Floats) -> bool:
    """Whether the others can be ratings without those values: at least three, none negative beside negative codes."""
    return len(core) >= 3 and (outer[0] > core[-1] or core[0] >= 0)


def _unlike(ratings: Ratings, sides: Sequence[Sequence[str]]) -> Iterator[Finding]:
    """Expectation beside perception, then each column beside the others of its side."""
    tops = [_top(ratings.of(side).values) for side in sides]
    if None not in tops and tops[0] != tops[1]:
        seen = [_seen(ratings.of(side).values) for side in sides]
        yield Finding("scales-sides", values={"expectation": seen[0], "perception": seen[1]})
    found = {name: _seen(ratings.column(name)) for side in sides for name in side if _lower(name, side, ratings)}
    if found:
        others = _seen(ratings.of([name for side in sides for name in side if name not in found]).values)
        columns = ", ".join(f"{name} {seen}" for name, seen in found.items())
        yield Finding("scales-columns", values={"columns": columns, "others": others})


def _given(values: Floats) -> Floats:
    return np.asarray(values[~np.isnan(values)])


def _top(values: Floats) -> int | None:
    """The end of the usual scale to which ratings reach; None where they are too few, or beyond every one."""
    given = _given(values)
    return next((top for top in TOPS if given.max() <= top), None) if len(given) >= ENOUGH else None


def _seen(values: Floats) -> str:
    given = _given(values)
    return f"{given.min():g}–{given.max():g}" if len(given) else "-"


def _lower(name: str, side: Sequence[str], ratings: Ratings) -> bool:
    """Whether a column stops at a usual top that the others of its side pass, too often for chance."""
    own, others = _given(ratings.column(name)), _given(ratings.of([other for other in side if other != name]).values)
    top = next((top for top in TOPS if len(own) and own.max() <= top), None)
    return top is not None and len(others) > 0 and bool((others <= top).mean() ** len(own) < CHANCE)
