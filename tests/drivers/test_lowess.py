"""The local lines: statsmodels' own where the ratings are not tied beyond a neighbourhood, and sound where they are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.nonparametric.smoothers_lowess import lowess as theirs

from kano.drivers.lowess import lowess


def cells(x, y):
    levels, at = np.unique(x, return_inverse=True)
    values, said = np.unique(y, return_inverse=True)
    counts = np.zeros((1, len(levels), len(values)))
    np.add.at(counts, (0, at, said), 1)
    return levels, values, counts


@given(st.integers(0, 10**6), st.integers(30, 200), st.integers(3, 10), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_the_same_as_statsmodels(seed, n, k, iterations):
    """Satisfaction is drawn without ties here, and no rating is given by as many people as a neighbourhood holds."""
    rng = np.random.default_rng(seed)
    x = rng.permutation(np.arange(n) % k).astype(float)
    y = np.sin(x) + rng.normal(0, 0.5, n)
    their = theirs(y, x, frac=2 / 3, it=iterations, return_sorted=False)
    own = lowess(*cells(x, y), iterations=iterations)[0]
    np.testing.assert_allclose(own, [their[x == level][0] for level in np.unique(x)], atol=1e-6)


def test_a_straight_line_stays_one():
    x = np.repeat([1.0, 2, 3, 4, 5], 20)
    np.testing.assert_allclose(lowess(*cells(x, 2 * x - 1))[0], [1, 3, 5, 7, 9])


def test_a_rating_that_most_people_gave_has_a_neighbourhood_of_its_own():
    """Here statsmodels takes the first of the tied rows or gives NaN."""
    x = np.repeat([1.0, 3, 5], [5, 90, 5])
    y = np.tile([0.0, 1.0], 50)
    smooth = lowess(*cells(x, y))[0]
    assert np.isfinite(smooth).all()
    assert smooth[1] == pytest.approx(0.5)


def test_where_residuals_vanish_the_robust_rounds_stop():
    """Three of five said the very line, one more, one less: nobody becomes an outlier, and no line is lost."""
    x = np.repeat(np.arange(6.0), 5)
    y = x + np.tile([0.0, 0, 0, 1, -1], 6)
    np.testing.assert_allclose(lowess(*cells(x, y))[0], np.arange(6.0), atol=1e-9)


def test_resamples_are_smoothed_each_for_itself():
    rng = np.random.default_rng(0)
    levels, values = np.arange(5.0), np.arange(4.0)
    counts = rng.multinomial(80, np.full(20, 1 / 20), 6).reshape(6, 5, 4).astype(float)
    together = lowess(levels, values, counts)
    np.testing.assert_allclose(together, np.vstack([lowess(levels, values, one[None]) for one in counts]))


def test_a_level_that_nobody_holds_is_not_made_up():
    counts = np.ones((1, 4, 2)) * 5
    counts[0, 2] = 0
    assert np.isnan(lowess(np.arange(4.0), np.arange(2.0), counts)[0]).tolist() == [False, False, True, False]
