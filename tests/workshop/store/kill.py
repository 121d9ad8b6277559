"""Kill -9 of processes that write, again and again: is what they acknowledged there? `python -m ... URL ROUNDS ...`."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread

import pytest

from kano.workshop.database import Database
from kano.workshop.participation import Participation
from kano.workshop.room import Room
from tests.workshop.store import broken
from tests.workshop.store.people import Anyone, kept, secret, sent, workshop

FEATURES, SEATS, MANY = 20, 3, 1_000_000


@dataclass
class Toll:
    """What the rounds have cost: `doubled` are answers that were counted as changed though the same was sent again."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    altered: int = 0
    doubled: int = 0
    damaged: int = 0
    reopened: float = 0
    """The longest time, in seconds, to open the store after a kill."""


def run(url: str, rounds: int, processes: int, longest: float = 1, *defence_out: str) -> Toll:
    """The toll of rounds in a process of its own, so that those who are killed are children of nobody else."""
    command = [sys.executable, "-m", __name__, url, str(rounds), str(processes), str(longest), *defence_out]
    root = Path(__file__).parents[3]
    return Toll(**json.loads(subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout))


def rounds_of(url: str, rounds: int, processes: int, longest: float, defence_out: str = "") -> Toll:
    chance, toll = random.Random(f"{rounds}/{processes}"), Toll()
    for _ in range(rounds):
        opened = workshop(database := Database(url), FEATURES)
        database.close()  # nothing of the store may be open where people are born
        people = Crowd(url, opened.room, defence_out)
        acknowledged = one_round(people, processes, chance.uniform(0.05, longest), chance)
        start = time.perf_counter()
        database = Database(url)
        toll.reopened = max(toll.reopened, time.perf_counter() - start)
        look(database, opened.room, acknowledged, toll)
        database.close()
        toll.rounds += 1
    return toll


@dataclass(frozen=True)
class Crowd:
    """Who comes in and answers until he is killed."""

    url: str
    room: Room
    defence_out: str

    def born(self, index: int, acknowledge: int) -> int:
        """A process of several people at a time."""
        child = os.fork()
        if child:
            return child
        if self.defence_out:
            getattr(broken, self.defence_out)(pytest.MonkeyPatch())
        participation = Participation(Database(self.url), time.time, Anyone())
        for seat in range(SEATS):
            first = (index * SEATS + seat) * MANY
            Thread(target=self.come, args=(participation, first, acknowledge), daemon=True).start()
        time.sleep(60)
        os._exit(1)

    def come(self, participation: Participation, person: int, acknowledge: int) -> None:
        """One after the other sends everything twice."""
        code = self.room.code
        while True:
            participation.join(self.room, own := secret(code, person), "en")
            features = [feature for feature in range(FEATURES) for _ in range(2)]
            said = [participation.answer(code, own, sent(person, feature)) for feature in features]
            for feature, first, again in zip(features[::2], said[::2], said[1::2], strict=True):
                first.result()
                again.result()
                os.write(acknowledge, f"{person} {feature}\n".encode())
            person += 1


def one_round(crowd: Crowd, processes: int, seconds: float, chance: random.Random) -> set[tuple[int, int]]:
    """What was acknowledged, by person and feature, until all were killed: so long after the first was heard."""
    read, write = os.pipe()
    people = [crowd.born(index, write) for index in range(processes)]
    os.close(write)
    heard = os.read(read, 1 << 16)
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([read], [], [], left)[0]:
            heard += os.read(read, 1 << 16)
    for person in chance.sample(people, processes):
        os.kill(person, signal.SIGKILL)
        time.sleep(chance.uniform(0, 0.01))
    for person in people:
        os.waitpid(person, 0)
    while more := os.read(read, 1 << 16):
        heard += more
    os.close(read)
    return {tuple(map(int, line.split())) for line in heard.decode().splitlines()}


def look(database: Database, room: Room, acknowledged: set[tuple[int, int]], toll: Toll) -> None:
    if database.is_sqlite:
        found = database.read(lambda connection: connection.exec_driver_sql("PRAGMA integrity_check").scalars().all())
        toll.damaged += found != ["ok"]
    there = kept(database, room, {person for person, _ in acknowledged})
    toll.acknowledged += len(acknowledged)
    toll.lost += sum(at not in there for at in acknowledged)
    toll.altered += sum(_said(said) != _said(sent(*at)) for at, (said, _) in there.items())
    toll.doubled += sum(revision != 1 for _, revision in there.values())


def _said(submission: object) -> dict[str, object]:
    return {name: value for name, value in vars(submission).items() if name != "key"}


if __name__ == "__main__":
    url, rounds, processes, longest, *defence_out = sys.argv[1:]
    print(json.dumps(asdict(rounds_of(url, int(rounds), int(processes), float(longest), *defence_out))))
