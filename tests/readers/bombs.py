"""Files that are made to do harm, each small, each a real danger to a reader without limits."""

import gzip
import io
import random
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat

FILES = Path(__file__).parent / "files"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = ["X_functional", "X_dysfunctional", "n"]
GOOD = [HEAD, ["I like it", "I dislike it", 1], ["I expect it", "I am neutral", 2]]


def book(**sheets):
    """A workbook of these sheets."""
    file = io.BytesIO()
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(file)
    return file.getvalue()


def with_parts(parts, name=None):
    """A good workbook with some of its parts replaced, and its sheet under another name."""
    file, name = io.BytesIO(), name or SHEET
    with zipfile.ZipFile(io.BytesIO(book(S=GOOD))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            text = old.read(entry).decode().replace(SHEET.removeprefix("xl/"), name.removeprefix("xl/"))
            new.writestr(name if entry == SHEET else entry, parts.get(entry, text))
        for entry in parts.keys() - set(old.namelist()):
            new.writestr(entry, parts[entry])
    return file.getvalue()


def sheet(cells):
    return f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"


def with_cells(cells):
    return with_parts({SHEET: sheet(cells)})


def strings(text, head=""):
    return with_parts({STRINGS: f"{head}<sst {MAIN}>{text}</sst>"})


def far_cell(reference):
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return with_cells(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{reference}"><v>1</v></c></row>')


def many_entries(n):
    """The list of entries alone is what costs memory, so no entry has a file behind it."""
    listed = b"".join(central(b"%x" % i, 0, 0, 0, 0) for i in range(n))
    return b"PK\x03\x04" + listed + ending(min(n, 65535), len(listed), 4)


def central(name, size, packed, crc, place, method=8, flags=0):
    head = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, flags, method, 0, 0, crc, packed, size, len(name), *[0] * 5, place
    )
    return head + name


def ending(n, size, place):
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, n, n, size, place, 0)


def edited(data, name, **fields):
    """The archive with what its list says of an entry changed; the list is what readers go by."""
    layout = {"flags": (8, "<H"), "crc": (16, "<L"), "packed": (20, "<L"), "size": (24, "<L")}
    changed, place = bytearray(data), data.index(b"PK\1\2")
    while data[place + 46 :].startswith(name.encode()) is False:
        place = data.index(b"PK\1\2", place + 4)
    for field, value in fields.items():
        offset, kind = layout[field]
        struct.pack_into(kind, changed, place + offset, value)
    return bytes(changed)


def lying_sizes():
    """Says that the texts are 100 bytes, with the right check sum of these: `zipfile` would see no more."""
    text = f"<sst {MAIN}>{' ' * 150_000_000}<si><t>a</t></si></sst>"
    return edited(with_parts({STRINGS: text}), STRINGS, size=100, crc=zlib.crc32(text[:100].encode()))


def overlapping():
    """Two hundred entries that all unpack the same bytes."""
    good = with_parts({})
    part = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = part.compress(random.Random(1).randbytes(4000) * 250) + part.flush()
    size = 1_000_000
    crc = zlib.crc32(random.Random(1).randbytes(4000) * 250)
    start = good.index(b"PK\1\2")
    own, n = good[start : good.index(b"PK\5\6")], good.count(b"PK\1\2")
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(packed), size, 1, 0) + b"0" + packed
    listed = own + b"".join(central(b"%d" % i, size, len(packed), crc, start) for i in range(200))
    return good[:start] + local + listed + ending(n + 200, len(listed), start + len(local))


def ods(rows):
    """An OpenDocument sheet of these rows."""
    names = ["office", "table", "text"]
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    table = f'<office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
        document = f"<office:document-content {spaces}>{table}</office:body></office:document-content>"
        archive.writestr("content.xml", document)
    return file.getvalue()


def ods_row(*texts, repeated=1):
    more = f' table:number-columns-repeated="{repeated}"'
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    return f"<table:table-row>{''.join(cell.format(more, text) for text in texts)}</table:table-row>"


def xls_far():
    """A good XLS whose last row says that it stands at the far end of the sheet."""
    data = (FILES / "answers.xls").read_bytes()
    at = data.index(struct.pack("<4H", 0xFD, 10, 2, 1))  # LABELSST, row 2, column 1
    return data[: at + 4] + struct.pack("<2H", 65535, 255) + data[at + 8 :]


def sav(compress=False, rows=3, **how):
    """A good SAV or ZSAV."""
    frame = pd.DataFrame({"q1": [1.0, 2.0, 5.0][:rows], "q2": [5.0, 3.0, 1.0][:rows], "why": ["a", "b", ""][:rows]})
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/a.sav"
        pyreadstat.write_sav(frame, file, compress=compress, **how)
        return Path(file).read_bytes()


def sav_says(offset, value, compress=False):
    """A SAV whose header says otherwise: 68 the size of a case, 80 the number of cases."""
    data = bytearray(sav(compress))
    struct.pack_into("<i", data, offset, value)
    return bytes(data)


def sav_of_many(n):
    """A list of variables without end, in few bytes each: a name and no label."""
    variables = b"".join(struct.pack("<6i8s", 2, 0, 0, 0, 0, 0, b"%-8x" % i) for i in range(n))
    head = sav()[:176]
    return head[:68] + struct.pack("<4i", n, 0, 0, 1) + head[84:] + variables + struct.pack("<2i", 999, 0)


def zsav_bomb(n=100, size=0x3FF000):
    """A ZSAV of one block that it lists a hundred times, without saying how many people it holds: 17 million."""
    good = sav(compress=True)
    at = good.index(struct.pack("<2i", 999, 0)) + 8
    block = zlib.compress(b"\x65" * size, 9)
    where = struct.pack("<3q", at, at + 24 + len(block), 24 + 24 * n)
    listed = b"".join(struct.pack("<2q2i", at + i * size, at + 24, size, len(block)) for i in range(n))
    return (
        good[:80]
        + struct.pack("<i", -1)
        + good[84:at]
        + where
        + block
        + struct.pack("<2q2i", -100, 0, size, n)
        + listed
    )


def lol():
    layers = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return strings("<si><t>&l9;</t></si>", f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "lol">{layers}]>')


def xxe():
    head = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return with_parts({SHEET: head + sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>' * 2)})


def nested():
    inside = zlib_bomb = with_parts({STRINGS: " " * 20_000_000})
    for _ in range(3):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for i in range(16):
                archive.writestr(f"{i}.zip", inside)
        inside = file.getvalue()
    assert len(inside) < 5 * len(zlib_bomb)
    return inside


def noise(n, seed=1):
    return random.Random(seed).randbytes(n)


BOMBS = {
    "a cell at the end of the sheet": (lambda: far_cell("XFD1048576"), "sheet-too-large"),
    "a cell at the end of its column": (lambda: far_cell("A1048576"), "sheet-too-large"),
    "a cell beyond any sheet": (lambda: far_cell("ZZZZZZZ99999999"), "sheet-too-large"),
    "two cells with much between": (lambda: far_cell("BXX200000"), "sheet-too-wide"),
    "16,384 columns": (
        lambda: with_cells("".join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 3000))),
        "sheet-too-large",
    ),
    "cells without a place": (
        lambda: with_cells(f"<row>{'<c><v>1</v></c>' * 1900}</row>{'<row/>' * 190_000}<row><c><v>1</v></c></row>"),
        "sheet-too-wide",
    ),
    "texts that unpack to 90 MB": (lambda: strings("<si><t>" + " " * 90_000_000 + "</t></si>"), "file-bomb"),
    "texts that unpack to 150 MB": (lambda: strings("<si><t>" + "x" * 150_000_000 + "</t></si>"), "file-too-large"),
    "a part that lies about its size": (lying_sizes, "file-bomb"),
    "parts that share their bytes": (overlapping, "file-too-large"),
    "three hundred thousand parts": (lambda: many_entries(300_000), "file-too-large"),
    "archives in archives": (nested, "file-kind"),
    "entities of entities": (lol, "file-dtd"),
    "an entity from the disk": (xxe, "file-dtd"),
    "five million tags deep": (lambda: with_cells("<a>" * 5_000_000), "file-bomb"),
    "an entry that is locked": (lambda: edited(with_parts({}), SHEET, flags=1), "file-protected"),
    "an archive cut off": (lambda: with_parts({})[:-300], "file-unreadable"),
    "columns repeated in OpenDocument": (lambda: ods(ods_row("x", repeated=16384) * 3000), "file-crashed"),
    "an XLS with a far cell": (xls_far, "file-crashed"),
    "an XLS of noise": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(1_000_000), "file-kind"),
    "a SAV of five hundred million people": (lambda: sav_says(80, 500_000_000), "spss-too-large"),
    "a SAV of a hundred thousand variables": (lambda: sav_of_many(100_000), "spss-too-large"),
    "a ZSAV that unpacks to 400 MB": (zsav_bomb, "spss-too-large"),
    "a line that never ends": (lambda: b"a,b\n" + b"x" * 5_000_000, "file-unreadable"),
    "a quote that never ends": (lambda: b'a,b\n1,"' + b"x\n" * 2_000_000, "cell-too-long"),
    "a cell of two million signs": (lambda: b'a,b\n1,"' + b"x\n" * 1_000_000 + b'"', "cell-too-long"),
    "sixteen thousand commas a line": (lambda: (b"," * 16_384 + b"\n") * 500, "sheet-too-wide"),
    "zeros only": (lambda: bytes(10_000_000), "file-empty"),
    "UTF-16 that is none": (lambda: b"\xff\xfe" + noise(1_000_000), "file-encoding"),
    "something packed with gzip": (lambda: gzip.compress(b"a,b\n" * 10_000_000), "file-kind"),
    "JSON ten million deep": (lambda: b"[" * 10_000_000, "file-unreadable"),
}
"""Each by what it is: what makes it, and how it is refused."""
