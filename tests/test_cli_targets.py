"""`kano targets`: from the empty table to the adjusted weights, and in words when it cannot be."""

import csv
import io

import pytest

from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.samples import FOLDER

FILE = FOLDER / "hotpot.csv"
ASKED = (FILE, "--questionnaire", "hotpot")
SHEET = (
    "Feature,Importance,Current,Target\nApron for each guest,5,3,4\nBirthday greeting,5,3,4\nFree phone booth,5,3,4\n"
)


@pytest.fixture
def sheet(tmp_path):
    def write(text=SHEET):
        path = tmp_path / "targets.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def of(made):
    return {row["feature"]: row for row in made["rows"]}


def test_the_json_has_the_ratios_and_what_has_none(data, sheet):
    made = data("targets", *ASKED, "--targets", sheet())
    assert made["schema"] == "kano.targets/1"
    found = of(made)
    assert len(found) == 20
    assert found["Apron for each guest"]["adjusted"] == pytest.approx(1.7778, abs=5e-5)
    assert found["Birthday greeting"]["adjusted"] == pytest.approx(1.1547, abs=5e-5)
    assert (found["Free phone booth"]["adjusted"], found["Free phone booth"]["reason"]) == (None, "exponent")
    assert (found["Washroom attendant"]["ratio"], found["Washroom attendant"]["reason"]) == (None, "current")
    shares = [row["share"] for row in made["rows"] if row["share"] is not None]
    assert (len(shares), sum(shares)) == (2, pytest.approx(100))
    assert len(made["left_out"]["no_adjusted_weight"]) == 18
    assert made["conventions"]["sources"][0]["status"] == "unverified"


def test_exponents_and_the_other_method_are_options(data, kano, sheet):
    own = of(data("targets", *ASKED, "--targets", sheet(), "--exponents", "M=.25,i=1"))
    assert own["Apron for each guest"]["adjusted"] == pytest.approx((4 / 3) ** 4)
    assert own["Free phone booth"]["adjusted"] == pytest.approx(4 / 3)
    other = data("targets", *ASKED, "--targets", sheet(), "--method", "chaudha")
    assert of(other)["Birthday greeting"]["adjusted"] > of(other)["Apron for each guest"]["adjusted"]
    assert "targets-direction" in [finding["code"] for finding in other["findings"]]
    for wrong in ("M=0", "M=-1", "X=1", "M=1,M=2", "M"):
        assert kano("targets", *ASKED, "--targets", sheet(), "--exponents", wrong)[0] == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_saved_table_is_filled_in_and_read_again(kano, data, tmp_path, lang):
    path = tmp_path / "targets.csv"
    status, out, _ = kano("targets", *ASKED, "--save", path, "--lang", lang)
    assert (status, out) == (0, "")
    table = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert len(table) == 21
    assert all(cell == "" for row in table[1:] for cell in row[1:])
    place = next(i for i, row in enumerate(table) if row[0] == load("hotpot").labels(lang)["Apron for each guest"])
    table[place][2:] = ["3", "4"]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(table)
    made = data("targets", *ASKED, "--targets", path)
    assert [row["feature"] for row in made["rows"] if row["weight"]] == ["Apron for each guest"]
    assert made["conventions"]["importance"] == "stated"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_names_its_method_and_that_it_is_unverified(kano, sheet, lang):
    status, out, err = kano("targets", *ASKED, "--targets", sheet(), "--lang", lang)
    t = catalogue(lang)
    assert status == 0
    assert t("targets.how.method-tan") in out
    assert t("source.unverified") in out
    assert "1.78" in out
    assert "{" not in out + err


def test_the_csv_has_a_row_per_feature(kano, sheet):
    out = kano("targets", *ASKED, "--targets", sheet(), "--format", "csv")[1]
    made = list(csv.DictReader(io.StringIO(out)))
    assert len(made) == 20
    assert made[0]["feature"] == "Apron for each guest"
    assert made[-1]["weight"] == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "Feature,Current\nApron for each guest,3\n",
        "Feature,Current,Target\nnothing,3,4\n",
        "Feature,Current,Target\nApron for each guest,3,4\nApron for each guest,3,5\n",
        "Feature,Current,Target\nApron for each guest,three,4\n",
        "Feature,Current,Target\nApron for each guest,-3,4\n",
        "Feature,Current,Target\nApron for each guest,€3,4\n",
        'Feature,Current,Target\nApron for each guest,"1,200",4\n',
        "",
    ],
)
def test_a_sheet_that_cannot_be_is_refused_in_words(kano, sheet, text, lang):
    status, out, err = kano("targets", *ASKED, "--targets", sheet(text), "--lang", lang)
    assert (status, out) == (2, "")
    assert "{" not in err.splitlines()[-1]


def test_what_is_missing_is_said(kano, sheet, tmp_path):
    assert "--targets" in kano("targets", *ASKED)[2]
    assert kano("targets", *ASKED, "--targets", tmp_path / "none.csv")[0] == 2
    assert kano("targets", *ASKED, "--save", FILE)[0] == 2
    assert kano("targets", *ASKED, "--targets", sheet(), "--by", "visits")[0] == 2


def test_a_report_takes_the_sheet_and_what_is_fulfilled(kano, sheet, tmp_path):
    path = tmp_path / "report.html"
    status, _, err = kano("report", *ASKED, "--targets", sheet(), "--now", "Apron for each guest=100%", "--out", path)
    assert status == 0, err
    page = path.read_text(encoding="utf-8")
    assert "of the adjusted weight" in page
    assert "75% would be dissatisfied without it; fulfilled" in page
    plan = FOLDER / "plans" / "hotpot-plan.csv"
    status, _, err = kano("report", *ASKED, "--plan", plan, "--now", "Valet parking=1", "--out", path)
    assert (status, "--plan" in err.splitlines()[-1]) == (2, True)
