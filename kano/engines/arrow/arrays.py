"""Between Arrow and NumPy, by their buffers: what Arrow has for it imports pandas, which takes longer than to count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Array = npt.NDArray[Any]
Bools = npt.NDArray[np.bool_]


def numpy_of(array: Any) -> Array:
    """The values of an array of numbers, also those under nulls."""
    sign = "f" if pa.types.is_floating(array.type) else "i" if pa.types.is_signed_integer(array.type) else "u"
    made = np.frombuffer(array.buffers()[1], np.dtype(f"{sign}{array.type.bit_width // 8}"))
    return made[array.offset : array.offset + len(array)]


def arrow_of(numbers: Array) -> Any:
    """An array of numbers."""
    kinds = {"i": "int", "u": "uint", "f": "float"}
    kind = pa.type_for_alias(f"{kinds[numbers.dtype.kind]}{8 * numbers.dtype.itemsize}")
    return pa.Array.from_buffers(kind, len(numbers), [None, pa.py_buffer(np.ascontiguousarray(numbers))])


def texts_of(cells: Sequence[bytes]) -> Any:
    """An array of bytes."""
    ends = np.cumsum([0, *map(len, cells)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(cells))]
    return pa.Array.from_buffers(pa.binary(), len(cells), buffers)


def given(array: Any) -> Bools:
    """Where an array has no null."""
    if not array.null_count:
        return np.ones(len(array), dtype=bool)
    return _bits(array.buffers()[0], array)


def bools(array: Any) -> Bools:
    """The values of an array of truths without nulls."""
    return _bits(array.buffers()[1], array)


def _bits(buffer: Any, array: Any) -> Bools:
    bits = np.unpackbits(np.frombuffer(buffer, np.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].astype(bool)


def looked_up(indices: Any, table: Array) -> Array:
    """What a table has for each index, its last entry for nulls."""
    places = numpy_of(indices)
    if indices.null_count:
        places = np.where(given(indices), places, len(table) - 1)
    return np.asarray(table[places])


def small(table: Array) -> Array:
    """In as few bytes as it fits in."""
    return table.astype(np.min_scalar_type(int(table.max())))
