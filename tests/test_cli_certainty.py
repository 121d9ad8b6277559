"""`kano certainty` as other tools call it."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest

from kano import Responses, read
from kano.cli import main
from kano.i18n import LANGUAGES, catalogue

ROOT = Path(__file__).parents[1]
HOTPOT, BERGER = str(ROOT / "sample_data/hotpot.csv"), str(ROOT / "sample_data/published/berger1993_fig7.csv")
SHARES = str(ROOT / "sample_data/published/sauerwein1996_fig10_11.csv")


def run(capsys, *arguments):
    status = main(["certainty", *arguments])
    return (status, *capsys.readouterr())


def loads(text):
    return json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


def test_json_keeps_its_contract(capsys):
    status, out, _ = run(capsys, HOTPOT, "--format", "json", "--more", "10,20,50")
    data = loads(out)
    assert status == 0
    assert data["schema"] == "kano.certainty/1"
    assert set(data) == {"schema", "source", "conventions", "features", "choices", "stable", "findings", "left_out"}
    assert len(data["features"]) == 20
    first = data["features"][0]
    assert set(first["more"]) == {"10", "20", "50"}
    assert set(first["shares"]) == set("AOMIRQ") == set(first["probabilities"])
    assert first["shares"]["O"]["low"] < first["counts"]["O"] / first["n"] < first["shares"]["O"]["high"]
    assert {"p", "p_adjusted", "z", "fong_significant", "needed", "people", "untested", "unsettled"} <= set(first)
    changing = {choice["feature"] for choice in data["choices"]}
    assert changing.isdisjoint(row["feature"] for row in data["stable"])
    assert len(changing) + len(data["stable"]) == 20


def test_csv_has_a_row_per_feature_or_per_choice(capsys):
    _, out, _ = run(capsys, HOTPOT, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 20
    assert {"category", "p_adjusted", "more_100", "needed", "A_low", "Q_high"} <= set(rows[0])
    _, out, _ = run(capsys, HOTPOT, "--format", "csv", "--what", "choices")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["choice"] for row in rows} <= {"table", "rule", "margin"}
    assert rows


def test_csv_of_choices_has_a_head_where_nothing_changes(capsys, tmp_path):
    (tmp_path / "sure.csv").write_text("feature,A,O,M,I,R,Q\nTea,90,1,0,2,0,0\n", encoding="utf-8")
    _, out, _ = run(capsys, str(tmp_path / "sure.csv"), "--format", "csv", "--what", "choices")
    assert out.strip() == '"feature","segment","category","choice","value","other","tied"'


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_names_leaders_test_and_people_in_every_language(lang, capsys):
    status, out, _ = run(capsys, BERGER, "--lang", lang)
    t = catalogue(lang)
    assert status == 0
    head = out.splitlines()[0]
    assert all(t(f"column.{key}") in head for key in ("leaders", "p_adjusted", "fong", "needed"))
    assert f"{t('type.O')} 21 : {t('type.M')} 1" in out
    assert t("cli.stable", n=6) in out


def test_segments_stand_in_every_table(capsys):
    _, out, _ = run(capsys, HOTPOT, "--by", "visits", "--format", "json")
    data = loads(out)
    assert {row["segment"] for row in data["features"]} > {None, "Once a week or more"}
    _, out, _ = run(capsys, HOTPOT, "--by", "visits")
    assert "Once a week or more" in out


def test_percentages_have_no_certainty_and_say_why(capsys):
    _, out, _ = run(capsys, SHARES, "--format", "json")
    for row in loads(out)["features"]:
        assert (row["untested"], row["unsettled"], row["shares"], row["more"]) == ("shares", "shares", None, None)
        assert (row["p"], row["verdict"], row["needed"]) == (None, None, None)


def test_a_part_of_the_features_needs_more_people(capsys):
    whole, part = (loads(run(capsys, HOTPOT, "--format", "json", *more)[1]) for more in ((), ("--asked", "5")))
    pairs = zip(whole["features"], part["features"], strict=True)
    needs = [(one["people"], other["people"]) for one, other in pairs if one["people"]]
    assert needs
    assert all(other == 4 * one for one, other in needs)


def test_who_is_screened_is_out_and_everyone_is_another_choice(capsys):
    _, out, err = run(capsys, HOTPOT, "--format", "json", "--without-screened")
    data = loads(out)
    assert {"what": "screening", "value": "with"} in data["conventions"]["sensitivity"]["choices"]
    assert data["conventions"]["classification"]["screening"]
    assert catalogue("en")("convention.screening") in err


def test_the_rule_and_the_margin_are_followed(capsys):
    _, out, _ = run(capsys, HOTPOT, "--format", "json", "--rule", "blauth", "--tie-margin", "0.05")
    record = loads(out)["conventions"]
    assert (record["settling"]["rule"], record["settling"]["tie_margin"]) == ("blauth", 0.05)
    assert record["sensitivity"]["chosen"]["margin"] == 0.05


@pytest.mark.parametrize("more", ["2000", "10,5000"])
def test_too_many_people_are_refused_in_words(more, capsys):
    status, out, err = run(capsys, HOTPOT, "--more", more)
    assert (status, out) == (2, "")
    assert "between 1 and 1000" in err


@pytest.mark.parametrize("option", [("--more", "0"), ("--more", "ten"), ("--asked", "0")])
def test_what_is_no_number_is_refused(option, capsys):
    with pytest.raises(SystemExit) as refusal:
        main(["certainty", HOTPOT, *option])
    assert refusal.value.code == 2
    assert "whole number" in capsys.readouterr().err


def test_nobody_is_asked_more_features_than_there_are(capsys):
    status, _, err = run(capsys, HOTPOT, "--asked", "21")
    assert status == 2
    assert "21 of 20" in err


def test_it_is_the_same_study_as_that_of_classify(capsys):
    _, out, _ = run(capsys, HOTPOT, "--format", "json")
    main(["classify", HOTPOT, "--format", "json"])
    classified = json.loads(capsys.readouterr().out)["features"]
    for row, other in zip(loads(out)["features"], classified, strict=True):
        assert (row["feature"], row["category"], row["counts"]) == (
            other["feature"],
            other["category"],
            other["counts"],
        )
        assert (row["verdict"], row["probabilities"]) == (other["verdict"], other["probability"])


def test_the_sample_has_people_and_not_counts():
    data = read(HOTPOT).data
    assert isinstance(data, Responses)
    assert np.isin(data.functional, range(6)).all()
