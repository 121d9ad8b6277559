"""Segments: what is compared, what sticks out, which features hide two peaks, and that nothing hidden gets out."""

import csv
import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kano import CategoryCounts, KanoError, PairCounts, Settings, classify, read
from kano.answers import CATEGORIES
from kano.certainty import wilson
from kano.classification import Estimate, Verdict
from kano.counts import CategoryCounts as Counts
from kano.differences import MERGED, adjusted, newcombe
from kano.i18n import KEYS, LANGUAGES, catalogue
from kano.split_record import describe
from kano.splits import split, split_all, told
from tests.conftest import SHARED

FAST = Settings(draws=200)
PAIR = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (5, 1), "Q": (1, 1)}
"""A pair of answers for each category, by the standard table."""


def counted(by="who", **segments):
    """Counts of features f0, f1, ... from `segment=["A O M I R Q", ...]`."""
    rows = [[[float(n) for n in row.split()] for row in rows] for rows in segments.values()]
    features = tuple(f"f{i}" for i in range(len(rows[0])))
    return CategoryCounts(features, np.array(rows), tuple(segments), by)


def pairs(numbers, names=None, by="who"):
    """PairCounts of numbers (S, F, 6) of people by category."""
    numbers = np.asarray(numbers)
    grid = np.zeros((*numbers.shape[:2], 6, 6), dtype=np.int64)
    for place, category in enumerate(CATEGORIES):
        grid[(..., *PAIR[category])] = numbers[..., place]
    names = names or tuple(f"s{i}" for i in range(len(numbers)))
    return PairCounts(tuple(f"f{i}" for i in range(numbers.shape[1])), grid, names, by)


TWO = counted(young=["60 5 5 10 0 0", "30 30 20 20 0 0"], old=["5 5 60 10 0 0", "28 32 19 21 0 0"])


def test_a_feature_whose_label_hides_two_peaks_is_found_and_named():
    found = split(TWO)
    (feature,) = found.two_peaks
    assert feature.feature == "f0"
    assert [(peak.segment, peak.category, peak.verdict) for peak in feature.peaks] == [
        ("young", "A", Verdict.CLEAR),
        ("old", "M", Verdict.CLEAR),
    ]
    assert told(feature, catalogue("en"), "Towels") == (
        "Towels: basic for everyone together, but excitement for “young” (clear); basic for “old” (clear)"
    )
    assert found.features[1].peaks == ()


def test_segments_that_agree_hide_nothing_however_far_their_shares_differ():
    found = split(counted(a=["90 5 0 5 0 0"], b=["60 35 5 0 0 0"])).features[0]
    assert found.adjusted < 0.01
    assert found.peaks == ()


def test_two_peaks_of_a_feature_alone_may_be_chance_among_many():
    lean = Settings(leaning=0.75)
    alone = split(counted(a=["6 1 1 1 0 0"], b=["1 1 6 1 0 0"]), lean).features[0]
    among = split(counted(a=["6 1 1 1 0 0", *["3 2 2 2 0 0"] * 4], b=["1 1 6 1 0 0", *["2 3 2 2 0 0"] * 4]), lean)
    assert [result.category for result in among.features[0].segments] == ["A", "M"]
    assert alone.test == among.features[0].test
    assert (alone.adjusted < 0.05, bool(alone.peaks)) == (True, True)
    assert (among.features[0].adjusted > 0.05, among.two_peaks) == (True, ())


def test_homogeneous_people_near_a_tie_hardly_ever_show_two_peaks():
    rng = np.random.default_rng(11)
    told_of = 0
    for _ in range(60):
        people = rng.multinomial(60, [0.36, 0.08, 0.36, 0.2, 0, 0], (3, 5)).astype(float)
        names = tuple("abc")
        told_of += len(split(Counts(tuple("vwxyz"), people, names, "q"), FAST).two_peaks)
    assert told_of <= 6  # of 300 features


# --- the test and the family -------------------------------------------------------------------------------------


def test_the_p_of_a_question_are_adjusted_together_and_of_a_study_all_of_them():
    other = counted("age", low=["40 30 20 10 0 0", "30 30 20 20 0 0"], high=["20 30 40 10 0 0", "31 29 20 20 0 0"])
    alone, both = split(TWO), split_all([TWO, other])
    assert [f.adjusted for f in alone.features] == pytest.approx(adjusted([f.test.p for f in alone.features]))
    p = [f.test.p for each in both for f in each.features]
    assert [f.adjusted for each in both for f in each.features] == pytest.approx(adjusted(p))
    assert (both[0].by, both[1].by) == ("who", "age")
    assert both[0].conventions["adjustment"]["questions"] == ["who", "age"]
    assert both[0].conventions["adjustment"]["tests"] == 4
    assert alone.conventions["adjustment"]["family"] == "every feature of the profile question"
    assert both[1].conventions["adjustment"]["family"] == "every feature of every profile question"


NUMBERS = st.tuples(st.integers(2, 6), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.int64, (*shape, 6), elements=st.integers(0, 14))
)


@settings(max_examples=40, deadline=None)
@given(NUMBERS)
def test_adjusted_p_keep_the_order_of_p_and_are_no_smaller(numbers):
    tested = [f for f in split(pairs(numbers), FAST).features if f.test]
    ranked = sorted(tested, key=lambda f: f.test.p)
    assert all(f.test.p <= f.adjusted + 1e-12 <= 1 + 1e-9 for f in tested)
    assert all(a.adjusted <= b.adjusted + 1e-12 for a, b in pairwise(ranked))


def test_among_many_tests_a_tiny_p_is_drawn_more_finely():
    rows = {f"s{i}": ["9 0 0 0 0 0" if i < 3 else "0 0 9 0 0 0", *["3 2 2 2 0 0"] * 59] for i in range(6)}
    found = split(counted(**rows), Settings(draws=400))
    assert found.features[0].test.method == "permutation"
    assert found.features[0].test.p == pytest.approx(1 / 4001)  # the least of 4,000 permutations, not of 400
    assert found.features[0].adjusted < 0.05
    assert [peak.category for peak in found.features[0].peaks] == ["A"] * 3 + ["M"] * 3


# --- differences -------------------------------------------------------------------------------------------------


def share(successes, n, sign=1):
    low, high = wilson(successes, n, 0.95)
    return Estimate(sign * successes / n, *((low, high) if sign > 0 else (-high, -low)))


def test_up_to_four_segments_are_compared_pair_by_pair_by_newcombe():
    found = split(TWO).features[0]
    (only,) = found.differences
    assert (only.first, only.second) == ("young", "old")
    assert only.better == newcombe(share(65, 80), share(10, 80))
    assert only.worse == newcombe(share(10, 80, -1), share(65, 80, -1))
    four = split(counted(**{name: ["9 8 7 6 0 0"] for name in "abcd"})).features[0]
    assert [(each.first, each.second) for each in four.differences] == [
        *[("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]
    ]


def test_of_five_each_is_compared_with_the_others_together():
    rows = {name: [f"{9 + i} 8 7 6 1 0"] for i, name in enumerate("abcde")}
    found = split(counted(**rows)).features[0]
    assert [(each.first, each.second) for each in found.differences] == [(name, None) for name in "abcde"]
    liked = sum(10 + i for i in range(4)) + 4 * 8
    assert found.differences[0].better == newcombe(share(17, 30), share(liked, liked + 4 * 13))


# --- who is compared ---------------------------------------------------------------------------------------------


def test_people_who_left_the_question_blank_are_told_but_not_compared():
    blank = counted(**{"young": ["60 5 5 10 0 0"], "old": ["5 5 60 10 0 0"], "": ["0 50 0 0 0 0"]})
    found, without = split(blank), split(counted(young=["60 5 5 10 0 0"], old=["5 5 60 10 0 0"]))
    assert found.segments == ("young", "old")
    for field in ("test", "residuals", "differences", "adjusted", "peaks"):
        assert getattr(found.features[0], field) == getattr(without.features[0], field)
    assert found.features[0].everyone.n == 210
    assert [(row["segment"], row["compared"]) for row in found.rows()] == [
        *[(None, False), ("young", True), ("old", True), ("", False)]
    ]


def test_one_segment_that_can_be_shown_is_said_and_compared_with_nothing():
    found = split(counted(many=["30 20 10 5 0 0"], few=["0 0 3 0 0 0"]))
    assert found.features[0].test is None
    assert [finding.code for finding in found.findings if finding.code == "split-single"] == ["split-single"]
    assert found.rows()[0]["p_adjusted"] is None


def test_percentages_have_differences_but_no_test():
    shares = np.array([[[40.0, 30, 20, 10, 0, 0]], [[10.0, 20, 30, 40, 0, 0]]])
    found = split(CategoryCounts(("x",), shares, ("south", "north"), "place", shares_only=True))
    (feature,) = found.features
    assert (feature.everyone, feature.test, feature.adjusted, feature.peaks, feature.residuals) == (
        None,
        None,
        None,
        (),
        {},
    )
    assert feature.differences[0].better == Estimate(pytest.approx(0.4), None, None)


def test_counts_without_a_question_cannot_be_split():
    with pytest.raises(KanoError) as caught:
        split(CategoryCounts(("x",), np.ones((1, 1, 6))))
    assert caught.value.code == "segments-none"
    assert "--by" in str(caught.value)


@settings(max_examples=40, deadline=None)
@given(NUMBERS, st.randoms())
def test_what_the_segments_are_called_and_their_order_change_nothing(numbers, random):
    order = random.sample(range(len(numbers)), len(numbers))
    names = tuple(f"s{i}" for i in range(len(numbers)))
    plain = split(pairs(numbers, names), FAST)
    mixed = split(pairs(numbers[order], tuple(names[i] for i in order)), FAST)
    for one, other in zip(plain.features, mixed.features, strict=True):
        if len({s for f in (one, other) for s in (r.segment for r in f.segments)}) != len(one.segments):
            return  # of two segments of one size, the one that stands first joins the hidden
        assert (one.test and one.test.p) == pytest.approx(other.test and other.test.p)
        assert one.adjusted == pytest.approx(other.adjusted)
        assert set(one.peaks) == set(other.peaks)
        for segment, row in one.residuals.items():
            assert row == pytest.approx(other.residuals[segment])


# --- nothing hidden gets out -------------------------------------------------------------------------------------

MIXED = st.tuples(st.integers(2, 6), st.integers(1, 3)).flatmap(
    lambda shape: arrays(np.int64, (*shape, 6), elements=st.integers(0, 4))
)


def _dealt_anew(numbers, segments, random):
    """Those who are one segment together exchange their answers; each segment keeps its number of people."""
    said = [letter for s in segments for letter in np.repeat(np.arange(6), numbers[s]).tolist()]
    random.shuffle(said)
    for s in segments:
        own, said = said[: numbers[s].sum()], said[numbers[s].sum() :]
        numbers[s] = np.bincount(np.array(own, dtype=int), minlength=6)


@settings(max_examples=60, deadline=None)
@given(MIXED, st.randoms())
def test_nothing_but_everyones_figures_depends_on_what_hidden_people_answered(numbers, random):
    """Hidden people give other answers: every figure of the comparison is what it was."""
    counts = pairs(numbers)
    plain = split(counts, FAST)
    shown = {(f.feature, str(r.segment)) for f in plain.features for r in f.segments}
    together = [int(name[1:]) for name in plain.hidden]
    other = numbers.copy()
    for s, f in np.ndindex(numbers.shape[:2]):
        if s not in together and (f"f{f}", f"s{s}") not in shown:
            other[s, f] = random.sample(numbers[s, f].tolist(), 6)
    for f in range(numbers.shape[1]):
        _dealt_anew(other[:, f], together, random)
    first, second = split(counts, FAST), split(pairs(other), FAST)
    assert (first.segments, first.hidden) == (second.segments, second.hidden)
    for one, two in zip(first.features, second.features, strict=True):
        for field in ("segments", "test", "residuals", "differences", "adjusted", "peaks"):
            assert repr(getattr(one, field)) == repr(getattr(two, field))  # NaN is like NaN


@settings(max_examples=60, deadline=None)
@given(MIXED)
def test_nothing_is_said_of_a_segment_of_fewer_than_five(numbers):
    found = split(pairs(numbers), FAST)
    n = numbers.sum(axis=-1)
    small = {(f"f{f}", f"s{s}") for s, f in np.ndindex(n.shape) if 0 < n[s, f] < 5}
    for feature in found.features:
        named = {str(result.segment) for result in feature.segments} | set(feature.residuals)
        named |= {name for each in feature.differences for name in each[:2] if name}
        assert not {(feature.feature, name) for name in named} & small
    for row in (row for row in found.rows() if (row["feature"], row["segment"]) in small):
        assert row["suppressed"]
        assert [row[key] for key in ("n", "better", "residual_A", "probability")] == [None] * 4
        assert [row[letter] for letter in "AOMIRQ"] == [None] * 6


# --- records -----------------------------------------------------------------------------------------------------


def test_rows_and_record_are_plain_data():
    found = split(TWO)
    assert json.loads(json.dumps(found.rows(), allow_nan=False))[1]["residual_A"] > 2
    assert json.loads(json.dumps(found.conventions, allow_nan=False))["least"] == 5
    assert list(found.to_frame().columns[:3]) == ["by", "feature", "segment"]
    assert {f"residual_{name}" for name in MERGED} <= set(found.rows()[0])
    cells = found.features[0].standing_out
    assert [abs(cell[2]) for cell in cells] == sorted((abs(cell[2]) for cell in cells), reverse=True)
    assert {cell[:2] for cell in cells} == {(s, c) for s in ("young", "old") for c in "AM"}
    assert {source["key"] for source in found.conventions["sources"]} >= {"haberman1973", "newcombe1998"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_record_is_told_in_every_language(lang):
    t = catalogue(lang)
    words = describe(split(TWO).conventions, t)
    assert len(words) == 6
    assert all("{" not in text for row in words for text in row)
    assert {"split.peak", "split.peaks"} <= KEYS
    assert "young" in told(split(TWO).two_peaks[0], t)


@pytest.mark.parametrize(("by", "least", "hidden"), [("Education", 5, 0), ("Employment", 5, 2), ("Gender", 1, 0)])
def test_the_reppel_survey_is_what_a_cross_table_says(by, least, hidden):
    file = SHARED / "reppl_transfers.csv"
    if not file.exists():
        pytest.skip("the raw data of Reppel (2022) is not beside the repository")
    from scipy.stats import chi2_contingency

    (found,) = read(file, by=by).split(Settings(least=least), [by])
    pool = found.segments[-1]
    code = {"I like it": 0, "I expect it": 1, "I am neutral": 2, "I can tolerate it": 3, "I dislike it": 4}
    grid = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    with file.open(encoding="utf-8-sig", newline="") as lines:
        people = [{**row, by: pool if row[by] in found.hidden else row[by]} for row in csv.DictReader(lines)]
    for number, feature in zip(range(6, 12), found.features, strict=True):
        counts = np.zeros((len(found.segments), 5))
        for person in (person for person in people if person[by] in found.segments):
            cell = grid[code[person[f"F{number}_functional"]]][code[person[f"F{number}_dysfunctional"]]]
            counts[found.segments.index(person[by]), min("AOMIRQ".index(cell), 4)] += 1
        oracle = chi2_contingency(counts[:, counts.any(axis=0)], correction=False)
        assert (feature.test.statistic, feature.test.df) == (pytest.approx(oracle.statistic), oracle.dof)
    assert len(found.hidden) == hidden


def test_the_hot_pot_sample_hides_two_peaks_in_one_feature():
    from kano.samples import open_sample

    found = {each.by: each for each in open_sample("hotpot").split()}
    assert found["visits"].two_peaks == ()
    (feature,) = found["party"].two_peaks
    assert feature.feature == "Staffed children's corner"
    seen = {peak.segment: peak.category for peak in feature.peaks}
    assert (seen["With family including children"], seen["With friends"]) == ("M", "A")
    assert feature.everyone.category == "I"
    assert feature.standing_out[0][:2] == ("With family including children", "M")
    assert (
        feature.everyone
        == classify(open_sample("hotpot").data.count("party")).of()[feature_at(found["party"], feature)]
    )


def feature_at(found, feature):
    return found.features.index(feature)
