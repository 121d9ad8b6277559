"""Impact from penalty and reward, the bent forms, and the importance grid; figures of the method notes, section 10."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from kano.drivers.impact import (
    Kind,
    Quadrant,
    grand_means,
    impact,
    implicit_importance,
    importance_grid,
    moderated,
    quadratic,
)
from kano.errors import KanoError
from kano.ratings import Ratings
from tests.drivers.test_analysis import mobi  # noqa: F401

NAN = np.nan


def test_the_example_of_the_method():
    """`perform` of the detergent data: penalty -.9044, reward .2458."""
    found = impact(-0.9044, 0.2458)
    assert (round(found.riocs, 4), round(found.sgp, 4), round(found.dgp, 4)) == (1.1502, 0.2137, 0.7863)
    assert (round(found.ia, 4), found.kind, found.clipped) == (-0.5726, Kind.DISSATISFIER, False)


def test_a_wrong_sign_counts_as_nothing_and_is_said():
    """`filled` of the detergent data: with |.| instead of clipping, IA would be -.0808."""
    found = impact(0.0742, 0.0631)
    assert (found.riocs, found.sgp, found.dgp, found.ia, found.clipped) == (0.0631, 1, 0, 1, True)
    assert impact(0.2, -0.1).riocs == 0
    assert impact(0.2, -0.1).ia is None


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_asymmetry_stays_between_its_ends(penalty, reward):
    found = impact(penalty, reward)
    assert found.clipped == (penalty > 0 or reward < 0)
    if found.ia is not None:
        assert -1 <= found.ia <= 1
        assert found.sgp + found.dgp == pytest.approx(1)
        assert found.ia == pytest.approx(found.sgp - found.dgp)


@pytest.mark.parametrize(
    ("ia", "kind"),
    [
        (-1, Kind.FRUSTRATOR),
        (-0.6, Kind.DISSATISFIER),
        (-0.2, Kind.HYBRID),
        (0, Kind.HYBRID),
        (0.2, Kind.HYBRID),
        (0.5, Kind.SATISFIER),
        (0.6, Kind.SATISFIER),
        (0.75, Kind.DELIGHTER),
    ],
)
def test_a_value_on_a_limit_belongs_to_the_milder_side(ia, kind):
    assert impact(-round(5 - 5 * ia, 9), round(5 + 5 * ia, 9)).kind == kind


def test_limits_are_arguments():
    assert impact(-0.35, 0.65, (0.2, 0.6)).kind == Kind.SATISFIER
    assert impact(-0.35, 0.65, (0.1, 0.25)).kind == Kind.DELIGHTER
    with pytest.raises(KanoError):
        impact(-1, 1, (0.6, 0.2))


def test_what_is_not_estimable_has_no_impact():
    assert impact(None, 1.0).riocs is impact(-1.0, None).ia is None


def test_grand_means_take_only_points_that_have_both():
    assert grand_means([(1, 2), (3, 6), (None, 100), (100, None)]) == (2, 4)
    assert grand_means([(None, 1)]) is None


def test_the_squared_form_of_mobi(mobi):  # noqa: F811
    """Ting & Chen's form of PERQ1; the p of the notes is that of classic errors."""
    overall, attributes = mobi
    found = quadratic(attributes.column("PERQ1"), overall.values[:, 0], errors="nonrobust")
    assert round(found.mean, 3) == 7.944
    assert (round(found.b0, 5), round(found.b1, 5), round(found.b2, 5)) == (7.93263, 0.55258, 0.02751)
    assert (round(found.p2, 3), round(found.r2, 5), found.category) == (0.145, 0.37044, "O")
    robust = quadratic(attributes.column("PERQ1"), overall.values[:, 0])
    assert (robust.b2, robust.category) == (pytest.approx(found.b2), "O")
    assert robust.p2 != pytest.approx(found.p2)


@pytest.mark.parametrize(
    ("bend", "slope", "category"), [(0.5, 0.5, "A"), (-0.5, 0.5, "M"), (0, 0.5, "O"), (0, 0, "I"), (0, -0.5, None)]
)
def test_planted_forms_are_found(bend, slope, category):
    rng = np.random.default_rng(5)
    x = rng.integers(1, 8, 400).astype(float)
    y = slope * (x - 4) + bend * (x - 4) ** 2 + rng.normal(0, 1, 400)
    found = quadratic(x, y)
    assert found.category == category
    assert found.b2 == pytest.approx(bend, abs=0.1)
    assert quadratic(x + 100, y).b2 == pytest.approx(found.b2)


def test_centring_changes_the_slope_and_not_the_bend():
    rng = np.random.default_rng(2)
    x = rng.integers(1, 8, 300).astype(float)
    y = x + 0.2 * x**2 + rng.normal(0, 1, 300)
    raw = sm.OLS(y, np.column_stack([np.ones(300), x, x**2])).fit()
    found = quadratic(x, y)
    assert found.b2 == pytest.approx(raw.params[2])
    assert found.b1 == pytest.approx(raw.params[1] + 2 * raw.params[2] * x.mean())


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([1, 2] * 10, list(range(20))),
        ([3] * 20, list(range(20))),
        ([1, 2, 3] * 7, [4] * 21),
        ([1, 2, 3] * 2, [1, 2, 3] * 2),
        ([1] + [2, 3] * 10, list(range(21))),
    ],
    ids=["two levels", "one level", "constant overall", "few people", "a level of one person"],
)
def test_where_the_ratings_cannot_tell_a_bend_there_is_none(x, y):
    assert quadratic(np.array(x, float), np.array(y, float)) is None


def test_the_moderated_form_has_a_slope_on_each_side():
    rng = np.random.default_rng(3)
    x = rng.integers(1, 8, 500).astype(float)
    y = np.where(x <= 4, 1.0 * (x - 4), 0.0) + rng.normal(0, 0.5, 500)
    found = moderated(x, y, 4)
    assert found.below == pytest.approx(1, abs=0.1)
    assert found.above == pytest.approx(0, abs=0.15)
    assert found.p < 0.001 < found.p_above
    design = np.column_stack([np.ones(500), x - 4, x > 4, (x - 4) * (x > 4)])
    their = sm.OLS(y, design).fit(cov_type="HC3", use_t=True)
    np.testing.assert_allclose([found.b0, found.b1, found.b2, found.b3], their.params)
    assert found.p == pytest.approx(their.pvalues[3])
    assert moderated(x, y, 7) is None


def test_a_side_whose_line_goes_through_everybody_has_no_error():
    x = np.tile([1.0, 2, 3, 4, 5], 16)
    assert moderated(x, np.tile([0.0, 1, 1, 0, 1], 16), 3) is None


def test_importance_by_satisfaction_is_pairwise_correlation_or_joint_beta():
    rng = np.random.default_rng(4)
    x = rng.integers(1, 6, (200, 3)).astype(float)
    y = x @ [1.0, 0.5, 0] + rng.normal(0, 1, 200)
    x[:5, 0] = NAN
    ratings = Ratings(("a", "b", "c"), x)
    found = implicit_importance(y, ratings)
    assert found["a"] == pytest.approx(np.corrcoef(x[5:, 0], y[5:])[0, 1])
    assert found["b"] == pytest.approx(np.corrcoef(x[:, 1], y)[0, 1])
    z = (x[5:] - x[5:].mean(axis=0)) / x[5:].std(axis=0, ddof=1)
    their = sm.OLS((y[5:] - y[5:].mean()) / y[5:].std(ddof=1), z).fit()
    np.testing.assert_allclose(list(implicit_importance(y, ratings, "beta").values()), their.params)


def test_importance_that_is_undefined_is_none():
    x = np.column_stack([np.full(30, 3.0), np.arange(30.0), 2 * np.arange(30.0)])
    ratings, y = Ratings(("a", "b", "c"), x), np.arange(30.0)
    assert implicit_importance(y, ratings)["a"] is None
    assert set(implicit_importance(y, ratings, "beta").values()) == {None}
    assert implicit_importance(np.full(30, 1.0), ratings)["b"] is None
    with pytest.raises(KanoError):
        implicit_importance(y, ratings, "shapley")


def test_the_grid_is_cut_at_the_means_of_what_is_known():
    explicit = {"a": 9.0, "b": 9.0, "c": 1.0, "d": 1.0, "e": 5.0}
    implicit = {"a": 0.1, "b": 0.9, "c": 0.9, "d": 0.1, "f": 0.4, "e": None}
    points, cut = importance_grid(explicit, implicit)
    assert cut == (5, 0.5)
    assert {p.attribute: p.quadrant for p in points} == {
        "a": Quadrant.BASIC,
        "b": Quadrant.IMPORTANT,
        "c": Quadrant.EXCITEMENT,
        "d": Quadrant.UNIMPORTANT,
        "e": None,
        "f": None,
    }
    assert importance_grid({}, implicit)[1] is None
