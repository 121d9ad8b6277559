"""Two groups of one file: only those that are shown, and of them only what is shown."""

from dataclasses import replace

import numpy as np
import pytest

from kano import CategoryCounts, KanoError, Responses
from kano.classification import classify
from kano.comparison import compare
from kano.conventions import Settings
from kano.i18n import LANGUAGES, catalogue
from kano.responses import Profile
from kano.sides import compare_segment_rounds, compare_segments, of_side, shown_segment


def answered(*sizes, features=("x", "y"), quiet=None, ids=False):
    """Groups a, b, c... of these sizes; of the last feature, only as many of each group answered as `quiet` says."""
    names, n = tuple("abcdefg"[: len(sizes)]), sum(sizes)
    rng = np.random.default_rng(4)
    sides = [rng.integers(1, 6, (n, len(features))).astype(np.int8) for _ in range(2)]
    codes = np.repeat(np.arange(len(sizes)), sizes)
    for group, answers in enumerate(quiet or ()):
        sides[0][np.flatnonzero(codes == group)[answers:], -1] = 0
    people = tuple(f"p{i}" for size in sizes for i in range(size)) if ids else None
    return Responses(features, *sides, profiles={"region": Profile(names, codes)}, ids=people)


def chosen(data, *values, least=5):
    found = classify(data.count("region"), Settings(least=least))
    return found, tuple(shown_segment(found, value, data.profiles["region"].values) for value in values)


def refused(data, value, least=5):
    with pytest.raises(KanoError) as caught:
        chosen(data, value, least=least)
    return caught.value


def test_shown_groups_are_compared_as_two_surveys_would_be():
    data = answered(30, 40)
    made = compare_segments(*chosen(data, "a", "b"))
    rows = [data.take(data.rows_of("region", name)) for name in "ab"]
    alone = compare(rows[0].count(), rows[1].count())
    assert made.rows() == alone.rows()


def test_a_group_that_gives_away_a_small_one_is_refused_and_the_pooled_one_may_be_chosen():
    """Of 3, 20 and 40 people, 20 are large enough alone; everyone less 20 less 40 would tell of the 3."""
    data = answered(3, 20, 40)
    for value in "ab":
        problem = refused(data, value)
        assert (problem.code, problem.values["together"]) == ("group-together", "a + b")
        assert "3" not in problem.text(catalogue()).replace("“a + b”", "")
    made = compare_segments(*chosen(data, "a + b", "c"))
    assert {gap.first.n for gap in made.gaps} == {23}
    assert ("segments-together", None) in {(f.code, side) for side, f in made.findings}


def test_groups_of_which_none_is_shown_and_unknown_ones_are_refused():
    assert refused(answered(3, 4), "a").code == "group-few"
    problem = refused(answered(30, 40), "z")
    assert (problem.code, problem.values["known"]) == ("group-unknown", "“a”, “b”")


def test_blank_is_a_group_by_its_label():
    data = answered(30, 40)
    data = replace(data, profiles={"region": replace(data.profiles["region"], values=("", "b"))})
    assert chosen(data, "(blank)", "b")[1] == ("", "b")


def test_a_feature_that_is_suppressed_in_a_group_has_no_gap():
    """Of y, 2 people of a answered: with everyone's figures, those of b would tell of them."""
    data = answered(30, 40, 50, quiet=(2, 40, 50))
    made = compare_segments(*chosen(data, "a", "c"))
    shown, hidden = made.gaps
    assert shown.verdict is not None
    assert (hidden.first.suppressed, hidden.first.n, hidden.first.category) == (True, None, None)
    assert (hidden.better.estimate, hidden.probability, hidden.test, hidden.verdict) == (None, None, None, None)
    said = {(f.code, f.feature, side) for side, f in made.findings}
    assert ("feature-hidden", "y", None) in said
    assert not {f for f in said if f[0] == "no-answers"}


def test_the_same_people_in_two_groups_are_suppressed_alike():
    data = answered(30, 40, quiet=(30, 2), ids=True)
    made, matched = compare_segment_rounds(data, *chosen(data, "a", "b"))
    assert len(matched.first) == 30
    assert made.gaps[0].changes is not None
    hidden = made.gaps[1]
    assert (hidden.first.suppressed, hidden.second.suppressed, hidden.changes) == (True, True, None)
    assert (hidden.better.estimate, hidden.test, hidden.verdict) == (None, None, None)
    assert "y" not in made.conventions["left_out"]["answered_once"]
    assert {f.code for _, f in made.findings} >= {"feature-hidden", "feature-hidden-both"}
    few = replace(data, ids=tuple(f"q{i}" if int(name[1:]) > 2 else name for i, name in enumerate(data.ids)))
    with pytest.raises(KanoError) as caught:
        compare_segment_rounds(few, *chosen(few, "a", "b"))
    assert caught.value.code == "group-few-both"


def test_groups_of_counts_are_compared_too():
    counts = np.array([[[9.0, 9, 0, 0, 0, 0]], [[0, 9, 9, 0, 0, 0]], [[0, 1, 0, 0, 0, 0]]])
    found = classify(CategoryCounts(("x",), counts, ("a", "b", "c"), "region"))
    with pytest.raises(KanoError, match="is not shown by itself"):
        shown_segment(found, "a", ("a", "b", "c"))
    made = compare_segments(found, ("a + c", "b"))
    assert (made.gaps[0].first.n, made.gaps[0].second.n) == (19, 18)


def test_doubts_are_those_of_each_side():
    """Of a everybody is reverse, of b nobody."""
    codes = np.array([[5]] * 30 + [[1]] * 30, dtype=np.int8)
    data = Responses(("x",), codes, 6 - codes, profiles={"region": Profile(("a", "b"), np.repeat([0, 1], 30))})
    made = compare_segments(*chosen(data, "a", "b"))
    assert {(side, f.code) for side, f in made.findings} == {("first", "codes-reversed"), ("first", "reverse-majority")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_doubt_names_its_side(lang):
    t = catalogue(lang)
    codes = np.array([[5]] * 30 + [[1]] * 30, dtype=np.int8)
    data = Responses(("x",), codes, 6 - codes, profiles={"region": Profile(("a", "b"), np.repeat([0, 1], 30))})
    side, finding = compare_segments(*chosen(data, "a", "b")).findings[0]
    assert of_side(side, finding, ("North", "South"), t).text(t).startswith("North")
    assert of_side(None, finding, ("North", "South"), t) is finding
