"""The people behind a number are the ones that were counted."""

from collections import Counter

import numpy as np
import pytest

from kano import Responses, classify, load_table
from kano.behind import people_behind
from kano.responses import Profile

TABLE = load_table()


@pytest.fixture
def said():
    rng = np.random.default_rng(5)
    functional, dysfunctional = rng.integers(0, 6, (2, 40, 2), dtype=np.int8)
    importance = np.where(rng.random((40, 2)) < 0.2, np.nan, 7.0)
    branch = Profile(("north", "south", ""), rng.permutation([0] * 24 + [1] * 13 + [2] * 3))
    return Responses(("towels", "tea"), functional, dysfunctional, importance, {"branch": branch})


def test_their_categories_are_the_counts_of_the_feature(said):
    counted = classify(said.count()).features[1]
    people = people_behind(said, "tea", TABLE)
    found = Counter(str(person.category) for person in people if person.category)
    assert {letter: n for letter, n in counted.counts.items() if n} == found
    assert sum(person.category is None for person in people) == sum(counted.left_out.values())


def test_those_of_a_segment_are_its_people(said):
    people = people_behind(said, "tea", TABLE, "branch", "north")
    assert [p.respondent - 1 for p in people] == np.flatnonzero(said.profiles["branch"].codes == 0).tolist()
    counted = next(f for f in classify(said.count("branch")).of("north") if f.feature == "tea")
    assert sum(person.category is not None for person in people) == counted.n


def test_what_few_say_about_themselves_is_not_told(said):
    profiles = {person.profile["branch"] for person in people_behind(said, "tea", TABLE)}
    assert "" not in profiles
    assert None in profiles


def test_an_answer_that_is_missing_has_no_category_and_stays_a_row(said):
    people = people_behind(said, "towels", TABLE)
    assert len(people) == len(said)
    for person in people:
        assert (person.category is None) == (person.functional is None or person.dysfunctional is None)
        assert person.row()["functional"] in ("", *"LENWD")


def test_a_feature_that_was_not_asked_is_an_error(said):
    with pytest.raises(ValueError, match="not in"):
        people_behind(said, "coffee", TABLE)


def test_the_people_of_small_segments_together_are_those_of_each(said):
    result = classify(said.count("branch"))
    pool = result.counts.segments[-1]
    people = people_behind(said, "tea", TABLE, "branch", pool, together=result.together)
    counted = next(f for f in result.of(pool) if f.feature == "tea")
    assert sum(person.category is not None for person in people) == counted.n
    assert len(people) == 16
