"""Power cuts: what a process did to its files is logged, and disks are made of it as a cut would have left them.

What a file was sent since its last sync is on such a disk in part: not at all, as a beginning, as some blocks of 4 KB
in any order, or whole. Names that were made or removed since the folder's last sync may be as before. Disks that lie
about their syncs, or damage what lies beside what they write, are not among these.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from kano.errors import KanoError
from kano.workshop.database import Database
from tests.workshop.store import broken
from tests.workshop.store.people import kept, sent, workshop

SOURCE = Path(__file__).with_name("powercut.c")
NAMES = {1: "kano.db", 2: "kano.db-wal", 3: "kano.db-journal"}
FOLDER, BLOCK, SECTOR = 4, 4096, 512
FEATURES, SEATS = 20, 8
HEADER = struct.Struct("<BBHIQ")


class Record(NamedTuple):
    """`operation` is c(reate), w(rite), s(ync), t(runcate), u(nlink) or a(cknowledge)."""

    operation: str
    file: int
    offset: int
    data: bytes


@dataclass
class Toll:
    """What the cuts have cost. `cuts_with_losses` are those after which an acknowledged answer was not there."""

    cuts: int = 0
    acknowledged: int = 0
    lost: int = 0
    cuts_with_losses: int = 0
    damaged: int = 0


def compiled(folder: Path) -> Path:
    """The library that logs; skips where none can be made."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not sys.platform.startswith("linux") or compiler is None:
        pytest.skip("power cuts are simulated by a library that a C compiler makes on Linux")
    library = folder / "powercut.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl", "-lpthread"], check=True)
    return library


def run(folder: Path, people: int, cuts: int, *defence_out: str) -> Toll:
    """The toll of power cuts at random moments while people answer."""
    room, log = recorded(folder, people, *defence_out)
    moments = [i for i, record in enumerate(log) if record.operation != "a"]
    first = next(i for i, record in enumerate(log) if record.operation == "a")
    chance, toll = random.Random(cuts), Toll()
    at = sorted(chance.sample([i for i in moments if i > first], cuts))
    for acknowledged, disk in disks(log, at):
        look(disk.after_a_cut(folder / "cut", chance), room, people, acknowledged, toll)
    return toll


def recorded(folder: Path, people: int, *defence_out: str) -> tuple[str, list[Record]]:
    """The room in which people answered, and what happened to the files meanwhile."""
    database, log = (folder / "live" / "kano.db").resolve(), folder / "log"
    database.parent.mkdir()
    names = {"POWERCUT_DATABASE": str(database), "POWERCUT_LOG": str(log), "LD_PRELOAD": str(compiled(folder))}
    command = [sys.executable, "-m", __name__, str(database), str(people), *defence_out]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, cwd=root, env=os.environ | names, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip(), list(records(log.read_bytes()))


def records(log: bytes) -> Iterator[Record]:
    at = 0
    while at < len(log):
        operation, file, _, length, offset = HEADER.unpack_from(log, at)
        at += HEADER.size
        yield Record(chr(operation), file, offset, log[at : at + length])
        at += length


@dataclass
class File:
    """What is certainly on the disk, and what was sent to it since its last sync."""

    synced: bytearray = field(default_factory=bytearray)
    waiting: list[Record] = field(default_factory=list)

    def sync(self) -> None:
        for record in self.waiting:
            apply(self.synced, record)
        self.waiting.clear()

    def after_a_cut(self, chance: random.Random) -> bytearray:
        content, pieces = bytearray(self.synced), [piece for record in self.waiting for piece in split(record)]
        how = chance.choice(["nothing", "everything", "a beginning", "some"])
        if how == "a beginning":
            pieces = pieces[: chance.randint(0, len(pieces))]
            if pieces and pieces[-1].operation == "w":
                torn = chance.randrange(0, len(pieces[-1].data) + 1, SECTOR)
                pieces[-1] = pieces[-1]._replace(data=pieces[-1].data[:torn])
        elif how != "everything":
            share = chance.random() if how == "some" else 0
            pieces = [piece for piece in pieces if chance.random() < share]
        for piece in pieces:
            apply(content, piece)
        return content


@dataclass
class Disk:
    """The files by number, and those whose names are certain."""

    files: dict[int, File] = field(default_factory=dict)
    named: dict[int, File] = field(default_factory=dict)

    def take(self, record: Record) -> None:
        if record.operation == "c":
            self.files[record.file] = File()
        elif record.operation == "u":
            self.files.pop(record.file, None)
        elif record.file == FOLDER:
            self.named = dict(self.files)
        elif record.operation == "s":
            self.files[record.file].sync()
        else:
            self.files[record.file].waiting.append(record)

    def after_a_cut(self, folder: Path, chance: random.Random) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        there = self.named if chance.random() < 0.5 else self.files
        for number, file in there.items():
            (folder / NAMES[number]).write_bytes(file.after_a_cut(chance))
        return folder / NAMES[1]


def apply(content: bytearray, record: Record) -> None:
    if record.operation == "t":
        del content[record.offset :]
        content.extend(bytes(record.offset - len(content)))
        return
    content.extend(bytes(max(0, record.offset - len(content))))
    content[record.offset : record.offset + len(record.data)] = record.data


def split(record: Record) -> Iterator[Record]:
    """A write as the blocks of the disk that it touches."""
    if record.operation == "t":
        yield record
        return
    start, end = record.offset, record.offset + len(record.data)
    edges = [start, *range(start - start % BLOCK + BLOCK, end, BLOCK), end]
    for left, right in pairwise(edges):
        yield record._replace(offset=left, data=record.data[left - start : right - start])


def disks(log: list[Record], at: list[int]) -> Iterator[tuple[set[tuple[int, int]], Disk]]:
    """The disk at each of these moments, and what had been acknowledged."""
    disk, acknowledged, moments = Disk(), set(), set(at)
    for i, record in enumerate(log):
        if record.operation == "a":
            acknowledged.add(divmod(record.offset, FEATURES))
        else:
            disk.take(record)
        if i in moments:
            yield set(acknowledged), disk


def look(database: Path, room_text: str, people: int, acknowledged: set[tuple[int, int]], toll: Toll) -> None:
    """Open what a cut has left as the server would."""
    toll.cuts += 1
    toll.acknowledged += len(acknowledged)
    there = {}
    try:
        store = Database(f"sqlite:///{database}")
        room = Place(**json.loads(room_text))
        there = kept(store, room, range(people))
        store.close()
    except KanoError:
        toll.damaged += 1
    lost = sum(at not in there or there[at][0].why != sent(*at).why for at in acknowledged)
    toll.lost += lost
    toll.cuts_with_losses += lost > 0


@dataclass(frozen=True)
class Place:
    """What of a room is needed to find its rows."""

    id: str
    code: str


def answer(database: str, people: int, *defence_out: str) -> None:
    """People come in and answer, several at a time; each answer is noted when it is acknowledged."""
    for name in defence_out:
        getattr(broken, name)(pytest.MonkeyPatch())
    acknowledge = ctypes.CDLL(None).powercut_acknowledge
    acknowledge.argtypes = [ctypes.c_uint64]
    opened = workshop(Database(f"sqlite:///{database}"), FEATURES)
    print(json.dumps({"id": opened.room.id, "code": opened.room.code}), flush=True)

    def sit(seat: int) -> None:
        for person in range(seat, people, SEATS):
            opened.join(person)
            for feature in range(FEATURES):
                opened.answer(person, feature).result()
                acknowledge(person * FEATURES + feature)
            if person % 20 == 0:
                opened.database.forget()

    seats = [Thread(target=sit, args=(seat,)) for seat in range(SEATS)]
    for seat in seats:
        seat.start()
    for seat in seats:
        seat.join()
    time.sleep(0.05)
    opened.database.close()


if __name__ == "__main__":
    answer(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
