"""What leaves a room: an attacker who adds and subtracts all that is published finds no group of fewer than five."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.workshop import privacy
from kano.workshop.privacy import hide_small, hide_together
from kano.workshop.room import LEAST

CASES = 5000


def case(seed, questions=1):
    """People with options of some questions, and who answered which feature: everybody all, or a part of them."""
    chance = np.random.default_rng(seed)
    people, features = int(chance.integers(5, 61)), int(chance.integers(1, 7))
    profiles = []
    for _ in range(questions):
        weights = chance.dirichlet(np.full(int(chance.integers(2, 7)), 0.8))
        options = chance.choice(len(weights), people, p=weights)
        profiles.append(options + int(chance.integers(0, 2)))
    if chance.random() < 0.5:  # a split design: everybody is asked as many, in turns
        asked = int(chance.integers(1, features + 1))
        answered = np.zeros((people, features), dtype=bool)
        for i in range(people):
            answered[i, (i * asked + np.arange(asked)) % features] = True
    else:
        answered = np.ones((people, features), dtype=bool)
    return profiles, answered & (chance.random((people, features)) > chance.choice([0, 0.05, 0.4]))


def small_atoms(shown, answered):
    """Whether what is published tells of fewer than five people in a feature.

    Every table of a feature is a sum over people who share their shown options, so sums and differences of tables tell
    apart the groups that share them all, and nothing smaller. One group is everybody, whose table is published anyway.
    """
    groups = np.unique(np.stack(shown), axis=1, return_inverse=True)[1].ravel()
    counts = np.stack([answered[groups == group].sum(axis=0) for group in range(groups.max() + 1)])
    return len(counts) > 1 and bool(((counts > 0) & (counts < LEAST)).any())


def recovered(tables, answered):
    """The smallest group that a combination of tables with the signs +, - and 0 gives, brute force.

    `tables` are groups of people; of each the table of every feature is published, and that of everybody.
    """
    least = np.inf
    for feature in answered.T:
        published = np.unique([feature, *(group & feature for group in tables)], axis=0).astype(int)
        signs = np.array(list(product((-1, 0, 1), repeat=len(published))))
        combined = signs @ published
        groups = combined[((combined == 0) | (combined == 1)).all(axis=1)].sum(axis=1)
        least = min([least, *groups[(groups > 0) & (groups < feature.sum())]])
    return least


def tables(shown):
    """Everybody who chose an option, for every option of every question."""
    return [options == option for options in shown for option in np.unique(options)]


def only_small(options, answered):
    """The rule that most tools have: groups of fewer than five are blank, and no more is thought of."""
    sizes = {option: privacy._size(answered[options == option]) for option in np.unique(options)}
    return np.where(np.isin(options, [option for option, size in sizes.items() if size < LEAST]), 0, options)


def test_no_group_of_fewer_than_five_is_found_in_five_thousand_rooms_with_one_question():
    found = 0
    for seed in range(CASES):
        (options,), answered = case(seed)
        found += small_atoms([hide_small(options, answered)], answered)
    assert found == 0


def test_no_group_of_fewer_than_five_is_found_in_rooms_with_several_questions():
    found = 0
    for seed in range(1500):
        profiles, answered = case(seed, questions=2 + seed % 2)
        found += small_atoms(hide_together(profiles, answered), answered)
    assert found == 0


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=150, deadline=None)
def test_no_sum_or_difference_of_tables_gives_a_group_of_fewer_than_five(seed):
    (options,), answered = case(seed)
    assert recovered(tables([hide_small(options, answered)]), answered) >= LEAST


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_nor_do_the_tables_of_two_questions_and_of_both_together(seed):
    profiles, answered = case(seed, questions=2)
    first, second = hide_together(profiles, answered)
    published = tables([first, second])[:7]
    assert recovered(published, answered) >= LEAST
    assert small_atoms([first, second], answered) is False


def test_without_the_look_at_what_remains_the_hidden_would_be_found(monkeypatch):
    monkeypatch.setattr(privacy, "_hidden", only_small)
    rooms = [case(seed) for seed in range(500)]
    shown = [hide_small(options, answered) for (options,), answered in rooms]
    found = sum(small_atoms([s], answered) for s, (_, answered) in zip(shown, rooms, strict=True))
    assert found > 50
    assert any(recovered(tables([s]), a) < LEAST for s, (_, a) in zip(shown[:100], rooms, strict=False))


def test_groups_counted_by_their_people_instead_of_their_answers_would_be_found(monkeypatch):
    monkeypatch.setattr(privacy, "_size", len)
    rooms = [case(seed) for seed in range(500)]
    assert sum(small_atoms([hide_small(options, a)], a) for (options,), a in rooms) > 50


def test_each_question_alone_would_let_groups_be_subtracted_from_one_another():
    rooms = [case(seed, questions=2) for seed in range(500)]
    alone = [[hide_small(options, answered) for options in profiles] for profiles, answered in rooms]
    assert sum(small_atoms(shown, answered) for shown, (_, answered) in zip(alone, rooms, strict=True)) > 50
    # Six in the north, five of them old: the tables of the north and of the old differ by one person.
    everybody = np.ones((20, 1), dtype=bool)
    north, old = np.array([1] * 6 + [2] * 14), np.array([1] * 5 + [2] * 15)
    separate = [hide_small(north, everybody), hide_small(old, everybody)]
    assert recovered(tables(separate), everybody) == 1
    assert recovered(tables(hide_together([north, old], everybody)), everybody) >= LEAST


def test_a_limit_of_one_would_hide_nothing(monkeypatch):
    monkeypatch.setattr(privacy, "LEAST", 1)
    (options,), answered = np.array([[1] * 12 + [2]]), np.ones((13, 2), dtype=bool)
    assert recovered(tables([hide_small(options, answered)]), answered) == 1


def everybody(*sizes):
    """Groups of these sizes who all answered two features."""
    options = np.repeat(np.arange(1, len(sizes) + 1), sizes)
    return options, np.ones((len(options), 2), dtype=bool)


@pytest.mark.parametrize(
    ("sizes", "left"),
    [
        ((5, 5), {1, 2}),
        ((4, 20), set()),
        ((4, 6, 20), {3}),
        ((4, 1, 20), {3}),
        ((4, 20, 6), {2}),
        ((5, 6, 7), {1, 2, 3}),
        ((1, 1, 1, 1, 1, 9), {6}),
        ((3,), set()),
        ((2, 2), set()),
        ((40,), {1}),
    ],
)
def test_a_small_group_takes_the_next_smallest_with_it_until_five_are_hidden(sizes, left):
    options, answered = everybody(*sizes)
    assert set(hide_small(options, answered)) - {0} == left


def test_those_who_said_nothing_about_themselves_are_a_group_too():
    options, answered = everybody(3, 10, 6)
    shown = hide_small(options - 1, answered)  # three blank, ten of the first option, six of the second
    assert shown.tolist() == [0] * 3 + [1] * 10 + [0] * 6


def test_a_group_is_as_large_as_its_least_answered_feature():
    options, answered = everybody(9, 10, 10)
    answered[:5, 1] = False  # four of the first group answered the second feature
    assert set(hide_small(options, answered)) == {0, 3}


def test_a_group_that_was_not_asked_a_feature_is_not_small_in_it():
    options, answered = everybody(9, 10, 10)
    answered[:9, 1] = False
    assert set(hide_small(options, answered)) == {1, 2, 3}


def test_groups_are_looked_at_inside_other_groups():
    answered = np.ones((22, 1), dtype=bool)
    town, job = np.array([1] * 11 + [2] * 11), np.array([1] * 6 + [2] * 5 + [1] * 9 + [2] * 2)
    assert [s.tolist() for s in hide_together([town, job], answered)] == [
        town.tolist(),
        [1] * 6 + [2] * 5 + [0] * 11,
    ]


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_options_are_kept_or_blank_and_never_changed_into_another(seed):
    profiles, answered = case(seed, questions=2)
    for shown, options in zip(hide_together(profiles, answered), profiles, strict=True):
        assert ((shown == options) | (shown == 0)).all()


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_what_is_hidden_does_not_depend_on_the_order_of_people(seed):
    profiles, answered = case(seed, questions=2)
    order = np.random.default_rng(seed).permutation(len(answered))
    shuffled = hide_together([options[order] for options in profiles], answered[order])
    for straight, mixed in zip(hide_together(profiles, answered), shuffled, strict=True):
        assert (straight[order] == mixed).all()


def test_nobody_is_hidden_where_every_group_is_large():
    options, answered = everybody(5, 9, 30)
    assert (hide_small(options, answered) == options).all()


def test_no_people_are_no_groups():
    nobody = np.zeros(0, dtype=np.int64)
    assert hide_together([nobody, nobody], np.zeros((0, 3), dtype=bool))[1].tolist() == []
