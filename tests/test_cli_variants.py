"""`kano fuzzy` and `kano analytical` as other tools call them."""

import csv
import io
import json
from pathlib import Path

import pytest

from kano.i18n import LANGUAGES, catalogue

ROOT = Path(__file__).parents[1]
HEAD = "id," + ",".join(f"Tea|{side}|{answer}" for side in ("functional", "dysfunctional") for answer in "LENWD")
PERCENT = f"{HEAD}\na,60,40,0,0,0,0,0,20,50,30\nb,40,60,0,0,0,0,0,0,30,70\nc,50,30,0,0,0,0,0,20,50,30\n"
HOTPOT = ROOT / "sample_data" / "hotpot.csv"


@pytest.fixture
def percent(tmp_path):
    file = tmp_path / "percent.csv"
    file.write_text(PERCENT, encoding="utf-8")
    return file


def test_answers_in_percent_are_counted_and_what_was_left_out_is_listed(kano, percent):
    status, out, err = kano("fuzzy", percent, "--format", "json")
    data = json.loads(out)
    # method.md 11.2: the first person is A, the second M; the third's answers add up to 80
    assert (status, data["schema"], data["respondents"]) == (0, "kano.fuzzy/1", 3)
    row = data["features"][0]
    assert (row["n"], row["A"], row["M"], row["category"], row["tied"]) == (2, 1, 1, "M", "AM")
    assert (row["membership_A"], row["membership_M"]) == (pytest.approx(0.27), pytest.approx(0.27))
    assert data["left_out"]["answers"] == [
        {"person": 3, "feature": "Tea", "side": "functional", "reason": "sum", "found": "80"}
    ]
    assert data["left_out"]["columns"] == ["id"]
    assert data["conventions"]["alpha"] == 0.4
    assert "unverified" in err


def test_a_single_person_is_read_although_the_headers_hold_more_bars_than_commas(kano, percent):
    percent.write_text("\n".join(PERCENT.splitlines()[:2]) + "\n", encoding="utf-8")
    assert json.loads(kano("fuzzy", percent, "--format", "json")[1])["features"][0]["category"] == "A"


def test_the_cut_and_who_is_below_it_are_arguments(kano, percent):
    rows = [
        next(csv.DictReader(io.StringIO(kano("fuzzy", percent, *more, "--format", "csv")[1])))
        for more in ([], ["--alpha", ".5"], ["--alpha", ".5", "--below", "none"], ["--alpha", ".25"])
    ]
    assert [(row["A"], row["M"], row["below"], row["several"]) for row in rows] == [
        ("1", "1", "0", "0"),
        ("1", "1", "2", "0"),
        ("0", "0", "2", "0"),
        ("1", "1", "0", "2"),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_speak_the_language(kano, percent, lang):
    t = catalogue(lang)
    assert t("fuzzy.several") in kano("fuzzy", percent, "--lang", lang)[1]
    status, out, err = kano("analytical", HOTPOT, "--lang", lang, "--levels", "III")
    assert (status, t("variants.weighted") in out, t("source.unverified") in err) == (0, True, True)
    assert "A_high" in out


def test_the_analytical_form_stands_beside_the_standard_one(kano):
    status, out, _ = kano("analytical", HOTPOT, "--by", "party", "--format", "json", "--levels", "IV")
    data = json.loads(out)
    assert (status, data["schema"]) == (0, "kano.analytical/1")
    standard = json.loads(kano("classify", HOTPOT, "--by", "party", "--format", "json")[1])
    rows = [(row["feature"], row["segment"], row["category"]) for row in data["features"]]
    assert rows == [(f["feature"], f["segment"], f["category"] or "") for f in standard["features"]]
    assert data["conventions"]["classification"] == standard["conventions"]
    assert data["conventions"]["levels"]["levels"] == "IV"
    assert all(row["weighted_n"] + row["without_importance"] == row["n"] for row in data["features"] if row["n"])


def test_the_choices_of_the_analyst_are_arguments(kano):
    usual, other = (
        json.loads(kano("analytical", HOTPOT, *more, "--format", "json")[1])
        for more in (
            [],
            ["--r0", ".2", "--low", "20", "--high", "70", "--scale", "equal", "--questionable", "leave-out"],
        )
    )
    assert other["conventions"]["analytical"]["thresholds"] == {
        "r0": 0.2,
        "low": 20,
        "high": 70,
        "set_by": "the analyst",
    }
    assert other["conventions"]["analytical"]["questionable"] == "left out by standard"
    assert [row["weighted"] for row in other["features"]] == [row["category"] for row in other["features"]]
    assert [row["r"] for row in usual["features"]] != [row["r"] for row in other["features"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ["fuzzy", HOTPOT],
        ["fuzzy", "nowhere.csv"],
        ["fuzzy", HOTPOT, "--alpha", "0"],
        ["analytical", ROOT / "sample_data/published/berger1993_fig7.csv"],
        ["analytical", HOTPOT, "--low", "70"],
        ["analytical", HOTPOT, "--top", "5"],
        ["analytical", HOTPOT, "--scale", "some"],
    ],
)
def test_what_cannot_be_done_is_said_and_is_2(kano, arguments):
    status, out, err = kano(*arguments)
    assert (status, out) == (2, "")
    assert err


def test_without_importance_the_way_out_is_said(kano, tmp_path):
    file = tmp_path / "plain.csv"
    file.write_text("Tea_functional,Tea_dysfunctional\n" + "I like it,I dislike it\nI expect it,I am neutral\n" * 3)
    status, out, err = kano("analytical", file)
    assert (status, out, "--scale equal" in err) == (2, "", True)
    assert kano("analytical", file, "--scale", "equal")[0] == 0


def test_a_scale_of_importance_ends_above_one(kano):
    status, _, err = kano("analytical", HOTPOT, "--top", "1")
    assert (status, "2 or more" in err) == (2, True)
