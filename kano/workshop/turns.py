"""Whoever writes to the database takes turns."""

from __future__ import annotations

import os
from threading import Lock
from types import TracebackType

try:
    import fcntl
except ImportError:  # Windows: one process
    fcntl = None  # type: ignore[assignment]


class Turns:
    """A lock between the threads of this process, and between processes by a file beside the database if there is one.

    The lock goes with its process: whoever is killed leaves none behind.
    """

    def __init__(self, database: str | None) -> None:
        self._threads = Lock()
        self._file = -1
        if database and fcntl is not None:
            self._file = os.open(f"{database}-turns", os.O_RDWR | os.O_CREAT, 0o600)

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> None:
        self._threads.acquire()
        try:
            if self._file >= 0:
                fcntl.flock(self._file, fcntl.LOCK_EX)
        except OSError:
            self._threads.release()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file >= 0:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._threads.release()
