"""CSV and its kin: bytes to a grid. Encoding and delimiter are found or given; a ragged row is an error."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from kano.errors import KanoError
from kano.readers.grid import Grid, encoded
from kano.readers.mapping import DELIMITERS
from kano.readers.table import Source

ENCODINGS = {
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "cp950": "cp950",
    "shift_jis": "cp932",
    "cp932": "cp932",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "cp1252": "cp1252",
}
"""What a detector may answer, and the wider encoding that is tried."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


WIDEST = 16_384
"""Columns; no spreadsheet has more."""
MOST_TITLES = 6
"""So many lines may stand above the header."""


def read_delimited(data: bytes, source: Source) -> Grid:
    """A grid from delimited text. What `source` leaves open is found. Raises KanoError."""
    text, encoding, sure = decode(data, source.name, source.encoding)
    text = text.removeprefix("\ufeff").replace("\x00", " ").lstrip("\r\n")
    if not text.strip():
        raise KanoError("file-empty", file=source.name)
    delimiter = source.delimiter or find_delimiter(text)
    found = replace(source, encoding=encoding, encoding_sure=sure, delimiter=delimiter)
    return _columns(text, found)


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str, bool]:
    """Text, its encoding, and whether the bytes prove it or it was given. Raises KanoError, also when it is no text."""
    found, sure = (encoding, True) if encoding else find_encoding(data)
    try:
        text = data.decode(found)
        text.encode("utf-8")
    except (ValueError, LookupError) as problem:
        raise KanoError("file-encoding", file=name, encoding=found) from problem
    start = text[:4000]
    if sum(sign < " " and sign not in "\t\r\n\x00" for sign in start) > len(start) / 100:
        raise KanoError("file-kind", file=name)
    return text, found, sure


def find_encoding(data: bytes) -> tuple[str, bool]:
    """The encoding, and whether the bytes prove it: a mark, a pattern of zero bytes, or valid UTF-8."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, True
    first, second = data[:2000:2].count(0), data[1:2000:2].count(0)
    if max(first, second) > max(len(data[:2000]) / 4, 4 * min(first, second)) or _wide_line_ends(data):
        return ("utf-16-le" if first < second else "utf-16-be"), True
    try:
        data.decode("utf-8")
        return "utf-8", True
    except UnicodeDecodeError:
        return _guess(data), False


def _wide_line_ends(data: bytes) -> bool:
    """Line ends of two bytes, as in UTF-16 of whatever script."""
    ends = data.count(b"\n")
    return ends > 0 and max(data.count(b"\n\x00"), data.count(b"\x00\n")) > ends / 2


def _guess(data: bytes) -> str:
    import chardet

    candidates = [ENCODINGS.get(str(chardet.detect(data)["encoding"]).lower()), "gb18030", "cp950", "cp1252"]
    for name in filter(None, candidates):
        try:
            data.decode(name)
            return name
        except UnicodeDecodeError:
            continue
    return "latin-1"


def find_delimiter(text: str, rows: int = 20) -> str:
    """The delimiter that gives the largest least width over the first rows; where that is equal, the most cells."""

    def width(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in _first_rows(text[:200_000], delimiter, rows) if row]
        return min(widths[:-1] or widths, default=0), sum(widths)

    return max(DELIMITERS, key=width)


def _first_rows(text: str, delimiter: str, rows: int) -> list[list[str]]:
    """Up to `rows` rows, fewer when a cell is too long to be one (a quote that never ends)."""
    read: list[list[str]] = []
    with suppress(csv.Error):
        for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), rows):
            read.append(row)
    return read


def _columns(text: str, source: Source) -> Grid:
    import pyarrow as pa
    import pyarrow.csv as pc

    delimiter = source.delimiter or ","
    head = _first_rows(text, delimiter, 1)
    if not head:
        raise KanoError("file-unreadable", file=source.name, reason="a quoted cell does not end")
    if len(head[0]) > WIDEST:
        raise KanoError("sheet-too-wide", file=source.name, cells=f"{WIDEST:,}")
    names = [str(i) for i in range(len(head[0]))]
    ragged: list[pc.InvalidRow] = []

    def refuse(row: pc.InvalidRow) -> str:
        ragged.append(row)
        return "error"

    kind = pa.dictionary(pa.int32(), pa.string())
    try:
        frame = pc.read_csv(
            pa.BufferReader(text.encode("utf-8")),
            read_options=pc.ReadOptions(column_names=names, use_threads=False, block_size=1 << 24),
            parse_options=pc.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=refuse),
            convert_options=pc.ConvertOptions(column_types=dict.fromkeys(names, kind), strings_can_be_null=False),
        )
    except (pa.ArrowInvalid, ValueError) as problem:
        if ragged:
            return _evened(text, source)
        raise KanoError("file-unreadable", file=source.name, reason=str(problem).splitlines()[0]) from problem
    grid = _from_arrow(frame, source)
    if len(grid) and "\n" in grid.row(-1)[-1] and not text.rstrip().endswith('"'):  # Only a quoted cell has lines.
        raise KanoError("file-unreadable", file=source.name, reason="a quoted cell does not end")
    return grid


def _evened(text: str, source: Source) -> Grid:
    """A grid from rows that differ by blank cells at their ends, or by a title above the header. Raises KanoError.

    A row that lacks a cell, or has one too many with something in it, is refused: nobody knows where it belongs. So
    is one that is longer or shorter than the other rows: a blank at its end may be one that slipped there.
    """
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=source.delimiter or ",", strict=True)
        rows = [(number, row) for number, row in enumerate(lines, start=1) if row]
    except csv.Error as problem:
        raise KanoError("file-unreadable", file=source.name, reason=str(problem)) from problem
    head = next((i for i, (_, row) in enumerate(rows[:MOST_TITLES]) if len(row) > 1), 0)
    width = len(_filled(rows[head][1]))
    usual = Counter(len(row) for _, row in rows[head + 1 :]).most_common(1)[0][0] if rows[head + 1 :] else width
    for number, row in rows[head:]:
        if len(row) < width or len(_filled(row)) > width:
            raise KanoError("row-ragged", file=source.name, row=number, expected=width, actual=len(row))
    for number, row in rows[head + 1 :]:
        if len(row) != usual:
            raise KanoError("row-ragged", file=source.name, row=number, expected=usual, actual=len(row))
    return Grid(encoded([(row + [""] * width)[:width] for _, row in rows]), source)


def _filled(row: list[str]) -> list[str]:
    """The row up to its last cell that holds something."""
    return row[: max((i for i, cell in enumerate(row, start=1) if cell.strip()), default=0)]


def _from_arrow(frame: Any, source: Source) -> Grid:
    columns = [c.combine_chunks() for c in frame.unify_dictionaries().columns]
    return Grid(tuple((c.dictionary.to_pylist(), _codes(c.indices)) for c in columns), source)


def _codes(indices: Any) -> npt.NDArray[np.int64]:
    """The integers of an Arrow array without nulls; its own `to_numpy` would import pandas."""
    buffer = indices.buffers()[1]
    return np.frombuffer(buffer, dtype=np.int32)[indices.offset : indices.offset + len(indices)].astype(np.int64)
