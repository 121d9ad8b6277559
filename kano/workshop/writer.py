"""One thread that writes: many submissions to a commit, each acknowledged after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kano.errors import KanoError
from kano.workshop.marks import is_damage
from kano.workshop.turns import Turns

T = TypeVar("T")

MOST = 200
"""Submissions in one commit."""
WAITING = 20_000
"""Submissions that may wait; beyond, nobody would be served in time anyway."""
ATTEMPTS = 5


class _Job(NamedTuple):
    work: Callable[[Connection], Any]
    future: Future[Any]


class Writer:
    """Group commit: what waits while a transaction runs goes into the next one.

    A refusal (KanoError, raised before anything is written) leaves the others untouched; any other exception rolls
    back and everybody runs again alone.
    """

    def __init__(self, engine: Engine, turns: Turns) -> None:
        self._engine, self._turns = engine, turns
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._door, self._closed = Lock(), False
        self._thread = Thread(target=self._run, name="kano-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Connection], T]) -> Future[T]:
        """What is submitted is done, even when nobody waits for it any more; not after the end."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        with self._door:
            if self._closed or self._jobs.qsize() >= WAITING:
                future.set_exception(KanoError("not-saved"))
            else:
                self._jobs.put(_Job(work, future))
        return future

    def close(self) -> None:
        """Finish what was submitted."""
        with self._door:
            self._closed = True
            self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            batch = [job]
            stop = self._more(batch)
            self._commit(batch)
            if stop:
                return

    def _more(self, batch: list[_Job]) -> bool:
        """Whatever waits already, without waiting for more; whether the end was among it."""
        while len(batch) < MOST:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return False
            if job is None:
                return True
            batch.append(job)
        return False

    def _commit(self, batch: list[_Job]) -> None:
        try:
            outcomes = self._attempt(batch)
        except Exception as problem:
            if len(batch) > 1:
                for job in batch:
                    self._commit([job])
            else:
                batch[0].future.set_exception(_told(problem))
            return
        for job, (result, refusal) in zip(batch, outcomes, strict=True):
            job.future.set_exception(refusal) if refusal else job.future.set_result(result)

    def _attempt(self, batch: list[_Job]) -> list[tuple[Any, KanoError | None]]:
        """The results of a committed transaction, retried while the database says that it may succeed."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._turns, self._engine.begin() as connection:
                    return [_tried(job.work, connection) for job in batch]
            except DBAPIError as problem:
                if attempt == ATTEMPTS or not _passing(problem):
                    raise
        raise AssertionError("unreachable")


@contextmanager
def left_for_later() -> Iterator[None]:
    """What cannot be saved now is done another time."""
    try:
        yield
    except KanoError as refusal:
        if refusal.code != "not-saved":
            raise


def _tried(work: Callable[[Connection], T], connection: Connection) -> tuple[T | None, KanoError | None]:
    try:
        return work(connection), None
    except KanoError as refusal:
        return None, refusal


def _passing(problem: DBAPIError) -> bool:
    """A deadlock, a serialisation failure or a lost connection: another attempt may succeed."""
    return problem.connection_invalidated or getattr(problem.orig, "sqlstate", None) in {"40001", "40P01"}


def _told(problem: Exception) -> Exception:
    """What the database could not do, in words for people; other exceptions as they are."""
    if isinstance(problem, DBAPIError) and is_damage(problem.orig):
        return KanoError("store-damaged")
    return KanoError("not-saved") if isinstance(problem, SQLAlchemyError) else problem
