"""The plan of a survey, and a survey in which nobody answers everything, from plan to analysis."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from kano import Responses, classify
from kano.conventions import Settings
from kano.features import build
from kano.fieldwork.allocation import features_for, versions
from kano.fieldwork.plan import Plan, aim, told
from kano.fieldwork.planner import expected, needed, of_lead
from kano.i18n import LANGUAGES, catalogue


def asked(features=12, each=None):
    return replace(build([{"en": f"Feature {i}"} for i in range(features)]), pairs_per_person=each)


def test_the_plan_tells_answers_and_people_for_every_aim():
    plan = Plan(asked(12, 6), None, needed(expected((0.4, 0.3, 0.2, 0.1))))
    rows = plan.rows()
    # method.md 6.4: .05 -> 385, .10 -> 97, .15 -> 43 answers; half of the features each, so twice the people
    assert [(row["answers"], row["people"]) for row in rows[:3]] == [(385, 770), (97, 194), (43, 86)]
    assert rows[3]["aim"] == "clear"
    assert rows[3]["people"] == 2 * rows[3]["answers"]
    assert [row["better_worse_within"] <= row["wanted"] for row in rows[:3]] == [True] * 3


def test_without_a_questionnaire_there_are_answers_and_no_people():
    assert {row["people"] for row in Plan().rows()} == {None}
    assert {row["aim"] for row in Plan().rows()} == {"half_width"}


def test_versions_decide_how_many_people_it_takes():
    plan = Plan(asked(20, 8), versions(20, 8, 4))
    assert plan.rows()[1]["people"] == plan.forms.people(97)
    assert min(plan.forms.answers(plan.rows()[1]["people"])) >= 97
    assert [finding.code for finding in plan.findings()] == ["versions-uneven"]
    assert not list(Plan(asked(20, 8), versions(20, 8)).findings())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_is_told_in_every_language(lang):
    t = catalogue(lang)
    for plan in (Plan(clear=needed(of_lead(0.3)), by_lead=True), Plan(clear=needed(expected((0.6, 0.3, 0.1))))):
        words = [*told(plan, t), *(aim(row, plan, t) for row in plan.rows())]
        assert len(words) == 3 + 4
        assert not any("plan." in text or "{" in text for text in words)


# --- a split design, from the plan to the results ----------------------------------------------------------------


def test_a_survey_in_which_each_answers_a_part_is_analysed_feature_by_feature():
    features, each, people = 11, 4, 130
    rng, seen = np.random.default_rng(1), np.zeros((people, features), dtype=bool)
    for person in range(people):
        seen[person, list(features_for(person, features, each, "survey"))] = True
    functional, dysfunctional = (np.where(seen, rng.integers(1, 6, seen.shape), 0).astype(np.int8) for _ in range(2))
    names = tuple(f"Feature {i}" for i in range(features))
    found = classify(Responses(names, functional, dysfunctional).count()).features
    assert [result.n for result in found] == seen.sum(axis=0).tolist()
    assert {result.n for result in found} == {47, 48}
    assert all(result.n + sum(result.left_out.values()) == people for result in found)
    assert all(result.left_out["both_missing"] == people - result.n for result in found)
    # Each feature is what it is among those who were asked it.
    for at, result in enumerate(found):
        alone = Responses((names[at],), *(side[seen[:, at]][:, [at]] for side in (functional, dysfunctional)))
        only = classify(alone.count()).features[0]
        assert (only.counts, only.category, only.probability) == (result.counts, result.category, result.probability)
        assert (only.better, only.worse) == (result.better, result.worse)


def test_a_file_of_such_a_survey_goes_through_the_command_line(kano, tmp_path):
    rng, features, letters = np.random.default_rng(2), 6, ["I like it", "I expect it", "I am neutral", "I dislike it"]
    head = [f"Feature {i}_{side}" for i in range(features) for side in ("functional", "dysfunctional")]
    rows = []
    for person in range(60):
        own = features_for(person, features, 4, "file")
        rows.append([rng.choice(letters) if column // 2 in own else "" for column in range(2 * features)])
    file = tmp_path / "split.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *rows])
    status, out, _ = kano("classify", file, "--format", "json")
    assert status == 0
    assert [feature["n"] for feature in json.loads(out)["features"]] == [40] * features


# --- kano plan --------------------------------------------------------------------------------------------------


def test_the_command_plans_a_template(kano):
    status, out, _ = kano("plan", "hotpot", "--shares", ".40,.30,.20,.10", "--pairs", "10", "--format", "json")
    data = json.loads(out)
    assert (status, data["schema"], data["features"], data["pairs_per_person"]) == (0, "kano.plan/1", 20, 10)
    assert data["minutes"] == 5
    assert data["expected"]["category"] == "A"
    need = data["needs"][-1]
    assert need["people"] == 2 * need["answers"]
    assert need["clear"] >= 0.8
    assert data["conventions"]["clear"]["clear"] == 0.975
    assert data["versions"] == data["findings"] == []


def test_the_wanted_certainty_is_the_threshold_of_the_verdict(kano):
    usual, less = (
        json.loads(kano("plan", "--lead", ".1", *more, "--format", "json")[1])["needs"][-1]
        for more in ([], ["--certainty", ".9"])
    )
    assert less["answers"] < usual["answers"]
    # method.md 6.4 at p1 = .55, p2 = .45: (1 - .01) / .01 times z^2, z = 1.2816
    assert less["formula"] == 163


def test_the_versions_are_written_as_a_table(kano):
    status, out, err = kano("plan", "hotpot", "--pairs", "8", "--versions", "5", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (status, err, len(rows)) == (0, "", 40)
    assert set(Counter(row["id"] for row in rows).values()) == {2}
    assert set(Counter(row["version"] for row in rows).values()) == {8}
    assert [row["position"] for row in rows[:8]] == [str(i) for i in range(1, 9)]


def test_what_is_uneven_or_out_of_reach_is_said(kano):
    assert "versions" in kano("plan", "hotpot", "--pairs", "8", "--versions", "3")[2]
    status, out, err = kano("plan", "--lead", ".02", "--format", "json")
    data = json.loads(out)
    assert (status, data["needs"][-1]["answers"], data["needs"][-1]["clear"]) == (0, None, None)
    assert [finding["code"] for finding in data["findings"]] == ["plan-beyond"]
    assert err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--pairs", "4"],
        ["--versions", "4"],
        ["nowhere.yaml"],
        ["hotpot", "--pairs", "3", "--versions", "2"],
        ["hotpot", "--pairs", "30", "--versions", "2"],
        ["--shares", ".4,.4,.2"],
        ["--shares", ".4,.4"],
        ["--shares", "1"],
        ["--lead", "0"],
        ["--lead", ".1", "--shares", ".6,.4"],
        ["--lead", ".1", "--chance", "0"],
        ["--lead", ".1", "--certainty", ".5"],
    ],
)
def test_what_cannot_be_planned_is_said_and_is_2(kano, arguments):
    status, out, err = kano("plan", *arguments)
    assert (status, out) == (2, "")
    assert err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plan_in_words_speaks_the_language(kano, lang):
    out = kano("plan", "hotpot", "--lead", ".3", "--lang", lang)[1]
    assert catalogue(lang)("plan.people") in out


def test_the_formula_is_told_of_the_rule_that_was_chosen():
    t = catalogue("en")
    said = {
        rule: told(Plan(clear=needed(expected((0.5, 0.2, 0.2, 0.1)), Settings(rule=rule), samples=500)), t)[-1]
        for rule in ("mode", "blauth")
    }
    assert said["mode"] != said["blauth"]
    assert "largest count" not in said["blauth"]
