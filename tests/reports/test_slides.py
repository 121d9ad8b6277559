"""The presentation: native charts with the numbers of the results, notes, and the look of any template."""

import io
import zipfile

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from kano.errors import KanoError
from kano.i18n import LANGUAGES
from kano.reports import About, Report, write
from kano.reports.figures import overview
from kano.reports.story import story
from tests.reports.studies import LIVE, hostile, long, percentages, sample

XML = (".xml", ".rels")


def made(report):
    return Presentation(io.BytesIO(write(report, "pptx")))


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def words(deck):
    """Every text on the slides, in their tables too."""
    found = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return found


def template(width=10.0, height=7.5, keep=None, dark=False):
    """A presentation as a company has one: another size, a slide in it, other layouts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(width), Inches(height)
    for layout in [each for place, each in enumerate(deck.slide_layouts) if keep and place not in keep]:
        deck.slide_layouts.remove(layout)
    deck.slides.add_slide(deck.slide_layouts[0])
    if dark:
        fill = deck.slide_master.background.fill
        fill.solid()
        fill.fore_color.theme_color = 13
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def with_template(data, report=None):
    report = report or sample()
    return Report(report.study, report.result, report.lang, About(template=data))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_the_title_of_a_slide_in_every_language(lang):
    report = sample(lang=lang)
    titles = [slide.shapes.title.text_frame.text for slide in made(report).slides]
    assert titles[0] == report.title
    for section in story(report).sections:
        assert any(title.startswith(section.title) for title in titles)


def test_charts_hold_the_numbers_of_the_figures():
    report = sample()
    chart = charts(made(report))[0]
    figure = overview(report)
    assert [series.name for series in chart.plots[0].series] == [series.name for series in figure.series]
    for drawn, series in zip(chart.plots[0].series, figure.series, strict=True):
        assert list(drawn.values)[::-1] == pytest.approx(series.values)
    names = [str(category) for category in chart.plots[0].categories][::-1]
    for name, shown, mark in zip(figure.names, names, figure.marks, strict=True):
        assert shown.startswith(name[:20])
        assert shown.endswith(mark)


def test_the_workbook_behind_a_chart_holds_the_same():
    chart = charts(made(sample()))[0]
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0][1:]) == [series.name for series in chart.plots[0].series]
    assert [row[1] for row in rows[1:]] == pytest.approx(list(chart.plots[0].series[0].values))


def test_points_carry_the_numbers_of_their_features():
    chart = charts(made(sample()))[1]
    labels = [text.text for text in chart._chartSpace.iter("{*}t") if text.text.isdigit()]
    assert sorted(map(int, labels)) == list(range(1, 21))


def test_notes_tell_the_numbers():
    report = sample()
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in list(made(report).slides)[1:])
    for section in story(report).sections:
        for note in section.notes:
            assert note in notes


def test_charts_and_tables_have_words_for_those_who_cannot_see_them():
    for slide in made(sample()).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_many_features_stand_on_several_slides_and_none_is_lost():
    deck = made(long())
    bars = [chart for chart in charts(deck) if chart.plots[0].categories]
    shown = [str(name) for chart in bars for name in chart.plots[0].categories]
    assert len(shown) == 25
    assert sum("no answers" in name for name in shown) == 1
    told = " ".join(words(deck))
    assert all(feature.feature in told for feature in long().result.features)


def test_nothing_leaves_its_slide():
    for report in (sample(), long("zh-Hans"), hostile(), sample("berger1993"), percentages("zh-Hant")):
        deck = made(report)
        for slide in deck.slides:
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.left + shape.width <= deck.slide_width
                assert shape.top + shape.height <= deck.slide_height


def test_live_texts_stay_texts():
    data = write(hostile(), "pptx")
    told = " ".join(words(Presentation(io.BytesIO(data))))
    for name in LIVE:
        assert name.replace("\t", " ").strip()[:60] in told
    for name, part in parts(data).items():
        if name.endswith(XML):
            etree.fromstring(part)
            assert b"hlinkClick" not in part
            assert b'TargetMode="External"' not in part
    fields = {
        field.get("type")
        for n, p in parts(data).items()
        if n.startswith("ppt/slides/slide")
        for field in etree.fromstring(p).iter("{*}fld")
    }
    assert fields == {"slidenum"}


def test_workbooks_behind_charts_hold_no_formula():
    for chart in charts(made(hostile())):
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_the_same_study_gives_the_same_file():
    one, other = (parts(write(percentages(), "pptx")) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    "data",
    [template(), template(13.333, 7.5), template(keep={1, 5}), template(keep={0}), template(dark=True)],
    ids=["4:3", "wide", "no cover", "cover only", "dark"],
)
def test_a_template_gives_size_and_layouts_and_its_slides_are_gone(data):
    given, deck = Presentation(io.BytesIO(data)), made(with_template(data))
    assert (deck.slide_width, deck.slide_height) == (given.slide_width, given.slide_height)
    assert deck.slides[0].shapes.title.text_frame.text == "Hot-pot restaurant"
    assert len(charts(deck)) >= 3
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_a_template_file_of_the_other_kind_is_read_too():
    files = parts(template())
    content = files["[Content_Types].xml"].replace(b"presentation.main", b"template.main")
    made_of = io.BytesIO()
    with zipfile.ZipFile(made_of, "w") as archive:
        for name, part in {**files, "[Content_Types].xml": content}.items():
            archive.writestr(name, part)
    assert len(made(with_template(made_of.getvalue())).slides) > 10


@pytest.mark.parametrize("data", [b"no zip", b"PK\x05\x06" + bytes(18), template()[:-400]])
def test_what_is_no_presentation_is_refused_in_words(data):
    with pytest.raises(KanoError, match="template"):
        write(with_template(data), "pptx")


def test_a_template_that_points_outside_is_refused():
    files = parts(template())
    name = "ppt/_rels/presentation.xml.rels"
    link = b'<Relationship Id="rId99" Type="http://x/image" Target="http://x.example/" TargetMode="External"/>'
    bad = files[name].replace(b"</Relationships>", link + b"</Relationships>")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part, data in {**files, name: bad}.items():
            archive.writestr(part, data)
    with pytest.raises(KanoError, match="outside"):
        write(with_template(file.getvalue()), "pptx")
