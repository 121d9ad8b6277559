"""T2: the power goes, and what was acknowledged is on the disk. `KANO_CUTS=300` runs the full size."""

import os

from tests.workshop.store.powercut import run

CUTS = int(os.environ.get("KANO_CUTS", "40"))
PEOPLE = 60


def test_no_acknowledged_answer_is_lost_in_a_power_cut(tmp_path):
    toll = run(tmp_path, PEOPLE, CUTS)
    assert (toll.cuts, toll.lost, toll.damaged) == (CUTS, 0, 0)
    assert toll.acknowledged > 100 * CUTS


def test_a_store_that_does_not_wait_for_the_disk_loses_answers(tmp_path):
    toll = run(tmp_path, PEOPLE, 20, "relaxed")
    assert toll.cuts_with_losses > 5
