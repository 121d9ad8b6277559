"""People who were counted elsewhere: the same results as of their answers, and nobody to be found by subtraction."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import CategoryCounts, PairCounts, Settings, classify
from kano.counted import Counted, counted, nested, told_only, values
from kano.errors import KanoError
from kano.evaluation import load_table
from kano.responses import Profile, Responses
from kano.splits import split_all
from kano.suppression import Shown, hide

TABLE = load_table()


def people(*profiles, features=2, seed=3, blank=0.1):
    """As many people as the profiles have codes; each profile is a list of its people's values."""
    rng = np.random.default_rng(seed)
    n = len(profiles[0]) if profiles else 40
    sides = [(rng.integers(1, 6, (n, features)) * (rng.random((n, features)) > blank)).astype(np.int8) for _ in "ab"]
    rated = np.where(rng.random((n, features)) > blank, rng.integers(1, 10, (n, features)), np.nan)
    made = {f"q{i}": profile(said) for i, said in enumerate(profiles)}
    return Responses(tuple(f"f{i}" for i in range(features)), *sides, rated, made)


def profile(said):
    names = tuple(dict.fromkeys(said))
    return Profile(names, np.array([names.index(value) for value in said], dtype=np.int64))


SLOW = settings(deadline=None, max_examples=60)
SAID = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), min_size=1, max_size=40)


@SLOW
@given(SAID, st.integers(1, 9), st.integers(0, 99))
def test_what_is_left_gives_the_same_results(said, least, seed):
    data, chosen = people(said, seed=seed), Settings(least=least, draws=50)
    kept, _ = counted(data, least, "q0")
    for by in (None, "q0"):
        plain, again = classify(data.count(by), chosen), classify(kept.count(by), chosen)
        assert plain.rows() == again.rows()
        assert (plain.findings, plain.together, plain.conventions) == (
            again.findings,
            again.together,
            again.conventions,
        )
        assert plain.counts.segments == again.counts.segments
    one, two = split_all([data.count("q0")], chosen), split_all([kept.count("q0")], chosen)
    assert one[0].rows() == two[0].rows()
    assert (one[0].hidden, one[0].findings) == (two[0].hidden, two[0].findings)
    assert {str(s) for s in values(kept.count("q0"))} == set(said)


@SLOW
@given(SAID, st.integers(2, 9))
def test_no_small_segment_is_in_what_is_left(said, least):
    kept, _ = counted(people(said), least, "q0")
    counts = kept.count("q0")
    plain = counts.counts if isinstance(counts, Shown) else counts
    sizes = [int(n) for name, n in zip(plain.segments, plain.grid[:, 0].sum(axis=(-2, -1)), strict=True) if name]
    answered = [int(n) for row, name in zip(plain.n, plain.segments, strict=True) if name is not None for n in row]
    assert all(n == 0 or n >= least for n in answered)
    assert all(n == 0 or n >= least for n in sizes)


def test_what_was_hidden_is_hidden_again_and_nothing_more():
    data = people(["a"] * 30 + ["b"] * 20 + ["c"] * 2)
    shown = hide(data.count("q0"), 5)
    assert hide(shown, 5) is shown
    with pytest.raises(KanoError) as caught:
        hide(shown, 3)
    assert (caught.value.code, caught.value.values) == ("counted-least", {"by": "q0", "kept": 5, "least": 3})


def test_counts_of_which_nothing_is_hidden_stay_open_to_any_least():
    data = people(["a"] * 30 + ["b"] * 20, blank=0)
    kept = counted(data, 5)[0].count("q0")
    assert isinstance(kept, PairCounts)
    assert classify(kept).rows() == classify(data.count("q0")).rows()


def test_importance_of_few_people_counts_as_hidden():
    data = people(["a"] * 30 + ["b"] * 20, blank=0)
    data.importance[:28] = np.nan
    data.importance[31:] = np.nan
    assert isinstance(told_only(data.count("q0"), 5), Shown)


def test_a_question_within_another_is_left_out():
    """30 guests of the region, 28 of them in its city: the two others would be found by subtraction."""
    region, city = ["north"] * 30 + ["south"] * 30, ["here"] * 28 + ["there"] * 32
    kept, findings = counted(people(region, city), 5)
    assert list(kept.questions) == ["q0"]
    assert [(f.code, f.values) for f in findings] == [("question-nested", {"by": "q1", "other": "q0", "least": 5})]
    assert list(counted(people(region, city), 5, "q1")[0].questions) == ["q1"]
    assert list(counted(people(region, city), 2)[0].questions) == ["q0", "q1"]


def test_of_those_who_answered_a_feature_nobody_is_found_either():
    """Ten guests of the region live outside the city, but only two of them answered the feature."""
    region, city = ["north"] * 40 + ["south"] * 30, ["here"] * 30 + ["there"] * 40
    data = people(region, city, blank=0)
    assert list(counted(data, 5)[0].questions) == ["q0", "q1"]
    data.functional[30:38, 0] = 0
    assert list(counted(data, 5)[0].questions) == ["q0"]


def test_questions_that_cross_stand_side_by_side():
    crossed = people(["a", "b"] * 30, ["c"] * 30 + ["d"] * 30)
    both = crossed.count("q0"), crossed.count("q1")
    assert not nested(crossed, both, 5)
    assert list(counted(crossed, 5)[0].questions) == ["q0", "q1"]


@SLOW
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=20, max_size=60),
    st.integers(2, 6),
)
def test_no_difference_of_a_segment_and_those_within_it_is_small(said, least):
    data = people([a for a, _ in said], [x for _, x in said], blank=0)
    kept, _ = counted(data, least)
    if len(kept.questions) < 2:
        return
    sets = {}
    for by, counts in kept.questions.items():
        shown = hide(counts, least)
        names = [name for name in shown.counts.segments if name is not None]
        sets[by] = [set(data.rows_of(by, name, shown.segments).tolist()) for name in names]
    for one, other in (("q0", "q1"), ("q1", "q0")):
        for outer in sets[one]:
            inner = [each for each in sets[other] if each <= outer]
            rest = len(outer) - sum(map(len, inner))
            assert rest == 0 or rest >= least or not inner


def test_questions_of_which_nothing_is_shown_are_left_out_unless_they_are_asked_for():
    data = people([f"guest {i}" for i in range(30)])
    kept, findings = counted(data, 5)
    assert (list(kept.questions), [f.code for f in findings]) == ([], ["question-hidden"])
    assert list(counted(data, 5, "q0")[0].questions) == ["q0"]


def test_who_answered_how_much_is_known_without_them():
    data = people(features=3)
    kept, _ = counted(data, 5)
    pairs = ((data.functional > 0) & (data.dysfunctional > 0)).sum(axis=1)
    assert (kept.people, kept.silent, kept.most_pairs) == (40, data.silent, pairs.max())


def test_its_parts_are_of_the_same_features():
    one, other = people(["a"] * 9).count("q0"), people(["a"] * 9, features=3)
    with pytest.raises(ValueError, match="features of everyone"):
        Counted(other.count(), {"q0": one})
    with pytest.raises(ValueError, match="one segment"):
        Counted(one)
    with pytest.raises(KanoError, match="no segment column"):
        Counted(other.count()).count("q0")


def test_counts_per_category_are_counted_too():
    counts = CategoryCounts(("f",), np.array([[[9.0, 1, 0, 0, 0, 0]], [[3.0, 0, 0, 0, 0, 0]]]), ("a", "b"), "q")
    shown = told_only(counts, 5)
    made = Counted(counts.pooled(), {"q": shown})
    assert classify(made.count("q")).rows() == classify(counts).rows()
    assert made.tally(TABLE).counts.tolist() == [[[12, 1, 0, 0, 0, 0]]]
