"""Columns of Arrow as whole numbers, by the shortest way that their type and cells allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kano.engines.arrow.arrays import Array, arrow_of, given, looked_up, numpy_of, small
from kano.engines.arrow.texts import UNKNOWN, Texts
from kano.errors import KanoError

SPREAD = 4_096
"""Whole numbers that lie within are looked up in a table."""

PLAIN_DAY = r"^[0-9][0-9./TZ:+-]{9}"
"""Ten signs of which none changes by being cleaned."""


@dataclass(frozen=True)
class Coded:
    """The number of each row's text; all are below `size`."""

    ids: Array
    size: int

    def taken(self, rows: Array) -> Coded:
        return Coded(self.ids[rows], self.size)


def coded(array: Any, texts: Texts, days: bool = False) -> Coded:
    """The cells of an array by their numbers in `texts`. Raises KanoError: too many of them, or no single cells."""
    ids = _of_days(array, texts) if days else _ids(array, texts)
    return Coded(ids, len(texts))


def _ids(array: Any, texts: Texts) -> Array:
    if not len(array):
        return np.zeros(0, dtype=np.uint8)
    if pa.types.is_binary(array.type) and not array.null_count:
        return _of_bytes(array, texts)
    if pa.types.is_integer(array.type) or pa.types.is_float32(array.type) or pa.types.is_float64(array.type):
        return _of_numbers(array, texts)
    return _of_distinct(array, texts)


def _of_distinct(array: Any, texts: Texts) -> Array:
    made = distinct(array)
    return looked_up(made.indices, _numbers(made.dictionary, texts))


def _of_days(array: Any, texts: Texts) -> Array:
    made = distinct(_in_days(array))
    days = distinct(_shortened(as_text(made.dictionary, texts.name)))
    own = looked_up(days.indices, _numbers(days.dictionary, texts))
    return looked_up(made.indices, np.append(own, own.dtype.type(0)))


def _numbers(array: Any, texts: Texts) -> Array:
    """Of the cells of a dictionary, and the 0 of nulls behind them."""
    return small(np.array([*(texts.number(raw) for raw in listed(array, texts.name)), 0], dtype=np.int64))


def distinct(array: Any) -> Any:
    """With each cell once in a dictionary."""
    if pa.types.is_dictionary(array.type):
        return array
    try:
        return array.dictionary_encode()
    except pa.ArrowNotImplementedError:
        return array.cast(pa.string()).dictionary_encode()


def listed(array: Any, name: str) -> list[Any]:
    """The cells as Python says them. Raises KanoError when they are no text, or days that no calendar has."""
    if pa.types.is_timestamp(array.type) and array.type.unit == "ns":
        array = array.cast(pa.timestamp("us", array.type.tz), safe=False)
    try:
        cells = array.to_pylist()
        if _is_bytes(array.type):
            return [None if cell is None else cell.decode("utf-8") for cell in cells]
    except (ValueError, OverflowError) as problem:
        raise KanoError("column-kind", column=name, kind=str(array.type)) from problem
    return list(cells)


def _is_bytes(kind: Any) -> bool:
    kinds = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_binary_view)
    return any(is_kind(kind) for is_kind in kinds)


def as_text(array: Any, name: str) -> Any:
    """Bytes as text, others as they are. Raises KanoError when the bytes are none."""
    try:
        return array.cast(pa.string()) if pa.types.is_binary(array.type) else array
    except pa.ArrowInvalid as problem:
        raise KanoError("column-kind", column=name, kind=str(array.type)) from problem


def whole(array: Any, name: str) -> Any:
    """The array, if its cells are single ones. Raises KanoError."""
    if pa.types.is_nested(array.type):
        raise KanoError("column-kind", column=name, kind=str(array.type))
    return array


def _of_numbers(array: Any, texts: Texts) -> Array:
    """Of numbers that are whole and lie near each other by a table."""
    numbers, filled = numpy_of(array), given(array)
    if pa.types.is_floating(array.type):
        filled &= ~np.isnan(numbers)
    if filled.all():
        return _of_given(numbers, texts)
    if not filled.any():
        return np.zeros(len(array), dtype=np.uint8)
    return _of_given(np.where(filled, numbers, numbers[np.argmax(filled)]), texts) * filled


def _of_given(numbers: Array, texts: Texts) -> Array:
    least, most = numbers.min(), numbers.max()
    finite = bool(np.isfinite(least) and np.isfinite(most))
    near = finite and int(most) - int(least) < SPREAD and abs(float(least)) < 2**52
    if not near or (numbers.dtype.kind == "f" and (numbers != np.trunc(numbers)).any()):
        return _of_distinct(arrow_of(numbers), texts)
    if least >= 0 and most < 256:
        return _of_signs(numbers.astype(np.uint8, copy=False).tobytes(), texts, int)
    steps = (numbers.astype(np.int64) - int(least)).astype(np.intp)
    table = np.zeros(int(steps.max()) + 1, dtype=np.int64)
    for step in np.flatnonzero(np.bincount(steps)).tolist():
        table[step] = texts.number(int(least) + step)
    return small(table)[steps]


def _of_bytes(array: Any, texts: Texts) -> Array:
    """Of texts: a cell of one byte is its own number."""
    ends = np.frombuffer(array.buffers()[1], np.int32)[array.offset : array.offset + len(array) + 1]
    lengths = np.diff(ends)
    if lengths.max() > 1:
        wide = np.flatnonzero(lengths > 1)
        return _of_distinct(array, texts) if len(wide) > len(array) // 8 else _mixed(array, ends, lengths, wide, texts)
    if ends[-1] == ends[0]:
        return np.zeros(len(array), dtype=np.uint8)
    ids = _of_signs(bytes(memoryview(array.buffers()[2])[int(ends[0]) : int(ends[-1])]), texts, bytes)
    if len(ids) == len(array):
        return ids
    made = np.zeros(len(array), dtype=ids.dtype)
    made[lengths.astype(bool)] = ids
    return made


def _mixed(array: Any, ends: Array, lengths: Array, wide: Array, texts: Texts) -> Array:
    """Of cells of one byte with some longer ones among them."""
    rest = _of_distinct(array.take(arrow_of(wide)), texts)
    single = np.flatnonzero(lengths == 1)
    signs = np.frombuffer(array.buffers()[2], np.uint8)[ends[single]]
    ids = _of_signs(signs.tobytes(), texts, bytes)
    made = np.zeros(len(array), dtype=np.promote_types(ids.dtype, rest.dtype))
    made[single], made[wide] = ids, rest
    return made


def _of_signs(signs: bytes, texts: Texts, kind: type[int] | type[bytes]) -> Array:
    """Of bytes, each of them a cell: a whole number or a text."""
    ids = np.frombuffer(signs.translate(texts.signs[kind]), np.uint8)
    if not len(ids) or ids.max() < UNKNOWN:
        return ids
    raw = np.frombuffer(signs, np.uint8)
    found = np.flatnonzero(np.bincount(raw)).tolist()
    numbers = {sign: texts.number(sign if kind is int else chr(sign)) for sign in found}
    texts.learn(kind, numbers)
    table = np.zeros(256, dtype=np.int64)
    table[list(numbers)] = list(numbers.values())
    return small(table)[raw]


def _in_days(array: Any) -> Any:
    """Times as days in Greenwich."""
    kind = array.type
    if pa.types.is_timestamp(kind):
        return array.view(pa.timestamp(kind.unit)).cast(pa.date32(), safe=False)
    return array


def _shortened(array: Any) -> Any:
    """Texts as their first ten signs, where nothing can be lost by it."""
    if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
        return _in_days(array)
    if array.null_count:
        return array
    plain = pc.match_substring_regex(array, PLAIN_DAY)
    return pc.if_else(plain, pc.utf8_slice_codeunits(array, 0, 10), array)
