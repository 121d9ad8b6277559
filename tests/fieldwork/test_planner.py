"""How many answers a feature needs: the formula, the simulation, and the analysis they stand for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.classification import Verdict, classify
from kano.conventions import Settings
from kano.counts import CategoryCounts
from kano.errors import KanoError
from kano.fieldwork.planner import MOST, SCENARIOS, chances, expected, formula, needed, of_lead


# method.md 6.4, z = 1.645, one-sided: .40/.30 -> 187; .45/.25 -> 45; .35/.30 -> 701; .50/.20 -> 19; .35/.33 -> 4598
@pytest.mark.parametrize(
    ("first", "second", "published"),
    [(0.40, 0.30, 187), (0.45, 0.25, 45), (0.35, 0.30, 701), (0.50, 0.20, 19), (0.35, 0.33, 4598)],
)
def test_the_formula_gives_the_published_numbers(first, second, published):
    # z is 1.644854 here and 1.645 there: one person of 4,598
    assert formula(first, second, 0.95) == pytest.approx(published, abs=1)


# method.md 6.4, simulation: (.4, .3, .2, .1) n = 50 .767, 100 .872, 188 .946; (.45, .25, .2, .1) n = 45 .928
@pytest.mark.parametrize(
    ("shares", "n", "published"),
    [
        ((0.4, 0.3, 0.2, 0.1), 50, 0.767),
        ((0.4, 0.3, 0.2, 0.1), 100, 0.872),
        ((0.4, 0.3, 0.2, 0.1), 188, 0.946),
        ((0.45, 0.25, 0.2, 0.1), 45, 0.928),
    ],
)
def test_simulated_samples_are_right_as_often_as_published(shares, n, published):
    assert chances(expected(shares), n, Settings(), samples=100_000).right == pytest.approx(published, abs=4e-3)


@pytest.mark.parametrize("rule", ["mode", "blauth"])
@pytest.mark.parametrize("n", [30, 120])
def test_what_may_come_of_it_is_what_the_analysis_says_of_such_samples(rule, n):
    shares = expected(SCENARIOS["usual"])
    samples = np.random.default_rng(3).multinomial(n, shares, size=400).astype(float)
    names = tuple(f"f{i}" for i in range(len(samples)))
    found = classify(CategoryCounts(names, samples[None]), Settings(rule=rule)).features
    right = np.mean([f.category == "A" for f in found])
    clear = np.mean([f.category == "A" and f.verdict is Verdict.CLEAR for f in found])
    planned = chances(shares, n, Settings(rule=rule))
    # Five standard errors of 400 samples
    assert planned.right == pytest.approx(right, abs=5 * (right * (1 - right) / 400) ** 0.5)
    assert planned.clear == pytest.approx(clear, abs=5 * (max(clear, 0.01) * (1 - clear) / 400) ** 0.5)


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("rule", ["mode", "blauth"])
def test_so_many_answers_reach_the_chance_and_fewer_do_not(scenario, rule):
    chosen = Settings(rule=rule)
    found = needed(expected(SCENARIOS[scenario]), chosen, 0.8).found
    again = Settings(rule=rule, seed=7)
    assert found.clear >= 0.8
    assert found.clear <= found.right
    assert chances(expected(SCENARIOS[scenario]), found.answers, again).clear == pytest.approx(0.8, abs=0.03)
    assert chances(expected(SCENARIOS[scenario]), round(0.8 * found.answers), again).clear < 0.79


def test_more_chance_more_certainty_and_a_smaller_lead_need_more_answers():
    shares = expected(SCENARIOS["usual"])
    plain = needed(shares, Settings(clear=0.95), 0.8).answers
    assert needed(shares, Settings(clear=0.95), 0.9).answers > plain
    assert needed(shares, Settings(clear=0.99), 0.8).answers > plain
    assert needed(of_lead(0.05)).answers > needed(of_lead(0.10)).answers > needed(of_lead(0.20)).answers


def test_no_third_category_is_the_worst_case_of_a_lead():
    others = [(0.4, 0.3, 0.3), (0.475, 0.375, 0.15), (0.325, 0.225, 0.225, 0.225), (0.25, *[0.15] * 5)]
    assert all(needed(expected(shares)).answers < needed(of_lead(0.10)).answers for shares in others)


def test_the_same_seed_gives_the_same_number():
    shares = expected(SCENARIOS["close"])
    assert needed(shares, Settings(seed=5)) == needed(shares, Settings(seed=5))


def test_a_race_too_close_for_a_survey_is_not_given_a_number():
    found = needed(of_lead(0.02))
    assert (found.found, found.answers) == (None, None)
    assert found.formula > MOST / 2


def test_everything_that_was_decided_is_in_the_record():
    record = needed(of_lead(0.3), Settings(clear=0.9, seed=3, rule="blauth"), 0.7, samples=500).conventions
    assert (record["clear"], record["seed"], record["rule"], record["chance"], record["samples"]) == (
        *(0.9, 3, "blauth"),
        *(0.7, 500),
    )


def code(call, *arguments):
    with pytest.raises(KanoError) as problem:
        call(*arguments)
    assert str(problem.value)
    return problem.value.code


@pytest.mark.parametrize("shares", [(0.4, 0.3), (0.5, 0.6), (0.5, 0.6, -0.1), (0.1,) * 10, ()])
def test_shares_that_are_none_are_refused(shares):
    assert code(expected, shares) == "plan-shares"


def test_what_cannot_be_planned_is_refused():
    assert code(needed, expected((0.4, 0.4, 0.2))) == "plan-tied"
    assert code(of_lead, 0.0) == code(of_lead, 1.0) == "plan-lead"
    assert code(needed, of_lead(0.2), Settings(clear=0.4)) == "plan-chance"
    assert code(needed, of_lead(0.2), Settings(), 1.0) == "plan-chance"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=6), st.integers(1, 300), st.sampled_from(["mode", "blauth"]))
def test_chances_are_shares_and_clear_never_exceeds_right(parts, n, rule):
    shares = expected([part / sum(parts) for part in parts])
    found = chances(shares, n, Settings(rule=rule), samples=200)
    assert 0 <= found.clear <= found.right <= 1
    assert 0 <= found.misled <= 1 - found.right + 1e-12


def test_the_formula_is_of_the_closest_race_of_the_rule():
    rule = Settings(rule="blauth")
    # A+O+M .6 v .4 and A .3 v O .2: the second takes more; I leads the counts, but is no rival
    found = needed(expected((0.3, 0.2, 0.1, 0.4)), rule)
    assert (found.category, found.lead) == ("A", pytest.approx(0.1))
    assert found.formula == formula(0.3, 0.2, rule.clear)
    assert needed(expected((0.45, 0.05, 0.02, 0.48)), rule).formula == formula(0.52, 0.48, rule.clear)


def test_equal_shares_are_refused_only_where_the_rule_compares_them():
    rule = Settings(rule="blauth")
    assert needed(expected((0.35, 0.2, 0.1, 0.35)), rule, samples=1000).category == "A"
    assert code(needed, expected((0.25, 0.15, 0.1, 0.5)), rule) == "plan-tied-sides"
    assert code(needed, expected((0.3, 0.3, 0.1, 0.3)), rule) == "plan-tied"
