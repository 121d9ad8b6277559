"""Wrong join codes are counted; right ones never are: a whole room joins from one address.

With 28^7 codes and 100 open rooms, 30 wrong codes a minute and address, and 600 in all, find one with a chance of
0.6 % a day, whatever number of addresses asks.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from itertools import takewhile
from secrets import token_bytes
from threading import Lock

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

EACH, ALL, WINDOW = 30, 600, 60
EVERYBODY = "everybody"


class Guesses:
    """At most `each` wrong codes from an address, and `every` from all of them, within `window` seconds.

    `allowed` is asked before a code is looked up, `failed` is told when it was wrong. An address is kept as a digest
    under a key of this process, and for the window only: the library keeps names for ever, so they are cleared here.
    It reads the wall clock and takes no other; `clock`, which cannot be set back, decides what is cleared, so that a
    wall clock that was set back locks nobody out for longer than a window.
    """

    def __init__(
        self, each: int = EACH, every: int = ALL, window: int = WINDOW, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._window, self._clock = window, clock
        self._each, self._every = (RateLimitItemPerSecond(n, window) for n in (each, every))
        self._store = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._store)
        self._key, self._lock = token_bytes(16), Lock()
        self._last: dict[str, float] = {}
        """When each name failed last, the longest ago first."""

    def allowed(self, address: str) -> bool:
        """Whether this address may try a code now."""
        with self._lock:
            self._forget()
            alone = self._limiter.test(self._each, self._name(address))
            return alone and self._limiter.test(self._every, EVERYBODY)

    def failed(self, address: str) -> None:
        """A code from this address was wrong. Beyond the common limit nothing more is kept: memory is bounded."""
        with self._lock:
            self._forget()
            if self._limiter.hit(self._every, EVERYBODY):
                self._remember(EVERYBODY)
                if self._limiter.hit(self._each, name := self._name(address)):
                    self._remember(name)

    def _name(self, address: str) -> str:
        return blake2b(network(address).encode(), key=self._key, digest_size=16).hexdigest()

    def _remember(self, name: str) -> None:
        self._last.pop(name, None)
        self._last[name] = self._clock()

    def _forget(self) -> None:
        until = self._clock() - self._window
        for name in list(takewhile(lambda name: self._last[name] <= until, self._last)):
            key = (self._every if name == EVERYBODY else self._each).key_for(name)
            with self._store.locks[key]:  # a thread of the library clears too
                self._store.clear(key)
            del self._last[name]


def network(address: str) -> str:
    """What counts as one address: of IPv6 the /64, which one person has as a whole."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return str(ip)
    return str(ip.ipv4_mapped or int(ip) >> 64)
