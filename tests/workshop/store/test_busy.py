"""T3: many who look and then write, somebody who reads for long, somebody who wipes: nobody is told to wait."""

from contextlib import suppress
from threading import Event, Thread
from time import perf_counter

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, event, insert, select, update

from kano.errors import KanoError
from kano.workshop.database import Database

THREADS, EACH = 32, 30
own = MetaData()
count = Table("count", own, Column("id", Integer, primary_key=True, autoincrement=False), Column("n", Integer))


def look_then_write(connection, person):
    n = connection.execute(select(count.c.n).where(count.c.id == person)).scalar_one()
    connection.execute(update(count).where(count.c.id == person).values(n=n + 1))


def crowd(write):
    """(what was counted right, errors, the 99th of 100 times) of many who write at once."""
    errors, times = [], []

    def person(number):
        for _ in range(EACH):
            start = perf_counter()
            try:
                write(lambda connection: look_then_write(connection, number))
            except Exception as problem:
                errors.append(problem)
            times.append(perf_counter() - start)

    people = [Thread(target=person, args=(number,)) for number in range(THREADS)]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join()
    return errors, sorted(times)[int(len(times) * 0.99)]


@pytest.fixture
def store(url):
    database = Database(url)
    database.write(own.create_all).result()
    database.write(lambda c: c.execute(insert(count), [{"id": i, "n": 0} for i in range(THREADS)])).result()
    yield database
    database.close()


def test_thirty_two_write_while_one_reads_for_long_and_one_wipes(store):
    seen, done = Event(), Event()

    def read_for_long(connection):
        before = connection.execute(select(count.c.n)).scalars().all()
        seen.set()
        done.wait(60)
        return before == connection.execute(select(count.c.n)).scalars().all()

    def wipe():
        while not done.is_set():
            with suppress(KanoError):
                store.forget()

    beside = [Thread(target=store.read, args=(read_for_long,)), Thread(target=wipe)]
    beside[0].start()
    assert seen.wait(10)
    beside[1].start()
    errors, late = crowd(lambda work: store.write(work).result(30))
    done.set()
    for thread in beside:
        thread.join(40)
    assert errors == []
    assert late < 1
    assert store.read(lambda c: c.execute(select(count.c.n)).scalars().all()) == [EACH] * THREADS


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_connections_of_ones_own_that_begin_before_they_know_they_write_fail(store):
    everybody = create_engine(store.url, pool_size=THREADS, connect_args={"timeout": 30})

    @event.listens_for(everybody, "connect")
    def connected(connection, _):
        connection.isolation_level = None

    @event.listens_for(everybody, "begin")
    def begun(connection):
        connection.exec_driver_sql("BEGIN DEFERRED")

    def write(work):
        with everybody.begin() as connection:
            work(connection)

    errors, _ = crowd(write)
    everybody.dispose()
    assert len(errors) > THREADS * EACH / 10
    assert all("locked" in str(problem) for problem in errors)
