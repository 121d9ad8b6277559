"""`kano drivers --out` and `kano gaps --out`: files to present beside what is printed, and what is refused."""

import io
import json
import zipfile

import pypdf
import pytest

from kano.cli import main
from kano.i18n import LANGUAGES, catalogue
from kano.samples import FOLDER

DRIVERS = ["drivers", str(FOLDER / "ratings" / "hotpot-visits.csv"), "--overall", "Overall satisfaction"]
GAPS = ["gaps", str(FOLDER / "ratings" / "servqual.csv")]
GAPS += ["--items", str(FOLDER / "ratings" / "servqual-items.yaml")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", [DRIVERS, GAPS])
def test_files_are_written_in_the_language_and_said(command, lang, tmp_path, capsys):
    pdf, page = tmp_path / "a.pdf", tmp_path / "a.html"
    assert main([*command, "--lang", lang, "--out", str(pdf), str(page), "--title", "Title here"]) == 0
    said = capsys.readouterr().err
    assert f"1/2 {catalogue(lang)('cli.wrote', file=pdf)}" in said
    assert pypdf.PdfReader(pdf).metadata.title == "Title here"
    assert catalogue(lang)("report.conventions") in page.read_text("utf-8")


def test_what_is_printed_is_what_the_file_holds(tmp_path, capsys):
    file = tmp_path / "a.json"
    assert main([*DRIVERS, "--format", "json", "--out", str(file)]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(file.read_text("utf-8"))


def test_a_map_and_priorities_come_with_categories(tmp_path):
    file = tmp_path / "a.zip"
    assert main([*GAPS, "--kano", "1=M,2=O,5=M", "--out", str(file), str(tmp_path / "a.pptx")]) == 0
    assert {"gaps.svg", "verdicts.png", "importance.png", "items/01.png"} <= set(zipfile.ZipFile(file).namelist())
    assert zipfile.ZipFile(io.BytesIO((tmp_path / "a.pptx").read_bytes())).testzip() is None


@pytest.mark.parametrize("command", [DRIVERS, GAPS])
def test_an_unknown_format_is_refused_before_anything_is_written(command, tmp_path, capsys):
    good, bad = tmp_path / "a.csv", tmp_path / "a.xlsm"
    assert main([*command, "--out", str(good), str(bad)]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert "xlsm" in err
    assert not good.exists()


def test_the_file_that_is_read_is_not_written_over(tmp_path, capsys):
    data = (FOLDER / "ratings" / "servqual.csv").read_bytes()
    file = tmp_path / "servqual.csv"
    file.write_bytes(data)
    assert main(["gaps", str(file), *GAPS[2:], "--out", str(file)]) == 2
    assert file.read_bytes() == data
    assert catalogue()("cli.is-input") in capsys.readouterr().err
