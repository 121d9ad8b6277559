"""`kano drivers`: the figures of the method notes through the door, in three forms, and what it refuses."""

import csv
import io
import json

import pytest

from kano.cli import main
from kano.samples import FOLDER
from tests.conftest import SHARED

SAMPLE = str(FOLDER / "ratings" / "hotpot-visits.csv")
ON = ["--overall", "Overall satisfaction"]
NAMES = ["penalty", "reward", "p_penalty", "p_reward", "riocs", "ia", "class", "n", "flags"]


def run(capsys, *arguments):
    status = main(["drivers", *arguments])
    out = capsys.readouterr()
    return status, out.out, out.err


def found(capsys, *arguments):
    status, out, _ = run(capsys, *arguments, "--format", "json")
    assert status == 0
    return json.loads(out, parse_constant=pytest.fail)


def raw(name):
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the repository")
    return str(path)


def test_mobi_gives_the_figures_of_the_notes(capsys):
    attributes = ",".join(f"PERQ{i}" for i in range(1, 8))
    result = found(
        capsys, raw("ecsi_mobi.csv"), "--overall", "CUSA1", "--attributes", attributes, "--low", "6", "--high", "9"
    )
    first, last = result["attributes"][0], result["attributes"][6]
    assert (round(first["penalty"], 4), round(first["reward"], 4)) == (-0.6599, 0.3808)
    assert (round(last["penalty"], 4), round(last["reward"], 4)) == (-0.5057, 0.1363)
    assert (result["n"], round(result["conventions"]["r2"], 4)) == (250, 0.4593)
    assert round(result["conventions"]["const"], 4) == 7.6929
    assert set(NAMES) <= set(first)
    assert result["left_out"]["columns"]["CUSA2"] == "not-chosen"


def test_detergent_gives_the_figures_of_the_notes_by_both_models(capsys):
    chosen = "perform,Overall Perfume,Product does not irritate hand,Color of product,Overall package,"
    chosen += "Not having too much effort dispensing,Do you think the package was filled up to your expectation"
    on = [raw("detergent.xlsx"), "--overall", "ratprod", "--attributes", chosen, "--low", "1", "--high", "3"]
    linear = found(capsys, *on)
    assert (linear["n"], linear["left_out"]["people"]["unrated"]) == (470, 79)
    assert [round(linear["attributes"][0][key], 4) for key in ("penalty", "reward", "riocs", "ia")] == [
        -0.9044,
        0.2458,
        1.1501,
        -0.5726,
    ]
    assert linear["attributes"][6]["flags"] == ["wrong-penalty"]
    ordinal = found(capsys, *on, "--model", "ordinal")
    assert round(ordinal["conventions"]["log_likelihood"], 4) == -286.3102
    assert [round(value, 4) for value in ordinal["conventions"]["cut_params"]] == [-2.2190, 1.3156]


def test_the_sample_needs_no_more_than_its_overall_column(capsys):
    result = found(capsys, SAMPLE, *ON, "--scale", "1-5", "--overall-scale", "1-10")
    assert result["schema"] == "kano.drivers/1"
    assert [row["class"] for row in result["attributes"]] == list("OAIMOOAMI")
    assert result["agreement"]["n"] == 9
    assert {row["quadrant"] for row in result["importance_grid"]["attributes"]} <= {
        "basic",
        "excitement",
        "performance-important",
        "performance-unimportant",
    }
    assert len(result["curves"]) == 45
    codes = [finding["code"] for finding in result["findings"]]
    assert codes[:3] == ["drivers-attributes", "drivers-left-meta", "drivers-left-pair"]
    assert result["left_out"]["people"] == {"no_overall": 4, "unrated": 30}
    assert result["left_out"]["columns"]["respondent"] == "meta"
    assert all(source["status"] for source in result["conventions"]["sources"])


def test_csv_has_a_row_per_attribute_and_text_says_its_warning(capsys):
    _, out, err = run(capsys, SAMPLE, *ON, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["class"] for row in rows] == list("OAIMOOAMI")
    assert rows[2]["flags"] == "wrong-penalty"
    assert "left out" in err
    _, out, _ = run(capsys, SAMPLE, *ON)
    assert "Mikulic & Prebezac (2011)" in out
    assert "89% of them alike" in out


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_the_text_speaks_every_language(capsys, lang):
    status, out, err = run(capsys, SAMPLE, *ON, "--lang", lang)
    assert status == 0
    assert ("driver." in out + err, "finding." in err) == (False, False)


def written(tmp_path, text):
    path = tmp_path / "ratings.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_what_is_not_estimable_is_null_and_said(capsys, tmp_path):
    rows = "".join(f"{i % 7},{i % 4 + 2},{(i * i) % 5 + 1}\n" for i in range(90))
    result = found(capsys, written(tmp_path, f"o,a,b\n{rows}"), "--overall", "o", "--low", "1", "--high", "5")
    row = result["attributes"][0]
    assert (row["penalty"], row["p_penalty"], row["riocs"], row["ia"], row["class"]) == (None,) * 5
    assert row["flags"] == ["no-low"]
    assert row["reward"] is not None


def test_columns_are_matched_and_missing_values_named(capsys, tmp_path):
    answers = ["I like it that way", "I am neutral", "I dislike it that way"]
    rows = "".join(f"{i % 7},{i % 6},{answers[i % 2]},{answers[1 + i % 2]},{i % 9 + 1}\n" for i in range(90))
    file = written(tmp_path, f"o,Speed today,Speed_functional,Speed_dysfunctional,Speed_importance\n{rows}")
    alone = found(capsys, file, "--overall", "o", "--missing", "0")
    assert alone["agreement"] is None
    assert "drivers-unmatched" in [finding["code"] for finding in alone["findings"]]
    result = found(capsys, file, "--overall", "o", "--missing", "0", "--match", "Speed=Speed today")
    assert result["agreement"]["features"][0]["attribute"] == "Speed today"
    assert result["conventions"]["cells"]["as_missing"] == ["0"]
    assert result["left_out"]["people"]["unrated"] > 0


def test_a_name_with_a_comma_is_a_name(capsys, tmp_path):
    rows = "".join(f"{i % 7},{i % 5 + 1},{i % 3 + 1}\n" for i in range(60))
    file = written(tmp_path, f'o,"fast, and warm",b\n{rows}')
    result = found(capsys, file, "--overall", "o", "--attributes", "fast, and warm,b")
    assert [row["attribute"] for row in result["attributes"]] == ["fast, and warm", "b"]


def test_words_are_given_their_numbers(capsys, tmp_path):
    rows = "".join(f"{'yes' if (i * 7) % 5 > 1 else 'no'},{i % 5 + 1}\n" for i in range(80))
    file = written(tmp_path, f"o,a\n{rows}")
    status, out, err = run(capsys, file, "--overall", "o")
    assert (status, out) == (2, "")
    assert "“o: no”" in err
    result = found(capsys, file, "--overall", "o", "--values", "yes=1,no=0", "--model", "logit")
    assert result["conventions"]["effects"] == "log odds"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--attributes", "nope"], "There is no column “nope”"),
        (["--attributes", "Overall satisfaction"], "cannot be an attribute"),
        (["--low", "3", "--high", "3"], "overlap"),
        (["--model", "logit"], "exactly two"),
        (["--match", "Apron for each guest=nope"], "cannot be matched"),
        (["--scale", "1-4"], "outside the scale"),
    ],
)
def test_what_cannot_be_done_is_worded_and_ends_with_2(capsys, arguments, says):
    status, out, err = run(capsys, SAMPLE, *ON, *arguments)
    assert (status, out) == (2, "")
    assert says in err


@pytest.mark.parametrize(
    "bad", [["--ia", "0.6,0.2"], ["--ia", "x"], ["--level", "1"], ["--scale", "5-1"], ["--low", "x"]]
)
def test_options_that_make_no_sense_are_refused(bad):
    with pytest.raises(SystemExit) as stop:
        main(["drivers", SAMPLE, *ON, *bad])
    assert stop.value.code == 2
