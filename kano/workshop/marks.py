"""Every row that a result rests on carries a mark of its values: a damaged file is noticed, never reported."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from kano.errors import KanoError

SQLITE = {11, 26}
"""The file is malformed, or is no database."""
POSTGRESQL = {"XX001", "XX002"}


def mark(*values: Any) -> str:
    """64 bits over the values of a row."""
    return blake2b("\x1f".join(map(repr, values)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def check(kept: str, *values: Any) -> None:
    """Raises KanoError `store-damaged` unless the values are those that were marked."""
    if mark(*values) != kept:
        raise KanoError("store-damaged")


def is_damage(problem: BaseException | None) -> bool:
    """Whether the database itself, or its driver, noticed that the file is not what was written."""
    code = getattr(problem, "sqlite_errorcode", None) or 0
    if code & 0xFF in SQLITE or getattr(problem, "sqlstate", None) in POSTGRESQL:
        return True
    return isinstance(problem, UnicodeDecodeError) or "Could not decode to UTF-8" in str(problem)
