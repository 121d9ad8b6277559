"""Two rounds of the same people, so that what is shown of both tells of nobody beside what is shown of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Row

from kano.errors import KanoError
from kano.responses import Responses
from kano.workshop import results
from kano.workshop.filing import shuffled
from kano.workshop.room import LEAST, Room

Rows = Sequence[Row[Any]]


class Both(NamedTuple):
    """Row i of both rounds is the same person; `few` are features that too few answered twice to be compared."""

    second: Responses
    first: Responses
    few: tuple[str, ...]


def in_both(room: Room, rows: tuple[Rows, Rows]) -> Both:
    """The people who are in the files of both rounds, the later one first. Raises KanoError.

    Where fewer than five answered only one of them, others stay out beside them; so for each feature.
    """
    last, before = (set(results.people(room, each)) for each in rows)
    both, once = shuffled(last & before, room.id, 0), len(last ^ before)
    both = both[LEAST - once :] if 0 < once < LEAST else both
    if len(both) < LEAST:
        raise KanoError("export-few", n=len(both), least=LEAST)
    one, other = (results.responses(room, each, both) for each in rows)
    filed = [results.complete(results.responses(room, each)).sum(axis=0) for each in rows]
    shown = _shown(results.complete(one) & results.complete(other), filed)
    few = tuple(name for name, n in zip(one.features, shown.sum(axis=0).tolist(), strict=True) if not n)
    return Both(_only(one, shown), _only(other, shown), few)


def _shown(both: npt.NDArray[np.bool_], filed: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.bool_]:
    """Which pairs (N, F) of those that were answered in `both` rounds are compared.

    `filed` (F,) are the people whom each round's file has for a feature: nobody or five and more of them stay out.
    """
    shown = both.copy()
    for feature in range(both.shape[1]):
        n = int(both[:, feature].sum())
        out = [int(of[feature]) - n for of in filed]
        beside = max(0, LEAST - min(out)) if any(0 < each < LEAST for each in out) else 0
        beside = n if n - beside < LEAST else beside
        shown[np.flatnonzero(both[:, feature])[:beside], feature] = False
    return shown


def _only(said: Responses, shown: npt.NDArray[np.bool_]) -> Responses:
    return replace(said, functional=said.functional * shown, dysfunctional=said.dysfunctional * shown)
