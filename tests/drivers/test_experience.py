"""Curves that ratings draw: on the right axes, monotone, banded, and their shape only where the answers tell it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression

from kano.drivers import experience as module
from kano.drivers.experience import ExperienceSettings, experience
from kano.drivers.shape import Form
from kano.errors import KanoError
from kano.ratings import Ratings

NAN = np.nan


def made(x, y, scale=(1, 5), overall=(1, 10)):
    one = Ratings(("overall",), np.asarray(y, float)[:, None], overall)
    return one, Ratings(("a",), np.asarray(x, float)[:, None], scale)


def curve(x, y, how=None, **scales):
    return experience(*made(x, y, **scales), how)[0][0]


def answers(form, n=600, seed=0, spread=1.0):
    """Ratings 1 to 5 and overall satisfaction 1 to 10 along a form that rises from 0 to 1."""
    rng = np.random.default_rng(seed)
    x = rng.integers(1, 6, n).astype(float)
    return x, np.clip(np.rint(2.5 + 5 * form((x - 1) / 4) + rng.normal(0, spread, n)), 1, 10)


def test_the_axes_are_those_of_the_modelled_curves():
    found = curve([1, 1, 3, 3, 5, 5] * 4, [1, 1, 10, 1, 10, 10] * 4)
    assert found.ratings.tolist() == [1, 3, 5]
    assert found.fulfilment.tolist() == [0, 0.5, 1]
    assert found.mean.tolist() == [-1, 0, 1]
    assert found.people.tolist() == [8, 8, 8]


def test_without_a_scale_what_was_seen_is_the_axis_and_that_is_said():
    x, y = [2, 3, 4] * 10, [4, 5, 8] * 10
    one, other = Ratings(("overall",), np.array(y, float)[:, None]), Ratings(("a",), np.array(x, float)[:, None])
    curves, record = experience(one, other)
    assert curves[0].fulfilment.tolist() == [0, 0.5, 1]
    assert record["scales"] == {"fulfilment": [2, 4], "satisfaction": [4, 8]}
    assert record["scales_given"] == {"fulfilment": False, "satisfaction": False}
    assert curve(x, y).fulfilment.tolist() == [0.25, 0.5, 0.75]


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_the_steps_are_isotonic_regression_of_people(seed):
    rng = np.random.default_rng(seed)
    x, y = rng.integers(1, 6, 60).astype(float), rng.integers(1, 11, 60).astype(float)
    found = curve(x, y, ExperienceSettings(draws=5))
    order = np.argsort(x, kind="stable")
    pooled = np.array([y[x == value].mean() for value in x[order]])
    by_people = isotonic_regression(2 * (pooled - 1) / 9 - 1).x
    assert (np.diff(found.monotone) >= -1e-12).all()
    np.testing.assert_allclose(found.monotone, [by_people[x[order] == v][0] for v in np.unique(x)], atol=1e-9)


def test_the_bands_come_from_people_and_are_seeded():
    x, y = answers(lambda f: f, 300)
    one, again = curve(x, y), curve(x, y)
    np.testing.assert_array_equal(one.smooth_low, again.smooth_low)
    other = curve(x, y, ExperienceSettings(seed=7))
    assert not np.array_equal(one.smooth_low, other.smooth_low)
    for line, low, high in (
        (one.smooth, one.smooth_low, one.smooth_high),
        (one.monotone, one.monotone_low, one.monotone_high),
    ):
        assert (low <= line + 1e-9).all()
        assert (line <= high + 1e-9).all()
    wide = curve(x, y, ExperienceSettings(band=0.99))
    assert (wide.smooth_high - wide.smooth_low > one.smooth_high - one.smooth_low).all()


def test_more_people_make_the_bands_narrower():
    few, many = (curve(*answers(lambda f: f, n)) for n in (100, 1600))
    ratio = (few.monotone_high - few.monotone_low) / (many.monotone_high - many.monotone_low)
    assert 2.5 < ratio.mean() < 6.5


def test_the_band_of_the_steps_holds_the_truth_as_often_as_it_says():
    held = []
    for seed in range(60):
        x, y = answers(lambda f: f, 150, seed)
        found = curve(x, y, ExperienceSettings(draws=200, seed=seed))
        truth = 2 * (2.5 + 5 * found.fulfilment - 1) / 9 - 1
        held.append(((found.monotone_low <= truth) & (truth <= found.monotone_high))[1:4])
    assert 0.82 < np.mean(held) < 0.97


def test_resampling_in_parts_is_resampling():
    x, y = answers(lambda f: f, 200)
    whole = curve(x, y)
    before, module.CELLS = module.CELLS, 700
    try:
        parts = curve(x, y)
    finally:
        module.CELLS = before
    np.testing.assert_allclose(parts.smooth_low, whole.smooth_low)
    np.testing.assert_allclose(parts.monotone_high, whole.monotone_high)


@pytest.mark.parametrize(
    ("form", "shape"),
    [(lambda f: f**3, Form.CONVEX), (lambda f: 1 - (1 - f) ** 3, Form.CONCAVE), (lambda f: f, Form.STRAIGHT)],
    ids=["convex", "concave", "straight"],
)
def test_a_planted_shape_is_told_by_enough_people_and_left_open_by_few(form, shape):
    many = curve(*answers(form, 2000))
    assert many.shape.form is shape
    assert (many.shape.turn > 0.1) == (shape is Form.CONVEX)
    few = [curve(*answers(form, 25, seed, 2.5), ExperienceSettings(draws=50)).shape.form for seed in range(12)]
    assert few.count(Form.TOO_CLOSE) >= 6
    assert {Form.CONVEX: Form.CONCAVE, Form.CONCAVE: Form.CONVEX}.get(shape) not in few


def test_a_straight_line_is_hardly_ever_called_bent():
    found = [curve(*answers(lambda f: f, 200, seed), ExperienceSettings(draws=50)).shape.form for seed in range(200)]
    assert sum(form in (Form.CONVEX, Form.CONCAVE) for form in found) <= 16


def test_halves_that_bend_the_other_way_leave_the_shape_open():
    """A step at the very bottom and one at the very top, the upper larger in few people's hands."""
    shape = curve(*answers(lambda f: f, 300)).shape
    assert shape.form is not Form.CONVEX or shape.turn > 0
    x = np.repeat([1.0, 2, 3, 4, 5], [10, 200, 10, 200, 60])
    y = np.repeat([1.0, 6, 6, 6, 10], [10, 200, 10, 200, 60]) + np.tile([-0.5, 0.5], 240)
    found = curve(x, y, overall=(0, 11))
    assert found.shape.p < 0.05
    if found.shape.turn * found.shape.bend < 0:
        assert (found.shape.form, "shapes-differ" in found.flags) == (Form.TOO_CLOSE, True)
    else:
        assert found.shape.form in (Form.CONVEX, Form.CONCAVE)


@pytest.mark.parametrize(
    ("x", "y", "why"),
    [
        ([1, 2, 3] * 3, [1, 2, 3] * 3, "few"),
        ([2] * 20, range(20), "one-level"),
        (np.linspace(1, 5, 150), range(150), "levels"),
    ],
)
def test_what_draws_no_curve_stands_in_the_record(x, y, why):
    curves, record = experience(*made(x, np.asarray(y) % 10 + 1))
    assert curves == ()
    assert record["no_curve"] == {"a": why}


def test_two_ratings_draw_a_line_without_a_shape():
    found = curve([1, 5] * 20, [2, 9] * 20)
    assert found.shape is None
    assert "no-shape" in found.flags


def test_falling_satisfaction_is_said():
    x, y = answers(lambda f: 1 - f, 300)
    found = curve(x, y)
    assert "falls" in found.flags
    assert np.ptp(found.monotone) < 0.1


def test_people_whom_the_robust_rounds_drop_are_said():
    x = np.repeat([1.0, 2, 3, 4, 5], 20)
    y = np.where(np.arange(100) % 5 == 0, 1.0, 10.0)
    found = curve(x, y)
    assert "set-aside" in found.flags
    assert found.smooth.min() > found.mean.max()
    assert "set-aside" not in curve(*answers(lambda f: f, 400)).flags


def test_missing_ratings_are_left_out_attribute_by_attribute():
    x = np.column_stack([np.tile([1.0, 3, 5], 20), np.tile([5.0, 3, 1], 20)])
    x[:7, 0] = NAN
    y = np.tile([2.0, 5, 8], 20)
    y[59] = NAN
    curves, _ = experience(Ratings(("o",), y[:, None]), Ratings(("a", "b"), x), ExperienceSettings(draws=10))
    assert [c.n for c in curves] == [52, 59]
    assert sum(row["people"] for row in curves[0].rows()) == 52


def test_a_scale_without_width_is_refused():
    one = Ratings(("o",), np.full((20, 1), 3.0))
    with pytest.raises(KanoError):
        experience(one, Ratings(("a",), np.arange(20.0)[:, None]))
