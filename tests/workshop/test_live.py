"""The served app is killed while people answer, and comes back: nothing that was acknowledged is lost or doubled."""

import asyncio
import random
import signal
import time

import pytest

from kano.questionnaire import load
from kano.workshop.host import make_host
from kano.workshop.rights import Role
from kano.workshop.room import Options, Place
from tests.phone import Phone, run
from tests.serving import free_port, serve

PEOPLE, PAIRS, KILLS = 12, 20, 2


@pytest.fixture
def room(tmp_path):
    url = f"sqlite:///{tmp_path / 'workshop.db'}"
    host = make_host(url, time.time)
    opened = host.service.open_room(load("hotpot"), Options(segments=Place.NONE))
    actor = host.service.enter(opened.room.id, opened.control, Role.FACILITATOR)
    host.service.move(actor, "start")
    yield url, host, opened.room, actor
    host.database.close()


async def stubborn(phone, acknowledged):
    """A phone that sends each answer until it is acknowledged, as the pages' script does; each then once more."""
    await persist(phone.join)
    for number in range(1, PAIRS + 1):
        await asyncio.sleep(phone.drawn.uniform(0, 0.6))
        await persist(lambda n=number: phone.answer(n))
        acknowledged.add((phone.secret, number))
        if number % 3 == 0:
            phone.drawn.seed(number)
            await persist(lambda n=number: phone.answer(n))


async def persist(work):
    while True:
        try:
            if await work() is not False:
                return
        except (OSError, asyncio.IncompleteReadError):
            pass
        await asyncio.sleep(0.2)


async def crowd(port, room, acknowledged):
    phones = [Phone(port, room.code, room.key, random.Random(i)) for i in range(PEOPLE)]
    await asyncio.gather(*(stubborn(phone, acknowledged) for phone in phones))


async def through_kills(url, room, acknowledged):
    port = free_port()
    people = None
    for kill in range(KILLS + 1):
        with serve(url, port) as (_, server):
            people = people or asyncio.create_task(crowd(port, room, acknowledged))
            if kill < KILLS:
                await asyncio.sleep(2.5)
                assert not people.done()
                server.send_signal(signal.SIGKILL)
                server.wait()
            else:
                await asyncio.wait_for(people, 60)


def test_a_server_that_is_killed_twice_loses_nothing_that_it_acknowledged(room):
    url, host, opened, actor = room
    acknowledged = set()
    run(through_kills(url, opened, acknowledged))
    progress = host.service.progress(actor)
    assert len(acknowledged) == PEOPLE * PAIRS
    assert progress.joined == PEOPLE
    assert progress.answered == (PEOPLE,) * PAIRS
