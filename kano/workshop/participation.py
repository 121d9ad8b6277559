"""The participant's side of a workshop: to come in, to answer, to come back, to leave. No web, no screen."""

from __future__ import annotations

import json
import re
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row

from kano.errors import KanoError
from kano.fieldwork.allocation import features_for
from kano.workshop import answers, leaving, rooms, tokens
from kano.workshop.database import Database
from kano.workshop.guesses import Guesses
from kano.workshop.room import Clock, Phone, Place, Room, Saved, Screen, State, Submission

KEY = re.compile("(?=.{1,40}$)[A-Za-z0-9_-]+:[0-9]+")
"""What tells one submission from another: a tab and its counter."""
KEPT = 256
"""Rooms whose questionnaires a process keeps read."""


class Participation:
    """A participant is known by his secret alone, in one room; everything he sees comes from the store."""

    def __init__(self, database: Database, clock: Clock, guesses: Guesses) -> None:
        self._database, self._clock, self._guesses = database, clock, guesses
        self._rooms: dict[str, Room] = {}

    def door(self, code: str, key: str, address: str) -> Room:
        """The room that a code opens to new people. Raises KanoError.

        `room-unknown` alike for a code that is not, closed, locked or full; `guesses` when too many wrong codes came
        from the address, or in all; a code that is closed counts as a wrong one. Whoever brings the key of the QR
        code guesses nothing and is never counted; a wrong key is a wrong code, and is told nothing about the code.
        """
        row = self._database.read(lambda connection: rooms.by_code(connection, tokens.typed_code(code)))
        invited = row is not None and bool(key) and tokens.same(key, tokens.digest(row.key))
        if not invited and not self._guesses.allowed(address):
            raise KanoError("guesses")
        room = rooms.read(row) if row is not None and (invited or not key) else None
        if room is None or not room.joinable:
            if not invited:
                self._guesses.failed(address)
            raise KanoError("room-unknown")
        return room

    def join(self, room: Room, secret: str, lang: str) -> None:
        """Come in through a room's door with a secret of one's own; a second time changes nothing. Raises KanoError."""
        if not tokens.is_participant_secret(secret):
            raise KanoError("room-unknown")
        self._database.write(lambda c: _admit(c, room.id, tokens.digest(secret), room.spoken(lang))).result()

    def phone(self, code: str, secret: str) -> Phone:
        """What a participant's phone shows now. Raises KanoError `participant-unknown`."""

        def work(connection: Connection) -> Phone:
            room, person = self._known(connection, code, tokens.digest(secret), lock=False)
            saved = answers.screens(connection, room.id, room.round, person.id)
            keys = screen_keys(room, answers.features_of(person))
            return Phone(room, person.lang, tuple(Screen(key, saved.get(key, {})) for key in keys))

        return self._database.read(work)

    def answer(self, code: str, secret: str, sent: Submission) -> Future[Saved]:
        """Keep one screen; the future holds what stands once it is committed, or the KanoError of a refusal.

        `room-waits` before the start and in a pause, `room-closed`, `round-over`, `screen-unknown`, `not-saved`.
        """
        if not tokens.is_participant_secret(secret):
            raise KanoError("participant-unknown")
        digest, now = tokens.digest(secret), self._clock()
        return self._database.write(lambda c: _answer(c, *self._known(c, code, digest), sent, now))

    def speak(self, code: str, secret: str, lang: str) -> None:
        """Another language for the phone."""

        def work(connection: Connection) -> None:
            room, person = self._known(connection, code, tokens.digest(secret))
            if lang in room.questionnaire.languages:
                answers.change_person(connection, room.id, person.id, lang=lang)

        self._database.write(work).result()

    def leave(self, code: str, secret: str) -> None:
        """Delete what this participant said, and that he was here."""

        def work(connection: Connection) -> None:
            room, person = self._known(connection, code, tokens.digest(secret))
            leaving.remove_person(connection, room.id, person.id)

        self._database.write(work).result()
        self._database.forget(wait=False)

    def _known(self, connection: Connection, code: str, digest: str, lock: bool = True) -> tuple[Room, Row[Any]]:
        """The room and the participant, the room as it stands. Raises KanoError `participant-unknown`."""
        code = tokens.typed_code(code)
        person = answers.person(connection, code, digest, lock)
        if person is None:
            raise KanoError("participant-unknown")
        return replace(self._fixed(connection, code), state=State(person.state), round=person.round), person

    def _fixed(self, connection: Connection, code: str) -> Room:
        """The room of a code that somebody is in, read once: only its state and its round are asked for anew."""
        room = self._rooms.get(code)
        if room is None:
            row = rooms.by_code(connection, code)
            assert row is not None
            if len(self._rooms) >= KEPT:
                self._rooms.clear()
            room = self._rooms[code] = rooms.read(row)
        return room


def _admit(connection: Connection, room_id: str, digest: str, lang: str) -> None:
    row = rooms.by_id(connection, room_id, lock=True)
    if row is None:
        raise KanoError("room-unknown")
    room = rooms.read(row)
    if answers.person(connection, room.code, digest) is not None:
        return
    if not room.joinable:
        raise KanoError("room-unknown")
    number = answers.admit(connection, room_id)
    plan = features_for(number, len(room.questionnaire.features), room.asked, room.id)
    person = {"id": tokens.person(), "secret": digest, "lang": lang, "begun": None, "features": json.dumps(plan)}
    answers.add_person(connection, room_id, **person)


def screen_keys(room: Room, features: tuple[int, ...]) -> tuple[str, ...]:
    """The screens of a round in their order; the questions about the person are asked in the first round only."""
    pairs = tuple(f"f{feature + 1}" for feature in features)
    about = tuple(f"s{number + 1}" for number in range(room.about))
    return about + pairs if room.options.segments is Place.FIRST else pairs + about


def _answer(connection: Connection, room: Room, person: Row[Any], sent: Submission, now: float) -> Saved:
    if room.state is State.CLOSED:
        raise KanoError("room-closed")
    if room.state is not State.OPEN:
        raise KanoError("room-waits")
    if sent.round != room.round:
        raise KanoError("round-over")
    keys = screen_keys(room, answers.features_of(person))
    if sent.screen not in keys or not _fits(room, sent):
        raise KanoError("screen-unknown")
    saved = answers.save(connection, room.id, person.id, sent.without_extras(room.options))
    if room.round == 1 and person.seconds is None:
        _time(connection, person, answers.saved_screens(connection, room.id, 1, person.id), len(keys), now)
    return saved


def _time(connection: Connection, person: Row[Any], saved: int, asked: int, now: float) -> None:
    """From the first screen to the last; between them nothing but the beginning is kept."""
    if saved == 1 and person.begun is None:
        answers.change_person(connection, person.room, person.id, begun=int(now))
    elif saved == asked and person.begun is not None:
        seconds = max(0, int(now - person.begun))
        answers.change_person(connection, person.room, person.id, begun=None, seconds=seconds)


def _fits(room: Room, sent: Submission) -> bool:
    """Whether every value is one that the screen offers, and the key one; 0 is a question that was passed over."""
    if not KEY.fullmatch(sent.key):
        return False
    if not Screen(sent.screen).is_pair:
        return 0 <= sent.option <= len(room.questionnaire.segments[Screen(sent.screen).index].options)
    sides = 0 <= sent.functional <= 5 and 0 <= sent.dysfunctional <= 5
    return sides and (sent.importance is None or 1 <= sent.importance <= 9)
