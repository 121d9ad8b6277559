"""T5: a damaged file gives the same results or a refusal, never others."""

import os
from time import perf_counter

import pytest

from kano.errors import KanoError
from kano.workshop import answers, filing, publishing, rooms
from kano.workshop.database import Database
from tests.workshop.store.damage import KINDS, original
from tests.workshop.store.people import workshop

EACH = int(os.environ.get("KANO_MUTANTS", "12"))
"""Files of each kind of damage."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return original(tmp_path_factory.mktemp("sound"))


def wrong(sound, folder, each, kinds=()):
    """What the store says of damaged files that is neither true nor a refusal."""
    said = [sound.wrong(sound.says_of(file, folder)) for file in sound.mutants(each, kinds)]
    return [what for what in said if what]


def test_a_sound_file_says_what_it_said(sound, tmp_path):
    assert sound.says_of(sound.file, tmp_path) == sound.says


def test_damage_never_gives_another_result(sound, tmp_path):
    assert EACH * len(KINDS) > 150
    assert wrong(sound, tmp_path, EACH) == []


def test_a_page_in_another_ones_place_is_noticed_at_the_start(sound, tmp_path):
    assert wrong(sound, tmp_path, 50, ["swapped"]) == []


def test_most_damage_is_noticed(sound, tmp_path):
    """A store that refuses nothing because nothing was damaged proves nothing."""
    said = [sound.says_of(file, tmp_path) for file in sound.mutants(4)]
    assert sum("store-damaged" in map(str, what.values()) for what in said) > len(said) / 2


def no_marks(monkeypatch):
    for module in (answers, filing, publishing, rooms):
        monkeypatch.setattr(module, "check", lambda *_: None)


def no_tally(monkeypatch):
    monkeypatch.setattr(answers, "_complete", lambda *_: None)


def no_count_of_what_is_shown(monkeypatch):
    monkeypatch.setattr(publishing, "_all_there", lambda *_: None)


def no_look_at_the_start(monkeypatch):
    monkeypatch.setattr(Database, "_examine", lambda _: None)


@pytest.mark.parametrize(
    ("defence_out", "kinds"),
    [
        (no_marks, ["bit_of_a_row"]),
        (no_marks, ["rows_moved"]),
        (no_marks, ["files_forgotten"]),
        (no_tally, ["rows_lost"]),
        (no_tally, ["row_reverted"]),
        (no_tally, ["older"]),
        (no_count_of_what_is_shown, ["figures_lost"]),
        (no_look_at_the_start, ["swapped"]),
    ],
)
def test_without_each_defence_other_results_come_through(sound, tmp_path, monkeypatch, defence_out, kinds):
    defence_out(monkeypatch)
    assert wrong(sound, tmp_path, 50 if kinds in (["swapped"], ["bit_of_a_row"]) else 15, kinds) != []


def test_nothing_is_deleted_because_of_a_flipped_bit(url):
    room = workshop(store := Database(url))
    late = room.room.expires + 1
    store.write(lambda c: c.exec_driver_sql("UPDATE room SET expires = expires - 4294967296")).result()
    assert store.read(lambda connection: rooms.expired(connection, late - 10)) == []
    with pytest.raises(KanoError) as refusal:
        room.service.room(room.actor)
    assert refusal.value.code == "store-damaged"
    store.write(lambda c: c.exec_driver_sql("UPDATE room SET expires = expires + 4294967296")).result()
    assert store.read(lambda connection: rooms.expired(connection, late)) == [room.room.id]
    store.close()


def test_looking_through_a_file_at_the_start_takes_no_time(tmp_path):
    room = workshop(store := Database(f"sqlite:///{tmp_path / 'kano.db'}"), 50)
    room.everybody(80)
    store.close()
    start = perf_counter()
    Database(f"sqlite:///{tmp_path / 'kano.db'}").close()
    assert perf_counter() - start < 0.5
