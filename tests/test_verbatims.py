"""What people wrote stands by the category of their own answers, and gives nobody away."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import Responses, load_table
from kano.errors import KanoError
from kano.responses import Profile, Why
from kano.verbatims import NO_PAIR, untied, verbatims

TABLE = load_table()
LIKE, NEUTRAL, DISLIKE = 1, 3, 5
PAIRS = {"A": (LIKE, NEUTRAL), "O": (LIKE, DISLIKE), "M": (NEUTRAL, DISLIKE), "R": (DISLIKE, LIKE), NO_PAIR: (LIKE, 0)}


def people(kinds, why=(), profile=None, features=("tea",)):
    """Of one feature, or of several that everyone answers alike."""
    sides = np.array([PAIRS[kind] for kind in kinds], dtype=np.int8)
    functional, dysfunctional = (np.repeat(sides[:, [i]], len(features), axis=1) for i in (0, 1))
    names = tuple(dict.fromkeys(profile or ()))
    profiles = {"branch": Profile(names, np.array([names.index(name) for name in profile]))} if profile else {}
    return Responses(features, functional, dysfunctional, None, profiles, why=tuple(Why(*said) for said in why))


def grouped(found, feature="tea"):
    return {quotes.kinds: sorted(quotes.texts) for quotes in found.of(feature)}


def test_a_text_stands_under_the_category_of_its_writers_own_pair():
    said = people(["A"] * 6 + ["O"] * 5 + [NO_PAIR] * 5, [(0, 0, "nice"), (7, 0, "more"), (15, 0, "skipped")])
    found = verbatims(said, TABLE)
    assert grouped(found) == {("A",): ["nice"], ("O",): ["more"], (NO_PAIR,): ["skipped"]}
    assert [str(quotes.category) for quotes in found.quotes] == ["A", "O", "None"]
    assert [quotes.people for quotes in found.quotes] == [6, 5, 5]
    assert found.without_text == {"tea": 13}


def test_categories_of_few_people_stand_together_with_the_next_larger_one():
    said = people(["A"] * 20 + ["M"] * 6 + ["R"], [(0, 0, "a"), (20, 0, "m"), (26, 0, "r")])
    found = verbatims(said, TABLE)
    assert grouped(found) == {("A",): ["a"], ("M", "R"): ["m", "r"]}
    assert [finding.code for finding in found.findings] == ["verbatims-together"]
    assert grouped(verbatims(said, TABLE, least=1)) == {("A",): ["a"], ("M",): ["m"], ("R",): ["r"]}


def test_no_row_has_a_persons_number_and_the_order_is_that_of_no_person():
    n, features = 12, ("tea", "coffee")
    why = [(i, f, f"person {i}") for i in range(n) for f in range(2)]
    found = verbatims(people(["A"] * n, why, features=features), TABLE)
    backwards = people(["A"] * n, [(n - 1 - i, f, text) for i, f, text in why], features=features)
    orders = [list(quotes.texts) for quotes in found.quotes]
    assert set(found.rows()[0]) == {"feature", "segment", "categories", "people", "text"}
    assert [list(quotes.texts) for quotes in verbatims(backwards, TABLE).quotes] == orders
    assert len({*map(tuple, orders), tuple(f"person {i}" for i in range(n))}) == 3


def test_a_text_is_named_beside_a_segment_only_with_enough_people_of_its_category():
    kinds = ["A"] * 10 + ["O"] * 7 + ["A"] * 10 + ["O"] * 3
    branch = ["north"] * 17 + ["south"] * 13
    why = [(0, 0, "north A"), (12, 0, "north O"), (17, 0, "south A"), (28, 0, "south O")]
    said = people(kinds, why, branch)
    north, south = (verbatims(said, TABLE, "branch", name) for name in ("north", "south"))
    # South has three of O; without them, everyone less south would tell who is of north.
    assert grouped(north) == {("A",): ["north A"]}
    assert grouped(south) == {("A",): ["south A"]}
    assert (north.unshown, south.unshown) == ({"tea": 1}, {"tea": 1})
    assert [finding.code for finding in north.findings] == ["verbatims-unshown"]
    assert len(verbatims(said, TABLE, "branch")) == 4


def test_a_segment_too_small_or_unknown_is_refused():
    said = people(["A"] * 12, [(0, 0, "x")], ["north"] * 11 + ["south"])
    for segment, code in (("south", "segment-few"), ("west", "segment-value-unknown")):
        with pytest.raises(KanoError) as problem:
            verbatims(said, TABLE, "branch", segment)
        assert problem.value.code == code
    with pytest.raises(KanoError) as problem:
        verbatims(said, TABLE).of("coffee")
    assert problem.value.code == "feature-unknown"


def test_texts_that_were_promised_to_stand_alone_have_no_category():
    found = untied(("tea", "coffee"), [("tea", "b"), ("tea", "a")])
    assert [(quotes.feature, quotes.kinds, quotes.people, len(quotes.texts)) for quotes in found.quotes] == [
        ("tea", (), None, 2)
    ]
    assert [finding.code for finding in found.findings] == ["verbatims-untied"]
    assert found.conventions["grouped_by"] is None
    beside = untied(("tea",), [("tea", "a")], "north")
    assert (beside.quotes, beside.unshown) == ((), {"tea": 1})


@st.composite
def studies(draw):
    kinds = draw(st.lists(st.sampled_from(list(PAIRS)), min_size=1, max_size=30))
    branch = draw(st.lists(st.sampled_from(["north", "south", "", "x"]), min_size=len(kinds), max_size=len(kinds)))
    who = draw(st.sets(st.integers(0, len(kinds) - 1)))
    return people(kinds, [(i, 0, f"text {i}") for i in sorted(who)], branch), kinds, branch


@settings(max_examples=200, deadline=None)
@given(studies(), st.integers(1, 6))
def test_every_text_is_shown_once_and_beside_enough_people(study, least):
    said, kinds, branch = study
    found = verbatims(said, TABLE, least=least)
    assert Counter(text for q in found.quotes for text in q.texts) == Counter(why.text for why in said.why)
    for quotes in found.quotes:
        assert quotes.people == sum(kind in quotes.kinds for kind in kinds)
        assert quotes.people >= least or quotes.people == len(kinds)
        assert all(kinds[int(text.split()[1])] in quotes.kinds for text in quotes.texts)
    group_of = {text: quotes.kinds for quotes in found.quotes for text in quotes.texts}
    named = {}
    for segment in set(branch):
        try:
            part = verbatims(said, TABLE, "branch", segment, least)
        except KanoError:
            continue
        wrote = [why for why in said.why if branch[why.person] == segment]
        assert len(part) + part.unshown["tea"] == len(wrote)
        for quotes in part.quotes:
            named.setdefault(quotes.kinds, set()).add(segment)
            assert quotes.people >= least
            assert all(group_of[text] == quotes.kinds for text in quotes.texts)
    for group, segments in named.items():
        rest = sum(kind in group and branch[i] not in segments for i, kind in enumerate(kinds))
        silent = {branch[i] for i, kind in enumerate(kinds) if kind in group} - segments
        wrote = {branch[why.person] for why in said.why if kinds[why.person] in group}
        assert rest == 0 or rest >= least or not silent & wrote


@given(studies(), st.data())
def test_taking_people_takes_what_they_wrote(study, data):
    said = study[0]
    rows = np.array(data.draw(st.lists(st.integers(0, len(said) - 1), min_size=1, max_size=40)))
    texts = {(why.person, why.feature): why.text for why in said.why}
    taken = {(why.person, why.feature): why.text for why in said.take(rows).why}
    assert taken == {(i, 0): texts[row, 0] for i, row in enumerate(rows.tolist()) if (row, 0) in texts}
    assert said.to_frame().columns.tolist() == ["respondent", "feature", "functional", "dysfunctional"]


@pytest.mark.parametrize("why", [[(9, 0, "x")], [(0, 1, "x")], [(0, 0, "x"), (0, 0, "y")], [(-1, 0, "x")]])
def test_a_reason_of_nobody_of_nothing_or_twice_is_no_reason(why):
    with pytest.raises(ValueError, match="reasons"):
        people(["A"] * 3, why)
