"""Values of a file, each with its place: what is not as expected is refused there, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from kano.errors import KanoError
from kano.text import clean

MOST_SIGNS = 100_000
LARGEST = 10**12
"""Of a number of people, or of a sum of ratings."""


@dataclass(frozen=True)
class Field:
    """A value, where it stands, and in which file."""

    value: Any
    where: str
    file: str

    def wrong(self, expected: str) -> NoReturn:
        raise KanoError("bundle-field", file=self.file, where=self.where, expected=expected)

    def __getitem__(self, key: str) -> Field:
        if not isinstance(self.value, dict):
            self.wrong("{ ... }")
        if key not in self.value:
            Field(None, self._of(key), self.file).wrong("...")
        return Field(self.value[key], self._of(key), self.file)

    def _of(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    @property
    def none(self) -> bool:
        return self.value is None

    def only(self, *known: str) -> Field:
        """The same, an object that has no other keys."""
        if not isinstance(self.value, dict) or set(self.value) - set(known):
            self.wrong(", ".join(known))
        return self

    def each(self) -> Iterator[Field]:
        """The items of a list."""
        if not isinstance(self.value, list):
            self.wrong("[ ... ]")
        yield from (Field(value, f"{self.where}[{i}]", self.file) for i, value in enumerate(self.value))

    def text(self, most: int = MOST_SIGNS) -> str:
        """Visible signs on one line."""
        if not isinstance(self.value, str) or len(self.value) > most:
            self.wrong(f'"..." (≤ {most})')
        return clean(self.value, most)

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(item.text() for item in self.each())

    def one_of(self, *known: str) -> str:
        if self.value not in known or not isinstance(self.value, str):
            self.wrong(" / ".join(known))
        return self.value

    def truth(self) -> bool:
        if not isinstance(self.value, bool):
            self.wrong("true / false")
        return self.value

    def whole(self, least: int = 0, most: int = LARGEST) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not least <= self.value <= most:
            self.wrong(f"{least} ... {most}")
        return self.value

    def number(self, least: float, most: float) -> float:
        """A number from `least` to `most`, both allowed."""
        plain = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        if not plain or not least <= self.value <= most:
            self.wrong(f"{least:g} ... {most:g}")
        return float(self.value)

    def counts(self, *shape: int, most: int = LARGEST) -> npt.NDArray[np.int64]:
        """Whole numbers from 0 to `most` in nested lists of this shape."""
        return np.array(self._flat(shape, (int,), most), dtype=np.int64).reshape(shape)

    def floats(self, *shape: int) -> npt.NDArray[np.float64]:
        """Numbers of 0 or more in nested lists of this shape."""
        return np.array(self._flat(shape, (int, float), LARGEST), dtype=np.float64).reshape(shape)

    def _flat(self, shape: tuple[int, ...], kinds: tuple[type, ...], most: int) -> list[Any]:
        if not isinstance(self.value, list) or len(self.value) != shape[0]:
            self.wrong(f"[ {shape[0]} ]")
        if len(shape) > 1:
            return [value for item in self.each() for value in item._flat(shape[1:], kinds, most)]
        if not all(type(value) in kinds and 0 <= value <= most for value in self.value):
            self.wrong(f"0 ... {most}")
        return self.value
