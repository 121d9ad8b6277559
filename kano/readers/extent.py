"""How far the cells of a part of an XLSX file reach, seen piece by piece and without parsing it.

A parser would see what is well-formed; readers forgive more. So whatever looks like a cell counts, wherever it stands.
"""

from __future__ import annotations

import re

LONGEST_TAG = 1 << 16
OVERLAP = 1 << 10

_LETTERS = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]+)""")
_CELL = re.compile(rb"""\sr\s*=\s*["']\s*[A-Za-z]+0*([0-9]+)""")
_LINE = re.compile(rb"""\sr\s*=\s*["']\s*0*([0-9]+)""")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
_BARE = re.compile(rb"""<(?:[\w.-]+:)?c(?:\s+(?!r\s*=)[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
"""A cell that does not say where it stands: it stands behind the one before it."""


class Extent:
    """Fed with pieces, it knows the last row and the last column that may hold a cell."""

    def __init__(self) -> None:
        self._rest = b""
        self._cell = self._line = self._column = 0
        self._rows = self._bare = self._widest = 0

    def feed(self, piece: bytes) -> None:
        """Look at everything up to the last tag that may go on in the next piece."""
        text = self._rest + piece
        cut = max(text.rfind(b"<"), 0)
        if len(text) - cut > LONGEST_TAG:
            self._look(text)
            self._rest = text[-OVERLAP:].replace(b"<", b" ")
        else:
            self._look(text[:cut])
            self._rest = text[cut:]

    def end(self) -> None:
        self._look(self._rest)
        self._rest = b""

    @property
    def rows(self) -> int:
        """The last row with a cell. Rows without cells, which some programs write, do not count."""
        return max(self._cell, self._line, self._rows) if self._widest else self._cell

    @property
    def columns(self) -> int:
        return self._column + self._widest

    def _look(self, xml: bytes) -> None:
        if b"=" not in xml and b"<" not in xml:
            return
        self._column = max(self._column, *map(_number, set(_LETTERS.findall(xml))), 0)
        self._cell = max(self._cell, _largest(_CELL, xml))
        self._line = max(self._line, _largest(_LINE, xml))
        self._count(xml)

    def _count(self, xml: bytes) -> None:
        """Rows, and cells without a place in each: the first stretch goes on with the row of the piece before."""
        if not _BARE.search(xml):
            found = len(_ROW.findall(xml))
            self._rows, self._bare = self._rows + found, 0 if found else self._bare
            return
        for i, line in enumerate(_ROW.split(xml)):
            self._bare = len(_BARE.findall(line)) + (0 if i else self._bare)
            self._rows += i > 0
            self._widest = max(self._widest, self._bare)


def _largest(pattern: re.Pattern[bytes], xml: bytes) -> int:
    return max((int(digits[:9]) for digits in set(pattern.findall(xml))), default=0)


def _number(name: bytes) -> int:
    """A -> 1, Z -> 26, AA -> 27; beyond a sheet's last column, some number beyond it."""
    number = 0
    for letter in name[:8].upper():
        number = number * 26 + letter - 64
    return number
