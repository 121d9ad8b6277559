"""Mixtures against published fits and another library's, and what expectation-maximisation must keep."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.groups.mixtures import SHORT, Classes, Places, _rounds, adjusted_rand, bic, fit, place

CARCINOMA = """
0000000 34  0000100 2  0100000 6  0100001 1  0100100 4  0100101 5  1000000 2  1010101 1  1100000 2  1100001 1
1100100 2  1100101 7  1100111 1  1101001 1  1101101 2  1101111 3  1110101 13  1110111 5  1111101 10  1111111 16
"""
"""118 slides seen by seven pathologists: Agresti (2002), Categorical Data Analysis, Table 13.1; also in the R package
poLCA, which gives for two classes a log-likelihood of -317.257 and BIC 706.074, for three -293.705 and 697.136."""

PLEURAL = "000 1513 001 23 010 59 011 12 100 21 101 19 110 11 111 34"
"""Pleural thickening seen by three readers, n = 1692: Dayton (1998), Latent Class Scaling Analysis, Table 3.1; UCLA's
Mplus run of it gives 7 parameters, a log-likelihood of -891.143 and BIC 1834.321."""


def classes(text, levels=2):
    parts = text.split()
    rows = [[int(sign) for sign in row] for row, n in zip(parts[::2], parts[1::2], strict=True) for _ in range(int(n))]
    return Classes(np.eye(levels)[np.array(rows)])


def fitted(model, groups, seed=1, starts=30):
    return fit(model, groups, starts, np.random.default_rng(seed))


@pytest.mark.parametrize(
    ("text", "groups", "parameters", "log_likelihood", "printed"),
    [
        (CARCINOMA, 2, 15, -317.2568, 706.0739),
        (CARCINOMA, 3, 23, -293.7050, 697.1357),
        (PLEURAL, 2, 7, -891.143, 1834.321),
    ],
)
def test_latent_classes_are_those_of_published_fits(text, groups, parameters, log_likelihood, printed):
    model = classes(text)
    found = fitted(model, groups)
    assert model.parameters(groups) == parameters
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=6e-4)
    assert bic(found, model, len(model.people)) == pytest.approx(printed, abs=1e-3)


def test_the_sizes_of_the_pleural_classes_are_those_that_were_printed():
    found = fitted(classes(PLEURAL), 2)
    assert sorted(found.shares[0]) == pytest.approx([0.0545, 0.9455], abs=5e-5)


def test_gaussian_groups_are_those_of_scikit_learn():
    # GaussianMixture(covariance_type="tied", n_init=50, tol=1e-9, reg_covar=0) of scikit-learn 1.9.1 on these points.
    rng = np.random.default_rng(7)
    points = rng.normal(0, 1, (60, 2)) @ np.array([[1, 0.4], [0, 0.8]])
    points[:25] += [3, 1]
    model = Places(np.round(points, 2) - np.round(points, 2).mean(axis=0))
    printed = {1: (-174.5098166, 369.4913560), 2: (-167.7562946, 368.2673456), 3: (-166.5620981, 378.1619862)}
    for groups, (log_likelihood, criterion) in printed.items():
        found = fitted(model, groups, starts=50)
        assert found.log_likelihood == pytest.approx(log_likelihood, abs=1e-5)
        assert bic(found, model, 60) == pytest.approx(criterion, abs=1e-5)


def test_one_group_is_everyones_shares():
    model = classes(PLEURAL)
    found = fitted(model, 1)
    shares = model.people.mean(axis=0)
    assert found.estimates[0][0, 0] == pytest.approx(shares)
    assert found.log_likelihood == pytest.approx((model.people * np.log(shares)).sum())
    assert (found.membership == 1).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 4), st.booleans())
def test_no_round_makes_the_groups_less_likely(seed, groups, gaussian):
    rng = np.random.default_rng(seed)
    model = Places(rng.normal(size=(40, 2))) if gaussian else Classes(np.eye(3)[rng.integers(3, size=(40, 4))])
    membership, last = model.start(groups, 3, rng), -np.inf
    for _ in range(SHORT):
        likely, membership, _, _ = _rounds(model, membership, 1)
        assert (likely >= last - 1e-6).all()
        assert membership.sum(axis=-1) == pytest.approx(1)
        last = likely


def test_a_missing_pair_is_no_evidence():
    """Who answered nothing belongs to each group by its size; a feature that nobody answered changes nothing."""
    model = classes(CARCINOMA)
    silent = Classes(np.concatenate([model.people, np.zeros((1, 7, 2))]))
    wide = Classes(np.concatenate([model.people, np.zeros((118, 1, 2))], axis=1))
    plain, with_one, with_more = fitted(model, 2), fitted(silent, 2), fitted(wide, 2)
    assert with_one.log_likelihood == pytest.approx(plain.log_likelihood, abs=1e-3)
    assert sorted(with_one.membership[-1]) == pytest.approx(sorted(plain.shares[0]), abs=1e-3)
    assert with_more.log_likelihood == pytest.approx(plain.log_likelihood)
    assert wide.parameters(2) == model.parameters(2)


def test_missing_at_random_leaves_the_groups_as_they_are():
    rng = np.random.default_rng(4)
    truth = rng.integers(2, size=300)
    shares = np.array([[0.8, 0.1, 0.1], [0.1, 0.1, 0.8]])
    people = np.eye(3)[[[rng.choice(3, p=shares[k]) for _ in range(8)] for k in truth]]
    people[rng.random((300, 8)) < 0.4] = 0
    found = fitted(Classes(people), 2)
    assert adjusted_rand(truth, found.membership.argmax(axis=1)) > 0.85
    top = np.sort(found.estimates[0][0].max(axis=-1).mean(axis=-1))
    assert top == pytest.approx([0.8, 0.8], abs=0.06)


def test_people_who_were_not_in_the_fit_are_placed():
    model = classes(CARCINOMA)
    found = fitted(model, 2)
    assert (place(model, found, model.people) == found.membership.argmax(axis=1)).mean() > 0.99
    unseen = np.zeros((1, 7, 2))
    unseen[0, :, 1] = 1
    assert place(model, found, unseen)[0] == found.membership[-1].argmax()


def test_categories_that_nobody_is_in_need_no_parameters():
    people = np.eye(5)[np.random.default_rng(1).integers(3, size=(30, 4))]
    assert Classes(people).parameters(2) == 1 + 2 * 4 * 2
    with_all = np.eye(5)[np.random.default_rng(1).integers(5, size=(300, 29))]
    assert Classes(with_all).parameters(2) == 233  # 29 features of five categories


@pytest.mark.parametrize(
    ("first", "second", "index"),
    [
        ([0, 0, 0, 1, 1, 1, 2, 2, 2, 2], [0, 0, 1, 1, 1, 2, 2, 2, 2, 0], 0.20454545454545456),  # scikit-learn 1.9.1
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 0, 0], [0, 0, 0, 0], 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
    ],
)
def test_divisions_agree_as_far_as_hubert_and_arabie_say(first, second, index):
    assert adjusted_rand(np.array(first), np.array(second)) == pytest.approx(index)
