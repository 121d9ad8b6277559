"""Who is asked what: everybody his own order, every feature as often as any other, whoever has joined."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.errors import KanoError
from kano.fieldwork import allocation as plan
from kano.fieldwork.allocation import fewest, versions


@st.composite
def rooms(draw):
    features = draw(st.integers(1, 30))
    return features, draw(st.integers(1, features)), draw(st.text(max_size=16))


def spread(plans, features):
    """The largest difference in how often two features were given, at any moment."""
    counts, worst = [0] * features, 0
    for asked in plans:
        for feature in asked:
            counts[feature] += 1
        worst = max(worst, max(counts) - min(counts))
    return worst


@given(rooms(), st.integers(1, 120))
@settings(max_examples=100, deadline=None)
def test_no_feature_is_given_to_more_than_one_person_more_than_another(room, people):
    features, asked, seed = room
    assert spread((plan.features_for(n, features, asked, seed) for n in range(people)), features) <= 1


@given(rooms(), st.integers(0, 2000))
@settings(deadline=None)
def test_nobody_is_asked_a_feature_twice_or_one_that_is_not_there(room, number):
    features, asked, seed = room
    mine = plan.features_for(number, features, asked, seed)
    assert len(mine) == len(set(mine)) == asked
    assert set(mine) <= set(range(features))


@given(rooms(), st.integers(0, 500))
@settings(deadline=None)
def test_a_plan_is_the_same_whenever_it_is_made(room, number):
    features, asked, seed = room
    assert plan.features_for(number, features, asked, seed) == plan.features_for(number, features, asked, seed)


def test_everybody_has_an_order_of_his_own():
    orders = {plan.features_for(number, 12, 12, "room") for number in range(500)}
    assert len(orders) == 500


def test_every_feature_comes_first_for_somebody_and_last_for_somebody_else():
    orders = [plan.features_for(number, 8, 8, "room") for number in range(400)]
    for place in (0, -1):
        firsts = [order[place] for order in orders]
        assert min(firsts.count(feature) for feature in range(8)) > 20


def test_two_rooms_do_not_share_their_orders():
    assert [plan.features_for(n, 10, 4, "a") for n in range(20)] != [
        plan.features_for(n, 10, 4, "b") for n in range(20)
    ]


def test_features_drawn_for_each_person_alone_would_not_be_balanced():
    drawn = [Random(f"room/{number}").sample(range(20), 5) for number in range(60)]
    assert spread(drawn, 20) > 1


# --- versions of a form -----------------------------------------------------------------------------------------


@st.composite
def forms(draw):
    features = draw(st.integers(1, 40))
    asked = draw(st.integers(1, features))
    return versions(features, asked, draw(st.integers(-(-features // asked), 60)))


@given(forms())
@settings(max_examples=200, deadline=None)
def test_every_version_holds_so_many_features_and_none_stands_in_two_more_than_another(form):
    assert all(len(held) == len(set(held)) == form.asked for held in form.holds)
    assert min(form.times) >= 1
    assert max(form.times) - min(form.times) <= 1
    assert sum(form.times) == form.asked * len(form.holds)


@given(forms(), st.integers(0, 300))
@settings(max_examples=200, deadline=None)
def test_answers_are_those_of_people_who_get_the_versions_in_turn(form, people):
    counted = [0] * form.features
    for person in range(people):
        for feature in form.holds[person % len(form.holds)]:
            counted[feature] += 1
    assert form.answers(people) == tuple(counted)


@given(forms(), st.integers(1, 400))
@settings(max_examples=200, deadline=None)
def test_so_many_people_are_enough_and_one_fewer_is_not(form, answers):
    people = form.people(answers)
    assert min(form.answers(people)) >= answers
    assert min(form.answers(people - 1)) < answers


@given(st.integers(1, 40), st.data())
def test_the_fewest_versions_that_are_even_are_even_and_fewer_are_not(features, data):
    asked = data.draw(st.integers(1, features))
    form = versions(features, asked)
    assert len(form.holds) == fewest(features, asked)
    assert form.even
    fewer = range(-(-features // asked), len(form.holds))
    assert not any(versions(features, asked, number).even for number in fewer)


def test_versions_that_hold_too_little_are_refused():
    for asked, number, code in ((3, 2, "versions-few"), (0, 2, "asked-features"), (21, 2, "asked-features")):
        with pytest.raises(KanoError) as problem:
            versions(20, asked, number)
        assert problem.value.code == code
