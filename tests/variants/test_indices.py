"""Average coefficient, sum and distance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.classification import classify
from kano.conventions import Settings
from kano.counts import CategoryCounts
from kano.variants.indices import average, error, indices

SECURE = (18, 174, 90, 42, 7, 27)  # Reppel (2022), Secure transfers, Pouliot's table


def of(*counts, **choices):
    tally = CategoryCounts(("Tea",), np.array([[counts]], dtype=float), shares_only=choices.pop("shares_only", False))
    return indices(classify(tally, Settings(**choices))).features[0]


def test_the_check_values_of_secure_transfers():
    # method.md 3.3: .5926, -.8148 -> .7037; se .0197
    found = of(*SECURE)
    assert (found.average.estimate, found.se) == (pytest.approx(0.7037, abs=5e-5), pytest.approx(0.0197, abs=5e-5))
    assert found.total == pytest.approx(0.5926 - 0.8148, abs=1e-4)
    assert found.distance == pytest.approx(np.hypot(0.5926, 0.8148), abs=1e-4)
    assert found.beyond


def test_the_interval_is_that_of_the_standard_error_where_people_are_many():
    found = of(*SECURE, draws=20_000)
    half = 1.96 * found.se
    assert (found.average.low, found.average.high) == (
        pytest.approx(found.average.estimate - half, abs=3e-3),
        pytest.approx(found.average.estimate + half, abs=3e-3),
    )


def test_the_circle_is_drawn_through_half_and_half():
    # method.md 3.3: r = .7071 = sqrt(.5^2 + .5^2)
    on = of(25, 25, 25, 25, 0, 0)
    assert (on.distance, on.beyond) == (pytest.approx(0.7071, abs=5e-5), True)
    assert not of(25, 24, 25, 26, 0, 0).beyond


def test_what_is_undefined_is_none():
    empty = of(0, 0, 0, 0, 5, 5)
    assert (empty.average.estimate, empty.se, empty.total, empty.distance, empty.beyond) == (None,) * 5
    shares = of(40.5, 30, 20, 9.5, 0, 0, shares_only=True)
    assert shares.average.estimate == pytest.approx((40.5 + 60 + 20) / 200)
    assert (shares.average.low, shares.se) == (None, None)


COUNTS = st.lists(st.integers(0, 200), min_size=6, max_size=6)


@settings(max_examples=80, deadline=None)
@given(COUNTS)
def test_the_average_is_the_formula_of_counts_and_lies_in_its_interval(counts):
    a, o, m, i, *_ = counts
    found = of(*counts, draws=200)
    if a + o + m + i == 0:
        assert found.average.estimate is None
        return
    assert found.average.estimate == pytest.approx((a + 2 * o + m) / (2 * (a + o + m + i)))
    assert 0 <= found.average.low <= found.average.estimate <= found.average.high <= 1
    assert -1 <= found.total <= 1
    assert 0 <= found.distance <= 2**0.5 + 1e-12


def test_the_standard_error_is_that_of_resampled_people():
    # method.md 6.2: se(ASC) = .5 sqrt(se_b^2 + se_w^2 + 2 cov)
    counts = np.array([30, 50, 20, 40, 0, 0], dtype=float)
    drawn = np.random.default_rng(1).multinomial(140, counts / 140, size=200_000)
    assert error(counts) == pytest.approx(average(drawn.astype(float)).std(), rel=0.01)
    assert np.isnan(error(np.zeros(6)))
