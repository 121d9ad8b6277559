"""SPSS files: answers in the words of their labels, dates as dates, and nothing missing without a word."""

import datetime
import struct
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from kano.errors import KanoError
from kano.foreign import spss
from kano.i18n import LANGUAGES, catalogue
from kano.readers import Mapping, open_grid, open_table
from tests.readers.bombs import sav, sav_says

SHARED = Path(__file__).parents[2] / "../shared/interop"
LIKE = {1.0: "I like it", 2.0: "I expect it", 3.0: "I am neutral", 4.0: "I can tolerate it", 5.0: "I dislike it"}


@pytest.fixture
def made(tmp_path):
    """The bytes of a file that pyreadstat writes."""

    def write(columns, kind="sav", **how):
        file = tmp_path / f"a.{kind}"
        pyreadstat.write_sav(pd.DataFrame(columns), file, compress=kind == "zsav", **how)
        return file.read_bytes()

    return write


def read(data, **chosen):
    grid = open_grid(data, "a.sav", Mapping(**chosen) if chosen else None)
    return [grid.row(i) for i in range(len(grid))]


def missing(data):
    return [(finding.code, finding.values) for finding in open_grid(data, "a.sav").findings]


@pytest.mark.parametrize("kind", ["sav", "zsav"])
def test_names_and_labels_stand_above_and_answers_are_in_words(made, kind):
    data = made(
        {"Q1a": [1.0, 5.0], "Q1b": [5.0, 7.0], "why": ["因為 x", ""]},
        kind,
        column_labels=["With Wi-Fi?", "没有无线网？", None],
        variable_value_labels={"Q1a": LIKE, "Q1b": LIKE},
    )
    grid = open_grid(data, "a.sav")
    assert (grid.header_rows, grid.tool, grid.findings) == (2, "spss", ())
    assert read(data) == [
        ["Q1a", "Q1b", "why"],
        ["With Wi-Fi?", "没有无线网？", ""],
        ["I like it", "I dislike it", "因為 x"],
        ["I dislike it", "7", ""],
    ]


def test_an_spss_file_is_a_table_of_people(made):
    data = made({"Q1a": [1.0, 5.0, 2.0], "Q1b": [5.0, 1.0, 3.0]}, variable_value_labels={"Q1a": LIKE, "Q1b": LIKE})
    table = open_table(data, "a.sav")
    assert len(table) == 3
    assert [column.texts() for column in table.columns] == [
        ["I like it", "I dislike it", "I expect it"],
        ["I dislike it", "I like it", "I am neutral"],
    ]


def test_numbers_are_plain(made):
    assert read(made({"x": [1.0, -2.5, 1e9, 0.1 + 0.2, -0.0, 1e20]}))[2:] == [
        ["1"],
        ["-2.5"],
        ["1000000000"],
        ["0.3"],
        ["0"],
        ["1e+20"],
    ]


def test_dates_are_iso_and_one_beyond_the_calendar_costs_only_itself(made):
    day, moment = datetime.date(2021, 10, 12), datetime.datetime(2021, 10, 12, 13, 45, 1)
    data = made({"d": [day, None], "m": [moment, moment], "t": [datetime.time(3, 4, 5), datetime.time(23, 0)]})
    assert read(data)[2:] == [
        ["2021-10-12", "2021-10-12 13:45:01", "03:04:05"],
        ["", "2021-10-12 13:45:01", "23:00:00"],
    ]
    far = made({"d": [1e15, 13828924800.0, 86400.0]}, variable_format={"d": "DATE11"})
    assert read(far)[2:] == [["1000000000000000"], ["2021-01-02"], ["1582-10-15"]]


@pytest.mark.parametrize(
    ("kind", "text"),
    [("ADATE10", "2021-01-02"), ("QYR8", "2021-01-02"), ("DATETIME20", "2021-01-02 00:00:00"), ("F8.2", "13828924800")],
)
def test_the_format_says_what_is_a_date(made, kind, text):
    assert read(made({"d": [13828924800.0]}, variable_format={"d": kind}))[2] == [text]


def test_what_lasts_more_than_a_day_keeps_its_hours(made):
    assert read(made({"t": [93784.0]}, variable_format={"t": "TIME8"}))[2] == ["26:03:04"]


def test_missing_values_become_blank_and_are_told(made):
    data = made(
        {"q": [1.0, 99.0, 98.0, np.nan], "r": [95.0, 1.0, 1.0, 1.0], "s": ["NA", "b", "", "NA"], "t": [1.0] * 4},
        variable_value_labels={"q": {**LIKE, 99.0: "No answer"}},
        missing_ranges={"q": [98, 99], "r": [{"lo": 90, "hi": 97}], "s": ["NA"]},
    )
    assert read(data)[2:] == [["I like it", "", "", "1"], ["", "1", "b", "1"], ["", "1", "", "1"], ["", "1", "", "1"]]
    labels = "99 = No answer (1), 98 (1), 95 (1), NA (2)"
    values = {"n": 6, "declared": 5, "blank": 1, "labels": labels, "columns": "q, r, s"}
    assert missing(data) == [("spss-missing", values)]
    for lang in LANGUAGES:
        assert labels in open_grid(data, "a").findings[0].text(catalogue(lang))


def test_a_file_without_a_missing_value_has_nothing_to_tell(made):
    assert missing(made({"q": [1.0, 2.0], "s": ["", "x"]})) == []


def test_many_missing_values_are_told_in_one_line(made):
    data = made({f"v{i}": [1.0, float("nan")] for i in range(20)})
    assert missing(data)[0][1]["columns"] == "v0, v1, v2, v3, v4, v5, v6, v7 … (+12)"


def test_texts_are_kept_long_ones_too(made):
    texts = ["", " lead", "a\nb", "=1+1", "很" * 900, "x" * 20_000, "👩‍👩‍👧"]
    assert [row[0] for row in read(made({"s": texts}))[2:]] == texts


def test_a_file_that_does_not_say_how_many_people_it_holds_is_read_in_parts(made):
    columns = {f"v{i}": np.arange(3.0) + i for i in range(50)}
    data = bytearray(made(columns))
    whole = read(bytes(data))
    struct.pack_into("<i", data, 80, -1)
    assert read(bytes(data)) == whole


def test_a_large_file_is_read_in_parts_too(made):
    data = made({f"v{i}": np.arange(3000.0) % (i + 2) for i in range(800)})
    rows = read(data)
    assert (len(rows), len(rows[0])) == (3002, 800)
    assert rows[2 + 2999] == [str(2999 % (i + 2)) for i in range(800)]


def test_a_file_of_more_people_or_variables_than_are_read_says_so(made):
    with pytest.raises(KanoError) as caught:
        read(sav_says(80, 300_000))
    assert (caught.value.code, caught.value.values["people"]) == ("spss-too-large", 300_000)
    with pytest.raises(KanoError) as caught:
        read(made({f"v{i}": [1.0] for i in range(2001)}))
    assert (caught.value.code, caught.value.values["variables"]) == ("spss-too-large", 2001)


def test_variables_are_counted_as_their_reader_counts_them(made):
    assert spss._listed(sav()) == 3
    assert spss._listed(made({"a": [1.0], "s": ["x" * 200], "b": [2.0]}, column_labels=["abc", "defgh", None])) == 3
    assert spss._listed(b"$FL2") == 0


@pytest.mark.parametrize("data", [b"$FL2", b"$FL3", b"$FL2@(#) SPSS DATA FILE" + bytes(200), sav()[:200], sav()[:-9]])
def test_a_broken_file_is_refused_in_words(data):
    with pytest.raises(KanoError) as caught:
        read(data)
    assert caught.value.code in {"file-unreadable", "file-empty"}


def test_a_file_without_people_is_empty(made):
    with pytest.raises(KanoError) as caught:
        read(made({"a": np.array([], dtype=float)}))
    assert caught.value.code == "file-empty"


def test_an_encoding_that_is_given_is_used(made):
    data = (
        made({"s": ["Größe"]}).replace("Größe".encode(), "Größe".encode("latin-1") + b"  ").replace(b"UTF-8", b"ascii")
    )
    assert read(data, encoding="windows-1252")[2] == ["Größe"]
    with pytest.raises(KanoError):
        read(data, encoding="no-such-thing")


REAL = {
    "generated_spss_kano_value_labels.sav": (3, 4, ["R_1", "I like it", "I dislike it", "7"]),
    "spss_pyreadstat_sample.sav": (5, 7, ["a", "1.1", "2018-05-06", "2018-05-06 10:10:10", "Male", "low", "10:10:10"]),
    "spss_pyreadstat_multiple_response.sav": (6, 12, None),
}


@pytest.mark.parametrize(("name", "known"), REAL.items(), ids=REAL)
def test_real_files_are_read(name, known):
    if not (SHARED / name).exists():
        pytest.skip("the real exports are not beside the repository")
    people, variables, first = known
    rows = read((SHARED / name).read_bytes())
    assert (len(rows) - 2, len(rows[0])) == (people, variables)
    assert first in (None, rows[2])


def test_the_real_file_of_a_kano_survey_names_its_questions():
    if not SHARED.exists():
        pytest.skip("the real exports are not beside the repository")
    data = (SHARED / "generated_spss_kano_value_labels.sav").read_bytes()
    assert read(data)[1][1:3] == [
        "If the product has Dark mode, how do you feel?",
        "如果产品没有「深色模式」，您的感受是？",
    ]
    assert missing(data)[0][1]["labels"] == "-99 = No answer (1)"
