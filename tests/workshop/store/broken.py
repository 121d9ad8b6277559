"""Stores with one defence taken out. A test that does not notice them proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, nullcontext, suppress
from queue import Empty
from time import sleep
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from kano.workshop import answers, database, service, writer
from kano.workshop.database import Database
from kano.workshop.room import Saved
from kano.workshop.turns import Turns
from kano.workshop.writer import Writer, _Job


class Hasty(Writer):
    """Acknowledges before COMMIT, on a disk that takes its time."""

    def _commit(self, batch: list[_Job]) -> None:
        with suppress(Exception), self._turns, self._engine.begin() as connection:
            for job in batch:
                job.future.set_result(job.work(connection))
            sleep(0.005)


class Sweeping(Writer):
    """Whoever shares a commit shares its failure."""

    def _commit(self, batch: list[_Job]) -> None:
        try:
            outcomes = self._attempt(batch)
        except Exception as problem:
            for job in batch:
                job.future.set_exception(problem)
        else:
            for job, (result, _) in zip(batch, outcomes, strict=True):
                job.future.set_result(result)


class Recallable(Writer):
    """What was submitted can be taken back while it waits."""

    def submit(self, work: Callable[[Connection], Any]) -> Future[Any]:
        self._jobs.put(_Job(work, future := Future()))
        return future


class Abrupt(Writer):
    """Ends without a look at what was submitted."""

    def close(self) -> None:
        with suppress(Empty):
            while True:
                self._jobs.get_nowait()
        super().close()


class NoWiper:
    """Wipes nothing."""

    def __init__(self, _: Callable[[], bool]) -> None: ...

    def close(self) -> None: ...


class WritingReaders(Database):
    """Reads on the connection that writes."""

    def _engines(self) -> tuple[Engine, Engine]:
        write, read = super()._engines()
        read.dispose()
        return write, write


class StubbornForget(Database):
    """Waits for readers while it holds everybody's turn."""

    def _wiped(self) -> bool:
        with self._turns, closing(self._write.raw_connection()) as driver:
            driver.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return True


def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store acknowledges before COMMIT."""
    monkeypatch.setattr(database, "Writer", Hasty)


def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store does not notice that it has been told the same before."""
    monkeypatch.setattr(answers, "_same", lambda *_: False)


def untold(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the database says goes to people as it is."""
    monkeypatch.setattr(writer, "_told", lambda problem: problem)


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step of the figures that cannot be saved now takes the figures with it."""
    monkeypatch.setattr(service, "left_for_later", nullcontext)


def boastful(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be saved is acknowledged none the less."""
    monkeypatch.setattr(writer.Writer, "_commit", _acknowledged_anyway)


def _acknowledged_anyway(own: Writer, batch: list[_Job]) -> None:
    results = [None] * len(batch)
    with suppress(Exception):
        results = [result for result, _ in own._attempt(batch)]
    for job, result in zip(batch, results, strict=True):
        job.future.set_result(result or Saved("f1", 1))


def relaxed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store does not wait for the disk at a commit, and finds that in order."""
    with_pragmas(monkeypatch, synchronous="NORMAL")
    monkeypatch.setattr(database, "WANTED", {**database.WANTED, "synchronous": 1})


def with_pragmas(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> None:
    """The writer's connection with other settings than ours."""
    prepare = database._prepare

    def other(engine: Engine, begin: str, pragmas: dict[str, Any]) -> None:
        prepare(engine, begin, {**pragmas, **changed} if "synchronous" in pragmas else pragmas)

    monkeypatch.setattr(database, "_prepare", other)


def without_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for his turn: no lock between processes, transactions that begin before they know they write."""
    prepare = database._prepare
    monkeypatch.setattr(database, "_prepare", lambda engine, _, pragmas: prepare(engine, "DEFERRED", pragmas))
    monkeypatch.setattr(database, "_take_turn", lambda _: None)
    monkeypatch.setattr(database, "Turns", lambda _: Turns(None))
