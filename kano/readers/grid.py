"""A file as cells, before anybody has said which of its rows are headers: what the reader of each format makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kano.errors import Finding, KanoError
from kano.foreign.cells import LONGEST_CELL, letters
from kano.readers.table import Source

Raw = tuple[Sequence[str], npt.NDArray[np.int64]]
"""The cells of a column: `values[codes[i]]` stands in row i. Not yet cleaned."""


@dataclass(frozen=True, eq=False)
class Grid:
    """Columns of equal length, headers among their rows.

    `header_rows` is how many, when the format itself says so (SPSS: a name and a label); None leaves it to be found.
    `tool` likewise; `findings` say what reading changed. Raises KanoError for a cell without end: it is a quote without
    one, and what looks at words later would take minutes over it.
    """

    columns: tuple[Raw, ...]
    source: Source
    header_rows: int | None = None
    tool: str | None = None
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        for number, (values, _) in enumerate(self.columns, start=1):
            if max(map(len, values), default=0) > LONGEST_CELL:
                column, most = letters(number), f"{LONGEST_CELL:,}"
                raise KanoError("cell-too-long", file=self.source.name, column=column, most=most)

    def __len__(self) -> int:
        return len(self.columns[0][1]) if self.columns else 0

    def row(self, i: int) -> list[str]:
        return [values[codes[i]] for values, codes in self.columns]


def encoded(rows: Sequence[Sequence[str]]) -> tuple[Raw, ...]:
    """The columns of equally long rows."""
    return tuple(_encoded(cells) for cells in zip(*rows, strict=True))


def _encoded(cells: Iterable[str]) -> Raw:
    position: dict[str, int] = {}
    codes = [position.setdefault(cell, len(position)) for cell in cells]
    return list(position), np.array(codes, dtype=np.int64)
