"""Reports: the same numbers in every format, safe to open, and the same file for the same study."""

import csv
import io
import json
import zipfile

import openpyxl
import pandas as pd
import pytest

from kano import reports
from kano.conventions import Settings
from kano.errors import KanoError
from kano.readers import Layout, Mapping, open_table
from kano.readers.mapping import PairColumns
from kano.reports import FORMATS, Report
from kano.study import read, study

HOSTILE = ["=1+1", "+1", "@x", "-1", "http://x", '=HYPERLINK("http://x")', "{=1+1}", "internal:'x'!A1"]
ROWS = """id,=segment,x_fun,x_dys,x_imp,y_fun,y_dys,y_imp
1,=1+1,like,dislike,9,neutral,neutral,
2,=1+1,like,dislike,very,live with,live with,3
3,-b,like,neutral,7,dislike,like,1
4,-b,,neutral,7,dislike,like,1
5,,like,dislike,5,expect,expect,2
"""


def made(names=("Tea", "Wifi"), lang="en", by="=segment", text=ROWS):
    answers = {"like": "L", "expect": "E", "neutral": "N", "live with": "W", "dislike": "D", "": ""}
    pairs = (PairColumns(names[0], "x_fun", "x_dys", "x_imp"), PairColumns(names[1], "y_fun", "y_dys", "y_imp"))
    mapping = Mapping(Layout.WIDE, pairs, {}, answers, segments=("=segment",), dropped=("id",))
    survey = study(open_table(text.encode(), "=a.csv"), mapping)
    return Report(survey, survey.classify(Settings(least=1), by), lang)


def sheets(report):
    """With the numbers that the product wrote beside its formulas."""
    return openpyxl.load_workbook(io.BytesIO(reports.write(report, "xlsx")), data_only=True)


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture(scope="module")
def pictures():
    report = made()
    return reports.write(report, "zip"), reports.write(made(), "zip")


def records(sheet):
    """Rows as dictionaries by their heads, of which none may be there twice."""
    head, *body = rows(sheet)
    assert len(set(head)) == len(head)
    return [dict(zip(head, row, strict=True)) for row in body]


NUMBERS = {"n": "n", "left_out": "left out", "better": "better", "worse": "worse", "probability": "probability"}
NUMBERS |= {f"{of}_{end}": f"{of}, {end}" for of in ("better", "worse") for end in ("low", "high")}
NUMBERS |= {"category_strength": "category strength (% points)", "total_strength": "total strength (%)"}
NUMBERS |= {"x": "x (dysfunctional)", "y": "y (functional)", "sd_x": "SD of x", "sd_y": "SD of y"}
NUMBERS |= {"importance": "importance (mean)"} | {letter: letter for letter in "AOMIRQ"}


def test_the_workbook_holds_the_numbers_of_the_classification():
    report = made()
    body, expected = records(sheets(report)["Results"]), report.result.rows()
    assert [row["No."] for row in body] == list(range(1, len(expected) + 1))
    for written, row in zip(body, expected, strict=True):
        assert [written[key] or "" for key in ("feature", "category", "tied", "verdict")] == [
            row[key] for key in ("feature", "category", "tied", "verdict")
        ]
        for key, head in NUMBERS.items():
            assert written[head] == (None if row[key] is None else pytest.approx(row[key], rel=1e-14))


def test_the_workbook_names_segments_and_types_in_words():
    body = records(sheets(made())["Results"])
    assert [row["segment"] for row in body[::2]] == ["everyone", "-b", "=1+1", "(no answer)"]
    assert body[0]["type"] == "performance"
    points = records(sheets(made())["Points of curves"])
    assert [row["segment"] for row in points[:: 2 * 21]] == ["everyone", "-b", "=1+1", "(no answer)"]


def test_the_workbook_holds_curves_from_worse_to_better():
    report = made()
    sheet = sheets(report)["Points of curves"]
    body = [row for row in rows(sheet)[1:] if row[1] == "everyone" and row[0] == "Tea"]
    tea = report.result.features[0]
    assert [row[3] for row in body] == [pytest.approx(i / 20) for i in range(21)]
    assert (body[0][4], body[-1][4]) == (tea.worse.estimate, tea.better.estimate)
    assert all(low <= blended <= high for *_, blended, low, high in body)


def test_the_workbook_keeps_a_missing_answer_blank():
    head, *body = rows(sheets(made())["Answers"])
    assert head[:5] == ["person", "=segment", "Tea: functional question", "Tea: dysfunctional question", head[4]]
    assert body[0] == [1, "=1+1", "L", "D", 9, "N", "N", None]
    assert body[1] == [2, "=1+1", "L", "D", None, "W", "W", 3]
    assert body[3] == [4, "-b", None, "N", 7, "D", "L", 1]
    assert body[4][1] is None


def test_the_workbook_says_how_and_what_was_left_out_and_what_to_know():
    book, report = sheets(made()), made()
    conventions = dict(rows(book["Conventions"])[1:])
    assert conventions["evaluation table"].startswith("standard: QAAAO/RIIIM")
    assert conventions["file"] == "=a.csv"
    assert conventions["SHA-256 of the file"] == report.study.source.sha256
    left = {row[0]: row[1:] for row in rows(book["Left out"])[1:]}
    assert left["respondents"][0] == 5
    assert left["Tea"] == [1, 1, 0, 0]
    assert "columns not used: id" in left
    assert any("“very” × 1" in row[0] for row in rows(book["Remarks"])[1:])


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_of_a_user_is_computed_from_a_csv(name):
    lines = list(csv.reader(io.StringIO(reports.write(made((name, name + "2")), "csv").decode("utf-8-sig"))))
    assert lines[0][:3] == ["feature", "segment", "n"]
    assert [cell for line in lines for cell in line[:2] if cell.startswith(("=", "+", "-", "@"))] == []
    assert lines[1][0] in {name, "'" + name}
    assert {line[1] for line in lines[1:]} == {"", "(blank)", "'-b", "'=1+1"}


def test_the_csv_read_by_pandas_is_the_frame():
    report = made(by=None)
    read_back = pd.read_csv(io.BytesIO(reports.write(report, "csv")), dtype={"segment": str}, keep_default_na=False)
    frame = report.result.to_frame()
    assert list(read_back.columns) == list(frame.columns)
    for column in frame:
        wanted = [value if value is not None and value == value else "" for value in frame[column]]
        assert [value if value == "" else type(value)(value) for value in read_back[column]] == wanted


def test_the_csv_read_by_kano_gives_the_same_counts_and_categories(tmp_path):
    report = made(by=None)
    (tmp_path / "a.csv").write_bytes(reports.write(report, "csv"))
    again = read(tmp_path / "a.csv").classify()
    assert [f.counts for f in again.features] == [f.counts for f in report.result.features]
    assert [f.probability for f in again.features] == [f.probability for f in report.result.features]
    assert [f.category for f in again.features] == [f.category for f in report.result.features]


def test_json_is_strict_and_holds_results_and_curves():
    def refuse(name):
        raise AssertionError(name)

    report = made()
    bundle = json.loads(reports.write(report, "json"), parse_constant=refuse)
    assert (bundle["schema"], bundle["source"]["file"]) == ("kano.bundle/1", "=a.csv")
    data = bundle["classification"]
    assert data["schema"] == "kano.classification/1"
    assert [f["counts"] for f in data["features"]] == [f.counts for f in report.result.features]
    assert [f["segment"] for f in data["features"][::2]] == [None, "-b", "=1+1", ""]
    assert data["features"][0]["importance"] == {"mean": 7.0, "n": 4}
    assert [len(curve["fulfilment"]) for curve in bundle["curves"]] == [21] * 8
    assert data["left_out"]["by_feature"]["Tea"]["functional_missing"] == 1
    assert data["findings"][0]["code"] == "importance-unread"


def test_what_is_undefined_is_null_in_json_and_blank_elsewhere():
    text = ROWS.splitlines()[0] + "\n1,a,dislike,like,,like,like,\n2,a,dislike,like,,,,\n"
    report = made(by=None, text=text)
    feature = json.loads(reports.write(report, "json"))["classification"]["features"][0]
    assert (feature["category"], feature["better"]) == ("R", {"estimate": None, "low": None, "high": None})
    line = next(csv.DictReader(io.StringIO(reports.write(report, "csv").decode("utf-8-sig"))))
    assert (line["R"], line["better"], line["worse_low"]) == ("2", "", "")
    assert (records(sheets(report)["Results"])[0]["better"] or None) is None


@pytest.mark.parametrize("name", ["xlsx", "csv", "json"])
def test_the_same_study_gives_the_same_bytes(name):
    assert reports.write(made(), name) == reports.write(made(), name)


def test_the_same_study_gives_the_same_pictures(pictures):
    first, second = pictures
    assert first == second


def test_every_chart_is_there_as_png_and_svg(pictures):
    with zipfile.ZipFile(io.BytesIO(pictures[0])) as archive:
        names = archive.namelist()
        stems = {name.split(".")[0] for name in names}
        main = {"overview", "better-worse", "better-worse-mean", "curves", "curves-each", "continuous", "certainty"}
        assert {stem for stem in stems if "/" not in stem} == main
        assert {stem.split("/")[1] for stem in stems if stem.startswith("segment-1/")} == {
            "overview",
            "better-worse",
            "curves",
        }
        assert "answers/01" in stems
        assert sorted(names) == sorted(f"{stem}.{kind}" for stem in stems for kind in ("png", "svg"))
        for name in names:
            data = archive.read(name)
            assert data.startswith(b"\x89PNG\r\n\x1a\n" if name.endswith("png") else b"<svg")
            assert len(data) > 2000
        assert "Tea" in archive.read("overview.svg").decode()


def test_chinese_reports_speak_chinese():
    book = sheets(made(lang="zh-Hans"))
    assert "期望型" in rows(book["结果"])[1]
    assert book.sheetnames[0] == "摘要"


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_sheet_names_fit_the_format_in_every_language(lang):
    names = sheets(made(lang=lang)).sheetnames
    assert len({name.lower() for name in names}) == len(names) > 10
    assert all(0 < len(name) <= 31 for name in names)


def test_an_unknown_format_is_named_with_those_that_exist():
    with pytest.raises(KanoError) as caught:
        reports.write(made(), "odp")
    assert caught.value.values == {"format": "odp", "known": ", ".join(FORMATS)}
    assert set(FORMATS) == {"pptx", "xlsx", "pdf", "docx", "html", "csv", "json", "zip"}


def test_published_counts_make_every_report_too(tmp_path):
    (tmp_path / "a.csv").write_text("feature,A,O,M,I,R,Q\nTea,40.5,30,20,9.5,0,0\n", encoding="utf-8")
    survey = read(tmp_path / "a.csv")
    report = Report(survey, survey.classify())
    assert "Answers" not in sheets(report).sheetnames
    data = json.loads(reports.write(report, "json"))["classification"]
    assert data["features"][0]["n"] is None
    assert set(data["features"][0]["probability"].values()) == {None}
    assert data["conventions"]["unit"] == "percent"
    with zipfile.ZipFile(io.BytesIO(reports.write(report, "zip"))) as archive:
        assert "continuous.png" not in archive.namelist()
