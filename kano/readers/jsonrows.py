"""JSON: a list of people (SurveyJS), each an object of answers, to a grid. Nested questions become `question.row`."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from kano.errors import KanoError
from kano.foreign.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Column, letters
from kano.readers.grid import Grid
from kano.readers.table import Source

LISTS = ("data", "results", "responses", "answers", "rows")
"""Under which key a list of people stands, when it does not stand alone."""

MOST_BYTES = 50_000_000
MOST_OBJECTS, MOST_LISTS, MOST_VALUES = 1_000_000, 1_000_000, 2_500_000
"""Signs that open or part them, those in texts among them: Python needs up to 200 bytes for each."""

MOST_DEPTH = 6
LARGEST_WHOLE = 1e15
"""Of the numbers with a point (`3.0`) that are written without; a larger one would need three hundred digits."""

LONGEST_NAME = 5_000
"""Of a column. Each name holds the names of all that it stands in, so that a long one would be held many times."""


def looks_like_json(data: bytes) -> bool:
    """Whether the first sign opens a list or an object with a quoted key."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"[") or (start.startswith(b"{") and start[1:].lstrip()[:1] in (b'"', b"}"))


def read_json(data: bytes, source: Source) -> Grid:
    """A grid with one header row. Raises KanoError when it is no list of objects, or one that would exhaust memory."""
    _check_size(data, source)
    try:
        columns = _columns(_people(_parsed(data, source), source), source)
    except RecursionError as problem:
        raise _broken(source, problem) from problem
    if not columns:
        raise KanoError("file-empty", file=source.name)
    cells = tuple((list(column.position), np.array(column.codes, dtype=np.int64)) for column in columns)
    return Grid(cells, source, header_rows=1, tool="surveyjs")


def _check_size(data: bytes, source: Source) -> None:
    """By the bytes alone, as parsing is what takes the memory."""
    if len(data) > MOST_BYTES:
        raise KanoError("file-too-large", file=source.name, limit=f"{MOST_BYTES // 1_000_000} MB")
    if data.count(b"[") > MOST_LISTS:
        raise _broken(source, ValueError(f"more than {MOST_LISTS:,} lists"))
    for sign, most in ((b"{", MOST_OBJECTS), (b",", MOST_VALUES)):
        if data.count(sign) > most:
            raise KanoError("sheet-too-wide", file=source.name, cells=f"{most:,}")


def _columns(people: list[dict[str, Any]], source: Source) -> list[Column]:
    """Each with its name above a cell per person. The people are used up meanwhile, so that nothing is held twice."""
    columns: dict[str, Column] = {}
    total = len(people)
    _check_extent(1, total, source)
    people.reverse()
    for row in range(1, total + 1):
        for name, cell in _cells(people.pop(), row, source).items():
            column = columns.get(name) or columns.setdefault(name, _begun(name))
            column.extend([*[""] * (row - len(column.codes)), cell])
        _check_extent(len(columns), total, source)
    for column in columns.values():
        column.extend([""] * (total + 1 - len(column.codes)))
    return list(columns.values())


def _cells(person: dict[str, Any], row: int, source: Source) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, cell in _flat(person, "", source, 0):
        cells[name] = cell
        _check_extent(len(cells), row, source)
    return cells


def _begun(name: str) -> Column:
    column = Column()
    column.extend([name])
    return column


def _check_extent(columns: int, rows: int, source: Source) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        cell = f"{letters(columns)}{rows + 1}"
        raise KanoError("sheet-too-large", file=source.name, cell=cell, rows=MOST_ROWS, columns=MOST_COLUMNS)
    if columns * rows > MOST_CELLS:
        raise KanoError("sheet-too-wide", file=source.name, cells=f"{MOST_CELLS:,}")


def _parsed(data: bytes, source: Source) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as problem:
        if problem.msg == "Extra data":
            return _lines(data, source)
        raise _broken(source, problem) from problem
    except (ValueError, RecursionError) as problem:
        raise _broken(source, problem) from problem


def _lines(data: bytes, source: Source) -> list[Any]:
    """An object per line."""
    people: list[Any] = []
    try:
        for line in io.TextIOWrapper(io.BytesIO(data), "utf-8-sig"):
            if line.strip():
                people += _people([json.loads(line)], source)
        return people
    except (ValueError, RecursionError) as problem:
        raise _broken(source, problem) from problem


def _broken(source: Source, problem: Exception) -> KanoError:
    return KanoError("file-unreadable", file=source.name, reason=f"JSON: {str(problem)[:200]}")


def _people(data: Any, source: Source) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        inside = next((data[key] for key in LISTS if isinstance(data.get(key), list)), None)
        data = inside if inside is not None else [data]
    if not isinstance(data, list) or not data or not all(isinstance(person, dict) for person in data):
        raise KanoError("json-people", file=source.name)
    return data


def _flat(value: Any, name: str, source: Source, depth: int) -> Iterator[tuple[str, str]]:
    """(column, cell) of everything inside a value."""
    if depth > MOST_DEPTH:
        raise KanoError("json-people", file=source.name)
    if len(name) > LONGEST_NAME:
        raise KanoError("cell-too-long", file=source.name, column=f"{name[:40]}…", most=f"{LONGEST_NAME:,}")
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key), source, depth + 1)
    elif isinstance(value, list):
        yield name, "; ".join(map(_text, value))
    else:
        yield name, _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    whole = isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_WHOLE
    return str(int(value)) if whole else json.dumps(value, ensure_ascii=False)
