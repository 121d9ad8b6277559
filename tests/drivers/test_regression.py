"""Which coefficients the data carry, and that those that are given are statsmodels' own."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.stats.outliers_influence import variance_inflation_factor

from kano.drivers.regression import basis, estimable, inflation, regress, robust, separated
from kano.errors import KanoError


def people(n=200, k=6, seed=0):
    rng = np.random.default_rng(seed)
    x = (rng.random((n, k)) < 0.3).astype(float)
    return x, x @ np.linspace(-1, 1, k) + rng.normal(0, 1, n)


def with_constant(x):
    return np.column_stack([np.ones(len(x)), x])


def test_least_squares_with_hc3_is_that_of_statsmodels():
    x, y = people()
    own, their = regress("ols", y, x, 0.05), sm.OLS(y, with_constant(x)).fit(cov_type="HC3", use_t=True)
    for name, values in (("estimate", their.params), ("error", their.bse), ("p", their.pvalues)):
        np.testing.assert_allclose(getattr(own, name), values[1:], rtol=1e-9)
    np.testing.assert_allclose(np.array([own.low, own.high]).T, their.conf_int()[1:])
    assert own.r2 == pytest.approx(their.rsquared)
    assert set(own.why) == {""}


def test_inflation_is_that_of_statsmodels():
    x, _ = people()
    their = [variance_inflation_factor(with_constant(x), j) for j in range(1, 7)]
    np.testing.assert_allclose(inflation(x), their)


def test_a_column_that_follows_from_others_is_not_estimable_and_the_rest_stays():
    x, y = people()
    twice = np.column_stack([x, x[:, 0]])
    own, plain = regress("ols", y, twice, 0.05), regress("ols", y, x, 0.05)
    assert own.why == ("aliased", "", "", "", "", "", "aliased")
    assert np.isnan(own.estimate[[0, 6]]).all()
    assert np.isnan(own.vif[[0, 6]]).all()
    np.testing.assert_allclose(own.estimate[1:6], plain.estimate[1:])
    np.testing.assert_allclose(own.p[1:6], plain.p[1:])


def test_a_person_who_alone_decides_a_coefficient_gives_it_no_error_and_the_others_theirs():
    x, y = people()
    x[:, 0] = 0
    x[7, 0] = 1
    own = regress("ols", y, x, 0.05)
    rest = np.delete(np.arange(len(y)), 7)
    their = sm.OLS(y[rest], with_constant(x[rest, 1:])).fit(cov_type="HC3", use_t=True)
    assert own.why[0] == "alone"
    assert np.isfinite(own.estimate[0])
    assert np.isnan([own.p[0], own.low[0], own.error[0]]).all()
    np.testing.assert_allclose(own.estimate[1:], their.params[1:])
    np.testing.assert_allclose(own.p[1:], their.pvalues[1:])
    assert robust(y, with_constant(x)) is None


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_what_is_estimable_does_not_depend_on_which_solution_is_taken(seed):
    """Adding any direction that changes no fitted value leaves the coefficients that are called estimable alone."""
    rng = np.random.default_rng(seed)
    design = rng.integers(0, 2, (12, 6)).astype(float)
    design[:, 5] = design[:, 0] + design[:, 1] if seed % 2 else 1 - design[:, 4]
    known = estimable(design)
    _, singular, rows = np.linalg.svd(design)
    idle = rows[(singular > 1e-9).sum() :]
    assert (np.abs(idle[:, known]) < 1e-8).all()
    assert (np.abs(idle[:, ~known]).max(axis=0, initial=0) > 1e-8).all() or known.all()
    assert len(basis(design)) == np.linalg.matrix_rank(design)


def test_the_ordinal_model_is_that_of_statsmodels():
    x, y = people(300)
    levels = np.digitize(y, [-1, 0, 1]).astype(float)
    own = regress("ordinal", levels, x, 0.05)
    their = OrderedModel(levels.astype(int), x, distr="logit").fit(method="bfgs", disp=0, maxiter=2000)
    np.testing.assert_allclose(own.estimate, their.params[:6], atol=1e-4)
    np.testing.assert_allclose(own.cut_params, their.params[6:], atol=1e-4)
    assert own.const is None
    assert list(own.cuts) == sorted(own.cuts)
    assert own.cuts[1] - own.cuts[0] == pytest.approx(np.exp(own.cut_params[1]))


def test_the_binary_model_is_that_of_statsmodels():
    x, y = people(300)
    own, their = regress("logit", (y > 0) * 1.0, x, 0.05), sm.Logit(y > 0, with_constant(x)).fit(disp=0)
    np.testing.assert_allclose(own.estimate, their.params[1:], rtol=1e-5)
    np.testing.assert_allclose(own.p, their.pvalues[1:], rtol=1e-4)
    assert own.const == pytest.approx(their.params[0], rel=1e-5)
    assert own.r2 == pytest.approx(their.prsquared)


@pytest.mark.parametrize("model", ["ordinal", "logit"])
def test_a_box_whose_people_all_gave_the_extreme_has_no_finite_coefficient(model):
    x, y = people(300)
    y = (y > 0) * 1.0 if model == "logit" else np.digitize(y, [-1, 0, 1]).astype(float)
    y[x[:, 0] == 1] = y.min()
    own = regress(model, y, x, 0.05)
    rest = x[:, 0] == 0
    alone = regress(model, y[rest], x[rest][:, 1:], 0.05)
    assert own.why == ("separated", "", "", "", "", "")
    np.testing.assert_allclose(own.estimate[1:], alone.estimate, atol=1e-3)


def test_the_limit_of_a_separated_fit_is_what_is_given():
    """Pulling the one coefficient further and further changes the others less and less, towards ours."""
    x, y = people(300)
    y = (y > 0) * 1.0
    y[x[:, 0] == 1] = 0
    own = regress("logit", y, x, 0.05)
    design, pull = with_constant(x[:, 1:]), -25 * x[:, 0]
    found = minimize(lambda b: np.logaddexp(0, -(2 * y - 1) * (design @ b + pull)).sum(), np.zeros(6), tol=1e-10)
    np.testing.assert_allclose(own.estimate[1:], found.x[1:], atol=1e-4)


@pytest.mark.parametrize("model", ["ordinal", "logit"])
def test_answers_that_divide_perfectly_are_not_estimable_at_all(model):
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 20, dtype=float)
    y = x.sum(axis=1)
    y = (y > 0.5) * 1.0 if model == "logit" else y
    x = np.column_stack([x, np.tile([0, 0, 0, 1, 1], 16)])
    own = regress(model, y, x, 0.05)
    assert set(own.why) == {"separated"}
    assert np.isnan(own.estimate).all()


def test_separation_is_found_and_overlap_is_none():
    rng = np.random.default_rng(3)
    x = rng.integers(0, 2, (60, 3)).astype(float)
    assert separated((x[:, 0] + x[:, 1] > 1).astype(int), x)
    assert not separated(rng.integers(0, 3, 60), x)


@pytest.mark.parametrize(
    ("model", "y", "code"),
    [
        ("logit", [1, 2, 3] * 20, "logit-levels"),
        ("ordinal", [1, 2] * 30, "ordinal-levels"),
        ("ordinal", list(range(60)), "ordinal-levels"),
        ("probit", [1, 2, 3] * 20, "model-unknown"),
    ],
)
def test_a_model_that_does_not_fit_the_overall_ratings_is_refused(model, y, code):
    with pytest.raises(KanoError) as problem:
        regress(model, np.array(y, dtype=float), people(60)[0], 0.05)
    assert problem.value.code == code


def test_as_many_coefficients_as_people_are_refused():
    x, y = people(7)
    with pytest.raises(KanoError, match="at least 8"):
        regress("ols", y, x, 0.05)
