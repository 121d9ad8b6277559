"""A table of pair counts in the commands: the figures of the people who were counted, and a word where they are due."""

from pathlib import Path

import numpy as np
import pytest

from kano.conventions import Settings
from kano.reports.pair_counts import write
from kano.study import read

ROOT = Path(__file__).parents[1]
PEOPLE, COUNTS = ROOT / "sample_data" / "hotpot.csv", ROOT / "sample_data" / "counted" / "hotpot.csv"


@pytest.fixture
def own(tmp_path):
    """The people of the sample as Kano writes their counts."""
    study = read(PEOPLE)
    file = tmp_path / "counts.csv"
    everyone, questions = study.count(), {by: study.count(by) for by in study.segments}
    file.write_bytes(write(type(read(COUNTS).data)(everyone, questions)))
    return file


@pytest.mark.parametrize("by", [None, "visits"])
def test_the_figures_are_those_of_the_people(by, own):
    """Better, worse, categories and intervals of every feature and segment; importance is in no table of counts."""
    settings = Settings()
    before = {(f["feature"], f["segment"]): f for f in read(PEOPLE).classify(settings, by).rows()}
    for file, n in ((own, 20), (COUNTS, 4)):
        after = read(file).classify(settings, by).rows()
        assert len({row["feature"] for row in after}) == n
        for row in after:
            other = before[row["feature"], row["segment"]]
            same = [key for key in row if not key.startswith(("importance", "prob", "p_", "verdict"))]
            assert {key: row[key] for key in same} == {key: other[key] for key in same}


@pytest.mark.parametrize("file", ["plain", "own"])
def test_a_mapping_that_was_saved_is_followed(file, own, kano, tmp_path):
    source, mapping = {"plain": COUNTS, "own": own}[file], tmp_path / "m.yaml"
    assert kano("inspect", source, "--save", mapping)[0] == 0
    assert "layout: pairs" in mapping.read_text(encoding="utf-8")
    direct = kano("classify", source, "--by", "visits", "--format", "csv")
    assert kano("classify", source, "--by", "visits", "--mapping", mapping, "--format", "csv")[:2] == direct[:2]
    assert direct[0] == 0


def test_inspecting_counts_people(data):
    found = data("inspect", COUNTS)
    assert (found["layout"], found["respondents"], found["segments"]) == ("pairs", 240, ["visits"])
    assert sum(answer["functional"] for answer in found["answers"]) == 4 * 240


def test_what_is_left_out_stands_beside_what_is_counted(data):
    left = data("classify", COUNTS)["left_out"]
    assert (left["respondents"], left["respondents_without_answers"]) == (240, 0)
    assert left["pairs"] == 240 * 4 - 234 - 232 - 232 - 235


@pytest.mark.parametrize(
    "command", [("certainty",), ("curves", "--by", "visits"), ("segments",), ("order",), ("compare", str(PEOPLE))]
)
def test_what_needs_only_counts_works(command, kano):
    assert kano(command[0], COUNTS, *command[1:])[0] == 0


@pytest.mark.parametrize(
    "command", [("groups",), ("people", "--feature", "Valet parking"), ("verbatims",), ("screen",)]
)
def test_what_needs_people_says_so(command, kano):
    status, out, err = kano(command[0], COUNTS, *command[1:])
    assert (status, out) == (2, "")
    assert "counts" in err


@pytest.mark.parametrize("known", [True, False], ids=["people known", "people unknown"])
@pytest.mark.parametrize("kind", ["xlsx", "csv", "json", "pptx", "pdf", "docx", "html"])
def test_every_format_is_written(kind, known, kano, tmp_path):
    source, out = tmp_path / "counts.csv", tmp_path / f"r.{kind}"
    more = b"" if known else b"Valet parking,,,Once a week or more,5\n"
    source.write_bytes(COUNTS.read_bytes() + more)
    assert kano("classify", source, "--out", out)[0] == 0
    assert out.stat().st_size > 200
    if kind == "html":
        assert (">None<" in out.read_text(encoding="utf-8")) is False


def test_an_unknown_number_of_people_is_said(kano, tmp_path):
    file = tmp_path / "counts.csv"
    file.write_bytes(COUNTS.read_bytes() + b"Valet parking,,,Once a week or more,5\n")
    status, _, err = kano("classify", file)
    assert status == 0
    assert "240 to 245 people" in err
    assert read(file).people is None


def test_an_xlsx_file_of_counts_is_read_alike(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in COUNTS.read_text(encoding="utf-8").splitlines():
        cells = line.split(",")
        book.active.append([*cells[:-1], int(cells[-1]) if cells[-1].isdigit() else cells[-1]])
    book.save(tmp_path / "counts.xlsx")
    one, two = read(tmp_path / "counts.xlsx").everyone, read(COUNTS).everyone
    assert one.equals(two)
    assert np.array_equal(one.grid.sum(axis=(-2, -1)), np.full((1, 4), 240))
