"""Live figures move in steps: whoever watches two of them sees the answers of five people or more, never of one.

In a simulation of 100 people a picture refreshed after every answer gave away all answers, in steps of five 0.1 %.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, and_, delete, func, insert, select, update

from kano.counts import Counts, PairCounts
from kano.errors import KanoError
from kano.workshop import rooms
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


COVERED = ("room", "round", "feature", "sequence", "cells")


def live(connection: Connection, of: Room, shown: bool) -> Live:
    """What is published of the round, or zeros as long as it is not shown to whoever looks."""
    counts = figures(connection, of) if shown else _counts(of, _zeros(of))
    return Live(of, rooms.progress(connection, of), counts, waiting(connection, of))


def due(connection: Connection, of: Room) -> list[int]:
    """The features of the round whose figures would move by the complete pairs of enough people."""
    return sorted(_steps(connection, of))


def publish(connection: Connection, of: Room) -> list[int]:
    """Take the step for every feature that is due; to be done in one transaction with the look at what is due."""
    steps = _steps(connection, of)
    for feature, table in steps.items():
        _put(connection, of, feature, table)
    return sorted(steps)


def waiting(connection: Connection, of: Room) -> int:
    """Pairs of the round that were answered, changed or withdrawn since their feature's last step."""
    return sum(row.changed for row in connection.execute(_changes(of)))


def figures(connection: Connection, of: Room) -> PairCounts:
    """What has been published of the round: zeros where nothing was. Raises KanoError `store-damaged`."""
    tables = _zeros(of)
    for row in connection.execute(select(published).where(published.c.room == of.id, published.c.round == of.round)):
        check(row.mark, *(getattr(row, name) for name in COVERED))
        tables[row.feature] = np.array(json.loads(row.cells)).reshape(6, 6)
    return _counts(of, tables)


def _zeros(of: Room) -> Counts:
    return np.zeros((len(of.questionnaire.features), 6, 6), dtype=np.int64)


def _counts(of: Room, tables: Counts) -> PairCounts:
    return PairCounts(of.questionnaire.keys(), tables[None], (None,), None, np.zeros((1, len(tables), 3)))


def _steps(connection: Connection, of: Room) -> dict[int, Counts]:
    """The features that are due, each with its table (6, 6).

    Two tables are compared, not the rows that came between them: who changed his mind and changed it back, or came
    and went, moved nothing and hides nobody. A person moves one count up, one down, or both.
    """
    now = _tables(connection, of)
    change = (now - figures(connection, of).grid[0])[:, 1:, 1:]
    people = np.maximum(change.clip(min=0).sum(axis=(1, 2)), -change.clip(max=0).sum(axis=(1, 2)))
    return {int(feature): now[feature] for feature in np.flatnonzero(people >= LEAST)}


def _changes(of: Room) -> Select[Any]:
    """Per feature, the rows that are newer than its last step and those that went since."""
    here = and_(
        published.c.room == answer.c.room, published.c.round == answer.c.round, published.c.feature == answer.c.feature
    )
    newer = func.count().filter(answer.c.sequence > func.coalesce(published.c.sequence, 0))
    changed = (newer + func.coalesce(func.max(published.c.removed), 0)).label("changed")
    rows = select(answer.c.feature, changed).join_from(answer, published, here, isouter=True)
    return rows.where(answer.c.room == of.id, answer.c.round == of.round).group_by(answer.c.feature)


def _tables(connection: Connection, of: Room) -> Counts:
    """(F, 6, 6) counts of the pairs as they are."""
    cell = answer.c.functional, answer.c.dysfunctional
    counted = select(answer.c.feature, *cell, func.count()).where(answer.c.room == of.id, answer.c.round == of.round)
    tables = _zeros(of)
    try:
        for feature, functional, dysfunctional, n in connection.execute(counted.group_by(answer.c.feature, *cell)):
            tables[feature, functional, dysfunctional] = n
    except (IndexError, ValueError) as problem:
        raise KanoError("store-damaged") from problem
    return tables


def _put(connection: Connection, of: Room, feature: int, table: Counts) -> None:
    """Show a table; what is left of a feature by withdrawals is shown no more when it tells of fewer than five."""
    here = (published.c.room == of.id) & (published.c.round == of.round) & (published.c.feature == feature)
    if table[1:, 1:].sum() < LEAST:
        connection.execute(delete(published).where(here))
        return
    values = {"sequence": of.sequence, "removed": 0, "cells": json.dumps(table.ravel().tolist())}
    row = {"room": of.id, "round": of.round, "feature": feature, **values}
    row["mark"] = mark(*(row[name] for name in COVERED))
    if not connection.execute(update(published).where(here).values(row)).rowcount:
        connection.execute(insert(published).values(row))
