"""XLSX: what people save is read, what would exhaust the machine is refused before the reader sees it."""

import io
import time
import zipfile

import openpyxl
import pytest
import xlsxwriter

from kano.errors import KanoError
from kano.readers import Mapping, open_table
from kano.readers import workbook as limits

HEAD = ["X_functional", "X_dysfunctional", "n"]


def book(**sheets):
    file = io.BytesIO()
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(file)
    return file.getvalue()


def with_sheet(xml, name="xl/worksheets/sheet1.xml"):
    """A workbook whose first sheet is this XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(S=[HEAD]))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            text = old.read(entry).decode().replace("worksheets/sheet1.xml", name.removeprefix("xl/"))
            new.writestr(name if "sheet1" in entry else entry, xml if "sheet1" in entry else text)
    return file.getvalue()


def sheet(cells):
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{start}{cells}</sheetData></worksheet>"


def rows(data, **chosen):
    table = open_table(data, "a.xlsx", Mapping(**chosen))
    return [list(table.names), *map(list, zip(*(column.texts() for column in table.columns), strict=True))]


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


def test_a_workbook_of_another_writer_is_read_too():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet("答卷")
        page.write_row(0, 0, ["功能", "n"])
        page.write_row(1, 0, ["热毛巾", 3])
    table = open_table(file.getvalue(), "a.xlsx")
    assert (table.names, table.source.sheet) == (("功能", "n"), "答卷")
    assert rows(file.getvalue())[1] == ["热毛巾", "3"]


def test_the_first_sheet_with_a_table_is_read_unless_one_is_named():
    data = book(Cover=[["About this survey"]], Answers=[["a", "b"], [1, 2]], Other=[["c", "d"], [3, 4]])
    assert rows(data) == [["a", "b"], ["1", "2"]]
    assert open_table(data, "a.xlsx").source.sheet == "Answers"
    assert rows(data, sheet="Other") == [["c", "d"], ["3", "4"]]
    with pytest.raises(KanoError) as caught:
        rows(data, sheet="Nowhere")
    assert caught.value.code == "file-unreadable"


def test_a_table_that_starts_further_in_and_has_blank_rows_is_read():
    data = book(S=[[], [None, "a", "b"], [None, 1, 2], [], [None, 3, None]])
    assert rows(data) == [["a", "b"], ["1", "2"], ["3", ""]]


def test_repeated_and_blank_headers_and_empty_columns_are_handled_as_in_a_csv():
    assert rows(book(S=[["a", "a", None, None, None], [1, 2, 3, None, " "]]))[0] == ["a", "a (2)", "column 3"]


def test_formulas_give_their_stored_value_never_their_text():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, ["a"])
        page.write_formula(1, 0, "=1+1", value=2)
    assert rows(file.getvalue()) == [["a"], ["2"]]


def test_a_workbook_without_a_row_of_answers_is_empty():
    assert refused(book(S=[HEAD])).code == "file-empty"
    assert refused(book(S=[])).code == "file-empty"


def test_two_cells_at_the_ends_of_a_sheet_are_refused_fast():
    made = openpyxl.Workbook()
    made.active["A1"] = made.active["XFD1048576"] = 1
    file = io.BytesIO()
    made.save(file)
    error = refused(file.getvalue())
    assert (error.code, error.values["cell"]) == ("sheet-too-large", "XFD1048576")


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
    # Each of these made the reader ask for 17 thousand million cells and abort the process.
    data = sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{cell}</row>')
    assert refused(with_sheet(data)).values["cell"] == "XFD1048576"
    assert refused(with_sheet(data, "xl/elsewhere/sheet1.xml")).code == "sheet-too-large"


def test_a_wide_and_long_but_empty_middle_is_refused():
    corner = f'<row r="{limits.MAX_ROWS}"><c r="BXX{limits.MAX_ROWS}"><v>1</v></c></row>'
    error = refused(with_sheet(sheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{corner}')))
    assert (error.code, error.values["cells"]) == ("sheet-too-wide", "10,000,000")


def test_cells_that_do_not_say_where_they_stand_are_counted():
    wide = f"<row>{'<c><v>1</v></c>' * 1000}</row>"
    assert refused(with_sheet(sheet(wide + "<row/>" * 100_000 + "<row><c><v>2</v></c></row>"))).code == "sheet-too-wide"
    small = sheet('<row><c><v>1</v></c><c t="n"><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>')
    assert rows(with_sheet(small)) == [["1", "2"], ["3", "4"]]


def test_an_empty_last_row_as_some_programs_write_it_is_no_reason_to_refuse():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="1048576" ht="12.8"/>'
    assert rows(with_sheet(sheet(cells))) == [["1"], ["2"]]


def test_an_archive_that_unpacks_to_more_than_the_limit_is_refused_before_unpacking():
    data = with_sheet(" " * (limits.MAX_BYTES + 1))
    assert len(data) < 1_000_000
    assert refused(data).code == "file-too-large"


def test_an_archive_of_too_many_parts_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for i in range(limits.MAX_ENTRIES + 1):
            archive.writestr(f"{i}.xml", "")
    assert refused(file.getvalue()).code == "file-too-large"


@pytest.mark.parametrize("part", ["a.txt", "content.xml", "xl/workbook.bin"])
def test_an_archive_that_is_no_xlsx_is_of_another_kind(part):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part, "hello")
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
    assert codes <= {"file-unreadable", "file-empty", "file-kind", "file-too-large", "sheet-too-wide"}
    assert "file-unreadable" in codes
