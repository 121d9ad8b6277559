"""Fuzzy Kano: memberships, the cut, and that whole answers are the classic table exactly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import Responses, classify
from kano.conventions import Settings
from kano.errors import KanoError
from kano.evaluation import TABLES, load_table
from kano.variants.fuzzy import Below, Spread, crisp, cut, fuzzy, memberships


def spread(*people, feature="Tea"):
    """One feature; each person a pair of five shares."""
    functional, dysfunctional = (np.array([[person[side]] for person in people], dtype=float) for side in (0, 1))
    return Spread((feature,), functional, dysfunctional)


# method.md 11.2, constructed check values
FIRST = (0.6, 0.4, 0, 0, 0), (0, 0, 0.2, 0.5, 0.3)
SECOND = (0.4, 0.6, 0, 0, 0), (0, 0, 0, 0.3, 0.7)


@pytest.mark.parametrize(
    ("person", "expected", "category"),
    [
        (FIRST, {"A": 0.42, "O": 0.18, "M": 0.12, "I": 0.28, "R": 0, "Q": 0}, "A"),
        (SECOND, {"M": 0.42, "O": 0.28, "I": 0.18, "A": 0.12, "R": 0, "Q": 0}, "M"),
    ],
)
def test_the_check_values(person, expected, category):
    found = fuzzy(spread(person)).features[0]
    assert found.membership == pytest.approx(expected, abs=1e-12)
    assert found.counts == {letter: int(letter == category) for letter in "AOMIRQ"}
    assert (found.category, found.n, found.several, found.below) == (category, 1, 0, 0)


def test_a_person_may_count_in_several_categories_or_in_none():
    both = (1, 0, 0, 0, 0), (0, 0, 0.5, 0, 0.5)  # A .5, O .5
    none = (0.5, 0.5, 0, 0, 0), (0, 0.35, 0, 0, 0.65)  # A .175, O .325, I .175, M .325
    largest, nothing = (fuzzy(spread(both, none), below=below).features[0] for below in (Below.MAX, Below.NONE))
    assert (largest.several, largest.below, nothing.several, nothing.below) == (1, 1, 1, 1)
    # Of the equal largest M and O, M stands first.
    assert largest.counts == {"A": 1, "O": 1, "M": 1, "I": 0, "R": 0, "Q": 0}
    assert nothing.counts == {"A": 1, "O": 1, "M": 0, "I": 0, "R": 0, "Q": 0}
    assert (largest.category, largest.tied) == ("M", ("A", "O", "M"))
    # Nobody can say how sure counts are in which a person counts twice or not at all.
    assert (largest.probability, largest.verdict, nothing.probability) == (None, None, None)


def test_a_membership_at_the_cut_counts():
    # .6 x .7 = .42; 0.42 is not exact in binary
    assert fuzzy(spread(FIRST), alpha=0.42).features[0].below == 0
    assert fuzzy(spread(FIRST), alpha=0.43).features[0].below == 1


def test_nobody_has_no_membership():
    empty = fuzzy(spread(((0,) * 5, (1, 0, 0, 0, 0)))).features[0]
    assert (empty.n, empty.without_pair, empty.membership, empty.category, empty.probability) == (
        0,
        1,
        None,
        None,
        None,
    )


CODES = st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=1, max_size=30)


def respondents(functional, dysfunctional, answers=range(6)):
    n = min(len(functional), len(dysfunctional))
    sides = [np.array(side[:n], dtype=np.int8) for side in (functional, dysfunctional)]
    sides = [np.where(np.isin(side, list(answers)), side, 0).astype(np.int8) for side in sides]
    return Responses(("Tea", "Wifi", "Parking"), *sides)


@settings(max_examples=60, deadline=None)
@given(
    CODES,
    CODES,
    st.sampled_from(TABLES),
    st.floats(0.01, 1),
    st.sampled_from(list(Below)),
    st.sampled_from(["mode", "blauth"]),
)
def test_whole_answers_give_the_classic_result_exactly(functional, dysfunctional, table, alpha, below, rule):
    chosen = Settings(table=load_table(table), rule=rule, draws=50)
    levels = {0, 1, 3, 5} if table == "three-level" else set(range(6))
    answers = respondents(functional, dysfunctional, levels)
    classic = classify(answers.count(), chosen).features
    for one, other in zip(fuzzy(crisp(answers), chosen, alpha, below).features, classic, strict=True):
        assert one.counts == other.counts
        assert (one.n, one.category, one.tied, one.probability, one.verdict) == (
            *(other.n, other.category, other.tied),
            *(other.probability, other.verdict),
        )
        assert one.without_pair == sum(other.left_out.values())
        assert (one.several, one.below) == (0, 0)


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_of_every_table_is_its_category(table):
    chosen = load_table(table)
    for functional in chosen.answers:
        for dysfunctional in chosen.answers:
            codes = [["LENWD".index(answer) + 1] * 3 for answer in (functional, dysfunctional)]
            found = memberships(crisp(respondents([codes[0]], [codes[1]])), Settings(table=chosen))
            assert found[0, 0]["AOMIRQ".index(chosen[functional, dysfunctional])] == 1
            assert found[0, 0].sum() == 1


SHARES = st.lists(st.floats(0, 1), min_size=5, max_size=5).filter(lambda parts: sum(parts) > 0.01)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(SHARES, SHARES), min_size=1, max_size=8), st.floats(0.05, 1))
def test_memberships_add_up_to_1_and_the_cut_counts_what_reaches_it(people, alpha):
    people = [tuple(np.array(side) / sum(side) for side in person) for person in people]
    found = memberships(spread(*people), Settings())[:, 0]
    assert found.sum(axis=1) == pytest.approx(1)
    counted, nowhere = cut(found, alpha, Below.NONE)
    assert (counted.any(axis=1) == ~nowhere).all()
    assert (counted.sum(axis=1) <= 1 / (alpha - 1e-6)).all()
    largest, same = cut(found, alpha, Below.MAX)
    assert np.array_equal(nowhere, same)
    assert (largest.sum(axis=1) >= 1).all()
    assert (largest[nowhere].sum(axis=1) == 1).all()


def test_a_share_on_an_answer_that_the_table_does_not_know_is_refused():
    chosen = Settings(table=load_table("three-level"))
    with pytest.raises(KanoError) as problem:
        fuzzy(spread(FIRST), chosen)
    assert problem.value.code == "table-levels"


@pytest.mark.parametrize("alpha", [0, -0.1, 1.1])
def test_a_cut_that_is_none_is_refused(alpha):
    with pytest.raises(KanoError) as problem:
        fuzzy(spread(FIRST), alpha=alpha)
    assert problem.value.code == "fuzzy-alpha"


@pytest.mark.parametrize("shares", [(0.5, 0.4, 0, 0, 0), (1.2, -0.2, 0, 0, 0), (60, 40, 0, 0, 0)])
def test_shares_that_are_none_are_refused(shares):
    with pytest.raises(ValueError, match="add up to 1"):
        spread((shares, (1, 0, 0, 0, 0)))


def test_every_choice_is_in_the_record():
    record = fuzzy(spread(FIRST), Settings(rule="blauth"), 0.3, Below.NONE).conventions
    assert (record["alpha"], record["below"], record["rule"]) == (0.3, "none", "blauth")
    assert record["sources"][0]["status"] == "unverified"
