"""Small segments are not shown, and cannot be found from what is shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kano import CategoryCounts, PairCounts, Settings, classify
from kano.suppression import hidden, hide, told

LEAST = 5
COUNTS = arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 3)), elements=st.integers(0, 12))


def counted(n, left_out=0):
    """PairCounts with n[s, f] people who answered L and D, and `left_out` who answered nothing."""
    n = np.asarray(n)
    grid = np.zeros((*n.shape, 6, 6), dtype=np.int64)
    grid[..., 1, 5], grid[..., 0, 0] = n, left_out
    return PairCounts(tuple(f"f{i}" for i in range(n.shape[1])), grid, tuple(f"s{i}" for i in range(len(n))), "who")


@given(COUNTS)
def test_whoever_subtracts_the_shown_from_everyone_finds_no_group_under_five(n):
    counts = counted(n)
    shown = hide(counts, LEAST)
    told = shown.counts.n[1:].sum(axis=0)
    rest = n.sum(axis=0) - told
    enough = (rest == 0) | (rest >= LEAST) | (told == 0)
    assert enough.all()


@given(COUNTS)
def test_nothing_that_is_shown_is_of_fewer_than_five(n):
    shown = hide(counted(n), LEAST).counts.n[1:]
    assert ((shown == 0) | (shown >= LEAST)).all()


def test_small_segments_are_one_beside_a_larger_one():
    result = classify(counted([[2], [3], [9], [20]]))
    assert result.counts.segments == (None, "s2", "s3", "s0 + s1")
    assert result.together == ("s0", "s1")
    assert [f.n for f in result.features] == [34, 9, 20, 5]
    assert [finding.code for finding in result.findings] == ["segments-together"]


def test_the_next_smallest_joins_one_that_is_too_small_alone():
    assert classify(counted([[1], [9], [20]])).counts.segments == (None, "s2", "s0 + s1")


def test_nothing_is_shown_where_everybody_would_be_together():
    result = classify(counted([[1], [9]]))
    assert (result.counts.segments, result.together) == ((None,), ())
    assert [finding.code for finding in result.findings] == ["segments-hidden"]


@given(COUNTS)
def test_everyone_is_what_it_was(n):
    assert np.array_equal(hide(counted(n), LEAST).counts.grid[0], counted(n).pooled().grid[0])


@given(COUNTS)
def test_a_least_of_one_hides_nothing(n):
    counts = counted(n)
    assert hide(counts, 1).counts.equals(counts.with_everyone())


@pytest.mark.parametrize(
    ("sizes", "gone"),
    [
        ([10, 20, 30], []),
        ([4, 20, 30], [0, 1]),
        ([2, 3, 30], [0, 1]),
        ([4, 4, 30], [0, 1]),
        ([0, 20, 30], []),
        ([4, 0, 30], [0, 2]),
    ],
)
def test_the_next_smallest_goes_with_a_small_group(sizes, gone):
    assert np.flatnonzero(hidden(np.array(sizes, dtype=float), LEAST)).tolist() == gone


def test_a_segment_of_four_who_all_passed_over_is_hidden_as_a_whole():
    grid = counted([[9], [9]]).grid.copy()
    grid[0, 0], grid[0, 0, 0, 0] = 0, 4
    result = classify(PairCounts(("f",), grid, ("few", "many"), "who"))
    assert result.counts.segments == (None,)
    assert [finding.code for finding in result.findings] == ["segments-hidden"]


def test_a_feature_that_few_of_a_segment_answered_has_no_figures_there():
    result = classify(counted([[20, 3], [20, 20], [30, 30]]))
    few = next(f for f in result.features if (f.segment, f.feature) == ("s0", "f1"))
    joins = next(f for f in result.features if (f.segment, f.feature) == ("s1", "f1"))
    for feature in (few, joins):
        assert feature.suppressed
        assert (feature.n, feature.category, feature.probability, feature.better.estimate) == (None, None, None, None)
        assert not any(feature.counts.values())
        assert not any(feature.left_out.values())
    assert not result.of("s2")[1].suppressed
    assert {f.code for f in result.findings} == {"feature-hidden"}


def test_counts_of_categories_are_hidden_too():
    counts = CategoryCounts(("f",), np.array([[[3.0, 0, 0, 0, 0, 0]], [[9.0, 1, 0, 0, 0, 0]]]), ("few", "many"), "who")
    result = classify(counts)
    assert result.counts.segments == (None,)
    assert "few" in result.findings[0].values["segments"]


def test_the_threshold_is_an_argument_and_recorded():
    result = classify(counted([[3], [9]]), Settings(least=2))
    assert result.counts.segments == (None, "s0", "s1")
    assert result.conventions["least"] == 2


def test_importance_that_few_of_a_segment_gave_is_no_figure():
    plain = counted([[20], [30], [40]])
    importance = np.array([[[1.0, 7, 49]], [[30, 150, 800]], [[40, 200, 1100]]])
    counts = PairCounts(plain.features, plain.grid, plain.segments, "who", importance)
    result = classify(counts)
    assert [f.importance for f in result.features][1:] == [None, None, (5.0, 40)]
    assert result.of(None)[0].importance[1] == 71


def test_beside_whose_answers_a_segment_may_be_named():
    named = told(counted([[20, 3], [20, 20], [30, 30], [2, 0]]), LEAST)
    assert {name: shown.tolist() for name, shown in named.items()} == {
        "s0": [False, False],
        "s1": [True, False],
        "s2": [True, True],
        "s3": [False, False],
    }
