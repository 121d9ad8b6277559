"""How far a long command is, on one line that is drawn again."""

from __future__ import annotations

import sys


class Telling:
    """A progress that says each percent, or each million where the whole is not known; `on` False says nothing."""

    def __init__(self, on: bool) -> None:
        self._on = on
        self._last = -1

    def __call__(self, done: int, whole: int | None) -> None:
        step = 100 * done // whole if whole else done // 1_000_000
        if self._on and step != self._last:
            self._last = step
            print(f"\r{step} %" if whole else f"\r{done:,}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self._last >= 0:
            print(file=sys.stderr)
