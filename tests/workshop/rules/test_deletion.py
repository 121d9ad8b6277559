"""What is deleted is gone from the file and from its log, down to the last byte."""

from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from kano.workshop import database, wiper
from kano.workshop.database import Database
from kano.workshop.service import DAY
from tests.workshop.rooms import again

CANARY = "CANARY"
ROWS = 200


def canaries(file):
    """How often the canary stands in the store's files."""
    files = sorted(Path(file).parent.glob("w.db*"))
    assert any(path.name == "w.db-wal" for path in files)
    return sum(path.read_bytes().count(CANARY.encode()) for path in files)


def asked(made):
    """A questionnaire with the canary in its title, its names, its questions and its options."""
    plain = made(5, (2,))
    mark = {"en": f"{CANARY}-questionnaire"}
    features = tuple(
        replace(
            f, name={"en": f"{CANARY}-name-{i}"}, functional={"en": f"{CANARY}-f"}, dysfunctional={"en": f"{CANARY}-d"}
        )
        for i, f in enumerate(plain.features)
    )
    options = tuple(replace(option, label={"en": f"{CANARY}-{option.id}"}) for option in plain.segments[0].options)
    segments = (replace(plain.segments[0], question=mark, options=options),)
    return replace(plain, title=mark, features=features, segments=segments)


def lived(host, made):
    """A room with a canary in two hundred rows, some of them changed, shown, exported, and in a second round."""
    led = host.open(asked(made))
    people = [led.join() for _ in range(ROWS // 10)]
    for turn in (1, 2):
        for n, secret in enumerate(people):
            sent = [led.submit(secret, f"f{f}", 1, 5, why=f"{CANARY}-{turn}-{n}-{f}", round=turn) for f in range(1, 6)]
            sent += [led.submit(secret, "s1", option=1, round=turn)] if turn == 1 else []
            assert all(future.result() for future in sent)
            if n % 3 == 0:
                led.send(secret, "f1", 2, 2, why=f"{CANARY}-changed-{'x' * 300}", round=turn)
        host.service.live(led.actor)
        if turn == 1:
            again(host.service, led.actor)
    led.move("close")
    host.service.taken(led.actor, 2)
    led.move("reopen")
    return led, people


@pytest.mark.parametrize("how", ["delete", "sweep"])
def test_nothing_of_a_deleted_room_is_left_in_the_file_or_its_log(host, file, questionnaire, how):
    led, _ = lived(host, questionnaire)
    stays = host.open(days=300)
    stays.fill(3)
    assert canaries(file) > ROWS
    if how == "delete":
        host.service.delete(led.actor)
    else:
        host.clock.now += 91 * DAY
        assert host.service.sweep(host.service.sweep()) == frozenset()
    assert canaries(file) == 0
    assert (stays.room.joined, len(host.service.live(stays.actor).counts.features)) == (3, 3)
    host.database.close()
    assert CANARY.encode() not in Path(file).read_bytes()


def test_nothing_of_a_room_is_left_when_its_people_left_one_by_one(host, file, questionnaire):
    led, people = lived(host, questionnaire)
    for secret in people:
        host.participation.leave(led.code, secret)
    host.service.delete(led.actor)
    assert canaries(file) == 0


def test_nothing_of_who_left_is_left_and_everything_of_who_stayed_is(host, file):
    led = host.open()
    stays = led.join()
    led.send(stays, "f1", 1, 5, why="I stay")
    gone = [led.join() for _ in range(40)]
    for n, secret in enumerate(gone):
        for f in range(1, 4):
            led.send(secret, f"f{f}", 1, 5, why=f"{CANARY}-{n}-{f}")
    assert canaries(file) >= 120
    for secret in gone:
        host.participation.leave(led.code, secret)
    host.database.forget()
    assert canaries(file) == 0
    assert [screen.saved.get("why") for screen in led.phone(stays).screens if screen.key == "f1"] == ["I stay"]


def lonely(host, file):
    """A room that the only one who said something has left."""
    led = host.open()
    secret = led.join()
    led.send(secret, "f1", 1, 5, why=CANARY)
    assert canaries(file) > 0
    host.participation.leave(led.code, secret)


def test_who_left_is_gone_from_the_log_a_moment_later(host, file, monkeypatch):
    monkeypatch.setattr(wiper, "PAUSE", 0.01)
    lonely(host, file)
    until = monotonic() + 20
    while canaries(file) and monotonic() < until:
        sleep(0.01)
    assert canaries(file) == 0


def test_who_left_just_before_the_end_is_gone_from_the_file(host, file):
    lonely(host, file)
    host.database.close()
    assert CANARY.encode() not in b"".join(path.read_bytes() for path in Path(file).parent.glob("w.db*"))


def test_what_was_overwritten_is_gone_once_the_log_is(host, file):
    led = host.open()
    secret = led.join()
    led.send(secret, "f1", 1, 5, why=CANARY + "x" * 400)
    led.send(secret, "f1", 1, 5, why="else")
    host.database.forget()
    assert canaries(file) == 0


@pytest.fixture
def unwiped(monkeypatch):
    """A store that does not wipe what is deleted; to be made before `host`."""
    monkeypatch.setattr(database, "WANTED", {**database.WANTED, "secure_delete": 0})


@pytest.mark.usefixtures("unwiped")
def test_without_wiping_deleted_rows_canaries_stay(host, file, questionnaire):
    led, people = lived(host, questionnaire)
    host.participation.leave(led.code, people[0])
    host.service.delete(led.actor)
    assert canaries(file) > ROWS / 4


def test_without_emptying_the_log_canaries_stay(host, file, questionnaire, monkeypatch):
    monkeypatch.setattr(Database, "forget", lambda self, wait=True: wait and self.is_sqlite)
    led, _ = lived(host, questionnaire)
    host.service.delete(led.actor)
    assert canaries(file) > ROWS / 4
