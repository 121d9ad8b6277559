"""Workbooks: what people save is read, cell by cell as they see it; what would exhaust the machine is refused."""

import datetime
import io
import os
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kano.errors import KanoError
from kano.foreign import cells as limits
from kano.readers import Mapping, archive, open_grid, open_table
from tests.readers.bombs import FILES, HEAD, book, far_cell, ods, ods_row, sheet, with_cells, with_parts

SHARED = Path(__file__).parents[2] / "../shared/interop"


def rows(data, **chosen):
    table = open_table(data, "a.xlsx", Mapping(**chosen))
    return [list(table.names), *map(list, zip(*(column.texts() for column in table.columns), strict=True))]


def grid(data, **chosen):
    read = open_grid(data, "a.xlsx", Mapping(**chosen))
    return [read.row(i) for i in range(len(read))]


def written(*cells):
    """A workbook with a row of these cells below a header, as another library writes them."""
    file = io.BytesIO()
    made = openpyxl.Workbook()
    made.active.append([f"c{i}" for i in range(len(cells))])
    made.active.append(cells)
    made.save(file)
    return file.getvalue()


def refused(data):
    started = time.perf_counter()
    with pytest.raises(KanoError) as caught:
        open_table(data, "a.xlsx")
    assert time.perf_counter() - started < 3
    return caught.value


def test_whole_numbers_lose_the_point_that_the_format_gives_them():
    assert rows(book(S=[HEAD, [1, 5.0, 2.5], ["I like it", None, True]])) == [
        HEAD,
        ["1", "5", "2.5"],
        ["I like it", "", "True"],
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (3.0, "3"),
        (-2.0, "-2"),
        (0.1 + 0.2, "0.3"),
        (2.0000000000000004, "2"),
        (1e300, "1e+300"),
        (123456789012345, "123456789012345"),
        (False, "False"),
        ("007", "007"),
        ("=1/0", ""),
        ("#N/A", ""),
        (" as  typed ", " as  typed "),
        ("一 🎉", "一 🎉"),
        (datetime.date(2021, 10, 12), "2021-10-12"),
        (datetime.datetime(2021, 10, 12, 13, 45, 1), "2021-10-12 13:45:01"),
        (datetime.time(13, 5), "13:05:00"),
        (datetime.timedelta(hours=26, minutes=3), "26:03:00"),
    ],
)
def test_a_cell_is_read_as_a_person_sees_it(cell, text):
    assert grid(written(cell, "x"))[1] == [text, "x"]


def test_a_workbook_of_another_writer_is_read_too():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet("答卷")
        page.write_row(0, 0, ["功能", "n"])
        page.write_row(1, 0, ["热毛巾", 3])
    table = open_table(file.getvalue(), "a.xlsx")
    assert (table.names, table.source.sheet) == (("功能", "n"), "答卷")
    assert rows(file.getvalue())[1] == ["热毛巾", "3"]


ANSWERS = [
    ["id", "热毛巾 正向", "热毛巾 反向", "when", "n"],
    ["1", "我很喜欢", "无所谓", "2021-10-12", "2.5"],
    ["2", "I like it", "", "", ""],
]


@pytest.mark.parametrize("kind", ["xls", "xlsb"])
def test_older_and_binary_workbooks_are_read_alike(kind):
    data = (FILES / f"answers.{kind}").read_bytes()
    assert grid(data) == ANSWERS
    assert open_grid(data, "a").source.sheet == "答卷"


def test_open_document_sheets_are_read_and_their_empty_ends_do_no_harm():
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell {}/></table:table-row>'
    end = empty.format('table:number-columns-repeated="16384"')
    assert grid(ods("".join(ods_row(*row) for row in ANSWERS) + end)) == ANSWERS
    assert grid(ods(ods_row("a", "b") + ods_row("x", repeated=2))) == [["a", "b"], ["x", "x"]]


def test_the_first_sheet_with_a_table_is_read_unless_one_is_named():
    data = book(Cover=[["About this survey"]], Answers=[["a", "b"], [1, 2]], Other=[["c", "d"], [3, 4]])
    assert rows(data) == [["a", "b"], ["1", "2"]]
    source = open_table(data, "a.xlsx").source
    assert (source.sheet, source.other_sheets) == ("Answers", ("Other",))
    assert rows(data, sheet="Other") == [["c", "d"], ["3", "4"]]
    with pytest.raises(KanoError) as caught:
        rows(data, sheet="Nowhere")
    assert caught.value.code == "file-unreadable"


def hidden(**states):
    made = openpyxl.Workbook()
    made.active.append(["Hello"])
    for name, state in states.items():
        page = made.create_sheet(name)
        page.sheet_state = state
        for row in ([name, "b"], [1, 2]):
            page.append(row)
    made.create_chartsheet("Chart")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_hidden_sheets_are_passed_over_and_not_asked_about_but_may_be_named():
    data = hidden(Lists="hidden", Answers="visible", Notes="veryHidden")
    source = open_table(data, "a.xlsx").source
    assert (source.sheet, source.other_sheets) == ("Answers", ())
    assert rows(data, sheet="Notes")[0] == ["Notes", "b"]


def test_a_hidden_sheet_is_read_when_no_other_has_rows():
    source = open_table(hidden(Lists="hidden", Notes="veryHidden"), "a.xlsx").source
    assert (source.sheet, source.other_sheets) == ("Lists", ("Notes",))


def test_a_table_that_starts_further_in_and_has_blank_rows_is_read():
    data = book(S=[[], [None, None, "a", "b"], [None, None, 1, 2], [], [None, None, 3, None]])
    assert rows(data) == [["a", "b"], ["1", "2"], ["3", ""]]


def test_columns_do_not_move_however_many_rows_there_are():
    many = [["a", "b", "c"], *([i, None if i % 3 else f"x{i}", i % 5] for i in range(4500))]
    assert grid(book(S=many)) == [["" if cell is None else str(cell) for cell in row] for row in many]


def test_repeated_and_blank_headers_and_empty_columns_are_handled_as_in_a_csv():
    assert rows(book(S=[["a", "a", None, None, None], [1, 2, 3, None, " "]]))[0] == ["a", "a (2)", "column 3"]


def test_formulas_give_their_stored_value_never_their_text():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, ["a"])
        page.write_formula(1, 0, "=1+1", value=2)
    assert rows(file.getvalue()) == [["a"], ["2"]]


def test_merged_cells_give_their_text_once_and_leave_the_others_where_they_are():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet()
        page.merge_range(0, 0, 0, 1, "Dark mode")
        page.write_row(0, 2, ["n"])
        page.write_row(1, 0, ["x", "y", 1])
        page.merge_range(2, 0, 3, 0, "z")
        page.write_row(3, 1, ["w", 2])
    assert grid(file.getvalue()) == [["Dark mode", "", "n"], ["x", "y", "1"], ["z", "", ""], ["", "w", "2"]]


def test_a_wrong_declared_size_is_no_size():
    cells = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>')
    for said in ("A1", "A1:XFD1048576"):
        data = with_parts(
            {"xl/worksheets/sheet1.xml": cells.replace("<sheetData>", f'<dimension ref="{said}"/><sheetData>')}
        )
        assert grid(data) == [["1"], ["2"]]


def test_microsoft_forms_says_one_cell_and_holds_231_rows():
    file = SHARED / "msforms_export_table_anonymous.xlsx"
    if not file.exists():
        pytest.skip("the real exports are not beside the repository")
    read = grid(file.read_bytes())
    assert (len(read), len(read[0])) == (231, 22)


def test_a_workbook_without_a_row_of_answers_is_empty():
    assert refused(book(S=[HEAD])).code == "file-empty"
    assert refused(book(S=[])).code == "file-empty"


def test_a_locked_workbook_says_so():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
    assert refused(locked).code == "file-protected"


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='XFD1048576'><v>1</v></c>",
        '<c t="n" r = "XFD1048576"><v>1</v></c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<c r="XFD0000000001048576"><v>1</v></c>',
        '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="XFD1048576"><v>1</v></x:c>',
    ],
)
def test_a_far_cell_is_seen_however_it_is_spelt(cell):
    # Each of these made the reader ask for 17 thousand million cells and abort its process.
    data = sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{cell}</row>')
    assert refused(with_parts({"xl/worksheets/sheet1.xml": data})).values["cell"] == "XFD1048576"
    elsewhere = "xl/elsewhere/sheet1.xml"
    assert refused(with_parts({"xl/worksheets/sheet1.xml": data}, elsewhere)).code == "sheet-too-large"


def test_a_wide_and_long_but_empty_middle_is_refused():
    error = refused(far_cell(f"BXX{limits.MOST_ROWS}"))
    assert (error.code, error.values["cells"]) == ("sheet-too-wide", "10,000,000")


def test_cells_that_do_not_say_where_they_stand_are_counted():
    wide = f"<row>{'<c><v>1</v></c>' * 1000}</row>"
    assert refused(with_cells(wide + "<row/>" * 100_000 + "<row><c><v>2</v></c></row>")).code == "sheet-too-wide"
    small = '<row><c><v>1</v></c><c t="n"><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>'
    assert grid(with_cells(small)) == [["1", "2"], ["3", "4"]]


def test_an_empty_last_row_as_some_programs_write_it_is_no_reason_to_refuse():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="1048576" ht="12.8"/>'
    assert grid(with_cells(cells)) == [["1"], ["2"]]


def test_an_archive_that_unpacks_to_more_than_the_limit_is_refused_before_unpacking():
    data = with_cells(" " * (archive.MOST_BYTES + 1))
    assert len(data) < 1_000_000
    assert refused(data).code == "file-too-large"


@pytest.mark.parametrize("part", ["a.txt", "content.xml", "xl/workbook.bin"])
def test_an_archive_that_is_no_workbook_is_of_another_kind(part):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(part, "hello")
    assert refused(file.getvalue()).code == "file-kind"


def test_broken_archives_are_refused_in_words():
    data = book(S=[HEAD, [1, 2, 3]])
    assert refused(b"PK\x03\x04 and then nothing of the sort").code == "file-unreadable"
    assert refused(data[: len(data) // 2]).code == "file-unreadable"
    codes = set()
    for place in range(30, len(data), 101):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        try:
            open_table(bytes(broken), "a.xlsx")
        except KanoError as error:
            codes.add(error.code)
    assert codes <= {"file-unreadable", "file-empty", "file-kind", "file-too-large", "file-protected", "sheet-too-wide"}
    assert "file-unreadable" in codes


def test_ten_thousand_people_with_forty_answers_are_read_in_seconds():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, [f"F{j} how do you feel?" for j in range(40)])
        for i in range(1, 10_001):
            page.write_row(
                i, 0, [i, f"comment {i}", *(("I like it", "I expect it", "I am neutral")[i * j % 3] for j in range(38))]
            )
    started = os.times()
    table = open_table(file.getvalue(), "a.xlsx")
    used = sum(os.times()[:4]) - sum(started[:4])
    assert (len(table), len(table.columns)) == (10_000, 40)
    assert used < 6
