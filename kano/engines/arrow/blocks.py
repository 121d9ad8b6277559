"""Delimited text of any length as blocks of whole rows, cut where no quoted cell is open."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from typing import NoReturn

import numpy as np
import numpy.typing as npt

from kano.errors import KanoError

Ints = npt.NDArray[np.int64]

BLOCK = 4 << 20
"""Bytes that are read at once."""

LONGEST_ROW = 32 << 20
"""Bytes without the end of a row: a quote in them has none."""

_QUOTE, _LINE, _RETURN = b'"\n\r'


def pieces(read: Callable[[int], bytes], encoding: str, file: str) -> Iterator[bytes]:
    """The content as UTF-8, without a mark at its beginning. UTF-8 itself is not looked at here.

    Raises KanoError when the bytes are not of the encoding.
    """
    plain = codecs.lookup(encoding).name in ("utf-8", "utf-8-sig", "ascii")
    for i, piece in enumerate(filter(None, _same(read) if plain else _decoded(read, encoding, file))):
        yield (piece.removeprefix(codecs.BOM_UTF8) if i == 0 else piece).replace(b"\x00", b" ")


def _same(read: Callable[[int], bytes]) -> Iterator[bytes]:
    first = read(max(BLOCK, len(codecs.BOM_UTF8)))
    while first:
        yield first
        first = read(BLOCK)


def _decoded(read: Callable[[int], bytes], encoding: str, file: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := read(BLOCK):
            yield decoder.decode(piece).encode("utf-8")
        yield decoder.decode(b"", final=True).encode("utf-8")
    except ValueError as problem:
        raise KanoError("file-encoding", file=file, encoding=encoding) from problem


class Tangled(Exception):
    """Quotes that may be signs like any other: the blocks have to be cut again with care."""


def blocks(parts: Iterator[bytes], delimiter: str, file: str, careful: bool = True) -> Iterator[bytes]:
    """Whole rows, about `BLOCK` bytes of them, in order. Raises KanoError for a quoted cell without end.

    Without care a row ends where the number of quotes before it is even. That is right as long as each block
    `is_plain`, which others can find out side by side. Raises Tangled when it cannot be.
    """
    rest = b""
    for part in parts:
        data = rest + part if rest else part
        end = last_end(data, delimiter) if careful else even_end(data)
        if end:
            yield data[:end]
        rest = data[end:]
        if len(rest) > LONGEST_ROW or (not careful and len(rest) > 2 * BLOCK):
            _without_end(file, careful)
    if rest:
        if is_open(rest, delimiter):
            _without_end(file, careful)
        yield rest


def _without_end(file: str, careful: bool) -> NoReturn:
    if not careful:
        raise Tangled
    raise KanoError("file-unreadable", file=file, reason="a quoted cell does not end")


def even_end(data: bytes) -> int:
    """The place behind the last line end before which the quotes are even; 0 when there is none."""
    signs = np.frombuffer(data, dtype=np.uint8)
    line, number = (b"\n" if b"\n" in data else b"\r"), int(np.count_nonzero(signs == _QUOTE))
    end = len(data)
    while (place := data.rfind(line, 0, end)) >= 0:
        number -= data.count(b'"', place, end)
        if number % 2 == 0:
            return place + 1
        end = place
    return 0


def is_plain(data: bytes, delimiter: str) -> bool:
    """Whether each quote of whole rows begins or ends a cell, or is one of a doubled pair within."""
    if b'"' not in data:
        return True
    found = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == _QUOTE)
    return len(found) % 2 == 0 and _by_turns(data, found, delimiter)


def last_end(data: bytes, delimiter: str) -> int:
    """The place behind the last row that ends in the data, which begins with a row; 0 when none does."""
    if b'"' not in data:
        return (data.rfind(b"\n") + 1) or (data.rfind(b"\r") + 1)
    ends = row_ends(data, delimiter)
    return int(ends[-1]) if len(ends) else 0


def row_ends(data: bytes, delimiter: str) -> Ints:
    """The places behind the end of each row, of blank ones too. The data begins with a row."""
    signs = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(signs == _LINE)
    if b"\r" in data:
        returns = np.flatnonzero(signs[:-1] == _RETURN)
        ends = np.sort(np.concatenate([ends, returns[signs[returns + 1] != _LINE]]))
        ends = np.append(ends, len(signs) - 1) if signs[-1] == _RETURN else ends
    if b'"' in data:
        ends = ends[np.searchsorted(quotes(data, delimiter), ends) % 2 == 0]
    return ends + 1


def is_open(data: bytes, delimiter: str) -> bool:
    """Whether the data ends within a quoted cell of several lines."""
    if b'"' not in data:
        return False
    found = quotes(data, delimiter)
    return len(found) % 2 == 1 and b"\n" in data[int(found[-1]) :]


def quotes(data: bytes, delimiter: str) -> Ints:
    """The places of the signs that begin and end quoted cells, by turns. The data begins with a row.

    A quote begins a cell only where a cell begins. When each one that would by its number does so, or follows the one
    before it (a doubled one within a cell), there is no other; else they are looked at one by one.
    """
    found = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == _QUOTE)
    return found if _by_turns(data, found, delimiter) else _each(data, found.tolist(), delimiter)


def _by_turns(data: bytes, found: Ints, delimiter: str) -> bool:
    """Whether each quote that would begin a cell by its number stands where one begins, or follows the one before."""
    signs, begins = np.frombuffer(data, dtype=np.uint8), found[::2]
    before = signs[begins - 1]
    starts = (before == ord(delimiter)) | (before == _LINE) | (before == _RETURN) | (begins == 0)
    starts[1:] |= begins[1:] == found[1:-1:2] + 1
    return bool(starts.all())


def _each(data: bytes, found: list[int], delimiter: str) -> Ints:
    starts = b"\n\r" + delimiter.encode()
    made: list[int] = []
    skip = -1
    for place in found:
        if place == skip:
            continue
        if len(made) % 2:
            if data[place + 1 : place + 2] == b'"':
                skip = place + 1
            else:
                made.append(place)
        elif place == 0 or data[place - 1] in starts:
            made.append(place)
    return np.array(made, dtype=np.int64)
