"""`kano screen`, `kano classify --without-screened` and `kano compare` as other tools call them."""

import csv
import io
import json
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "sample_data"
HOTPOT = SAMPLES / "hotpot.csv"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    """Every command runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def people():
    with HOTPOT.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def written(name, rows):
    with Path(name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return name


# --- screen ---------------------------------------------------------------------------------------------------------


def test_flags_are_data_with_numbers_rules_and_evidence(data):
    found = data("screen", HOTPOT)
    assert found["schema"] == "kano.screening/1"
    assert found["conventions"]["screening"]["by_rule"]["straight_both"] == 6
    assert len(found["respondents"]) == 10
    flag = found["flags"][0]
    assert flag == {"respondent": 83, "rule": "straight_both", "evidence": flag["evidence"]}
    assert (flag["evidence"]["functional"], flag["evidence"]["pairs"]) == ("N", 19)
    assert found["left_out"]["respondents"] == 240
    assert "respondents_screened" not in found["left_out"]
    row = found["features"][0]
    assert row["everyone_n"] > row["rest_n"]
    assert set(found["changed"]) == {
        row["feature"] for row in found["features"] if row["category_changes"] or row["verdict_changes"]
    }


def test_named_rules_are_the_only_ones(data):
    found = data("screen", HOTPOT, "--rules", "reverse=0.7,straight-both")
    assert found["conventions"]["screening"]["rules"] == {"straight_both": 5, "reverse": 0.7, "control": []}
    assert {flag["rule"] for flag in found["flags"]} == {"straight_both", "reverse"}
    limits = data("screen", HOTPOT, "--rules", "expected=1e-40")
    assert {flag["rule"] for flag in limits["flags"]} == {"reverse"}


def test_a_control_feature_is_named_with_what_passes(data, kano):
    found = data("screen", HOTPOT, "--rules", "missing=1", "--control", "Apron for each guest=mo")
    assert {flag["evidence"]["passes"] for flag in found["flags"]} == {"MO"}
    assert found["findings"][-1]["code"] == "screening-many"
    for control, code in (
        ("Apron for each guest=XY", "names no control"),
        ("Apron", "no control"),
        ("Nil=R", "Known:"),
    ):
        status, _, err = kano("screen", HOTPOT, "--control", control)
        assert status == 2
        assert code in err


@pytest.mark.parametrize("rules", ["speling", "missing=2", "missing=0", "contradictory=1.5", "duplicate=x", "=3"])
def test_bad_rules_are_told(kano, rules):
    status, out, err = kano("screen", HOTPOT, "--rules", rules)
    assert (status, out) == (2, "")
    assert "Known:" in err or "threshold" in err


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_text_shows_rules_people_and_features(kano, lang):
    status, out, _ = kano("screen", HOTPOT, "--lang", lang)
    assert status == 0
    assert "Board games while waiting" in out
    assert "10" in out.splitlines()[0]


def test_csv_has_a_row_per_flag_or_per_feature(kano):
    _, out, _ = kano("screen", HOTPOT, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 10
    assert (rows[0]["respondent"], rows[0]["rule"], rows[0]["functional"]) == ("83", "straight_both", "N")
    _, out, _ = kano("screen", HOTPOT, "--format", "csv", "--what", "features")
    assert len(list(csv.DictReader(io.StringIO(out)))) == 20
    _, out, _ = kano("screen", HOTPOT, "--format", "csv", "--rules", "missing=1")
    assert out.startswith('"respondent","rule"')
    assert len(out.splitlines()) == 1


def test_durations_of_a_tool_are_used(data):
    rows = people()
    head, body = rows[0], rows[1:]
    seconds = ["20" if i == 7 else str(300 + i) for i in range(len(body))]
    timed = [[*head, "Duration (in seconds)"], *([*row, time] for row, time in zip(body, seconds, strict=True))]
    written("timed.csv", timed)
    found = data("screen", "timed.csv", "--rules", "speed")
    assert [flag["respondent"] for flag in found["flags"]] == [8]
    assert [source["status"] for source in found["conventions"]["screening"]["sources"]].count("unverified") == 1


def reversed_answers(name="turned.csv", swapped=True):
    """Codes 1 to 5 of people who like it and dislike its absence, read from the wrong end where `swapped`."""
    low, high = (5, 1) if swapped else (1, 5)
    rows = [[low + (0 if swapped else i % 2), high, *((2, 3) if i % 2 else (low, high))] for i in range(30)]
    return written(name, [["Speed_functional", "Speed_dysfunctional", "Care_functional", "Care_dysfunctional"], *rows])


def test_doubts_about_the_answers_are_reported(data, kano):
    found = data("screen", reversed_answers(), "--codes", "like-first", "--rules", "missing=1")
    assert "codes-reversed" in {finding["code"] for finding in found["findings"]}
    _, _, err = kano("screen", "turned.csv", "--codes", "like-first", "--rules", "missing=1")
    assert "wrong way round" in err


def test_counts_cannot_be_screened(kano):
    status, _, err = kano("screen", SAMPLES / "published/berger1993_fig7.csv")
    assert status == 2
    assert "nobody can be screened" in err


# --- classify without them ------------------------------------------------------------------------------------------


def test_classify_leaves_nobody_out_by_itself(data, kano):
    plain = data("classify", HOTPOT)
    assert plain["conventions"]["screening"] is None
    status, out, err = kano("classify", HOTPOT, "--rules", "missing", "--format", "json")
    assert (status, json.loads(out)["conventions"]["screening"]) == (0, None)
    assert "no effect without --without-screened" in err


def test_classify_without_the_flagged_says_so_everywhere(data, kano):
    plain, without = data("classify", HOTPOT), data("classify", HOTPOT, "--without-screened")
    assert without["conventions"]["screening"]["flagged"] == 10
    assert without["left_out"]["respondents_screened"]["respondents"] == 10
    assert all(a["n"] > b["n"] for a, b in zip(plain["features"], without["features"], strict=True))
    side = data("screen", HOTPOT)["features"]
    assert [row["rest_n"] for row in side] == [row["n"] for row in without["features"]]
    assert [row["rest_better"] for row in side] == [row["better"]["estimate"] for row in without["features"]]
    _, _, err = kano("classify", HOTPOT, "--without-screened", "--rules", "reverse=0.5")
    assert "4 of 240 people are in no number" in err


# --- compare --------------------------------------------------------------------------------------------------------


@pytest.fixture
def waves(tmp_path, monkeypatch):
    """Two files: the second lacks 30 people, is in another order, and one feature has become performance."""
    monkeypatch.chdir(tmp_path)
    rows = people()
    at = rows[0].index("Free refreshments while waiting_functional")
    later = [list(row) for row in rows[1:][30:]][::-1]
    for row in later[::2]:
        row[at : at + 2] = ["I like it that way", "I dislike it that way"]
    later[3][0] = ""
    return written("first.csv", rows), written("second.csv", [rows[0], *later])


def test_two_waves_of_other_people_with_the_life_cycle(data, waves):
    found = data("compare", *waves, "--as", "waves", "--names", "2024,2026")
    assert (found["schema"], found["names"]) == ("kano.comparison/1", ["2024", "2026"])
    moved = {row["feature"]: row["move"] for row in found["features"]}
    assert moved.pop("Free refreshments while waiting") == "along"
    assert set(moved.values()) <= {"unchanged", ""}
    assert found["conventions"]["people"] == "other"
    assert found["conventions"]["reading"]["sources"][0]["key"] == "kano2001"


def test_the_same_people_are_found_by_a_column_and_stay_nameless(kano, waves):
    status, out, err = kano("compare", *waves, "--same-people", "respondent", "--format", "json")
    assert status == 0, err
    found = json.loads(out)
    assert found["left_out"]["people_matched"] == {"matched": 209, "only_first": 31, "only_second": 0, "nameless": 1}
    changed = {row["feature"]: row["changed"] for row in found["features"]}
    assert changed.pop("Free refreshments while waiting") > 50
    assert set(changed.values()) == {0}
    assert "P101" not in out + err
    assert "209 people are in both" in err


def test_names_that_stand_twice_are_refused(kano, waves):
    rows = people()
    rows[2][0] = rows[1][0]
    status, _, err = kano("compare", written("twice.csv", rows), waves[1], "--same-people", "respondent")
    assert status == 2
    assert "P001" not in err
    assert "more than one person" in err


def test_the_team_beside_its_customers(kano, data, waves):
    found = data("compare", waves[0], waves[1], "--as", "team")
    row = next(row for row in found["features"] if row["feature"] == "Free refreshments while waiting")
    assert (row["gap"], row["team_better"], row["team_worse"]) == ("other", "under", "under")
    _, out, err = kano("compare", *waves, "--as", "team", "--names", "team,customers")
    assert "the team says excitement; customers say performance" in out
    assert "the answers as a whole differ" in err
    assert kano("compare", *waves, "--as", "team", "--same-people", "respondent")[0] == 2


def test_two_groups_of_one_file(kano, data):
    groups = ("--by", "visits", "--first", "Once a week or more", "--second", "Less than once a month")
    found = data("compare", HOTPOT, *groups)
    assert found["names"] == ["Once a week or more", "Less than once a month"]
    assert all(row["first_n"] < 120 for row in found["features"])
    assert len(found["source"]) == 1
    status, _, err = kano("compare", HOTPOT, "--by", "visits", "--first", "Never", "--second", "Once a week or more")
    assert status == 2
    assert "is no value of" in err


def test_both_sides_are_compared_without_whom_the_rules_flag_in_each(data, waves):
    found = data("compare", *waves, "--without-screened", "--rules", "straight-both", "--same-people", "respondent")
    assert [record["flagged"] for record in found["conventions"]["screening"]] == [6, 4]
    assert found["left_out"]["people_matched"]["matched"] == 203
    assert data("compare", *waves)["conventions"]["screening"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        (HOTPOT,),
        (HOTPOT, "--by", "visits"),
        (HOTPOT, HOTPOT, "--first", "a", "--second", "b"),
        (HOTPOT, HOTPOT, "--by", "visits", "--first", "a", "--second", "b"),
        (HOTPOT, HOTPOT, "--names", "one"),
        (HOTPOT, SAMPLES / "after-sales-zh.csv"),
        (SAMPLES / "published/berger1993_fig7.csv", HOTPOT, "--same-people", "respondent"),
    ],
)
def test_what_cannot_be_compared_is_told(kano, arguments):
    status, out, err = kano("compare", *arguments)
    assert (status, out) == (2, "")
    assert "kano: " in err


def test_a_file_beside_itself_differs_in_nothing(data):
    found = data("compare", HOTPOT, HOTPOT, "--as", "waves")
    assert {row["gap"] for row in found["features"]} <= {"same", "too close"}
    assert {row["better_gap"] for row in found["features"]} == {0}


def test_doubts_about_each_side_are_reported(data, kano):
    files = (reversed_answers("first.csv", False), reversed_answers("second.csv"))
    found = data("compare", *files, "--codes", "like-first")
    doubted = {(finding["code"], finding["side"]) for finding in found["findings"]}
    assert ("codes-reversed", "second") in doubted
    assert ("codes-reversed", "first") not in doubted
    _, _, err = kano("compare", *files, "--codes", "like-first", "--names", "2024,2026")
    assert "2026: More answers are reverse" in err


def test_a_group_that_classify_does_not_show_is_not_compared(data, kano):
    groups = ("--by", "visits", "--first", "Once a week or more", "--second", "Less than once a month")
    status, out, err = kano("compare", HOTPOT, *groups, "--least", "80")
    assert (status, out) == (2, "")
    pooled = "Once a week or more + One to three times a month + (blank)"
    assert f"“{pooled}”" in err
    found = data("compare", HOTPOT, *groups[:3], pooled, *groups[4:], "--least", "80")
    assert {(row["first_n"], row["better_gap"], row["gap"]) for row in found["features"]} == {(None, None, "")}
    assert {finding["side"] for finding in found["findings"] if finding["code"] == "feature-hidden"} == {None}


def test_csv_and_text_of_a_comparison(kano, waves):
    _, out, _ = kano("compare", *waves, "--as", "waves", "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(out)))) == 20
    _, out, err = kano("compare", *waves, "--as", "waves", "--lang", "zh-Hant")
    assert "由興奮型變為期望型" in out
    assert "兩次調查不能構成趨勢" in err
