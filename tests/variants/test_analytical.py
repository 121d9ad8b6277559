"""Analytical Kano: length and angle of a feature, and what the thresholds make of them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano import Responses
from kano.errors import KanoError
from kano.evaluation import load_table
from kano.variants.analytical import SCORES, Thresholds, analytical, classified
from kano.variants.importance import Scale, effective, weights

# method.md 11.1, w = (importance - 1) / 8, r0 = .4, 30 and 60 degrees: r, alpha, category
CHECK = {
    "Anonymous": (0.2186, 81.18, "I"),
    "Convenient": (0.7047, 49.87, "O"),
    "Reliable": (0.7464, 50.73, "O"),
    "Responsive": (0.6361, 58.19, "O"),
    "Secure": (0.8953, 42.32, "O"),
    "Transparent": (0.6287, 54.17, "O"),
}


def test_the_check_values_of_358_people(transfers):
    found = {vector.feature: vector for vector in analytical(transfers).features}
    for feature, (r, alpha, category) in CHECK.items():
        vector = found[feature]
        assert (vector.r, vector.alpha) == (pytest.approx(r, abs=5e-5), pytest.approx(alpha, abs=5e-3))
        assert (vector.category, vector.n, vector.outside) == (category, 358, False)
    anonymous = found["Anonymous"]
    assert (anonymous.x, anonymous.y) == (pytest.approx(0.0335, abs=5e-5), pytest.approx(0.2160, abs=5e-5))


def test_without_importance_the_check_value_is_that_of_the_plain_means(transfers):
    # method.md 11.1: unweighted Anonymous (.0391, .3638) r .3659
    vector = analytical(transfers, scale=Scale.EQUAL).features[0]
    assert (vector.x, vector.y, vector.r) == (
        *(pytest.approx(0.0391, abs=5e-5), pytest.approx(0.3638, abs=5e-5)),
        pytest.approx(0.3659, abs=5e-5),
    )
    # method.md 4: DuMouchel's means of all pairs are four times these: .1564, 1.4553
    assert (4 * vector.x, 4 * vector.y) == (pytest.approx(0.1564, abs=5e-5), pytest.approx(1.4553, abs=5e-5))


def test_the_scores_are_those_of_the_paper():
    assert [side.tolist() for side in SCORES] == [[1, 0.5, 0, -0.25, -0.5], [-0.5, -0.25, 0, 0.5, 1]]


@pytest.mark.parametrize(
    ("x", "y", "category"),
    [
        (0.4, 0.0, "I"),  # r = r0 is still indifferent
        (0.41, 0.0, "M"),  # 0 degrees
        (0.5, -0.2, "M"),  # below 0 degrees
        (np.cos(np.pi / 6), np.sin(np.pi / 6) - 1e-12, "M"),  # 30 degrees
        (1.0, 1.0, "O"),
        (0.5, np.sqrt(3) / 2 - 1e-12, "O"),  # 60 degrees
        (0.4, 0.9, "A"),
        (0.0, 0.5, "A"),  # 90 degrees
        (-0.3, 0.5, "A"),  # beyond 90 degrees
        (-0.4, -0.4, "R"),
        (-0.5, 0.0, "R"),
        (0.0, -0.5, "R"),
        (-0.1, -0.1, "I"),
    ],
)
def test_angles_and_lengths_decide_and_atan2_knows_the_quadrants(x, y, category):
    assert classified(x, y, Thresholds()) == category


def test_the_thresholds_are_arguments(transfers):
    found = {v.feature: v.category for v in analytical(transfers, Thresholds(0.2, 45, 80)).features}
    assert (found["Anonymous"], found["Secure"], found["Responsive"]) == ("A", "M", "O")


@pytest.mark.parametrize("wrong", [(-0.1, 30, 60), (0.4, 60, 30), (0.4, 0, 60), (0.4, 30, 90), (0.4, 30, 30)])
def test_thresholds_that_divide_nothing_are_refused(wrong):
    with pytest.raises(KanoError) as problem:
        Thresholds(*wrong)
    assert problem.value.code == "analytical-thresholds"


def people(*answers, importance=None):
    """One feature; answers as letters of both sides, a dot for none."""
    codes = np.array([[" LENWD".index(letter.replace(".", " ")) for letter in pair] for pair in answers], dtype=np.int8)
    rated = None if importance is None else np.array(importance, dtype=float)[:, None]
    return Responses(("Tea",), codes[:, [0]], codes[:, [1]], rated)


def test_people_are_divided_by_not_weights_and_everyone_is_accounted_for():
    answers = people("LD", "LD", "L.", "LD", importance=[9, 5, 9, np.nan])
    vector = analytical(answers).features[0]
    assert (vector.n, vector.without_pair, vector.without_importance, vector.questionable) == (2, 1, 1, 0)
    # Weights 1 and .5 of two people: .75, where division by the weights would give 1.
    assert (vector.x, vector.y) == (0.75, 0.75)


def test_questionable_pairs_are_in_unless_they_are_left_out():
    answers = people("LL", "DD", "LD", importance=[9, 9, 9])
    whole, without = (analytical(answers, leave_out=table).features[0] for table in (None, load_table()))
    assert (whole.n, whole.questionable) == (3, 0)
    assert (without.n, without.questionable, without.x, without.y) == (1, 2, 1.0, 1.0)
    assert whole.y == pytest.approx((1 - 0.5 + 1) / 3)


def test_what_is_undefined_is_none_and_what_is_outside_is_flagged():
    nobody = analytical(people("..", importance=[9])).features[0]
    assert (nobody.n, nobody.x, nobody.r, nobody.alpha, nobody.category) == (0, None, None, None, None)
    still = analytical(people("NN", importance=[9])).features[0]
    assert (still.r, still.alpha, still.category) == (0.0, None, "I")
    reverse = analytical(people("DL", importance=[9])).features[0]
    assert (reverse.category, reverse.outside) == ("R", True)
    least = analytical(people("LD", importance=[1])).features[0]
    assert (least.r, least.category) == (0.0, "I")


def test_importance_that_was_not_asked_or_is_off_its_scale_is_refused():
    for answers, scale, top, code in (
        (people("LD"), Scale.UNIT, 9, "importance-missing"),
        (people("LD", importance=[9]), Scale.UNIT, 7, "importance-scale"),
        (people("LD", importance=[0]), Scale.PAPER, 9, "importance-scale"),
    ):
        with pytest.raises(KanoError) as problem:
            analytical(answers, scale=scale, top=top)
        assert problem.value.code == code
    assert analytical(people("LD"), scale=Scale.EQUAL).features[0].r == pytest.approx(2**0.5)


def test_importance_becomes_weights_by_a_named_scale():
    rated = np.array([1, 5, 9, np.nan])
    assert weights(rated)[:3].tolist() == [0, 0.5, 1]
    assert weights(rated, Scale.PAPER)[:3] == pytest.approx([0.1, 0.55, 1])
    assert weights(rated, Scale.EQUAL).tolist() == [1] * 4
    assert np.isnan(weights(rated)[3])
    assert weights(np.array([1.0, 4, 7]), top=7).tolist() == [0, 0.5, 1]


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=40))
def test_effective_people_are_at_most_all_and_all_when_alike(parts):
    found = effective(np.array(parts))
    assert 1 - 1e-9 <= found <= len(parts) + 1e-9
    assert effective(np.full(len(parts), 0.3)) == pytest.approx(len(parts))
    assert effective(np.zeros(3)) == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 9)), min_size=1, max_size=40))
def test_r_and_alpha_stay_in_their_range_and_swapping_the_sides_reverses_the_kind(rows):
    f, d, w = (np.array(column)[:, None] for column in zip(*rows, strict=True))
    answers = Responses(("Tea",), f.astype(np.int8), d.astype(np.int8), w.astype(float))
    vector = analytical(answers).features[0]
    assert 0 <= vector.r <= 2**0.5 + 1e-12
    assert vector.alpha is None or -180 <= vector.alpha <= 180
    mirrored = replace(answers, functional=(6 - d).astype(np.int8), dysfunctional=(6 - f).astype(np.int8))
    other = analytical(mirrored).features[0]
    assert (other.x, other.y) == (pytest.approx(vector.y), pytest.approx(vector.x))


def test_every_choice_is_in_the_record(transfers):
    record = analytical(transfers, Thresholds(0.3, 20, 70), Scale.PAPER, leave_out=load_table("pouliot")).conventions
    assert record["thresholds"] == {"r0": 0.3, "low": 20, "high": 70, "set_by": "the analyst"}
    assert record["importance"]["scale"] == "paper"
    assert record["questionable"] == "left out by pouliot"
    assert record["sources"][0]["key"] == "xu2009"
