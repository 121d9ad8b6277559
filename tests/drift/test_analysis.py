"""Better and worse over periods: what is found, what is not, and what is said of it."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from kano import CategoryCounts, PairCounts, classify
from kano.conventions import Settings
from kano.differences import newcombe
from kano.drift.analysis import drift
from kano.drift.results import Change
from kano.drift.words import nothing, sentence, told
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.suppression import hide

FLAT = np.array([0.2, 0.2, 0.2, 0.3, 0.06, 0.04])
QUICK = Settings(draws=400)


def months(number, first=2025):
    return tuple(f"{first + i // 12}-{i % 12 + 1:02d}" for i in range(number))


SLOW = [[FLAT + 0.3 * t / 5 * np.array([1, 0, 0, -1, 0, 0])] for t in range(6)]


def study(shares, people=200, names=None, by="month", seed=1):
    """`shares[t][f]` are the six shares of a period's feature."""
    rng = np.random.default_rng(seed)
    counts = np.array([[rng.multinomial(people, share) for share in period] for period in shares], dtype=float)
    features = tuple("ABCDEFGH"[: counts.shape[1]])
    return CategoryCounts(features, counts, names or months(len(counts)), by)


def moved(by):
    return FLAT + by * np.array([1, 0, 0, -1, 0, 0])


def stepped(periods=12, at=7, by=0.25, people=200, others=2):
    return study([[moved(by if t >= at else 0), *[FLAT] * others] for t in range(periods)], people)


def test_a_step_is_found_where_it_is_with_its_size_and_nothing_else():
    found = drift(stepped(people=400), QUICK)
    first, *others = found.features
    step = first.better.step
    assert (step.left, step.right) == ("2025-07", "2025-08")
    assert ("2025-07", "2025-08") in step.places
    assert step.size.low < 0.25 / 0.9 < step.size.high
    assert first.better.change is Change.STEP
    assert first.better.size == pytest.approx(step.size.estimate)
    assert not first.better.small
    assert first.worse.change is Change.NONE
    assert first.worse.size is None
    assert {side.change for other in others for side in other.sides} == {Change.NONE}
    assert found.ranked[0] is first


def test_the_difference_is_newcombes_of_last_and_first_and_each_period_that_of_classify():
    counts = stepped()
    found, plain = drift(counts, QUICK), classify(counts, QUICK)
    first, last = plain.of("2025-01")[0], plain.of("2025-12")[0]
    assert found.features[0].better.last.difference == newcombe(last.better, first.better)
    assert found.features[0].worse.last.difference == newcombe(last.worse, first.worse)
    assert found.features[0].periods == tuple(plain.of(name)[0] for name in months(12))


def test_worse_is_on_its_own_scale():
    shares = [[FLAT + (0.2 if t >= 4 else 0) * np.array([0, 0, 1, -1, 0, 0])] for t in range(8)]
    side = drift(study(shares, 500), QUICK).features[0].worse
    assert side.change is Change.STEP
    assert side.step.after.estimate < side.step.before.estimate < 0
    assert side.step.size.estimate == pytest.approx(side.step.after.estimate - side.step.before.estimate)
    assert side.step.size.low <= side.step.size.estimate <= side.step.size.high < 0


def test_a_trend_is_told_from_a_step_where_the_data_do_and_else_neither_is_said():
    rising = [[moved(0.28 * t / 11)] for t in range(12)]
    assert drift(study(rising, 4000), QUICK).features[0].better.change is Change.TREND
    assert drift(study(SLOW, 120), QUICK).features[0].better.change is Change.EITHER
    there_and_back = [[moved(0.25 if 4 <= t < 8 else 0)] for t in range(12)]
    assert drift(study(there_and_back, 2000), QUICK).features[0].better.change in (Change.OTHER, Change.DIFFERS)


def test_what_is_sure_but_tiny_is_called_small():
    side = drift(stepped(by=0.01, people=1_000_000, others=0), QUICK).features[0].better
    assert side.step.adjusted < 0.05
    assert side.small
    assert side.size < 0.05
    large = drift(stepped(by=0.01, people=1_000_000, others=0), QUICK, small=0.001).features[0].better
    assert not large.small


def test_small_changes_stand_after_large_ones():
    shares = [[moved(0.01 if t >= 3 else 0), moved(0.2 if t >= 3 else 0)] for t in range(6)]
    assert [feature.feature for feature in drift(study(shares, 500_000), QUICK).ranked] == ["B", "A"]


def test_fewer_than_four_periods_have_a_difference_and_no_place():
    found = drift(stepped(3, 1), QUICK)
    assert all(side.step is None for feature in found.features for side in feature.sides)
    assert found.features[0].better.change is Change.DIFFERS
    assert found.features[0].better.last.difference.low > 0
    assert [finding.code for finding in found.remarks] == ["drift-few"]
    assert found.remarks[0].values == {"n": 3, "periods": 4}


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        (stepped(1, 0), "drift-periods"),
        (study([[FLAT]] * 201, 20, tuple(f"W{i}" for i in range(201))), "drift-many"),
        (CategoryCounts(("A",), np.ones((1, 1, 6))), "segments-none"),
    ],
)
def test_what_is_no_drift_is_refused(counts, code):
    with pytest.raises(KanoError) as problem:
        drift(counts, QUICK)
    assert problem.value.code == code
    assert all(problem.value.text(catalogue(lang)) for lang in LANGUAGES)


def test_people_without_a_period_and_small_periods_are_in_no_test_and_are_said():
    counts = stepped(6, 3)
    more = np.concatenate([counts.counts, np.full((3, 3, 6), 50.0)])
    more[-2:] = [[1, 1, 0, 1, 0, 0]] * 3
    dirty = CategoryCounts(counts.features, more, (*counts.segments, "", "2025-07", "2025-08"), "month")
    found, clean = drift(dirty, QUICK), drift(counts, QUICK)
    assert found.periods == (*months(6), "2025-07", "2025-08")
    codes = [finding.code for finding in found.remarks]
    assert codes == ["drift-hidden", "drift-blank"]
    assert found.hidden == ("2025-07", "2025-08")
    assert [feature.sides for feature in found.features] == [feature.sides for feature in clean.features]
    gaps = {row["period"] for row in found.rows() if row["better"] is None}
    assert gaps == set(found.hidden)
    assert all(row["n"] is None and row["hidden"] for row in found.rows() if row["period"] in found.hidden)


def test_two_steps_over_many_periods_are_not_called_one_form():
    """By AIC alone a straight line, which the shares of 36 periods of 400 people contradict."""
    t = np.arange(36)
    shares = 0.35 + 0.1 * (t >= 12) + 0.1 * (t >= 24)
    hits = np.random.default_rng(4).binomial(400, shares)
    counts = np.zeros((36, 1, 6))
    counts[:, 0, 0], counts[:, 0, 3] = hits, 400 - hits
    side = drift(CategoryCounts(("Tea",), counts, months(36), "month"), QUICK).features[0].better
    assert side.change is Change.OTHER


def test_rows_tell_few_people_of_a_feature_from_nobody():
    counts = stepped(6, 3, others=1)
    asked = counts.counts.copy()
    asked[1, 1], asked[2, 1] = 0, 0
    asked[2, 1, :4] = 1
    found = drift(CategoryCounts(counts.features, asked, counts.segments, "month"), QUICK)
    rows = {row["period"]: row for row in found.rows() if row["feature"] == counts.features[1]}
    periods = list(found.periods)
    assert not rows[periods[1]]["hidden"]
    assert rows[periods[2]]["hidden"]
    assert (rows[periods[1]]["n"], rows[periods[2]]["n"]) == (None, None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_percentages_are_not_said_to_show_no_change(lang):
    shares = CategoryCounts(
        ("Tea",), np.tile([20.0, 20, 30, 30, 0, 0], (5, 1, 1)), months(5), "month", shares_only=True
    )
    t = catalogue(lang)
    assert nothing(drift(shares, QUICK), t) == t("drift.untested")
    assert nothing(drift(stepped(5, 2, by=0.0), QUICK), t) == t("drift.nothing")


def test_a_feature_that_was_asked_later_has_gaps_and_is_said():
    counts = stepped(8, 4, others=1)
    asked = counts.counts.copy()
    asked[:5, 1] = 0
    found = drift(CategoryCounts(counts.features, asked, counts.segments, "month"), QUICK)
    late = found.features[1]
    assert [result is None for result in late.periods] == [True] * 5 + [False] * 3
    assert late.better.step is None
    assert (late.better.last.first, late.better.last.last) == ("2025-06", "2025-08")
    assert [(f.code, f.feature) for f in found.remarks] == [("drift-few-feature", "B")]


def test_percentages_are_not_tested():
    counts = np.array([[[30, 20, 10, 40, 0, 0]], [[10, 20, 30, 40, 0, 0]]], dtype=float)
    found = drift(CategoryCounts(("A",), counts, ("2025", "2026"), "year", shares_only=True), QUICK)
    side = found.features[0].better
    assert (side.test, side.change, side.reason) == (None, None, "shares")
    assert side.last.difference.estimate == pytest.approx(-0.2)
    assert side.last.difference.low is None
    assert "drift-shares" in [finding.code for finding in found.remarks]


def test_weights_are_said_and_nothing_that_varies_is_no_change():
    found = drift(CategoryCounts(("A",), np.full((5, 1, 6), 10.5), months(5), "month"), QUICK)
    assert "drift-weights" in [finding.code for finding in found.remarks]
    none = np.zeros((5, 1, 6))
    none[..., 3] = 30
    side = drift(CategoryCounts(("A",), none, months(5), "month"), QUICK).features[0].better
    assert (side.test, side.change) == (None, Change.NONE)


def test_pairs_and_what_was_hidden_before_give_the_same():
    rng = np.random.default_rng(2)
    grid = rng.integers(0, 9, (5, 2, 6, 6))
    counts = PairCounts(("A", "B"), grid, months(5), "month")
    assert drift(counts, QUICK).rows() == drift(hide(counts, 5), QUICK).rows()
    plain = drift(counts.tally(QUICK.table), QUICK)
    assert drift(counts, QUICK).change_rows() == plain.change_rows()


def test_the_order_may_be_said():
    names = ("before", "between", "after", "later")
    counts = study([[moved(0.3 if t > 1 else 0)] for t in range(4)], 300, names, "wave")
    by_name = drift(counts, QUICK)
    assert by_name.order == "names"
    assert by_name.remarks[0].values["order"] == "after, before, between, later"
    said = drift(counts, QUICK, names)
    assert (said.order, said.periods) == ("given", names)
    assert (said.features[0].better.step.left, said.features[0].better.step.right) == ("between", "after")


@trials(max_examples=15, deadline=None)
@given(st.permutations(range(6)), st.integers(0, 5))
def test_the_order_of_the_rows_and_counting_in_two_parts_change_nothing(order, seed):
    rng = np.random.default_rng(seed)
    grid = rng.integers(0, 6, (6, 2, 6, 6))
    names = months(6)
    whole = drift(PairCounts(("A", "B"), grid, names, "month"), QUICK)
    shuffled = PairCounts(("A", "B"), grid[order], tuple(names[i] for i in order), "month")
    assert drift(shuffled, QUICK).rows() == whole.rows()
    assert drift(shuffled, QUICK).change_rows() == whole.change_rows()
    part = rng.integers(0, grid + 1)
    both = PairCounts(("A", "B"), part, names, "month") + PairCounts(("A", "B"), grid - part, names, "month")
    assert drift(both, QUICK).change_rows() == whole.change_rows()


def test_other_features_change_the_adjusted_p_alone():
    one, more = stepped(others=0), stepped(others=2)
    kept = CategoryCounts(("A",), more.counts[:, :1], more.segments, "month")
    alone, beside = drift(kept, QUICK).features[0].better, drift(more, QUICK).features[0].better
    assert one.features == ("A",)
    assert (alone.test, alone.step.size, alone.step.places) == (beside.test, beside.step.size, beside.step.places)
    assert alone.adjusted <= beside.adjusted


def test_where_nothing_changes_an_alarm_is_seldom_and_a_step_of_a_fifth_is_found():
    """Of 60 studies of 8 periods, 5 % would be 3; more than 8 would come by chance in one of 200 runs."""
    alarms = 0
    for seed in range(60):
        found = drift(study([[FLAT] * 3] * 8, 60, seed=seed), Settings(draws=600, seed=seed))
        alarms += any(side.change is not Change.NONE for f in found.features for side in f.sides)
    assert alarms <= 8
    hits = 0
    for seed in range(20):
        shares = [[moved(0.2 if t >= 4 else 0), FLAT, FLAT] for t in range(8)]
        found = drift(study(shares, 150, seed=seed), Settings(draws=600, seed=seed))
        hits += found.features[0].better.change is not Change.NONE
    assert hits >= 18


def test_the_record_holds_what_was_decided_and_is_plain_data():
    record = drift(stepped(), QUICK).conventions
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert record["adjustment"] == {
        "method": "holm",
        "family": "both tests of better and of worse of every feature",
        "tests": 12,
        "below": 0.05,
    }
    assert record["draws"]["number"] == 1200
    assert record["small"] == 0.05
    assert record["order"] == "time"
    assert {source["key"]: source["status"] for source in record["sources"]}["akaike1974"] == "unverified"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_change_is_said_in_every_language(lang):
    t, seen = catalogue(lang), set()
    made = [
        stepped(people=400),
        stepped(3, 1),
        study([[moved(0.28 * i / 11)] for i in range(12)], 4000),
        study(SLOW, 120),
        study([[moved(0.25 * (4 <= i < 8))] for i in range(12)], 20000),
        CategoryCounts(("A",), np.full((2, 1, 6), 10.0), months(2), "month", shares_only=True),
    ]
    for counts in made:
        found = drift(counts, QUICK)
        for feature in found.features:
            for side in feature.sides:
                text = sentence(found, side, t, feature.feature)
                assert "{" not in text
                assert t(f"column.{side.figure}") in text
                seen.add(side.change)
        assert len(told(found, t, {})) == sum(
            side.change not in (None, Change.NONE) for feature in found.features for side in feature.sides
        )
    assert seen == {None, *Change}
