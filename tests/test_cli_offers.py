"""`kano offers`: the comparison on stdout, remarks on stderr, and nothing guessed."""

import csv
import io
from pathlib import Path

import pytest

from kano.decision.offers import CRITERIA

SAMPLES = Path(__file__).parents[1] / "sample_data"
FLIGHT, OFFERS = SAMPLES / "flight.csv", SAMPLES / "offers" / "flight-offers.csv"
ASKED = (FLIGHT, "--questionnaire", "flight-booking")


def test_json_holds_everything_and_is_strict(data):
    made = data("offers", *ASKED, "--offers", OFFERS, "--by", "purpose")
    assert made["schema"] == "kano.offers/1"
    assert made["conventions"]["segments"] == "purpose"
    assert made["conventions"]["offers"][3]["levels"]["Fare at 60% of full price"] == 0.75
    assert len(made["rows"]) == 4 * 5
    assert len(made["parts"]) == 4 * 5 * 4
    assert len(made["pairs"]) == 6 * 5
    assert [row["criterion"] for row in made["leaders"][:7]] == list(CRITERIA)
    first = made["rows"][0]
    assert (first["segment"], first["n"], first["people"]) == (None, 155, 180)
    assert first["satisfaction"] == pytest.approx(first["gain"] + first["loss"])
    assert made["left_out"]["compared"]["compared"] == 155
    assert made["not_compared"][0] == "Free seat choice"
    assert {finding["code"] for finding in made["findings"]} == {
        *("segments-together", "offers-left-out", "offers-reverse")
    }
    assert made["source"]["file"].endswith("flight.csv")


@pytest.mark.parametrize(("what", "rows"), [("offers", 20), ("parts", 80), ("pairs", 30), ("leaders", 35)])
def test_csv_has_the_rows_that_were_asked_for(kano, what, rows):
    status, out, _ = kano("offers", *ASKED, "--offers", OFFERS, "--by", "purpose", "--format", "csv", "--what", what)
    made = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert len(made) == rows
    assert {row["segment"] for row in made} >= {"", "Work"}
    assert None not in made[0]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("No offer is best on everything", "Within chance of that", "Not compared, because")),
        ("zh-Hans", ("没有一个方案在各方面都最好", "18:00前抵达", "未满足基本需求")),
        ("zh-Hant", ("沒有一個方案在各方面都最好", "18:00前抵達", "未滿足基本需求")),
    ],
)
def test_text_tells_it_in_words(kano, lang, words):
    suffix = "" if lang == "en" else f"-{lang}"
    file = SAMPLES / "offers" / f"flight-offers{suffix}.csv"
    status, out, err = kano("offers", *ASKED, "--offers", file, "--lang", lang)
    assert status == 0
    assert all(word in out for word in words)
    assert "155" in err


def test_a_sheet_to_fill_in_names_every_feature_and_is_refused_until_it_is_filled(kano, tmp_path):
    file = tmp_path / "offers.csv"
    status, out, err = kano("offers", *ASKED, "--save", file)
    assert (status, out) == (0, "")
    assert str(file) in err
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["feature", "Offer 1", "Offer 2"]
    assert [row[0] for row in rows[1:]][-3:] == ["Hot meal on board", "cost", "note"]
    status, _, err = kano("offers", *ASKED, "--offers", file)
    assert status == 2
    assert "“Arrival before 18:00” / “Offer 1”" in err


def test_blanks_are_not_offered_only_where_that_is_said(kano, data, tmp_path):
    file = tmp_path / "offers.csv"
    file.write_text("feature,A,B\nLarge aircraft,yes,\nHot meal on board,,yes\n")
    status, _, err = kano("offers", *ASKED, "--offers", file)
    assert status == 2
    assert "--blank not-offered" in err
    made = data("offers", *ASKED, "--offers", file, "--blank", "not-offered")
    assert made["conventions"]["blank"] == "not offered"
    assert made["conventions"]["offers"][1]["levels"] == {"Large aircraft": 0.0, "Hot meal on board": 1.0}


def test_without_a_file_of_offers_it_is_asked_for(kano):
    status, out, err = kano("offers", *ASKED)
    assert (status, out) == (2, "")
    assert "--offers OFFERS.csv" in err


@pytest.mark.parametrize("target", [FLIGHT, OFFERS])
def test_no_file_that_is_read_is_written_over(kano, target):
    before = target.read_bytes()
    status, _, _ = kano("offers", *ASKED, "--offers", OFFERS, "--save", target)
    assert status == 2
    assert target.read_bytes() == before


def test_a_published_table_has_no_people_and_says_so(kano, data, tmp_path):
    file = tmp_path / "offers.csv"
    status, out, _ = kano("classify", SAMPLES / "published/berger1993_fig7.csv", "--format", "csv")
    feature = next(csv.DictReader(io.StringIO(out)))["feature"]
    with file.open("w", newline="") as opened:
        csv.writer(opened).writerows([["feature", "A", "B"], [feature, 1, 0]])
    assert status == 0
    made = data("offers", SAMPLES / "published/berger1993_fig7.csv", "--offers", file)
    assert made["conventions"]["unit"] == "counts"
    assert made["pairs"] == []
    assert made["rows"][0]["favourite"] is None
    status, out, err = kano("offers", SAMPLES / "published/berger1993_fig7.csv", "--offers", file)
    assert status == 0
    assert "no people" in err


def test_who_was_screened_is_named_in_the_record(data):
    made = data("offers", *ASKED, "--offers", OFFERS, "--without-screened")
    assert made["conventions"]["screening"]["flagged"] > 0
    assert made["left_out"]["compared"]["people"] < 180


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"%PDF-1.4", b"PK\x03\x04broken", b'{"a": [', b"feature", "特征,一\n".encode("utf-16")],
)
def test_files_that_are_none_are_refused(kano, tmp_path, content):
    file = tmp_path / "offers.csv"
    file.write_bytes(content)
    status, out, err = kano("offers", *ASKED, "--offers", file)
    assert (status, out) == (2, "")
    assert err.strip()


def test_names_that_a_spreadsheet_would_compute_stay_text(kano, tmp_path):
    file = tmp_path / "offers.csv"
    file.write_text("feature,=1+1,@SUM(A1)\nLarge aircraft,yes,no\n")
    status, out, _ = kano("offers", *ASKED, "--offers", file, "--format", "csv")
    assert status == 0
    assert {row["offer"] for row in csv.DictReader(io.StringIO(out))} == {"'=1+1", "'@SUM(A1)"}
