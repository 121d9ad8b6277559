"""The command line as other tools call it: its contract, its questions, and never a traceback."""

import csv
import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kano import __version__
from kano.questionnaire import load, parse

ROOT = Path(__file__).parents[1]

PEOPLE = """id,branch,Tea_functional,Tea_dysfunctional,Tea_importance,Wifi_functional,Wifi_dysfunctional
1,North,I like it,I dislike it,9 - Extremely important,I am neutral,I am neutral
2,South,I like it,I dislike it,7,I expect it,I dislike it
3,North,I like it,,6,I dislike it,I like it
4,South,I like it,I am neutral,8,I am neutral,I can tolerate it
"""
NUMBERS = "x_functional,x_dysfunctional\n" + "1,5\n" * 8 + "2,5\n1,3\n5,1\n3,3\n"
COUNTS = "feature,q,I,a,o,M,R\nTea,1,2,20,3,4,0\nWifi,0,30,1,2,3,4\n"
SHARES = "feature,A,O,M,I,R,Q\nTea,40.5,30,20,9.5,0,0\n"
GRID = "# mine\nQ A A A O\nR I I I M\nR I I I M\nR I I I M\nR R R R Q\n"
FILES = {"people.csv": PEOPLE, "numbers.csv": NUMBERS, "counts.csv": COUNTS, "shares.csv": SHARES, "grid.txt": GRID}


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    """Every command runs in a folder that holds the small files above."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")


def categories(result):
    return {feature["feature"]: feature["category"] for feature in result["features"] if feature["segment"] is None}


# classify


def test_the_json_of_classify_has_the_keys_of_the_contract(data):
    result = data("classify", "people.csv")
    assert {"schema", "conventions", "features", "findings", "left_out"} <= set(result)
    assert result["schema"] == "kano.classification/1"
    assert set(result["features"][0]) >= {
        *("feature", "segment", "n", "counts", "category", "tied", "verdict", "probability", "better", "worse"),
        *("category_strength", "total_strength", "continuous"),
    }
    tea = result["features"][0]
    assert list(tea["counts"]) == list(tea["probability"]) == ["A", "O", "M", "I", "R", "Q"]
    assert set(tea["better"]) == set(tea["worse"]) == {"estimate", "low", "high"}
    assert set(tea["continuous"]) >= {"x", "y", "sd_x", "sd_y", "n"}


def test_the_figures_of_classify_are_those_of_the_method(data):
    # Tea: O, O, -, A. Wifi: I, M, R, I.
    tea, wifi = data("classify", "people.csv")["features"]
    assert (tea["feature"], tea["segment"], tea["n"], tea["category"]) == ("Tea", None, 3, "O")
    assert tea["counts"] == {"A": 1, "O": 2, "M": 0, "I": 0, "R": 0, "Q": 0}
    assert tea["better"]["estimate"] == 1
    assert tea["worse"]["estimate"] == pytest.approx(-2 / 3)
    assert tea["worse"]["low"] < tea["worse"]["estimate"] < tea["worse"]["high"] < 0
    assert tea["category_strength"] == pytest.approx(100 / 3)
    assert tea["total_strength"] == pytest.approx(100)
    # DuMouchel, in Berger et al. (1993), p. 21: x = (4 + 4 + 0) / 3, y = 4.
    assert (tea["continuous"]["x"], tea["continuous"]["y"], tea["continuous"]["n"]) == (pytest.approx(8 / 3), 4, 3)
    assert sum(tea["probability"].values()) == pytest.approx(1)
    assert wifi["counts"] == {"A": 0, "O": 0, "M": 1, "I": 2, "R": 1, "Q": 0}
    assert wifi["total_strength"] == 25


def test_what_was_left_out_is_listed(data):
    left = data("classify", "people.csv")["left_out"]
    assert left["respondents"] == 4
    assert left["by_feature"]["Tea"]["dysfunctional_missing"] == 1
    assert left["pairs"] == 1
    assert left["columns"] == ["id"]


def test_undefined_is_null_and_never_zero(kano, data):
    Path("r.csv").write_text("x_fun,x_dys\nI dislike it,I like it\n", encoding="utf-8")
    feature = data("classify", "r.csv")["features"][0]
    assert (feature["category"], feature["better"]["estimate"], feature["worse"]["high"]) == ("R", None, None)
    assert "-" in kano("classify", "r.csv")[1].splitlines()[2]


def test_a_tie_is_reported_with_its_set(data):
    Path("t.csv").write_text("feature,A,O,M,I\nTea,5,5,2,1\nWifi,5,2,5,1\n", encoding="utf-8")
    tied = [(f["category"], f["tied"]) for f in data("classify", "t.csv")["features"]]
    assert tied == [("O", ["A", "O"]), ("M", ["A", "M"])]


def test_counts_in_any_order_and_case_are_classified_directly(data):
    result = data("classify", "counts.csv")
    assert categories(result) == {"Tea": "A", "Wifi": "I"}
    assert result["features"][0]["counts"] == {"A": 20, "O": 3, "M": 4, "I": 2, "R": 0, "Q": 1}
    assert (result["features"][0]["continuous"], result["conventions"]["evaluation_table"]) == (None, None)


def test_the_text_is_a_line_per_feature(kano):
    status, out, _ = kano("classify", "people.csv")
    lines = out.splitlines()
    assert (status, len(lines)) == (0, 4)
    assert lines[0].split()[:3] == ["feature", "n", "category"]
    assert lines[2].startswith("Tea")
    assert "performance (one-dimensional)" in lines[2]


def test_the_csv_holds_the_same_figures(kano, data):
    _, out, _ = kano("classify", "people.csv", "--format", "csv")
    row = next(csv.DictReader(io.StringIO(out)))
    tea = data("classify", "people.csv")["features"][0]
    assert (row["feature"], row["category"], row["n"], row["O"]) == ("Tea", "O", "3", "2")
    assert float(row["worse_low"]) == tea["worse"]["low"]
    assert float(row["x"]) == tea["continuous"]["x"]


def test_by_a_column_gives_everyone_first_and_then_each_value(data):
    result = data("classify", "people.csv", "--by", "branch", "--least", "1")
    assert [(f["segment"], f["n"]) for f in result["features"]] == [
        (None, 3), (None, 4), ("North", 1), ("North", 2), ("South", 2), ("South", 2),
    ]  # fmt: skip
    assert result["conventions"]["segments"] == "branch"


def test_by_a_column_that_is_not_there_names_those_that_are(kano):
    status, out, err = kano("classify", "people.csv", "--by", "town")
    assert (status, out) == (2, "")
    assert "“town”" in err
    assert "branch" in err


def test_by_a_column_that_was_dropped_uses_it_and_does_not_call_it_unused(kano, data):
    assert [f["segment"] for f in data("classify", "people.csv", "--by", "id", "--least", "1")["features"]][2::2] == [
        "1",
        "2",
        "3",
        "4",
    ]
    assert "not used" not in kano("classify", "people.csv", "--by", "id", "--least", "1")[2]


@pytest.mark.parametrize(("table", "questionable"), [("standard", 0), ("pouliot", 1), ("grid.txt", 0)])
def test_the_evaluation_table_is_chosen_by_name_or_file_and_named(data, table, questionable):
    Path("e.csv").write_text("x_fun,x_dys\nI expect it,I expect it\n", encoding="utf-8")
    result = data("classify", "e.csv", "--table", table)
    assert result["features"][0]["counts"]["Q"] == questionable
    assert result["conventions"]["evaluation_table"]["name"] == table


def test_the_three_level_table_reads_three_numbers(data):
    Path("three.csv").write_text("x_fun,x_dys\n" + "1,3\n" * 10 + "2,3\n" * 11, encoding="utf-8")
    result = data("classify", "three.csv", "--table", "three-level", "--codes", "like-first")
    assert result["features"][0]["counts"] == {"A": 0, "O": 10, "M": 11, "I": 0, "R": 0, "Q": 0}


def test_the_rule_is_chosen_and_named(data):
    # Berger et al. (1993), p. 13: 19/18/18/20/2/3 is I by the mode, and A by (O+A+M) > (I+R+Q).
    Path("cr1.csv").write_text("feature,A,O,M,I,R,Q\nCR1,19,18,18,20,2,3\n", encoding="utf-8")
    assert categories(data("classify", "cr1.csv")) == {"CR1": "I"}
    blauth = data("classify", "cr1.csv", "--rule", "blauth")
    assert (categories(blauth), blauth["conventions"]["rule"]) == ({"CR1": "A"}, "blauth")


def test_the_same_seed_gives_the_same_file_and_another_gives_other_draws(kano):
    first = kano("classify", "people.csv", "--format", "json")[1]
    assert kano("classify", "people.csv", "--format", "json")[1] == first
    other = kano("classify", "people.csv", "--format", "json", "--seed", 7)[1]
    assert json.loads(other)["conventions"]["certainty"]["seed"] == 7
    assert json.loads(other)["features"][0]["probability"] != json.loads(first)["features"][0]["probability"]


def test_percentages_get_their_people_from_an_option(kano, data):
    assert data("classify", "shares.csv")["features"][0]["verdict"] is None
    assert "--n" in kano("classify", "shares.csv")[2]
    given = data("classify", "shares.csv", "--n", 400)["features"][0]
    assert (given["n"], given["verdict"], given["counts"]["A"]) == (400, "clear", 162)


def test_every_file_that_is_asked_for_is_written_and_said(kano, data):
    names = ["a.json", "a.csv", "a.xlsx", "a.zip"]
    status, _, err = kano("classify", "people.csv", "--out", *names)
    assert status == 0
    assert [line for line in err.splitlines() if line.startswith("wrote")] == [f"wrote {name}" for name in names]
    assert [Path(name).read_bytes()[:2] for name in names] == [b"{\n", b"\xef\xbb", b"PK", b"PK"]
    written = json.loads(Path("a.json").read_text(encoding="utf-8"))
    assert written["classification"] == data("classify", "people.csv")
    assert len(written["curves"]) == 2


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_remarks_are_made_in_the_language_that_is_asked_for_and_codes_stay_codes(kano, lang):
    status, out, err = kano("classify", "people.csv", "--lang", lang, "--format", "json")
    assert (status, json.loads(out)["features"][0]["category"]) == (0, "O")
    assert ("respondents" in err) == (lang == "en")


# nothing is guessed silently


def test_what_was_taken_for_what_is_said_on_standard_error_and_not_on_standard_output(kano):
    status, out, err = kano("classify", "people.csv", "--format", "json")
    assert status == 0
    said = err.splitlines()
    assert said[0] == "- 2 pairs were recognised by the names of their columns; 4 respondents."
    assert "- Columns not used: id." in said
    assert any(line.strip().startswith("like = “") for line in said)
    assert not set(said) & set(out.splitlines())
    assert json.loads(out)["schema"]


@pytest.mark.parametrize("command", ["classify", "curves"])
def test_numbers_without_a_direction_stop_with_the_question(kano, command):
    status, out, err = kano(command, "numbers.csv")
    assert (status, out) == (2, "")
    assert "--codes like-first" in err
    assert "--codes dislike-first" in err
    assert "“1” × 10" in err


def test_the_two_directions_mirror_each_other_and_the_reversed_one_is_flagged(data):
    right = data("classify", "numbers.csv", "--codes", "like-first")
    wrong = data("classify", "numbers.csv", "--codes", "dislike-first")
    assert right["features"][0]["counts"] == {"A": 1, "O": 8, "M": 1, "I": 1, "R": 1, "Q": 0}
    assert wrong["features"][0]["counts"] == {"A": 0, "O": 1, "M": 0, "I": 1, "R": 10, "Q": 0}
    assert "codes-reversed" not in [finding["code"] for finding in right["findings"]]
    flagged = next(finding for finding in wrong["findings"] if finding["code"] == "codes-reversed")
    assert "wrong way round" in flagged["message"]


def test_an_unknown_answer_stops_with_its_number_and_never_counts_as_questionable(kano):
    Path("u.csv").write_text("x_fun,x_dys\nI like it,meh\nI like it,I dislike it\n", encoding="utf-8")
    status, out, err = kano("classify", "u.csv")
    assert (status, out) == (2, "")
    assert "“meh” × 1" in err
    assert "--mapping" in err


def test_a_question_is_answered_with_a_mended_mapping(kano, data):
    Path("u.csv").write_text("x_fun,x_dys\nI like it,meh\nI like it,I dislike it\n", encoding="utf-8")
    status, _, err = kano("inspect", "u.csv", "--save", "m.yaml")
    assert (status, err) == (0, "wrote m.yaml\n")
    saved = Path("m.yaml").read_text(encoding="utf-8")
    assert saved.startswith("# ? These answers are not known: “meh” × 1")
    assert kano("classify", "u.csv", "--mapping", "m.yaml")[0] == 2
    Path("m.yaml").write_text(saved.replace("meh: '?'", "meh: W"), encoding="utf-8")
    assert data("classify", "u.csv", "--mapping", "m.yaml")["features"][0]["counts"]["A"] == 1


@pytest.mark.parametrize("name", ["people.csv", "counts.csv"])
def test_a_saved_mapping_gives_the_same_result_without_a_remark(kano, name):
    kano("inspect", name, "--save", "m.yaml")
    status, out, err = kano("classify", name, "--mapping", "m.yaml", "--format", "json")
    assert (status, "recognised" in err) == (0, False)
    assert out == kano("classify", name, "--format", "json")[1]


def test_the_order_of_unnamed_columns_is_asked(kano):
    Path("q.csv").write_text("Q1,Q2\nI like it,I dislike it\nI like it,I am neutral\n", encoding="utf-8")
    status, _, err = kano("classify", "q.csv")
    assert status == 2
    assert "“Q1” (with the feature) and “Q2” (without it)" in err


def test_a_guessed_encoding_is_asked_about_and_answered_with_an_option(kano):
    Path("g.csv").write_bytes("热毛巾_正向,热毛巾_反向\n1,5\n1,4\n2,5\n".encode("gb18030"))
    assert kano("classify", "g.csv", "--codes", "like-first")[0] == 2
    status, out, _ = kano("classify", "g.csv", "--codes", "like-first", "--encoding", "gb18030", "--format", "json")
    assert (status, json.loads(out)["features"][0]["feature"]) == (0, "热毛巾")


def test_columns_are_recognised_by_the_questionnaire_that_asked_them(kano):
    feature = load("hotpot").features[0]
    head = f'"{feature.functional["zh-Hans"]}","{feature.dysfunctional["zh-Hans"]}"'
    Path("form.csv").write_text(f"{head}\n我很喜欢,我很不喜欢\n", encoding="utf-8")
    status, out, err = kano("classify", "form.csv", "--questionnaire", "hotpot", "--lang", "zh-Hans")
    assert (status, "问卷" in err) == (0, True)
    assert feature.name["zh-Hans"] in out


# curves


def test_the_json_of_curves_has_the_keys_of_the_contract(data):
    result = data("curves", "people.csv")
    assert result["schema"] == "kano.curves/1"
    tea = result["features"][0]
    assert {"fulfilment", "classic", "blended", "low", "high", "category"} <= set(tea)
    assert {len(tea[key]) for key in ("fulfilment", "classic", "blended", "low", "high")} == {21}
    assert tea["fulfilment"][::10] == [0, 0.5, 1]


def test_curves_run_from_worse_to_better_exactly(data):
    tea, figures = data("curves", "people.csv")["features"][0], data("classify", "people.csv")["features"][0]
    for name in ("classic", "blended"):
        assert (tea[name][0], tea[name][-1]) == (figures["worse"]["estimate"], figures["better"]["estimate"])


def test_curves_of_percentages_have_no_band_and_undefined_ones_are_null(data):
    assert data("curves", "shares.csv")["features"][0]["low"] is None
    Path("r.csv").write_text("x_fun,x_dys\nI dislike it,I like it\n", encoding="utf-8")
    reverse = data("curves", "r.csv")["features"][0]
    assert (reverse["classic"], reverse["blended"], reverse["category"]) == (None, None, "R")


def test_curves_as_text_and_csv(kano):
    status, out, _ = kano("curves", "people.csv")
    assert (status, "x = 0.25" in out.splitlines()[0]) == (0, True)
    assert "(no curve in the source)" in next(line for line in out.splitlines() if line.startswith("Wifi"))
    rows = list(csv.DictReader(io.StringIO(kano("curves", "people.csv", "--format", "csv")[1])))
    assert (len(rows), rows[20]["fulfilment"], rows[20]["classic"]) == (42, "1.0", "1.0")


# inspect


def test_inspect_says_what_was_recognised_and_changes_nothing(kano):
    status, out, _ = kano("inspect", "people.csv")
    assert status == 0
    for text in ("layout: wide", "encoding: utf-8", "respondents: 4", "Tea_dysfunctional", "I can tolerate it"):
        assert text in out


def test_the_json_of_inspect(data):
    result = data("inspect", "people.csv")
    assert result["features"][0] == {
        "feature": "Tea",
        "functional": "Tea_functional",
        "dysfunctional": "Tea_dysfunctional",
        "importance": "Tea_importance",
    }
    assert {row["answer"]: (row["means"], row["count"]) for row in result["answers"]}["I like it"] == ("L", 5)
    assert (result["layout"], result["respondents"], result["segments"]) == ("wide", 4, ["branch"])
    assert (result["unresolved"], result["dropped"]) == ([], ["id"])


def test_inspect_lists_open_questions_and_still_ends_well(kano, data):
    assert [q["question"] for q in data("inspect", "numbers.csv")["unresolved"]] == ["code-direction"]
    assert "Open questions" in kano("inspect", "numbers.csv")[1]


def test_inspect_of_counts_names_the_features(data):
    result = data("inspect", "counts.csv")
    assert (result["layout"], [f["feature"] for f in result["features"]]) == ("counts", ["Tea", "Wifi"])


# pairs and lint


def test_pairs_from_a_list_are_numbered_and_end_with_the_answers(kano):
    Path("f.txt").write_text("- Hot towels\n2. Free parking\n", encoding="utf-8")
    status, out, _ = kano("pairs", "f.txt")
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == "F01a If the service includes “Hot towels”, how do you feel?"
    assert lines[1] == "F01b If the service does not include “Hot towels”, how do you feel?"
    assert lines[2].startswith("F01i How important is “Hot towels”")
    assert lines[4].startswith("F02a")
    assert "I like it that way / It must be that way" in lines[-1]


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_pairs_of_a_template_are_shown_in_each_language(kano, lang):
    status, out, _ = kano("pairs", "hotpot", "--lang", lang)
    assert status == 0
    assert all(f.functional[lang] in out and f.dysfunctional[lang] in out for f in load("hotpot").features)
    assert "unctional" not in out


def test_pairs_are_saved_as_a_questionnaire_that_recognises_its_own_answers(kano):
    Path("f.txt").write_text("Hot towels | 热毛巾 | 熱毛巾\n", encoding="utf-8")
    status, _, err = kano("pairs", "f.txt", "--out", "q.yaml")
    assert (status, err) == (0, "wrote q.yaml\n")
    saved = parse(Path("q.yaml").read_text(encoding="utf-8"), "q.yaml")
    assert saved.features[0].name == {"en": "Hot towels", "zh-Hans": "热毛巾", "zh-Hant": "熱毛巾"}
    assert kano("pairs", "q.yaml", "--lang", "zh-Hant")[1].startswith("F01a 如果服務中包含「熱毛巾」")


def test_a_list_in_another_encoding_is_read_and_the_guess_is_said(kano):
    Path("f.txt").write_bytes("热毛巾\n免费停车\n".encode("gb18030"))
    status, out, err = kano("pairs", "f.txt", "--lang", "zh-Hans")
    assert (status, "“热毛巾”" in out) == (0, True)
    assert "gb18030" in err


def test_lint_ends_with_two_when_it_finds_something_and_with_zero_when_not(kano):
    Path("f.txt").write_text("Fast towels | 毛巾 | 毛巾\n", encoding="utf-8")
    status, out, err = kano("lint", "f.txt")
    assert (status, err) == (2, "findings: 1\n")
    assert "“fast”" in out
    assert kano("lint", "hotpot") == (0, "", "findings: 0\n")


# bad input: status 2 and words, never a traceback


@pytest.fixture
def bad():
    """Files that are wrong in one way each."""
    Path("junk.bin").write_bytes(random.Random(1).randbytes(4000))
    Path("zeros.bin").write_bytes(b"\x00a\x00b\x00")
    Path("broken.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 300)
    Path("grid-bad.txt").write_text(GRID.replace("O", "X", 1), encoding="utf-8")
    Path("grid-short.txt").write_text("Q A\nR Q\n", encoding="utf-8")
    Path("bad.yaml").write_text("a: [", encoding="utf-8")
    Path("deep.yaml").write_text("[" * 50_000, encoding="utf-8")
    Path("date.yaml").write_text("a: 2024-99-99", encoding="utf-8")
    Path("other.yaml").write_text("format: kano.mapping/1\npairs: 5\n", encoding="utf-8")
    Path("long.yaml").write_text("format: kano.mapping/1\nlayout: long\n", encoding="utf-8")
    Path("column.yaml").write_text(
        "format: kano.mapping/1\npairs: [{feature: a, functional: b, dysfunctional: c}]\n", encoding="utf-8"
    )
    Path("ragged.csv").write_text("x_fun,x_dys\nlike,dislike\nlike\n", encoding="utf-8")
    Path("plain.csv").write_text("date,amount\nMonday,3\n", encoding="utf-8")
    Path("empty.csv").write_text("", encoding="utf-8")
    Path("twice.csv").write_text("feature,A,O,M,I\nTea,1,2,3,4\nTea,1,2,3,4\n", encoding="utf-8")
    Path("cell.csv").write_text("feature,A,O,M,I\nTea,1,x,3,4\n", encoding="utf-8")
    Path("mac.csv").write_text("x_fun,x_dys\rlike,dislike\rmeh,like\r", encoding="utf-8")
    Path("folder").mkdir()


@pytest.mark.usefixtures("bad")
@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("classify none.csv", "none.csv"),
        ("classify folder", "folder"),
        ("classify junk.bin", "junk.bin"),
        ("classify broken.xlsx", "broken.xlsx"),
        ("classify ragged.csv", "row 3"),
        ("classify plain.csv", "date; amount"),
        ("classify empty.csv", "empty.csv"),
        ("classify twice.csv", "Tea"),
        ("classify cell.csv", "Column “O”, row “Tea”"),
        ("classify mac.csv", "“meh” × 1"),
        ("classify people.csv --table none.txt", "none.txt"),
        ("classify people.csv --table folder", "folder"),
        ("classify people.csv --table grid-bad.txt", "row 1, column 5"),
        ("classify people.csv --table grid-short.txt", "grid-short.txt"),
        ("classify people.csv --table three-level", "three-level"),
        ("classify people.csv --mapping none.yaml", "none.yaml"),
        ("classify people.csv --mapping folder", "folder"),
        ("classify people.csv --mapping junk.bin", "junk.bin"),
        ("classify people.csv --mapping bad.yaml", "bad.yaml"),
        ("classify people.csv --mapping deep.yaml", "deep.yaml"),
        ("classify people.csv --mapping date.yaml", "date.yaml"),
        ("classify people.csv --mapping other.yaml", "other.yaml"),
        ("classify people.csv --mapping long.yaml", "columns.respondent"),
        ("classify people.csv --mapping column.yaml", "“b”"),
        ("classify people.csv --questionnaire bad.yaml", "bad.yaml"),
        ("classify people.csv --questionnaire folder", "folder"),
        ("classify people.csv --questionnaire deep.yaml", "deep.yaml"),
        ("classify people.csv --questionnaire date.yaml", "date.yaml"),
        ("classify people.csv --encoding klingon", "klingon"),
        ("classify people.csv --out folder/none/a.json", "a.json"),
        ("classify people.csv --out folder", "folder"),
        ("classify people.csv --out a.odp", ".odp"),
        ("classify counts.csv --by town", "town"),
        ("curves none.csv", "none.csv"),
        ("curves people.csv --out a.odt", ".odt"),
        ("inspect none.csv", "none.csv"),
        ("inspect folder", "folder"),
        ("inspect junk.bin", "junk.bin"),
        ("inspect people.csv --save folder/none/m.yaml", "m.yaml"),
        ("inspect people.csv --save folder", "folder"),
        ("pairs none.txt", "none.txt"),
        ("pairs none.yaml", "none.yaml"),
        ("pairs folder", "folder"),
        ("pairs zeros.bin", "zeros.bin"),
        ("pairs bad.yaml", "bad.yaml"),
        ("pairs empty.csv", "one feature per line"),
        ("pairs hotpot --out folder/none/q.yaml", "q.yaml"),
        ("lint none.yaml", "none.yaml"),
        ("lint deep.yaml", "deep.yaml"),
        ("lint zeros.bin", "zeros.bin"),
    ],
)
def test_bad_input_ends_with_two_and_words_that_name_it(kano, command, named):
    status, out, err = kano(*command.split())
    assert status == 2
    assert "kano: " in err
    assert named in err
    if "--out" not in command and "--save" not in command:
        assert out == ""


@pytest.mark.parametrize(
    "command",
    [
        "",
        "nonsense",
        "classify",
        "classify people.csv --rule best",
        "classify people.csv --codes upwards",
        "classify people.csv --seed -1",
        "classify people.csv --seed x",
        "classify shares.csv --n 0",
        "classify shares.csv --n ²",
        "classify people.csv --format xml",
        "classify people.csv --lang fr",
        "inspect people.csv --format csv",
        "app --port x",
    ],
)
def test_a_command_that_does_not_exist_ends_with_two_and_the_usage(kano, command):
    status, out, err = kano(*command.split())
    assert (status, out) == (2, "")
    assert err.startswith("usage: kano")


def test_a_name_that_is_no_text_is_still_named(kano):
    status, _, err = kano("classify", "\udcff.csv")
    assert (status, "\\udcff.csv" in err) == (2, True)
    assert kano("classify", "people.csv", "--by", "\udcff")[0] == 2


@pytest.mark.skipif(os.name == "nt", reason="file names are text on this system")
def test_a_file_whose_name_is_no_text_is_read_and_written_about(kano):
    os.rename(b"people.csv", b"\xff.csv")  # noqa: PTH104
    status, out, _ = kano("classify", "\udcff.csv", "--format", "json", "--out", "a.json", "a.xlsx")
    assert (status, json.loads(out)["source"]["file"]) == (0, ".csv")


def test_random_files_never_end_in_a_traceback(kano):
    random_bytes = random.Random(7)
    whole = PEOPLE.encode()
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(random_bytes.randint(1, 6)):
            broken[random_bytes.randrange(len(broken))] = random_bytes.randrange(256)
        Path("b.csv").write_bytes(bytes(broken))
        assert kano("inspect", "b.csv")[0] in (0, 2)
        assert kano("classify", "b.csv", "--format", "csv")[0] in (0, 2)


# the program itself


def test_the_version_is_told(kano):
    assert kano("--version") == (0, f"kano {__version__}\n", "")


@pytest.mark.parametrize("command", ["classify", "curves", "inspect", "pairs", "lint", "app"])
def test_every_command_has_help(kano, command):
    status, out, _ = kano(command, "--help")
    assert (status, out.startswith(f"usage: kano {command}")) == (0, True)


def test_app_serves_the_page_on_the_port_that_is_asked_for(kano, monkeypatch):
    started = []

    def serve(command, **_):
        started.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", serve)
    assert kano("app", "--port", 8600)[0] == 3
    assert started[0][1:4] == ["-m", "streamlit", "run"]
    assert Path(started[0][4]).is_file()
    assert started[0][-2:] == ["--server.port", "8600"]


def test_python_m_kano_is_the_same_program():
    command = [sys.executable, "-m", "kano"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    options = {"capture_output": True, "encoding": "utf-8", "env": environment, "check": False}
    done = subprocess.run([*command, "classify", "people.csv", "--lang", "zh-Hans"], **options)
    assert (done.returncode, "期望型" in done.stdout) == (0, True)
    asked = subprocess.run([*command, "classify", "numbers.csv"], **options)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr.splitlines()[-1].startswith("Answer with an option")


def test_a_direction_against_the_mapping_is_refused(kano):
    Path("numbers.csv").write_text("x_functional,x_dysfunctional\n1,5\n2,4\n", encoding="utf-8")
    assert kano("inspect", "numbers.csv", "--codes", "like-first", "--save", "m.yaml")[0] == 0
    assert kano("classify", "numbers.csv", "--mapping", "m.yaml")[0] == 0
    status, _, err = kano("classify", "numbers.csv", "--mapping", "m.yaml", "--codes", "dislike-first")
    assert (status, "like-first" in err, "dislike-first" in err) == (2, True, True)


def test_curves_carry_the_same_findings_as_the_classification(kano):
    Path("r.csv").write_text("x_functional,x_dysfunctional\n" + "1,5\n" * 9, encoding="utf-8")
    status, out, err = kano("curves", "r.csv", "--codes", "dislike-first", "--format", "json")
    assert status == 0
    assert "codes-reversed" in [finding["code"] for finding in json.loads(out)["findings"]]
    assert "the wrong way round" in err


def test_the_input_is_never_overwritten(kano):
    before = Path("people.csv").read_bytes()
    assert kano("classify", "people.csv", "--out", "people.csv")[0] == 2
    assert Path("people.csv").read_bytes() == before


def test_one_of_several_sheets_is_asked_for(kano):
    import xlsxwriter

    with xlsxwriter.Workbook("two.xlsx") as book:
        for name in ("About", "Answers"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["x_functional", "x_dysfunctional"])
            sheet.write_row(1, 0, ["I like it", "I dislike it"])
    status, _, err = kano("classify", "two.xlsx")
    assert (status, "About" in err, "--sheet" in err) == (2, True, True)
    assert kano("classify", "two.xlsx", "--sheet", "Answers")[0] == 0
    assert kano("classify", "two.xlsx", "--sheet", "Nowhere")[0] == 2


def test_a_questionnaire_that_matches_nothing_is_said_not_to_be_used(kano):
    status, _, err = kano("classify", "people.csv", "--questionnaire", "airline")
    assert (status, "it is not used" in err) == (0, True)


def test_options_about_answers_are_said_to_be_unused_for_counts(kano):
    Path("c.csv").write_text("feature,A,O,M,I\nTea,1,2,3,4\n", encoding="utf-8")
    status, _, err = kano("classify", "c.csv", "--codes", "like-first", "--table", "pouliot")
    assert (status, "--codes is not used" in err, "--table is not used" in err) == (0, True, True)
    assert "is not used" not in kano("classify", "c.csv")[2]


def test_the_people_behind_a_feature_are_rows_without_names(kano, data):
    found = data("people", "people.csv", "--feature", "Tea", "--by", "branch")
    assert [(p["respondent"], p["functional"], p["dysfunctional"], p["category"]) for p in found["people"]] == [
        (1, "L", "D", "O"), (2, "L", "D", "O"), (3, "L", "", ""), (4, "L", "N", "A"),
    ]  # fmt: skip
    assert all(person["branch"] is None for person in found["people"])
    status, out, _ = kano("people", "people.csv", "--feature", "Tea", "--format", "csv")
    assert (status, len(list(csv.DictReader(io.StringIO(out))))) == (0, 4)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("people.csv", "--feature", "Juice"), "Juice"),
        (("people.csv", "--feature", "Tea", "--by", "branch", "--segment", "North"), "North"),
        (("counts.csv", "--feature", "Tea"), "counts.csv"),
    ],
)
def test_no_people_are_shown_that_are_not_there_or_too_few(kano, arguments, said):
    status, out, err = kano("people", *arguments)
    assert (status, out) == (2, "")
    assert said in err
