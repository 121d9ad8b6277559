"""From the bytes of a file to answers or counts, with every assumption said and every doubt asked."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from kano.errors import KanoError
from kano.readers.apply import apply
from kano.readers.bundles import is_bundle
from kano.readers.counts_table import Reading
from kano.readers.delimited import read_delimited
from kano.readers.grid import Grid
from kano.readers.headers import shaped
from kano.readers.jsonrows import looks_like_json, read_json
from kano.readers.mapping import Layout, Mapping
from kano.readers.proposal import Proposal, propose
from kano.readers.spss import read_spss
from kano.readers.table import Source, Table
from kano.readers.workbook import read_workbook
from kano.text import clean

__all__ = ["Layout", "Mapping", "Proposal", "Reading", "Source", "Table", "apply", "open_table", "propose", "read_file"]

MOST_BYTES = 200_000_000
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"PK\x05\x06")
"""How files begin that are no table, though some of them could pass for text."""
PARQUET = b"PAR1"


def read_file(path: str | Path) -> bytes:
    """The bytes of a file. Raises KanoError when there is none or it is too large."""
    path = Path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise KanoError("file-too-large", file=path.name, limit=f"{MOST_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except OSError as problem:
        raise KanoError("file-missing", file=str(path)) from problem


def open_table(data: bytes, name: str, mapping: Mapping | None = None) -> Table:
    """A table from the bytes of a file of any kind that is read; what a mapping says about reading it is followed.

    The bytes decide what the file is, not its name. Raises KanoError.
    """
    return shaped(open_grid(data, name, mapping), mapping)


def open_grid(data: bytes, name: str, mapping: Mapping | None = None) -> Grid:
    """The cells of a file, headers among them. Raises KanoError."""
    source = Source(clean(Path(name).name), hashlib.sha256(data).hexdigest())
    if mapping:
        source = replace(source, encoding=mapping.encoding, delimiter=mapping.delimiter, sheet=mapping.sheet)
    if not data.strip():
        raise KanoError("file-empty", file=source.name)
    if is_bundle(data):
        raise KanoError("bundle-no-table", file=source.name)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return read_workbook(data, source)
    if data.startswith((b"$FL2", b"$FL3")):
        return read_spss(data, source)
    if data.startswith(PARQUET):
        raise KanoError("file-parquet", file=source.name)
    if data.startswith(OTHERS):
        raise KanoError("file-kind", file=source.name)
    return read_json(data, source) if looks_like_json(data) else read_delimited(data, source)
