"""`kano open`, and bundles where other commands take a file of answers."""

import csv
import json
from pathlib import Path

import pytest

from kano.samples import SAMPLES

FOLDER = Path(__file__).parents[1] / "sample_data"
FILES = [(entry["file"], entry["options"]) for entry in csv.DictReader((FOLDER / "index.csv").open(encoding="utf-8"))]
BY = {"hotpot.csv": ("visits", "party"), "flight.csv": ("purpose", "payer"), "verbatims/hotpot-en.csv": ("visits",)}
OTHERS = [
    ["--rule", "blauth", "--tie-margin", ".05"],
    ["--table", "pouliot", "--seed", "7"],
    ["--by", "purpose", "--least", "25"],
    ["--by", "payer", "--without-screened", "--rules", "missing=0.05"],
]


@pytest.fixture
def bundle(kano, tmp_path):
    """Writes the bundle of a sample and gives its path."""

    def write(file, *options):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        status, _, err = kano("report", FOLDER / file, *options, "--out", path)
        assert status == 0, err
        return path

    return write


def same(kano, file, path, options):
    for form in ("csv", "json", "text"):
        one = kano("classify", FOLDER / file, *options, "--format", form)
        two = kano("open", path, "--format", form)
        assert (one[0], two[0]) == (0, 0), two[2]
        assert two[1] == one[1]


@pytest.mark.parametrize(("file", "given"), FILES, ids=[file for file, _ in FILES])
def test_what_is_printed_is_what_classify_prints(kano, bundle, file, given):
    options = given.split()
    same(kano, file, bundle(file, *options), options)
    for by in BY.get(file, ()):
        same(kano, file, bundle(file, *options, "--by", by), [*options, "--by", by])
        one = kano("classify", FOLDER / file, *options, "--by", by, "--format", "csv")[1]
        assert kano("open", bundle(file, *options), "--by", by, "--format", "csv")[1] == one


@pytest.mark.parametrize("options", OTHERS, ids=" ".join)
def test_by_other_settings_and_with_people_left_out_too(kano, bundle, options):
    same(kano, "flight.csv", bundle("flight.csv", *options), options)


def test_by_a_table_of_ones_own(kano, bundle, tmp_path):
    grid = tmp_path / "ours.txt"
    grid.write_text("# ours\nQAAAO\nRIIIM\nRIIIM\nRIIIM\nRRRRR\n", encoding="utf-8")
    options = ["--table", grid]
    path = bundle("flight.csv", *options)
    grid.unlink()
    status, out, err = kano("open", path, "--format", "json")
    assert status == 0, err
    assert json.loads(out)["conventions"]["evaluation_table"]["citation"] == "ours"


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("command", ["certainty", "segments"])
def test_certainty_and_segments_take_it(kano, bundle, name, command):
    file, template = SAMPLES[name]
    asked = ["--questionnaire", template] if template else []
    path = bundle(file, *asked)
    for form in ("csv", "json", "text"):
        one = kano(command, FOLDER / file, *asked, "--format", form)
        two = kano(command, path, "--format", form)
        assert (two[0], two[1]) == (one[0], one[1])


def test_two_bundles_and_two_groups_of_one_are_compared(kano, bundle):
    hotpot, path = FOLDER / "hotpot.csv", bundle("hotpot.csv")
    groups = ["--by", "visits", "--first", "Weekly or more often", "--second", "First visit"]
    values = [
        row["segment"]
        for row in csv.DictReader(kano("classify", path, "--by", "visits", "--format", "csv")[1].splitlines())
    ]
    first, second = list(dict.fromkeys(value for value in values if value))[:2]
    groups = ["--by", "visits", "--first", first, "--second", second, "--format", "csv"]
    assert kano("compare", path, *groups)[1] == kano("compare", hotpot, *groups)[1]
    assert kano("compare", path, path, "--format", "csv")[1] == kano("compare", hotpot, hotpot, "--format", "csv")[1]


def test_its_own_settings_hold_unless_others_are_given(kano, bundle):
    path = bundle("flight.csv", "--rule", "blauth", "--tie-margin", ".05", "--seed", "7")
    made = json.loads(kano("classify", path, "--format", "json")[1])["conventions"]
    assert (made["rule"], made["tie_margin"], made["certainty"]["seed"]) == ("blauth", 0.05, 7)
    made = json.loads(kano("classify", path, "--rule", "mode", "--table", "pouliot", "--format", "json")[1])[
        "conventions"
    ]
    assert (made["rule"], made["tie_margin"], made["evaluation_table"]["name"]) == ("mode", 0.05, "pouliot")
    one = kano("classify", path, "--rule", "mode", "--tie-margin", "0", "--seed", "1984", "--format", "csv")[1]
    assert one == kano("classify", FOLDER / "flight.csv", "--format", "csv")[1]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["groups"], "need the answers of each person"),
        (["screen"], "nobody can be screened"),
        (["people", "--feature", "Hot meal on board"], "holds counts, not people"),
        (["verbatims"], "holds counts, not people"),
        (["classify", "--without-screened"], "nobody can be screened"),
        (["inspect"], "is a bundle"),
        (["drivers", "--overall", "x"], "is a bundle"),
        (["classify", "--by", "purpose", "--least", "3"], "--least 5"),
        (["classify", "--by", "shoes"], "Known: purpose, payer"),
        (["open", "--by", "shoes"], "Known: purpose, payer"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_needs_people_says_so(kano, bundle, command, words):
    path = bundle("flight.csv")
    status, out, err = kano(command[0], path, *command[1:])
    assert (status, out) == (2, "")
    assert words in err


def test_it_says_what_it_is_and_which_options_have_no_effect(kano, bundle):
    path = bundle("flight.csv", "--date", "2026-11-22")
    err = kano("classify", path, "--codes", "like-first", "--header-rows", "2")[2]
    assert f"Bundle {path.name}: of flight.csv, written by Kano" in err
    assert "2026-11-22" in err
    assert "--codes is not used" in err
    assert "--header-rows is not used" in err


def test_files_are_written_of_it(kano, bundle, tmp_path):
    path = bundle("flight.csv", "--by", "purpose", "--title", "Flights")
    again, table = tmp_path / "again.json", tmp_path / "t.csv"
    assert kano("open", path, "--out", again, table)[0] == 0
    assert again.read_bytes() == path.read_bytes()
    assert kano("report", path, "--out", tmp_path / "r.html")[0] == 0
    assert kano("open", path, "--out", path)[0] == 2
    assert kano("open", path, "--out", "x.doc")[0] == 2


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_what_is_no_bundle_or_was_changed_is_refused_in_every_language(kano, bundle, tmp_path, lang):
    status, _, err = kano("open", FOLDER / "flight.csv", "--lang", lang)
    assert (status, "flight.csv" in err) == (2, True)
    path = bundle("flight.csv")
    path.write_bytes(path.read_bytes().replace(b'"people": 180', b'"people": 179'))
    status, _, err = kano("open", path, "--lang", lang)
    assert (status, path.name in err, "sha256" in err) == (2, True, True)
    assert kano("open", tmp_path / "none.json")[0] == 2


def test_another_version_with_other_numbers_is_said(kano, bundle):
    from tests.bundle.bundles import changed

    path = bundle("flight.csv")

    def older(content):
        content["kano"] = "0.1.0"
        content["classification"]["features"][0]["worse"]["estimate"] = -0.9

    path.write_bytes(changed(path.read_bytes(), older))
    status, out, err = kano("open", path, "--format", "csv")
    assert (status, out) == (0, kano("classify", FOLDER / "flight.csv", "--format", "csv")[1])
    assert "written by Kano 0.1.0, this is Kano" in err
