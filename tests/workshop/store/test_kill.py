"""T1: processes that write are killed, and what they acknowledged is there, once.

`KANO_KILLS=40` runs the full size; the benchmark `workshop_durability` more.
"""

import os

from tests.workshop.store.kill import run

FULL = int(os.environ.get("KANO_KILLS", "0"))


def test_no_acknowledged_answer_is_lost_or_doubled_when_processes_are_killed(url):
    rounds, processes, longest = (FULL, 8, 2.5) if FULL else (4, 3, 0.5)
    toll = run(url, rounds, processes, longest)
    assert (toll.lost, toll.altered, toll.doubled, toll.damaged) == (0, 0, 0, 0)
    assert toll.acknowledged > 20 * rounds
    assert toll.reopened < 1


def test_a_store_that_acknowledges_before_its_commit_loses_answers(tmp_path):
    url = f"sqlite:///{tmp_path / 'kano.db'}"
    assert any(run(url, 4, 3, 0.3, "hasty").lost for _ in range(4))


def test_a_store_that_does_not_know_the_same_answer_again_is_noticed(tmp_path):
    assert run(f"sqlite:///{tmp_path / 'kano.db'}", 1, 1, 0.3, "forgetful").doubled > 0
