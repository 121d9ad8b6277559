"""Penalties and rewards: published files digit by digit, planted classes, and everything that is not estimable.

The figures of the two files were computed from them for the method notes of the project (section 10), by least squares
and by `OrderedModel` of statsmodels; the files are read in place and skipped when they are not there.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.drivers.analysis import DriverSettings, drivers, single, unlike_single
from kano.drivers.penalty_reward import FLAGS, category, coded
from kano.errors import KanoError
from kano.ratings import Ratings
from kano.readers import open_table, read_file
from kano.readers.scores import read_ratings
from kano.sources import Status
from tests.conftest import SHARED

DETERGENT = (
    "perform",
    "Overall Perfume",
    "Product does not irritate hand",
    "Color of product",
    "Overall package",
    "Not having too much effort dispensing",
    "Do you think the package was filled up to your expectation",
)
MOBI = tuple(f"PERQ{i}" for i in range(1, 8))


def read(name, overall, attributes):
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the repository")
    ratings, _ = read_ratings(open_table(read_file(path), name), [overall, *attributes])
    return ratings.of([overall]), ratings.of(attributes)


@pytest.fixture(scope="module")
def detergent():
    return read("detergent.xlsx", "ratprod", DETERGENT)


@pytest.fixture(scope="module")
def mobi():
    return read("ecsi_mobi.csv", "CUSA1", MOBI)


def made(x, y, names=None):
    x = np.asarray(x, dtype=float)
    names = names or tuple(f"a{k}" for k in range(x.shape[1]))
    return Ratings(("overall",), np.asarray(y, dtype=float)[:, None]), Ratings(names, x)


def planted(n, seed, moves, spread=1.0):
    """Ratings 1 to 5 and overall satisfaction to which the lowest and the highest rating add what `moves` say."""
    rng = np.random.default_rng(seed)
    x = rng.choice(5, (n, len(moves)), p=[0.15, 0.2, 0.25, 0.2, 0.2]) + 1.0
    y = rng.normal(0, spread, n)
    for k, (low, high) in enumerate(moves):
        y += low * (x[:, k] == 1) + high * (x[:, k] == 5)
    return made(x, y)


def test_detergent_by_least_squares(detergent):
    result = drivers(*detergent, DriverSettings(low=1, high=3))
    assert (result.n, result.left_out) == (470, {"no_overall": 0, "unrated": 79})
    assert round(result.fit.r2, 4) == 0.4563
    assert round(result.fit.const, 4) == 2.1300
    effects = [(round(a.penalty.estimate, 4), round(a.reward.estimate, 4)) for a in result.attributes]
    assert effects == [
        (-0.9044, 0.2458),
        (-0.0907, 0.0398),
        (-0.1595, 0.1967),
        (-0.0114, 0.1073),
        (-0.1170, 0.0888),
        (-0.1423, 0.0797),
        (0.0742, 0.0631),
    ]
    assert result.attributes[6].flags == ("wrong-penalty",)


def test_detergent_one_attribute_at_a_time_is_bigger(detergent):
    joint = drivers(*detergent, DriverSettings(1, 3))
    alone = [result.attributes[0] for result in single(*detergent, DriverSettings(1, 3))]
    assert [(round(a.penalty.estimate, 4), round(a.reward.estimate, 4)) for a in alone[:3]] == [
        (-1.0154, 0.4092),
        (-0.2215, 0.3307),
        (-0.4471, 0.4026),
    ]
    for one, other in zip(joint.attributes, alone, strict=True):
        assert other.n == one.n == 470
        assert abs(other.penalty.estimate) > abs(one.penalty.estimate)
        assert other.reward.estimate > one.reward.estimate
    assert DETERGENT[1] in unlike_single(joint, single(*detergent))


def test_detergent_impact(detergent):
    found = {a.attribute: a.impact for a in drivers(*detergent).attributes}
    perform = found["perform"]
    assert [round(v, 4) for v in (perform.riocs, perform.sgp, perform.dgp, perform.ia)] == [
        1.1501,
        0.2137,
        0.7863,
        -0.5726,
    ]
    hand, colour = found[DETERGENT[2]], found[DETERGENT[3]]
    assert [round(v, 4) for v in (hand.riocs, hand.ia, colour.riocs, colour.ia)] == [0.3562, 0.1043, 0.1188, 0.8075]
    filled = found[DETERGENT[6]]
    assert (filled.ia, filled.clipped) == (1, True)


def test_detergent_by_the_ordinal_model(detergent):
    result = drivers(*detergent, DriverSettings(model="ordinal"))
    effects = [(round(a.penalty.estimate, 4), round(a.reward.estimate, 4)) for a in result.attributes[:3]]
    assert effects == [(-4.0524, 1.0919), (-0.3869, 0.2072), (-0.6164, 0.8735)]
    assert round(result.fit.llf, 4) == -286.3102
    assert [round(value, 4) for value in result.fit.cut_params] == [-2.2190, 1.3156]
    assert result.fit.const is None


def test_mobi_by_least_squares(mobi):
    result = drivers(*mobi, DriverSettings(low=6, high=9))
    assert (result.n, round(result.fit.r2, 4), round(result.fit.const, 4)) == (250, 0.4593, 7.6929)
    first, last = result.attributes[0], result.attributes[6]
    assert (round(first.penalty.estimate, 4), round(first.reward.estimate, 4)) == (-0.6599, 0.3808)
    assert (round(last.penalty.estimate, 4), round(last.reward.estimate, 4)) == (-0.5057, 0.1363)


def test_mobi_with_the_outermost_ratings_only_has_boxes_that_nobody_or_one_person_is_in(mobi):
    result = drivers(*mobi)
    found = {a.attribute: a for a in result.attributes}
    assert found["PERQ1"].flags == ("no-low",)
    assert found["PERQ1"].penalty.estimate is found["PERQ1"].category is found["PERQ1"].impact.ia is None
    assert found["PERQ1"].reward.p < 0.001
    assert found["PERQ3"].flags == ("alone-low", "thin-low")
    assert (found["PERQ3"].penalty.p, found["PERQ3"].category) == (None, None)
    assert [f.code for f in result.findings] == ["drivers-scale"]
    assert "“PERQ1” (2–10)" in result.findings[0].values["columns"]


def test_of_one_attribute_the_effects_are_differences_of_means_from_the_middle():
    x = [[1], [1], [1], [2], [3], [3], [4], [5], [5], [5]]
    y = [1, 2, 3, 4, 5, 6, 5, 7, 8, 9]
    attribute = drivers(*made(x, y)).attributes[0]
    assert attribute.penalty.estimate == pytest.approx(2 - 5)
    assert attribute.reward.estimate == pytest.approx(8 - 5)
    assert (attribute.impact.riocs, attribute.impact.ia) == (pytest.approx(6), pytest.approx(0))
    assert attribute.flags == ("thin-low", "thin-middle", "thin-high")


def test_planted_classes_are_found():
    """Twenty times 400 people: basic, excitement, performance, indifferent. An attribute that is not there is found
    only as often as chance makes it."""
    right = np.zeros(4, dtype=int)
    false = 0
    for seed in range(20):
        result = drivers(*planted(400, seed, [(-0.8, 0), (0, 0.8), (-0.8, 0.8), (0, 0)]))
        right += [a.category == letter for a, letter in zip(result.attributes, "MAOI", strict=True)]
        false += sum(effect.p < 0.05 for effect in (result.attributes[3].penalty, result.attributes[3].reward))
    assert (right >= 17).all()
    assert false <= 6


def test_robust_errors_keep_their_level_where_the_spread_differs():
    """People in the low box differ much more than others: the classic errors of least squares would be too small."""
    false = 0
    for seed in range(300):
        rng = np.random.default_rng(seed)
        x = rng.choice(5, (120, 1), p=[0.12, 0.2, 0.28, 0.2, 0.2]) + 1.0
        y = rng.normal(0, np.where(x[:, 0] == 1, 3.0, 0.7))
        false += drivers(*made(x, y)).attributes[0].penalty.p < 0.05
    assert false / 300 < 0.08


def test_the_ordinal_and_the_binary_model_find_them_too():
    overall, attributes = planted(1500, 1, [(-1.2, 0), (0, 1.2), (-1.2, 1.2), (0, 0)])
    levels = Ratings(overall.names, np.digitize(overall.values, [-1, 0, 1]).astype(float))
    binary = Ratings(overall.names, (overall.values > 0).astype(float))
    for ratings, model in ((levels, "ordinal"), (binary, "logit")):
        result = drivers(ratings, attributes, DriverSettings(model=model))
        assert "".join(a.category for a in result.attributes) == "MAOI"
        assert result.conventions["effects"] == "log odds"


def test_binary_overall_is_only_suggested_another_model():
    overall, attributes = planted(300, 2, [(-1, 0), (0, 1)])
    result = drivers(Ratings(("overall",), (overall.values > 0) * 1.0), attributes)
    assert [f.code for f in result.findings] == ["drivers-binary"]
    assert result.settings.model == result.conventions["model"] == "ols"


def test_a_wrong_sign_is_flagged_and_never_counts():
    """Low ratings that go with more satisfaction, significantly: no penalty, and none for the impact."""
    result = drivers(*planted(400, 3, [(0.8, 0.8), (-0.8, -0.8)]))
    first, second = result.attributes
    assert first.penalty.p < 0.01
    assert (first.category, first.flags) == ("A", ("wrong-penalty",))
    assert (first.impact.dgp, first.impact.ia, first.impact.clipped) == (0, 1, True)
    assert second.reward.p < 0.01
    assert (second.category, second.flags) == ("M", ("wrong-reward",))
    assert second.impact.ia == -1
    (said,) = [f for f in result.findings if f.code == "drivers-against"]
    assert said.values["attributes"] == ", ".join(f"“{each.attribute}”" for each in (first, second))


def test_a_scale_that_runs_the_other_way_is_said():
    """Where 1 is best, everything is significant against what is expected: indifferent would be no news."""
    overall, attributes = planted(400, 3, [(-0.8, 0.8), (-0.8, 0.8)])
    assert not drivers(overall, attributes).findings
    low, high = attributes.lowest, attributes.highest
    turned = drivers(overall, Ratings(attributes.names, low + high - attributes.values))
    assert [driver.category for driver in turned.attributes] == ["I", "I"]
    assert [f.code for f in turned.findings] == ["drivers-against"]


def test_nobody_between_the_boxes_leaves_penalty_and_reward_together():
    x = np.tile([[1, 3], [5, 2], [1, 4], [5, 3], [1, 1], [5, 5]], (20, 1))
    y = np.random.default_rng(0).normal(x[:, 0], 1)
    attribute = drivers(*made(x, y)).attributes[0]
    assert attribute.flags == ("no-middle",)
    assert attribute.penalty.estimate is attribute.reward.estimate is attribute.category is None
    assert (attribute.penalty.n, attribute.middle, attribute.reward.n) == (60, 0, 60)


def test_a_constant_attribute_changes_nothing_for_the_others():
    overall, attributes = planted(200, 4, [(-1, 0), (0, 1)])
    with_it = Ratings((*attributes.names, "same"), np.column_stack([attributes.values, np.full(200, 3.0)]))
    one, other = drivers(overall, attributes), drivers(overall, with_it)
    assert other.attributes[2].flags == ("one-box",)
    assert other.attributes[2].category is None
    for before, after in zip(one.attributes, other.attributes, strict=False):
        assert before.penalty.estimate == pytest.approx(after.penalty.estimate)
        assert before.penalty.p == pytest.approx(after.penalty.p)


def test_only_constant_attributes_give_no_number_and_no_fault():
    result = drivers(*made(np.full((30, 2), 3.0), range(30)), DriverSettings(low=1, high=5))
    assert [a.flags for a in result.attributes] == [("one-box",), ("one-box",)]
    assert all(a.row()["penalty"] is None for a in result.attributes)


def test_the_same_question_twice_is_not_estimable_and_nearly_the_same_is_collinear():
    overall, attributes = planted(400, 5, [(-1, 1)])
    twice = Ratings(("a", "b"), np.repeat(attributes.values, 2, axis=1))
    result = drivers(overall, twice)
    assert all(a.flags == ("aliased-low", "aliased-high") for a in result.attributes)
    assert all(a.category is a.penalty.estimate is None for a in result.attributes)
    nearly = twice.values.copy()
    nearly[np.flatnonzero(nearly[:, 1] == 1)[:2], 1] = 3
    nearly[np.flatnonzero(nearly[:, 1] == 5)[:2], 1] = 3
    near = drivers(overall, Ratings(("a", "b"), nearly))
    assert all("collinear" in a.flags for a in near.attributes)
    assert near.attributes[0].vif > 10


def test_thin_boxes_are_flagged():
    x = np.full((100, 1), 3.0)
    x[:9], x[9:19] = 1, 5
    attribute = drivers(*made(x, np.random.default_rng(0).normal(0, 1, 100))).attributes[0]
    assert attribute.flags[0] == "thin-low"
    assert "thin-high" not in attribute.flags


def test_people_without_a_rating_are_left_out_and_counted():
    overall, attributes = planted(100, 6, [(-1, 0), (0, 1)])
    y, x = overall.values.copy(), attributes.values.copy()
    y[:3], x[2:7, 0], x[50, 1] = np.nan, np.nan, np.nan
    result = drivers(Ratings(overall.names, y), Ratings(attributes.names, x))
    assert (result.n, result.left_out) == (92, {"no_overall": 3, "unrated": 5})
    assert [a.missing for a in result.attributes] == [5, 1]
    assert result.findings[0].values == {"n": 92, "all": 100, "left": 8, "missing": "“a0” × 5, “a1” × 1"}
    kept = drivers(overall.rows(np.arange(100) == np.arange(100)), attributes)
    assert kept.n == 100


def test_separation_in_the_binary_model_is_no_number():
    overall, attributes = planted(400, 7, [(-1, 0), (0, 1)])
    y = (overall.values > 0) * 1.0
    y[attributes.values[:, 0] == 1] = 0
    result = drivers(Ratings(("overall",), y), attributes, DriverSettings(model="logit"))
    assert "separated-low" in result.attributes[0].flags
    assert result.attributes[0].penalty.estimate is result.attributes[0].category is None
    assert result.attributes[0].reward.estimate is not None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"settings": DriverSettings(low=3, high=3)}, "boxes-overlap"),
        ({"settings": DriverSettings(ia=(0.6, 0.2))}, "ia-thresholds"),
        ({"y": np.ones(50)}, "overall-constant"),
        ({"x": np.full((50, 2), np.nan)}, "drivers-none"),
        ({"names": ("overall", "b")}, "overall-attribute"),
        ({"y": np.full(50, np.nan)}, "overall-constant"),
    ],
)
def test_what_cannot_be_analysed_is_refused(change, code):
    overall, attributes = planted(50, 8, [(-1, 0), (0, 1)])
    y, x = change.get("y", overall.values[:, 0]), change.get("x", attributes.values)
    with pytest.raises(KanoError) as problem:
        drivers(*made(x, y, change.get("names")), change.get("settings"))
    assert problem.value.code == code


def test_boxes_hold_their_edges():
    inside = coded(np.array([[1.0], [2], [3], [4], [5]]), (2, 4)).inside(0)
    assert {side: box.tolist() for side, box in inside.items()} == {
        "low": [True, True, False, False, False],
        "middle": [False, False, True, False, False],
        "high": [False, False, False, True, True],
    }


def test_a_scale_that_is_given_decides_the_boxes():
    overall, attributes = planted(200, 9, [(-1, 1)])
    inner = np.clip(attributes.values, 2, 4)
    assert drivers(overall, Ratings(("a0",), inner)).boxes == (2, 4)
    given_scale = drivers(overall, Ratings(("a0",), inner).on(1, 5))
    assert given_scale.boxes == (1, 5)
    assert given_scale.attributes[0].flags == ("one-box",)


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_the_order_of_people_and_attributes_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    overall, attributes = planted(60, seed, [(-1, 0), (0, 1), (0, 0)])
    rows, columns = rng.permutation(60), rng.permutation(3)
    other = drivers(
        Ratings(overall.names, overall.values[rows]),
        Ratings(tuple(attributes.names[k] for k in columns), attributes.values[rows][:, columns]),
    )
    found = {a.attribute: a for a in other.attributes}
    for one in drivers(overall, attributes).attributes:
        twin = found[one.attribute]
        assert (one.category, sorted(one.flags)) == (twin.category, sorted(twin.flags))
        if one.penalty.estimate is not None:
            assert one.penalty.estimate == pytest.approx(twin.penalty.estimate, abs=1e-8)


@given(st.integers(0, 10**6), st.integers(12, 40), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_nothing_undefined_ever_looks_like_a_number(seed, n, k):
    """Few people on a short scale: whatever is missing, every figure is finite or None and every None has its flag."""
    rng = np.random.default_rng(seed)
    x, y = rng.integers(1, 4, (n, k)).astype(float), rng.integers(1, 4, n).astype(float)
    x[rng.random((n, k)) < 0.1] = np.nan
    try:
        result = drivers(*made(x, y))
    except KanoError:
        return
    for attribute in result.attributes:
        row = attribute.row()
        assert all(v is None or np.isfinite(v) for v in row.values() if isinstance(v, float))
        assert set(attribute.flags) <= set(FLAGS)
        if row["penalty"] is None or row["reward"] is None:
            assert row["class"] is row["riocs"] is row["ia"] is None
            assert any(f.startswith(("no-", "one-", "aliased")) for f in attribute.flags)
        assert attribute.category == category(attribute.penalty, attribute.reward, 0.05)
        assert row["n_low"] + row["n_middle"] + row["n_high"] == row["n"] == result.n


def test_the_record_says_everything_that_was_decided():
    record = drivers(*planted(100, 10, [(-1, 0)]), DriverSettings(low=2, high=5, level=0.1, ia=(0.1, 0.4))).conventions
    assert record["boxes"] == {"low": 2, "high": 5, "given": ["low", "high"]}
    assert (record["level"], record["impact"]["thresholds"]) == (0.1, [0.1, 0.4])
    assert record["errors"] == "HC3, Student's t"
    assert {source["key"] for source in record["sources"]} == {"brandt1987", "mikulic2008", "mikulic2011"}
    assert all(source["status"] in tuple(Status) for source in record["sources"])
