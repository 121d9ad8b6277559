"""T4: the disk is full. Nobody is told that his answer is saved when it is not; all else goes on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TO_COME, ALL = 20 * 20, 36 * 20

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")


def filled(folder, how, *defence_out):
    """What happened; in a process of its own, because the limit is the whole process's."""
    command = [sys.executable, "-m", "tests.workshop.store.full", str(folder), how, *defence_out]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)


@pytest.mark.parametrize("how", ["pages", "file"])
def test_on_a_full_disk_answers_are_refused_and_the_rest_goes_on(tmp_path, how):
    said = filled(tmp_path, how)
    assert said["refused"] == ["not-saved"]
    assert said["acknowledged"] < TO_COME
    assert said["lost"] == 0
    assert {said[name] for name in ("phone", "progress", "live", "export")} == {"ok"}
    assert said["afterwards"] == [TO_COME, [], ALL]
    assert said["sound"] == "ok"


@pytest.mark.parametrize(
    ("defence_out", "name", "says"),
    [("untold", "refused", ["OperationalError"]), ("impatient", "live", "not-saved")],
)
def test_what_takes_a_full_disk_otherwise_is_noticed(tmp_path, defence_out, name, says):
    assert filled(tmp_path, "file", defence_out)[name] == says


def test_a_store_that_acknowledges_what_was_not_saved_is_noticed(tmp_path):
    assert filled(tmp_path, "pages", "boastful")["lost"] > 0
