"""Two sides of the same features: differences, their tests, and what may be said about them."""

import json
import warnings
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import certainty, coefficients
from kano.answers import CATEGORIES
from kano.classification import Estimate, Verdict
from kano.comparison import Comparison, GapVerdict, compare, compare_rounds
from kano.conventions import Settings
from kano.counts import CategoryCounts
from kano.differences import adjusted, describe, homogeneity, kappa, newcombe, stuart_maxwell
from kano.errors import KanoError
from kano.evaluation import load_table
from kano.i18n import KEYS, LANGUAGES, catalogue
from kano.responses import Profile, Responses
from kano.rules import mode, winner

FAST = Settings(draws=400)
PAIR = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (5, 1), "Q": (1, 1), "-": (0, 5)}
"""A pair of answers for each category, by the standard table; a dash is half a pair."""


def table(text: str, **more) -> CategoryCounts:
    """Counts from lines of `name A O M I R Q`."""
    rows = [line.split() for line in text.strip().splitlines()]
    counts = np.array([[[float(n) for n in numbers] for _, *numbers in rows]])
    return CategoryCounts(tuple(name for name, *_ in rows), counts, **more)


def people(**features: str) -> Responses:
    """A letter per person: `towels="AAO-"` is four people, the last of whom skipped a question."""
    codes = np.array([[PAIR[letter] for letter in letters] for letters in features.values()], dtype=np.int8)
    return Responses(tuple(features), codes[..., 0].T, codes[..., 1].T)


def one(first: str, second: str, chosen: Settings | None = None):
    return compare(table(f"x {first}"), table(f"x {second}"), chosen).gaps[0]


def rounds(first: str, second: str, chosen: Settings | None = None):
    return compare_rounds(people(x=first), people(x=second), chosen).gaps[0]


def share(successes: int, n: int) -> Estimate:
    return Estimate(successes / n, *certainty.wilson(successes, n, 0.95))


# --- intervals of a difference ----------------------------------------------------------------------------------

NEWCOMBE = [
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ((0, 10), (0, 20), (-0.1611, 0.2775)),
    ((0, 10), (0, 10), (-0.2775, 0.2775)),
    ((10, 10), (0, 20), (0.6791, 1.0000)),
    ((10, 10), (0, 10), (0.6075, 1.0000)),
]
"""Newcombe (1998), Statistics in Medicine 17, 873-890, Table II, method 10: 95% intervals."""


@pytest.mark.parametrize(("first", "second", "printed"), NEWCOMBE)
def test_the_interval_of_a_difference_is_the_published_one(first, second, printed):
    found = newcombe(share(*first), share(*second))
    assert found.estimate == first[0] / first[1] - second[0] / second[1]
    assert (found.low, found.high) == pytest.approx(printed, abs=5e-5)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_interval_of_a_difference_is_that_of_statsmodels(data):
    from statsmodels.stats.proportion import confint_proportions_2indep

    n, m = (data.draw(st.integers(1, 300)) for _ in range(2))
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    found = newcombe(share(a, n), share(b, m))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(oracle, abs=1e-9)


def test_the_difference_of_worse_is_taken_on_its_own_scale():
    gap = one("0 8 8 4 0 0", "0 2 2 16 0 0")
    assert (gap.first.worse.estimate, gap.second.worse.estimate) == (-0.8, -0.2)
    assert gap.worse.estimate == pytest.approx(-0.6)
    mirrored = newcombe(share(16, 20), share(4, 20))
    assert (gap.worse.low, gap.worse.high) == pytest.approx((-mirrored.high, -mirrored.low))
    assert gap.better.estimate == pytest.approx(0.3)
    assert gap.size == pytest.approx(0.6)


def test_a_difference_with_an_undefined_side_is_undefined():
    gap = one("0 0 0 0 9 0", "5 3 2 1 0 0")
    assert gap.better == gap.worse == Estimate(None, None, None)
    assert gap.size == 0
    assert gap.first.category == "R"


# --- other people: the test -------------------------------------------------------------------------------------


def counts(*numbers: float):
    return np.array(numbers, dtype=float)


def test_the_shares_are_tested_like_scipy_does_with_reverse_and_questionable_merged():
    from scipy.stats import chi2_contingency

    found = homogeneity(counts(30, 20, 10, 40, 8, 7), counts(15, 25, 30, 45, 9, 2), 1000, 1)
    oracle = chi2_contingency([[30, 20, 10, 40, 15], [15, 25, 30, 45, 11]], correction=False)
    assert found.method == "chi-square"
    assert (found.statistic, found.df, found.p) == pytest.approx((oracle.statistic, 4, oracle.pvalue))
    assert found.v == pytest.approx((oracle.statistic / 241) ** 0.5)


def test_cramers_v_by_hand():
    # Each of the four cells expects 15 and is 5 away: 4 * 25 / 15 = 20/3, of 60 people: V = 1/3.
    found = homogeneity(counts(20, 10, 0, 0, 0, 0), counts(10, 20, 0, 0, 0, 0), 100, 1)
    assert (found.statistic, found.v, found.df) == (pytest.approx(20 / 3), pytest.approx(1 / 3), 1)


@pytest.mark.parametrize(
    ("first", "second", "exact"),
    [
        ((3, 0, 0), (0, 3, 0), 2 / 20),  # of the 20 ways to choose three of six, two are as extreme
        ((3, 1, 0), (1, 3, 0), 34 / 70),  # Fisher's tea (1935): 1 + 16 + 16 + 1 of 70
        ((4, 0, 0), (0, 2, 2), 2 / 70),  # and its mirror, when all of the second go to the other side
    ],
)
def test_few_people_are_tested_by_permutations_with_fixed_margins(first, second, exact):
    found = homogeneity(counts(*first, 0, 0, 0), counts(*second, 0, 0, 0), 40_000, 7)
    assert found.method == "permutation"
    assert found.p == pytest.approx(exact, abs=0.01)


def test_fractions_of_people_are_not_permuted():
    assert homogeneity(counts(2.5, 1, 0, 0, 0, 0), counts(1, 2, 0, 0, 0, 0), 100, 1).method == "chi-square"


@pytest.mark.parametrize(
    ("first", "second"), [((9, 0, 0, 0, 0, 0), (5, 0, 0, 0, 0, 0)), ((0,) * 6, (1, 2, 3, 4, 0, 0))]
)
def test_one_category_or_an_empty_side_cannot_be_tested(first, second):
    assert homogeneity(counts(*first), counts(*second), 100, 1) is None


def test_the_adjusted_p_are_those_of_benjamini_and_hochberg():
    # Benjamini & Hochberg (1995), JRSS B 57, 289-300, section 3.3: four of fifteen are rejected at 0.05.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    found = adjusted([None, *p, None])
    assert (found[0], found[-1]) == (None, None)
    assert sum(value <= 0.05 for value in found[1:-1]) == 4
    assert found[1:5] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625])
    assert adjusted([None]) == [None]


def test_the_p_of_every_feature_is_adjusted_for_the_others():
    both = compare(table("a 20 10 0 0 0 0 \n b 15 15 0 0 0 0"), table("a 10 20 0 0 0 0 \n b 14 16 0 0 0 0"))
    first, second = both.gaps
    assert first.adjusted == pytest.approx(min(2 * first.test.p, second.test.p))
    assert second.adjusted == pytest.approx(second.test.p)


# --- other people: what is said ---------------------------------------------------------------------------------


def test_many_who_disagree_are_clearly_other_and_many_who_agree_clearly_the_same():
    other, same = one("90 5 5 10 0 0", "5 5 90 10 0 0"), one("90 5 5 10 0 0", "80 9 9 9 0 0")
    assert (other.verdict, other.certainty) == (GapVerdict.OTHER, Verdict.CLEAR)
    assert (same.verdict, same.certainty) == (GapVerdict.SAME, Verdict.CLEAR)
    assert other.probability > 0.999
    assert same.probability < 0.001


def test_eight_people_of_many_minds_are_too_close_to_tell():
    gap = one("3 1 2 2 0 0", "30 40 120 50 0 0")
    assert (gap.first.category, gap.second.category) == ("A", "M")
    assert (gap.verdict, gap.certainty) == (GapVerdict.TOO_CLOSE, Verdict.TOO_CLOSE)


def test_eight_people_of_one_mind_against_a_clear_survey_are_clearly_other():
    gap = one("8 0 0 0 0 0", "10 40 160 28 1 1")
    assert (gap.verdict, gap.certainty) == (GapVerdict.OTHER, Verdict.CLEAR)


@pytest.mark.parametrize(("first", "second"), [("1 0 0 0 0 0", "0 0 1 0 0 0"), ("1 1 0 0 1 1", "0 0 1 1 0 0")])
def test_those_who_know_nothing_do_not_differ(first, second):
    # Two unknown categories of six differ with probability 5/6: over the threshold, and no knowledge at all.
    gap = one(first, second)
    assert gap.probability > 0.75
    assert gap.verdict == GapVerdict.TOO_CLOSE


def test_a_tie_on_one_side_may_still_differ_clearly_from_the_other():
    gap = one("0 60 60 0 0 0", "120 0 0 0 0 0")
    assert gap.first.verdict == Verdict.TOO_CLOSE
    assert (gap.verdict, gap.certainty) == (GapVerdict.OTHER, Verdict.CLEAR)


def test_the_thresholds_are_those_of_the_settings():
    first, second = "3 2 1 2 0 0", "30 40 120 50 0 0"
    plain, lax = one(first, second), one(first, second, Settings(clear=0.8, leaning=0.5))
    assert 0.8 < min(plain.probability, 1 - plain.adjusted) < 0.95
    assert (plain.verdict, plain.certainty) == (GapVerdict.OTHER, Verdict.LEANING)
    assert (lax.verdict, lax.certainty) == (GapVerdict.OTHER, Verdict.CLEAR)


def test_of_many_features_fewer_differ_than_each_alone():
    names = "abcdefghij"
    room, survey = ("\n".join(f"{name} {row}" for name in names) for row in ("2 2 2 2 0 0", "30 40 50 45 0 0"))
    alone, among = (
        one("3 2 1 2 0 0", "30 40 120 50 0 0"),
        compare(table(f"x 3 2 1 2 0 0 \n {room}"), table(f"x 30 40 120 50 0 0 \n {survey}")).gaps[0],
    )
    assert (alone.verdict, among.verdict) == (GapVerdict.OTHER, GapVerdict.TOO_CLOSE)
    assert alone.probability == among.probability


def test_the_probability_is_that_of_independent_draws_of_both_sides():
    first, second = counts(15, 11, 9, 5, 0, 0), counts(9, 12, 11, 8, 1, 0)
    one_side, other = (winner(mode(certainty.draws(c, 40_000, seed))) for c, seed in ((first, 1), (second, 2)))
    gap = one("15 11 9 5 0 0", "9 12 11 8 1 0", Settings(draws=40_000))
    assert gap.probability == pytest.approx((one_side != other).mean(), abs=0.01)


def test_percentages_without_people_carry_differences_but_no_certainty():
    first, second = table("x 40 20 20 20 0 0", shares_only=True), table("x 5 10 60 15 0 0")
    gap = compare(first, second).gaps[0]
    assert gap.better.estimate == pytest.approx(0.6 - 15 / 90)
    assert (gap.better.low, gap.better.high) == (None, None)
    assert (gap.probability, gap.test, gap.adjusted, gap.verdict, gap.certainty) == (None,) * 5


def test_a_side_without_answers_has_nothing_to_say():
    gap = one("0 0 0 0 0 0", "5 3 2 1 0 0")
    assert (gap.verdict, gap.probability, gap.test) == (None, None, None)


# --- features and people ----------------------------------------------------------------------------------------


def test_features_are_matched_by_name_and_the_others_are_listed():
    both = compare(table("a 1 2 3 4 0 0 \n b 4 3 2 1 0 0 \n c 1 1 1 1 0 0"), table("d 1 1 1 1 0 0 \n b 1 2 3 4 0 0"))
    assert [gap.feature for gap in both.gaps] == ["b"]
    assert (both.only_first, both.only_second) == (("a", "c"), ("d",))
    assert both.conventions["left_out"]["only_first"] == ["a", "c"]
    assert both.gaps[0].second.counts["I"] == 4


def test_nothing_in_common_is_an_empty_comparison():
    both = compare(table("a 1 2 3 4 0 0"), table("b 1 2 3 4 0 0"))
    assert both.gaps == ()
    assert both.rows() == []
    assert (both.only_first, both.only_second) == (("a",), ("b",))


def test_of_segments_everyone_is_compared():
    split = people(x="AAOOMM")
    split = Responses(split.features, split.functional, split.dysfunctional, None, {"who": halves()})
    both = compare(split.count("who"), people(x="AAOOMM").count())
    assert both.gaps[0].first.n == 6
    assert both.gaps[0].first == both.gaps[0].second


def halves() -> Profile:
    return Profile(("left", "right"), np.array([0, 0, 0, 1, 1, 1]))


def test_percentages_by_segment_are_compared_only_if_everyones_are_known():
    shares = np.array([[[40.0, 30, 20, 10, 0, 0]], [[10.0, 20, 30, 40, 0, 0]]])
    known = CategoryCounts(("x",), shares, (None, "north"), "place", shares_only=True)
    assert compare(known, table("x 4 3 2 1 0 0")).gaps[0].first.counts["A"] == 40
    unknown = CategoryCounts(("x",), shares, ("south", "north"), "place", shares_only=True)
    with pytest.raises(KanoError, match="south, north") as caught:
        compare(unknown, table("x 4 3 2 1 0 0"))
    assert caught.value.code == "shares-segmented"


NUMBERS = st.lists(st.integers(0, 30), min_size=6, max_size=6)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4))
def test_swapping_the_sides_turns_the_signs_and_nothing_else(pairs):
    first, second = (many([pair[side] for pair in pairs]) for side in (0, 1))
    there, back = compare(first, second, FAST), compare(second, first, FAST)
    for gap, other in zip(there.gaps, back.gaps, strict=True):
        for figure in ("better", "worse"):
            value, mirror = getattr(gap, figure), getattr(other, figure)
            if value.estimate is not None:
                assert value.estimate == -mirror.estimate
                assert (value.low, value.high) == pytest.approx((-mirror.high, -mirror.low))
        assert gap.probability == pytest.approx(other.probability)
        assert (gap.test and gap.test.p) == pytest.approx(other.test and other.test.p)
        assert (gap.verdict, gap.certainty) == (other.verdict, other.certainty)


def many(rows) -> CategoryCounts:
    return CategoryCounts(tuple(f"f{i}" for i in range(len(rows))), np.array([rows], dtype=float))


@settings(max_examples=40, deadline=None)
@given(NUMBERS)
def test_a_side_never_differs_from_itself(numbers):
    gap = compare(many([numbers]), many([numbers]), FAST).gaps[0]
    assert gap.verdict != GapVerdict.OTHER
    assert gap.test is None or gap.test.p > 0.99
    for value in (gap.better, gap.worse):
        assert value.estimate in (0, None)
        if value.estimate is not None:
            assert value.low < 0 < value.high


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=5), st.randoms())
def test_the_order_of_the_features_changes_no_gap(pairs, random):
    names = [f"f{i}" for i in range(len(pairs))]
    order = random.sample(range(len(pairs)), len(pairs))
    sides = [np.array([[pair[side] for pair in pairs]], dtype=float) for side in (0, 1)]
    plain = compare(*(CategoryCounts(tuple(names), side) for side in sides), FAST)
    mixed = compare(*(CategoryCounts(tuple(names[i] for i in order), side[:, order]) for side in sides), FAST)
    assert {gap.feature: gap for gap in plain.gaps} == {gap.feature: gap for gap in mixed.gaps}


# --- the same people twice --------------------------------------------------------------------------------------

EYES = np.array([[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]])
"""Unaided vision of the right and the left eye of 7477 women: Stuart (1955), Biometrika 42, 412-416."""


def test_the_same_people_are_tested_like_stuart_did():
    found = stuart_maxwell(EYES, 100, 1)
    assert (found.method, found.df, found.v) == ("stuart-maxwell", 3, None)
    assert found.statistic == pytest.approx(11.96, abs=0.005)
    assert found.p == pytest.approx(0.0075, abs=5e-5)


def test_a_category_that_nobody_left_or_came_to_changes_nothing():
    wide = np.zeros((6, 6), dtype=np.int64)
    at = np.ix_([0, 2, 3, 5], [0, 2, 3, 5])
    wide[at] = EYES
    wide[1, 1] = 50
    assert stuart_maxwell(wide, 100, 1)[1:] == pytest.approx(stuart_maxwell(EYES, 100, 1)[1:])


@pytest.mark.parametrize(("up", "down"), [(5, 0), (6, 1), (4, 4), (1, 0)])
def test_few_who_changed_are_tested_like_the_exact_mcnemar(up, down):
    from statsmodels.stats.contingency_tables import mcnemar

    changes = np.array([[7, up], [down, 3]])
    found = stuart_maxwell(changes, 40_000, 5)
    assert found.method == "swaps"
    assert found.p == pytest.approx(mcnemar(changes, exact=True).pvalue, abs=0.01)
    assert found.statistic == pytest.approx((up - down) ** 2 / (up + down))


def test_changes_that_do_not_meet_have_a_p_but_no_statistic():
    # A to O and M to I: Stuart and Maxwell's matrix is singular. Each of the six went the same way: p = 4/64.
    gap = rounds("AAAMMM", "OOOIII", Settings(draws=40_000))
    assert (gap.test.method, gap.test.statistic, gap.test.df) == ("swaps", None, None)
    assert gap.test.p == pytest.approx(4 / 64, abs=0.01)


def test_nobody_who_changed_is_no_test_and_the_same_category():
    gap = rounds("M" * 20 + "AAA", "M" * 20 + "AAA")
    assert (gap.test, gap.adjusted, gap.changes.changed, gap.changes.kappa) == (None, None, 0, 1)
    assert (gap.verdict, gap.certainty) == (GapVerdict.SAME, Verdict.CLEAR)
    assert gap.better.low < gap.better.estimate == 0 < gap.better.high


def test_many_who_move_together_are_clearly_other():
    gap = rounds("A" * 30 + "O" * 10, "O" * 40)
    assert (gap.first.category, gap.second.category) == ("A", "O")
    assert (gap.verdict, gap.certainty) == (GapVerdict.OTHER, Verdict.CLEAR)
    assert gap.changes.changed == 30
    assert gap.changes.table[0, 1] == 30
    assert (gap.better.estimate, gap.worse.estimate) == (0, 0.75)


def test_three_of_eight_who_move_are_too_close_to_tell_and_four_lean():
    three, four = rounds("AAAAAOOM", "AAOOOOOM"), rounds("AAAAAOOM", "AOOOOOOM")
    assert [(gap.first.category, gap.second.category) for gap in (three, four)] == [("A", "O")] * 2
    assert three.verdict == GapVerdict.TOO_CLOSE
    assert (four.verdict, four.certainty) == (GapVerdict.OTHER, Verdict.LEANING)


def test_all_of_eight_who_move_are_other():
    gap = rounds("AAAAAAAA", "MMMMMMMM")
    assert gap.test.p == pytest.approx(2 / 256, abs=0.005)
    assert (gap.verdict, gap.certainty) == (GapVerdict.OTHER, Verdict.CLEAR)
    assert gap.worse.estimate == 1
    assert gap.worse.high == 1
    assert gap.worse.low > 0.4


def test_kappa_is_cohens_and_undefined_in_one_cell():
    from statsmodels.stats.inter_rater import cohens_kappa

    assert kappa(EYES) == pytest.approx(cohens_kappa(EYES).kappa)
    assert kappa(np.array([[20, 5], [10, 15]])) == pytest.approx(0.4)  # (0.7 - 0.5) / (1 - 0.5)
    assert kappa(np.array([[9, 0], [0, 0]])) is None
    assert kappa(np.zeros((6, 6), dtype=np.int64)) is None
    assert rounds("AAA", "AAA").changes.kappa is None


def test_only_who_answered_both_rounds_is_counted_and_the_others_are_told():
    gap = rounds("AAO-OM", "AO-O-M")
    assert gap.changes.table.sum() == gap.first.n == gap.second.n == 3
    assert gap.changes.once == 3
    assert gap.first.counts == {"A": 2, "O": 0, "M": 1, "I": 0, "R": 0, "Q": 0}
    assert gap.second.counts == {"A": 1, "O": 1, "M": 1, "I": 0, "R": 0, "Q": 0}


def test_nobody_in_both_rounds_has_nothing_to_say():
    gap = rounds("A-", "-A")
    assert (gap.verdict, gap.probability, gap.test, gap.changes.kappa) == (None,) * 4
    assert gap.changes.once == 2
    assert gap.better == Estimate(None, None, None)


def test_rounds_of_different_people_are_refused():
    with pytest.raises(KanoError, match="3") as caught:
        compare_rounds(people(x="AAA"), people(x="AA"))
    assert caught.value.code == "rounds-differ"


def test_rounds_match_features_by_name():
    both = compare_rounds(people(a="AO", b="MM", c="II"), people(c="IA", d="RR", a="OO"))
    assert [gap.feature for gap in both.gaps] == ["a", "c"]
    assert (both.only_first, both.only_second) == (("b",), ("d",))
    assert [gap.second.counts["A"] for gap in both.gaps] == [0, 1]


def test_rounds_with_nothing_in_common_are_an_empty_comparison():
    both = compare_rounds(people(a="AO"), people(b="MM"))
    assert (both.gaps, both.only_first, both.only_second) == ((), ("a",), ("b",))


def test_a_feature_of_one_round_only_keeps_all_who_answered_it():
    both = compare_rounds(people(a="AO-", b="MMM"), people(a="-OA", c="III"))
    assert [(f.feature, f.n) for f in both.first.features] == [("a", 1), ("b", 3)]
    assert [(f.feature, f.n) for f in both.second.features] == [("a", 1), ("c", 3)]


def test_transitions_are_those_of_the_evaluation_table():
    pouliot = rounds("AI", "OO", Settings(table=load_table("pouliot")))
    assert pouliot.changes.table.sum() == 2
    three = Responses(("x",), np.array([[1], [3]], dtype=np.int8), np.array([[5], [5]], dtype=np.int8))
    gap = compare_rounds(three, three, Settings(table=load_table("three-level"))).gaps[0]
    assert np.trace(gap.changes.table) == 2
    five = Responses(("x",), np.array([[2]], dtype=np.int8), np.array([[4]], dtype=np.int8))
    with pytest.raises(KanoError) as caught:
        compare_rounds(five, five, Settings(table=load_table("three-level")))
    assert caught.value.code == "table-levels"


def test_the_interval_of_many_is_that_of_a_bootstrap_over_people():
    rng = np.random.default_rng(11)
    first = rng.choice(list("AOMI"), 300, p=[0.4, 0.3, 0.1, 0.2])
    second = np.where(rng.random(300) < 0.6, first, rng.choice(list("AOMIR"), 300))
    gap = rounds("".join(first), "".join(second))
    drawn = [sample(first, second, rng.integers(0, 300, 300)) for _ in range(1500)]
    assert (gap.better.low, gap.better.high) == pytest.approx(np.quantile(drawn, [0.025, 0.975]), abs=0.015)


def sample(first, second, rows) -> float:
    shares = [np.array([(side[rows] == c).sum() for c in CATEGORIES], dtype=float) for side in (first, second)]
    return float(coefficients.better(shares[0]) - coefficients.better(shares[1]))


LETTERS = st.lists(st.tuples(st.sampled_from("AOMIRQ-"), st.sampled_from("AOMIRQ-")), min_size=1, max_size=25)


@settings(max_examples=40, deadline=None)
@given(LETTERS)
def test_swapping_the_rounds_turns_the_signs(pairs):
    first, second = ("".join(pair[side] for pair in pairs) for side in (0, 1))
    many = Settings(draws=4000)
    there, back = rounds(first, second, many), rounds(second, first, many)
    assert (there.changes.table == back.changes.table.T).all()
    assert there.changes.kappa == pytest.approx(back.changes.kappa)
    assert (there.test and there.test.p) == pytest.approx(back.test and back.test.p)
    assert there.probability == pytest.approx(back.probability, abs=0.12)  # other draws of the same chances
    for value, mirror in ((there.better, back.better), (there.worse, back.worse)):
        if value.estimate is not None:
            assert value.estimate == -mirror.estimate
            assert value.low <= value.estimate <= value.high
            assert (value.low, value.high) == pytest.approx((-mirror.high, -mirror.low), abs=0.2)


@settings(max_examples=40, deadline=None)
@given(LETTERS, st.randoms())
def test_the_order_of_the_people_changes_nothing(pairs, random):
    mixed = random.sample(pairs, len(pairs))
    plain, other = (rounds(*("".join(p[side] for p in these) for side in (0, 1)), FAST) for these in (pairs, mixed))
    assert (plain.probability, plain.better, plain.test) == (other.probability, other.better, other.test)


@settings(max_examples=40, deadline=None)
@given(st.text("AOMIRQ-", min_size=1, max_size=25))
def test_a_round_never_differs_from_itself(letters):
    gap = rounds(letters, letters, FAST)
    assert gap.verdict != GapVerdict.OTHER
    assert gap.test is None
    assert (gap.better.estimate, gap.worse.estimate) in [(0, 0), (None, None)]


# --- as a table, as a record, in words --------------------------------------------------------------------------


def both_kinds() -> list[Comparison]:
    return [
        compare(table("a 5 1 0 2 0 0 \n b 1 1 1 1 0 0"), table("a 9 40 50 3 1 0 \n c 1 1 1 1 0 0")),
        compare_rounds(people(a="AAOOM", b="IIIII"), people(a="OOOOM", b="IIIII")),
    ]


def test_a_row_per_feature_with_the_figures_of_both_sides():
    rows = both_kinds()[0].rows()
    assert [(row["feature"], row["first_category"], row["second_category"]) for row in rows] == [("a", "A", "M")]
    row = both_kinds()[1].to_frame().iloc[0]
    assert (row["changed"], row["answered_once"], row["first_n"], row["gap"]) == (2, 0, 5, "too close")
    assert row["test"] == "swaps"


def test_every_column_has_its_words():
    assert [key for both in both_kinds() for key in both.rows()[0] if f"column.{key}" not in KEYS] == []


@pytest.mark.parametrize("verdict", GapVerdict)
def test_every_verdict_has_its_words(verdict):
    assert f"verdict.{verdict}" in KEYS


def test_the_record_is_plain_data_with_what_was_decided():
    other, same = (json.loads(json.dumps(both.conventions)) for both in both_kinds())
    assert (other["intervals"]["method"], same["intervals"]["method"]) == ("newcombe", "bayesian bootstrap")
    assert other["adjustment"] == {"method": "fdr_bh", "features": 1}
    assert other["left_out"] == {"only_first": ["b"], "only_second": ["c"], "answered_once": {}}
    assert same["left_out"]["answered_once"] == {"a": 0, "b": 0}
    assert other["first"]["certainty"]["seed"] == other["test"]["seed"] == 1984
    assert same["second"]["evaluation_table"]["name"] == "standard"


@pytest.mark.parametrize(("lang", "kind"), list(product(LANGUAGES, (0, 1))))
def test_the_record_is_told_in_every_language(lang, kind):
    lines = describe(both_kinds()[kind].conventions, catalogue(lang))
    assert len(lines) == 7
    assert all(what and how and "{" not in how for what, how in lines)
    assert "95%" in dict(lines)[catalogue(lang)("convention.span")]


def test_the_same_seed_gives_the_same_comparison():
    first, second = table("a 5 1 0 2 0 0"), table("a 9 4 5 3 1 0")
    assert compare(first, second).rows() == compare(first, second).rows()
    assert compare(first, second).rows() != compare(first, second, Settings(seed=2)).rows()
