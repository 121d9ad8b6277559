"""`kano drift` as other tools call it."""

import csv
import io
from pathlib import Path

import pytest

from kano.i18n import LANGUAGES, catalogue

HEAD = "feature,month,A,O,M,I,R,Q\n"
SAMPLES = Path(__file__).parents[1] / "sample_data"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    """Every command runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    rows = [f"Tea,2026-{m:02d},{10 if m < 5 else 60},20,20,{110 if m < 5 else 60},1,0\n" for m in range(8, 0, -1)]
    rows += [f"Cake,2026-{m:02d},40,40,40,40,0,0\n" for m in range(1, 9)]
    rows += ["Tea,2026-09,1,1,0,1,0,0\n", "Tea,2026-10,1,1,0,1,0,0\n", "Tea,,10,10,10,10,0,0\n"]
    Path("counts.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    waves = [f"Tea,{name},{n},20,20,{100 - n},0,0\n" for name, n in (("Wave 10", 60), ("Wave 2", 30), ("Wave 1", 30))]
    Path("waves.csv").write_text(HEAD.replace("month", "wave") + "".join(waves), encoding="utf-8")


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_step_is_said_and_that_nothing_says_why(kano, lang):
    status, out, err = kano("drift", "counts.csv", "--by", "month", "--lang", lang)
    t = catalogue(lang)
    assert status == 0
    assert out.splitlines()[0] == t("drift.span", by="month", first="2026-01", last="2026-10", n=10)
    assert "2026-04" in out.splitlines()[1]
    assert t("drift.change-step") in out
    assert t("drift.caution") in err
    assert t("finding.drift-blank", by="month") in err
    assert "2026-09, 2026-10" in err


def test_json_holds_everything_and_hidden_periods_as_null(data):
    found = data("drift", "counts.csv", "--by", "month")
    assert found["schema"] == "kano.drift/1"
    assert (found["by"], found["order"], found["hidden"]) == ("month", "time", ["2026-09", "2026-10"])
    tea = next(feature for feature in found["features"] if feature["feature"] == "Tea")
    assert tea["periods"]["2026-09"] is None
    assert tea["periods"]["2026-01"]["category"] == "I"
    assert (tea["better"]["change"], tea["better"]["reason"]) == ("step", None)
    step = tea["better"]["step"]
    assert (step["left"], step["right"], step["places"]) == ("2026-04", "2026-05", [["2026-04", "2026-05"]])
    assert step["before"]["estimate"] == pytest.approx(30 / 160)
    assert step["after"]["estimate"] == pytest.approx(80 / 160)
    assert step["p_adjusted"] < 0.05
    assert tea["better"]["test"]["p_adjusted"] < 0.05
    cake = next(feature for feature in found["features"] if feature["feature"] == "Cake")
    assert (cake["better"]["change"], cake["better"]["size"]) == ("not shown", None)
    assert found["conventions"]["adjustment"]["method"] == "holm"
    assert {"drift-hidden", "drift-blank"} <= {finding["code"] for finding in found["findings"]}
    assert len(found["rows"]) == 20
    assert "left_out" in found


def test_csv_gives_changes_or_periods(kano):
    changes = rows(kano("drift", "counts.csv", "--by", "month", "--format", "csv")[1])
    assert [(row["feature"], row["figure"]) for row in changes] == [
        (feature, figure) for feature in ("Tea", "Cake") for figure in ("better", "worse")
    ]
    assert (changes[0]["step_left"], changes[2]["change"]) == ("2026-04", "not shown")
    periods = rows(kano("drift", "counts.csv", "--by", "month", "--format", "csv", "--what", "periods")[1])
    hidden = [row for row in periods if row["feature"] == "Tea" and row["period"] == "2026-10"]
    assert [(row["hidden"], row["better"], row["n"]) for row in hidden] == [("True", "", "")]
    assert float(periods[0]["better"]) == pytest.approx(30 / 160)


def test_waves_stand_in_the_order_of_their_numbers_or_as_said(kano, data):
    assert data("drift", "waves.csv", "--by", "wave")["periods"] == ["Wave 1", "Wave 2", "Wave 10"]
    _, _, err = kano("drift", "waves.csv", "--by", "wave")
    assert "Wave 1, Wave 2, Wave 10" in err
    assert "too few to look for the place" in err
    said = data("drift", "waves.csv", "--by", "wave", "--order", "Wave 10,Wave 1,Wave 2", "--small", "0.9")
    assert (said["periods"][0], said["order"], said["conventions"]["small"]) == ("Wave 10", "given", 0.9)
    assert said["features"][0]["better"]["small"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--by", "wave", "--order", "Wave 1,Wave 2"), "other periods than there are"),
        (("--by", "nothing"), "nothing"),
        (("--by", "wave", "--least", "500"), "at least two periods must be shown"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(kano, options, told):
    status, out, err = kano("drift", "waves.csv", *options)
    assert (status, out) == (2, "")
    assert told in err


def test_the_column_of_the_periods_is_asked_for_by_name(kano):
    status, out, err = kano("drift", SAMPLES / "hotpot.csv")
    assert (status, out) == (2, "")
    assert "--by COLUMN" in err
    assert "visits, party" in err


def test_answers_of_people_and_those_who_are_screened(data):
    found = data("drift", SAMPLES / "hotpot.csv", "--by", "visits")
    assert found["order"] == "names"
    assert len(found["features"]) == 20
    fewer = data("drift", SAMPLES / "hotpot.csv", "--by", "visits", "--without-screened")
    assert fewer["conventions"]["screening"]["flagged"] > 0
    assert "screening" not in found["conventions"]


def test_a_bundle_gives_the_same(kano, data):
    hotpot = SAMPLES / "hotpot.csv"
    assert kano("report", hotpot, "--by", "visits", "--out", "b.json")[0] == 0
    plain, bundled = data("drift", hotpot, "--by", "visits"), data("drift", "b.json", "--by", "visits")
    assert bundled["features"] == plain["features"]
    assert bundled["rows"] == plain["rows"]


def test_a_counts_file_knows_which_question_is_time(kano, data, tmp_path):
    answers = tmp_path / "answers.csv"
    days = [f"2026-0{month}-15" for month in (1, 2, 3, 4)]
    rows = [
        f"I like it,{['I dislike it', 'I am neutral'][i % 3 > month]},{days[month]}"
        for i in range(60)
        for month in range(4)
    ]
    answers.write_text("\n".join(["Wifi_functional,Wifi_dysfunctional,day", *rows]) + "\n", encoding="utf-8")
    counts = tmp_path / "counts.json"
    status, _, err = kano("count", answers, "--date", "day", "--by", "day", "--out", counts)
    assert status == 0, err
    assert data("drift", counts) == data("drift", counts, "--by", "day")
    assert data("drift", counts)["periods"] == ["2026-01", "2026-02", "2026-03", "2026-04"]
