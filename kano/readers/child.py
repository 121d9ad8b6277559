"""Reads a file of strangers in a process of its own: what crashes or exhausts a reader harms nobody else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import numpy as np

from kano.errors import KanoError
from kano.foreign.cells import MOST_CELLS
from kano.readers.grid import Raw
from kano.text import clean

MAIN = Path(__file__).parents[1] / "foreign" / "__main__.py"
MEMORY, SMALL_MEMORY = 1_500_000_000, 512_000_000
LIMITS = {"CPU": 20, "FSIZE": 64_000_000, "NOFILE": 64, "NPROC": 0, "CORE": 0}
SECONDS = 30
TIME_IS_UP = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None
REFUSALS = {
    "file-unreadable": ("reason",),
    "file-empty": (),
    "file-kind": (),
    "file-protected": (),
    "file-too-large": ("limit",),
    "sheet-too-large": ("cell", "rows", "columns"),
    "sheet-too-wide": ("cells",),
}
"""What a child may say instead of cells, and the values of each."""
KINDS = {"B": np.uint8, "H": np.uint16, "I": np.uint32}

AT_ONCE = 3
PATIENCE = 90
_free = threading.BoundedSemaphore(AT_ONCE)


def read_apart(
    reader: str, data: bytes, name: str, memory: int = MEMORY, **asked: Any
) -> tuple[dict[str, Any], list[Raw]]:
    """What a reader of `kano.foreign` knows of a file and its columns, of equal length. Raises KanoError."""
    order = {
        "reader": reader,
        "path": [str(place) for place in sys.path if place],
        "limits": LIMITS | {"AS": memory},
        **asked,
    }
    if not _free.acquire(timeout=PATIENCE):
        raise KanoError("readers-busy", file=name)
    try:
        ended, answer = _ask(json.dumps(order).encode() + b"\n", data)
    except OSError as problem:
        raise KanoError("readers-busy", file=name) from problem
    finally:
        _free.release()
    if ended in (None, TIME_IS_UP):
        raise KanoError("file-too-slow", file=name, seconds=SECONDS)
    if ended != 0:
        raise KanoError("file-crashed", file=name)
    return _checked(answer, name)


def _ask(order: bytes, data: bytes) -> tuple[int | None, bytes]:
    """How the child ended, None when its time was over, and what it wrote."""
    with _scratch() as given, _scratch() as written:
        given.write(order)
        given.write(data)
        given.seek(0)
        ended = _run(given, written)
        written.seek(0)
        return ended, written.read(LIMITS["FSIZE"] + 1)


def _scratch() -> IO[bytes]:
    """A file without a name, in memory where the system has such: nobody else can open it, nothing stays behind."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("kano"), "w+b")
    return tempfile.TemporaryFile()


def _run(given: IO[bytes], written: IO[bytes]) -> int | None:
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", str(MAIN)],
        stdin=given,
        stdout=written,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )
    late = threading.Event()
    clock = threading.Timer(SECONDS, _kill, (process, late))
    clock.daemon = True
    clock.start()
    try:
        return (process.wait(), None)[late.is_set()]
    finally:
        clock.cancel()
        if process.returncode is None:
            _kill(process, late)
            process.wait()


def _kill(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    """End the child and whatever it started."""
    late.set()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()


def _environment() -> dict[str, str]:
    """Nothing of the server's own but where the system keeps its libraries."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "OPENBLAS_NUM_THREADS": "1", "RUST_BACKTRACE": "0"}


def _checked(answer: bytes, name: str) -> tuple[dict[str, Any], list[Raw]]:
    with distrusted(name):
        length = int.from_bytes(answer[:8], "little")
        head = json.loads(answer[8 : 8 + length])
        if "error" not in head:
            return head, _columns(head, memoryview(answer)[8 + length :])
        values = {key: clean(str(head["values"][key])) for key in REFUSALS[head["error"]]}
    raise KanoError(head["error"], file=name, **values)


@contextmanager
def distrusted(name: str) -> Iterator[None]:
    """What a child wrote is used within: where it is not what a reader writes, the reader was broken by the file."""
    try:
        yield
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
        raise KanoError("file-crashed", file=name) from problem


def _columns(head: dict[str, Any], codes: memoryview) -> list[Raw]:
    rows, columns, place = head["rows"], [], 0
    if not 0 <= rows * len(head["columns"]) <= MOST_CELLS:
        raise ValueError("more cells than may be read")
    for values, kind in zip(head["columns"], head["kinds"], strict=True):
        column = np.frombuffer(codes, KINDS[kind], rows, place)
        place += column.nbytes
        if column.max(initial=0) >= len(values) or not all(isinstance(value, str) for value in values):
            raise ValueError("a cell without a text")
        columns.append((values, column.astype(np.int64)))
    return columns
