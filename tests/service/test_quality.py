"""Gaps of service quality: method.md 12.1, with every number made by hand or by another library."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from statsmodels.stats.proportion import multinomial_proportions_confint

from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.service.conventions import cited, describe
from kano.service.items import NEGATIVE, Item, Items, check
from kano.service.paired import Spread, mean, paired_test, verdicts
from kano.service.quality import service_quality
from kano.service.ratings import ServiceRatings

NAN = float("nan")


def items(n, dimensions=(), reversed=(), scale=(1, 7), **more):
    """n items named i1, i2, ...; their dimensions repeat the given ones."""
    named = [dimensions[i % len(dimensions)] if dimensions else None for i in range(n)]
    made = (Item(f"i{i + 1}", f"E{i + 1}", f"P{i + 1}", named[i], i + 1 in reversed) for i in range(n))
    return Items(tuple(made), scale=scale, **more)


def gaps(expectation, perception, asked=None, **more):
    sides = np.array(expectation, dtype=float), np.array(perception, dtype=float)
    asked = asked or items(sides[0].shape[1])
    return service_quality(ServiceRatings(asked, *sides, **more))


def ratings(n, k):
    whole = st.integers(1, 7).map(float) | st.just(NAN)
    return arrays(float, (n, k), elements=whole)


def test_the_gap_is_perception_less_expectation():
    found = gaps([[7], [6], [5]], [[5], [6], [6]]).items[0]
    assert (found.expectation.estimate, found.perception.estimate) == (6, pytest.approx(17 / 3))
    assert found.gap.estimate == pytest.approx(-1 / 3)
    assert found.verdicts.counts == {"above": 1, "at": 1, "below": 1}


def test_interval_and_test_are_those_of_the_paired_t():
    rng = np.random.default_rng(3)
    expectation, perception = rng.integers(4, 8, (30, 1)), rng.integers(2, 8, (30, 1))
    found = gaps(expectation, perception).items[0]
    other = stats.ttest_rel(perception[:, 0], expectation[:, 0])
    assert (found.test.t, found.test.p, found.test.df) == pytest.approx((other.statistic, other.pvalue, 29))
    assert (found.gap.low, found.gap.high) == pytest.approx(tuple(other.confidence_interval(0.95)))


def test_verdicts_have_goodmans_intervals():
    found = gaps([[4]] * 10, [[5]] * 2 + [[4]] * 3 + [[1]] * 5).items[0].verdicts
    spans = multinomial_proportions_confint([2, 3, 5], alpha=0.05, method="goodman")
    for verdict, share, span in zip(("above", "at", "below"), (0.2, 0.3, 0.5), spans, strict=True):
        value = found.shares[verdict]
        assert (value.estimate, value.low, value.high) == pytest.approx((share, *span))


def test_an_item_without_one_side_is_left_out_for_that_person_in_both():
    found = gaps([[7, 7], [NAN, 3], [5, NAN]], [[6, 7], [7, 3], [NAN, NAN]])
    first, second = found.items
    assert first.n == 1
    assert first.expectation.estimate == 7  # not 6, the mean of everyone's expectation
    assert first.left_out == {"expectation_missing": 1, "perception_missing": 1, "both_missing": 0}
    assert second.left_out == {"expectation_missing": 0, "perception_missing": 0, "both_missing": 1}


def test_recoding_is_8_less_the_rating_in_both():
    """method.md 12.1: 7-point, recode 8 - x in both E and P, the sign of the gap then also right."""
    found = gaps([[2], [1]], [[5], [3]], items(1, reversed=(1,))).items[0]
    assert found.expectation.estimate == (6 + 7) / 2
    assert found.perception.estimate == (3 + 5) / 2
    assert found.gap.estimate == -2.5


@given(ratings(6, 3), ratings(6, 3))
def test_the_gap_of_a_reversed_item_is_minus_the_raw_gap(expectation, perception):
    raw = gaps(expectation, perception, items(3))
    turned = gaps(expectation, perception, items(3, reversed=(1, 2, 3)))
    for one, other in zip(raw.items, turned.items, strict=True):
        assert one.n == other.n
        if one.gap.estimate is not None:
            assert other.gap.estimate == pytest.approx(-one.gap.estimate)
            assert other.verdicts.counts["above"] == one.verdicts.counts["below"]
            assert other.expectation.estimate == pytest.approx(8 - one.expectation.estimate)


def test_a_reversed_item_needs_the_scale_that_was_offered_not_the_one_that_was_seen():
    with pytest.raises(KanoError) as problem:
        gaps([[2], [6]], [[3], [5]], items(1, reversed=(1,), scale=None))
    assert problem.value.code == "scale-needed"


def test_the_wording_of_1988_reverses_items_10_to_13_and_18_to_22():
    asked = items(22)
    assert [i for i, item in enumerate(asked.worded("1988").items, 1) if item.reversed] == list(NEGATIVE)
    assert list(NEGATIVE) == [10, 11, 12, 13, 18, 19, 20, 21, 22]
    assert not asked.worded("1988").worded("1991").reversed
    with pytest.raises(KanoError, match="22 items"):
        items(21).worded("1988")


def shuffled(named):
    """The 22 items from the last to the first, numbered by their columns, by their names, or not at all."""
    made = []
    for i in range(22, 0, -1):
        columns = (f"E{i}", f"P{i}") if named == "columns" else (f"expected {chr(96 + i)}", f"perceived {chr(96 + i)}")
        made.append(Item(f"Q{i}" if named == "names" else f"item {chr(96 + i)}", *columns))
    return Items(tuple(made), scale=(1, 7))


@pytest.mark.parametrize("named", ["columns", "names"])
def test_the_wording_follows_the_numbers_of_the_items_not_their_places(named):
    asked = shuffled(named).worded("1988")
    told = [item.number for item in asked.items if item.reversed]
    assert told == sorted(NEGATIVE, reverse=True)
    found = gaps(np.full((3, 22), 6.0), np.full((3, 22), 5.0), asked).findings
    said = [finding for finding in found if finding.code == "reversed-number"]
    assert said[0].values["items"] == ", ".join(asked.reversed)


def test_without_numbers_the_places_decide_and_it_is_said():
    asked = shuffled(None).worded("1988")
    assert [i for i, item in enumerate(asked.items, 1) if item.reversed] == list(NEGATIVE)
    found = gaps(np.full((3, 22), 6.0), np.full((3, 22), 5.0), asked).findings
    assert {"reversed-place"} == {f.code for f in found if f.code.startswith("reversed-") and "doubt" not in f.code}
    none = gaps(np.full((3, 22), 6.0), np.full((3, 22), 5.0), shuffled(None).worded("1991")).findings
    assert not [f for f in none if f.code in ("reversed-place", "reversed-number")]


@pytest.mark.parametrize(
    ("columns", "number"),
    [(("E10", "P10"), 10), (("10. Polite (E)", "10. Polite (P)"), 10), (("3 E", "4 P"), 7), (("E1 of 2", "P1"), 7)],
)
def test_a_number_is_one_that_both_columns_have(columns, number):
    assert Item("Q7", *columns).number == number


def test_a_dimension_is_the_mean_of_a_persons_items_and_then_of_people():
    expectation, perception = [[6, 4], [7, NAN], [NAN, NAN]], [[5, 4], [4, 7], [1, NAN]]
    found = gaps(expectation, perception, items(2, ["x"])).dimensions[0]
    # The first: (-1 + 0) / 2; the second: -3, by his one item; the third has none. Not (-1 + 0 - 3) / 3.
    assert found.gap.estimate == pytest.approx((-0.5 - 3) / 2)
    assert (found.n, found.left_out, found.incomplete) == (2, {"no_item": 1}, 1)
    assert found.verdicts.counts == {"above": 0, "at": 0, "below": 2}


def test_a_dimension_is_at_expectation_when_its_items_make_up_for_each_other():
    found = gaps([[5, 5, 5]], [[5.1, 5.2, 4.7]], items(3, ["x"])).dimensions[0]
    assert found.verdicts.counts == {"above": 0, "at": 1, "below": 0}


def test_the_weighted_gap_is_the_sum_of_points_over_100():
    """method.md 12.1: sum(w_d gap_d) / 100."""
    asked = items(2, ["x", "y"], weights={"x": 80, "y": 20})
    found = gaps([[7, 5], [6, 5]], [[5, 6], [6, 3]], asked)
    assert found.weighted.gap.estimate == pytest.approx(((0.8 * -2 + 0.2 * 1) + (0.8 * 0 + 0.2 * -2)) / 2)
    assert found.overall.gap.estimate == pytest.approx(((-2 + 1) / 2 + (0 - 2) / 2) / 2)
    assert [gap.points for gap in found.dimensions] == [80, 20]


def test_everyones_own_points_weigh_his_own_gaps():
    asked = items(2, ["x", "y"], weights={"x": "X", "y": "Y"})
    points = np.array([[100, 0], [50, 50], [60, 50], [NAN, 40], [0, 100.0]])
    expectation, perception = [[7, 5]] * 4 + [[NAN, 5]], [[5, 6]] * 5
    found = gaps(expectation, perception, asked, points=points).weighted
    # Who gave nothing to x need not have rated it.
    assert found.gap.estimate == pytest.approx((-2 + -0.5 + 1) / 3)
    assert found.left_out == {"points_missing": 1, "points_not_100": 1, "dimension_missing": 0}
    assert found.n == 3


@given(ratings(5, 4), ratings(5, 4))
def test_equal_points_give_the_unweighted_gap(expectation, perception):
    found = gaps(expectation, perception, items(4, ["x", "y"], weights={"x": 50, "y": 50}))
    assert found.weighted.n == found.overall.n
    if found.overall.n:
        assert found.weighted.gap.estimate == pytest.approx(found.overall.gap.estimate)


def test_whoever_lacks_a_dimension_is_in_no_whole_and_counted():
    found = gaps([[7, NAN], [6, 6]], [[5, 5], [6, 5]], items(2, ["x", "y"]))
    assert found.overall.n == 1
    assert found.overall.left_out == {"dimension_missing": 1}
    assert found.overall.gap.estimate == -0.5


def test_without_dimensions_the_whole_is_the_mean_of_a_persons_items():
    found = gaps([[7, NAN], [6, 6]], [[5, 5], [6, 5]])
    assert found.overall.gap.estimate == pytest.approx((-2 + -0.5) / 2)
    assert found.dimensions == ()


def test_an_item_without_a_dimension_beside_others_is_in_no_whole_and_said():
    asked = Items((Item("a", "E1", "P1", "x"), Item("b", "E2", "P2")))
    found = gaps([[7, 7]] * 2, [[6, 1]] * 2, asked)
    assert found.overall.gap.estimate == -1
    assert "items-no-dimension" in {finding.code for finding in found.findings}


def test_people_keep_their_own_gaps():
    found = gaps([[7, 5], [NAN, 5]], [[5, 6], [5, 5]], items(2, ["x", "y"]))
    assert found.people_rows() == [
        {"person": 1, "item: i1": -2, "item: i2": 1, "dimension: x": -2, "dimension: y": 1, "overall": -0.5},
        {"person": 2, "item: i1": None, "item: i2": 0, "dimension: x": None, "dimension: y": 0, "overall": None},
    ]
    assert found.cells("i1") == {(7.0, 5.0): 1}


def test_nobody_one_person_and_the_same_gap_are_undefined_and_said():
    found = gaps([[NAN, 5, 5], [NAN, NAN, 6]], [[4, 3, 4], [4, 5, 5]])
    nobody, one, alike = found.items
    assert (nobody.n, nobody.gap.estimate, nobody.verdicts, nobody.test) == (0, None, None, None)
    assert (one.gap.estimate, one.gap.low, one.sd, one.test) == (-2, None, None, None)
    assert (alike.gap.estimate, alike.gap.low, alike.gap.high, alike.sd, alike.test) == (-1, None, None, 0, None)
    assert {(f.code, f.feature) for f in found.findings} >= {
        ("gap-nobody", "i1"),
        ("gap-one", "i2"),
        ("gap-alike", "i3"),
    }
    for row in found.rows():
        assert not any(isinstance(value, float) and value != value for value in row.values())


def test_everyone_missing_leaves_nothing_and_fails_nowhere():
    found = gaps(np.full((3, 2), NAN), np.full((3, 2), NAN), items(2, ["x"]))
    assert [gap.n for gap in found.gaps] == [0, 0, 0, 0]
    assert found.overall.left_out == {"dimension_missing": 3}


def test_the_bootstrap_is_that_of_people_and_repeats():
    values = np.array([-3.0, -1, -1, 0, 0, 1, 2] * 6)
    first = mean(values, Spread("bootstrap", draws=20_000))
    assert first == mean(values, Spread("bootstrap", draws=20_000))
    rng = np.random.default_rng(1)
    drawn = rng.choice(values, (20_000, len(values))).mean(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert (first.low, first.high) == pytest.approx((low, high), abs=0.03)


@pytest.mark.parametrize("wrong", [{"interval": "z"}, {"level": 1.0}, {"draws": 10}])
def test_a_spread_that_means_nothing_is_refused(wrong):
    with pytest.raises(ValueError, match="interval"):
        Spread(**wrong)


def test_small_differences_between_means_are_none():
    thirds = np.array([1 / 3 + 1 / 3 + 1 / 3 - 1, 0.0])
    assert verdicts(thirds, 0.95).counts["at"] == 2
    assert paired_test(thirds) is None


def test_p_is_adjusted_among_items_and_among_dimensions():
    rng = np.random.default_rng(5)
    expectation, perception = rng.integers(3, 8, (25, 4)), rng.integers(3, 8, (25, 4))
    found = gaps(expectation, perception, items(4, ["x", "y"]))
    for group in (found.items, found.dimensions):
        other = stats.false_discovery_control([gap.test.p for gap in group])
        assert [gap.adjusted for gap in group] == pytest.approx(list(other))
    assert found.overall.adjusted is None


def zone(adequate, desired, perceived, reversed=()):
    asked = Items((Item("a", "E", "P", reversed=bool(reversed), adequate="A"),), scale=(1, 7))
    return service_quality(
        ServiceRatings(
            asked, *(np.array([side], float).T for side in (desired, perceived)), np.array([adequate], float).T
        )
    )


def test_the_zone_of_tolerance_holds_both_its_ends():
    found = zone([3, 3, 3, 3, 5, NAN], [6, 6, 6, 6, 4, 6], [3, 6, 2, 7, 4, 5]).items[0].tolerance
    assert (found.n, found.crossed) == (4, 1)
    assert (found.inside.estimate, found.under.estimate, found.over.estimate) == (0.5, 0.25, 0.25)
    assert found.adequacy.estimate == pytest.approx((0 + 3 - 1 + 4) / 4)
    assert found.superiority.estimate == pytest.approx((-3 + 0 - 4 + 1) / 4)


def test_crossed_levels_are_said():
    assert "zone-crossed" in {f.code for f in zone([5, 3], [4, 6], [4, 5]).findings}


def test_the_adequate_level_of_a_reversed_item_is_turned_too():
    found = zone([5, 5], [2, 2], [3, 6], reversed=(1,)).items[0].tolerance
    assert found.adequate.estimate == 3
    assert found.inside.estimate == 0.5


def wrong_wording(expectation, wording):
    asked = items(22).worded(wording)
    return gaps(expectation, expectation - 1, asked)


def test_expectations_that_contradict_the_wording_are_doubted():
    high = np.full((5, 22), 6.0)
    low = high.copy()
    low[:, [i - 1 for i in NEGATIVE]] = 2
    codes = {
        (name, wording): {f.code for f in wrong_wording(values, wording).findings}
        & {"reversed-doubted", "wording-doubted"}
        for name, values in (("positive", high), ("negative", low))
        for wording in ("1988", "1991")
    }
    assert codes["positive", "1988"] == {"reversed-doubted"}
    assert codes["negative", "1991"] == {"wording-doubted"}
    assert codes["positive", "1991"] == codes["negative", "1988"] == set()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Items(()), "items-none"),
        (Items((Item("a", "E1", "P1"), Item("a", "E2", "P2"))), "items-names"),
        (Items((Item("a", "E1", "P1"), Item("b", "E1", "P2"))), "items-columns"),
        (Items((Item("a", "E1", "E1"),)), "items-columns"),
        (items(2, ["x"], weights={"y": 100}), "weights-dimensions"),
        (items(2, ["x", "y"], weights={"x": 70, "y": 20}), "weights-sum"),
        (items(2, ["x", "y"], weights={"x": 110, "y": -10}), "weights-range"),
        (items(2, ["x", "y"], weights={"x": NAN, "y": 50}), "weights-range"),
        (items(2, ["x", "y"], weights={"x": float("inf"), "y": 50}), "weights-range"),
        (items(2, ["x", "y"], weights={"x": 70, "y": "Y"}), "weights-mixed"),
    ],
)
def test_items_that_do_not_go_together_are_refused(wrong, code):
    with pytest.raises(KanoError) as problem:
        check(wrong)
    assert problem.value.code == code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_conventions_are_told_with_what_was_read_of_their_sources(lang):
    t = catalogue(lang)
    asked = items(2, ["x", "y"], reversed=(1,), weights={"x": 50, "y": 50})
    record = gaps([[6, 6]] * 3, [[5, 5]] * 3, asked).conventions
    said = dict(describe(record, t))
    assert "8" in said[t("gaps.how.reversed")]
    assert "50" in said[t("gaps.how.weights")]
    assert any("1988" in line and t("source.second-hand") in line for line in cited(record["sources"], t))


def test_a_frame_has_a_row_per_gap():
    found = gaps([[6, 6]] * 3, [[5, 4]] * 3, items(2, ["x"]))
    assert found.to_frame()["level"].tolist() == ["item", "item", "dimension", "overall"]
