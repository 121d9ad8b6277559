"""Live figures move in steps: whoever watches two of them sees the answers of five people or more, never of one.

In a simulation of 100 people a picture refreshed after every answer gave away all answers, in steps of five 0.1 %.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, bindparam, func, insert, or_, select, update

from kano.counts import Counts, PairCounts
from kano.errors import KanoError
from kano.workshop import answers, rooms
from kano.workshop.marks import check, mark
from kano.workshop.room import LEAST, Progress, Room
from kano.workshop.schema import answer, published


@dataclass(frozen=True, eq=False)
class Live:
    """What the screens of a room show: published figures only, `waiting` pairs that came, changed or went since."""

    room: Room
    progress: Progress
    counts: PairCounts
    waiting: int

    @property
    def published(self) -> tuple[str, int, bytes]:
        """What makes these figures other ones."""
        return self.room.id, self.room.round, self.counts.cells.tobytes()


COVERED = ("room", "round", "feature", "cells", "gone")
Tables = tuple[Counts, Counts]
NEW, CHANGED, GONE = range(3)
"""Why a shown table is not the answers: people who are not in it yet, who said something else since, who left."""

_CELL = answer.c.functional * 6 + answer.c.dysfunctional
_WHY = {
    NEW: answer.c.shown.is_(None) & (answer.c.functional > 0) & (answer.c.dysfunctional > 0),
    CHANGED: answer.c.shown.is_not(None) & (answer.c.shown != _CELL),
}
_SHOW = update(answer).where(
    *(answer.c[name] == bindparam(f"at_{name}") for name in ("room", "round", "participant", "feature"))
)


def live(connection: Connection, of: Room, shown: bool) -> Live:
    """What is published of the round, or zeros as long as it is not shown to whoever looks."""
    counts = figures(connection, of) if shown else _counts(of, _zeros(of))
    waits = sum(map(sum, _waiting(connection, of, _tables(connection, of)).values()))
    return Live(of, rooms.progress(connection, of), counts, waits)


def due(connection: Connection, of: Room) -> list[int]:
    """The features of the round whose figures move: five people or more are new, or changed, or went."""
    return _due(_waiting(connection, of, _tables(connection, of)))


def publish(connection: Connection, of: Room) -> list[int]:
    """Take the step for every feature that is due; to be done in one transaction with the look at what is due.

    Each reason steps for itself: four who changed their minds stay as they were shown beside five who are new.
    """
    found = _tables(connection, of)
    waiting = _waiting(connection, of, found)
    features = _due(waiting)
    tables = {feature: found.get(feature) or _nothing() for feature in features}
    for row in _rows(connection, of, features):
        why = NEW if row.shown is None else CHANGED
        if waiting[row.feature][why] >= LEAST:
            _show(connection, row, tables[row.feature][0])
    for feature, (cells, gone) in tables.items():
        if waiting[feature][GONE] >= LEAST:
            cells -= gone
            gone[:] = 0
        _put(connection, (of.id, of.round, feature), cells, gone)
    return features


def hold(connection: Connection, rows: Iterable[Row[Any]]) -> None:
    """Pairs that are shown and whose people leave: they stay in the figures until five have gone."""
    for row in rows:
        place = row.room, row.round, row.feature
        cells, gone = _read(connection.execute(_FIND, dict(zip(_AT, place, strict=True))).one())
        gone[row.shown] += 1
        _put(connection, place, cells, gone)


def figures(connection: Connection, of: Room) -> PairCounts:
    """What has been published of the round: zeros where nothing was, or where it tells of fewer than five.

    Raises KanoError `store-damaged`.
    """
    tables, found = _zeros(of), _tables(connection, of)
    _all_there(connection, of, found)
    for feature, (cells, _) in found.items():
        if cells.reshape(6, 6)[1:, 1:].sum() >= LEAST:
            tables[feature] = cells.reshape(6, 6)
    return _counts(of, tables)


def _all_there(connection: Connection, of: Room, found: dict[int, Tables]) -> None:
    """Raises KanoError `store-damaged` unless every pair that is shown is an answer that says so, or one that went."""
    here = answer.c.room == of.id, answer.c.round == of.round, answer.c.shown.is_not(None)
    counted = select(answer.c.feature, answer.c.shown, func.count()).where(*here)
    said = {(row[0], row[1]): row[2] for row in connection.execute(counted.group_by(answer.c.feature, answer.c.shown))}
    tables = {feature: (cells - gone).tolist() for feature, (cells, gone) in found.items()}
    if said != {(feature, cell): n for feature, table in tables.items() for cell, n in enumerate(table) if n}:
        raise KanoError("store-damaged")


def _due(waiting: dict[int, list[int]]) -> list[int]:
    return sorted(feature for feature, waits in waiting.items() if max(waits) >= LEAST)


def _waiting(connection: Connection, of: Room, shown: dict[int, Tables]) -> dict[int, list[int]]:
    """Per feature, how many people wait to be shown, by reason."""
    new, changed = (func.count().filter(_WHY[why]) for why in (NEW, CHANGED))
    counted = select(answer.c.feature, new, changed).where(answer.c.room == of.id, answer.c.round == of.round)
    found = {row[0]: [row[1], row[2], 0] for row in connection.execute(counted.group_by(answer.c.feature))}
    for feature, (_, gone) in shown.items():
        found.setdefault(feature, [0, 0, 0])[GONE] = int(gone.sum())
    return found


def _rows(connection: Connection, of: Room, features: list[int]) -> list[Row[Any]]:
    """The answers that wait to be shown, each as it was written. Raises KanoError `store-damaged`."""
    covered = [answer.c[name] for name in answers.COVERED[answer]]
    waits = select(*covered, answer.c.mark).where(answer.c.room == of.id, answer.c.round == of.round)
    return answers.checked(connection.execute(waits.where(answer.c.feature.in_(features), or_(*_WHY.values()))))


def _show(connection: Connection, row: Row[Any], cells: Counts) -> None:
    """One person's pair into the table, in the place of the one that was shown."""
    cell = row.functional * 6 + row.dysfunctional
    cells[cell] += 1
    if row.shown is not None:
        cells[row.shown] -= 1
    at = {f"at_{name}": getattr(row, name) for name in ("room", "round", "participant", "feature")}
    connection.execute(_SHOW, {**at, "shown": cell, "mark": mark(*row[:-2], cell)})


def _tables(connection: Connection, of: Room) -> dict[int, Tables]:
    """What is shown of each feature of the round. Raises KanoError `store-damaged`."""
    here = select(published).where(published.c.room == of.id, published.c.round == of.round)
    return {row.feature: _read(row) for row in connection.execute(here)}


def _read(row: Row[Any]) -> Tables:
    """(36,) the pairs that are shown, and those of them whose people left. Raises KanoError `store-damaged`."""
    check(row.mark, *(getattr(row, name) for name in COVERED))
    return np.array(json.loads(row.cells)), np.array(json.loads(row.gone))


def _nothing() -> Tables:
    return np.zeros(36, dtype=np.int64), np.zeros(36, dtype=np.int64)


_AT = ("at_room", "at_round", "at_feature")
_HERE = [published.c[name] == bindparam(at) for name, at in zip(("room", "round", "feature"), _AT, strict=True)]
_FIND = select(published).where(*_HERE)
_CHANGE = update(published).where(*_HERE)


def _put(connection: Connection, place: tuple[str, int, int], cells: Counts, gone: Counts) -> None:
    values = {"cells": json.dumps(cells.tolist()), "gone": json.dumps(gone.tolist())}
    row = dict(zip(COVERED, (*place, *values.values()), strict=True))
    row["mark"] = mark(*row.values())
    if not connection.execute(_CHANGE, {**dict(zip(_AT, place, strict=True)), **row}).rowcount:
        connection.execute(insert(published).values(row))


def _zeros(of: Room) -> Counts:
    return np.zeros((len(of.questionnaire.features), 6, 6), dtype=np.int64)


def _counts(of: Room, tables: Counts) -> PairCounts:
    return PairCounts(of.questionnaire.keys(), tables[None], (None,), None, np.zeros((1, len(tables), 3)))
