"""`clear` is seldom wrong, whatever the truth: a small part of `python -m benchmarks.calibration`."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from kano.rules import RULES, winner

FILE = Path(__file__).parents[1] / "benchmarks" / "calibration.py"
SHIPS, BEFORE = "as it ships", "probability from 95 %"


@pytest.fixture(scope="module")
def calibration():
    """The benchmark as a module."""
    spec = importlib.util.spec_from_file_location("calibration", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def tied(*places, share=0.5):
    shares = np.zeros(6)
    shares[list(places)] = share
    return shares


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("n", [12, 14, 18, 30, 100])
def test_clear_is_wrong_in_at_most_5_percent_of_samples_of_two_tied_categories(calibration, rule, n):
    for pair in ((0, 1), (2, 5), (1, 5), (0, 3)):
        assert calibration.hardest(n, tied(*pair), rule)[SHIPS].wrong <= 0.05


@pytest.mark.parametrize("rule", RULES)
def test_nor_where_three_are_tied_or_the_sums_are_too(calibration, rule):
    for n in (12, 30):
        assert calibration.hardest(n, tied(0, 1, 2, share=1 / 3), rule)[SHIPS].wrong <= 0.05
        assert calibration.hardest(n, np.array([0.5, 0, 0, 0.25, 0.25, 0]), rule)[SHIPS].wrong <= 0.05


def test_from_95_percent_on_it_would_be_wrong_more_often(calibration):
    # 10 or more of 14 people for one of two equal categories: 1471 of 2^14 samples, 8.98 %.
    found = calibration.hardest(14, tied(2, 5), "mode")[BEFORE]
    assert found.wrong == pytest.approx(1471 / 2**14, abs=1e-6)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("n", [12, 30, 100, 400])
def test_realistic_truths_are_seldom_called_clear_and_wrong(calibration, rule, n):
    found = calibration.over_truths(n, rule, calibration.realistic(), number=20)[SHIPS]
    assert found.wrong <= 0.005
    assert found.wrong / found.clear <= 0.05
    assert found.clear > {12: 0.05, 30: 0.15, 100: 0.4, 400: 0.6}[n]


def test_every_outcome_that_matters_is_weighed(calibration):
    for n, shares in ((12, tied(0, 4)), (40, tied(1, 2, 3, share=1 / 3)), (30, np.array([0.5, 0.3, 0.2, 0, 0, 0]))):
        samples, chance = calibration.outcomes(n, shares)
        assert chance.sum() == pytest.approx(1, abs=1e-4)
        assert set(samples.sum(axis=1)) == {n}
        assert chance @ samples == pytest.approx(n * shares, abs=1e-2)


@pytest.mark.parametrize("rule", RULES)
def test_the_quick_judge_says_what_the_analysis_says(calibration, rule):
    samples = np.random.default_rng(2).multinomial(40, [0.4, 0.3, 0.15, 0.1, 0.03, 0.02], size=150)
    slow, quick = calibration.judge(samples, rule), calibration.judge_quickly(samples, rule)
    assert np.array_equal(slow.category, quick.category)
    # 4,000 draws: three standard errors of a share of one half are 0.024
    assert np.abs(slow.probability - quick.probability).max() < 0.03
    assert np.array_equal(slow.category, winner(RULES[rule](samples.astype(float))))
