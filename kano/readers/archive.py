"""A look at what an archive would unpack to, piece by piece, before a reader sees it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

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

_LOCAL, _ENTRY, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCATOR, _END_64 = b"PK\x06\x07", b"PK\x06\x06"
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_archive(data: bytes, name: str) -> str:
    """What kind of workbook it is. Raises KanoError for what is none, and for what would exhaust its reader."""
    if data.count(_ENTRY) > 4 * MOST_ENTRIES:  # Listing the entries would cost more memory than the file.
        raise _too_large(name)
    try:
        start, count = _listed(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
        _check_list(data, entries, start, count)
        kind = _kind(entries, name)
        _check_parts(data, entries, kind, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error) as problem:
        raise KanoError("file-unreadable", file=name, reason=str(problem)) from problem
    return kind


def _listed(data: bytes) -> tuple[int, int]:
    """Where the list of entries begins and how many it holds, by the very last end record; ValueError if in any doubt.

    Readers differ in what they do with an end record that is not quite right: some look for another further ahead, and
    so would read another archive than the one that was looked at.
    """
    end = last = data.rfind(_END)
    if not data.startswith(_LOCAL) or end < 0:
        raise ValueError("the archive has no beginning or no end")
    own: tuple[int, ...]
    *disks, here, count, size, start, comment = struct.unpack_from("<4H2LH", data, end + 4)
    own = (here, count, size, start)
    if data.startswith(_LOCATOR, max(end - 20, 0)):
        end, own = _end_of_zip64(data, end - 20, own)
    here, count, size, start = own
    if any(disks) or here != count or start + size != end or len(data) != last + 22 + comment:
        raise ValueError("the archive does not end as it says")
    return start, count


def _end_of_zip64(data: bytes, locator: int, own: Sequence[int]) -> tuple[int, tuple[int, ...]]:
    """The place and the numbers of the larger end record, which must say the same as the other or stand in for it."""
    disk, place, disks = struct.unpack_from("<LQL", data, locator + 4)
    if (disk, disks, place) != (0, 1, locator - 56) or not data.startswith(_END_64, place):
        raise ValueError("the archive does not end as it says")
    length, _, _, *numbers = struct.unpack_from("<QHH2L4Q", data, place + 4)
    unsaid = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    agree = all(short in (long, none) for short, long, none in zip(own, numbers[2:], unsaid, strict=True))
    if length != 44 or any(numbers[:2]) or not agree:
        raise ValueError("the archive does not end as it says")
    return place, tuple(numbers[2:])


def _check_list(data: bytes, entries: list[zipfile.ZipInfo], start: int, count: int) -> None:
    """ValueError unless the list is as long as the archive says and its parts fill what stands before it."""
    places = [entry.header_offset for entry in entries]
    if len(places) != count or min(places, default=0) != 0 or max(places, default=0) >= start:
        raise ValueError("the list of parts is not what the archive says")
    if not data.startswith(_ENTRY, start):
        raise ValueError("the list of parts is not where the archive says")


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
    if not head.startswith(_LOCAL) or len(packed) < entry.compress_size:
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
