"""The Word document: headings, lists and tables to go on writing in."""

import io
import zipfile

import docx
import pytest

from kano.i18n import LANGUAGES
from kano.reports import write
from kano.reports.story import story
from tests.reports.studies import LIVE, hostile, long, percentages, sample


def read(report):
    return docx.Document(io.BytesIO(write(report, "docx")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_messages_are_headings_and_tables_are_whole(lang):
    report = sample(lang=lang)
    document, sections = read(report), story(report).sections
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [s.title for s in sections]
    grids = [grid for section in sections for grid in section.grids]
    assert len(document.tables) == len(grids)
    for table, grid in zip(document.tables, grids, strict=True):
        assert [cell.text for cell in table.rows[0].cells] == list(grid.heads)
        shown = [tuple(cell.text.removeprefix("■ ") for cell in row.cells) for row in table.rows[1:]]
        assert shown == list(grid.rows)


def test_a_head_stands_on_every_page_and_a_row_stays_whole():
    for table in read(long()).tables:
        assert table.rows[0]._tr.trPr.find("{*}tblHeader") is not None
        assert all(row._tr.trPr.find("{*}cantSplit") is not None for row in table.rows)


def test_pictures_have_words_for_those_who_cannot_see_them():
    shapes = read(sample()).inline_shapes
    assert len(shapes) >= 3
    for shape in shapes:
        assert len(shape._inline.docPr.get("descr")) > 100
        assert shape.height.mm < 206


def test_live_texts_stay_texts_and_nothing_points_outside():
    data = write(hostile(), "docx")
    document = docx.Document(io.BytesIO(data))
    cells = {cell.text.removeprefix("■ ") for table in document.tables for row in table.rows for cell in row.cells}
    assert {name.replace("\t", " ").strip() for name in LIVE} <= {cell.strip() for cell in cells}
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            text = parts.read(name)
            assert b'TargetMode="External"' not in text
            if name == "word/document.xml":
                assert b"w:hyperlink" not in text
                assert b"instrText" not in text
                assert b"fldSimple" not in text


def test_the_file_says_by_whom_but_not_when():
    properties = read(sample()).core_properties
    assert (properties.title, properties.author) == ("Hot-pot restaurant", "Service team")
    assert properties.created.year == 2000
    assert write(percentages(), "docx") == write(percentages(), "docx")
