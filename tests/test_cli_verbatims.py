"""`kano verbatims`: the texts by category, as text, JSON and CSV; what they hold stays text."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "sample_data"
ENGLISH, CHINESE = (SAMPLES / "verbatims" / f"hotpot-{lang}.csv" for lang in ("en", "zh-Hans"))
SHOW = "Noodle-pulling show"
LIKE, NEUTRAL = "I like it that way", "I am neutral"
HOSTILE = ["=1+1", "<script>alert(1)</script>", "[a](http://b) `x`", "+49 170 1234567", '"quoted", and more', "@SUM(1)"]


@pytest.fixture
def hostile(tmp_path):
    file = tmp_path / "answers.csv"
    with file.open("w", newline="", encoding="utf-8") as rows:
        csv.writer(rows).writerows(
            [["Tea_functional", "Tea_dysfunctional", "Why?"], *([LIKE, NEUTRAL, text] for text in HOSTILE)]
        )
    return file


def test_the_json_holds_each_text_once_with_what_was_decided(data):
    result = data("verbatims", ENGLISH)
    assert result["schema"] == "kano.verbatims/1"
    assert set(result) == {"schema", "source", "conventions", "rows", "findings", "left_out"}
    assert sum(len(row["texts"]) for row in result["rows"]) == 65
    assert result["left_out"]["without_text"][SHOW] == 90 - sum(
        len(row["texts"]) for row in result["rows"] if row["feature"] == SHOW
    )
    assert {"why-read", "why-nothing"} <= {finding["code"] for finding in result["findings"]}
    assert result["conventions"]["least"] == 5


def test_the_same_people_in_chinese_wrote_as_much_of_each_category(data):
    def counted(result):
        return Counter(len(row["texts"]) for row in result["rows"]), [row["categories"] for row in result["rows"]]

    assert counted(data("verbatims", CHINESE)) == counted(data("verbatims", ENGLISH))


def test_one_feature_and_one_segment(data):
    only = data("verbatims", ENGLISH, "--feature", SHOW)
    assert {row["feature"] for row in only["rows"]} == {SHOW}
    assert set(only["left_out"]["without_text"]) == {SHOW}
    part = data("verbatims", ENGLISH, "--by", "visits", "--segment", "One to three times a month")
    texts = sum(len(row["texts"]) for row in part["rows"])
    assert 0 < texts < 65
    assert sum(part["left_out"]["texts_of_small_groups"].values()) > 0
    assert all(row["people"] >= 5 for row in part["rows"])


def test_what_a_text_holds_is_never_computed(hostile, kano, data):
    assert Counter(data("verbatims", hostile)["rows"][0]["texts"]) == Counter(HOSTILE)
    _, out, _ = kano("verbatims", hostile, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["text"].removeprefix("'") for row in rows} == set(HOSTILE)
    assert not any(row["text"].startswith(("=", "+", "-", "@")) for row in rows)
    _, text, err = kano("verbatims", hostile)
    assert "<script>alert(1)</script>" in text
    assert "e-mail address, a link or a telephone number" in err


def test_without_the_word_of_the_user_no_command_reads_them(kano, data):
    said = {finding["code"] for finding in data("classify", ENGLISH)["findings"]}
    assert "why-read" not in said
    assert "why-read" in {finding["code"] for finding in data("classify", ENGLISH, "--why")["findings"]}
    assert data("classify", ENGLISH)["features"] == data("classify", ENGLISH, "--why")["features"]
    _, _, err = kano("classify", ENGLISH)
    assert "Why? (4). Once you say so, it is kept with its feature. (--why)" in err


def test_a_saved_mapping_keeps_the_decision(data, kano, tmp_path):
    file = tmp_path / "mapping.yaml"
    kano("inspect", ENGLISH, "--why", "--save", file)
    assert "why: Why? (3)" in file.read_text(encoding="utf-8")
    assert data("verbatims", ENGLISH, "--mapping", file)["rows"] == data("verbatims", ENGLISH)["rows"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((SAMPLES / "hotpot.csv",), "no column was found"),
        ((SAMPLES / "published" / "berger1993_fig7.csv",), "holds counts"),
        ((ENGLISH, "--feature", "Tea"), "no feature “Tea”"),
        ((ENGLISH, "--by", "visits", "--segment", "Never"), "“Never”"),
    ],
)
def test_what_cannot_be_told_ends_with_two_and_says_so(kano, arguments, said):
    status, out, err = kano("verbatims", *arguments)
    assert (status, out) == (2, "")
    assert said in err
