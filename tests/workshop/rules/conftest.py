"""A store on a file of its own, a clock that the test sets, and people who join and answer."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field

import pytest

from kano.errors import KanoError
from kano.questionnaire import parse
from kano.workshop.database import Database
from kano.workshop.participation import Participation
from kano.workshop.rights import Role
from kano.workshop.room import Options, Submission
from kano.workshop.service import Service

NOON = 1_800_000_000.0


class Clock:
    """Stands still until it is set."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


class Guesses:
    """Three wrong codes from an address, and no more."""

    def __init__(self):
        self.wrong = {}

    def allowed(self, address):
        return self.wrong.get(address, 0) < 3

    def failed(self, address):
        self.wrong[address] = self.wrong.get(address, 0) + 1


def made(features=3, segments=(), languages=("en", "zh-Hans", "zh-Hant")):
    """A questionnaire of `features` features; `segments` are the numbers of options of its questions."""

    def texts(text):
        return "{" + ", ".join(f'{lang}: "{text} {lang}"' for lang in languages) + "}"

    lines = ["format: kano.questionnaire/1", f"title: {texts('Tea house')}", "features:"]
    lines += [f"- {{id: f{i}, name: {texts(f'Feature {i}')}}}" for i in range(1, features + 1)]
    lines += ["segments:"] if segments else []
    for s, options in enumerate(segments, start=1):
        labels = ", ".join(f"{{id: o{o}, label: {texts(f'Option {s}-{o}')}}}" for o in range(1, options + 1))
        lines.append(f"- {{id: s{s}, question: {texts(f'Question {s}?')}, options: [{labels}]}}")
    return parse("\n".join(lines), "test.yaml")


@dataclass(eq=False)
class Led:
    """A room, who leads it, and what people do in it."""

    host: Host
    opened: object
    actor: object
    keys: dict = field(default_factory=dict)

    @property
    def code(self):
        return self.opened.room.code

    @property
    def room(self):
        return self.host.service.room(self.actor)

    def move(self, how):
        return self.host.service.move(self.actor, how)

    def join(self, lang="en"):
        """Somebody comes in; his secret."""
        secret = secrets.token_urlsafe(24)
        self.host.participation.join(self.host.participation.door(self.code, "", "his"), secret, lang)
        return secret

    def phone(self, secret):
        return self.host.participation.phone(self.code, secret)

    def submit(self, secret, screen, functional=0, dysfunctional=0, key=None, round=None, **values):
        """What a phone sends; the future of it."""
        if key is None:
            self.keys[secret] = self.keys.get(secret, 0) + 1
            key = f"tab:{self.keys[secret]}"
        round = self.room.round if round is None else round
        sent = Submission(screen, key, round, functional, dysfunctional, **values)
        return self.host.participation.answer(self.code, secret, sent)

    def send(self, *arguments, **values):
        return self.submit(*arguments, **values).result()

    def fill(self, people, answers=(1, 5)):
        """So many people come in and give this answer to all that they are asked; their secrets."""
        here = [self.join() for _ in range(people)]
        sent = [
            self.submit(secret, screen.key, *(answers if screen.is_pair else ()))
            for secret in here
            for screen in self.phone(secret).screens
        ]
        assert all(future.result().revision == 1 for future in sent)
        return here


@dataclass(eq=False)
class Host:
    database: Database
    clock: Clock
    guesses: Guesses
    service: Service
    participation: Participation

    def open(self, questionnaire=None, start=True, **options):
        """A room of three features, led by its facilitator, open to answers."""
        opened = self.service.open_room(questionnaire or made(), Options(**options))
        led = Led(self, opened, self.facilitator(opened))
        if start:
            led.move("start")
        return led

    def facilitator(self, opened):
        return self.service.enter(opened.room.id, opened.control, Role.FACILITATOR)

    def presenter(self, opened):
        return self.service.enter(opened.room.id, opened.view, Role.PRESENTER)


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    """A store without a room: the tables are made once."""
    file = tmp_path_factory.mktemp("store") / "blank.db"
    Database(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def file(blank, tmp_path):
    return shutil.copy(blank, tmp_path / "w.db")


@pytest.fixture
def host(file):
    database, clock, guesses = Database(f"sqlite:///{file}"), Clock(), Guesses()
    yield Host(database, clock, guesses, Service(database, clock), Participation(database, clock, guesses))
    database.close()


@pytest.fixture
def led(host):
    return host.open()


@pytest.fixture(scope="session")
def questionnaire():
    return made


@pytest.fixture(scope="session")
def refused():
    """The code of the KanoError that a call ends in."""

    def code(call, *arguments, **values):
        with pytest.raises(KanoError) as caught:
            call(*arguments, **values)
        return caught.value.code

    return code
