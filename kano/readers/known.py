"""Mappings that were confirmed before: known again by the columns of a file, followed only where they still fit."""

from __future__ import annotations

import hashlib

from kano.readers.doubts import answer_counts
from kano.readers.mapping import SIDES, Layout, Mapping
from kano.readers.table import Table
from kano.readers.wordings import is_blank


def signature(table: Table) -> str:
    """The same for every file with the same columns, in whatever order, of the same tool."""
    names = "\n".join([table.source.tool or "", *sorted(table.names)])
    return hashlib.sha256(names.encode()).hexdigest()


def fits(mapping: Mapping, table: Table) -> bool:
    """Whether a mapping speaks of the very columns of a table and of every answer in them."""
    if mapping.used | set(mapping.dropped) != set(table.names) or not set(mapping.rows_left_out) <= set(table.names):
        return False
    if mapping.layout is Layout.COUNTS:
        return True
    return not mapping.unresolved and all(
        is_blank(text) or text in mapping.letters(side)
        for side in SIDES
        for text in answer_counts(table, mapping, side)
    )
