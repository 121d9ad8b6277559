"""The database: one writer that commits for many and acknowledges after the commit, readers beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from kano.errors import KanoError
from kano.workshop.marks import is_damage
from kano.workshop.migration import migrate
from kano.workshop.turns import Turns
from kano.workshop.wiper import Wiper
from kano.workshop.writer import Writer

T = TypeVar("T")

BUSY_SECONDS, CONNECT_SECONDS = 30, 10
WANTED = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
"""What SQLite must answer on the writer: the write-ahead log, synced at every commit; what is deleted is wiped."""
NEVER_OFF = ("fsync", "full_page_writes", "synchronous_commit")
"""What PostgreSQL must not have switched off."""
TURN = 1984_0001
"""The advisory lock under which processes write to PostgreSQL, and migrate it, one after the other."""


class Database:
    """A store's tables at a URL: `sqlite:///file` or `postgresql://...`. Raises KanoError when it cannot be opened.

    All writes of a process go through one connection, many to a commit, and processes take turns: SQLite before
    3.51.3 may lose commits when one connection writes while another checkpoints, and on PostgreSQL two that commit
    for many rooms at once would wait for each other until one is refused.
    """

    def __init__(self, url: str) -> None:
        with _in_words(), ExitStack() as opened:
            self.url = make_url(_dialect(url))
            if self.is_sqlite and self.url.database:
                Path(self.url.database).touch(mode=0o600)
            self._turns = opened.enter_context(closing(Turns(self.url.database if self.is_sqlite else None)))
            self._write, self._read = self._engines()
            self._tidy = create_engine(self.url, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True)
            opened.callback(self._dispose)
            with self._turns:
                self._check()
                migrate(self._write)
            self._examine()
            self._opened = opened.pop_all()
        self._writer = Writer(self._write, self._turns)
        self._wiper = Wiper(self._wiped)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def write(self, work: Callable[[Connection], T]) -> Future[T]:
        """Do this in a transaction; the future holds its result once that is committed, or the exception.

        `work` may run again when a transaction is retried, and raises KanoError only before it writes.
        """
        return self._writer.submit(work)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Do this on a connection that sees one committed state and cannot write. Raises KanoError."""
        with _in_words(), self._read.begin() as connection:
            return work(connection)

    def forget(self, wait: bool = True) -> None:
        """Wipe what deleted rows left behind in the log (SQLite) or in the tables (PostgreSQL).

        It is done now, or soon: where a reader still sees the old state, and where nobody waits for it, the wiper
        goes on trying.
        """
        if not (wait and self._wiped()):
            self._wiper.want()

    def close(self) -> None:
        """Finish what was submitted, then let go of every connection."""
        self._writer.close()
        self._wiper.close()
        self._opened.close()

    def _wiped(self) -> bool:
        """Whether nothing is left. Raises KanoError."""
        with _in_words():
            if not self.is_sqlite:
                with self._tidy.connect() as plain:
                    plain.exec_driver_sql("VACUUM room, participant, answer, profile, published, exported, filed")
                return True
            with self._turns, closing(self._write.raw_connection()) as connection:
                cursor = connection.cursor()
                cursor.execute("PRAGMA busy_timeout = 0")
                busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
            return not busy

    def _dispose(self) -> None:
        self._read.dispose()
        with self._turns:
            self._write.dispose()

    def _engines(self) -> tuple[Engine, Engine]:
        common: dict[str, Any] = {"hide_parameters": True}
        if not self.is_sqlite:
            common |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_SECONDS}}
            write = create_engine(self.url, pool_size=1, max_overflow=0, **common)
            event.listen(write, "begin", _take_turn)
            read = create_engine(self.url, pool_size=8, **common)
            read = read.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            return write, read
        common |= {"connect_args": {"timeout": BUSY_SECONDS}}
        write = create_engine(self.url, pool_size=1, max_overflow=0, **common)
        read = create_engine(self.url, pool_size=8, **common)
        _prepare(write, "IMMEDIATE", {**WANTED, "synchronous": "FULL"})
        _prepare(read, "DEFERRED", {"query_only": 1, "wal_autocheckpoint": 0})
        return write, read

    def _check(self) -> None:
        """Raises KanoError when the database does not take the settings on which the promises rest, or is damaged."""
        with self._write.connect() as connection:
            if self.is_sqlite:
                found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in WANTED}
                wrong = {name: value for name, value in found.items() if value != WANTED[name]}
            else:
                found = {name: connection.exec_driver_sql(f"SHOW {name}").scalar() for name in NEVER_OFF}
                wrong = {name: value for name, value in found.items() if value == "off"}
            if wrong:
                raise KanoError("store-unsafe", settings=", ".join(f"{name}={value}" for name, value in wrong.items()))

    def _examine(self) -> None:
        """Read the whole file, beside whoever writes. Raises KanoError `store-damaged`."""
        if self.is_sqlite:
            with self._read.begin() as connection:
                if connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
                    raise KanoError("store-damaged")


def _dialect(url: str) -> str:
    """PostgreSQL by any of its names is spoken to by psycopg 3."""
    for name in ("postgres://", "postgresql://"):
        if url.startswith(name):
            return "postgresql+psycopg://" + url.removeprefix(name)
    return url


def _prepare(engine: Engine, begin: str, pragmas: dict[str, Any]) -> None:
    """Every connection with these pragmas; transactions begun by us, not by the driver when it sees fit."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {begin}")


def _take_turn(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")


@contextmanager
def _in_words() -> Iterator[None]:
    """What the database cannot do, as KanoError: the reason without the statement and its values."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError, ImportError, UnicodeDecodeError) as problem:
        cause = problem.orig if isinstance(problem, DBAPIError) else problem
        if is_damage(cause):
            raise KanoError("store-damaged") from problem
        raise KanoError("store-unavailable", reason=" ".join(str(cause).split())[:200]) from problem
