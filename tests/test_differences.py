"""Several groups of other people: the test of homogeneity and its residuals, against published and exact values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.differences import MERGED, association, homogeneity, merged, residuals

GROUPS = st.integers(2, 6).flatmap(
    lambda g: st.lists(st.lists(st.integers(0, 40), min_size=6, max_size=6), min_size=g, max_size=g)
)


def table(*rows):
    """Rows of A O M I R Q; what is not given is 0."""
    return np.array([[*row, *[0] * (6 - len(row))] for row in rows], dtype=float)


PARTY = table((279, 73, 225), (165, 47, 191))
"""Gender by party identification, General Social Survey 1991, in Agresti (1996), An Introduction to Categorical Data
Analysis, Table 2.5: chi-square 7.01, df 2; adjusted residuals of the women 2.29, 0.46, -2.62 (Table 2.8)."""


def test_the_published_table_gives_the_published_figures():
    found, off = association(PARTY, 100, 1), residuals(PARTY)
    assert (found.method, found.df, found.statistic) == ("chi-square", 2, pytest.approx(7.01, abs=0.005))
    assert off[0, :3] == pytest.approx([2.29, 0.46, -2.62], abs=0.005)
    assert off[1, :3] == pytest.approx(-off[0, :3])
    assert np.isnan(off[:, 3:]).all()


@settings(max_examples=80, deadline=None)
@given(GROUPS)
def test_it_is_what_scipy_and_statsmodels_say(rows):
    from scipy.stats import chi2_contingency
    from statsmodels.stats.contingency_tables import Table

    groups = np.array(rows, dtype=float)
    counts = merged(groups)
    kept = counts[counts.any(axis=1)][:, counts.any(axis=0)]
    found = association(groups, 99, 1)
    if min(kept.shape) < 2:
        assert found is None
        return
    oracle = chi2_contingency(kept, correction=False)
    assert (found.statistic, found.df) == (pytest.approx(oracle.statistic), oracle.dof)
    assert found.v == pytest.approx((oracle.statistic / (kept.sum() * (min(kept.shape) - 1))) ** 0.5)
    assert found.method == ("chi-square" if oracle.expected_freq.min() >= 5 else "permutation")
    if found.method == "chi-square":
        assert found.p == pytest.approx(oracle.pvalue)
    own = residuals(groups)[counts.any(axis=1)][:, counts.any(axis=0)]
    assert own == pytest.approx(Table(kept, shift_zeros=False).standardized_resids)


def test_reverse_and_questionable_are_one_category():
    assert merged(np.arange(12.0).reshape(2, 6)).tolist() == [[0, 1, 2, 3, 9], [6, 7, 8, 9, 21]]
    assert len(MERGED) == 5


@pytest.mark.parametrize(
    ("rows", "exact"),
    [
        (((3, 0, 0), (0, 3, 0), (0, 0, 3)), 6 / 1680),  # 3! of the 9!/(3! 3! 3!) ways to deal nine people
        (((2, 0), (2, 0), (0, 2)), 3 / 15),  # of the 15 ways to seat the two, three put both into one group
        (((1, 0), (1, 0), (0, 1)), 1.0),
    ],
)
def test_few_people_in_several_groups_are_tested_by_tables_with_the_same_margins(rows, exact):
    found = association(table(*rows), 60_000, 3)
    assert found.method == "permutation"
    assert found.p == pytest.approx(exact, abs=0.004)


@settings(max_examples=60, deadline=None)
@given(GROUPS, st.randoms())
def test_the_order_of_the_groups_changes_nothing(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    groups = np.array(rows, dtype=float)
    plain, mixed = association(groups, 200, 9), association(groups[order], 200, 9)
    assert (plain is None) == (mixed is None)
    if plain and mixed:
        assert plain.p == pytest.approx(mixed.p, abs=1e-12)
        assert (plain.statistic, plain.v) == (pytest.approx(mixed.statistic), pytest.approx(mixed.v))
    assert residuals(groups)[order] == pytest.approx(residuals(groups[order]), nan_ok=True)


def test_a_group_without_people_and_a_category_without_answers_change_nothing():
    wide = np.vstack([PARTY, np.zeros(6)])
    assert association(wide, 100, 1) == association(PARTY, 100, 1)
    assert residuals(wide)[:2] == pytest.approx(residuals(PARTY), nan_ok=True)
    assert np.isnan(residuals(wide)[2]).all()


def test_two_groups_are_the_case_that_was():
    assert homogeneity(PARTY[0], PARTY[1], 100, 1) == association(PARTY, 100, 1)


def test_nothing_to_compare_is_no_test():
    assert association(np.zeros((0, 6)), 100, 1) is None
    assert association(table((5, 0), (7, 0)), 100, 1) is None
    assert np.isnan(residuals(table((5, 0), (7, 0)))).all()
