"""Workbooks (XLSX, XLS, XLSB, ODS) to a grid: looked at here, read in a process of their own."""

from __future__ import annotations

from dataclasses import replace

from kano.errors import KanoError
from kano.readers.grid import Grid
from kano.readers.table import Source

OLE = b"\xd0\xcf\x11\xe0"
"""How XLS files begin, and locked XLSX files, and letters of the same age."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(data: bytes, source: Source) -> Grid:
    """A grid from the first sheet that has two rows, or from the one `source.sheet` names. Raises KanoError.

    Hidden sheets are passed over unless no other holds rows: tools keep lists and settings in them.
    """
    from kano.readers.archive import check_archive
    from kano.readers.child import MEMORY, SMALL_MEMORY, distrusted, read_apart

    if data.startswith(OLE) and _LOCKED in data:
        raise KanoError("file-protected", file=source.name)
    kind = "xls" if data.startswith(OLE) else check_archive(data, source.name)
    memory = MEMORY if kind == "xlsx" else SMALL_MEMORY  # Of the others nobody knows beforehand how far cells reach.
    known, columns = read_apart("sheets", data, source.name, memory, sheet=source.sheet, kind=kind)
    with distrusted(source.name):
        sheet, *others = map(str, known["sheets"])
        return Grid(tuple(columns), replace(source, sheet=sheet, other_sheets=tuple(others)))
