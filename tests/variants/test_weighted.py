"""Counts weighted by importance: what everybody alike gives, and how much fewer people know."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import Responses, classify
from kano.certainty import wilson
from kano.conventions import Settings
from kano.errors import KanoError
from kano.evaluation import TABLES, load_table
from kano.variants.importance import Scale
from kano.variants.weighted import weighted

# method.md 5: mean importance of Reppel's six features
MEANS = [5.0894, 6.8045, 7.1257, 6.6648, 7.7291, 6.8659]


def test_the_mean_weights_are_those_of_the_published_means(transfers):
    found = weighted(transfers, Settings(draws=10)).features
    assert [1 + 8 * f.mean_weight for f in found] == pytest.approx(MEANS, abs=5e-5)


def test_timkos_scaled_coefficients_are_the_plain_ones_times_the_mean_weight(transfers):
    # Berger et al. (1993), p. 19: scaled better = better x importance on 0..1
    chosen = Settings(table=load_table("pouliot"), draws=10)
    plain = classify(transfers.count(), chosen).features
    for one, other, mean in zip(weighted(transfers, chosen).features, plain, MEANS, strict=True):
        assert one.scaled_better == pytest.approx(other.better.estimate * (mean - 1) / 8, abs=1e-4)
        assert one.scaled_worse == pytest.approx(other.worse.estimate * (mean - 1) / 8, abs=1e-4)


def test_sums_of_importance_by_hand():
    # Likes it, dislikes its absence: 9 and 5; expects it, dislikes its absence: 1, which weighs nothing; neutral: 3
    answers = people("LD", "LD", "ED", "NN", "L.", "LN", importance=[9, 5, 1, 3, 9, np.nan])
    found = weighted(answers, Settings(draws=100)).features[0]
    assert found.sums == {"A": 0, "O": 1.5, "M": 0, "I": 0.25, "R": 0, "Q": 0}
    assert (found.n, found.without_pair, found.without_importance, found.weightless) == (4, 1, 1, 1)
    # (1 + .5 + 0 + .25)^2 / (1 + .25 + .0625)
    assert found.effective == pytest.approx(1.75**2 / 1.3125)
    assert (found.better.estimate, found.worse.estimate) == (pytest.approx(1.5 / 1.75), pytest.approx(-1.5 / 1.75))
    low, high = wilson(1.5 / 1.75 * found.effective, found.effective, 0.95)
    assert (found.better.low, found.better.high) == (pytest.approx(low), pytest.approx(high))
    assert (found.worse.low, found.worse.high) == (pytest.approx(-high), pytest.approx(-low))
    # Said by five people: 9, 5, 1, 3, 9
    assert found.mean_weight == pytest.approx((1 + 0.5 + 0 + 0.25 + 1) / 5)


def people(*answers, importance):
    codes = np.array([[" LENWD".index(letter.replace(".", " ")) for letter in pair] for pair in answers], dtype=np.int8)
    return Responses(("Tea",), codes[:, [0]], codes[:, [1]], np.array(importance, dtype=float)[:, None])


def test_nothing_that_weighs_has_no_category_and_nobody_no_coefficient():
    found = weighted(people("LD", "LN", importance=[1, 1]), Settings(draws=10)).features[0]
    assert (found.category, found.probability, found.verdict, found.effective) == (None, None, None, 0)
    assert (found.better.estimate, found.worse.estimate, found.weightless) == (None, None, 2)
    reverse = weighted(people("DL", importance=[9]), Settings(draws=10)).features[0]
    assert (reverse.category, reverse.better.estimate, reverse.scaled_better) == ("R", None, None)


def test_importance_may_turn_the_category():
    answers = people(*["NN"] * 3, *["LD"] * 2, importance=[2, 2, 2, 9, 9])
    assert classify(answers.count()).features[0].category == "I"
    assert weighted(answers).features[0].category == "O"


def test_sums_that_are_equal_but_for_binary_fractions_are_a_tie():
    # 0.1 + 0.2 against 0.3 on the scale of the paper with ten steps
    answers = people("LD", "LD", "ED", importance=[1, 2, 3])
    found = weighted(answers, Settings(draws=10), Scale.PAPER, top=10).features[0]
    assert found.tied == ("O", "M")
    assert found.category == "M"


ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9)), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(TABLES[:2]), st.sampled_from(["mode", "blauth"]), st.integers(1, 9))
def test_people_who_all_say_the_same_importance_are_the_plain_counts(rows, table, rule, level):
    f, d, _ = (np.array(column, dtype=np.int8)[:, None] for column in zip(*rows, strict=True))
    answers = Responses(("Tea",), f, d, np.full(f.shape, float(level)))
    chosen = Settings(table=load_table(table), rule=rule, draws=200)
    plain = classify(answers.count(), chosen).features[0]
    for scale in (Scale.EQUAL, Scale.PAPER):
        found = weighted(answers, chosen, scale).features[0]
        assert (found.category, found.tied, found.verdict) == (plain.category, plain.tied, plain.verdict)
        assert found.effective == pytest.approx(plain.n)
        assert found.better.estimate == (
            None if plain.better.estimate is None else pytest.approx(plain.better.estimate)
        )
        if plain.better.low is not None:
            assert (found.better.low, found.worse.high) == (
                pytest.approx(plain.better.low, abs=1e-6),
                pytest.approx(plain.worse.high, abs=1e-6),
            )


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_effective_people_never_exceed_people_and_nothing_is_lost(rows):
    f, d, w = (np.array(column)[:, None] for column in zip(*rows, strict=True))
    answers = Responses(("Tea",), f.astype(np.int8), d.astype(np.int8), w.astype(float))
    found = weighted(answers, Settings(draws=20)).features[0]
    assert found.effective <= found.n + 1e-9
    assert found.n + found.without_pair + found.without_importance == len(rows)
    assert sum(found.sums.values()) == pytest.approx(sum((r[2] - 1) / 8 for r in rows if r[0] and r[1]))


def test_importance_that_was_not_asked_is_refused_but_where_all_are_equal():
    answers = Responses(("Tea",), *np.full((2, 3, 1), 1, dtype=np.int8))
    with pytest.raises(KanoError) as problem:
        weighted(answers)
    assert problem.value.code == "importance-missing"
    assert weighted(answers, scale=Scale.EQUAL).features[0].category == "Q"
    with pytest.raises(KanoError) as problem:
        weighted(answers, Settings(rule="most"), Scale.EQUAL)
    assert problem.value.code == "rule-unknown"
