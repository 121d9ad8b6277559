"""The PDF: every text shown as it is, tags and alternatives, the same file for the same study."""

import io

import pypdf
import pytest

from kano.i18n import LANGUAGES
from kano.reports import FORMATS, Report, write
from kano.reports.story import story
from tests.reports.studies import LIVE, about, hostile, long, people, percentages, sample


def read(report):
    return pypdf.PdfReader(io.BytesIO(write(report, "pdf")))


def words(reader):
    """The text without spaces and breaks, which a page puts where it likes."""
    return "".join("".join(page.extract_text() for page in reader.pages).split()).replace("\u200b", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_in_it_in_every_language(lang):
    report = sample(lang=lang)
    text = words(read(report))
    for section in story(report).sections:
        assert "".join(section.title.split()) in text


def test_it_is_tagged_and_titled():
    reader = read(sample())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Hot-pot restaurant"
    assert reader.metadata.author == "Service team"
    assert reader.metadata.creation_date is None


def test_a_brief_report_is_one_page():
    for report in (sample(brief=True), sample("berger1993", "zh-Hant", brief=True)):
        assert len(read(report).pages) == 1
    crowded = Report(long().study, long().result, "zh-Hans", about(brief=True))
    assert len(read(crowded).pages) == 1


def test_live_texts_stay_texts_and_nothing_can_be_followed():
    reader = read(hostile())
    text = words(reader)
    for name in LIVE:
        assert "".join(name.split()) in text
    for page in reader.pages:
        assert not [a for a in page.get("/Annots", []) if a.get_object().get("/A", {}).get("/URI")]
    assert "/JavaScript" not in str(reader.trailer["/Root"])
    assert "/OpenAction" not in reader.trailer["/Root"]


def test_signs_that_the_font_lacks_are_named():
    study = people(["Tea 😀", "Wifi"], n=20)
    text = words(read(Report(study, study.classify())))
    assert "Tea□" in text
    assert "U+1F600" in text


def test_the_font_is_in_the_file():
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in read(sample(lang="zh-Hans")).pages
        for font in page["/Resources"]["/Font"].get_object().values()
    }
    assert fonts
    assert all("KanoSans" in font.replace(" ", "") for font in fonts)


def test_the_same_study_gives_the_same_file():
    assert write(percentages(), "pdf") == write(percentages(), "pdf")


def test_every_format_has_a_module():
    assert set(FORMATS) >= {"pdf", "docx", "html", "xlsx", "csv", "json", "zip"}
