"""Pairs counted per feature and segment: adding, pooling, tables of counts, and nobody lost."""

from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import CategoryCounts, KanoError, PairCounts, load_table
from kano.counts import LEFT_OUT


def counted(text: str, by: str | None = None) -> PairCounts:
    """From lines `[segment] feature pair count`; a dash is no answer, a dot is a blank segment."""
    rows = []
    for line in text.strip().splitlines():
        *segment, feature, pair, count = line.split()
        functional, dysfunctional = (answer.replace("-", "") for answer in pair)
        row = {"feature": feature, "functional": functional, "dysfunctional": dysfunctional, "count": int(count)}
        rows.append(({by: segment[0].replace(".", "")} if by else {}) | row)
    return PairCounts.from_frame(pd.DataFrame(rows), by)


NORTH = """
    towels LD 3
    towels L- 1
    snacks NN 2
    snacks -- 2
"""
BRANCHES = """
    north towels LD 3
    north towels L- 1
    south towels ND 2
    south snacks NN 4
    .     snacks -D 1
"""


# --- what is in, what is out ------------------------------------------------------------------------------------


def test_complete_pairs_are_counted_and_the_others_left_out_by_reason():
    counts = counted("towels LD 3 \n towels LN 4 \n towels -D 5 \n towels L- 6 \n towels -- 7")
    assert counts.n.tolist() == [[7]]
    assert counts.cells[0, 0, 0].tolist() == [0, 0, 4, 0, 3]
    assert LEFT_OUT == ("functional_missing", "dysfunctional_missing", "both_missing")
    assert counts.left_out.tolist() == [[[5, 6, 7]]]


def test_a_missing_answer_never_becomes_a_category():
    tally = counted("towels LD 3 \n towels -D 5 \n towels L- 6 \n towels -- 7").tally(load_table())
    assert tally.counts.tolist() == [[[0, 3, 0, 0, 0, 0]]]


GRIDS = st.lists(st.integers(0, 9), min_size=2 * 3 * 36, max_size=2 * 3 * 36).map(
    lambda numbers: np.array(numbers, dtype=np.int64).reshape(2, 3, 6, 6)
)
FEATURES = ("towels", "snacks", "wait")


def branches(grid: np.ndarray) -> PairCounts:
    return PairCounts(FEATURES, grid.copy(), ("north", "south"), "branch")


@settings(max_examples=50, deadline=None)
@given(GRIDS)
def test_counted_and_left_out_add_up_to_the_people_of_each_feature(grid):
    counts = branches(grid)
    assert np.array_equal(counts.n + counts.left_out.sum(axis=-1), grid.sum(axis=(2, 3)))


@settings(max_examples=50, deadline=None)
@given(GRIDS, st.sampled_from(["standard", "pouliot"]))
def test_counting_into_categories_loses_nobody_and_commutes_with_pooling(grid, name):
    counts, table = branches(grid), load_table(name)
    tally = counts.tally(table)
    assert np.array_equal(tally.n, counts.n)
    assert np.array_equal(counts.pooled().tally(table).counts[0], tally.counts.sum(axis=0))


# --- pooling and adding -----------------------------------------------------------------------------------------


def test_pooled_is_everyone_whatever_the_segment():
    counts = counted(BRANCHES, by="branch")
    everyone = counts.pooled()
    assert (everyone.segments, everyone.by) == ((None,), None)
    assert everyone.equals(counted("towels LD 3 \n towels L- 1 \n towels ND 2 \n snacks NN 4 \n snacks -D 1"))


def test_with_everyone_puts_everyone_first():
    counts = counted(BRANCHES, by="branch").with_everyone()
    assert counts.segments == (None, "north", "south", "")
    assert counts.n.tolist() == [[5, 4], [3, 0], [2, 4], [0, 0]]


def test_everyone_is_added_once_and_pooled_once():
    counts = counted(BRANCHES, by="branch")
    assert counts.with_everyone().with_everyone().equals(counts.with_everyone())
    assert counts.with_everyone().pooled().equals(counts.pooled())


def test_without_segments_pooling_changes_nothing():
    counts = counted(NORTH)
    assert counts.with_everyone().equals(counts)
    assert counts.pooled().equals(counts)


def test_adding_matches_features_by_name_and_keeps_those_that_one_side_lacks():
    both = counted(NORTH) + counted("wait DD 5 \n towels LD 2 \n towels NN 1")
    assert both.features == ("towels", "snacks", "wait")
    assert both.n.tolist() == [[6, 2, 5]]
    assert both.left_out.sum(axis=-1).tolist() == [[1, 2, 0]]


def test_adding_matches_segments_by_name():
    both = counted(BRANCHES, by="branch") + counted("south towels ND 5 \n east towels LL 1", by="branch")
    assert both.segments == ("north", "south", "", "east")
    assert both.n.tolist() == [[3, 0], [7, 4], [0, 0], [1, 0]]


def test_adding_counts_of_other_segments_is_refused():
    with pytest.raises(KanoError, match="branch") as caught:
        counted(BRANCHES, by="branch") + counted(NORTH)
    assert caught.value.code == "counts-by-differ"


@settings(max_examples=50, deadline=None)
@given(GRIDS, GRIDS, GRIDS)
def test_adding_is_associative_and_commutes_with_pooling(one, two, three):
    a, b, c = branches(one), branches(two), branches(three)
    assert ((a + b) + c).equals(a + (b + c))
    assert (a + b).equals(b + a)
    assert (a + b).pooled().equals(a.pooled() + b.pooled())
    assert np.array_equal((a + b).grid, one + two)


def test_adding_also_adds_the_importance_ratings():
    ratings = np.array([[[2.0, 12.0, 80.0]]])
    grid = np.zeros((1, 1, 6, 6), dtype=np.int64)
    a, b = (PairCounts(("towels",), grid.copy(), importance=ratings.copy()) for _ in range(2))
    assert (a + b).importance.tolist() == [[[4, 24, 160]]]
    assert (a + b).pooled().importance.tolist() == [[[4, 24, 160]]]


# --- tables of pairs --------------------------------------------------------------------------------------------


def test_to_frame_has_a_row_for_each_pair_that_somebody_gave():
    frame = counted(BRANCHES, by="branch").to_frame()
    assert frame.columns.tolist() == ["branch", "feature", "functional", "dysfunctional", "count"]
    assert [tuple(row) for row in frame.to_numpy()] == [
        ("north", "towels", "L", "", 1),
        ("north", "towels", "L", "D", 3),
        ("south", "towels", "N", "D", 2),
        ("south", "snacks", "N", "N", 4),
        ("", "snacks", "", "D", 1),
    ]


@settings(max_examples=50, deadline=None)
@given(GRIDS)
def test_from_frame_reads_what_to_frame_wrote(grid):
    counts = branches(grid + 1)
    assert PairCounts.from_frame(counts.to_frame(), by="branch").equals(counts)
    everyone = counts.pooled()
    assert PairCounts.from_frame(everyone.to_frame()).equals(everyone)


def test_counts_of_nobody_make_an_empty_table_that_can_be_read():
    nobody = PairCounts(("towels",), np.zeros((1, 1, 6, 6), dtype=np.int64))
    assert len(nobody.to_frame()) == 0
    assert PairCounts.from_frame(nobody.to_frame()).grid.sum() == 0


def test_the_order_of_rows_does_not_change_a_number():
    forwards = counted(BRANCHES, by="branch")
    backwards = counted("\n".join(reversed(BRANCHES.strip().splitlines())), by="branch")
    for s, segment in enumerate(forwards.segments):
        for f, feature in enumerate(forwards.features):
            there = backwards.grid[backwards.segments.index(segment), backwards.features.index(feature)]
            assert forwards.grid[s, f].tolist() == there.tolist()


def test_rows_of_the_same_pair_are_added():
    assert counted("towels LD 3 \n towels LD 4").equals(counted("towels LD 7"))


def test_blank_cells_of_a_table_are_no_answer_and_a_blank_segment():
    frame = pd.DataFrame(
        {
            "branch": ["north", None],
            "feature": ["towels", "towels"],
            "functional": ["L", None],
            "dysfunctional": [None, "D"],
            "count": [1, 2],
        }
    )
    counts = PairCounts.from_frame(frame, by="branch")
    assert counts.segments == ("north", "")
    assert counts.left_out.tolist() == [[[0, 1, 0]], [[2, 0, 0]]]


def test_a_letter_that_is_no_answer_is_refused_and_named():
    with pytest.raises(KanoError, match="'X'") as caught:
        counted("towels XD 1")
    assert caught.value.code == "answers-unknown"


# --- what cannot be ---------------------------------------------------------------------------------------------


def test_features_of_the_same_name_are_refused():
    with pytest.raises(KanoError, match="towels") as caught:
        PairCounts(("towels", "snacks", "towels"), np.zeros((1, 3, 6, 6), dtype=np.int64))
    assert caught.value.code == "features-repeat"


@pytest.mark.parametrize("shape", [(1, 1, 5, 5), (2, 1, 6, 6), (1, 2, 6, 6)])
def test_a_grid_of_another_shape_is_refused(shape):
    with pytest.raises(ValueError, match="grid must be"):
        PairCounts(("towels",), np.zeros(shape, dtype=np.int64))


def test_counts_cannot_be_negative_or_infinite():
    with pytest.raises(ValueError, match="grid must be"):
        PairCounts(("towels",), np.full((1, 1, 6, 6), -1))
    for bad in (-1, np.nan, np.inf):
        with pytest.raises(ValueError, match="not negative"):
            CategoryCounts(("towels",), np.array([[[1, 1, 1, 1, 1, bad]]]))


def test_counts_are_frozen():
    counts = counted(NORTH)
    with pytest.raises(ValueError, match="read-only"):
        counts.grid[0, 0, 0, 0] = 5
    with pytest.raises(FrozenInstanceError):
        counts.by = "branch"


def test_counts_with_another_number_feature_or_segment_are_not_equal():
    counts = counted(NORTH)
    assert counts.equals(counted(NORTH))
    assert not counts.equals(counted(NORTH.replace("3", "4")))
    assert not counts.equals(counted(NORTH.replace("towels", "napkins")))
    assert not counts.equals(counted(BRANCHES, by="branch"))


def test_category_counts_are_whole_numbers_where_they_are_whole():
    counts = CategoryCounts(("grip",), np.array([[[7, 32.3, 49.3, 9.5, 0.3, 1.5]]]))
    assert counts.to_dict(0, 0) == {"A": 7, "O": 32.3, "M": 49.3, "I": 9.5, "R": 0.3, "Q": 1.5}
    assert counts.n[0, 0] == pytest.approx(99.9)
