"""Satisfaction over fulfilment: the check values of method.md section 9, and what must hold for every feature."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kano import CategoryCounts, Settings, classify, satisfaction_curves
from kano.answers import CATEGORIES
from kano.curves import POINTS, _quantiles, satisfaction, shapes

QUARTERS = np.linspace(0, 1, 5)


def curve(counts, points: int = POINTS, **more):
    shares_only = more.pop("shares_only", False)
    table = CategoryCounts(("feature",), np.array([[counts]], dtype=float), shares_only=shares_only)
    return satisfaction_curves(classify(table, Settings(**more)), points)[0]


def shape(letter: str, fulfilment=QUARTERS) -> np.ndarray:
    return shapes(np.asarray(fulfilment, dtype=float))["AOMIRQ".index(letter)]


# --- the classic shapes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letter", "better", "worse", "published"),
    [
        # Wang & Ji (2010) on the coefficients of Sauerwein et al. (1996), Fig. 11; values of method.md section 9
        ("M", 0.40, -0.83, [-0.83, -0.3996, -0.0644, 0.1967, 0.40]),
        ("O", 0.57, -0.78, [-0.78, -0.4425, -0.105, 0.2325, 0.57]),
        ("A", 0.89, -0.25, [-0.25, -0.0616, 0.1804, 0.4911, 0.89]),
    ],
)
def test_a_shape_goes_through_the_published_points(letter, better, worse, published):
    assert satisfaction(worse, better, shape(letter)) == pytest.approx(published, abs=5e-5)


def test_the_shapes_are_the_formulas_of_wang_and_ji():
    x, e, better, worse = np.linspace(0, 1, 50), np.e, 0.6, -0.3
    excitement = (better - worse) / (e - 1) * np.exp(x) - (better - e * worse) / (e - 1)
    basic = -e * (better - worse) / (e - 1) * np.exp(-x) + (e * better - worse) / (e - 1)
    assert satisfaction(worse, better, shape("A", x)) == pytest.approx(excitement)
    assert satisfaction(worse, better, shape("M", x)) == pytest.approx(basic)
    assert satisfaction(worse, better, shape("O", x)) == pytest.approx((better - worse) * x + worse)


@pytest.mark.parametrize("letter", CATEGORIES)
@pytest.mark.parametrize(("worse", "better"), [(-0.83, 0.4), (-1.0, 0.0), (0.0, 1.0), (-0.1, 0.7), (-1 / 3, 2 / 3)])
def test_every_shape_ends_exactly_at_worse_and_better(letter, worse, better):
    ends = satisfaction(worse, better, shape(letter, [0, 1]))
    assert ends.tolist() == [worse, better]


def test_with_the_same_ends_basic_lies_above_performance_above_excitement_halfway():
    basic, performance, excitement = (float(shape(letter, [0.5])[0]) for letter in "MOA")
    assert basic > performance > excitement
    assert (basic, performance, excitement) == pytest.approx((0.6225, 0.5, 0.3775), abs=5e-5)


def test_excitement_is_convex_basic_concave_and_performance_straight():
    x = np.linspace(0, 1, 41)
    bend = {letter: np.diff(shape(letter, x), 2) for letter in "AOM"}
    assert (bend["A"] > 0).all()
    assert (bend["M"] < 0).all()
    assert np.abs(bend["O"]).max() < 1e-12


@pytest.mark.parametrize("letter", CATEGORIES)
def test_satisfaction_never_falls_as_fulfilment_grows(letter):
    assert (np.diff(shape(letter, np.linspace(0, 1, 41))) > 0).all()


@pytest.mark.parametrize("letter", "IRQ")
def test_categories_without_a_curve_in_the_source_are_the_straight_line_of_the_two_points(letter):
    assert shape(letter).tolist() == QUARTERS.tolist()


def test_equal_ends_make_a_flat_curve():
    assert satisfaction(0.0, 0.0, shape("A")).tolist() == [0.0] * 5


# --- the curve of a feature -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "category", "modelled"),
    [
        ((60, 10, 5, 20, 3, 2), "A", True),
        ((10, 60, 5, 20, 3, 2), "O", True),
        ((5, 10, 60, 20, 3, 2), "M", True),
        ((10, 5, 5, 70, 6, 4), "I", False),
        ((6, 3, 2, 9, 75, 5), "R", False),
        ((6, 3, 2, 9, 5, 75), "Q", False),
    ],
)
def test_a_feature_of_any_category_starts_at_worse_and_ends_at_better(counts, category, modelled):
    result = curve(counts)
    a, o, m, i = counts[:4]
    worse, better = -(o + m) / (a + o + m + i), (a + o) / (a + o + m + i)
    assert (result.category, result.modelled) == (category, modelled)
    assert (result.classic[0], result.classic[-1]) == (worse, better)
    assert (result.blended[0], result.blended[-1]) == (worse, better)


def test_the_classic_curve_takes_the_shape_of_the_winner():
    result = curve((60, 10, 5, 20, 3, 2), points=5)
    worse, better = -15 / 95, 70 / 95
    assert result.classic == pytest.approx(satisfaction(worse, better, shape("A")))
    assert result.fulfilment.tolist() == QUARTERS.tolist()


def test_a_clear_feature_has_nearly_the_same_classic_and_blended_curve():
    result = curve((5, 10, 600, 20, 3, 2))
    assert result.blended == pytest.approx(result.classic, abs=1e-9)


@pytest.mark.parametrize("rule", ["mode", "blauth"])
def test_the_blended_curve_is_the_mixture_by_the_probability_of_each_category(rule):
    table = CategoryCounts(("feature",), np.array([[[20, 5, 18, 22, 2, 1]]], dtype=float))
    result = classify(table, Settings(rule=rule))
    chance = np.array(list(result.features[0].probability.values()))
    drawn = satisfaction_curves(result, 5)[0]
    expected = satisfaction(-23 / 65, 25 / 65, chance @ shapes(QUARTERS))
    assert drawn.blended == pytest.approx(expected)
    assert 0.02 < chance[2] < 0.98


def test_a_tie_of_excitement_and_basic_blends_to_between_their_shapes():
    result = curve((30, 0, 30, 0, 0, 0), points=5)
    inside = result.blended[1:-1]
    assert (satisfaction(-0.5, 0.5, shape("A"))[1:-1] < inside).all()
    assert (inside < satisfaction(-0.5, 0.5, shape("M"))[1:-1]).all()
    assert inside == pytest.approx(satisfaction(-0.5, 0.5, shape("O"))[1:-1], abs=0.02)


COUNTS = st.lists(st.integers(0, 60), min_size=6, max_size=6).filter(lambda row: sum(row[:4]) > 0)


@settings(max_examples=100, deadline=None)
@given(COUNTS, st.sampled_from(["mode", "blauth"]))
def test_every_curve_holds_its_ends_stays_among_the_shapes_and_inside_its_band(counts, rule):
    result = curve(counts, points=9, rule=rule, draws=200)
    a, o, m, i = counts[:4]
    worse, better = -(o + m) / (a + o + m + i), (a + o) / (a + o + m + i)
    for line in (result.classic, result.blended):
        assert (line[0], line[-1]) == (worse, better)
    among = satisfaction(worse, better, shapes(result.fulfilment))
    assert (among.min(axis=0) - 1e-12 <= result.blended).all()
    assert (result.blended <= among.max(axis=0) + 1e-12).all()
    assert (result.low <= result.blended).all()
    assert (result.blended <= result.high).all()
    assert (result.low >= -1).all()
    assert (result.high <= 1).all()


def test_the_band_at_the_ends_is_the_uncertainty_of_worse_and_better():
    # Secure transfers (Reppel 2022), n4 = 324: 5 % and 95 % are 1.645 standard errors (.0216, .0273) away.
    result = curve((18, 174, 90, 42, 7, 27), draws=40_000)
    assert (result.low[0], result.high[0]) == pytest.approx((-0.815 - 0.036, -0.815 + 0.036), abs=0.005)
    assert (result.low[-1], result.high[-1]) == pytest.approx((0.593 - 0.045, 0.593 + 0.045), abs=0.005)


def test_more_people_make_a_narrower_band_and_a_wider_band_can_be_asked_for():
    few, many = curve((9, 6, 3, 2, 0, 0)), curve((900, 600, 300, 200, 0, 0))
    wide = curve((9, 6, 3, 2, 0, 0), band=0.99)
    assert (many.high - many.low < few.high - few.low).all()
    assert (few.high - few.low < wide.high - wide.low).all()


def test_the_band_holds_the_estimate_even_when_a_coefficient_is_at_its_limit():
    result = curve((0, 9, 0, 0, 0, 0))
    assert (result.low[0], result.blended[0]) == (-1, -1)
    assert (result.blended[-1], result.high[-1]) == (1, 1)


def test_the_same_seed_gives_the_same_band():
    first, again, other = (curve((9, 6, 3, 2, 0, 0), seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(first.low, again.low)
    assert not np.array_equal(first.low, other.low)


def test_an_undefined_better_and_worse_gives_no_curve():
    result = curve((0, 0, 0, 0, 5, 1))
    assert result.category == "R"
    assert (result.classic, result.blended, result.low, result.high) == (None,) * 4


def test_nobody_gives_no_curve():
    result = curve((0, 0, 0, 0, 0, 0))
    assert result.category is None
    assert (result.modelled, result.classic) == (False, None)


def test_percentages_without_people_give_the_classic_curve_only():
    result = curve((7, 32.3, 49.3, 9.5, 0.3, 1.5), shares_only=True)
    assert result.classic[0] == pytest.approx(-81.6 / 98.1)
    assert result.classic[-1] == pytest.approx(39.3 / 98.1)
    assert (result.blended, result.low, result.high) == (None,) * 3


def test_curves_come_in_the_order_of_the_features_by_segment():
    counts = np.arange(1, 25, dtype=float).reshape(2, 2, 6)
    table = CategoryCounts(("a", "b"), counts, ("north", "south"), "branch")
    curves = satisfaction_curves(classify(table))
    named = [(c.segment, c.feature) for c in curves]
    assert named == [(s, f) for s in (None, "north", "south") for f in ("a", "b")]
    assert all(len(c.fulfilment) == len(c.low) == 21 for c in curves)
    assert curves[4].classic[-1] == (13 + 14) / (13 + 14 + 15 + 16)


@given(arrays(float, st.tuples(st.integers(1, 40), st.integers(1, 4)), elements=st.floats(-1, 1)))
def test_the_band_ends_at_numpys_quantiles(paths):
    shares = np.array([0.05, 0.5, 0.95])
    assert np.allclose(_quantiles(paths, shares), np.quantile(paths, shares, axis=0), atol=1e-12)
