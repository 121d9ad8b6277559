"""What waiting phones ask every few seconds, without a look at the store for each of them."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool

from kano.errors import KanoError
from kano.workshop import tokens
from kano.workshop.participation import Participation

FRESH = 1.0
"""Seconds for which what was seen is told again."""
MOST = 20_000
"""Phones that are remembered."""

Beat = dict[str, int | str]


class Pulse:
    """The state and the round of rooms: one look at the store a second for each room, and one for each phone."""

    def __init__(self, participation: Participation, clock: Callable[[], float] = time.monotonic) -> None:
        self._participation, self._clock = participation, clock
        self._seen: dict[str, tuple[float, Beat]] = {}
        self._known: set[tuple[str, str]] = set()

    async def of(self, code: str, secret: str) -> Beat:
        """`state` and `round`, for a phone of the room only. Raises KanoError `participant-unknown`."""
        now, phone = self._clock(), (code, tokens.digest(secret))
        when, beat = self._seen.get(code, (0.0, {}))
        if phone in self._known and now - when < FRESH:
            return beat
        if phone in self._known:
            self._seen[code] = now, beat  # whoever asks meanwhile is told what was seen last
        return await self._look(code, secret, phone)

    async def _look(self, code: str, secret: str, phone: tuple[str, str]) -> Beat:
        self._known.discard(phone)
        try:
            room = (await run_in_threadpool(self._participation.phone, code, secret)).room
        except KanoError:
            self._seen.pop(code, None)
            raise
        if len(self._known) >= MOST:
            self._known.clear()
            self._seen.clear()
        beat: Beat = {"state": str(room.state), "round": room.round}
        self._known.add(phone)
        self._seen[code] = self._clock(), beat
        return beat
