"""JSON: a list of people (SurveyJS), each an object of answers, to a grid. Nested questions become `question.row`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kano.errors import KanoError
from kano.readers.grid import Grid, encoded
from kano.readers.table import Source

LISTS = ("data", "results", "responses", "answers", "rows")
"""Under which key a list of people stands, when it does not stand alone."""

MOST_CELLS = 10_000_000
MOST_DEPTH = 6


def looks_like_json(data: bytes) -> bool:
    """Whether the first sign opens a list or an object with a quoted key."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"[") or (start.startswith(b"{") and start[1:].lstrip()[:1] in (b'"', b"}"))


def read_json(data: bytes, source: Source) -> Grid:
    """A grid with one header row. Raises KanoError when it is no list of objects."""
    people = _people(_parsed(data, source), source)
    rows = [dict(_flat(person, "", source, 0)) for person in people]
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        raise KanoError("file-empty", file=source.name)
    if len(names) * len(rows) > MOST_CELLS:
        raise KanoError("sheet-too-wide", file=source.name, cells=f"{MOST_CELLS:,}")
    cells = [names, *([row.get(name, "") for name in names] for row in rows)]
    return Grid(encoded(cells), source, header_rows=1, tool="surveyjs")


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
    try:
        return [json.loads(line) for line in data.decode("utf-8-sig").splitlines() if line.strip()]
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
    return str(int(value)) if isinstance(value, float) and value.is_integer() else json.dumps(value, ensure_ascii=False)
