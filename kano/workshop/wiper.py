"""What is deleted is wiped soon, for many at once, and nobody waits for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from kano.errors import KanoError

PAUSE = 1.0
"""Seconds between being asked and wiping, and between two tries."""


class Wiper:
    """A thread that calls `wiped` until it says that nothing is left, whenever somebody wants it."""

    def __init__(self, wiped: Callable[[], bool]) -> None:
        self._wiped, self._wanted = wiped, False
        self._bell, self._ended = Event(), Event()
        self._thread = Thread(target=self._run, name="kano-wiper", daemon=True)
        self._thread.start()

    def want(self) -> None:
        self._wanted = True
        self._bell.set()

    def close(self) -> None:
        """Try once more what is still wanted, then end."""
        self._ended.set()
        self._bell.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            self._bell.wait()
            self._ended.wait(PAUSE)
            self._bell.clear()
            if self._wanted:
                self._wanted = False
                if not self._try():
                    self.want()

    def _try(self) -> bool:
        try:
            return self._wiped()
        except KanoError as problem:
            logging.getLogger("kano").warning("wiping: %s", problem)
            return False
