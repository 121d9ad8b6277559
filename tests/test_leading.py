"""The two leading categories: the exact test, and Fong's with what is wrong with it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, norm
from statsmodels.stats.multitest import multipletests

from kano import CategoryCounts, Settings, classify
from kano.leading import LIBERAL, binomial, fong, leading

N = 296

# Peter, stp25kano README: a, b; method.md 2.5 has the difference, the threshold, and what the formula says.
PUBLISHED = {
    "Service app": (123, 95, 28, 19.36, True),
    "Excellent service": (101, 81, 20, 18.52, True),
    "Hotline": (124, 121, 3, 19.77, False),
    "Loan machine": (93, 87, 6, 18.47, False),
    "Ready-to-use return": (177, 83, 94, 19.92, True),
}


def of(*rows, names=None, segments=(None,), shares_only=False):
    counts = np.array(rows, dtype=float).reshape(len(segments), -1, 6)
    names = names or tuple(f"F{i}" for i in range(counts.shape[1]))
    by = "branch" if segments != (None,) else None
    return classify(CategoryCounts(names, counts, segments, by, shares_only), Settings(draws=50))


# --- Fong (1996), as in stp25kano; method.md 2.5 -------------------------------------------------------------------


@pytest.mark.parametrize("name", PUBLISHED)
def test_fong_is_that_of_stp25kano(name):
    a, b, difference, threshold, significant = PUBLISHED[name]
    found = fong(a, b, N)
    assert (found.difference, found.significant) == (difference, significant)
    assert found.threshold == pytest.approx(threshold, abs=5e-3)


def test_the_table_of_stp25kano_leads_to_the_same_tests():
    # A O M I R Q of its README, n = 296
    rows = [(45, 123, 95, 33, 0, 0), (54, 54, 101, 81, 3, 3), (121, 24, 15, 124, 6, 6), (93, 87, 65, 51, 0, 0)]
    rows.append((83, 18, 9, 177, 6, 3))
    found = leading(of(*rows, names=tuple(PUBLISHED))).features
    for leaders, (a, b, difference, _, significant) in zip(found, PUBLISHED.values(), strict=True):
        assert (leaders.a, leaders.b, leaders.n) == (a, b, N)
        assert leaders.fong[::2] == (difference, significant)


def test_excellent_service_is_significant_by_fong_only():
    # method.md 2.5: z = 1.48, one-sided p = .07
    leaders = leading(of((54, 54, 101, 81, 3, 3))).features[0]
    assert leaders.fong.significant
    assert leaders.z == pytest.approx(1.48, abs=5e-3)
    assert norm.sf(leaders.z) == pytest.approx(0.07, abs=5e-3)
    assert leaders.exact > 0.1


@pytest.mark.parametrize(("each", "published"), [(0.3, 0.168), (0.45, 0.213)])
def test_fong_finds_too_much_where_two_categories_are_equal_and_the_exact_test_does_not(each, published):
    # method.md 2.5, n = 300: 16.8 % and 21.3 % instead of 10 %; the large-sample form has 9.8 to 10.0 %
    rest = (1 - 2 * each) / 4
    drawn = np.random.default_rng(20240101).multinomial(300, [each, each, *[rest] * 4], size=40_000)
    a, b = drawn[:, 0], drawn[:, 1]
    threshold = 1.65 * np.sqrt((a + b) * (600 - a - b) / 600)
    assert (abs(a - b) >= threshold).mean() == pytest.approx(published, abs=6e-3)
    assert LIBERAL[2 * each] == pytest.approx(2 * norm.cdf(-1.65 * (1 - each) ** 0.5), abs=5e-4)
    assert (abs(a - b) >= 1.6449 * np.sqrt(a + b)).mean() == pytest.approx(0.10, abs=5e-3)


@pytest.mark.parametrize("shares", [(0.3, 0.3, 0.1, 0.1, 0.1, 0.1), (0.25,) * 4 + (0, 0), (0.35, 0.35, 0.3, 0, 0, 0)])
@pytest.mark.parametrize("n", [30, 300])
def test_picking_the_leaders_after_looking_keeps_the_exact_test_honest(shares, n):
    # Hung & Fithian (2019): the unadjusted two-tailed test of winner and runner-up is valid for the winner.
    drawn = np.sort(np.random.default_rng(7).multinomial(n, shares, size=3000), axis=1)
    found = np.mean([binomial(float(row[-1]), float(row[-2])) <= 0.05 for row in drawn])
    assert found <= 0.05 + 3 * (0.05 * 0.95 / 3000) ** 0.5


# --- the exact test ------------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 400), st.integers(1, 400))
def test_the_exact_test_is_that_of_scipy(a, b):
    assert binomial(a, b) == pytest.approx(binomtest(a, a + b).pvalue, rel=1e-9)


def test_p_is_adjusted_over_the_features_of_each_segment_for_itself():
    north, south = [(30, 10, 3, 2, 0, 0), (20, 15, 1, 0, 0, 0)], [(9, 8, 2, 1, 0, 0), (3, 14, 2, 1, 0, 0)]
    found = leading(of(*north, *south, segments=("North", "South")))
    for segment in (None, "North", "South"):
        own = [leaders for leaders in found.features if leaders.segment == segment]
        expected = multipletests([leaders.exact for leaders in own], method="fdr_bh")[1]
        assert [leaders.adjusted for leaders in own] == pytest.approx(list(expected))


def test_a_tie_counts_among_the_tests_with_p_1():
    found = leading(of((30, 10, 3, 2, 0, 0), (10, 10, 3, 2, 0, 0))).features
    assert found[0].adjusted == pytest.approx(2 * found[0].exact)


# --- what cannot be tested -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "reason", "leaders"),
    [
        ((8, 8, 2, 0, 0, 0), "tie", ("O", "A")),
        ((0, 9, 0, 0, 0, 0), "one", ("O", None)),
        ((0, 0, 0, 0, 0, 0), "empty", (None, None)),
        ((4.5, 2.5, 0, 0, 0, 0), "fractions", ("A", "O")),
    ],
)
def test_what_cannot_be_tested_says_why(counts, reason, leaders):
    found = leading(of(counts)).features[0]
    assert (found.exact, found.adjusted, found.z, found.fong) == (None,) * 4
    assert (found.reason, (found.first, found.second)) == (reason, leaders)


def test_percentages_have_leaders_and_no_test():
    found = leading(of((40, 30, 20, 10, 0, 0), shares_only=True)).features[0]
    assert (found.reason, found.first, found.a, found.exact) == ("shares", "A", 40, None)


def test_a_small_segment_has_no_leaders():
    segments = [(30, 10, 3, 2, 0, 0), (20, 15, 1, 0, 0, 0), (2, 1, 0, 0, 0, 0)]
    data = CategoryCounts(("Tea", "Wifi"), np.array([[row, row] for row in segments], float), tuple("abc"), "branch")
    data.counts[2, 0] = (20, 10, 0, 0, 0, 0)
    hidden = [leaders for leaders in leading(classify(data)).features if leaders.reason == "suppressed"]
    assert hidden
    assert all(leaders.first is None and leaders.a is None and leaders.n is None for leaders in hidden)


def test_all_six_categories_may_lead():
    found = leading(of((3, 2, 1, 0, 20, 9))).features[0]
    assert (found.first, found.second, found.a, found.b) == ("R", "Q", 20, 9)


def test_the_record_says_what_is_wrong_and_where_it_comes_from():
    record = leading(of((30, 10, 3, 2, 0, 0))).conventions
    assert "too liberal" in record["fong"]["wrong"]
    assert record["fong"]["sources"][0]["status"] == "second-hand"
    assert record["selection"]["leaders"] == "chosen after looking at the counts"
    assert record["adjustment"]["method"] == "fdr_bh"
