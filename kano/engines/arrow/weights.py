"""How much people count, exactly: whole numbers of ten-thousandths, and sums of them that no rounding reaches."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kano.engines.arrow.arrays import bools, looked_up, numpy_of
from kano.engines.arrow.coded import as_text, distinct, listed, whole
from kano.engines.cells import HEAVIEST, WEIGHT, text_of, weight_of
from kano.errors import KanoError
from kano.gathered import UNIT
from kano.readers.doubts import listed as in_words

Floats = npt.NDArray[np.float64]

MISSING, UNREAD = -1.0, -2.0
MOST_TOLD = 20
SMALLEST = 1e-4
"""Smaller numbers are written with an exponent, by which they are no weight."""
_SPLIT = float(2**24)


def units(array: Any, name: str) -> Floats:
    """The weight of each row in units of 1/`UNIT`; `MISSING` where nothing stands, `UNREAD` where no weight does.

    Raises KanoError when a column has no single cells.
    """
    made = distinct(whole(array, name))
    table = np.append(_distinct_units(made.dictionary, name), MISSING)
    return looked_up(made.indices, table)


def told(array: Any, name: str) -> Counter[str]:
    """How often each text of these cells stands there, of some that no weight can be read of."""
    made = distinct(array)
    found: Counter[str] = Counter()
    for place, n in enumerate(np.bincount(numpy_of(made.indices)).tolist()):
        if n and len(found) < 10 * MOST_TOLD:
            found[text_of(listed(made.dictionary.slice(place, 1), name)[0])] += n
    return found


def refuse(unread: Counter[str], name: str, missing: int) -> None:
    """Raises KanoError `weights-unread` when somebody has no weight."""
    found = dict(unread.most_common(MOST_TOLD)) | ({"": missing} if missing else {})
    if found:
        raise KanoError("weights-unread", column=name, values=in_words(found))


def parts(weights: Floats) -> list[Floats]:
    """Of each row the weight, and two parts of its square: sums of a block of them are exact in floating point."""
    squares = weights * weights
    high = np.floor(squares / _SPLIT)
    return [weights, high, squares - high * _SPLIT]


def together(sums: list[int]) -> tuple[int, int]:
    """The sum of weights and that of squares from the sums of `parts`."""
    return sums[0], sums[1] * int(_SPLIT) + sums[2]


def _distinct_units(array: Any, name: str) -> Floats:
    """Of distinct cells: those that are plain numbers all at once, the others one by one."""
    array = as_text(array, name)
    if pa.types.is_floating(array.type) or pa.types.is_integer(array.type):
        numbers = numpy_of(array).astype(np.float64)
    elif pa.types.is_string(array.type):
        numbers = _plain_numbers(array)
    else:
        return np.array([_units(cell) for cell in listed(array, name)], dtype=np.float64)
    made = np.floor(numbers * UNIT + 0.5)
    written = (numbers == 0) | ((numbers >= SMALLEST) & (made <= HEAVIEST * UNIT))
    for place in np.flatnonzero(~written).tolist():
        made[place] = _units(listed(array.slice(place, 1), name)[0])
    return made


def _plain_numbers(array: Any) -> Floats:
    """Of texts those that are plain numbers, and -1 for the others."""
    plain = pc.match_substring_regex(array, WEIGHT)
    numbers = np.full(len(array), -1.0)
    numbers[bools(plain)] = numpy_of(pc.ascii_trim_whitespace(array.filter(plain)).cast(pa.float64()))
    return numbers


def _units(cell: Any) -> float:
    text = text_of(cell)
    if not text:
        return MISSING
    found = weight_of(text)
    return UNREAD if found is None else float(found)
