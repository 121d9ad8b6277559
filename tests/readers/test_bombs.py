"""Files that are made to do harm: each is refused at once, in words, and the server stays as it was."""

import threading
import time
from contextlib import suppress

import psutil
import pytest

from kano.errors import KanoError
from kano.readers import archive, open_grid, open_table
from tests.readers.bombs import BOMBS, GOOD, book, sav

CSV = b"id,X with,X without\n1,I like it,I dislike it\n2,I expect it,I am neutral\n"
UNSEEN = {
    "a cell at the end of the sheet": "file-crashed",
    "a cell beyond any sheet": "file-crashed",
    "two cells with much between": "file-crashed",
    "cells without a place": "file-crashed",
    "columns repeated in OpenDocument": "file-crashed",
    "texts that unpack to 90 MB": None,
    "texts that unpack to 150 MB": None,
}
"""What these do to a reader that nobody warned: it crashes, or takes far more memory than any good file."""


class Watch(threading.Thread):
    """The most memory that this process gained and that its children had, in megabytes."""

    def __enter__(self):
        self._me, self._go = psutil.Process(), True
        self._start = self._me.memory_info().rss
        self.gained = self.children = 0
        self.start()
        return self

    def __exit__(self, *_):
        self._go = False
        self.join()

    def run(self):
        while self._go:
            self.gained = max(self.gained, (self._me.memory_info().rss - self._start) / 1e6)
            for child in self._me.children():
                with suppress(psutil.Error):
                    if "-I" in child.cmdline():  # Before that it is still a likeness of this process.
                        self.children = max(self.children, child.memory_info().rss / 1e6)
            time.sleep(0.003)


def good():
    """What three good files say."""
    grids = [open_grid(data, "a") for data in (CSV, book(S=GOOD), sav())]
    return [[grid.row(i) for i in range(len(grid))] for grid in grids]


@pytest.fixture(scope="module")
def before():
    return good()


@pytest.mark.parametrize(("make", "code"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_and_does_no_harm(make, code, before):
    data = make()
    started = time.perf_counter()
    with Watch() as watch, pytest.raises(KanoError) as caught:
        open_table(data, "a.xlsx")
    assert caught.value.code == code
    assert time.perf_counter() - started < 2
    assert watch.gained < 50 + 4 * len(data) / 1e6  # A good file of this size takes as much: its bytes and its text.
    assert watch.children < (512 if code == "file-crashed" else 200)
    assert good() == before
    assert psutil.Process().children() == []


@pytest.mark.parametrize(("name", "code"), UNSEEN.items(), ids=UNSEEN)
def test_without_the_look_beforehand_a_bomb_hits_the_child_and_never_this_process(name, code, before, monkeypatch):
    monkeypatch.setattr(archive, "check_archive", lambda *_: "xlsx")
    data, ended = BOMBS[name][0](), None
    with Watch() as watch:
        try:
            open_table(data, "a.xlsx")
        except KanoError as error:
            ended = error.code
    assert ended == code
    assert code or watch.children > 150
    assert watch.gained < 50
    monkeypatch.undo()
    assert good() == before
