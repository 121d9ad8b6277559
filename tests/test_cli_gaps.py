"""`kano gaps`: results on stdout, what was assumed on stderr, status 2 where only the user can decide."""

import csv
import io
import json

import pytest

from kano.cli import main
from kano.i18n import LANGUAGES, catalogue
from kano.readers import items_file
from kano.samples import FOLDER

SAMPLE, ITEMS = FOLDER / "ratings" / "servqual.csv", FOLDER / "ratings" / "servqual-items.yaml"
TWENTY_TWO = [f"{side}{i}" for side in "EP" for i in range(1, 23)]


def run(capsys, *arguments):
    """(status, stdout, stderr)"""
    status = main(["gaps", *map(str, arguments)])
    out = capsys.readouterr()
    return status, out.out, out.err


def rows_of(capsys, *arguments):
    status, out, err = run(capsys, *arguments, "--format", "csv")
    assert status == 0, err
    return list(csv.DictReader(io.StringIO(out)))


def record_of(capsys, *arguments):
    status, out, err = run(capsys, *arguments, "--format", "json")
    assert status == 0, err
    return json.loads(out, parse_constant=lambda name: pytest.fail(name))


@pytest.fixture
def made(tmp_path):
    """Writes a file of these columns and rows."""

    def write(heads, rows, name="file.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heads, *rows])
        return path

    return write


def test_the_sample_needs_nothing_but_its_items(capsys):
    found = record_of(capsys, SAMPLE, "--items", ITEMS)
    assert found["schema"] == "kano.gaps/1"
    assert found["source"]["file"] == "servqual.csv"
    assert len(found["items"]) == 22
    assert found["dimensions"][0]["name"] == "tangibles"
    assert found["overall"]["gap"]["estimate"] == pytest.approx(-0.5133, abs=1e-4)
    assert found["weighted"]["left_out"] == {"points_missing": 2, "points_not_100": 3, "dimension_missing": 0}
    assert found["left_out"] == {"people": 120, "without_any_item": 0, "columns": ["person"]}
    assert {point["quadrant"] for point in found["matrix"]["points"]} == {"concentrate", "keep", "low", "overkill"}
    assert {source["status"] for source in found["conventions"]["sources"]} >= {"second-hand", "unverified"}


def test_22_items_without_their_wording_are_asked_for_it(capsys):
    status, out, err = run(capsys, SAMPLE)
    assert (status, out) == (2, "")
    assert "--wording 1988" in err


def test_the_wording_decides_the_sign_of_nine_gaps(capsys):
    one, other = (rows_of(capsys, SAMPLE, "--wording", wording) for wording in ("1991", "1988"))
    differ = [i for i in range(22) if one[i]["gap"] != other[i]["gap"]]
    assert [i + 1 for i in differ] == [10, 11, 12, 13, 18, 19, 20, 21, 22]
    assert all(float(one[i]["gap"]) == pytest.approx(-float(other[i]["gap"])) for i in differ)


def test_a_wording_that_the_answers_contradict_is_said(capsys):
    assert "worded negatively?" in run(capsys, SAMPLE, "--wording", "1988")[2]
    assert "worded negatively?" not in run(capsys, SAMPLE, "--wording", "1991")[2]


def test_a_five_point_file_of_the_22_items_must_say_its_scale(capsys, made):
    file = made(TWENTY_TWO, [[1 + (i + j) % 5 for j in range(44)] for i in range(6)])
    status, _, err = run(capsys, file, "--wording", "1988")
    assert status == 2
    assert "--scale" in err
    assert rows_of(capsys, file, "--wording", "1988", "--scale", "1-5")[9]["reversed"] == "True"


def test_the_check_values_of_the_method_through_the_command_line(capsys, made):
    """method.md 12.2: gap -1.85, importance 6.0: A 44.4, O 22.2, M 11.1."""
    heads = [f"{side}{i}" for i in (1, 2, 3) for side in "EP"]
    file = made(heads, [[6, 4.15] * 3] * 3)
    kano, matters = "1=A,2=O,3=M", "1=6,2=6,3=6"
    rows = rows_of(capsys, file, "--kano", kano, "--importance", matters)[:3]
    assert [float(row["priority"]) for row in rows] == pytest.approx([44.4, 22.2, 11.1])
    assert [(row["rank"], row["kano_rank"]) for row in rows] == [("1", "3"), ("2", "2"), ("3", "1")]
    rows = rows_of(capsys, file, "--kano", kano, "--importance", matters, "--multipliers", "A=1,M=4")[:3]
    assert [float(row["priority"]) for row in rows] == pytest.approx([11.1, 22.2, 44.4])


def test_categories_come_from_a_file_of_counts(capsys, made):
    kano = made(["feature", *"AOMIRQ"], [["Polite staff", 1, 2, 30, 3, 0, 0]], "kano.csv")
    found = record_of(capsys, SAMPLE, "--items", ITEMS, "--kano", kano)["priorities"]
    assert {item["name"]: item["category"] for item in found["items"] if item["category"]} == {"Polite staff": "M"}
    status, _, err = run(capsys, SAMPLE, "--items", ITEMS, "--kano", FOLDER / "published" / "berger1993_fig7.csv")
    assert status == 2
    assert "called like an item" in err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_speaks_every_language(capsys, lang):
    status, out, _ = run(capsys, SAMPLE, "--items", ITEMS, "--kano", "5=M,11=O,20=A,12=R,13=I", "--lang", lang)
    t = catalogue(lang)
    assert status == 0
    assert t("gaps.orders") in out
    assert t("gaps.standing.no-multiplier") in out
    assert t("dimension.empathy") in out


def test_recognised_items_can_be_kept_and_followed(capsys, tmp_path):
    kept = tmp_path / "items.yaml"
    assert run(capsys, SAMPLE, "--wording", "1991", "--scale", "1-7", "--save", kept)[0] == 0
    assert items_file.parse(kept.read_text(encoding="utf-8"), "items").scale == (1, 7)
    assert rows_of(capsys, SAMPLE, "--items", kept) == rows_of(capsys, SAMPLE, "--wording", "1991", "--scale", "1-7")


def test_everyones_gaps_can_be_written(capsys, tmp_path):
    path = tmp_path / "people.csv"
    assert run(capsys, SAMPLE, "--items", ITEMS, "--people", path)[0] == 0
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig")))
    assert len(rows) == 120
    assert len(rows[0]) == 1 + 22 + 5 + 2
    assert run(capsys, SAMPLE, "--items", ITEMS, "--people", SAMPLE)[0] == 2


def test_weights_may_be_given_for_everybody(capsys):
    equal = ",".join(f"{name}=20" for name in ("tangibles", "reliability", "responsiveness", "assurance", "empathy"))
    found = record_of(capsys, SAMPLE, "--items", ITEMS, "--weights", equal)
    assert found["weighted"]["gap"] == found["overall"]["gap"]
    status, _, err = run(capsys, SAMPLE, "--items", ITEMS, "--weights", "tangibles=100")
    assert status == 2
    assert "Each dimension needs its points" in err


def test_the_cut_and_the_interval_are_said(capsys):
    found = record_of(capsys, SAMPLE, "--items", ITEMS, "--cut", "middle", "--interval", "bootstrap", "--seed", "7")
    assert found["matrix"]["cut"] == {"performance": 4, "importance": 4}
    assert found["conventions"]["intervals"]["means"] == {
        "method": "bootstrap",
        "level": 0.95,
        "draws": 4000,
        "seed": 7,
    }


@pytest.mark.parametrize(
    ("heads", "rows", "options", "said"),
    [
        (["a", "b"], [[1, 2]], [], "No column says"),
        (["E1", "E2"], [[1, 2]], [], "No column says"),
        (["E1", "E1", "P1"], [[1, 2, 3]], [], "ask what another column"),
        (["E1", "P1"], [["high", 2], ["low", 3]], [], "are no number"),
        (["E1", "P1"], [[1, 2]], ["--kano", "1=Z"], "Z: not known"),
        (["E1", "P1"], [[1, 2]], ["--kano", "9=A"], "no item “9”"),
        (["E1", "P1"], [[1, 2]], ["--kano", "a=b=c"], "neither a file nor a list"),
        (["E1", "P1"], [[1, 2]], ["--importance", "1=x"], "no number of 0 or more"),
        (["E1", "P1"], [[1, 2]], ["--multipliers", "R=2", "--kano", "1=A"], "R: not known"),
        (["E1", "P1"], [[1, 2]], ["--wording", "1988"], "22 items"),
        (["E1", "P1"], [[1, 8]], ["--scale", "1-7"], "outside the scale"),
        (["E1", "P1"], [[1, 2]], ["--items", "nowhere.yaml"], "nowhere.yaml"),
        (["E1", "P1"], [[k % 5 + 1, 99 if k == 3 else 2] for k in range(9)], [], "99 × 1"),
        (["E1 Speed", "P1 Safety"], [[1, 2]], [], "“Speed” / “Safety”"),
        (["E1", "P1"], [[1, 2]], ["--cut", "middle", "--importance", "1=2"], "ends are known"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(capsys, made, heads, rows, options, said):
    status, out, err = run(capsys, made(heads, rows), *options)
    assert (status, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("points", ["tangibles=nan", "tangibles=inf", "tangibles=-10"])
def test_weights_are_numbers_of_0_or_more(capsys, points):
    given = f"{points},reliability=110,responsiveness=0,assurance=0,empathy=0"
    status, out, err = run(capsys, SAMPLE, "--items", ITEMS, "--weights", given)
    assert (status, out) == (2, "")
    assert "of 0 or more; these are not: tangibles" in err


def test_what_is_no_rating_can_be_said(capsys, made):
    file = made(["E1", "P1"], [[k % 5 + 1, 99 if k == 3 else 2] for k in range(9)])
    assert rows_of(capsys, file, "--missing", "99")[0]["n"] == "8"
    assert rows_of(capsys, file, "--scale", "1-100")[0]["n"] == "9"


def test_scales_that_seem_to_differ_are_remarked_on(capsys, made):
    file = made(["E1", "P1"], [[k % 7 + 1, k % 5 + 1] for k in range(12)])
    assert "scales-sides" in {finding["code"] for finding in record_of(capsys, file)["findings"]}
    assert "same scale" not in run(capsys, file, "--scale", "1-7")[2]


def test_columns_of_one_number_are_one_item_when_the_user_says_so(capsys, made):
    file = made(["E1 Speed", "P1 Safety"], [[1, 2], [3, 4]])
    assert rows_of(capsys, file, "--by-number")[0]["name"] == "Speed / Safety"


def test_two_equal_gaps_are_not_sure(capsys, made):
    file = made(["E1", "P1"], [[5, 4], [6, 5]])
    found = record_of(capsys, file, "--kano", "1=M", "--importance", "1=5")
    assert found["items"][0]["gap"] == {"estimate": -1, "low": None, "high": None}
    assert found["priorities"]["items"][0]["sure"] is None
    assert "gap-alike" in {finding["code"] for finding in found["findings"]}
    assert (
        "whether the shortfall is chance is not known" in run(capsys, file, "--kano", "1=M", "--importance", "1=5")[1]
    )


def test_all_missing_is_a_result_without_numbers(capsys, made):
    found = record_of(capsys, made(["id", "E1", "P1"], [[1, "", ""], [2, 5, ""]]))
    assert found["items"][0]["gap"] == {"estimate": None, "low": None, "high": None}
    assert found["left_out"]["without_any_item"] == 2
    assert "gap-nobody" in {finding["code"] for finding in found["findings"]}


def test_unused_columns_are_named(capsys, made):
    file = made(["E1", "P1", "E2", "Age"], [[5, 4, 5, 30], [6, 5, 4, 40]])
    assert record_of(capsys, file)["left_out"]["columns"] == ["E2", "Age"]
    err = run(capsys, file)[2]
    assert "E2" in err
    assert "Age" in err


@pytest.mark.parametrize(
    "option", ["--scale=7-1", "--scale=a", "--weights=x", "--importance=3", "--level=2", "--level=0", "--draws=9"]
)
def test_options_that_say_nothing_are_refused(option):
    with pytest.raises(SystemExit) as stop:
        main(["gaps", str(SAMPLE), option])
    assert stop.value.code == 2
