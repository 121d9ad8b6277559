"""What one process shares: the database, the rules on it, the counter of wrong codes. Made from the environment."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kano.errors import KanoError
from kano.workshop.database import Database
from kano.workshop.guesses import Guesses
from kano.workshop.hosts import SETTING as ADDRESS
from kano.workshop.participation import Participation
from kano.workshop.room import Clock
from kano.workshop.service import Service

DATABASE = "KANO_DATABASE"
"""Where the environment says that the store is: `sqlite:///file`, `postgresql://...`."""


@dataclass(frozen=True, eq=False)
class Host:
    """`address` is the configured public address, "" when there is none."""

    database: Database
    service: Service
    participation: Participation
    address: str = ""


def make_host(url: str, clock: Clock, address: str = "") -> Host:
    """A host on the store at a URL. Raises KanoError when it cannot be opened."""
    database = Database(url)
    return Host(database, Service(database, clock), Participation(database, clock, Guesses()), address)


@cache
def host() -> Host:
    """This process's host. Here, and nowhere else in the core, the clock comes in. Raises KanoError."""
    return make_host(os.environ.get(DATABASE) or _default(), time.time, os.environ.get(ADDRESS, ""))


def _default() -> str:
    """A file among the user's data, readable by him alone. Raises KanoError."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kano"
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise KanoError("store-unavailable", reason=str(problem)) from problem
    return f"sqlite:///{data / 'workshop.db'}"
