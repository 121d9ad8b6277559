"""`kano segments` and `kano groups` as other tools call them."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from kano.i18n import LANGUAGES

SAMPLES = Path(__file__).parents[1] / "sample_data"
HOTPOT, BERGER = SAMPLES / "hotpot.csv", SAMPLES / "published" / "berger1993_fig7.csv"
COUNTS = """feature,who,A,O,M,I,R,Q
Tea,young,60,5,5,10,0,0
Tea,old,5,5,60,10,0,0
Tea,few,1,1,1,0,0,0
Tea,odd,2,1,1,0,0,0
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    """Every command runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    Path("counts.csv").write_text(COUNTS, encoding="utf-8")


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_segments_says_every_question_and_names_what_hides_two_peaks(kano):
    status, out, _ = kano("segments", HOTPOT)
    assert status == 0
    assert "visits" in out
    assert "Staffed children's corner: indifferent for everyone together, but basic for “With family" in out


def test_json_holds_the_whole_comparison(data):
    found = data("segments", HOTPOT)
    assert found["schema"] == "kano.segments/1"
    assert set(found["conventions"]) == {"visits", "party"} == {question["by"] for question in found["questions"]}
    assert found["conventions"]["party"]["adjustment"]["tests"] == 40
    party = next(question for question in found["questions"] if question["by"] == "party")
    corner = next(f for f in party["features"] if f["feature"] == "Staffed children's corner")
    assert {peak["category"] for peak in corner["two_peaks"]} == {"I", "M", "A"}
    assert corner["test"]["p_adjusted"] < 0.05
    assert corner["residuals"]["With family including children"]["M"] > 4
    assert corner["differences"][0]["second"] is None  # of six segments each against the rest
    assert len(corner["segments"]) == 6
    assert "left_out" in found


def test_one_question_alone_is_a_family_of_its_own(data):
    found = data("segments", HOTPOT, "--by", "party")
    assert [question["by"] for question in found["questions"]] == ["party"]
    assert found["conventions"]["party"]["adjustment"] == {
        "method": "fdr_bh",
        "family": "every feature of the profile question",
        "questions": ["party"],
        "tests": 20,
    }


def test_csv_has_a_row_per_feature_and_segment_or_per_difference(kano):
    status, out, _ = kano("segments", HOTPOT, "--by", "visits", "--format", "csv")
    assert status == 0
    found = rows(out)
    assert len(found) == 20 * 5  # everyone, three answers, and who left it blank
    assert [row["segment"] for row in found[:2]] == ["", "Less than once a month"]
    _, out, _ = kano("segments", HOTPOT, "--by", "visits", "--format", "csv", "--what", "differences")
    assert len(rows(out)) == 20 * 3
    assert {"better_gap", "worse_gap_high"} <= set(rows(out)[0])


def test_small_segments_are_one_in_every_output_unless_the_user_says_so(kano, data):
    found = data("segments", "counts.csv", "--by", "who")
    (question,) = found["questions"]
    assert question["segments"] == ["young", "old", "few + odd"]
    assert sorted(question["hidden"]) == ["few", "odd"]
    assert '"few"' not in json.dumps([f["segments"] for f in question["features"]])
    for form in ("text", "csv"):
        _, out, err = kano("segments", "counts.csv", "--by", "who", "--format", form)
        assert "few + odd" in out
        assert not re.search(r"(?<!\+ )odd|few(?! \+)", out)
        assert "odd" in err  # named as not shown by itself
    (question,) = data("segments", "counts.csv", "--by", "who", "--least", "1")["questions"]
    assert question["segments"] == ["young", "old", "few", "odd"]


def test_a_file_without_a_question_about_the_person_is_said_and_how_to_name_one(kano):
    status, out, err = kano("segments", BERGER)
    assert (status, out) == (2, "")
    assert "--by" in err
    assert kano("segments", HOTPOT, "--by", "nothing")[0] == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_commands_speak_every_language(kano, lang):
    for arguments in (["segments", HOTPOT], ["groups", HOTPOT, "--method", "scores", "--resamples", "4"]):
        status, out, err = kano(*arguments, "--lang", lang)
        assert status == 0
        assert out.strip()
        assert "{" not in out + err.split("×")[-1]


def test_groups_are_told_with_their_size_profile_and_people(kano, data):
    found = data("groups", HOTPOT, "--method", "scores", "--resamples", "10")
    assert (found["schema"], found["method"], found["reason"]) == ("kano.groups/1", "scores", None)
    assert [group["people"] for group in found["groups"]] == [228, 12]
    assert [len(group["features"]) for group in found["groups"]] == [20, 20]
    placed = [person for person in found["people"] if person["group"] is not None]
    assert len(placed) == 240
    assert all(person[f"p_{person['group']}"] >= 0.5 for person in placed)
    assert found["stability"] > 0.8
    assert {finding["code"] for finding in found["findings"]} >= {"groups-of-straight"}
    options = ("--method", "scores", "--resamples", "10", "--format", "csv")
    assert len(rows(kano("groups", HOTPOT, *options)[1])) == 40
    people = rows(kano("groups", HOTPOT, *options, "--what", "people")[1])
    assert [people[0][key] for key in ("respondent", "group")] == ["1", "1"]


def test_a_refusal_says_why_in_every_form(kano, data):
    status, out, _ = kano("groups", HOTPOT)
    assert status == 0
    assert out.startswith("No groups: 2 groups describe the answers best")
    found = data("groups", HOTPOT)
    assert found["reason"]["code"] == "groups-unstable"
    assert (found["groups"], found["people"]) == ([], [])
    assert [candidate["groups"] for candidate in found["candidates"]] == [1, 2, 3, 4, 5]
    _, out, err = kano("groups", HOTPOT, "--format", "csv")
    assert out.strip() == ""
    assert "No groups" in err


def test_groups_without_the_careless_are_of_fewer_people_and_say_so(data):
    found = data("groups", HOTPOT, "--method", "scores", "--resamples", "4", "--without-screened")
    assert found["conventions"]["people"]["n"] < 240
    assert "screening" in found["conventions"]


def test_options_are_followed(data):
    found = data(
        "groups", HOTPOT, "--method", "scores", "--most", "2", "--stable", "0.5", "--resamples", "3", "--least", "13"
    )
    assert [candidate["groups"] for candidate in found["candidates"]] == [1, 2]
    assert found["conventions"]["stability"] == {**found["conventions"]["stability"], "resamples": 3, "least": 0.5}
    assert found["reason"]["code"] == "groups-small"


def test_counts_have_no_respondents(kano):
    status, out, err = kano("groups", BERGER)
    assert (status, out) == (2, "")
    assert "counts" in err
