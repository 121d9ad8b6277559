"""The workbook: formulas that are the product's numbers, charts on cells, texts that stay texts, nothing untold."""

import io
import re
import zipfile
from dataclasses import replace

import numpy as np
import openpyxl
import pytest

from kano import reports
from kano.answers import CATEGORIES, Category
from kano.conventions import Settings
from kano.counts import CategoryCounts
from kano.errors import KanoError
from kano.evaluation import load_table
from kano.i18n import LANGUAGES
from kano.readers import Layout, Mapping
from kano.readers.table import Source
from kano.reports import About, Report
from kano.reports.figures import Axis, Figure, Key, Kind, Series
from kano.reports.story import Grid, Section
from kano.reports.workbook import book, sections
from kano.reports.workbook import people as answers
from kano.responses import Profile, Responses
from kano.study import Study
from tests.reports.recomputed import SOFFICE, apart, formulas
from tests.reports.studies import LIVE, about, hostile, long, people, percentages, sample

ODD = [
    "-2+3+cmd|' /C calc'!A0",
    '=WEBSERVICE("http://x.example")',
    "=IMPORTXML(A1)",
    '=DDE("cmd","/c calc","x")',
    "+A1",
    "-A1",
    "@A1",
    "=A1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    ";=1+1",
    ",=1+1",
    '"=1+1',
    "'=1+1",
    "{=SUM(1)}",
    "＋1",
    "－1",
    "＠x",
    "%0A=1+1",
    "mailto:a@x.example",
    "file:///etc/passwd",
    "external:c:\\x.xlsx#A!A1",
    "ftp://x.example",
    '&A &P &N &"Arial" && &',
    "[x]:*?/\\",
    "'quoted'",
    "history",
    "a\x01b\x00c\ufffe",
    "\u202eabc",
    "007",
    "1e5",
    "TRUE",
    "😀" * 40,
]
"""More texts that a spreadsheet would compute, follow, or take for a code, a name of its own or a number."""


def made(report):
    return reports.write(report, "xlsx")


def loaded(data, values=True):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def records(sheet, top=1):
    head, *body = sheet.iter_rows(min_row=top, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def answered(**settings):
    """Made-up answers of 60 people, the last of four features without any, by other conventions."""
    study = people(["Tea", "Wifi", "Desk", "Nobody's"], silent=(3,))
    return Report(study, study.classify(Settings(**settings), "region"), "en", about())


def three_levels():
    rng = np.random.default_rng(5)
    sides = [rng.choice(np.array([1, 3, 5], dtype=np.int8), (40, 2)) for _ in range(2)]
    study = Study(Source("a.csv", "0" * 64), Mapping(Layout.WIDE), Responses(("Tea", "Wifi"), *sides))
    return Report(study, study.classify(Settings(table=load_table("three-level"))), "en", about())


def ties():
    """Every kind of tie: of two, of three, of all, between the sides of Blauth, near ones, nothing at all."""
    rows = [[5, 5, 5, 0, 0, 0], [0, 3, 3, 3, 3, 0], [2] * 6, [0, 0, 0, 4, 4, 4], [10, 9, 0, 19, 0, 0], [0] * 6]
    rows += [[0, 0, 0, 0, 0, 7], [100, 95, 90, 0, 0, 0], [1, 0, 0, 0, 0, 0], [30, 31, 33, 28, 32, 1]]
    names = tuple(f"F{i}" for i in range(len(rows)))
    return Study(Source("a.csv", "0" * 64), Mapping(Layout.WIDE), CategoryCounts(names, np.array([rows], dtype=float)))


def tied(**settings):
    study = ties()
    return Report(study, study.classify(Settings(**settings)), "en", about())


def hidden():
    """Two features that too few people of a segment answered, and the segments that hide them."""
    study = people(["Tea", "Wifi", "Desk"], n=60, segments=("north", "south", "west"))
    data = study.data
    functional = data.functional.copy()
    functional[np.flatnonzero(data.profiles["region"].codes == 2)[3:], 0] = 0
    study = replace(study, data=replace(data, functional=functional))
    return Report(study, study.classify(by="region"), "en", about())


STUDIES = {
    "people and segments": lambda: sample(by="party"),
    "a published table": lambda: sample("berger1993"),
    "percentages": percentages,
    "blauth": lambda: answered(rule="blauth"),
    "a margin": lambda: answered(tie_margin=0.1, level=0.9),
    "three levels": three_levels,
    "ties": tied,
    "ties by blauth": lambda: tied(rule="blauth"),
    "ties by a margin": lambda: tied(tie_margin=0.05),
    "ties by both": lambda: tied(rule="blauth", tie_margin=0.05),
    "hidden": hidden,
    "Chinese, long names": lambda: long("zh-Hant"),
    "live texts": hostile,
}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not there to compute the formulas")
@pytest.mark.parametrize("which", STUDIES)
def test_the_formulas_alone_give_the_products_numbers(which, tmp_path):
    number, worst, wrong = apart(made(STUDIES[which]()), tmp_path)
    assert number > 30
    assert worst < 1e-12
    assert wrong == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not there to compute the formulas")
def test_the_formulas_of_a_public_study_give_the_products_numbers(transfers, tmp_path):
    study = Study(Source("transfers.csv", "0" * 64), Mapping(Layout.WIDE), transfers)
    report = Report(study, study.classify(Settings(rule="blauth")), "en", about())
    number, worst, wrong = apart(made(report), tmp_path)
    assert (number > 200, worst < 1e-12, wrong) == (True, True, [])


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not there to compute the formulas")
def test_a_changed_number_of_the_product_would_show_in_the_check(tmp_path, monkeypatch):
    from kano.reports.workbook import formulas as texts
    from tests.reports.recomputed import recomputed

    monkeypatch.setattr(texts, "better", lambda at: f"{at['A']}/{at['base']}")
    again = recomputed(made(sample("berger1993")), tmp_path)
    assert max(row["largest difference"] for row in records(again["Results"])) > 0.01


@pytest.mark.parametrize("which", STUDIES)
def test_what_stands_beside_the_formulas_is_the_classification(which):
    report = STUDIES[which]()
    data, names = made(report), {"Results", "結果"}
    sheet = next(sheet for sheet in loaded(data) if sheet.title in names)
    head = [cell.value for cell in sheet[1]]
    t = report.t
    for cells, feature in zip(sheet.iter_rows(min_row=2, values_only=True), report.result.features, strict=True):
        row = dict(zip(head, cells, strict=True))
        shown = {t(f"column.{key}"): getattr(feature, key).estimate for key in ("better", "worse")}
        shown |= {t(f"column.{key}"): getattr(feature, key) for key in ("category_strength", "total_strength")}
        shown |= {letter: None if feature.suppressed else feature.counts[letter] for letter in map(str, CATEGORIES)}
        assert {key: row[key] if row[key] != "" else None for key in shown} == pytest.approx(shown, abs=1e-14)
        assert (row[t("column.category")] or "") == str(feature.category or "")
        assert row[t("column.type")] == feature.called(t)


def test_formulas_say_what_they_compute():
    found = formulas(made(sample("berger1993")))
    texts = {at: text for (sheet, at), (text, _) in found.items() if sheet == "Results"}
    head = {cell.value: cell.column_letter for cell in loaded(made(sample("berger1993")))["Results"][1]}
    a, o, m = (head[letter] for letter in "AOM")
    base, n = head["base (A+O+M+I)"], head["n"]
    assert texts[f"{n}2"] == f"=SUM({a}2:{head['Q']}2)"
    assert texts[f"{base}2"] == f"=SUM({a}2:{head['I']}2)"
    assert texts[f"{head['better']}2"] == f'=IF({base}2=0,"",({a}2+{o}2)/{base}2)'
    assert texts[f"{head['worse']}2"] == f'=IF({base}2=0,"",-({o}2+{m}2)/{base}2)'
    assert "'Key'!$B$14" in texts[f"{head['better, low']}2"]
    assert found["Key", "B14"] == ("=_xlfn.NORM.S.INV((1+'Key'!$B$13)/2)", pytest.approx(1.959963984540054))


def test_a_hidden_feature_has_neither_numbers_nor_formulas():
    report = hidden()
    data = made(report)
    places = [i for i, f in enumerate(report.result.features) if f.suppressed]
    assert places
    rows = list(loaded(data, values=False)["Results"].iter_rows(min_row=2, values_only=True))
    for place in places:
        assert [cell for cell in rows[place] if cell is not None] == [
            place + 1,
            report.result.features[place].feature,
            report.result.features[place].segment,
            "too few people",
        ]


def test_a_feature_without_answers_is_undefined_and_not_zero():
    row = records(loaded(made(answered()))["Results"])[3]
    assert (row["feature"], row["type"], row["n"]) == ("Nobody's", "no answers", 0)
    assert {row[key] or None for key in ("better", "worse", "better, low", "total strength (%)", "category")} == {None}


def test_percentages_have_no_number_of_people_and_no_intervals():
    head = [cell.value for cell in loaded(made(percentages()))["Results"][1]]
    assert {"better", "worse", "A", "base (A+O+M+I)"} <= set(head)
    assert not {"n", "better, low", "worse, high", "verdict", "probability"} & set(head)


def test_pairs_are_counted_from_the_answers_and_read_by_the_table():
    report = sample()
    found = formulas(made(report))
    texts = [text for (sheet, _), (text, _) in found.items() if sheet == "Pairs"]
    assert sum("COUNTIFS('Answers'!" in text for text in texts) == 20 * 25
    assert sum("SUMIF(" in text for text in texts) == 20 * 6
    cells = report.study.data.count().cells[0]
    own = [value for (sheet, _), (text, value) in found.items() if sheet == "Pairs" and "COUNTIFS" in text]
    assert own == cells.reshape(-1).tolist()


def test_many_answers_are_written_as_values_and_too_many_are_said_to_be_left_out(monkeypatch):
    report = answered()
    monkeypatch.setattr(answers, "MOST_COUNTED", 1000)
    book = loaded(made(report), values=False)
    assert isinstance(book["Pairs"]["C4"].value, int)
    assert any("slow" in str(row[1].value) for row in book["Conventions"].iter_rows())
    monkeypatch.setattr(answers, "MOST_CELLS", 100)
    book = loaded(made(report), values=False)
    assert "Answers" not in book.sheetnames
    assert "Pairs" in book.sheetnames
    assert any("60 people" in str(row[0].value) for row in book["Remarks"].iter_rows())


def test_more_than_a_sheet_holds_is_refused(monkeypatch):
    monkeypatch.setattr(book, "ROWS", 12)
    with pytest.raises(KanoError) as caught:
        made(answered())
    assert caught.value.code == "sheet-full"


def test_formulas_find_their_rows_whatever_their_order():
    texts = {sheet: text for (sheet, _), (text, _) in formulas(made(sample())).items() if sheet != "Results"}
    assert all("MATCH($A" in texts[sheet] for sheet in ("Overview", "Better and worse"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_native_charts_show_cells_of_the_workbook(lang):
    data = made(sample(lang=lang))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "/charts/chart" in name]
        drawings = "".join(archive.read(n).decode() for n in archive.namelist() if "drawings/drawing" in n)
    assert len(charts) == 3
    shares, points, lines = charts
    assert ("percentStacked" in shares, "scatterChart" in points, "scatterChart" in lines) == (True, True, True)
    assert [chart.count("<c:ser>") for chart in charts] == [6, 5, 20]
    names = loaded(data).sheetnames
    for chart in charts:
        areas = re.findall(r"<c:f>'([^!]+)'!", chart)
        assert set(areas) <= set(names)
        assert not re.search(r"<c:tx><c:v>", chart)
    assert drawings.count('descr="') == 3
    assert all(colour in points for colour in ("00875F", "0066B3", "C94F00"))


def test_a_chart_keeps_the_numbers_of_the_results():
    report = sample()
    book = loaded(made(report))
    rows = [row for row in book["Better and worse"].iter_rows(values_only=True) if isinstance(row[0], int)]
    by_name = {f.feature: f for f in report.result.of()}
    assert len(rows) == 20
    for _, name, _, category, missed, liked, *_ in rows:
        feature = by_name[name]
        assert (category, missed, liked) == (feature.category, -feature.worse.estimate, feature.better.estimate)


def test_segments_stand_beside_each_other_with_their_test_and_differences():
    report = sample()
    book = loaded(made(report))
    texts = [cell for row in book["Segments"].iter_rows(values_only=True) for cell in row if cell is not None]
    for split in report.splits:
        assert set(split.segments) <= set(texts)
    rows = records(book["Segments, differences"])
    assert len(rows) == sum(len(f.differences) for split in report.splits for f in split.features)
    assert len(records(book["Segments, numbers"])) == sum(len(split.result.features) for split in report.splits)


def links(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    outside = [name for name, part in parts.items() if name.endswith(".rels") and "TargetMode" in part]
    found = [link for part in parts.values() for link in re.findall(r"<hyperlink [^>]*>", part)]
    return outside, found


def live(text, lang="en"):
    """The text in every place that a user's text can come to, also those that nothing has cleaned."""
    names = [text, text + "2"]
    study = people(names, n=20, segments=(text, text + "b"), file=text, question=text)
    return Report(study, study.classify(Settings(least=1), text), lang, About(text, text, text, text))


@pytest.mark.parametrize("text", LIVE + ODD)
def test_no_text_of_a_user_is_computed_followed_or_taken_for_a_code(text):
    plain = live("plain")
    data, other = made(live(text)), made(plain)
    assert {at for _, at in formulas(data)} == {at for _, at in formulas(other)}
    assert len(formulas(data)) == len(formulas(other))
    outside, found = links(data)
    assert outside == []
    assert len(found) == len(links(other)[1]) > 0
    assert all("location=" in link and "r:id" not in link for link in found)
    book = loaded(data)
    kept = "".join(sign for sign in text if sign not in "\x00\x01\ufffe\r")
    cells = {cell for row in book["Results"].iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
    assert kept.strip() in {cell.replace("\x01", "").strip() for cell in cells} or any(ord(c) < 32 for c in text)
    assert not [cell for cell in book["Answers"][1] if cell.data_type not in "sn"]


@pytest.mark.parametrize("text", ["&A &P", "a && b", "&" * 300, "x" * 400, "中" * 300, "😀" * 200, "5 & 6"])
def test_codes_of_footers_are_only_ours(text):
    sheet = loaded(made(live(text)))["Results"]
    for part in (sheet.oddFooter.left.text, sheet.oddFooter.center.text):
        assert "&" not in (part or "").replace("&&", "")
    assert sheet.oddFooter.right.text == "&P / &N" or sheet.oddFooter.right.text == "&[Page] / &N"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_are_named_by_the_format_printed_wide_and_headed(lang):
    book = loaded(made(long(lang)))
    assert len({name.lower() for name in book.sheetnames}) == len(book.sheetnames)
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in book.sheetnames)
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr is None or sheet.sheet_properties.pageSetUpPr.fitToPage
    results = book[book.sheetnames[[n in ("Results", "结果", "結果") for n in book.sheetnames].index(True)]]
    assert results.freeze_panes == "C2"
    assert results.auto_filter.ref
    assert results.print_title_rows == "$1:$1"


def test_sheet_names_that_clash_or_are_forbidden_are_made_legal():
    made_book = book.Book(sample())
    names = [
        made_book.sheet(name).name for name in ["a/b", "A B", "'x'", "History", "", "中" * 40, "😀" * 40, "a" * 40]
    ]
    assert names[:5] == ["a b", "A B 2", "x", "History 2", "-"]
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)


def test_the_file_knows_its_title_and_no_clock():
    report = sample()
    properties = loaded(made(report)).properties
    assert (properties.title, properties.creator) == (report.title, "Service team")
    assert properties.created.year == 2000
    assert made(report) == made(sample.__wrapped__())


def test_a_brief_report_has_the_decision_and_no_segments():
    names = loaded(made(sample(brief=True))).sheetnames
    assert {"Summary", "Overview", "Better and worse", "Results", "Conventions", "Left out"} <= set(names)
    assert not {"Segments", "Satisfaction and fulfilment", "Points of curves"} & set(names)


def test_the_summary_leads_to_the_sheets_and_says_that_the_formulas_agree():
    book = loaded(made(sample()), values=False)
    summary = book["Summary"]
    targets = {cell.hyperlink.location.split("!")[0].strip("'") for row in summary for cell in row if cell.hyperlink}
    assert {"Overview", "Better and worse", "Segments", "Results"} <= targets <= set(book.sheetnames)
    checks = [c.value for row in summary for c in row if isinstance(c.value, str) and c.value.startswith("=MAX(")]
    assert len(checks) == 1
    assert checks[0].count("!") == 3


def test_segments_of_few_people_are_named_nowhere():
    study = people(["Tea", "Wifi"], n=40, segments=("north", "south"))
    codes = study.data.profiles["region"].codes.copy()
    codes[:] = 0
    codes[:2] = 1
    profile = Profile(("north", "south"), codes)
    study = replace(study, data=replace(study.data, profiles={"region": profile}))
    data = made(Report(study, study.classify(by="region"), "en", about()))
    cells = {cell for row in loaded(data)["Answers"].iter_rows(values_only=True) for cell in row}
    assert "south" not in cells


def figure(kind):
    """A figure whose every text is live."""
    series = (
        Series("=1+1", Category.BASIC, (0.25, None), ((0.1, 0.2), (0.3, 0.4)), ("1", "=2+2")),
        Series("@b", None, (0.75, 1.0), ((0.5, 0.6), (0.7, 0.8)), ("", "3") if kind == Kind.LINES else ("3", "4")),
    )
    axis = Axis("=3+3", 0, 1, percent=True)
    key = (Key(1, "=4+4", None), Key(3, "Tea", None))
    names, marks = ("=5+5", "Wifi"), ("=6+6", "")
    return Figure("portfolio", kind, "=7+7", "=8+8", "=9+9", axis, axis, series, names, marks, key, (0.5, 0.5))


@pytest.mark.parametrize("kind", Kind)
def test_any_section_becomes_a_sheet_with_a_chart_and_its_numbers(kind):
    grid = Grid(
        ("=h", "n"),
        (("=a", "12"), ("b", "0.50"), ("c", "61%"), ("d", ">99%"), ("e", "+0.26"), ("f", "\u22123")),
        "=t",
        frozenset({1}),
    )
    section = Section("portfolio", "=Plan/[x]", "=message", ("=text",), figure(kind), (grid, grid))
    book_of = book.Book(sample())
    sheet = book_of.sheet(section.heading)
    sections.write(sheet, [section, section])
    data = book_of.closed()
    assert formulas(data) == {}
    assert links(data) == ([], [])
    cells = [cell for row in loaded(data)[sheet.name].iter_rows() for cell in row if cell.value is not None]
    values = [cell.value for cell in cells]
    assert {"=message", "=text", "=h", "=a", ">99%"} <= set(values)
    said = {(cell.value, cell.number_format) for cell in cells if isinstance(cell.value, (int, float))}
    assert {(12, "0"), (0.5, "0.00"), (0.61, "0%"), (0.26, "+0.00;-0.00;0.00"), (-3, "0")} <= said
    drawn = {0.25, 0.75, 1} if kind not in (Kind.POINTS, Kind.LINES) else {0.1, 0.2, 0.5, 0.8}
    assert drawn <= {value for value in values if isinstance(value, (int, float))}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "/charts/chart" in name]
    assert len(charts) == 2
    assert all(
        area.startswith(f"'{sheet.name}'!") for chart in charts for area in re.findall("<c:f>(.*?)</c:f>", chart)
    )


@pytest.mark.parametrize("rule", ["mode", "blauth"])
@pytest.mark.parametrize("margin", [0, 0.05])
def test_no_formula_is_longer_than_programs_take(rule, margin):
    texts = [text for text, _ in formulas(made(tied(rule=rule, tie_margin=margin))).values()]
    assert max(map(len, texts)) < 4000
