"""Mappings that were confirmed, kept as files of their own so that the next file of the same shape is recognised.

Only for one person: where `KANO_MAPPINGS` says, else on his own machine. A server of many keeps nobody's.
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kano.errors import KanoError
from kano.readers import Mapping
from kano.readers.mapping_file import parse, to_yaml
from kano.workshop.hosts import SETTING as ADDRESS

SETTING = "KANO_MAPPINGS"
MOST_BYTES = 5_000_000
_KEY = re.compile("[0-9a-f]{64}")


def folder(local: bool) -> Path | None:
    """Where they are kept; None when they are not. `local` says that the browser is on this machine."""
    if named := os.environ.get(SETTING):
        return Path(named)
    if os.environ.get(ADDRESS) or not local:
        return None
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kano" / "mappings"


def keep(key: str, mapping: Mapping, local: bool) -> None:
    """Written whole or not at all, for the eyes of its owner; a disk that refuses stops nobody."""
    place = _place(key, local)
    if place is None:
        return
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, part = tempfile.mkstemp(dir=place.parent, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(to_yaml(mapping))
            Path(part).replace(place)
        finally:
            Path(part).unlink(missing_ok=True)


def recall(key: str, local: bool) -> tuple[Mapping, str] | None:
    """The mapping kept under a key and the day it was confirmed; None when there is none that can be read."""
    place = _place(key, local)
    if place is None:
        return None
    with suppress(OSError, ValueError, KanoError):
        seen = place.stat()
        if seen.st_size <= MOST_BYTES:
            day = datetime.fromtimestamp(seen.st_mtime).date()
            return parse(place.read_text(encoding="utf-8"), place.name), day.isoformat()
    return None


def forget(key: str, local: bool) -> None:
    place = _place(key, local)
    if place is not None:
        with suppress(OSError):
            place.unlink(missing_ok=True)


def _place(key: str, local: bool) -> Path | None:
    """A key is a hash of ours, never a text of a user."""
    kept = folder(local)
    return kept / f"{key}.yaml" if kept and _KEY.fullmatch(key) else None
