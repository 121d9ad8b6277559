"""Reads what is asked on standard input; writes cells, or why there are none, to standard output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from kano.foreign.cells import Read, Refused, packed
from kano.foreign.limits import limit


def main() -> None:
    """The first line says what to do, the rest is the file. Libraries are loaded before the limits close."""
    asked = json.loads(sys.stdin.buffer.readline())
    sys.path.extend(asked["path"])
    reader = import_module(f"kano.foreign.{asked['reader']}")
    limit(asked["limits"])
    for part in answer(reader.read, sys.stdin.buffer.read(), asked):
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()
    os._exit(0)  # Tidying up after a large file takes longer than reading a small one.


def answer(read: Read, data: bytes, asked: dict[str, Any]) -> Iterator[bytes]:
    """The pieces of what is written, errors among them."""
    try:
        return packed(*read(data, asked))
    except Refused as refusal:
        return packed({"error": refusal.code, "values": refusal.values})
    except MemoryError:
        raise
    except Exception as problem:
        return packed({"error": "file-unreadable", "values": {"reason": str(problem) or type(problem).__name__}})
