"""Files that are whole or not there: what is interrupted leaves the one before."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread

from kano.errors import KanoError
from kano.workshop.turns import Turns


def keep(path: str, data: bytes) -> None:
    """Write a file in place of the one that is there, all at once. Raises KanoError."""
    try:
        _replace(Path(path).resolve(), data)
    except OSError as problem:
        raise KanoError("file-unwritable", file=path, reason=problem.strerror or "") from problem


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


TERMINATED = 128 + signal.SIGTERM


@contextmanager
def orderly() -> Iterator[None]:
    """Whoever is told to end (a scheduler does so) first removes what was put aside for a while."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def turn(path: str) -> Iterator[None]:
    """Whoever adds to this file takes turns; the lock goes with its process. Raises KanoError."""
    try:
        real = Path(path).resolve()
        turns = Turns(str(real.with_name(f".{real.name}")))
    except OSError as problem:
        raise KanoError("file-unwritable", file=path, reason=problem.strerror or "") from problem
    with closing(turns), turns:
        yield
