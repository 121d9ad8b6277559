"""Which rows of a grid are headers, and what each column is called."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kano.errors import KanoError
from kano.readers.grid import Grid, Raw
from kano.readers.mapping import Mapping
from kano.readers.table import HEADER_LENGTH, Table, table
from kano.readers.tools import IMPORT_ID, tool_of
from kano.readers.wordings import OPEN, meaning, number

LOOK = 12
"""So many rows are looked at for headers."""

MOST_CHOICES = 200
"""A column with more distinct texts is nothing that people chose from."""

LONGEST = 4 * HEADER_LENGTH
"""More of a header is not looked at."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_BOLD = re.compile(r"(?<!\w)(\*{1,2})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_DATED = re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}")
_FILLER = {"", "response", "open-ended response", "responses", "antwort", "réponse", "respuesta", "resposta", "回答"}
"""What SurveyMonkey writes below a question that is not split into parts."""


@dataclass(frozen=True)
class Header:
    """`skip` rows stand above it, `rows` of it name the columns; `sure` is False when only the user can tell."""

    skip: int
    rows: int
    tool: str | None = None
    sure: bool = True


def shaped(grid: Grid, mapping: Mapping | None = None) -> Table:
    """The grid as a table: names above, people below. What the mapping says goes before what is found.

    Raises KanoError when no row of answers is left.
    """
    header = _said(grid, mapping) or find_header(grid)
    source = replace(
        grid.source, header_rows=header.rows, skip_rows=header.skip, header_sure=header.sure, tool=header.tool
    )
    rows = [[plain(text) for text in grid.row(header.skip + i)] for i in range(min(header.rows, len(grid)))]
    names, labels = _named(rows, header, len(grid.columns))
    body = [(values, codes[header.skip + header.rows :]) for values, codes in grid.columns]
    return table(names, body, source, labels, grid.findings)


def _said(grid: Grid, mapping: Mapping | None) -> Header | None:
    if mapping is None or mapping.header_rows is None:
        return None
    if mapping.skip_rows + mapping.header_rows >= len(grid):
        raise KanoError("header-rows-all", file=grid.source.name, rows=len(grid))
    return Header(mapping.skip_rows, mapping.header_rows, grid.tool or tool_of(grid.row(mapping.skip_rows)))


def find_header(grid: Grid) -> Header:
    """The header by the tool that wrote the file, else by what stands in its first rows."""
    if grid.header_rows is not None:
        return Header(0, grid.header_rows, grid.tool)
    top = [grid.row(i) for i in range(min(len(grid), LOOK))]
    skip = _preamble(top)
    tool = tool_of(top[skip]) if top else None
    for i, row in enumerate(top[skip : skip + 4]):
        if _mostly(row, IMPORT_ID.match):
            return Header(skip, i + 1, "qualtrics")
    below = top[skip + 1] if skip + 1 < len(top) else []
    if any(below) and all(cell.startswith("#") for cell in below if cell):
        return Header(skip, 2, tool)
    if tool == "surveymonkey" and _without_id(top[skip], below):
        return Header(skip, 2, tool)
    return _by_content(grid, skip, tool)


def _mostly(row: Sequence[str], is_so: object) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 0 and sum(bool(is_so(cell)) for cell in filled) > len(filled) / 2  # type: ignore[operator]


def _preamble(top: Sequence[Sequence[str]]) -> int:
    """Rows above the header: a title or a note in a cell or two of a wide table."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in top]
    width = len(top[0]) if top else 0
    for i, n in enumerate(filled[:-1]):
        if width < 4 or n > max(1, width // 5) or max(filled[i + 1 :]) < width / 2:
            return i
    return 0


def _without_id(head: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row under SurveyMonkey's first column, the respondent's id, has none: it is nobody's."""
    return head[0].casefold().startswith("respondent") and bool(row) and not row[0].strip() and any(row)


def _by_content(grid: Grid, skip: int, tool: str | None) -> Header:
    """A row is no header when it holds what people answer; a second one is a header when those below all do.

    A second row that a tool's own columns prove is sure, else it is asked about: a person could be lost in it.
    """
    if _holds_answers(grid, skip, skip + 1):
        return Header(skip, 0, tool)
    if len(grid) - skip < 3 or not _stands_out(grid, skip + 1, skip + 2):
        return Header(skip, 1, tool)
    return Header(skip, 2, tool, sure=tool == "qualtrics")


def _typed(text: str) -> bool:
    """A cell of an answer: a known wording, a number or a date."""
    return number(text) is not None or bool(_DATED.search(text)) or meaning(text) not in ("", OPEN)


def _answered(grid: Grid, begin: int) -> list[Raw]:
    """The columns of a choice in which, from a row on, nearly every filled cell is typed."""
    found = []
    for values, codes in (column for column in grid.columns if len(column[0]) <= MOST_CHOICES):
        counts = np.bincount(codes[begin:], minlength=len(values))
        filled = sum(int(n) for n, value in zip(counts, values, strict=True) if value.strip())
        typed = sum(int(n) for n, value in zip(counts, values, strict=True) if n and value.strip() and _typed(value))
        if filled and typed >= 0.8 * filled:
            found.append((values, codes))
    return found


def _holds_answers(grid: Grid, row: int, begin: int) -> bool:
    cells = [values[codes[row]] for values, codes in _answered(grid, begin)]
    return len(cells) >= 2 and sum(map(_typed, filter(None, cells))) > len(cells) / 2


def _stands_out(grid: Grid, row: int, begin: int) -> bool:
    cells = [values[codes[row]] for values, codes in _answered(grid, begin)]
    return len(cells) >= 2 and not any(map(_typed, cells)) and sum(map(bool, cells)) > len(cells) / 2


def plain(text: str) -> str:
    """A header without HTML tags, entities and Markdown stars."""
    bare = html.unescape(_TAG.sub(" ", text[:LONGEST].replace("<br>", " ")))
    return " ".join(_BOLD.sub(r"\2", bare).split())


def _named(rows: Sequence[Sequence[str]], header: Header, width: int) -> tuple[list[str], list[str]]:
    """The names of the columns, and what a second row says beside them."""
    if not rows:
        return [""] * width, [""] * width
    names = [re.sub(r"[\s\ufeff]+", " ", name) for name in rows[0]]
    if len(rows) == 1 or all(cell.startswith("#") for cell in rows[1] if cell):
        return names, _stems(names) if header.tool == "wjx" else [""] * width
    if header.tool in ("qualtrics", "spss"):
        return names, list(rows[1])
    return _joined(names, rows[1]), [""] * width


def _stems(names: Sequence[str]) -> list[str]:
    """问卷星 writes the stem of a matrix only above its first row: `7、stem—row 1`, then `7、row 2`."""
    labels, stem, of = [], "", ""
    for name in names:
        numbered = re.match(r"(\d+)[、．.]\s*(.*)", name, re.DOTALL)
        number, text = (numbered[1], numbered[2]) if numbered else ("", name)
        if number != of or not number:
            stem, found, _ = text.partition("—")
            stem, of = (stem, number) if found else ("", number)
            labels.append("")
        else:
            labels.append(f"{stem}—{text}" if stem else "")
    return labels


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two header rows as one: a question stands above the first of its parts, merged or blank above the rest."""
    names, stem = [], ""
    for above, below in zip(upper, lower, strict=True):
        stem = above or (stem if below else "")
        is_part = below and below.casefold() not in _FILLER and below != stem
        names.append(f"{stem} - {below}" if stem and is_part else stem or below)
    return names
