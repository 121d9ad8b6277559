"""Who is in the files that leave a room: two files of a round differ by nobody, or by five people and more."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select

from kano.errors import KanoError
from kano.workshop import answers
from kano.workshop.marks import check, mark
from kano.workshop.room import LEAST, Room
from kano.workshop.schema import exported, filed

Rows = Sequence[Row[Any]]


class Taken(NamedTuple):
    """The rows of a round that go into its files; `left_out` people who answered are not in them."""

    room: Room
    pairs: list[Row[Any]]
    profiles: list[Row[Any]]
    left_out: int


class Ahead(NamedTuple):
    """What the next file of a round will be; `made` when it will be the last one again."""

    taken: Taken
    made: bool


def telling(pairs: Rows) -> set[int]:
    """Who said something, be it a reason alone."""
    return {row.participant for row in pairs if row.functional or row.dysfunctional or row.importance or row.why}


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


def ahead(connection: Connection, of: Room, turn: int, pairs: Rows, profiles: Rows) -> Ahead:
    """What a file would be now; nothing is remembered of it."""
    people, (last, before) = next_file(connection, of, turn, pairs, profiles), _last(connection, of.id, turn)
    made = last is not None and people == before and not last.withdrawn and not people & _since(last, pairs, profiles)
    return Ahead(chosen(of, pairs, profiles, people), made)


def chosen(room: Room, pairs: Rows, profiles: Rows, people: set[int]) -> Taken:
    """The rows of these people."""
    inside = [row for row in pairs if row.participant in people]
    return Taken(room, inside, list(profiles), len(telling(pairs)) - len(people))


def marks(connection: Connection, room_id: str) -> tuple[str, ...]:
    """What tells whether a file was made meanwhile."""
    found = select(exported.c.mark).where(exported.c.room == room_id).order_by(exported.c.round)
    return tuple(connection.execute(found).scalars())


def next_file(connection: Connection, of: Room, turn: int, pairs: Rows, profiles: Rows) -> set[int]:
    """Who of a round is in its next file: everybody, less those by whom two files would tell of fewer than five.

    Fewer than five who are new, or who changed something, wait for more of them. Where fewer than five went, others
    stay out beside them, those who changed nothing first. Where nothing happened the next file is the last one.
    """
    said = telling(pairs)
    last, before = _last(connection, of.id, turn)
    if last is None:
        return said
    since = _since(last, pairs, profiles)
    if not since and not last.withdrawn:
        return before
    fresh, kept = said - before, said & before
    changed = since & kept
    if len(changed) < LEAST:
        kept -= changed
    gone = len(before - kept) + last.withdrawn
    if 0 < gone < LEAST:
        beside = [*shuffled(kept - changed, of.id, turn), *shuffled(kept & changed, of.id, turn)]
        kept -= set(beside[: LEAST - gone])
        if len(kept & changed) < LEAST:
            kept -= changed
    return kept | fresh if len(fresh) >= LEAST else kept


def _since(last: Row[Any], pairs: Rows, profiles: Rows) -> set[int]:
    """Who has said something since the last file."""
    return {row.participant for row in (*pairs, *profiles) if row.sequence > last.sequence}


def note(connection: Connection, of: Room, turn: int, people: set[int]) -> None:
    """Remember who is in a file; the same again needs no room on the disk."""
    last, before = _last(connection, of.id, turn)
    if last is None or (last.sequence, last.withdrawn, before) != (of.sequence, 0, people):
        _remember(connection, of.id, turn, of.sequence, 0, people)


def withdraw(connection: Connection, room_id: str, number: int) -> None:
    """Somebody who was in a file is in no next one; how many went is all that stays of him."""
    mine = select(filed.c.round).where(filed.c.room == room_id, filed.c.participant == number)
    for turn in list(connection.execute(mine).scalars()):
        last, people = _last(connection, room_id, turn)
        if last is not None:
            _remember(connection, room_id, turn, last.sequence, last.withdrawn + 1, people - {number})


def _last(connection: Connection, room_id: str, turn: int) -> tuple[Row[Any] | None, set[int]]:
    """What is remembered of the last file, and who was in it. Raises KanoError `store-damaged`."""
    last = connection.execute(select(exported).where(*_round(exported, room_id, turn))).one_or_none()
    people = set(connection.execute(select(filed.c.participant).where(*_round(filed, room_id, turn))).scalars())
    if last is not None:
        check(last.mark, room_id, turn, last.sequence, last.withdrawn, *sorted(people))
    elif people:
        raise KanoError("store-damaged")
    return last, people


def _remember(connection: Connection, room_id: str, turn: int, sequence: int, withdrawn: int, people: set[int]) -> None:
    place = {"room": room_id, "round": turn}
    covered = {**place, "sequence": sequence, "withdrawn": withdrawn}
    for table in (exported, filed):
        connection.execute(delete(table).where(*_round(table, room_id, turn)))
    connection.execute(insert(exported).values(**covered, mark=mark(*covered.values(), *sorted(people))))
    if people:
        connection.execute(insert(filed), [{**place, "participant": number} for number in sorted(people)])


def _round(table: Any, room_id: str, turn: int) -> tuple[Any, Any]:
    return table.c.room == room_id, table.c.round == turn
