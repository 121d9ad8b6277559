"""The look at an archive before it is read: nothing is missed between two pieces, and no honest file is refused."""

import io
import random
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.errors import KanoError
from kano.readers import archive
from kano.readers.archive import check_archive
from kano.readers.extent import LONGEST_TAG, Extent
from tests.readers.bombs import FILES, GOOD, SHEET, book, edited, ods, ods_row, sheet, with_cells, with_parts

INTEROP = Path(__file__).parents[2] / "../shared/interop"


def extent(*pieces):
    seen = Extent()
    for piece in pieces:
        seen.feed(piece)
    seen.end()
    return seen.rows, seen.columns


def refused(data):
    with pytest.raises(KanoError) as caught:
        check_archive(data, "a.xlsx")
    return caught.value


PIECES = [
    *['<row r="7">', "<row>", "</row>", "<row/>", '<row\nr = "12" ht="3">', "<x:row r='3'>", "<rowBreaks/>"],
    *[
        "<c><v>1</v></c>",
        '<c t="s"/>',
        '<c r="B2"/>',
        "<c r='AA13'/>",
        '<c\tt="n"\tr =\n"c0044"><v>',
        "<x:c/>",
        "<cols>",
    ],
    *['<f r="x">', "<c >", "r=", " r='", '"XFD99"', "<", ">", "text", ' t="<c>" ', "\n"],
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_where_an_archive_is_cut_into_pieces_does_not_matter(parts, lengths):
    text, pieces, place, turn = "".join(parts).encode(), [], 0, 0
    while place < len(text):
        pieces.append(text[place : place + lengths[turn % len(lengths)]])
        place, turn = place + len(pieces[-1]), turn + 1
    assert extent(*pieces) == extent(text)


@pytest.mark.parametrize(
    ("xml", "reach"),
    [
        (b"", (0, 0)),
        (b'<row r="1"><c r="A1"/><c r="C1"/></row><row r="9"/>', (1, 3)),
        (b'<row r="5"><c r="A5"/></row>', (5, 1)),
        (b"<row><c/><c/></row><row/><row><c/></row>", (3, 2)),
        (b'<row r="40"><c/></row>', (40, 1)),
        (b'<row><c/><c r="D1"/></row>', (1, 5)),
        (b'<a r="50000" g="1"/>', (0, 0)),
        (b'<c r="A00000000000000000009"/>', (9, 1)),
    ],
)
def test_how_far_cells_reach(xml, reach):
    assert extent(xml) == reach


@pytest.mark.parametrize("before", [0, 1, 500, 1000, LONGEST_TAG - 20, LONGEST_TAG, 3 * LONGEST_TAG])
def test_a_reference_is_seen_behind_a_text_or_a_tag_that_is_too_long_to_keep(before):
    for start in (b"<t>", b'<c t="'):
        text = start + b"x" * before + b'" r="ZZ77"/>'
        for size in (100, 1 << 15, 1 << 18):
            assert extent(*(text[i : i + size] for i in range(0, len(text), size))) == (77, 702)


def test_what_is_kept_between_pieces_is_bounded():
    seen = Extent()
    for _ in range(50):
        seen.feed(b"x" * 100_000)
        assert len(seen._rest) <= LONGEST_TAG + 100_000
    seen.feed(b"<" + b"y" * 5_000_000)
    assert len(seen._rest) <= LONGEST_TAG


def test_good_workbooks_are_known_by_what_they_hold():
    assert check_archive(book(S=GOOD), "a") == "xlsx"
    assert check_archive(ods(ods_row("a", "b")), "a") == "ods"


def test_a_part_that_is_stored_and_one_of_nothing_are_well():
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(S=GOOD))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("docProps/nothing.xml", b"")
    assert check_archive(file.getvalue(), "a") == "xlsx"


def test_an_archive_written_as_a_stream_is_well():
    class Stream(io.RawIOBase):
        """Cannot go back, so that sizes stand behind each part."""

        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, part):
            self.data += bytes(part)
            return len(part)

    stream = Stream()
    with zipfile.ZipFile(io.BytesIO(book(S=GOOD))) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert check_archive(stream.data, "a") == "xlsx"


def test_the_most_repetitive_honest_sheet_is_no_bomb():
    row = '<row r="{0}">' + '<c r="A{0}" s="1"/><c r="B{0}" t="s"><v>5</v></c>' * 20 + "</row>"
    data = with_cells("".join(row.format(i) for i in range(1, 10_000)))
    assert check_archive(data, "a") == "xlsx"


def test_pictures_may_be_of_any_kind_and_have_a_document_type():
    svg = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd"><svg/>'
    vml = b'<xml><br><c r="A1"></xml>'
    noise = random.Random(1).randbytes(300_000)
    parts = {
        "xl/media/a.svg": svg,
        "xl/drawings/vml.vml": vml,
        "xl/media/b.png": noise,
        "xl/embeddings/c.xlsx": book(S=GOOD),
    }
    assert check_archive(with_parts(parts), "a") == "xlsx"


@pytest.mark.parametrize("mark", ["<!DOCTYPE a>", "<!doctype a>", '<!ENTITY a "b">', "<!\nDOCTYPE a []>"])
@pytest.mark.parametrize("before", [0, archive.PIECE - 5, archive.PIECE - 1, archive.PIECE + 3])
def test_a_document_type_is_seen_also_between_two_pieces(mark, before):
    error = refused(
        with_parts({SHEET: "<!--" + "".join(map(chr, [97 + i % 26 for i in range(before)])) + mark + sheet("")})
    )
    assert (error.code, error.values["part"]) == ("file-dtd", SHEET)


def test_xml_that_is_not_utf8_is_not_looked_at_wrongly():
    far = sheet('<row r="1048576"><c r="XFD1048576"/></row>')
    assert refused(with_parts({SHEET: far.encode("utf-16")})).code == "file-unreadable"


@pytest.mark.parametrize("fields", [{"size": 5}, {"size": 5_000_000}, {"packed": 20}, {"packed": 5_000_000}])
def test_sizes_that_are_not_true_are_refused(fields):
    assert refused(edited(book(S=GOOD), SHEET, **fields)).code == "file-unreadable"


def test_ways_of_packing_that_no_spreadsheet_program_uses_are_refused():
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", method) as made:
            made.writestr("xl/workbook.xml", "<x/>")
        assert refused(file.getvalue()).code == "file-unreadable"


@pytest.mark.parametrize(
    "names", [["xl/workbook.xml"] * 2, ["xl/workbook.xml", "content.xml"], ["word/document.xml"], []]
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_that_could_be_two_things_or_none_is_of_no_kind(names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.txt", "x")
        for name in names:
            made.writestr(name, "<x/>")
    assert refused(file.getvalue()).code == "file-kind"


def test_what_is_unpacked_is_what_went_in():
    dice = random.Random(3)
    for size in (0, 1, archive.PIECE, 3 * archive.PIECE + 7, 1_000_000):
        content = dice.randbytes(size // 3) + b"x" * (size - size // 3)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", dice.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as made:
            made.writestr("a", content)
            entry = made.infolist()[0]
        pieces = list(archive.unpacked(file.getvalue(), entry, "a"))
        assert b"".join(pieces) == content
        assert max(map(len, pieces), default=0) <= archive.PIECE


def test_no_piece_is_large_however_much_a_part_unpacks_to():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(900_000)) + packer.flush()
    assert max(len(piece) for piece in archive._inflated(memoryview(packed))) <= archive.PIECE


@pytest.mark.parametrize("seed", range(40))
def test_a_list_of_parts_that_is_damaged_is_refused_in_words(seed):
    dice, data = random.Random(seed), bytearray(book(S=GOOD))
    for _ in range(3):
        at = dice.randrange(data.index(b"PK\1\2"), len(data) - 4)
        struct.pack_into("<I", data, at, dice.choice([0, 2**32 - 1, 2**31, 65536, len(data)]))
    with suppress(KanoError):
        assert check_archive(bytes(data), "a") == "xlsx"


EVIL = [["evil_functional", "evil_dysfunctional", "n"], *GOOD[1:]]


def at_end(data, place, kind, value):
    """The archive with a number of its end record changed; 4 is its disk, 12 the size of its list, 16 its place."""
    changed = bytearray(data)
    struct.pack_into(kind, changed, data.rindex(b"PK\5\6") + place, value)
    return bytes(changed)


def with_comment(data, comment):
    return at_end(data, 20, "<H", len(comment)) + comment


def behind(data, before):
    """An archive behind something else, with all its places set right."""
    file = io.BytesIO(before)
    file.seek(len(before))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "a") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return file.getvalue()


def with_zip64(data, monkeypatch, **numbers):
    """The archive with the larger end records, as Java programs write them; some of their numbers may be changed."""
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    monkeypatch.undo()
    made = bytearray(file.getvalue())
    end, locator = made.rindex(b"PK\6\6"), made.rindex(b"PK\6\7")
    places = {"length": (end + 4, "<Q"), "disk": (end + 16, "<L"), "count": (end + 32, "<Q"), "size": (end + 40, "<Q")}
    places |= {"start": (end + 48, "<Q"), "end": (locator + 8, "<Q"), "disks": (locator + 16, "<L")}
    for number, value in numbers.items():
        struct.pack_into(places[number][1], made, places[number][0], value)
    return bytes(made)


def test_of_two_archives_in_one_file_neither_is_read():
    evil, good = book(S=EVIL), book(S=GOOD)
    for data in (evil + good, at_end(evil + good, 4, "<H", 1), with_comment(evil, good)):
        assert refused(data).code == "file-unreadable"
    assert refused(with_comment(evil, b"x" + good[good.rindex(b"PK\5\6") :])).code == "file-unreadable"


@pytest.mark.parametrize("before", [b"x", b"PK\3\4", b"MZ" + bytes(100)])
def test_an_archive_behind_something_else_is_refused(before):
    for data in (before + book(S=GOOD), behind(book(S=GOOD), before)):
        assert refused(data).code == "file-unreadable"


@pytest.mark.parametrize("place", [4, 6, 8, 10, 12, 16, 20])
def test_an_end_record_with_any_number_that_is_not_true_is_refused(place):
    data = book(S=GOOD)
    number = struct.unpack_from("<H", data, data.rindex(b"PK\5\6") + place)[0]
    for wrong in (number + 1, number - 1 if number else 0xFFFF):
        assert refused(at_end(data, place, "<H", wrong)).code == "file-unreadable"
    assert refused(data + b"x").code == "file-unreadable"


def test_a_count_of_parts_that_is_not_true_is_refused_though_both_numbers_agree():
    data = book(S=GOOD)
    number = struct.unpack_from("<H", data, data.rindex(b"PK\5\6") + 8)[0]
    assert refused(at_end(at_end(data, 8, "<H", number - 1), 10, "<H", number - 1)).code == "file-unreadable"


def test_a_comment_and_an_archive_as_a_part_are_well():
    assert check_archive(with_comment(book(S=GOOD), b"made by hand"), "a") == "xlsx"
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(S=GOOD))) as old, zipfile.ZipFile(file, "w") as new:
        new.writestr("xl/embeddings/a.xlsx", book(S=EVIL))
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert check_archive(file.getvalue(), "a") == "xlsx"


def test_larger_end_records_are_well_when_they_say_the_same(monkeypatch):
    data = with_zip64(book(S=GOOD), monkeypatch)
    assert b"PK\6\6" in data
    assert check_archive(data, "a") == "xlsx"
    unsaid = at_end(at_end(data, 8, "<L", 0xFFFFFFFF), 16, "<L", 0xFFFFFFFF)
    assert check_archive(unsaid, "a") == "xlsx"


@pytest.mark.parametrize("number", ["length", "disk", "count", "size", "start", "end", "disks"])
def test_larger_end_records_that_say_otherwise_are_refused(number, monkeypatch):
    for wrong in (3, 2**32 - 1):
        assert refused(with_zip64(book(S=GOOD), monkeypatch, **{number: wrong})).code == "file-unreadable"


@pytest.mark.parametrize("way", [{}, {"constant_memory": True}, {"in_memory": True}])
def test_files_by_xlsxwriter_are_well(way):
    for large in (False, True):
        file = io.BytesIO()
        made = xlsxwriter.Workbook(file, way)
        if large:
            made.use_zip64()
        made.add_worksheet().write_row(0, 0, ["a", "b"])
        made.close()
        assert check_archive(file.getvalue(), "a") == "xlsx"


@pytest.mark.skipif(not INTEROP.exists(), reason="files that are read in place and not shipped")
def test_files_as_survey_tools_write_them_are_well():
    files = sorted(INTEROP.glob("*.xlsx"))
    assert [check_archive(file.read_bytes(), "a") for file in files] == ["xlsx"] * len(files)
    assert check_archive((FILES / "answers.xlsb").read_bytes(), "a") == "xlsb"
