"""Finer levels: only what can be tested, that all of them together are Pouliot's table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kano.conventions import Settings
from kano.counts import PairCounts
from kano.evaluation import load_table
from kano.variants.levels import Levels, finer

GRIDS = arrays(np.int64, (2, 3, 6, 6), elements=st.integers(0, 50))


@settings(max_examples=60, deadline=None)
@given(GRIDS, st.sampled_from(list(Levels)))
def test_all_grades_together_are_pouliots_table(grid, levels):
    # method.md 1.4: the collapse of III and IV equals IIIs, which is table 1.2
    counts = PairCounts(("Tea", "Wifi", "Parking"), grid, ("North", "South"), "branch")
    found = finer(counts, levels)
    assert np.array_equal(found.collapsed().counts, counts.tally(load_table("pouliot")).counts)


@settings(max_examples=30, deadline=None)
@given(GRIDS)
def test_iv_is_iii_in_the_other_order(grid):
    counts = PairCounts(("Tea", "Wifi", "Parking"), grid, ("North", "South"), "branch")
    swap = {"A_high": "A_low", "A_low": "A_high", "M_high": "M_low", "M_low": "M_high"}
    for three, four in zip(finer(counts, Levels.III).rows(), finer(counts, Levels.IV).rows(), strict=True):
        assert {swap.get(key, key): value for key, value in three.items()} == four


@pytest.mark.parametrize(
    ("pair", "three", "four"),
    [
        # method.md 1.4, inferred there and not seen: III and IV of (L,E) (L,N) (L,W) (E,D) (N,D) (W,D)
        ("LE", "A_high", "A_low"),
        ("LN", "A_middle", "A_middle"),
        ("LW", "A_low", "A_high"),
        ("ED", "M_high", "M_low"),
        ("ND", "M_middle", "M_middle"),
        ("WD", "M_low", "M_high"),
        ("LD", "O", "O"),
        ("EE", "Q", "Q"),
        ("NN", "I", "I"),
        ("DL", "R", "R"),
    ],
)
def test_every_pair_has_its_grade(pair, three, four):
    grid = np.zeros((1, 1, 6, 6), dtype=np.int64)
    grid[0, 0, "LENWD".index(pair[0]) + 1, "LENWD".index(pair[1]) + 1] = 1
    for levels, grade in ((Levels.III, three), (Levels.IV, four)):
        found = finer(PairCounts(("Tea",), grid), levels).counts[0][0]
        assert [key for key, n in found.items() if n] == [grade]


def test_what_nobody_has_seen_is_said():
    record = finer(PairCounts(("Tea",), np.zeros((1, 1, 6, 6), dtype=np.int64)), Levels.IV).conventions
    assert record["unverified"] == "which end is high"
    assert "unverified" in [source["status"] for source in record["sources"]]
    assert Settings().table.name == "standard"
