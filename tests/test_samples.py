"""Every file that ships is what its index says, and the synthetic ones are what the generator makes."""

import csv
import runpy
from pathlib import Path

import pytest

from kano.cli import main
from kano.conventions import Settings
from kano.samples import SAMPLES, open_sample
from kano.study import read

FOLDER = Path(__file__).parents[1] / "sample_data"
INDEX = list(csv.DictReader((FOLDER / "index.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_a_sample_gives_the_categories_its_index_promises(entry):
    rule = "blauth" if "blauth" in entry["options"] else "mode"
    result = read(FOLDER / entry["file"]).classify(Settings(rule=rule))
    assert "".join(feature.category for feature in result.features) == entry["expected"]
    if entry["n"]:
        assert max(f.n + sum(f.left_out.values()) for f in result.features) == int(entry["n"])


def test_the_index_lists_every_file_and_no_other():
    others = ("ratings", "offers", "plans")
    files = {p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*.csv") if p.parent.name not in others}
    assert {entry["file"] for entry in INDEX} == files - {"index.csv"}
    assert all(entry["source"] and entry["licence"] for entry in INDEX)


def test_ratings_have_an_index_of_their_own():
    entries = list(csv.DictReader((FOLDER / "ratings" / "index.csv").open(encoding="utf-8")))
    assert {entry["file"] for entry in entries} == {p.name for p in (FOLDER / "ratings").glob("*.csv")} - {"index.csv"}
    for entry in entries:
        rows = list(csv.reader((FOLDER / "ratings" / entry["file"]).open(encoding="utf-8")))
        assert len(rows) - 1 == int(entry["n"])
        assert entry["source"]
        assert entry["licence"]


def test_the_generator_makes_exactly_the_files_that_ship():
    made = runpy.run_path(str(FOLDER / "generate.py"))
    for name, rows in (
        ("hotpot.csv", made["hotpot"]()),
        ("counted/hotpot.csv", made["pair_counts"]()),
        ("flight.csv", made["flight"]()),
        ("after-sales-zh.csv", made["forms_sheet"]("after-sales", "zh-Hans")),
        ("ratings/servqual.csv", made["servqual"]()),
        ("verbatims/hotpot-en.csv", made["reasons"]("en")),
        ("verbatims/hotpot-zh-Hans.csv", made["reasons"]("zh-Hans")),
        ("ratings/hotpot-visits.csv", made["visits"]()),
    ):
        assert list(csv.reader((FOLDER / name).open(encoding="utf-8"))) == rows


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_of_the_app_open_without_a_question(name):
    assert open_sample(name).classify().features


def test_the_command_line_reads_the_sample(capsys):
    assert main(["classify", str(FOLDER / "hotpot.csv"), "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith('"Table booking three weeks ahead"')
