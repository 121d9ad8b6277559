"""Which rows of a grid are headers, and what each column is called."""

from __future__ import annotations

from kano.readers.grid import Grid
from kano.readers.table import Table, table


def shaped(grid: Grid) -> Table:
    """The grid as a table: names above, people below. Raises KanoError."""
    return table(grid.row(0), [(values, codes[1:]) for values, codes in grid.columns], grid.source)
