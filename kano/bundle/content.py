"""Strict JSON: what stands in a file once, in one way, and the seal by which a change is seen."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from kano.errors import KanoError

MOST_BYTES = 50_000_000
MOST_PARTS = 5_000_000
"""Signs that part or open values: Python needs up to 200 bytes for each."""

SEAL = "sha256"
_NUMBERS = re.compile(r"\[\s*\n[\s\d.eE+\-,]*\]")
_EXACT = 2**53
"""Below, a whole number may be written with a point or without."""


def dump(data: dict[str, Any]) -> str:
    """JSON for eyes: objects on lines of their own, lists of numbers on one. An undefined number is null before."""
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    return _NUMBERS.sub(lambda found: " ".join(found[0].split()).replace("[ ", "[").replace(" ]", "]"), text) + "\n"


def seal(data: dict[str, Any]) -> str:
    """The SHA-256 of everything but the seal itself, whatever its spaces and the order of its names."""
    plain = {key: _plain(value) for key, value in data.items() if key != SEAL}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sealed(data: dict[str, Any]) -> dict[str, Any]:
    """The same as it will be read, its seal behind the first two names."""
    read: dict[str, Any] = json.loads(json.dumps(data, allow_nan=False))
    head = dict(list(read.items())[:2])
    return {**head, SEAL: seal(read), **read}


def parse(data: bytes, file: str) -> dict[str, Any]:
    """An object whose seal is whole. Raises KanoError `bundle-broken`, `bundle-changed` or `file-too-large`."""
    if len(data) > MOST_BYTES or sum(data.count(sign) for sign in (b",", b"[", b"{")) > MOST_PARTS:
        raise KanoError("file-too-large", file=file, limit=f"{MOST_BYTES // 1_000_000} MB")
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_undefined)
        whole = isinstance(found, dict) and isinstance(found.get(SEAL), str) and found[SEAL] == seal(found)
    except (ValueError, RecursionError, OverflowError) as problem:
        raise KanoError("bundle-broken", file=file, reason=str(problem)[:200]) from problem
    if not isinstance(found, dict):
        raise KanoError("bundle-broken", file=file, reason="{ ... }")
    if not whole:
        raise KanoError("bundle-changed", file=file)
    return found


def _plain(value: Any) -> Any:
    """The one way in which a value is sealed: 2.0 is 2."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    whole = isinstance(value, float) and abs(value) < _EXACT and value.is_integer()
    return int(value) if whole else value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _undefined(name: str) -> Any:
    raise ValueError(f"{name} is no number")
