"""The disk fills up while people answer, and is emptied again: `python -m ... FOLDER pages|file [defence out]`."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kano.errors import KanoError
from kano.workshop.database import Database
from tests.workshop.store import broken
from tests.workshop.store.people import Workshop, kept, secret, workshop

FEATURES, BEFORE, MORE, ALL = 20, 8, 16, 36


def main(folder: str, how: str, *defence_out: str) -> None:
    for name in defence_out:
        getattr(broken, name)(pytest.MonkeyPatch())
    database = Database(f"sqlite:///{Path(folder) / 'kano.db'}")
    earlier, now = workshop(database, 4), workshop(database, FEATURES)
    earlier.everybody(6)
    earlier.service.move(earlier.actor, "close")
    exported = earlier.service.taken(earlier.actor, 1)
    for person in range(ALL):
        now.join(person)
    tried(now, range(BEFORE))
    shown = now.service.live(now.actor).counts.cells.sum()
    tried(now, range(BEFORE, MORE))  # enough that the figures are due for a step, which finds no room

    database.forget()  # the log begins anew, and has no room left from earlier
    fill(database, how, room=12)
    there, refused = tried(now, range(MORE, ALL))
    fill(database, how, room=0)
    held = kept(database, now.room, range(ALL))
    said = {
        "acknowledged": len(there),
        "refused": sorted(set(refused)),
        "lost": sum(at not in held for at in there),
        "phone": code(lambda: now.participation.phone(now.room.code, secret(now.room.code, MORE + 1))),
        "progress": code(lambda: now.service.progress(now.actor)),
        "live": code(lambda: now.service.live(now.actor).counts.cells.sum() >= shown),
        "export": code(lambda: earlier.service.taken(earlier.actor, 1) == exported),
    }

    empty(database, how)
    there, refused = tried(now, range(MORE, ALL))
    now.service.move(now.actor, "close")
    said["afterwards"] = [len(there), sorted(set(refused)), len(now.service.taken(now.actor, 1)[1])]
    said["sound"] = database.read(lambda connection: connection.exec_driver_sql("PRAGMA integrity_check").scalar())
    database.close()
    print(json.dumps(said))


def tried(room: Workshop, people: range) -> tuple[list[tuple[int, int]], list[str]]:
    """What was acknowledged, and what was said instead."""
    waiting = {(person, feature): room.answer(person, feature) for person in people for feature in range(FEATURES)}
    told = {at: code(future.result) for at, future in waiting.items()}
    return [at for at, said in told.items() if said == "ok"], [said for said in told.values() if said != "ok"]


def code(ask: Callable[[], object]) -> str:
    try:
        return "ok" if ask() else "wrong"
    except KanoError as refusal:
        return refusal.code
    except Exception as problem:
        return type(problem).__name__


def fill(database: Database, how: str, room: int) -> None:
    """Room for a few pages more of the database, or for so many of its log."""
    if how == "pages":
        pages = database.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar()).result()
        database.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages + room // 12}").scalar()).result()
    else:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room * 4096, hard))


def empty(database: Database, how: str) -> None:
    if how == "pages":
        database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1000000").scalar()).result()
    else:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
