"""A workbook that computes only what we wrote: texts stay texts, links stay inside, names and codes stay harmless."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from kano.answers import Category
from kano.charts.look import tones
from kano.errors import KanoError
from kano.forms.docx_file import FONTS
from kano.reports import Report
from kano.text import clean

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""The same study gives the same file."""

ROWS, COLUMNS = 1_048_576, 16_384
"""What a sheet of the format can hold."""

_NAME, _FOOT, _ONE_PAGE = 31, 80, 30
_UNNAMED = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_UNSEEN = dict.fromkeys((*range(9), 11, 12, *range(13, 32), 65534, 65535, *range(55296, 57344)), " ")
"""Signs that XML cannot hold."""

_WORDS = re.compile(r"[\x00-\x7f]*?[\s/-]+|[\x00-\x7f]+|[^\x00-\x7f]")

INK, FAINT, GRID = (tones(dark=False)[name] for name in ("ink", "faint", "grid"))
HEAD, LIVE, LINK = "#f1f3f6", "#dfeaf7", "#0066b3"
"""The ground of heads, and of those above formulas; the ink of links."""


@dataclass(frozen=True)
class Formula:
    """A formula of ours, and the number or the text of the product that programs show until they compute it."""

    text: str
    value: float | str | None


Cell = str | float | int | Formula | None


class Book:
    """The file, its formats and the names of its sheets."""

    def __init__(self, report: Report) -> None:
        self.report, self.t, self.file = report, report.t, io.BytesIO()
        self.raw = xlsxwriter.Workbook(self.file, {"in_memory": True, **_SAFE})
        about = {"title": report.title, "author": report.about.by, "comments": report.study.source.name}
        self.raw.set_properties({key: plain(clean(text)) for key, text in about.items()} | {"created": _NO_CLOCK})
        self._forms: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def sheet(self, name: str) -> Sheet:
        return Sheet(self, self._free(name))

    def form(self, **look: Any) -> Any:
        """A format by its properties, made once."""
        font = {} if self.report.lang == "en" else {"font_name": FONTS[self.report.lang][0]}
        whole = {"valign": "vcenter", "font_color": INK, **font, **look}
        key = tuple(sorted(whole.items()))
        if key not in self._forms:
            self._forms[key] = self.raw.add_format(whole)
        return self._forms[key]

    def closed(self) -> bytes:
        self.raw.close()
        return self.file.getvalue()

    def _free(self, name: str) -> str:
        """A name that the format allows and no sheet has, whatever its case."""
        base = clean(name.translate(_UNNAMED)).strip("' ") or "-"
        for number in range(1, ROWS):
            tail = f" {number}" if number > 1 else ""
            free = _cut(base, _NAME - len(tail)).strip("' ") + tail
            if free.lower() not in self._names | {"history"}:
                break
        self._names.add(free.lower())
        return free


class Sheet:
    """A sheet that is printed as wide as a page."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.t, self.name = book, book.t, name
        self.raw = book.raw.add_worksheet(name)
        self._areas: list[str] = []
        self.raw.hide_gridlines(2)
        self.line = 16.5 if book.report.lang == "en" else 18.0
        self.room = 1.0 if book.report.lang == "en" else 0.88
        self.raw.set_default_row(self.line)
        self.raw.set_landscape()
        self.raw.set_paper(9)
        self.paged()
        self.raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        title, file = (_coded(text) for text in (book.report.title, book.report.study.source.name))
        self.raw.set_footer(f"&L{title}&C{file}&R&P / &N")

    def paged(self, rows: int | None = None, across: int = 1) -> None:
        """Printed as wide as so many pages; a table of few `rows` under a chart on one page in all."""
        self.raw.fit_to_pages(across, 1 if rows is not None and rows <= _ONE_PAGE else 0)

    def ref(self, row: int, column: int, last_row: int | None = None, last_column: int | None = None) -> str:
        """A cell or a range of this sheet as formulas and charts of any sheet name it."""
        cell = f"{self.quoted}!{at(row, column)}"
        if last_row is None and last_column is None:
            return cell
        return f"{cell}:{at(row if last_row is None else last_row, column if last_column is None else last_column)}"

    @property
    def quoted(self) -> str:
        return "'" + self.name.replace("'", "''") + "'"

    def put(self, row: int, column: int, cell: Cell, **look: Any) -> None:
        """A value of our own, or a user's text, which stays one. Raises KanoError beyond the end of a sheet."""
        self.formed(row, column, cell, self.book.form(**look))

    def formed(self, row: int, column: int, cell: Cell, form: Any) -> None:
        """The same in a format that is there already."""
        if row >= ROWS or column >= COLUMNS:
            raise KanoError("sheet-full", sheet=self.name, rows=ROWS, columns=COLUMNS)
        if isinstance(cell, Formula):
            value = "" if cell.value is None else cell.value
            self.raw.write_formula(row, column, f"={cell.text}", form, value)
        elif isinstance(cell, str) and cell:
            self.raw.write_string(row, column, plain(cell), form)
        elif isinstance(cell, str) or cell is None:
            self.raw.write_blank(row, column, None, form)
        else:
            self.raw.write_number(row, column, cell, form)

    def link(self, row: int, column: int, text: str, to: Sheet, **look: Any) -> None:
        """A text that leads to another sheet of this workbook."""
        form = self.book.form(**look)
        self.raw.write_url(row, column, f"internal:{to.quoted}!A1", form, plain(text), to.name)

    def long(self, row: int, text: str, widths: Sequence[float], to: Sheet | None = None, **look: Any) -> None:
        """A text across columns of these widths, in a row that is as high as its lines."""
        size = look.get("font_size", 11)
        whole = {**look, "text_wrap": True}
        if len(widths) > 1:
            self.raw.merge_range(row, 0, row, len(widths) - 1, "", self.book.form(**whole))
        if to is None:
            self.put(row, 0, text, **whole)
        else:
            self.link(row, 0, text, to, **whole)
        self.tall(row, [(text, 11 * sum(widths) / size)], size / 11)

    def tall(self, row: int, texts: Iterable[tuple[str, float]], larger: float = 1.0) -> None:
        """Makes a row as high as the highest of texts in columns of these widths: not every program does so itself."""
        lines = max((lines_of(text, self.room * width) for text, width in texts), default=1)
        if lines > 1 or larger > 1:
            self.raw.set_row(row, round(self.line * larger * lines, 2))

    def widths(self, widths: Sequence[float]) -> None:
        for column, width in enumerate(widths):
            self.raw.set_column(column, column, width)

    def texts(self, row: int, last_row: int, column: int, last_column: int) -> None:
        """Names that look like numbers are meant, and sums beside other numbers: programs need not warn of them."""
        area = f"{at(row, column)}:{at(last_row, last_column)}".replace("$", "")
        self._areas.append(area)
        self.raw.ignore_errors(dict.fromkeys(("number_stored_as_text", "formula_range"), " ".join(self._areas)))


def at(row: int, column: int) -> str:
    return f"${xl_col_to_name(column)}${row + 1}"


def plain(text: str) -> str:
    """Without the signs that would make the file unreadable."""
    return text.translate(_UNSEEN)


def wide(text: str) -> int:
    """How many digits wide a text is about; Chinese signs are two."""
    return sum(1 if sign.isascii() else 2 for sign in text)


@lru_cache(maxsize=10_000)
def lines_of(text: str, width: float) -> int:
    """Over how many lines a text runs in a column of this width; Chinese breaks at every sign."""
    lines, room = 1, max(1.04 * width - 1, 2.0)
    taken = 0.0
    for word in _WORDS.findall(text):
        length = wide(word.rstrip())
        if taken and taken + length > room:
            lines, taken = lines + 1, 0.0
        lines += int(max(length - 1, 0) // room)
        taken += wide(word) if length <= room else length % room
    return lines


def tint(category: Category | None) -> dict[str, str]:
    """The look of a cell that says a category: a light ground of its colour."""
    if category is None:
        return {}
    colour = str(tones(dark=False)["category"][category])
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return {"bg_color": "#" + "".join(f"{round(255 - 0.24 * (255 - part)):02x}" for part in parts)}


def colour(category: Category) -> str:
    return str(tones(dark=False)["category"][category])


def _coded(text: str) -> str:
    """For a footer, in which & begins a code."""
    return _cut(plain(clean(text)), _FOOT // 2).replace("&", "&&")


def _cut(text: str, most: int) -> str:
    """At most so many units of UTF-16, as the format counts them."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text
