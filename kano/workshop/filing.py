"""Who is in the files that leave a room: two files of a round differ by nobody, or by five people and more."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select, update

from kano.errors import KanoError
from kano.workshop import answers
from kano.workshop.room import LEAST, Room
from kano.workshop.schema import exported, filed

Rows = Sequence[Row[Any]]


class Taken(NamedTuple):
    """The rows of a round that go into its files; `left_out` people who answered are not in them."""

    room: Room
    pairs: list[Row[Any]]
    profiles: list[Row[Any]]
    left_out: int


def shuffled(people: set[int], room_id: str, turn: int) -> list[int]:
    """The people in an order that is neither that of their arrival nor that of another round."""
    return sorted(people, key=lambda number: blake2b(f"{room_id}/{turn}/{number}".encode(), digest_size=8).digest())


def take(connection: Connection, room: Room, seen: Room, turn: int, pairs: Rows, profiles: Rows) -> set[int]:
    """Who is in a file of what was `seen`; whatever came since is newer than what is remembered. Raises KanoError."""
    people = next_file(connection, room, turn, pairs, profiles)
    speaking = len(answers.speakers(row for row in pairs if row.participant in people))
    if speaking < LEAST:
        raise KanoError("export-few", n=speaking, least=LEAST)
    note(connection, seen, turn, people)
    return people


def next_file(connection: Connection, of: Room, turn: int, pairs: Rows, profiles: Rows) -> set[int]:
    """Who of a round is in its next file: everybody, less those by whom two files would tell of fewer than five.

    Fewer than five who are new, or who changed something, wait for more of them. Where fewer than five went, others
    stay out beside them.
    """
    said = {row.participant for row in pairs if row.functional or row.dysfunctional or row.importance or row.why}
    last = connection.execute(select(exported).where(*_round(exported, of, turn))).one_or_none()
    if last is None:
        return said
    before = set(connection.execute(select(filed.c.participant).where(*_round(filed, of, turn))).scalars())
    fresh, kept = said - before, said & before
    changed = {row.participant for row in (*pairs, *profiles) if row.sequence > last.sequence} & kept
    if len(changed) < LEAST:
        kept -= changed
    gone = len(before - kept) + last.withdrawn
    if 0 < gone < LEAST:
        kept -= set(shuffled(kept, of.id, turn)[: LEAST - gone])
    return kept | fresh if len(fresh) >= LEAST else kept


def note(connection: Connection, of: Room, turn: int, people: set[int]) -> None:
    """Remember who is in a file; the same again needs no room on the disk."""
    before = set(connection.execute(select(filed.c.participant).where(*_round(filed, of, turn))).scalars())
    last = connection.execute(select(exported).where(*_round(exported, of, turn))).one_or_none()
    values = {"sequence": of.sequence, "withdrawn": 0}
    if last is None:
        connection.execute(insert(exported).values(room=of.id, round=turn, **values))
    elif (last.sequence, last.withdrawn) != (of.sequence, 0):
        connection.execute(update(exported).where(*_round(exported, of, turn)).values(values))
    if gone := before - people:
        connection.execute(delete(filed).where(*_round(filed, of, turn), filed.c.participant.in_(gone)))
    if new := people - before:
        place = {"room": of.id, "round": turn}
        connection.execute(insert(filed), [{**place, "participant": number} for number in sorted(new)])


def withdraw(connection: Connection, room_id: str, number: int) -> None:
    """Somebody who was in a file is in no next one; how many went is all that stays of him."""
    mine = delete(filed).where(filed.c.room == room_id, filed.c.participant == number).returning(filed.c.round)
    for turn in list(connection.execute(mine).scalars()):
        left = update(exported).where(exported.c.room == room_id, exported.c.round == turn)
        connection.execute(left.values(withdrawn=exported.c.withdrawn + 1))


def _round(table: Any, of: Room, turn: int) -> tuple[Any, Any]:
    return table.c.room == of.id, table.c.round == turn
