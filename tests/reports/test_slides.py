"""The presentation: native charts with the numbers of the results, notes, and the look of any template."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from itertools import combinations, pairwise

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.chart.plot import XyPlot
from pptx.dml.color import RGBColor
from pptx.util import Inches

from kano.errors import KanoError
from kano.i18n import LANGUAGES
from kano.reports import About, Report, write
from kano.reports.figures import Axis, Kind, Series, better_worse, overview
from kano.reports.slides.charts import parts as parts_of
from kano.reports.slides.ground import contrast, hand_on, rgb
from kano.reports.slides.labels import spread
from kano.reports.slides.look import INCH, Box
from kano.reports.slides.planes import ordered
from kano.reports.slides.text import measure, shortened
from kano.reports.story import story
from tests.reports.studies import LIVE, about, hostile, long, people, percentages, sample

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
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    if slide.shapes.title is not None:
        slide.shapes.title.text_frame.text = "SAMPLE"
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
        assert list(drawn.values) == pytest.approx(series.values)
    names = [str(category) for category in chart.plots[0].categories]
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


def test_what_a_template_points_to_is_not_fetched():
    """A link on a layout and a relation that nothing uses are taken out; so is a jump to a slide that goes."""
    deck = Presentation(io.BytesIO(template()))
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    layout = deck.slide_layouts[5]
    about = layout.placeholders[0]._element.nvSpPr.cNvPr
    place = etree.SubElement(about, f"{{{about.nsmap['a']}}}hlinkClick")
    place.set(f"{{{about.nsmap['r']}}}id", layout.part.relate_to("http://x.example/", link, is_external=True))
    layout.part.relate_to(deck.slides[0].part, link.replace("hyperlink", "slide"))
    deck.part.relate_to("http://x.example/unused", link, is_external=True)
    files = parts(write(with_template(file_of(deck)), "pptx"))
    assert not [name for name, part in files.items() if b"x.example" in part or b"hlinkClick" in part]
    assert [name for name in files if name.startswith("ppt/slides/slide")]
    assert not [name for name, part in files.items() if b"SAMPLE" in part]


def test_a_template_that_needs_what_is_outside_is_refused():
    deck = Presentation(io.BytesIO(template()))
    layout = deck.slide_layouts[5]
    about = layout.placeholders[0]._element.nvSpPr.nvPr
    film = etree.SubElement(about, f"{{{about.nsmap['a']}}}videoFile")
    film.set(f"{{{about.nsmap['r']}}}link", layout.part.relate_to("http://x.example/", "http://x/video", True))
    with pytest.raises(KanoError, match="outside"):
        write(with_template(file_of(deck)), "pptx")


def file_of(deck):
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def test_lists_of_slides_that_are_gone_are_gone_too():
    deck = Presentation(io.BytesIO(template()))
    root, p14 = deck.part._element, "http://schemas.microsoft.com/office/powerpoint/2010/main"
    for old in root.findall("{*}extLst"):
        root.remove(old)
    listed = etree.SubElement(etree.SubElement(root, f"{{{root.nsmap['p']}}}extLst"), f"{{{root.nsmap['p']}}}ext")
    etree.SubElement(listed, f"{{{p14}}}sectionLst", nsmap={"p14": p14})
    made_of = write(with_template(file_of(deck)), "pptx")
    assert b"sectionLst" not in parts(made_of)["ppt/presentation.xml"]


def ground(colour, words=None):
    """A template with a ground of its own, and its text in another colour."""
    deck = Presentation(io.BytesIO(template(13.333)))
    fill = deck.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(colour)
    if words:
        style = deck.slide_master._element.find("{*}txStyles/{*}bodyStyle/{*}lvl1pPr/{*}defRPr/{*}solidFill")
        style.remove(style[0])
        etree.SubElement(style, f"{{{style.nsmap['a']}}}srgbClr", val=words)
    return deck


@pytest.mark.parametrize("colour", ["101838", "FFFFFF", "F4F0E6", "000000", "7A1F2B", "006633", "888888"])
@pytest.mark.parametrize("words", [None, "FFFFFF", "202020"])
def test_text_can_be_read_on_the_ground_of_a_template(colour, words):
    hand = hand_on(ground(colour, words).slide_layouts[5], "en")
    on = rgb(colour)
    assert contrast(rgb(hand.ink or "000000"), on) >= 4.5
    assert contrast(rgb(hand.quiet), on) >= 2.9
    assert hand.dark == (contrast((1, 1, 1), on) > contrast((0, 0, 0), on)) or colour in ("7A1F2B", "888888")


def test_a_theme_that_is_turned_dark_keeps_its_own_colour_of_text():
    deck = Presentation(io.BytesIO(template()))
    mapped = deck.slide_master._element.find("{*}clrMap")
    mapped.set("bg1", "dk1")
    mapped.set("tx1", "lt1")
    hand = hand_on(deck.slide_layouts[5], "en")
    assert (hand.ink, hand.dark) == ("", True)


def test_charts_and_tables_take_the_colours_of_a_dark_template():
    deck = made(with_template(file_of(ground("101838"))))
    files = parts(file_of(deck))
    told = b"".join(part for name, part in files.items() if name.startswith(("ppt/slides/", "ppt/charts/chart")))
    assert b'"FF9152"' in told
    assert b'"C94F00"' not in told
    assert b'schemeClr val="tx1"' not in told


def test_content_stands_where_the_template_has_room_for_it():
    deck = Presentation(io.BytesIO(template(13.333)))
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if int(shape.placeholder_format.type) in (1, 3):
                shape.left, shape.top, shape.width, shape.height = map(Inches, (1.5, 6, 11, 1))
            if int(shape.placeholder_format.type) == 2:
                shape.left, shape.top, shape.width, shape.height = map(Inches, (1.5, 0.4, 11, 5.4))
    for slide in list(made(with_template(file_of(deck))).slides)[1:]:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape.left >= Inches(1.49)
                assert shape.top + shape.height <= Inches(5.85)


def test_a_template_without_a_title_or_without_room_is_refused():
    with pytest.raises(KanoError, match="title"):
        write(with_template(template(keep={6})), "pptx")
    with pytest.raises(KanoError, match="room"):
        write(with_template(template(4, 3)), "pptx")


def test_a_template_that_unpacks_to_very_much_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 50_000_000)
    with pytest.raises(KanoError, match="larger"):
        write(with_template(file.getvalue()), "pptx")


def test_nothing_stands_on_something_else():
    for report in (sample(), sample(lang="zh-Hant"), long(), hostile("zh-Hans"), sample("berger1993"), percentages()):
        for slide in made(report).slides:
            places = [(s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]
            for one, other in combinations(places, 2):
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert min(across, down) <= Inches(0.05), [s.name for s in slide.shapes]


def test_type_is_large_enough_to_be_read():
    for report in (long(), hostile()):
        for name, part in parts(write(report, "pptx")).items():
            if name.startswith(("ppt/charts/chart", "ppt/slides/slide")):
                sized = [each.get("sz") for each in etree.fromstring(part).iter("{*}rPr", "{*}defRPr")]
                assert min(int(size) for size in sized if size) >= (1000 if "charts" in name else 900)
        for slide in made(report).slides:
            for shape in slide.shapes:
                if shape.has_table:
                    runs = [r for row in shape.table.rows for c in row.cells for r in c.text_frame.paragraphs[0].runs]
                    assert min(run.font.size.pt for run in runs) >= 10


def test_names_that_begin_alike_are_told_apart_and_stand_whole_in_the_notes():
    names = [f"{'the same long beginning of a name ' * 4}number {i}" for i in range(3)]
    study = people(names)
    deck = made(Report(study, study.classify(), about=about()))
    shown = [str(name) for name in charts(deck)[0].plots[0].categories]
    assert len({name.partition("   ")[0] for name in shown}) == 3
    notes = deck.slides[3].notes_slide.notes_text_frame.text
    assert all(name in notes for name in names)


def test_every_slide_says_by_which_conventions():
    report = sample()
    for slide in list(made(report).slides)[1:]:
        assert story(report).line in slide.notes_slide.notes_text_frame.text


def test_signs_that_no_file_can_hold_and_turned_text_are_taken_out():
    report = sample()
    live = About("a\x00b\ud800\ufffe\u202ec\x1b", "q\x07\u2028", "by\x0b", "2026")
    data = write(Report(report.study, report.result, about=live), "pptx")
    deck = Presentation(io.BytesIO(data))
    assert deck.slides[0].shapes.title.text_frame.text == "a b c"
    assert deck.core_properties.author == "by"


def test_texts_carry_their_language():
    for lang, tag in {"en": "en-US", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}.items():
        files = parts(write(sample(lang=lang), "pptx"))
        told = [each for n, p in files.items() if n.startswith("ppt/slides/slide") for each in runs(p)]
        assert {each.find("{*}rPr").get("lang") for each in told} == {tag}


def runs(part):
    return list(etree.fromstring(part).iter("{*}r"))


@given(st.lists(st.floats(-50, 400), min_size=1, max_size=40), st.floats(2, 20))
def test_labels_are_kept_apart_inside_of_their_room(places, gap):
    found = spread(places, gap, 300)
    apart = min(gap, 300 / max(len(places) - 1, 1))
    assert all(-0.01 <= each <= 300.01 for each in found)
    ordered = sorted(found)
    assert all(b - a >= apart - 0.01 for a, b in pairwise(ordered))
    for one, other in combinations(range(len(places)), 2):
        if places[one] < places[other]:
            assert found[one] <= found[other]


@given(st.text(max_size=200), st.floats(3, 60))
def test_a_shortened_text_is_as_wide_as_it_may_be(text, most):
    cut = shortened(text, most)
    assert measure(cut) <= most or cut == "…"
    assert cut == text or cut.endswith("…")


@pytest.mark.parametrize("kind", [Kind.BARS, Kind.STACKS])
def test_bars_on_several_slides_have_one_scale(kind):
    values = tuple(float(i) / 10 for i in range(-10, 30))
    both = (Series("one", values=values), Series("two", values=values))
    figure = replace(overview(sample()), kind=kind, series=both, names=tuple(map(str, values)), marks=("",) * 40)
    found = parts_of(replace(figure, x=Axis("gap")), Box(0, 0, 12 * INCH, 5 * INCH))
    assert len(found) > 1
    assert [name for each in found for name in each.names] == list(figure.names)
    low, high = found[0].x.low, found[0].x.high
    assert {(each.x.low, each.x.high) for each in found} == {(low, high)}
    times = 2 if kind is Kind.STACKS else 1
    assert low <= times * min(values)
    assert high >= times * max(values)


def test_no_name_of_a_bar_is_left_out():
    for chart in charts(made(long())):
        for names in chart._chartSpace.iter("{*}catAx"):
            assert names.find("{*}tickLblSkip").get("val") == "1"


def test_no_series_stands_before_the_one_of_most_points():
    """LibreOffice would not draw it."""
    lone, two = Series("one", points=((0.1, 0.1),)), Series("two", points=((0.1, 0.1), (0.2, 0.2)))
    figure = replace(better_worse(sample()), series=(lone, two), cuts=None)
    assert [each.name for each in ordered(figure).series] == ["two", "one"]
    for report in (sample(), percentages(), long()):
        for chart in charts(made(report)):
            if isinstance(chart.plots[0], XyPlot):
                sizes = [len(list(series.iter_values())) for series in chart.plots[0].series]
                assert sizes[0] == max(sizes)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_every_slide_and_every_point(tmp_path):
    data = write(percentages(), "pptx")
    (tmp_path / "deck.pptx").write_bytes(data)
    where = f"-env:UserInstallation=file://{tmp_path}/profile"
    office = ["soffice", where, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "deck.pptx"]
    subprocess.run(office, cwd=tmp_path, check=True, capture_output=True, timeout=200)
    pages = pypdf.PdfReader(tmp_path / "deck.pdf").pages
    deck = Presentation(io.BytesIO(data))
    assert len(pages) == len(deck.slides)
    for page, slide in zip(pages, deck.slides, strict=True):
        assert slide.shapes.title.text_frame.text[:10] in page.extract_text()
    lines = pages[4].extract_text().split()
    assert {"1", "2", "3"} <= set(lines)
