"""Files as nobody meant them: damaged ones, and tables of every oddity of which we know what they say.

Run as a program it reads many files in one process, each in a fork of it with a child's own limits: what a thousand
children would take half a minute to start.
"""

import csv
import io
import json
import os
import resource
import struct
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

TEXTS = [
    *[
        "",
        " ",
        "I like it",
        "我很喜歡",
        "無所謂",
        "0",
        "1",
        "007",
        "1,5",
        "2.50",
        "-3",
        "1e5",
        "=1+1",
        "+49 170",
        "@x",
        "-",
    ],
    *[
        "NA",
        "null",
        "None",
        "nan",
        "TRUE",
        "#N/A",
        "a,b",
        "a;b",
        "a\tb",
        "a|b",
        'say "hi"',
        '"',
        '""',
        "'",
        "a\nb",
        "a\r\nb",
    ],
    *[
        "\ufeffBOM",
        "שלום",
        "مرحبا 1",
        "\u202eevil",
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "e\u0301",
        "é",
        "Zürich",
        "Ａ",
        "\u200bx",
        "a\u00a0b",
        "a\u2028b",
    ],
    *[
        "x" * 700,
        "很" * 600,
        "\\",
        "\\n",
        "{}",
        "[1]",
        "<b>bold</b>",
        "&amp;",
        "${x}",
        "%s",
        "../..",
        "C:\\x",
        "http://x",
    ],
    *[
        "2021-10-12",
        "12/10/2021",
        "26:03",
        "_x000D_",
        "_x0041_",
        "$FL2",
        "PK\x03\x04",
        "%PDF",
        "{",
        "constructor",
        "id",
    ],
]


@dataclass
class Known:
    """A file, how it is to be read, and its rows."""

    data: bytes
    rows: list
    name: str = "a"
    encoding: str | None = None
    delimiter: str | None = None
    even: bool = True


def cells(dice, fits=bool):
    """Rows of texts, none of them empty, each with its place behind it."""
    width, height = dice.choice([1, 2, 2, 3, 5, 8, 40]), dice.choice([2, 3, 3, 5, 12, 60])
    pool = [text for text in TEXTS if fits(text) or not text]
    rows = [[dice.choice(pool) for _ in range(width)] for _ in range(height)]
    return [[tagged(text, i, j) for j, text in enumerate(row)] for i, row in enumerate(rows)]


def tagged(text, row, column):
    """The text with its place behind it: wherever it ends up, it says where it belongs."""
    return f"{text} «{row}.{column}»"


def delimited(dice):
    """A CSV file in one of its many dialects. Without a word about the delimiter no cell holds another one."""
    encoding = dice.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "cp1252", "big5"])
    delimiter, told = dice.choice(",;\t|"), dice.random() < 0.5
    others = set(",;\t|") - {delimiter}

    def fits(text):
        try:
            return (text + "«»").encode(encoding).decode(encoding) == text + "«»" and (told or not others & set(text))
        except UnicodeError:
            return False

    rows = cells(dice, fits if encoding != "big5" else lambda text: text.isascii() and (told or not others & set(text)))
    if encoding == "big5":
        rows = [[cell.replace("«", "(").replace("»", ")") for cell in row] for row in rows]
    if dice.random() < 0.1:
        rows = [[cell.replace("x", "\0") for cell in row] for row in rows]
    even = dice.random() < 0.85 or len(rows[0]) == 1
    if not even:
        row = dice.choice(rows[1:])
        row += ["", ""] if dice.random() < 0.3 else ["one more"] if dice.random() < 0.5 else []
        del row[len(row) - (dice.random() < 0.5) :]
    file = io.StringIO()
    quoting = dice.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
    csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=dice.choice(["\n", "\r\n"])).writerows(rows)
    said = encoding if encoding in ("gb18030", "cp1252", "big5") or dice.random() < 0.3 else None
    text = file.getvalue().encode(encoding)
    return Known(text, rows, "a.csv", said, delimiter if told or len(rows[0]) == 1 else None, even)


def workbook(dice):
    """An XLSX file with empty cells, numbers, dates and merged cells."""
    import xlsxwriter

    rows, file = cells(dice), io.BytesIO()
    how = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": dice.random() < 0.3}
    top, left = dice.choice([0, 0, 3]), dice.choice([0, 0, 2])
    with xlsxwriter.Workbook(file, how) as made:
        page = made.add_worksheet(dice.choice(["Sheet1", "答卷", "a'b & <c>"]))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                if (i, j) != (0, 0) and (kind := dice.random()) < 0.3:
                    row[j] = odd_cell(dice, page, top + i, left + j, kind)
                else:
                    page.write_string(top + i, left + j, text)
    return Known(file.getvalue(), trimmed(rows), "a.xlsx")


def odd_cell(dice, page, row, column, kind):
    """Write a cell that is no text; the text that it should be read as."""
    if kind < 0.1:
        return ""
    if kind < 0.2:
        number = dice.choice([0, 1, -7, 5, 2.5, 0.1, 1 / 3, 1e15, 123456789, 1e-7])
        page.write_number(row, column, number)
        return str(number) if isinstance(number, int) else f"{number:.15g}" if number != 1e15 else "1000000000000000"
    page.write_boolean(row, column, kind < 0.25)
    return str(kind < 0.25)


def trimmed(rows):
    """Without the columns and rows at the ends in which nothing is: a sheet ends where its last cell is."""
    while rows and not any(rows[-1]):
        rows = rows[:-1]
    width = max(j for row in rows for j, cell in enumerate(row, start=1) if cell)
    return [row[:width] for row in rows]


def people(dice):
    """A JSON file of flat objects."""
    rows = cells(dice)
    rows[0] = [f"q{j} {text}" for j, text in enumerate(rows[0])]
    listed = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    text = json.dumps(listed, ensure_ascii=dice.random() < 0.5, indent=dice.choice([None, 2]))
    return Known(text.encode(dice.choice(["utf-8", "utf-8-sig"])), rows, "a.json")


def answers(dice):
    """A SAV file: numbers of which some have labels and some are missing, and texts."""
    import pandas as pd
    import pyreadstat

    n, labels = dice.choice([1, 3, 30]), {1.0: "I like it", 2.0: "我期望如此", 3.0: "שלום", 9.0: "no answer"}
    codes = [
        [dice.choice([1.0, 2.0, 3.0, 4.0, 9.0, 2.5, None]) for _ in range(n)] for _ in range(dice.choice([1, 4, 30]))
    ]
    fit = [text for text in TEXTS if "\0" not in text and text == text.rstrip(" ")]
    texts = [dice.choice(fit) for _ in range(n)]
    names = [f"v{i}" for i in range(len(codes))]
    titles = [dice.choice(fit)[:80].strip() for _ in [*names, "why"]]
    frame = pd.DataFrame({**dict(zip(names, codes, strict=True)), "why": texts}).astype(dict.fromkeys(names, float))
    with tempfile.TemporaryDirectory() as folder:
        pyreadstat.write_sav(
            frame,
            f"{folder}/a.sav",
            column_labels=titles,
            variable_value_labels=dict.fromkeys(names, labels),
            missing_ranges={name: [9.0] for name in names},
            compress=dice.random() < 0.5,
        )
        data = Path(folder, "a.sav").read_bytes()
    said = {None: "", 9.0: "", 4.0: "4", 2.5: "2.5", **{code: labels[code] for code in (1.0, 2.0, 3.0)}}
    columns = [[said[code] for code in column] for column in codes] + [texts]
    return Known(data, [[*names, "why"], titles, *map(list, zip(*columns, strict=True))], "a.sav")


def damaged(dice, data):
    """The bytes with a few changed, cut out, doubled, or the rest gone."""
    changed = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 5, 30])):
        at, kind = dice.randrange(len(changed)), dice.randrange(6)
        if kind == 0:
            changed[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            changed[at] = dice.choice(b"\x00\xff\x7f\x80\"'<>,;\n=&")
        elif kind == 2:
            changed[at : at + 4] = struct.pack("<i", dice.choice([-1, 0, 1, 2**31 - 1, -(2**31), 65536, 999]))
        elif kind == 3:
            del changed[at : at + dice.choice([1, 2, 8, 100])]
        elif kind == 4:
            changed[at:at] = changed[at : at + dice.choice([1, 8, 200])]
        elif dice.random() < 0.2:
            del changed[at:]
        if not changed:
            return b"\x00"
    return bytes(changed)


def damaged_inside(dice, data):
    """A workbook with one of its parts damaged and packed again, so that the archive itself is whole."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        victim = dice.choice([name for name in old.namelist() if "xl/" in name])
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, (reworded if dice.random() < 0.5 else damaged)(dice, part) if name == victim else part)
    return file.getvalue()


def reworded(dice, part):
    """XML that is still XML: numbers, references and kinds of cells become others."""
    words = [b'r="A1"', b'r="B2"', b't="s"', b't="n"', b"<v>0</v>", b"<v>1</v>", b"<c ", b"<row ", b"</row>", b"count="]
    others = [b'r="ZZ9"', b'r="A0"', b'r=""', b't="e"', b't="str"', b't="d"', b't="b"', b"<v>-1</v>", b"<v>1e309</v>"]
    others += [
        b"<v>9999999999</v>",
        b"<v/>",
        b"<x ",
        b"",
        b"<is><t>x</t></is>",
        b's="99999"',
        b"<!-- -->",
        b"<![CDATA[<c]]>",
    ]
    for _ in range(dice.choice([1, 3])):
        part = part.replace(dice.choice(words), dice.choice(others), dice.choice([1, 2, -1]))
    return part


class Batch:
    """`kano.readers.child._ask`, answered by forks of one process instead of children of their own."""

    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )

    def ask(self, order, data):
        self._process.stdin.write(struct.pack("<2q", len(order), len(data)) + order + data)
        self._process.stdin.flush()
        ended, length = struct.unpack("<2q", self._process.stdout.read(16))
        return ended, self._process.stdout.read(length)

    def close(self):
        self._process.stdin.close()
        self._process.wait(10)


def serve():
    """Answer orders until there are no more."""
    sys.path.insert(0, str(ROOT))
    from kano.foreign import main, sheets, spss

    readers = {"sheets": sheets, "spss": spss}
    while len(head := sys.stdin.buffer.read(16)) == 16:
        order, data = map(sys.stdin.buffer.read, struct.unpack("<2q", head))
        ended, answer = forked(
            lambda order=order, data=data: main.answer(
                readers[json.loads(order)["reader"]].read, data, json.loads(order)
            )
        )
        sys.stdout.buffer.write(struct.pack("<2q", ended, len(answer)) + answer)
        sys.stdout.buffer.flush()


def forked(work):
    """How a fork ended, like `Popen.returncode`, and what it wrote."""
    with tempfile.TemporaryFile() as written:
        if not (child := os.fork()):
            for name, most in (("CPU", 10), ("AS", 1_500_000_000), ("CORE", 0), ("FSIZE", 64_000_000)):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most + (name == "CPU")))
            try:
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                written.write(b"".join(work()))
                written.flush()
                os._exit(0)
            finally:
                os._exit(1)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        written.seek(0)
        return ended, written.read()


if __name__ == "__main__":
    serve()
