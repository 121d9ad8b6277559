"""SAV and ZSAV: names and labels of variables above, answers in the words of their labels below."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Literal

import pyreadstat

from kano.foreign.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Column, Refused
from kano.foreign.sheets import duration, number

DATES = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR")
TIMES = ("DATETIME", "YMDHMS")
DURATIONS = ("TIME", "DTIME", "MTIME")
MOST_LISTED = 10_000
"""Variables in the file's own list, where a very long text takes several."""
PART = 2_000_000
"""So many cells are read at once."""
FIRST_DAY = datetime.datetime(1582, 10, 14)

Cell = float | str | None


def read(data: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], list[Column]]:
    """Two rows of headers and the cells; in what is known, the cells that the file itself calls missing."""
    if (listed := _listed(data)) > MOST_LISTED:
        return {"people": 0, "variables": listed}, []
    _, meta = _read(data, asked, metadataonly=True)
    names = meta.column_names
    most = min(MOST_ROWS, MOST_CELLS // max(len(names), 1))
    missing, columns = Missing(), list[Column]()
    if len(names) <= MOST_COLUMNS and (meta.number_rows or 0) <= most:
        for part in _parts(names, meta.number_rows):
            columns += _columns(*_read(data, asked, usecols=part, row_limit=most + 1), missing)
    people = max((len(column.codes) - 2 for column in columns), default=meta.number_rows)
    if not columns or people > most:
        return {"people": people, "variables": len(names)}, []
    if not people:
        raise Refused("file-empty")
    return {"missing": missing.told()}, columns


def _listed(data: bytes) -> int:
    """How many variables the file lists, without its reader, to which each costs as much as all before it."""
    order: Literal["little", "big"] = "little" if data[64:65] in (b"\2", b"\3") else "big"

    def number(at: int) -> int:
        return int.from_bytes(data[at : at + 4], order, signed=True)

    at, listed = 176, 0
    while number(at) == 2 and listed <= MOST_LISTED:
        listed += number(at + 4) >= 0  # Below zero a long text goes on.
        labelled, missing = number(at + 8), abs(number(at + 12))
        at += 32 + 8 * missing + (4 + max(number(at + 32) + 3, 0) // 4 * 4 if labelled else 0)
    return listed


def _parts(names: list[str], rows: int | None) -> list[list[str] | None]:
    """The variables that are read at once: where the file does not say how many people it holds, room is made for a
    hundred thousand."""
    some = max(PART // (rows or 100_000), 1)
    return [names[i : i + some] for i in range(0, len(names), some)] if len(names) > some else [None]


def _read(data: bytes, asked: dict[str, Any], **how: Any) -> tuple[Any, Any]:
    """Dates stay numbers here: one beyond Python's calendar would make the whole file unreadable."""
    return pyreadstat.read_sav(  # type: ignore[no-any-return, unused-ignore]
        io.BytesIO(data),
        encoding=asked["encoding"],
        user_missing=True,
        disable_datetime_conversion=True,
        output_format="dict",
        **how,
    )


def _columns(cells: dict[str, Sequence[Cell]], meta: Any, missing: Missing) -> list[Column]:
    labelled = zip(cells.items(), meta.column_labels, strict=True)
    return [_column(name, label or "", raw, meta, missing) for (name, raw), label in labelled]


class Missing:
    """What the file itself calls missing: values declared so, and cells without any."""

    def __init__(self) -> None:
        self.values: Counter[str] = Counter()
        self.columns: list[str] = []
        self.blank = 0

    def add(self, name: str, declared: Counter[str], blank: int) -> None:
        self.values += declared
        self.blank += blank
        if declared or blank:
            self.columns.append(name)

    def told(self) -> dict[str, Any]:
        return {"columns": self.columns, "values": list(self.values.items()), "blank": self.blank}


def _column(name: str, label: str, raw: Sequence[Cell], meta: Any, missing: Missing) -> Column:
    labels = meta.variable_value_labels.get(name, {})
    ranges = [(r["lo"], r["hi"]) for r in meta.missing_ranges.get(name, [])]
    plain = _plain(str(meta.original_variable_types.get(name)))
    numbers = Counter(None if value != value else value for value in raw)
    declared, texts = Counter[str](), dict[Cell, str]()
    for value, n in numbers.items():
        text = "" if value is None else plain(value)
        if value is not None and any(_within(value, lo, hi) for lo, hi in ranges):
            declared[f"{text} = {labels[value]}" if value in labels else text] += n
            text = ""
        texts[value] = text and str(labels.get(value, text))
    missing.add(name, declared, numbers[None])
    column = Column()
    column.extend([name, label])
    column.extend([texts[None if value != value else value] for value in raw])
    return column


def _within(value: Any, low: Any, high: Any) -> bool:
    return type(value) is type(low) and bool(low <= value <= high)


def _plain(kind: str) -> Callable[[Any], str]:
    """How a value without a label is written, by the format of its variable (`DATE11`)."""
    name = kind.rstrip("0123456789.")
    if name in DATES:
        return lambda value: _dated(value, " 00:00:00")
    if name in TIMES:
        return _dated
    return _lasted if name in DURATIONS else _text


def _text(value: Cell) -> str:
    return value if isinstance(value, str) else number(value or 0.0)


def _dated(seconds: Any, end: str = "") -> str:
    try:
        return str(FIRST_DAY + datetime.timedelta(seconds=round(seconds))).removesuffix(end)
    except (OverflowError, ValueError, TypeError):
        return _text(seconds)


def _lasted(seconds: Any) -> str:
    try:
        return duration(datetime.timedelta(seconds=seconds))
    except (OverflowError, ValueError, TypeError):
        return _text(seconds)
