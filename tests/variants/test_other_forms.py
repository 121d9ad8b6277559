"""Other forms beside the standard: the same people, the same segments, nothing of who is hidden."""

import json
from dataclasses import replace

import numpy as np
import pytest

from kano import Responses, classify
from kano.conventions import Settings
from kano.errors import KanoError
from kano.responses import Profile
from kano.variants.analytical import analytical
from kano.variants.importance import Scale
from kano.variants.levels import Levels
from kano.variants.other_forms import How, other_forms
from kano.variants.weighted import weighted


def survey(people=90, features=3):
    rng = np.random.default_rng(4)
    codes = [rng.integers(0, 6, (people, features)).astype(np.int8) for _ in range(2)]
    rated = np.where(rng.random((people, features)) < 0.1, np.nan, rng.integers(1, 10, (people, features)))
    branch = np.array([0] * 50 + [1] * (people - 53) + [2] * 3)
    names = tuple(f"Feature {f}" for f in range(features))
    return Responses(names, *codes, rated, {"branch": Profile(("North", "South", "Tiny"), branch)})


def test_everyone_is_as_each_form_says_alone():
    answers = survey()
    found = other_forms(answers, classify(answers.count())).of()
    assert [beside.vector for beside in found] == list(analytical(answers).features)
    assert [beside.weighted for beside in found] == list(weighted(answers).features)
    assert [beside.fuzzy.category for beside in found] == [beside.standard.category for beside in found]
    assert [beside.fuzzy.counts for beside in found] == [beside.standard.counts for beside in found]


def test_a_segment_is_its_people_and_small_ones_are_in_none():
    answers = survey()
    result = classify(answers.count("branch"))
    found = other_forms(answers, result, How(levels=Levels.III))
    assert {beside.standard.segment for beside in found.features} == {None, *set(result.counts.segments)}
    assert "Tiny" not in {beside.standard.segment for beside in found.features}
    north = answers.take(np.arange(50))
    assert [beside.vector for beside in found.of("North")] == list(analytical(north).features)
    assert sum(found.of("North")[0].levels.values()) == found.of("North")[0].standard.n


def test_small_segments_together_are_the_people_of_each():
    answers = survey()
    codes = np.repeat([0, 1, 2, 3], [len(answers) - 34, 4, 10, 20])
    answers = replace(answers, profiles={"branch": Profile(("North", "East", "West", "South"), codes)})
    result = classify(answers.count("branch"))
    pool = result.counts.segments[-1]
    assert (pool, result.together) == ("East + West", ("East", "West"))
    own = answers.take(np.flatnonzero(np.isin(codes, (1, 2))))
    assert [beside.vector for beside in other_forms(answers, result).of(pool)] == list(analytical(own).features)


def test_a_feature_that_few_of_a_segment_answered_is_in_no_form():
    answers = survey()
    functional = answers.functional.copy()
    functional[50:84, 1] = 0  # the few of South who answered it are hidden
    answers = replace(answers, functional=functional)
    found = other_forms(answers, classify(answers.count("branch")), How(levels=Levels.IV))
    hidden = [beside for beside in found.features if beside.standard.suppressed]
    assert hidden
    for row in [row for row in found.rows() if row["suppressed"]]:
        assert {key: row[key] for key in ("category", "analytical", "weighted", "fuzzy")} == dict.fromkeys(
            ("category", "analytical", "weighted", "fuzzy"), ""
        )
        figures = ("n", "x", "r", "alpha", "effective", "weighted_n", "analytical_n", "without_importance", "asc")
        assert {row[key] for key in (*figures, "scaled_better")} == {None}
        assert "A_high" not in row
    assert all(beside.weighted.mean_weight is None for beside in hidden)


def test_rows_are_plain_data():
    answers = survey()
    rows = other_forms(answers, classify(answers.count("branch")), How(levels=Levels.III)).rows()
    assert json.loads(json.dumps(rows, allow_nan=False))[0]["feature"] == "Feature 0"
    frame = other_forms(answers, classify(answers.count())).to_frame()
    assert len(frame) == 3


def test_without_importance_everybody_counts_alike_only_when_told_so():
    answers = replace(survey(), importance=None)
    result = classify(answers.count())
    with pytest.raises(KanoError) as problem:
        other_forms(answers, result)
    assert problem.value.code == "importance-missing"
    for beside in other_forms(answers, result, How(scale=Scale.EQUAL)).of():
        assert beside.weighted.category == beside.standard.category
        assert beside.weighted.probability == beside.standard.probability


def test_the_record_names_every_form_and_its_source():
    answers = survey()
    how = How(levels=Levels.III)
    record = other_forms(answers, classify(answers.count(), Settings(rule="blauth")), how).conventions
    assert set(record) == {"classification", "analytical", "weighted", "fuzzy", "indices", "levels"}
    assert record["weighted"]["rule"] == record["fuzzy"]["rule"] == "blauth"
    assert all(record[form]["sources"] for form in ("analytical", "weighted", "fuzzy", "levels"))


def test_who_said_an_importance_is_not_told_where_they_are_few():
    answers = survey()
    importance = np.array(answers.importance)
    importance[50:80, 0] = np.nan  # of South seven people are left, of whom three said no importance, or no pair
    importance[50:84, 1] = np.nan
    importance[52:54, 1] = 7.0  # two of South: North would give them away
    codes = np.array([0] * 50 + [1] * 40)
    answers = replace(answers, importance=importance, profiles={"branch": Profile(("North", "South"), codes)})
    result = classify(answers.count("branch"))
    found = other_forms(answers, result)
    few = {(b.standard.segment, b.standard.feature) for b in found.features if b.few_rated}
    given = ~np.isnan(importance) & (answers.functional > 0) & (answers.dysfunctional > 0)
    told = {s: given[codes == i].sum(axis=0) for i, s in enumerate(("North", "South"))}
    assert {f for s, f in few if s == "South"} == {f"Feature {i}" for i in range(3) if told["South"][i] < 5}
    assert ("North", "Feature 1") in few
    assert not any(b.few_rated for b in found.of())
    for row in [row for row in found.rows() if row["few_rated"]]:
        figures = ("analytical_n", "x", "y", "r", "weighted_n", "effective", "weighted_better", "scaled_better")
        assert {row[key] for key in (*figures, "without_importance", "weighted_probability")} == {None}
        assert (row["analytical"], row["weighted"]) == ("", "")
        assert row["category"]
        assert row["n"] >= 5
    said = {(f.values["segment"], f.feature) for f in found.findings if f.code == "importance-few"}
    assert said == few
    alike = other_forms(answers, result, How(scale=Scale.EQUAL))
    assert not any(beside.few_rated for beside in alike.features)


def test_a_scale_whose_end_nobody_gave_is_doubted():
    answers = survey()
    short = replace(answers, importance=np.where(answers.importance > 5, 5, answers.importance))
    result = classify(answers.count())
    assert not other_forms(answers, result).findings
    (said,) = other_forms(short, result).findings
    assert (said.code, said.values) == ("importance-top", {"high": "5", "top": 9})
    assert not other_forms(short, result, How(top=5)).findings
    assert not other_forms(short, result, How(scale=Scale.EQUAL)).findings
