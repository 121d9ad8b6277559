"""The distinct texts of a column, each with a number that is the same in every block of its source."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

from kano.engines.cells import text_of
from kano.engines.tally import MOST_TEXTS
from kano.errors import KanoError

KEPT = 50_000
"""Raw cells that are remembered, so that each is cleaned once; there may be more ways to write the same."""

UNKNOWN = 255
_KINDS: tuple[type[int], type[bytes]] = (int, bytes)


class Texts:
    """In the order in which they came; the first is "". Threads may share it."""

    def __init__(self, name: str, read: Callable[[Any], str] = text_of) -> None:
        self.name = name
        self.texts = [""]
        self._read = read
        self._numbers = {"": 0}
        self._raw: dict[tuple[type, Any], int] = {}
        self._lock = Lock()
        self.signs: dict[type[int] | type[bytes], bytes] = {kind: bytes([UNKNOWN]) * 256 for kind in _KINDS}
        """From each byte, a cell of its own, to its number; for whole numbers and for texts."""

    def __len__(self) -> int:
        return len(self.texts)

    def number(self, raw: Any) -> int:
        """Of a raw cell. Raises KanoError `count-texts` when there are too many for a choice."""
        key = (type(raw), raw)
        found = self._raw.get(key)
        return self._new(key) if found is None else found

    def _new(self, key: tuple[type, Any]) -> int:
        text = self._read(key[1])
        with self._lock:
            number = self._numbers.setdefault(text, len(self._numbers))
            if number == len(self.texts):
                self.texts.append(text)
            if number > MOST_TEXTS:
                raise KanoError("count-texts", column=self.name, most=f"{MOST_TEXTS:,}")
            if len(self._raw) > KEPT:
                self._raw = {}
            self._raw[key] = number
        return number

    def learn(self, kind: type[int] | type[bytes], numbers: dict[int, int]) -> None:
        """That these bytes are cells with these numbers."""
        known = bytearray(self.signs[kind])
        for sign, number in numbers.items():
            known[sign] = min(number, UNKNOWN)
        self.signs[kind] = bytes(known)
