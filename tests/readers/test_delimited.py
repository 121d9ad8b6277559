"""CSV and its kin: the encoding and the delimiter are found, and nothing shifts into a wrong column."""

import pytest

from kano.errors import KanoError
from kano.readers import Mapping, Source, open_table
from kano.readers.delimited import find_delimiter, find_encoding, read_delimited

CHINESE = "序号,热毛巾_正向,热毛巾_反向\n1,我很喜欢,无所谓\n2,理应如此,我很不喜欢\n3,勉强接受,无所谓\n"
TRADITIONAL = "編號,熱毛巾_正向,熱毛巾_反向\n1,我很喜歡,無所謂\n2,理當如此,我很不喜歡\n3,勉強接受,無所謂\n"
GERMAN = "Gäste,Größe\nMüller,schön\nJörg,süß\nZoë,höflich\n"


def rows(data, **chosen):
    table = open_table(data if isinstance(data, bytes) else data.encode(), "a.csv", Mapping(**chosen))
    return [list(table.names), *map(list, zip(*(column.texts() for column in table.columns), strict=True))]


def problem(data):
    with pytest.raises(KanoError) as caught:
        rows(data)
    return caught.value


@pytest.mark.parametrize(
    ("text", "written", "found", "sure"),
    [
        (CHINESE, "utf-8", "utf-8", True),
        (CHINESE, "utf-8-sig", "utf-8-sig", True),
        (CHINESE, "utf-16", "utf-16", True),
        ("id,with,without\n1,like,dislike\n", "utf-16-le", "utf-16-le", True),
        ("id,with,without\n1,like,dislike\n", "utf-16-be", "utf-16-be", True),
        (CHINESE, "utf-16-le", "utf-16-le", True),
        (CHINESE, "utf-16-be", "utf-16-be", True),
        (CHINESE, "gb18030", "gb18030", False),
        (TRADITIONAL, "big5", "cp950", False),
        (GERMAN, "cp1252", "cp1252", False),
    ],
)
def test_an_encoding_is_found_and_only_proof_makes_it_sure(text, written, found, sure):
    assert find_encoding(text.encode(written)) == (found, sure)
    table = open_table(text.encode(written), "a.csv")
    assert table.names == tuple(text.splitlines()[0].split(","))
    assert [column.texts()[0] for column in table.columns] == text.splitlines()[1].split(",")


def test_utf_16_with_the_big_end_first_has_its_mark_removed():
    assert rows("\ufeffname,n\nx,1\n".encode("utf-16-be"))[0] == ["name", "n"]


def test_an_encoding_that_the_mapping_names_is_followed_and_a_wrong_one_refused():
    data = "名,值\n喜,1\n".encode("gb18030")
    assert rows(data, encoding="gb18030")[1] == ["喜", "1"]
    for wrong in ("utf-8", "klingon", "undefined", "hex"):
        with pytest.raises(KanoError) as caught:
            rows(data, encoding=wrong)
        assert (caught.value.code, caught.value.values["encoding"]) == ("file-encoding", wrong)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_splits_the_rows_evenly(sign):
    text = f'a{sign}b{sign}c\n"x, y; z"{sign}2{sign}3\n4{sign}5{sign}6\n'
    assert find_delimiter(text) == sign
    assert rows(text)[1:] == [["x, y; z", "2", "3"], ["4", "5", "6"]]


def test_a_delimiter_that_the_mapping_names_is_followed():
    assert rows("a:b\n1:2\n", delimiter=":") == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    ("text", "row", "expected", "actual"),
    [
        ("a,b\n1,2\n1,2,3\n", 3, 2, 3),
        ("a,b,c\n1,2,3\n4,5,6\n7\n", 4, 3, 1),
        ('a,b\n"1\n1",2\nx\n', 3, 2, 1),
    ],
)
def test_a_ragged_row_is_named_and_nothing_is_read(text, row, expected, actual):
    error = problem(text)
    assert error.code == "row-ragged"
    assert (error.values["row"], error.values["expected"], error.values["actual"]) == (row, expected, actual)


def test_a_quoted_line_break_stays_inside_its_cell():
    assert rows('q,"How do\nyou feel?"\n1,"I like\r\nit"\n') == [["q", "How do you feel?"], ["1", "I like it"]]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_line_endings_of_every_system_are_read(ending):
    assert rows(ending.join(["a,b", "1,2", "3,4", ""])) == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_zero_bytes_in_a_text_do_not_cut_it():
    assert rows(b"a,b\nI\x00like,2\n3,4\n")[1] == ["I like", "2"]


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"a,b\n", b"a,b\n,\n,\n"])
def test_a_file_without_a_row_of_answers_is_empty(data):
    assert problem(data).code == "file-empty"


def test_repeated_and_blank_headers_get_names_of_their_own():
    assert rows("Why?,Why?,,Why?\n1,2,3,4\n")[0] == ["Why?", "Why? (2)", "column 3", "Why? (3)"]
    assert rows("a,a (2),a\n1,2,3\n")[0] == ["a", "a (2)", "a (3)"]


def test_thousands_of_equal_headers_are_named_at_once():
    names = rows(",".join(["x"] * 3000) + "\n" + ",".join(["1"] * 3000) + "\n")[0]
    assert (len(set(names)), names[-1]) == (3000, "x (3000)")


def test_empty_columns_at_the_end_are_dropped_and_named_ones_stay():
    assert rows("a,b,,\n1,2,,\n3,4,,\n") == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert rows("a,note,\n1,,\n")[0] == ["a", "note"]


def test_rows_in_which_nothing_is_written_are_no_people():
    assert rows("\n\na,b\n1,2\n,\n  ,\t\n3,\n,\n") == [["a", "b"], ["1", "2"], ["3", ""]]


def test_cells_are_cleaned_of_what_cannot_be_seen():
    assert rows("a,b\n\u200b x\u202e  y ,2\n")[1] == ["x y", "2"]


@pytest.mark.parametrize("data", [b'"' + b"x" * 300_000, b'a,b\n"' + b"x" * 150_000 + b"\n", bytes(range(1, 256)) * 9])
def test_junk_is_refused_in_words(data):
    assert problem(data).code in {"file-unreadable", "row-ragged", "file-empty", "file-kind"}


def test_a_long_cell_in_quotes_is_cut_but_read():
    assert rows(b"a;b\n" + b'"' + b"x" * 200_000 + b'";2\n')[1] == ["x" * 500, "2"]


@pytest.mark.parametrize("start", [b"%PDF-1.4", b"\x89PNG\r\n", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1"])
def test_a_file_of_another_kind_is_named_as_such(start):
    assert problem(start + b"rest,of,it\n").code == "file-kind"


def test_the_source_says_how_the_bytes_were_read():
    source = read_delimited("a;b\n1;2\n".encode("utf-8-sig"), Source("a.csv", "0")).source
    assert (source.encoding, source.delimiter, source.sheet, source.header_rows) == ("utf-8-sig", ";", None, 1)


@pytest.mark.parametrize("text", ['a,b\n1,2\n3,"4\n5,6\n', 'a,b\n1,"2\n' + "3,4\n" * 500, 'a\n"1\n2'])
def test_a_quote_that_never_ends_does_not_swallow_the_rows_below_it(text):
    assert problem(text).code == "file-unreadable"
    assert rows(text.replace('"', ""))
    assert rows(text.rstrip() + '"\n')
