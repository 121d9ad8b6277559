"""The facilitator's side of a workshop: rooms are opened, led, shown, exported and deleted. No web, no screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Row

from kano.errors import KanoError
from kano.questionnaire import Questionnaire, check
from kano.workshop import answers, filing, publishing, rooms, tokens
from kano.workshop.database import Database
from kano.workshop.filing import Ahead, Taken
from kano.workshop.publishing import Live
from kano.workshop.rights import Action, Actor, Role, require
from kano.workshop.room import Clock, Opened, Options, Progress, Room, State
from kano.workshop.writer import left_for_later

T = TypeVar("T")

HOUR, DAY = 3600, 86400
AN_HOUR = 100
"""Rooms that a store takes in an hour: nobody fills it by opening more."""

MOVES = {
    "start": ({State.READY}, State.OPEN),
    "pause": ({State.OPEN}, State.PAUSED),
    "resume": ({State.PAUSED}, State.OPEN),
    "close": ({State.READY, State.OPEN, State.PAUSED}, State.CLOSED),
    "reopen": ({State.CLOSED}, State.OPEN),
}
"""From which states a room moves, and to which."""


class Service:
    """The rules. Whoever acts is an `Actor`; who is none, or may not, is told what he would be told of no room."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def open_room(self, questionnaire: Questionnaire, options: Options | None = None) -> Opened:
        """A room with its two secrets, which are shown this once. Raises KanoError."""
        options = (options or Options()).fitting(check(questionnaire))
        now = int(self._clock()) // HOUR * HOUR
        return self._write(lambda connection: _open(connection, questionnaire, options, now))

    def enter(self, room_id: str, secret: str, role: Role) -> Actor:
        """Who comes with a secret. Raises KanoError `room-unknown` when it is not that of the room."""
        row = self._database.read(lambda connection: rooms.by_id(connection, room_id))
        kept = "" if row is None else _kept(row, role)
        if role is Role.OPERATOR or not tokens.same(secret, kept):
            raise KanoError("room-unknown")
        return Actor(role, room_id, kept)

    def operator(self, code: str) -> Actor:
        """Whoever sits at the machine that keeps the store, for the room of a code. Raises KanoError."""
        row = self._database.read(lambda connection: rooms.by_code(connection, tokens.typed_code(code)))
        if row is None:
            raise KanoError("room-unknown")
        return Actor(Role.OPERATOR, row.id)

    def room(self, actor: Actor) -> Room:
        return self._read(actor, Action.PRESENT, lambda _, room: room)

    def seen(self, actor: Actor) -> tuple[Room, tuple[str, ...]]:
        """The room, and what tells whether files were made of it."""
        return self._read(actor, Action.CONTROL, lambda connection, room: (room, filing.marks(connection, room.id)))

    def progress(self, actor: Actor) -> Progress:
        return self._read(actor, Action.PRESENT, rooms.progress)

    def live(self, actor: Actor) -> Live:
        """The figures as far as they are published; steps that are due are taken first."""
        if self._read(actor, Action.PRESENT, publishing.due):
            with left_for_later():
                self._change(actor, Action.PRESENT, publishing.publish)
        return self._read(actor, Action.PRESENT, lambda c, room: publishing.live(c, room, _sees(actor, room)))

    def move(self, actor: Actor, how: str) -> Room:
        """`start`, `pause`, `resume`, `close` or `reopen`. A move that is done already changes nothing."""
        allowed, state = MOVES[how]

        def work(connection: Connection, room: Room) -> None:
            if room.state is not state and room.state not in allowed:
                raise KanoError("room-move", state=room.state, move=how)
            rooms.change(connection, room.id, state=str(state))
            if state is State.CLOSED:
                answers.stop_watches(connection, room.id)

        self._change(actor, Action.CONTROL, work)
        return self.room(actor)

    def set(self, actor: Actor, locked: bool | None = None, revealed: bool | None = None) -> Room:
        """Lock the door to new people, or show the results on the screen of the room."""

        def work(connection: Connection, room: Room) -> None:
            shown = room.revealed if revealed is None else revealed
            rooms.change(connection, room.id, locked=room.locked if locked is None else locked, revealed=shown)

        self._change(actor, Action.CONTROL, work)
        return self.room(actor)

    def keep(self, actor: Actor, days: int) -> Room:
        """How many days from its opening the room is kept. Raises KanoError.

        Not beyond a year, not to a day that has passed, and not longer than people were told who came in.
        """

        def work(connection: Connection, room: Room) -> None:
            expires = room.created + replace(room.options, days=days).fitting(room.questionnaire).days * DAY
            if expires <= self._clock():
                raise KanoError("room-days-past")
            if room.joined and expires > room.expires:
                raise KanoError("room-days-promised")
            rooms.change(connection, room.id, expires=expires)

        self._change(actor, Action.CONTROL, work)
        return self.room(actor)

    def next_round(self, actor: Actor) -> Room:
        """The same people answer once more, after a discussion; what they said before stays. Results hide again."""

        def work(connection: Connection, room: Room) -> None:
            if room.state is State.OPEN:
                raise KanoError("round-open")
            if not rooms.progress(connection, room).begun:
                raise KanoError("round-empty")
            rooms.change(connection, room.id, round=room.round + 1, revealed=False, state=str(State.OPEN))
            answers.stop_watches(connection, room.id)

        self._change(actor, Action.CONTROL, work)
        return self.room(actor)

    def rotate(self, actor: Actor) -> Opened:
        """New secrets; whoever holds the old ones is out."""
        control, view = tokens.room_secret(), tokens.room_secret()
        digests = {"control": tokens.digest(control), "view": tokens.digest(view)}

        def work(connection: Connection, room: Room) -> Room:
            rooms.change(connection, room.id, **digests)
            return room

        return Opened(self._change(actor, Action.ROTATE, work), control, view, renewed=True)

    def delete(self, actor: Actor) -> None:
        """The room, its people and their answers, also from the database's log."""
        self._change(actor, Action.DELETE, lambda connection, room: rooms.remove(connection, room.id))
        self._database.forget()

    def sweep(self, due: frozenset[str] = frozenset()) -> frozenset[str]:
        """Delete rooms past their day that were past it at the last sweep already; those past it now are returned.

        A clock that jumps for a moment deletes nothing.
        """
        now = self._clock()
        expired = frozenset(self._database.read(lambda connection: rooms.expired(connection, now)))
        gone = expired & due
        for room_id in gone:
            self._write(partial(rooms.remove, room_id=room_id))
        if gone:
            self._database.forget()
        return expired - gone

    def taken(self, actor: Actor, turn: int) -> Taken:
        """What was answered in a round, for a file. Raises KanoError.

        Not of a round in which people answer, and not of fewer than five people.
        """
        room, pairs, profiles = self._read(actor, Action.EXPORT, partial(_over, turn=turn))
        people = self._change(
            actor, Action.EXPORT, partial(filing.take, seen=room, turn=turn, pairs=pairs, profiles=profiles)
        )
        return filing.chosen(room, pairs, profiles, people)

    def ahead(self, actor: Actor, turn: int) -> Ahead:
        """What a file of a round would be now, without making one. Raises KanoError while people answer."""

        def work(connection: Connection, room: Room) -> Ahead:
            _, pairs, profiles = _over(connection, room, turn)
            return filing.ahead(connection, room, turn, pairs, profiles)

        return self._read(actor, Action.EXPORT, work)

    def _read(self, actor: Actor, action: Action, work: Callable[[Connection, Room], T]) -> T:
        require(actor, action)
        return self._database.read(lambda connection: work(connection, _room(connection, actor)))

    def _change(self, actor: Actor, action: Action, work: Callable[[Connection, Room], T]) -> T:
        require(actor, action)
        return self._write(lambda connection: work(connection, _room(connection, actor, lock=True)))

    def _write(self, work: Callable[[Connection], T]) -> T:
        return self._database.write(work).result()


def _room(connection: Connection, actor: Actor, lock: bool = False) -> Room:
    row = rooms.by_id(connection, actor.room, lock)
    if row is None or (actor.role is not Role.OPERATOR and actor.proof != _kept(row, actor.role)):
        raise KanoError("room-unknown")
    return rooms.read(row)


def _kept(row: Row[Any], role: Role) -> str:
    """The digest of the secret that a role brings."""
    return str(row.control if role is Role.FACILITATOR else row.view)


def _sees(actor: Actor, room: Room) -> bool:
    """Whoever only shows a room sees figures when its facilitator reveals them."""
    return room.revealed or actor.role is not Role.PRESENTER


def _open(connection: Connection, questionnaire: Questionnaire, options: Options, now: int) -> Opened:
    if rooms.opened_since(connection, now) >= AN_HOUR:
        raise KanoError("rooms-many", most=AN_HOUR)
    code = tokens.new_code()
    while rooms.by_code(connection, code) is not None:
        code = tokens.new_code()
    control, view = tokens.room_secret(), tokens.room_secret()
    room = Room(
        id=tokens.room_id(),
        code=code,
        key=tokens.link_key(),
        state=State.READY,
        options=options,
        questionnaire=questionnaire,
        locked=False,
        revealed=False,
        round=1,
        joined=0,
        sequence=0,
        created=now,
        expires=now + options.days * DAY,
    )
    rooms.add(connection, room, tokens.digest(control), tokens.digest(view))
    return Opened(room, control, view)


def _over(connection: Connection, room: Room, turn: int) -> tuple[Room, list[Row[Any]], list[Row[Any]]]:
    """What was said in a round, and by all about themselves. Raises KanoError while people answer in it."""
    if room.state is State.OPEN and turn == room.round:
        raise KanoError("export-open")
    pairs, profiles = answers.everything(connection, room)
    return room, [row for row in pairs if row.round == turn], profiles
