"""XLSX: bytes to a table, after a look at what the archive claims to hold."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import numpy as np

from kano.errors import KanoError
from kano.readers.table import Source, Table, table

MAX_ENTRIES = 500
MAX_BYTES = 100_000_000
MAX_ROWS, MAX_COLUMNS = 200_000, 2_000
_CELL = re.compile(rb'r="([A-Z]{1,3})([0-9]{1,7})"')


def read_workbook(data: bytes, source: Source) -> Table:
    """A table from the first sheet that has two rows, or from the one `source.sheet` names. Raises KanoError."""
    check_archive(data, source.name)
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [source.sheet] if source.sheet else book.sheet_names
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=True) for name in names}
    except (python_calamine.CalamineError, OSError, ValueError) as problem:
        raise KanoError("file-unreadable", file=source.name, reason=str(problem)) from problem
    for name, rows in sheets.items():
        if len(rows) > 1:
            return _from_rows(rows, replace(source, sheet=name))
    raise KanoError("file-empty", file=source.name)


def check_archive(data: bytes, name: str) -> None:
    """Refuse what would exhaust the reader: a bomb, or cells so far apart that the grid between them is huge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_BYTES:
                raise KanoError("file-too-large", file=name, limit=f"{MAX_BYTES // 1_000_000} MB")
            for entry in entries:
                _check_entry(archive, entry, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as problem:
        raise KanoError("file-unreadable", file=name, reason=str(problem)) from problem


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    left, tail = MAX_BYTES, b""
    with archive.open(entry) as stream:
        while block := stream.read(1 << 20):
            left -= len(block)
            if left < 0:
                raise KanoError("file-too-large", file=name, limit=f"{MAX_BYTES // 1_000_000} MB")
            if "worksheets/" in entry.filename:
                _check_cells(tail + block, name)
                tail = block[-32:]


def _check_cells(block: bytes, name: str) -> None:
    for letters, row in set(_CELL.findall(block)):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        if column > MAX_COLUMNS or int(row) > MAX_ROWS:
            cell = (letters + row).decode()
            raise KanoError("sheet-too-large", file=name, cell=cell, rows=MAX_ROWS, columns=MAX_COLUMNS)


def _from_rows(rows: list[list[Any]], source: Source) -> Table:
    texts = [[_text(cell) for cell in row] for row in rows]
    body = [row for row in texts[1:] if any(row)]
    columns = [_encode([row[i] for row in body]) for i in range(len(texts[0]))]
    return table(texts[0], columns, source)


def _encode(cells: list[str]) -> tuple[list[str], np.ndarray]:
    position: dict[str, int] = {}
    codes = [position.setdefault(cell, len(position)) for cell in cells]
    return list(position), np.array(codes, dtype=np.int64)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
