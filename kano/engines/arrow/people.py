"""Who rows of a long source belong to: cleaned names, and the pile that each goes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kano.engines.arrow.arrays import arrow_of, bools, looked_up, texts_of
from kano.engines.arrow.coded import as_text, distinct, listed
from kano.engines.cells import text_of

Ints = npt.NDArray[np.int64]

PLAIN = "^[!-~]{1,500}$"
"""A text that cleaning does not change."""


@dataclass(frozen=True)
class People:
    """`names` are cleaned and may repeat; `codes` is the place of each row's; `blank` rows have none."""

    names: list[bytes]
    codes: Ints
    blank: int

    def piles(self, number: int) -> Ints:
        """Which of so many piles each row goes to: one person always to the same."""
        own = np.array([crc32(name) % number for name in self.names], dtype=np.int64)
        return own[self.codes]

    def column(self, rows: Ints) -> Any:
        """The names of these rows."""
        return texts_of(self.names).take(arrow_of(self.codes[rows]))


def people_of(array: Any, name: str) -> People:
    """Of the column that tells people apart. Raises KanoError when it has no single cells."""
    made = distinct(array.cast(pa.string()) if pa.types.is_integer(array.type) else array)
    names = _names(made.dictionary, name)
    codes = looked_up(made.indices, np.arange(len(names)))
    blank = np.array([not cell for cell in names], dtype=bool)
    return People(names, codes, int(blank[codes].sum()))


def _names(array: Any, column: str) -> list[bytes]:
    """Of each cell of a dictionary, and that of nulls behind them."""
    array = as_text(array, column)
    if pa.types.is_string(array.type) and not array.null_count and bools(pc.match_substring_regex(array, PLAIN)).all():
        return [*array.cast(pa.binary()).to_pylist(), b""]
    return [*(text_of(cell).encode() for cell in listed(array, column)), b""]
