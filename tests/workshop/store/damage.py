"""Damaged files: what a disk, a copy or a restore may make of a store, and what the store says then."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kano.errors import KanoError
from kano.workshop import rooms
from kano.workshop.database import Database
from kano.workshop.participation import Participation
from kano.workshop.rights import Role
from kano.workshop.room import Options, Place, Room
from kano.workshop.service import Service
from tests.workshop.store.people import Anyone, Workshop, questionnaire, said, secret, sent

PAGE, PEOPLE, FEATURES, SEGMENTS = 4096, 12, 8, 2
NOW = 1_800_000_000.0


@dataclass(frozen=True)
class Original:
    """A sound file, the same file as it was a while before, and what the store says of it."""

    file: bytes
    earlier: bytes
    room: str
    code: str
    control: str
    before: Room
    says: dict[str, Any]

    def mutants(self, each: int, kinds: Iterable[str] = ()) -> Iterator[bytes]:
        """Files with one damage, so many of each kind."""
        chance = random.Random(each)
        for kind in kinds or KINDS:
            for _ in range(each):
                file = bytearray(self.file)
                while file == self.file:
                    KINDS[kind](file, chance, self)
                yield bytes(file)

    def says_of(self, file: bytes, folder: Path) -> dict[str, Any]:
        """What the store says of a file: by question the answer, or the code of a refusal, or an exception's name."""
        path = folder / "kano.db"
        for left in folder.iterdir():
            left.unlink()
        path.write_bytes(file)
        database = None
        try:
            database = Database(f"sqlite:///{path}")
            return ask(database, self.room, self.code, self.control)
        except Exception as problem:
            return {"open": told(problem)}
        finally:
            if database is not None:
                with suppress(KanoError):
                    database.close()

    def wrong(self, said: dict[str, Any]) -> dict[str, Any]:
        """What was said that is neither the truth nor a refusal; a room may be as it was, when its answers are not."""
        refusals = ["store-damaged", "store-unavailable", "store-newer"]
        true = {question: [*refusals, answer] for question, answer in self.says.items()}
        true["room"].append(self.before)
        if said.get("room") == self.before:
            true["taken"] = [*refusals, "export-open"]
        true["phone"] = [said.get("phone")] if not isinstance(said.get("phone"), str) else true["phone"]
        return {question: answer for question, answer in said.items() if answer not in true.get(question, refusals)}


def original(folder: Path) -> Original:
    """People answer, change their minds, and some come late; the room is closed and exported."""
    path = folder / "kano.db"
    database = Database(f"sqlite:///{path}")
    service = Service(database, lambda: NOW)
    opened = service.open_room(questionnaire(FEATURES, SEGMENTS), Options(segments=Place.LAST, importance=True))
    actor = service.enter(opened.room.id, opened.control, Role.FACILITATOR)
    room = service.move(actor, "start")
    people = Workshop(database, service, Participation(database, lambda: NOW, Anyone()), room, actor)
    people.everybody(PEOPLE - 2)
    service.live(actor)
    before = _result(service.room(actor))
    database.close()
    earlier = path.read_bytes()

    database = Database(f"sqlite:///{path}")
    service = Service(database, lambda: NOW)
    people = Workshop(database, service, Participation(database, lambda: NOW, Anyone()), room, actor)
    for person in (PEOPLE - 2, PEOPLE - 1):
        people.join(person)
    for person in range(PEOPLE):
        for feature in range(FEATURES):
            changed = person + 1 if person % 2 else person
            key = f"later:{feature}"
            people.participation.answer(
                room.code, secret(room.code, person), _with_key(sent(changed, feature), key)
            ).result()
        people.participation.answer(room.code, secret(room.code, person), said(person, 1)).result()
    service.live(actor)
    service.move(actor, "close")
    says = ask(database, room.id, room.code, opened.control)
    assert not any(isinstance(answer, str) for answer in says.values()), says
    database.close()
    return Original(path.read_bytes(), earlier, room.id, room.code, opened.control, before, says)


def _with_key(submission: Any, key: str) -> Any:
    return type(submission)(**{**vars(submission), "key": key})


def ask(database: Database, room: str, code: str, control: str) -> dict[str, Any]:
    """What leaves the store: the room, its figures, the export; a phone shows what there is, but never breaks."""
    service = Service(database, lambda: NOW)
    participation = Participation(database, lambda: NOW, Anyone())

    def read(connection: Any) -> Any:
        row = rooms.by_id(connection, room)
        return row and _result(rooms.read(row))

    def actor() -> Any:
        return service.enter(room, control, Role.FACILITATOR)

    def taken() -> Any:
        of, pairs, profiles, _ = service.taken(actor(), 1)
        return _result(of), sorted(pairs), sorted(profiles)

    def phone(person: int) -> Any:
        return [(screen.key, dict(screen.saved)) for screen in participation.phone(code, secret(code, person)).screens]

    questions: dict[str, Callable[[], Any]] = {
        "room": lambda: database.read(read),
        "live": lambda: service.live(actor()).counts.cells.tolist(),
        "taken": taken,
        "phone": lambda: phone(3),
    }
    return {question: answered(asking) for question, asking in questions.items()}


def _result(room: Room) -> Room:
    """A room without its counters, on which no result rests."""
    return replace(room, sequence=0, joined=0)


def answered(asking: Callable[[], Any]) -> Any:
    try:
        return asking()
    except Exception as problem:
        return told(problem)


def told(problem: Exception) -> str:
    return problem.code if isinstance(problem, KanoError) else repr(problem)


# --- kinds of damage ---


def bit(file: bytearray, chance: random.Random, _: Original) -> None:
    file[chance.randrange(len(file))] ^= 1 << chance.randrange(8)


def bit_of_a_row(file: bytearray, chance: random.Random, original: Original) -> None:
    """Near the name of the room, which every row begins with."""
    at = chance.choice(list(places(file, original.room.encode()))) + chance.randrange(-8, 90)
    file[min(at, len(file) - 1)] ^= 1 << chance.randrange(8)


def bytes_in_a_row(file: bytearray, chance: random.Random, original: Original) -> None:
    at = chance.choice(list(places(file, original.room.encode()))) + chance.randrange(-8, 90)
    file[at : at + 4] = chance.randbytes(4)[: max(0, len(file) - at)]


def head(file: bytearray, chance: random.Random, _: Original) -> None:
    file[chance.randrange(100)] ^= 1 << chance.randrange(8)


def head_of_a_page(file: bytearray, chance: random.Random, _: Original) -> None:
    """Where a page says how many rows it has, and where."""
    file[chance.randrange(1, len(file) // PAGE) * PAGE + chance.randrange(40)] = chance.randrange(256)


def zeroed(file: bytearray, chance: random.Random, _: Original) -> None:
    at = chance.randrange(len(file) // PAGE) * PAGE
    file[at : at + PAGE] = bytes(PAGE)


def swapped(file: bytearray, chance: random.Random, _: Original) -> None:
    """A page written to another's place."""
    one, other = (chance.randrange(len(file) // PAGE) * PAGE for _ in range(2))
    file[one : one + PAGE] = file[other : other + PAGE]


def older(file: bytearray, chance: random.Random, original: Original) -> None:
    """A page that is again what it was before: a write that never came to the disk."""
    at = chance.randrange(len(original.earlier) // PAGE) * PAGE
    file[at : at + PAGE] = original.earlier[at : at + PAGE]


def cut(file: bytearray, chance: random.Random, _: Original) -> None:
    del file[chance.randrange(1, len(file)) :]


def tail(file: bytearray, chance: random.Random, _: Original) -> None:
    file.extend(chance.randbytes(chance.randrange(1, 3 * PAGE)))


def rows_lost(file: bytearray, chance: random.Random, _: Original) -> None:
    """As when a file was repaired, or partly restored: nothing is wrong with it, but rows are not there."""
    table = chance.choice(["answer", "answer", "profile"])
    how = chance.choice(["ORDER BY sequence DESC LIMIT 1", "ORDER BY mark LIMIT 1", "ORDER BY mark LIMIT 20"])
    key = "participant, " + ("round, feature" if table == "answer" else "question")
    edited(file, f"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} {how})")


def figures_lost(file: bytearray, chance: random.Random, _: Original) -> None:
    edited(file, f"DELETE FROM published WHERE feature = {chance.randrange(FEATURES)}")


def files_forgotten(file: bytearray, chance: random.Random, _: Original) -> None:
    """Who was in the last file, and so may be told from the next."""
    some = "SELECT participant FROM filed ORDER BY participant LIMIT 2"
    edited(file, chance.choice([f"DELETE FROM filed WHERE participant IN ({some})", "DELETE FROM exported"]))


def rows_moved(file: bytearray, chance: random.Random, _: Original) -> None:
    """Rows that are another round's, feature's or person's now."""
    change = chance.choice(["round = 2", "feature = feature + 100", "participant = sequence", "room = 'another'"])
    edited(file, f"UPDATE answer SET {change} WHERE mark IN (SELECT mark FROM answer ORDER BY mark LIMIT 3)")


def row_reverted(file: bytearray, chance: random.Random, original: Original) -> None:
    """One answer as it was before it was changed, its mark and all."""
    changed = sorted(_answers(original.earlier) - _answers(original.file))
    row = chance.choice(changed)
    edited(file, f"REPLACE INTO answer VALUES ({', '.join('?' * len(row))})", row)


def _answers(file: bytes) -> set[tuple[Any, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(_closed(file))
        key = "'' AS key"  # the key moves without a change
        names = [name for _, name, *_ in connection.execute("PRAGMA table_info(answer)")]
        return set(connection.execute(f"SELECT {', '.join(key if n == 'key' else n for n in names)} FROM answer"))


KINDS: dict[str, Callable[[bytearray, random.Random, Original], None]] = {
    kind.__name__: kind
    for kind in (
        *(bit, bit_of_a_row, bytes_in_a_row, head, head_of_a_page, zeroed, swapped, older, cut, tail),
        *(rows_lost, rows_moved, row_reverted, figures_lost, files_forgotten),
    )
}


def places(file: bytes | bytearray, what: bytes) -> Iterator[int]:
    at = file.find(what)
    while at >= 0:
        yield at
        at = file.find(what, at + 1)


def edited(file: bytearray, statement: str, values: tuple[Any, ...] = ()) -> None:
    """The file after a statement that the store knows nothing of."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(_closed(bytes(file)))
        connection.execute("PRAGMA foreign_keys = 0")
        connection.execute(statement, values)
        connection.commit()
        file[:] = connection.serialize()
        file[18:20] = b"\2\2"


def _closed(file: bytes) -> bytes:
    """A file of the write-ahead log as one without: memory has none."""
    return file[:18] + b"\1\1" + file[20:]
