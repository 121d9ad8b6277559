"""What is predicted is what the curves show, in two parts; reverse features are scored the other way round."""

from math import e

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import PairCounts, classify
from kano.answers import CATEGORIES
from kano.conventions import Settings
from kano.counts import CategoryCounts
from kano.curves import satisfaction_curves
from kano.decision.predicted import own_seed, predict

FEW = Settings(draws=200)


def counted(*rows, shares_only=False):
    names = tuple(f"f{i}" for i in range(len(rows)))
    return CategoryCounts(names, np.array([rows], dtype=float), shares_only=shares_only)


CELLS = st.lists(st.integers(0, 12), min_size=6, max_size=6).filter(lambda row: sum(row[:4]) > 0)


@settings(max_examples=60, deadline=None)
@given(CELLS)
def test_prediction_is_the_blended_curve_and_the_sum_of_its_parts(row):
    result = classify(counted(row), FEW)
    found, why = predict(result)
    curve = satisfaction_curves(result)[0]
    if not found:
        assert why["f0"] in {"reverse", "questionable"}
        return
    for x, height in zip(curve.fulfilment, curve.blended, strict=True):
        loss, gain = found["f0"].parts(float(x))
        assert loss <= 0 <= gain
        assert loss + gain == pytest.approx(height, abs=1e-12)
    assert found["f0"].parts(0.0) == (pytest.approx(found["f0"].worse), 0.0)
    assert found["f0"].parts(1.0) == (0.0, pytest.approx(found["f0"].better))


def test_a_basic_by_hand():
    """40 of 50 M, 10 O, shares only: worse -1, better 0.2, g(0.5) = e (1 - e^-0.5) / (e - 1) = 0.6225."""
    found, _ = predict(classify(counted([0, 20, 80, 0, 0, 0], shares_only=True)))
    g = e * (1 - e**-0.5) / (e - 1)
    assert g == pytest.approx(0.62246, abs=1e-5)
    assert found["f0"].parts(0.5) == (pytest.approx(-(1 - g)), pytest.approx(0.2 * g))
    assert found["f0"].basic
    assert found["f0"].drawn([0, 1], 10, FEW) is None


def test_what_cannot_be_predicted_says_why():
    _, why = predict(classify(counted([0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 9, 0], [0, 1, 0, 0, 0, 9]), FEW))
    assert why == {"f0": "undefined", "f1": "reverse", "f2": "questionable"}


def pairs(cells):
    grid = np.zeros((1, 1, 6, 6), dtype=np.int64)
    for (functional, dysfunctional), count in cells.items():
        grid[0, 0, "-LENWD".index(functional), "-LENWD".index(dysfunctional)] = count
    return PairCounts(("f",), grid)


def test_a_reverse_feature_is_predicted_by_exchanging_the_questions_and_mirroring():
    """Berger et al. (1993), pp. 10-11: who dislikes it and likes to be without it is performance when exchanged."""
    counts = pairs({("D", "L"): 30, ("N", "N"): 10})
    result = classify(counts, FEW)
    assert result.of()[0].category == "R"
    found = predict(result, counts)[0]["f"]
    assert (found.mirrored, found.shape, found.category) == (True, "O", "R")
    assert (found.worse, found.better) == (-0.75, 0.75)
    assert found.satisfaction(0.0) == 0.75
    assert found.satisfaction(1.0) == -0.75
    levels = found.drawn([0.0, 1.0], 50, FEW)
    assert (levels.loss[:, 0] == 0).all()
    assert (levels.gain[:, 1] == 0).all()


def test_the_absence_of_a_reverse_feature_may_be_a_basic():
    """People who dislike it and expect to be without it: exchanged (E, D) is M."""
    counts = pairs({("D", "E"): 40, ("N", "N"): 2})
    found = predict(classify(counts, FEW), counts)[0]["f"]
    assert (found.basic, found.shape) == (True, "M")
    assert found.satisfaction(0.0) > found.satisfaction(1.0)


@settings(max_examples=40, deadline=None)
@given(CELLS, st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
def test_more_of_what_is_not_reverse_never_predicts_less(row, levels):
    found, _ = predict(classify(counted(row), FEW))
    for one in found.values():
        low, high = (one.satisfaction(x) for x in levels)
        assert low <= high + 1e-12
        drawn = one.drawn(levels, 20, FEW)
        assert (np.diff(drawn.loss + drawn.gain, axis=1) >= -1e-12).all()


def test_features_are_drawn_each_by_itself_whatever_stands_beside_them():
    one = classify(counted([5, 9, 3, 4, 1, 0], [5, 9, 3, 4, 1, 0]), FEW)
    found = predict(one)[0]
    draws = [found[name].drawn([0.0, 1.0], 2000, FEW).gain[:, 1] for name in ("f0", "f1")]
    assert abs(np.corrcoef(draws)[0, 1]) < 0.1
    assert np.mean(draws[0]) == pytest.approx(np.mean(draws[1]), abs=0.02)
    assert own_seed(1, "a") == own_seed(1, "a") != own_seed(1, "b")
    alone = predict(classify(counted([5, 9, 3, 4, 1, 0]), FEW))[0]["f0"]
    assert (alone.drawn([0.0, 1.0], 2000, FEW).gain[:, 1] == draws[0]).all()


def test_the_weights_are_the_probabilities_of_the_classification():
    result = classify(counted([5, 9, 8, 4, 1, 0]), FEW)
    found = predict(result)[0]["f0"]
    assert dict(zip(map(str, CATEGORIES), found.weights, strict=True)) == result.of()[0].probability
