"""What the store promises to whoever uses it, on SQLite and on PostgreSQL, and what happens without each defence."""

import asyncio
import fcntl
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from threading import Barrier, BrokenBarrierError, Event, Thread
from time import perf_counter, sleep
from traceback import format_exception

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, event, insert, make_url, select, text, update

from kano.errors import KanoError
from kano.workshop import database as database_module
from kano.workshop import migration, writer
from kano.workshop.answers import everything
from kano.workshop.database import WANTED, Database
from kano.workshop.schema import metadata
from kano.workshop.turns import Turns
from kano.workshop.writer import Writer
from tests.workshop.store import broken
from tests.workshop.store.people import kept, workshop

ROOT = Path(__file__).parents[3]
own = MetaData()
note = Table(
    "note",
    own,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("after", ForeignKey("note.id", deferrable=True, initially="DEFERRED")),
    Column("n", Integer, nullable=False, default=0),
)


@pytest.fixture
def store(url) -> Iterator[Database]:
    """A store with a table of our own."""
    with_notes(database := Database(url))
    yield database
    database.close()


def with_notes(database):
    database.write(own.create_all).result()
    return database


def add(number, after=None):
    """A note; one after a note that is not there fails when it is committed."""
    return lambda connection: connection.execute(insert(note).values(id=number, after=after)) and number


def notes(database):
    return set(database.read(lambda connection: connection.execute(select(note.c.id)).scalars().all()))


def together(database, *works):
    """Submit these so that they share a commit."""
    began, go = Event(), Event()
    before = database.write(lambda _: began.set() or go.wait(10))
    assert began.wait(10)
    futures = [database.write(work) for work in works]
    go.set()
    assert before.result(10)
    return futures


def wait_until(happened):
    for _ in range(1000):
        if happened():
            return
        sleep(0.01)
    raise AssertionError("it did not happen in ten seconds")


def told(future):
    """What a future says: a result, the code of a refusal, or the name of an exception."""
    try:
        return future.result(10)
    except KanoError as refusal:
        return refusal.code
    except Exception as problem:
        return type(problem).__name__


# --- acknowledged after the commit ---


def early(url):
    """How many were acknowledged when their commit began."""
    database = with_notes(Database(url))
    futures, done = [], []
    event.listen(database._write, "commit", lambda _: done.extend(f.done() for f in futures))
    began = Event()
    futures.append(database.write(lambda connection: began.wait(10) and add(1)(connection)))
    futures.append(database.write(add(2)))
    began.set()
    assert [future.result(10) for future in futures] == [1, 2]
    database.close()
    return sum(done)


def test_nothing_is_acknowledged_before_its_commit(url):
    assert early(url) == 0


def test_a_writer_that_acknowledges_before_its_commit_is_noticed(url, monkeypatch):
    monkeypatch.setattr(database_module, "Writer", broken.Hasty)
    assert early(url) > 0


def test_what_waits_shares_one_commit(store):
    commits = []
    event.listen(store._write, "commit", commits.append)
    futures = together(store, *(add(number) for number in range(50)))
    assert [future.result(10) for future in futures] == list(range(50))
    assert len(commits) == 2  # the one that held up the others, and theirs


@pytest.mark.parametrize(
    ("kind", "says"),
    [(Writer, [1, "not-saved", 3]), (broken.Hasty, [1, 2, 3]), (broken.Sweeping, ["IntegrityError"] * 3)],
)
def test_a_commit_that_fails_is_not_acknowledged_and_the_others_go_alone(url, monkeypatch, kind, says):
    monkeypatch.setattr(database_module, "Writer", kind)
    store = with_notes(Database(url))
    futures = together(store, add(1), add(2, after=99), add(3))
    assert [told(future) for future in futures] == says
    assert notes(store) == ({1, 3} if kind is Writer else set())
    store.close()


def test_a_refusal_leaves_its_neighbours_in_their_commit(store):
    runs = []

    def refuse(_):
        raise KanoError("room-closed")

    works = [lambda connection: runs.append(1) or add(1)(connection), refuse, add(2)]
    assert [told(future) for future in together(store, *works)] == [1, "room-closed", 2]
    assert (runs, notes(store)) == ([1], {1, 2})


def test_a_refusal_that_is_no_refusal_runs_its_neighbours_twice(store, monkeypatch):
    monkeypatch.setattr(writer, "_tried", lambda work, connection: (work(connection), None))
    runs = []

    def refuse(_):
        raise KanoError("room-closed")

    works = [lambda connection: runs.append(1) or add(1)(connection), refuse, add(2)]
    assert [told(future) for future in together(store, *works)] == [1, "room-closed", 2]
    assert runs == [1, 1]


@pytest.mark.parametrize(
    ("kind", "says"),
    [(Writer, [1, "ZeroDivisionError", 2]), (broken.Sweeping, ["ZeroDivisionError"] * 3)],
)
def test_an_unexpected_exception_is_its_own_only(url, monkeypatch, kind, says):
    monkeypatch.setattr(database_module, "Writer", kind)
    store = with_notes(Database(url))
    futures = together(store, add(1), lambda connection: add(7)(connection) / 0, add(2))
    assert [told(future) for future in futures] == says
    assert notes(store) == ({1, 2} if kind is Writer else set())
    store.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize(("kind", "goes_on"), [(Writer, True), (broken.Recallable, False)])
def test_a_request_that_is_given_up_does_not_stop_the_writer(url, monkeypatch, kind, goes_on):
    monkeypatch.setattr(database_module, "Writer", kind)
    store = with_notes(Database(url))

    async def given_up():
        began, go = Event(), Event()
        store.write(lambda _: began.set() or go.wait(10))
        assert began.wait(10)
        request = asyncio.ensure_future(asyncio.wrap_future(store.write(add(1))))
        await asyncio.sleep(0)
        request.cancel()
        with suppress(asyncio.CancelledError):
            await request
        go.set()

    asyncio.run(given_up())
    after = store.write(add(2))
    with suppress(TimeoutError):
        after.result(1)
    assert after.done() is goes_on
    if goes_on:
        assert notes(store) == {1, 2}
        store.close()


# --- tried again ---


@pytest.mark.parametrize("state", ["40001", "40P01"])
@pytest.mark.parametrize(("attempts", "says"), [(5, 1), (1, "not-saved")])
def test_what_the_database_sets_back_is_tried_again(postgres_url, monkeypatch, state, attempts, says):
    monkeypatch.setattr(writer, "ATTEMPTS", attempts)
    store, runs = with_notes(Database(postgres_url)), []

    def set_back_once(connection):
        runs.append(1)
        if len(runs) == 1:
            connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$")
        return add(1)(connection)

    assert told(store.write(set_back_once)) == says
    assert notes(store) == ({1} if says == 1 else set())
    store.close()


@pytest.mark.parametrize(("attempts", "says"), [(5, [1, 2]), (1, ["not-saved", 2])])
def test_a_connection_lost_in_the_middle_is_made_again(postgres_url, monkeypatch, attempts, says):
    monkeypatch.setattr(writer, "ATTEMPTS", attempts)
    store, runs = with_notes(Database(postgres_url)), []

    def lose_once(connection):
        runs.append(add(1)(connection))
        if len(runs) == 1:
            connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        return 1

    assert [told(store.write(lose_once)), told(store.write(add(2)))] == says
    assert notes(store) == set(says) - {"not-saved"}
    store.close()


@pytest.mark.parametrize("committed", [False, True], ids=["before", "after"])
def test_a_connection_lost_at_the_commit_leaves_one_answer(postgres, postgres_url, committed):
    """Nobody knows whether such a commit was done: the same answer again must be the same, not a second one."""
    room, cuts = workshop(store := Database(postgres_url)), []
    room.join(1)

    @event.listens_for(store._write, "commit")
    def cut(connection):
        driver = connection.connection.dbapi_connection
        if not cuts:
            cuts.append(driver.info.backend_pid)
            if committed:
                driver.commit()
            postgres.run(f"SELECT pg_terminate_backend({cuts[0]})")

    assert room.answer(1, 2).result(10).revision == 1
    assert [revision for _, revision in kept(store, room.room, [1]).values()] == [1]
    assert cuts
    store.close()


def test_readers_whose_connection_was_lost_are_served_again(postgres, postgres_url):
    store = with_notes(Database(postgres_url))
    assert notes(store) == set()
    name = make_url(postgres_url).database
    postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    assert notes(store) == set()
    store.close()


# --- who may what, and whose turn it is ---


@pytest.mark.parametrize(("kind", "says"), [(Database, "store-unavailable"), (broken.WritingReaders, 1)])
def test_reads_cannot_write(url, kind, says):
    store = with_notes(kind(url))
    try:
        said = store.read(add(1))
    except KanoError as refusal:
        said = refusal.code
    assert (said, notes(store)) == (says, set() if kind is Database else {1})
    store.close()


def test_a_read_sees_one_state_from_its_beginning(store):
    def look(connection):
        before = connection.execute(select(note.c.id)).scalars().all()
        store.write(add(1)).result(10)
        return before, connection.execute(select(note.c.id)).scalars().all()

    assert store.read(look) == ([], [])
    assert notes(store) == {1}


def counted(url, stores=2, threads=4, each=25):
    """What several stores on one URL count to, each person looking before he writes."""
    opened = [Database(url) for _ in range(stores)]
    with_notes(opened[0]).write(add(1)).result()

    def more(connection):
        n = connection.execute(select(note.c.n)).scalar_one()
        sleep(0.0005)
        connection.execute(update(note).values(n=n + 1))

    def person(database):
        for _ in range(each):
            with suppress(KanoError):
                database.write(more).result(30)

    people = [Thread(target=person, args=(database,)) for database in opened for _ in range(threads)]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join()
    n = opened[0].read(lambda connection: connection.execute(select(note.c.n)).scalar_one())
    for database in opened:
        database.close()
    return n


def test_several_stores_on_one_url_take_turns(url):
    assert counted(url) == 200


def test_several_stores_without_turns_lose_count(url, monkeypatch):
    broken.without_turns(monkeypatch)
    assert counted(url) < 200


def set_backs(url, monkeypatch):
    """How often the database refused one of two that change two rows in opposite order."""
    seen, passing = [], writer._passing
    monkeypatch.setattr(writer, "_passing", lambda problem: seen.append(problem) or passing(problem))
    stores = [Database(url) for _ in range(2)]
    for number in (1, 2):
        with_notes(stores[0]).write(add(number)).result()
    both = Barrier(2, timeout=0.2)

    def change(first, then):
        def work(connection):
            connection.execute(update(note).where(note.c.id == first).values(n=note.c.n + 1))
            with suppress(BrokenBarrierError):
                both.wait()
            connection.execute(update(note).where(note.c.id == then).values(n=note.c.n + 1))

        return work

    futures = [stores[0].write(change(1, 2)), stores[1].write(change(2, 1))]
    assert [told(future) for future in futures] == [None, None]
    for store in stores:
        store.close()
    return len(seen)


def test_processes_that_write_to_many_rooms_do_not_block_each_other(url, monkeypatch):
    assert set_backs(url, monkeypatch) == 0


def test_without_turns_they_do(postgres_url, monkeypatch):
    broken.without_turns(monkeypatch)
    assert set_backs(postgres_url, monkeypatch) > 0


# --- the end ---


def finished(url):
    """Of 300 submitted, how many were acknowledged when close() returned, and how many are there."""
    store = with_notes(Database(url))
    futures = [store.write(lambda c, n=number: sleep(0.001) or add(n)(c)) for number in range(300)]
    store.close()
    done = sum(future.done() for future in futures)
    sleep(0.1)
    store = Database(url)
    there = len(notes(store))
    store.close()
    return done, there


def test_close_finishes_what_was_submitted(url):
    assert finished(url) == (300, 300)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_close_that_does_not_is_noticed(url, monkeypatch):
    monkeypatch.setattr(database_module, "Writer", broken.Abrupt)
    monkeypatch.setattr(database_module, "Wiper", broken.NoWiper)  # who would wait for his turn, and for the writer so
    assert finished(url)[0] < 300


def test_after_the_end_nothing_waits_for_ever(url):
    store = Database(url)
    store.close()
    store.close()
    assert told(store.write(add(1))) == "not-saved"


# --- settings (T6) ---


def test_the_writer_has_the_settings_on_which_the_promises_rest(tmp_path):
    store = Database(f"sqlite:///{tmp_path / 'kano.db'}")
    asked = store.write(lambda c: {name: c.exec_driver_sql(f"PRAGMA {name}").scalar() for name in WANTED}).result()
    assert asked == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    names = ("query_only", "wal_autocheckpoint", "journal_mode")
    assert store.read(lambda c: [c.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]) == [1, 0, "wal"]
    store.close()


@pytest.mark.parametrize(
    ("pragmas", "settings"),
    [
        ({"synchronous": "NORMAL"}, "synchronous=1"),
        ({"synchronous": "OFF", "foreign_keys": 0}, "synchronous=0, foreign_keys=0"),
        ({"journal_mode": "DELETE"}, "journal_mode=delete"),
        ({"secure_delete": "FAST"}, "secure_delete=2"),
    ],
)
def test_a_file_that_takes_other_settings_is_not_used(tmp_path, monkeypatch, pragmas, settings):
    broken.with_pragmas(monkeypatch, **pragmas)
    with pytest.raises(KanoError) as refusal:
        Database(f"sqlite:///{tmp_path / 'kano.db'}")
    assert (refusal.value.code, refusal.value.values) == ("store-unsafe", {"settings": settings})


def test_a_server_that_does_not_wait_for_the_disk_is_not_used(postgres, postgres_url):
    postgres.run(f"ALTER DATABASE {make_url(postgres_url).database} SET synchronous_commit = off")
    with pytest.raises(KanoError) as refusal:
        Database(postgres_url)
    assert (refusal.value.code, refusal.value.values) == ("store-unsafe", {"settings": "synchronous_commit=off"})


# --- where there is no store ---


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "",
        "oracle://somewhere/kano",
        "sqlite:///absent/kano.db",
        "sqlite:///.",
        "postgresql://nobody@127.0.0.1:1/kano",
        "postgresql://nobody:hidden@name.invalid/kano",
    ],
)
def test_a_url_without_a_store_is_said_to_be_unavailable(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KanoError) as refusal:
        Database(url)
    assert refusal.value.code == "store-unavailable"
    assert refusal.value.values["reason"]
    assert "hidden" not in str(refusal.value)


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path):
    file = tmp_path / "kano.db"
    file.write_text("Meeting notes, not a database. " * 500)
    with pytest.raises(KanoError) as refusal:
        Database(f"sqlite:///{file}")
    assert refusal.value.code == "store-damaged"
    assert file.read_text() == "Meeting notes, not a database. " * 500


# --- versions ---


def differences(database, tables):
    """What autogenerate would change."""

    def compare(connection):
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), tables)

    return database.read(compare)


def test_the_steps_lead_to_the_tables_that_the_code_uses(url):
    store = Database(url)
    assert differences(store, metadata) == []
    more = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(more)
    more.tables["room"].append_column(Column("mood", Integer))
    assert [change[0] for change in differences(store, more)] == ["add_column"]
    store.close()


def test_a_store_of_a_newer_version_is_not_touched(url):
    store = Database(url)
    store.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9000'"))).result()
    store.close()
    with pytest.raises(KanoError) as refusal:
        Database(url)
    assert (refusal.value.code, refusal.value.values) == ("store-newer", {"version": "9000"})


def started_together(url, folder, *broken):
    """What servers say that find an empty store at the same moment."""
    command = [sys.executable, "-m", "tests.workshop.store.start", url, str(folder), *broken]
    servers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    return [server.communicate(timeout=60)[0].strip() for server in servers]


def test_servers_that_start_together_make_the_tables_once(url, tmp_path):
    assert started_together(url, tmp_path) == ["up", "up"]


def test_servers_that_start_together_without_turns_do_not(url, tmp_path):
    assert started_together(url, tmp_path, "without turns") != ["up", "up"]


STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade():
    for table in ("room", "participant", "answer", "profile"):
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.add_column(sa.Column("mood", sa.String(8), nullable=False, server_default="calm"))
            batch.alter_column("room" if table != "room" else "code", existing_type=sa.String(16), type_=sa.String(20))
"""


def rows_of(database, room):
    return [set(rows) for rows in database.read(lambda connection: everything(connection, room))]


def rows_after_a_step(url, tmp_path, monkeypatch):
    """The rows of a store before and after a step that rewrites its tables."""
    room = workshop(store := Database(url), segments=1)
    room.everybody(6)
    before = rows_of(store, room.room)
    store.close()
    shutil.copytree(migration.SCRIPTS, tmp_path / "steps")
    (tmp_path / "steps" / "versions" / "0002_mood.py").write_text(STEP)
    monkeypatch.setattr(migration, "SCRIPTS", tmp_path / "steps")
    store = Database(url)
    assert store.read(lambda c: c.exec_driver_sql("SELECT DISTINCT mood FROM room").scalar_one()) == "calm"
    names = {name: f"SELECT count(*) FROM {name}" for name in ("participant", "answer", "profile")}
    counts = {name: store.read(lambda c, q=query: c.exec_driver_sql(q).scalar_one()) for name, query in names.items()}
    if counts["answer"]:
        assert rows_of(store, room.room) == before
        assert room.participation.phone(room.room.code, f"{room.room.code}{1:025d}").at is None
    store.close()
    return counts


def test_a_later_step_keeps_every_answer(url, tmp_path, monkeypatch):
    assert rows_after_a_step(url, tmp_path, monkeypatch) == {"participant": 6, "answer": 48, "profile": 6}


def test_a_step_that_watches_foreign_keys_loses_them_all(tmp_path, monkeypatch):
    monkeypatch.setattr(migration, "_watch_foreign_keys", lambda *_: None)
    left = rows_after_a_step(f"sqlite:///{tmp_path / 'kano.db'}", tmp_path, monkeypatch)
    assert left == {"participant": 0, "answer": 0, "profile": 0}


# --- what is deleted ---


@pytest.mark.parametrize(("kind", "quick"), [(Database, True), (broken.StubbornForget, False)])
def test_wiping_waits_for_a_reader_without_holding_up_writers(tmp_path, kind, quick):
    store = with_notes(kind(f"sqlite:///{tmp_path / 'kano.db'}"))
    seen, left = Event(), Event()
    work = [
        Thread(target=store.read, args=(lambda c: c.execute(select(note)).all() or seen.set() or left.wait(10),)),
        Thread(target=store.forget),
    ]
    work[0].start()
    seen.wait(10)
    store.write(add(1)).result(10)
    work[1].start()
    sleep(0.1)
    start = perf_counter()
    future = store.write(add(2))
    with suppress(TimeoutError):
        future.result(0.8)
    assert (perf_counter() - start < 0.5) is quick
    left.set()
    for thread in work:
        thread.join(10)
    assert future.result(10) == 2
    store.forget()
    wait_until(lambda: (tmp_path / "kano.db-wal").stat().st_size == 0)
    store.close()


def test_a_turn_is_taken_from_other_processes_too(tmp_path):
    turns = Turns(str(tmp_path / "kano.db"))
    with (tmp_path / "kano.db-turns").open("r+") as others:
        with turns, pytest.raises(BlockingIOError):
            fcntl.flock(others, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(others, fcntl.LOCK_EX | fcntl.LOCK_NB)
    turns.close()


def test_what_the_database_says_is_told_without_values(store):
    values = {"said": token_hex(16)}
    with pytest.raises(KanoError) as told:
        store.read(lambda connection: connection.execute(text("SELECT * FROM nowhere WHERE x = :said"), values))
    whole = "".join(format_exception(told.value))
    assert "nowhere" in whole
    assert values["said"] not in whole


def test_nobody_else_on_the_machine_reads_the_store(tmp_path):
    with_notes(store := Database(f"sqlite:///{tmp_path / 'kano.db'}"))
    modes = {file.name: file.stat().st_mode & 0o077 for file in tmp_path.iterdir()}
    store.close()
    assert modes == dict.fromkeys(("kano.db", "kano.db-wal", "kano.db-shm", "kano.db-turns"), 0)
