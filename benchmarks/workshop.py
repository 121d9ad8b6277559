"""A room of simulated phones on loopback: `python -m benchmarks.workshop [people ...]`.

Every phone thinks 4 to 12 seconds between answers, joins within 20 seconds, and at the end all press at once, twice.
The time is from sending an answer until it is acknowledged, which is after its commit. A browser has the big screen
open meanwhile. The server is `streamlit run app.py` in a process of its own, the phones are in this one.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from kano.questionnaire import load
from kano.workshop.host import Host, make_host
from kano.workshop.rights import Actor, Role
from kano.workshop.room import Opened, Options, Place
from tests.phone import Phone
from tests.serving import serve

ROOT = Path(__file__).parents[1]
Measure = Callable[[str, Awaitable[None], list[Phone]], Awaitable[None]]
RAMP, THINK = 20.0, (4.0, 12.0)
BURSTS = 2


@dataclass(frozen=True)
class Figures:
    people: int
    what: str
    times: list[float]
    errors: int
    cpu: float
    memory: float

    def row(self) -> str:
        p50, p95, p99 = (1000 * np.quantile(self.times, q) for q in (0.5, 0.95, 0.99))
        return (
            f"| {self.people:,} | {self.what} | {p50:.0f} | {p95:.0f} | {p99:.0f} | {self.errors} "
            f"| {self.cpu:.1f} | {self.memory:.0f} |"
        )


@contextmanager
def watched(address: str, room: Opened) -> Iterator[None]:
    """The big screen with its results in a browser of a process of its own."""
    command = [sys.executable, "-m", "benchmarks.screen", address, room.room.id, room.room.code, room.view]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as browser:
        assert browser.stdout
        browser.stdout.readline()
        yield
        browser.terminate()


def opened(host: Host, people: int) -> tuple[Opened, Actor]:
    """A room of the sample's questionnaire: 20 pairs, everybody is asked all."""
    room = host.service.open_room(load("hotpot"), Options(segments=Place.NONE, capacity=people))
    actor = host.service.enter(room.room.id, room.control, Role.FACILITATOR)
    host.service.move(actor, "start")
    host.service.set(actor, revealed=True)
    return room, actor


async def crowd(port: int, room: Opened, people: int, measure: Measure) -> None:
    """Everybody joins and answers at his own pace, then all at once."""
    pairs = len(room.room.questionnaire.features)
    phones = [Phone(port, room.room.code, room.room.key, random.Random(i)) for i in range(people)]

    async def one(phone: Phone) -> None:
        await asyncio.sleep(phone.drawn.uniform(0, RAMP))
        await phone.join()
        for number in range(1, pairs - BURSTS + 1):
            await asyncio.sleep(phone.drawn.uniform(*THINK))
            await phone.answer(number)

    async def all_of(work: Callable[[Phone], Awaitable[object]]) -> None:
        await asyncio.gather(*map(work, phones))

    await measure("steady", all_of(one), phones)
    for number in range(pairs - BURSTS + 1, pairs + 1):
        await asyncio.sleep(6)
        await measure("all at once", all_of(lambda phone, n=number: phone.answer(n)), phones)


def run(people: int) -> list[Figures]:
    """One room; the counts in the store are checked against what was acknowledged."""
    found: list[Figures] = []
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/workshop.db"
        host = make_host(url, time.time)
        room, actor = opened(host, people)
        with serve(url) as (address, server), watched(address, room):
            process = psutil.Process(server.pid)
            base = process.memory_info().rss

            async def measure(what: str, work: Awaitable[None], phones: list[Phone]) -> None:
                for phone in phones:
                    phone.times.clear()
                before = sum(process.cpu_times()[:2])
                await work
                times = [seconds for phone in phones for seconds in phone.times]
                cpu = 1000 * (sum(process.cpu_times()[:2]) - before) / len(times)
                errors = sum(len(phone.errors) for phone in phones)
                grown = (process.memory_info().rss - base) / people / 1000
                found.append(Figures(people, what, times, errors, cpu, grown))
                print(found[-1].row(), flush=True)

            asyncio.run(crowd(int(address.rsplit(":", 1)[1]), room, people, measure))
        counted = host.service.progress(actor)
        host.database.close()
    assert sum(counted.answered) == people * len(room.room.questionnaire.features), counted
    return found


HEAD = """| people | | p50 ms | p95 ms | p99 ms | errors | server CPU ms an answer | kB a person |
|---|---|---|---|---|---|---|---|"""


def main() -> None:
    print(HEAD, flush=True)
    for people in [int(number) for number in sys.argv[1:]] or [100, 500, 1000, 2000]:
        run(people)


if __name__ == "__main__":
    main()
