"""A look at what an archive would unpack to, piece by piece, before a reader sees it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from kano.errors import KanoError
from kano.foreign.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, letters
from kano.readers.extent import Extent
from kano.text import clean

MOST_ENTRIES = 500
MOST_BYTES = 100_000_000
MOST_RATIO, RATIO_FROM = 250, 1_000_000
PIECE = 1 << 18
KINDS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
"""By which entry an archive is known; one with two of them is known by none."""

_ENTRY = b"PK\x01\x02"
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_archive(data: bytes, name: str) -> str:
    """What kind of workbook it is. Raises KanoError for what is none, and for what would exhaust its reader."""
    if data.count(_ENTRY) > 4 * MOST_ENTRIES:  # Listing the entries would cost more memory than the file.
        raise _too_large(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
        kind = _kind(entries, name)
        _check_parts(data, entries, kind, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as problem:
        raise KanoError("file-unreadable", file=name, reason=str(problem)) from problem
    return kind


def _too_large(name: str) -> KanoError:
    return KanoError("file-too-large", file=name, limit=f"{MOST_BYTES // 1_000_000} MB")


def _kind(entries: list[zipfile.ZipInfo], name: str) -> str:
    """By the list of entries alone: how many, how large by their own word, and which."""
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _too_large(name)
    kinds = [KINDS[entry.filename] for entry in entries if entry.filename in KINDS]
    if len(kinds) != 1:
        raise KanoError("file-kind", file=name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise KanoError("file-protected", file=name)
    return kinds[0]


def _check_parts(data: bytes, entries: list[zipfile.ZipInfo], kind: str, name: str) -> None:
    total = 0
    for entry in entries:
        extent, before = Extent(), b""
        for piece in unpacked(data, entry, name):
            total += len(piece)
            if total > MOST_BYTES:
                raise _too_large(name)
            _check_text(before + piece, entry.filename, name)
            before = piece[-20:]
            if kind == "xlsx":
                extent.feed(piece)
                _check_extent(extent, name)
        extent.end()
        _check_extent(extent, name)


def unpacked(data: bytes, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """An entry piece by piece, as it really is: `zipfile` stops where the entry says that it ends, readers do not."""
    packed, size = _packed(data, entry), 0
    for piece in _inflated(packed) if entry.compress_type == zipfile.ZIP_DEFLATED else _pieces(packed):
        size += len(piece)
        if size > max(RATIO_FROM, MOST_RATIO * len(packed)):
            raise KanoError("file-bomb", file=name, part=clean(entry.filename), ratio=MOST_RATIO)
        yield bytes(piece)
    if size != entry.file_size:
        raise ValueError("a part is not as large as the archive says")


def _packed(data: bytes, entry: zipfile.ZipInfo) -> memoryview:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("a part is packed in a way that no spreadsheet program uses")
    head = data[entry.header_offset :][:30]
    start = entry.header_offset + 30 + sum(int.from_bytes(head[i : i + 2], "little") for i in (26, 28))
    packed = memoryview(data)[start : start + entry.compress_size]
    if not head.startswith(b"PK\x03\x04") or len(packed) < entry.compress_size:
        raise ValueError("a part is missing")
    return packed


def _pieces(packed: memoryview) -> Iterator[memoryview]:
    return (packed[i : i + PIECE] for i in range(0, len(packed), PIECE))


def _inflated(packed: memoryview) -> Iterator[bytes]:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    for rest in map(bytes, _pieces(packed)):
        while rest and not engine.eof:
            yield engine.decompress(rest, PIECE)
            rest = engine.unconsumed_tail
    yield engine.flush()
    if not engine.eof:
        raise ValueError("a part is cut off")


def _check_text(piece: bytes, part: str, name: str) -> None:
    """Readers know UTF-8 and no document types; no spreadsheet program writes anything else."""
    if not part.lower().endswith((".xml", ".rels")):
        return
    if b"\x00" in piece:
        raise ValueError("a part is not UTF-8")
    if _DTD.search(piece):
        raise KanoError("file-dtd", file=name, part=clean(part))


def _check_extent(extent: Extent, name: str) -> None:
    if extent.rows > MOST_ROWS or extent.columns > MOST_COLUMNS:
        cell = f"{letters(extent.columns)}{extent.rows}"
        raise KanoError("sheet-too-large", file=name, cell=cell, rows=MOST_ROWS, columns=MOST_COLUMNS)
    if extent.rows * extent.columns > MOST_CELLS:
        raise KanoError("sheet-too-wide", file=name, cells=f"{MOST_CELLS:,}")
