"""Cells on their way out of the child: each distinct text of a column once, and a number per row."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 2_000, 10_000_000
LONGEST_CELL = 1_000_000
"""Characters; spreadsheets hold 32,767."""
MOST_BYTES = 60_000_000
"""So much may be written; the limit on the size of files lies a little higher."""


class Refused(Exception):
    """The file is not read; code and values as in `KanoError`."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Column:
    """Texts in their order, the distinct ones and which stands where."""

    def __init__(self) -> None:
        self.position: dict[str, int] = {}
        self.codes = array("I")

    def extend(self, texts: Iterable[str]) -> None:
        position, place = self.position, self.position.setdefault
        self.codes.extend([place(text, len(position)) for text in texts])

    def kind(self) -> str:
        """The narrowest type of number that holds the codes."""
        return "B" if len(self.position) <= 1 << 8 else "H" if len(self.position) <= 1 << 16 else "I"


Read = Callable[[bytes, dict[str, Any]], tuple[dict[str, Any], list[Column]]]
"""A reader: bytes and what was asked, to what is known of the file and its columns."""


def packed(head: dict[str, Any], columns: Sequence[Column] = ()) -> Iterator[bytes]:
    """The length of a JSON text, that text, and the codes of each column."""
    rows = len(columns[0].codes) if columns else 0
    kinds = [column.kind() for column in columns]
    values = [list(column.position) for column in columns]
    text = json.dumps({**head, "rows": rows, "kinds": kinds, "columns": values}, ensure_ascii=False)
    start = text.encode("utf-8", "replace")
    if len(start) + sum(rows * array(kind).itemsize for kind in kinds) > MOST_BYTES:
        raise Refused("file-too-large", limit=f"{MOST_BYTES // 1_000_000} MB")
    codes = (array(column.kind(), column.codes).tobytes() for column in columns)
    return iter((len(start).to_bytes(8, "little"), start, *codes))


def letters(number: int) -> str:
    """The name of a column: 1 -> A, 27 -> AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
