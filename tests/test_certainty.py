"""How sure: intervals and probabilities, against other implementations and the check values of method.md section 6."""

from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from kano.answers import CATEGORIES
from kano.certainty import draws, probability, share_intervals, wilson
from kano.coefficients import better, worse
from kano.evaluation import load_table
from kano.rules import RULES, blauth, mode, winner

SECURE = np.array([18, 174, 90, 42, 7, 27])  # Reppel (2022), Secure transfers, Pouliot's table, n = 358
SEED = 20240101  # method.md 6.2


# --- Wilson intervals -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 5, 23, 40, 358, 100_000])
@pytest.mark.parametrize("level", [0.5, 0.8, 0.9, 0.95, 0.99])
def test_wilson_agrees_with_statsmodels(n, level):
    for successes in sorted({0, 1, n // 3, n // 2, n - 1, n}):
        expected = proportion_confint(successes, n, alpha=1 - level, method="wilson")
        assert wilson(successes, n, level) == pytest.approx(expected, abs=1e-12)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**6), st.floats(0, 1), st.floats(0.01, 0.999))
def test_wilson_holds_the_share_and_stays_between_0_and_1(n, part, level):
    successes = round(part * n)
    low, high = wilson(successes, n, level)
    assert 0 <= low <= successes / n <= high <= 1
    assert (low, high) == pytest.approx(proportion_confint(successes, n, alpha=1 - level, method="wilson"), abs=1e-9)
    assert wilson(n - successes, n, level) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_wilson_of_secure_transfers():
    # method.md 6.2: better .59259 of 324, worse -.81481 of 324
    assert wilson(18 + 174, 324, 0.95) == pytest.approx((0.5383, 0.6447), abs=5e-5)


def test_wilson_ends_exactly_at_none_and_all():
    assert wilson(0, 7, 0.95)[0] == 0.0
    assert wilson(7, 7, 0.95)[1] == 1.0
    assert wilson(0, 7, 0.95)[1] > 0.3
    assert wilson(7, 7, 0.95)[0] < 0.7


def test_wilson_of_nobody_is_undefined():
    assert all(isnan(end) for end in wilson(0, 0, 0.95))


def test_more_people_make_a_narrower_interval_and_a_higher_level_a_wider_one():
    def width(successes, n, level):
        low, high = wilson(successes, n, level)
        return high - low

    assert width(4, 10, 0.95) > width(40, 100, 0.95) > width(400, 1000, 0.95)
    assert width(40, 100, 0.99) > width(40, 100, 0.95) > width(40, 100, 0.80)


# --- Goodman intervals of the shares ----------------------------------------------------------------------------


def test_goodman_intervals_of_secure_transfers():
    # Goodman (1965), k = 6; values of method.md 6.1
    published = {
        "A": (0.0275, 0.0902),
        "O": (0.4173, 0.5553),
        "M": (0.1960, 0.3162),
        "I": (0.0796, 0.1697),
        "R": (0.0075, 0.0499),
        "Q": (0.0462, 0.1209),
    }
    intervals = share_intervals(SECURE, 0.95)
    for letter, interval in zip(CATEGORIES, intervals, strict=True):
        assert interval == pytest.approx(published[letter], abs=5e-5)


def test_shares_of_nobody_have_no_interval():
    assert np.isnan(share_intervals(np.zeros(6), 0.95)).all()


def test_a_share_of_zero_still_has_an_upper_end():
    intervals = share_intervals(np.array([10, 5, 0, 5, 0, 0]), 0.95)
    assert intervals[2, 0] == pytest.approx(0, abs=1e-12)
    assert 0.1 < intervals[2, 1] < 0.5


# --- draws ------------------------------------------------------------------------------------------------------


def test_draws_are_dirichlet_with_half_a_person_added_to_each_category():
    drawn = draws(SECURE, 200_000, SEED)
    shares = drawn / drawn.sum(axis=1, keepdims=True)
    assert shares.mean(axis=0) == pytest.approx((SECURE + 0.5) / (358 + 3), abs=2e-4)


def test_draws_reproduce_the_published_spread_of_better_and_worse():
    # method.md 6.2, 200 000 draws: Dirichlet(counts + .5) .5383-.6450, se .02730 and .02158, correlation .2839
    drawn = draws(SECURE, 200_000, SEED)
    liked, missed = better(drawn), worse(drawn)
    assert np.quantile(liked, [0.025, 0.975]) == pytest.approx((0.5383, 0.6450), abs=1e-3)
    assert np.quantile(missed, [0.025, 0.975]) == pytest.approx((-0.8563, -0.7716), abs=3e-3)
    assert (liked.std(), missed.std()) == (pytest.approx(0.0273, abs=3e-4), pytest.approx(0.02158, abs=3e-4))
    assert np.corrcoef(liked, -missed)[0, 1] == pytest.approx(0.2839, abs=0.01)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others():
    assert np.array_equal(draws(SECURE, 50, 7), draws(SECURE, 50, 7))
    assert not np.array_equal(draws(SECURE, 50, 7), draws(SECURE, 50, 8))


def test_no_draw_is_empty_even_when_nobody_answered():
    assert (draws(np.zeros(6), 1000, 1).sum(axis=1) > 0).all()


# --- probability of a category ----------------------------------------------------------------------------------

# method.md 6.3, from 100 000 multinomial resamples with the tie rule. Transparent is by the standard table.
STABLE = {
    "Secure (Reppel)": ((18, 174, 90, 52, 7, 17), {"O": 1.000}),
    "WiFi (Brand & Rese)": ((187, 71, 46, 258, 19, 26), {"I": 0.9997}),
    "Transparent (Reppel)": ((88, 90, 32, 114, 15, 19), {"I": 0.926, "O": 0.045, "A": 0.029}),
}


@pytest.mark.parametrize("name", STABLE)
def test_resampled_people_give_the_published_probabilities_under_our_tie_rule(name):
    counts, published = np.array(STABLE[name][0]), STABLE[name][1]
    rng = np.random.Generator(np.random.PCG64(SEED))
    resampled = rng.multinomial(counts.sum(), counts / counts.sum(), size=100_000)
    shares = dict(zip(CATEGORIES, probability(resampled, mode), strict=True))
    assert {c: shares[c] for c in published} == pytest.approx(published, abs=3e-3)


@pytest.mark.parametrize("name", STABLE)
def test_our_draws_give_the_published_probabilities(name):
    counts, published = np.array(STABLE[name][0]), STABLE[name][1]
    shares = dict(zip(CATEGORIES, probability(draws(counts, 100_000, SEED), mode), strict=True))
    # Half a person in each category is another model of chance: a little over the Monte Carlo error of .001.
    assert {c: shares[c] for c in published} == pytest.approx(published, abs=5e-3)


def test_the_published_counts_are_those_of_the_raw_answers(transfers):
    tally = transfers.count().tally(load_table())
    for name in ("Secure", "Transparent"):
        assert tuple(tally.counts[0, tally.features.index(name)]) == STABLE[f"{name} (Reppel)"][0]


COUNTS = st.lists(st.integers(0, 200), min_size=6, max_size=6).map(np.array)


@settings(max_examples=100, deadline=None)
@given(COUNTS, st.sampled_from(sorted(RULES)), st.integers(0, 2**32))
def test_probabilities_add_up_to_1(counts, rule, seed):
    shares = probability(draws(counts, 200, seed), RULES[rule])
    assert shares.shape == (6,)
    assert shares.sum() == pytest.approx(1)
    assert (shares >= 0).all()


def test_probability_counts_what_the_rule_gives_each_draw():
    drawn = np.array([[3, 0, 0, 1, 0, 0], [2, 0, 2, 0, 0, 0], [1, 1, 1, 3, 0, 0], [1, 1, 0, 3, 0, 0]], dtype=float)
    assert probability(drawn, mode).tolist() == [0.25, 0, 0.25, 0.5, 0, 0]
    assert probability(drawn, blauth).tolist() == [0.25, 0, 0.25, 0.5, 0, 0]
    assert winner(blauth(drawn)).tolist() == [0, 2, 3, 3]


def test_two_equal_counts_share_the_probability():
    shares = probability(draws(np.array([50, 50, 0, 0, 0, 0]), 100_000, 1), mode)
    assert shares[:2] == pytest.approx([0.5, 0.5], abs=0.01)


def test_few_people_are_never_certain():
    # Three of three people: the other categories keep some chance.
    assert probability(draws(np.array([3, 0, 0, 0, 0, 0]), 100_000, 1), mode)[0] == pytest.approx(0.87, abs=0.02)


def test_more_people_at_the_same_shares_are_surer():
    few, more, many = (
        probability(draws(times * np.array([4, 3, 2, 1, 0, 0]), 20_000, 1), mode)[0] for times in (5, 20, 100)
    )
    assert few < more < many
