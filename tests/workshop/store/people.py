"""A room and its people for the tests of the store: who said what can be computed again from two numbers."""

from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from kano.questionnaire import Feature, Option, Questionnaire, SegmentQuestion
from kano.workshop import answers, tokens
from kano.workshop.database import Database
from kano.workshop.participation import Participation
from kano.workshop.rights import Actor, Role
from kano.workshop.room import Options, Place, Room, Saved, Submission
from kano.workshop.schema import participant
from kano.workshop.service import Service


class Anyone:
    """The counter of wrong codes, for people who guess nothing."""

    def allowed(self, address: str) -> bool:  # noqa: ARG002
        return True

    def failed(self, address: str) -> None:
        raise AssertionError(f"{address} was taken for a guesser")


def questionnaire(features: int, segments: int = 0) -> Questionnaire:
    def feature(i: int) -> Feature:
        name = f"Feature {i + 1}"
        return Feature(f"f{i + 1}", {"en": name}, {"en": f"{name}?"}, {"en": f"No {name.lower()}?"})

    def segment(i: int) -> SegmentQuestion:
        options = tuple(Option(f"o{n}", {"en": f"Option {n}"}) for n in (1, 2, 3))
        return SegmentQuestion(f"s{i + 1}", {"en": f"Segment {i + 1}"}, options)

    each = tuple(map(feature, range(features))), tuple(map(segment, range(segments)))
    return Questionnaire("small", {"en": "Small"}, each[0], segments=each[1])


def secret(code: str, person: int) -> str:
    """What a person's phone keeps; nobody has the same in two rooms."""
    return f"{code}{person:025d}"


def sent(person: int, feature: int) -> Submission:
    """What a person says to a feature (0-based)."""
    values = {"functional": 1 + (person * 7 + feature) % 5, "dysfunctional": 1 + (person + feature * 3) % 5}
    return Submission(f"f{feature + 1}", f"tab:{feature + 1}", 1, **values, why=f"{person} on {feature}")


def said(person: int, question: int) -> Submission:
    """What a person says about himself (0-based)."""
    return Submission(f"s{question + 1}", f"tab:{1000 + question}", 1, option=1 + (person + question) % 3)


def kept(database: Database, room: Room, people: Iterable[int]) -> dict[tuple[int, int], tuple[Submission, int]]:
    """What a store holds of these people, by person and feature: what was said, and its revision."""
    rows = database.read(lambda connection: answers.everything(connection, room)[0])
    known = select(participant.c.secret, participant.c.id).where(participant.c.room == room.id)
    numbers = dict(database.read(lambda connection: connection.execute(known).all()))
    who = {numbers.get(tokens.digest(secret(room.code, person))): person for person in people}
    return {
        (who[row.participant], row.feature): (_submission(row), row.revision) for row in rows if row.participant in who
    }


def _submission(row: Row[Any]) -> Submission:
    values = {name: getattr(row, name) for name in ("functional", "dysfunctional", "importance", "why")}
    return Submission(f"f{row.feature + 1}", "", row.round, **values)


@dataclass(frozen=True)
class Workshop:
    """An open room with its facilitator."""

    database: Database
    service: Service
    participation: Participation
    room: Room
    actor: Actor

    def join(self, person: int) -> None:
        self.participation.join(self.room, secret(self.room.code, person), "en")

    def answer(self, person: int, feature: int) -> Future[Saved]:
        return self.participation.answer(self.room.code, secret(self.room.code, person), sent(person, feature))

    def tell(self, person: int, question: int) -> Future[Saved]:
        return self.participation.answer(self.room.code, secret(self.room.code, person), said(person, question))

    def everybody(self, people: int) -> None:
        """These people come in and answer everything."""
        for person in range(people):
            self.join(person)
        asked = self.room.questionnaire
        waiting = [self.tell(p, q) for p in range(people) for q in range(len(asked.segments))]
        waiting += [self.answer(p, f) for p in range(people) for f in range(len(asked.features))]
        for future in waiting:
            future.result()


def workshop(database: Database, features: int = 8, segments: int = 0) -> Workshop:
    """A new room in a store, open for answers."""
    service = Service(database, time.time)
    options = Options(segments=Place.FIRST if segments else Place.NONE, capacity=5000)
    opened = service.open_room(questionnaire(features, segments), options)
    actor = service.enter(opened.room.id, opened.control, Role.FACILITATOR)
    room = service.move(actor, "start")
    return Workshop(database, service, Participation(database, time.time, Anyone()), room, actor)
