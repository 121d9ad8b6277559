"""What the store does with people and their answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    func,
    insert,
    select,
    update,
)

from kano.errors import KanoError
from kano.workshop.marks import check, mark
from kano.workshop.room import Room, Saved, Screen, Submission
from kano.workshop.rooms import next_sequence
from kano.workshop.schema import answer, participant, profile, room

PAIR = ("functional", "dysfunctional", "importance", "why")
_PLACE = {answer: ("room", "round", "participant", "feature"), profile: ("room", "participant", "question")}
COVERED = {
    answer: (*_PLACE[answer], *PAIR, "revision", "sequence", "shown"),
    profile: (*_PLACE[profile], "option", "revision", "sequence"),
}
"""The values that a row's mark covers."""


def _at(table: Table, names: Iterable[str]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(f"at_{name}") for name in names))


# The statements of every answer are built once: to build one costs more than to execute it.
_PERSON = (
    select(participant, room.c.state, room.c.round)
    .join_from(participant, room, participant.c.room == room.c.id)
    .where(room.c.code == bindparam("code"), participant.c.secret == bindparam("digest"))
)
_LOCKED = _PERSON.with_for_update(of=participant)
_FIND = {table: select(table).where(_at(table, names)) for table, names in _PLACE.items()}
_ADD = {table: insert(table) for table in _PLACE}
_CHANGE = {table: update(table).where(_at(table, names)) for table, names in _PLACE.items()}
_ROWS = {
    table: select(*(table.c[name] for name in (*covered, "mark"))).where(table.c.room == bindparam("at"))
    for table, covered in COVERED.items()
}
_COUNTS = [
    select(func.count()).select_from(answer).where(_at(answer, ("room", "round", "participant"))),
    select(func.count()).select_from(profile).where(_at(profile, ("room", "participant"))),
]


def person(connection: Connection, code: str, digest: str, lock: bool = False) -> Row[Any] | None:
    """A participant by the digest of his secret, with the state of his room; locked while he writes."""
    return connection.execute(_LOCKED if lock else _PERSON, {"code": code, "digest": digest}).one_or_none()


def admit(connection: Connection, room_id: str) -> int:
    """The number (0, 1, ...) of one more person in a room; who leaves does not give his back."""
    more = {"joined": room.c.joined + 1, "admitted": room.c.admitted + 1}
    inside = update(room).where(room.c.id == room_id).values(more).returning(room.c.admitted)
    return int(connection.execute(inside).scalar_one()) - 1


def add_person(connection: Connection, room_id: str, **values: Any) -> None:
    connection.execute(insert(participant).values(room=room_id, seconds=None, **values))


def change_person(connection: Connection, room_id: str, number: int, **values: Any) -> None:
    here = (participant.c.room == room_id) & (participant.c.id == number)
    connection.execute(update(participant).where(here).values(values))


def stop_watches(connection: Connection, room_id: str) -> None:
    """Whoever has not finished by now is timed no more: the discussion of a round is no answering."""
    connection.execute(update(participant).where(participant.c.room == room_id).values(begun=None))


def save(connection: Connection, room_id: str, number: int, sent: Submission) -> Saved:
    """Keep what was sent. The same again changes nothing, nor does an older screen of a tab that arrives late."""
    table, place, values = _target(room_id, number, sent)
    at = {f"at_{name}": value for name, value in place.items()}
    old = connection.execute(_FIND[table], at).one_or_none()
    if old is not None and (_same(old, values) or _late(old.key, sent.key)):
        if old.key != sent.key and not _late(old.key, sent.key):  # what is late is seen by the newest key
            connection.execute(_CHANGE[table], {**at, "key": sent.key})
        return Saved(sent.screen, old.revision)
    row = {**place, **values, "revision": 1 if old is None else old.revision + 1, "key": sent.key}
    if table is answer:
        row["shown"] = None if old is None else old.shown
    row["sequence"] = next_sequence(connection, room_id, instead_of=0 if old is None else old.sequence)
    row["mark"] = mark(*(row[name] for name in COVERED[table]))
    statement = _ADD[table] if old is None else _CHANGE[table]
    connection.execute(statement, row if old is None else {**at, **row})
    return Saved(sent.screen, row["revision"])


def _target(room_id: str, number: int, sent: Submission) -> tuple[Table, dict[str, Any], dict[str, Any]]:
    """The table, the place in it and the values of what was sent."""
    index = Screen(sent.screen).index
    if Screen(sent.screen).is_pair:
        place = {"room": room_id, "round": sent.round, "participant": number, "feature": index}
        return answer, place, {name: getattr(sent, name) for name in PAIR}
    return profile, {"room": room_id, "participant": number, "question": index}, {"option": sent.option}


def _same(old: Row[Any], values: Mapping[str, Any]) -> bool:
    return all(getattr(old, name) == value for name, value in values.items())


def _late(kept: str, sent: str) -> bool:
    """Whether the same tab has sent something newer before."""
    (tab, _, last), (from_tab, _, counter) = kept.rpartition(":"), sent.rpartition(":")
    return tab == from_tab and int(counter) < int(last)


def screens(connection: Connection, room_id: str, turn: int, number: int) -> dict[str, dict[str, int | str]]:
    """What one person saved in a round, by screen."""
    mine = _ROWS[answer].where(answer.c.round == turn, answer.c.participant == number)
    saved = {f"f{row.feature + 1}": _pair(row) for row in checked(connection.execute(mine, {"at": room_id}))}
    about = _ROWS[profile].where(profile.c.participant == number)
    said = checked(connection.execute(about, {"at": room_id}))
    return saved | {f"s{row.question + 1}": {"option": row.option} for row in said}


def _pair(row: Row[Any]) -> dict[str, int | str]:
    return {name: value for name in PAIR if (value := getattr(row, name)) not in (None, "")}


def everything(connection: Connection, of: Room) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """The pairs of all rounds and the profiles, none missing and each as it was written, or `store-damaged`."""
    pairs, profiles = (checked(connection.execute(rows, {"at": of.id})) for rows in _ROWS.values())
    tally = connection.execute(select(room.c.tally).where(room.c.id == of.id)).scalar_one()
    _complete([row.sequence for row in (*pairs, *profiles)], tally)
    return pairs, profiles


def _complete(numbers: list[int], tally: int) -> None:
    """Raises KanoError `store-damaged` when a row is missing, is there twice, or is again what it was before.

    Every row carries the number of the change that wrote it, under its mark, and the room the sum of these numbers. A
    row that is lost or old makes the sum smaller; one that is there twice repeats its number.
    """
    if sum(numbers) != tally or len(set(numbers)) != len(numbers):
        raise KanoError("store-damaged")


def checked(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """The rows, their covered values first and their mark last. Raises KanoError `store-damaged`."""
    kept = list(rows)
    for row in kept:
        check(row[-1], *row[:-1])
    return kept


def speakers(pairs: Iterable[Row[Any]]) -> set[int]:
    """The people in these pairs; whoever passed over everything said nothing."""
    return {row.participant for row in pairs if row.functional or row.dysfunctional or row.importance is not None}


def saved_screens(connection: Connection, room_id: str, turn: int, number: int) -> int:
    """How many screens of a round one person has saved."""
    at = {"at_room": room_id, "at_round": turn, "at_participant": number}
    return sum(int(connection.execute(count, at).scalar_one()) for count in _COUNTS)


def features_of(row: Row[Any]) -> tuple[int, ...]:
    """The features that a person is asked, in his order. Raises KanoError `store-damaged`."""
    try:
        return tuple(json.loads(row.features))
    except (ValueError, TypeError) as problem:
        raise KanoError("store-damaged") from problem
