"""What the store does with rooms: each verb is one or two statements on a connection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select, update

from kano.errors import KanoError
from kano.questionnaire import Questionnaire, parse, to_yaml
from kano.workshop.marks import check, mark
from kano.workshop.room import LEAST, Asks, Options, Place, Progress, Room, State
from kano.workshop.schema import answer, exported, filed, participant, profile, published, room

MARKED = (
    *("id", "code", "key", "control", "view", "state", "options", "questionnaire"),
    *("locked", "revealed", "round", "created", "expires"),
)
"""What the mark of a room covers: all but what moves with its people and their answers."""


def add(connection: Connection, new: Room, control: str, view: str) -> None:
    values = {name: getattr(new, name) for name in ("id", "code", "key", "locked", "revealed", "round", "joined")}
    values |= {"sequence": new.sequence, "created": new.created, "expires": new.expires, "state": str(new.state)}
    values |= {"options": json.dumps(asdict(new.options)), "questionnaire": to_yaml(new.questionnaire)}
    values |= {"control": control, "view": view, "tally": 0, "admitted": 0}
    values["mark"] = mark(*(values[name] for name in MARKED))
    connection.execute(insert(room).values(values))


def by_id(connection: Connection, room_id: str, lock: bool = False) -> Row[Any] | None:
    """The row of a room, locked while its state and its figures are changed. Raises KanoError `store-damaged`."""
    found = select(room).where(room.c.id == room_id)
    return _sound(connection, found.with_for_update() if lock else found)


def by_code(connection: Connection, code: str) -> Row[Any] | None:
    return _sound(connection, select(room).where(room.c.code == code))


def _sound(connection: Connection, found: Select[Any]) -> Row[Any] | None:
    """The row as it was written, if there is one, or KanoError `store-damaged`."""
    row = connection.execute(found).one_or_none()
    if row is not None:
        check(row.mark, *_marked(row))
    return row


def read(row: Row[Any]) -> Room:
    """The room of a row. Raises KanoError `store-damaged` when its counters are none."""
    try:
        return Room(
            id=row.id,
            code=row.code,
            key=row.key,
            state=State(row.state),
            options=_options(row.options),
            questionnaire=_questionnaire(row.questionnaire, row.code),
            locked=row.locked,
            revealed=row.revealed,
            round=row.round,
            joined=int(row.joined),
            sequence=int(row.sequence),
            created=row.created,
            expires=row.expires,
        )
    except (ValueError, TypeError) as problem:
        raise KanoError("store-damaged") from problem


def change(connection: Connection, room_id: str, **values: Any) -> None:
    """Change a room that has been read, and mark it anew."""
    here = update(room).where(room.c.id == room_id)
    row = connection.execute(here.values(values).returning(*(room.c[name] for name in MARKED))).one()
    connection.execute(here.values(mark=mark(*row)))


def next_sequence(connection: Connection, room_id: str, instead_of: int = 0) -> int:
    """The number of the next change in a room: order is by number, never by a clock.

    `instead_of` is the number that the changed row had: the room's tally is the sum of those that its rows carry.
    """
    return int(connection.execute(_NEXT, {"at": room_id, "old": instead_of}).scalar_one())


def opened_since(connection: Connection, moment: int) -> int:
    """How many rooms were opened since a moment."""
    return int(connection.execute(select(func.count()).select_from(room).where(room.c.created >= moment)).scalar_one())


def remove(connection: Connection, room_id: str) -> None:
    """The room and everything in it."""
    for table in (answer, profile, published, filed, exported, participant):
        connection.execute(delete(table).where(table.c.room == room_id))
    connection.execute(delete(room).where(room.c.id == room_id))


def expired(connection: Connection, now: float) -> list[str]:
    """Rooms past their day, but none whose row is damaged: nothing is deleted because of a flipped bit."""
    found = connection.execute(select(room).where(room.c.expires <= now))
    return [row.id for row in found if mark(*_marked(row)) == row.mark]


def progress(connection: Connection, of: Room) -> Progress:
    """Counts of people and of pairs in the current round; the median only of enough people."""
    here = (answer.c.room == of.id) & (answer.c.round == of.round)
    pairs: dict[int, int] = dict(connection.execute(_PER_FEATURE.where(here)).all())
    people = connection.execute(select(func.count(answer.c.participant.distinct())).where(here)).scalar_one()
    done = select(participant.c.seconds).where(participant.c.room == of.id, participant.c.seconds.is_not(None))
    seconds = sorted(connection.execute(done).scalars()) if of.round == 1 else []
    answered = tuple(pairs.get(f, 0) for f in range(len(of.questionnaire.features)))
    finished = connection.execute(_finished(of)).scalar_one()
    return Progress(of.joined, people, finished, _median(seconds), answered)


_NEXT = (
    update(room)
    .where(room.c.id == bindparam("at"))
    .values(sequence=room.c.sequence + 1, tally=room.c.tally + room.c.sequence + 1 - bindparam("old"))
    .returning(room.c.sequence)
)
_PER_FEATURE = (
    select(answer.c.feature, func.count())
    .where(answer.c.functional > 0, answer.c.dysfunctional > 0)
    .group_by(answer.c.feature)
)


def _marked(row: Row[Any]) -> Iterator[Any]:
    return (getattr(row, name) for name in MARKED)


def _finished(of: Room) -> Any:
    """How many people saved all their screens of this round, as their phones count."""
    here = answer.c.room == of.id, answer.c.round == of.round
    done = select(answer.c.participant).where(*here).group_by(answer.c.participant).having(func.count() >= of.asked)
    if of.about:
        about = select(profile.c.participant).where(profile.c.room == of.id).group_by(profile.c.participant)
        done = done.where(answer.c.participant.in_(about.having(func.count() >= of.about)))
    return select(func.count()).select_from(done.subquery())


def _median(seconds: list[int]) -> int | None:
    return seconds[len(seconds) // 2] if len(seconds) >= LEAST else None


def _options(text: str) -> Options:
    data = json.loads(text)
    return Options(**{**data, "asks": Asks(data["asks"]), "segments": Place(data["segments"])})


@lru_cache(maxsize=64)
def _questionnaire(text: str, name: str) -> Questionnaire:
    return parse(text, name)
