"""XLSX: bytes to a grid, after a look at what the archive claims to hold."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from dataclasses import replace
from typing import Any

from kano.errors import KanoError
from kano.readers.grid import Grid, encoded
from kano.readers.table import Source

MAX_ENTRIES = 500
MAX_BYTES = 100_000_000
MAX_ROWS, MAX_COLUMNS = 200_000, 2_000
MAX_CELLS = 10_000_000
OTHER_KINDS = {"content.xml", "xl/workbook.bin"}
"""What makes an archive an ODS or XLSB to the reader."""

_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)([0-9]*)""")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
_BARE = re.compile(rb"""<(?:[\w.-]+:)?c(?:\s+(?!r\s*=)[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
"""A cell that does not say where it stands: it stands behind the one before it."""


def read_workbook(data: bytes, source: Source) -> Grid:
    """A grid from the first sheet that has two rows, or from the one `source.sheet` names. Raises KanoError."""
    check_archive(data, source.name)
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [source.sheet] if source.sheet else book.sheet_names
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=True) for name in names}
    except (python_calamine.CalamineError, OSError, ValueError) as problem:
        raise KanoError("file-unreadable", file=source.name, reason=str(problem)) from problem
    full = [name for name, rows in sheets.items() if len(rows) > 1]
    if not full:
        raise KanoError("file-empty", file=source.name)
    texts = [[_text(cell) for cell in row] for row in sheets[full[0]]]
    return Grid(encoded(texts), replace(source, sheet=full[0], other_sheets=tuple(full[1:])))


def check_archive(data: bytes, name: str) -> None:
    """Refuse what would exhaust the reader: a bomb, or cells so far apart that the grid between them is huge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_BYTES:
                raise KanoError("file-too-large", file=name, limit=f"{MAX_BYTES // 1_000_000} MB")
            names = {entry.filename for entry in entries}
            if "xl/workbook.xml" not in names or names & OTHER_KINDS:
                raise KanoError("file-kind", file=name)
            for entry in entries:
                _check_sheet(archive.read(entry), name)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError) as problem:
        raise KanoError("file-unreadable", file=name, reason=str(problem)) from problem


def _check_sheet(xml: bytes, name: str) -> None:
    rows, columns = _extent(xml)
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        cell = f"{_letters(columns)}{rows}"
        raise KanoError("sheet-too-large", file=name, cell=cell, rows=MAX_ROWS, columns=MAX_COLUMNS)
    if rows * columns > MAX_CELLS:
        raise KanoError("sheet-too-wide", file=name, cells=f"{MAX_CELLS:,}")


def _extent(xml: bytes) -> tuple[int, int]:
    """Rows and columns that hold cells, at most: by the cells' references, and by counting the cells without one."""
    references, lines = set(_REFERENCE.findall(xml)), _ROW.split(xml)[1:]
    bare = max((len(_BARE.findall(line)) for line in lines), default=0)
    standing = {digits.lstrip(b"0") for letters, digits in references if letters or bare}
    rows = [int(digits[:9] or 0) for digits in standing] + [len(lines)] * (bare > 0)
    return max(rows, default=0), bare + max((_number(letters) for letters, _ in references), default=0)


def _number(letters: bytes) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _letters(number: int) -> str:
    """1 -> A, 27 -> AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
