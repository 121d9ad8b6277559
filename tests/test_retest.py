"""Agreement of the same people twice, against statsmodels and by hand."""

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from kano.retest import Agreement, agreement


def table(*rows):
    wide = np.zeros((6, 6), dtype=np.int64)
    wide[: len(rows), : len(rows)] = rows
    return wide


def test_kappa_and_its_interval_are_those_of_statsmodels():
    counts = table([20, 5, 1], [10, 15, 2], [0, 3, 9])
    found, oracle = agreement(counts, 0.95), cohens_kappa(counts)
    assert found.share == 44 / 65
    assert found[1:] == pytest.approx((oracle.kappa, oracle.kappa_low, oracle.kappa_upp))


def test_a_known_kappa():
    assert agreement(table([20, 5], [10, 15]), 0.95).kappa == pytest.approx(0.4)  # (0.7 - 0.5) / (1 - 0.5)


def test_what_is_undefined_is_none():
    assert agreement(table(), 0.95) == Agreement(None, None, None, None)
    assert agreement(table([9]), 0.95) == Agreement(1.0, None, None, None)
    assert agreement(table([5, 0], [0, 4]), 0.95) == Agreement(1.0, 1.0, None, None)


def test_the_interval_stays_on_the_scale():
    found = agreement(table([3, 1], [0, 3]), 0.99)
    assert -1 <= found.low < found.kappa < found.high <= 1
