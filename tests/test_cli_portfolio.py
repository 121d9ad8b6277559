"""`kano portfolio`: from the empty table to the plan, in every format, and in words when it cannot be."""

import csv
import io
import json
import os

import pytest

from kano.cli import main
from kano.i18n import LANGUAGES, catalogue
from kano.planning import plan_study
from kano.questionnaire import load
from kano.samples import FOLDER

FILE, PLAN = FOLDER / "hotpot.csv", FOLDER / "plans" / "hotpot-plan.csv"
ASKED = (FILE, "--questionnaire", "hotpot", "--plan", PLAN)


@pytest.fixture
def plan(tmp_path):
    """A plan file of these rows."""

    def write(text, name="plan.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_json_adds_up(data):
    made = data("portfolio", *ASKED, "--budget", "45", "--draws", "60")
    assert made["schema"] == "kano.portfolio/1"
    chosen = [step for step in made["steps"] if step["chosen"]]
    assert sum(step["cost"] for step in chosen) == made["chosen"]["cost"] <= 45
    for key, parts in (("delta", "delta"), ("dissatisfaction_removed",) * 2, ("satisfaction_added",) * 2):
        assert sum(step[parts] for step in chosen) == pytest.approx(made["chosen"][key])
    parts = made["chosen"]["dissatisfaction_removed"] + made["chosen"]["satisfaction_added"]
    assert made["chosen"]["delta"] == pytest.approx(parts)
    told = made["satisfaction"]
    assert told["after"] - told["today"] == pytest.approx(made["chosen"]["delta"])
    assert made["robust"]["delta"]["low"] < made["chosen"]["delta"] < made["robust"]["delta"]["high"]
    assert made["conventions"]["portfolio"]["robust"]["draws"] == 60
    assert {source["key"] for source in made["conventions"]["sources"]} >= {"berger1993", "nemhauser1969"}
    assert made["frontier"]["complete"]
    assert made["unit"] == "thousand a year"
    named = {step["feature"] for step in made["steps"]} | {left["feature"] for left in made["left_out"]["plan"]}
    assert named == {*load("hotpot").keys()}


def test_what_a_solver_prints_does_not_stand_in_the_result(capfd, monkeypatch):
    from kano.commands import portfolio as command

    def noisy(*given, **how):
        os.write(1, b"a line of the solver\n")
        return plan_study(*given, **how)

    monkeypatch.setattr(command, "plan_study", noisy)
    main(["portfolio", *map(str, ASKED), "--draws", "0", "--format", "json"])
    out, err = capfd.readouterr()
    assert json.loads(out)["schema"] == "kano.portfolio/1"
    assert "a line of the solver" in err


def test_basics_like_others_bring_more_and_the_difference_is_told(data):
    first = data("portfolio", *ASKED, "--budget", "20", "--draws", "0")
    plain = data("portfolio", *ASKED, "--budget", "20", "--draws", "0", "--basics", "like-others")
    assert first["robust"] is None
    assert first["basics_not_first"]["delta"] == pytest.approx(plain["chosen"]["delta"])
    assert plain["chosen"]["delta"] > first["chosen"]["delta"]
    assert plain["chosen"]["dissatisfaction_removed"] is not None


def test_the_csv_has_a_row_per_step_or_point(kano):
    _, out, _ = kano("portfolio", *ASKED, "--budget", "45", "--draws", "20", "--format", "csv")
    made = rows(out)
    assert len(made) == 21
    assert {row["chosen"] for row in made} == {"True", "False"}
    assert float(made[0]["share"]) <= 1
    _, out, _ = kano("portfolio", *ASKED, "--draws", "0", "--format", "csv", "--what", "frontier")
    points = rows(out)
    assert [float(p["delta"]) for p in points] == sorted(float(p["delta"]) for p in points)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_says_why_in_every_language(kano, lang):
    status, out, err = kano("portfolio", *ASKED, "--budget", "45", "--draws", "20", "--lang", lang)
    assert status == 0
    assert load("hotpot").labels(lang)["Valet parking"] in out
    assert catalogue(lang)("portfolio.move.better-more") in out
    assert "{" not in out
    assert "Traceback" not in err
    _, out, _ = kano("portfolio", *ASKED, "--draws", "0", "--what", "frontier", "--lang", lang)
    assert catalogue(lang)("portfolio.move.better-less") in out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_saved_table_is_filled_in_and_read_again(kano, data, tmp_path, lang):
    path = tmp_path / "plan.csv"
    status, out, _ = kano("portfolio", FILE, "--questionnaire", "hotpot", "--save", path, "--lang", lang)
    assert (status, out) == (0, "")
    table = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    table[1][1:3] = ["5", "0%"]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(table)
    made = data("portfolio", FILE, "--questionnaire", "hotpot", "--plan", path, "--draws", "0")
    assert [step["feature"] for step in made["steps"]] == [load("hotpot").keys()[0]]
    assert len(made["left_out"]["plan"]) == 19


def test_a_segment_is_planned_for_by_itself(data, kano):
    everyone = data("portfolio", *ASKED, "--draws", "0")
    part = data("portfolio", *ASKED, "--draws", "0", "--by", "visits", "--segment", _segment(data))
    assert part["chosen"]["delta"] != everyone["chosen"]["delta"]
    assert kano("portfolio", *ASKED, "--by", "visits")[0] == 2
    assert kano("portfolio", *ASKED, "--by", "visits", "--segment", "nobody")[0] == 2


def _segment(data):
    made = data("classify", FILE, "--questionnaire", "hotpot", "--by", "visits")
    return next(f["segment"] for f in made["features"] if f["segment"])


def test_importance_weighs_the_features(data):
    made = data("portfolio", *ASKED, "--draws", "0", "--weights", "importance")
    weights = made["conventions"]["portfolio"]["weights"]["values"]
    assert sum(weights.values()) == pytest.approx(len(weights))
    assert len(set(weights.values())) > 1


def test_published_counts_are_planned_without_pairs(data, kano, plan):
    file = FOLDER / "published" / "berger1993_fig7.csv"
    features = [f["feature"] for f in data("classify", file)["features"]]
    path = plan("feature,cost,now\n" + "".join(f'"{name}",{i + 1},0%\n' for i, name in enumerate(features)))
    made = data("portfolio", file, "--plan", path, "--budget", "6", "--draws", "40")
    assert made["chosen"]["cost"] <= 6
    assert made["robust"]["same"] > 0
    status, _, err = kano("portfolio", file, "--plan", path, "--weights", "importance")
    assert (status, "Nobody rated" in err) == (2, True)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("feature,cost\nnothing,1\n", ()),
        ("feature,price list\nValet parking,1\n", ()),
        ("feature,cost,now\nValet parking,1,50\nBirthday greeting,1,0.5\n", ()),
        ("feature,cost\nValet parking,\n", ()),
        ("feature,cost,now\nValet parking,1,0\n", ("--budget", "-1")),
        ('feature,cost\nValet parking,"1,200"\n', ()),
        ("\x00\x01", ()),
        ("", ()),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(kano, plan, text, options, lang):
    status, out, err = kano(
        "portfolio", FILE, "--questionnaire", "hotpot", "--plan", plan(text), "--lang", lang, *options
    )
    assert (status, out) == (2, "")
    assert "kano: " in err
    assert "{" not in err.splitlines()[-1]


def test_what_is_missing_is_said(kano, tmp_path):
    assert "--plan" in kano("portfolio", FILE, "--questionnaire", "hotpot")[2]
    assert kano("portfolio", *ASKED[:3], "--plan", tmp_path / "none.csv")[0] == 2
    assert kano("portfolio", FILE, "--questionnaire", "hotpot", "--save", FILE)[0] == 2
    assert kano("portfolio", *ASKED, "--budget", "nan")[0] == 2
    assert kano("portfolio", *ASKED, "--draws", "999999")[0] == 2
