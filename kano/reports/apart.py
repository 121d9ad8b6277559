"""Files are written in a process of their own: seconds of work on one hold up nobody's phone (R15)."""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kano.errors import KanoError
from kano.reports.story.told import Told

SECONDS = 300
AT_ONCE, PATIENCE = 2, 120
"""Processes, of a few hundred megabytes each; seconds to wait for one's turn."""
_START = "from kano.reports.apart import serve; serve()"
_MODEST = 10
"""How far the process stands back behind those that people wait for."""
_free = threading.BoundedSemaphore(AT_ONCE)


def apart(work: Callable[..., bytes], *given: Any) -> bytes:
    """What `work(*given)` makes; both are sent to the process, so both have to be plain data and functions of modules.

    Raises what the work raises, and KanoError: `writer-ended` when its process ends before or takes too long,
    `writers-busy` when too many are at work.
    """
    if not _free.acquire(timeout=PATIENCE):
        raise KanoError("writers-busy")
    try:
        done = _run(pickle.dumps((work, given)))
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise KanoError("writer-ended") from problem
    finally:
        _free.release()
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")[-2000:]
        logging.getLogger("kano").error("a writer ended with %d: %s", done.returncode, said)
        raise KanoError("writer-ended")
    made = pickle.loads(done.stdout)
    if isinstance(made, Exception):
        raise made
    return bytes(made)


def _run(order: bytes) -> subprocess.CompletedProcess[bytes]:
    places = os.pathsep.join(place for place in sys.path if place)
    command, env = [sys.executable, "-c", _START], {**os.environ, "PYTHONPATH": places}
    return subprocess.run(command, input=order, capture_output=True, env=env, timeout=SECONDS, check=False)


def serve() -> None:
    """The process: one piece of work from the standard input, what came of it to the standard output."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(OSError, AttributeError):
        os.nice(_MODEST)
    work, given = pickle.load(sys.stdin.buffer)
    try:
        made = work(*given)
    except Exception as problem:  # whatever it was, it is the asker's to tell
        made = problem
    with answer:
        pickle.dump(made, answer)


def written(tell: Callable[[], Told], suffix: str) -> bytes:
    """A story that is told where it is written. Raises KanoError."""
    return tell().written(suffix)
