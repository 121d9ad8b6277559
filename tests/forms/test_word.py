"""The Word form: read back it holds every question and answer, whatever the names are, and is the same every time."""

import dataclasses
import io
import zipfile

import pytest
from docx import Document

from kano.forms import FORMATS, write
from kano.forms.questions import questions
from kano.i18n import LANGUAGES
from kano.questionnaire import Feature, Option, Questionnaire, SegmentQuestion, load
from kano.text import clean
from tests.forms.hostile import everything, many

HOSTILE = [
    'He said "no"',
    "<w:p>",
    "</w:t></w:r>",
    "&amp; & &#0;",
    "two\nlines\tand a tab",
    "a\x00b\x01c\x0bd\x1fe\x7ff",
    "half \ud83d a pair",
    "🍲 hot pot 👩‍👩‍👧",
    "خدمة ممتازة",
    "a\u202eb\u2066c",
    "w" * 200,
    "無" * 200,
    "{name} %s {0}",
]


def hostile():
    features = [Feature(f"f{i}", {"en": n}, {"en": f"{n}?"}, {"en": f"not {n}?"}) for i, n in enumerate(HOSTILE)]
    options = tuple(Option(str(i), {"en": name}) for i, name in enumerate(HOSTILE * 3))
    return Questionnaire(
        "hostile",
        {"en": "Title\x02 <w:p>&"},
        tuple(features),
        introduction={"en": "Hello\x03 & <w:t>"},
        segments=(SegmentQuestion("s", {"en": "Who\x04?"}, options),),
    )


def paragraphs(form):
    return [p for p in Document(io.BytesIO(form)).paragraphs if p.text]


def written(questionnaire, lang):
    """The lines that the form must have, in order."""
    lines = [questionnaire.title[lang], (questionnaire.introduction or {}).get(lang)]
    for number, question in enumerate(questions(questionnaire, [lang]), start=1):
        lines.append(f"{number}. {question.code} {question.text[lang]}")
        lines += [f"{letter(i)}. {answer}" for i, answer in enumerate(question.answers(lang))]
    return [clean(line, 1000) for line in lines if line]


def letter(place):
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place] if place < 26 else f"A{letter(place - 26)}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["hotpot", "phone-support"])
def test_every_question_and_answer_is_read_back_in_order(name, lang):
    asked = load(name)
    assert [p.text for p in paragraphs(write(asked, "docx", [lang]))] == written(asked, lang)


def test_hostile_texts_are_shown_as_they_are():
    assert [p.text for p in paragraphs(write(hostile(), "docx", ["en"]))] == written(hostile(), "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_that_broke_other_forms_break_no_line(lang):
    for asked in (everything(), *many()):
        lines = [p.text for p in paragraphs(write(asked, "docx", [lang]))]
        told = [clean(f"{n}. {q.title(lang)}", 1000) for n, q in enumerate(questions(asked, [lang]), start=1)]
        assert [line for line in lines if line in told] == told


def test_without_introduction_importance_and_segments_there_are_only_pairs():
    asked = dataclasses.replace(load("complaints"), introduction=None, importance=False, segments=())
    assert len(paragraphs(write(asked, "docx", ["en"]))) == 1 + 12 * len(asked.features)


def test_a_title_in_another_language_is_better_than_none():
    asked = dataclasses.replace(load("complaints"), title={"en": "Complaints"})
    assert paragraphs(write(asked, "docx", ["zh-Hant"]))[0].text == "Complaints"


@pytest.mark.parametrize("questionnaire", [load("complaints"), hostile()], ids=["complaints", "hostile"])
def test_the_same_questionnaire_gives_the_same_bytes_without_a_date(questionnaire):
    form = write(questionnaire, "docx", ["en"])
    assert form == write(questionnaire, "docx", ["en"])
    parts = zipfile.ZipFile(io.BytesIO(form)).infolist()
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("lang", "font", "tag"),
    [
        ("en", "Microsoft YaHei", "zh-CN"),
        ("zh-Hans", "Microsoft YaHei", "zh-CN"),
        ("zh-Hant", "Microsoft JhengHei", "zh-TW"),
    ],
)
def test_chinese_has_its_font_and_its_language(lang, font, tag):
    styles = zipfile.ZipFile(io.BytesIO(write(load("hotpot"), "docx", [lang]))).read("word/styles.xml").decode()
    defaults = styles[: styles.index("</w:docDefaults>")]
    assert f'w:eastAsia="{font}"' in defaults
    assert f'w:eastAsia="{tag}"' in defaults
    assert "Theme=" not in defaults


def test_a_pair_stays_on_one_page():
    lines = paragraphs(write(load("complaints"), "docx", ["en"]))
    first = next(i for i, line in enumerate(lines) if line.text.startswith("1. F01a"))
    keeps = [line.paragraph_format.keep_with_next or line.style.paragraph_format.keep_with_next for line in lines]
    assert [bool(keep) for keep in keeps[first : first + 12]] == [True] * 11 + [False]
    assert [bool(keep) for keep in keeps[first + 12 : first + 22]] == [True] * 9 + [False]


def test_the_file_tells_its_title_and_nothing_of_its_maker():
    about = Document(io.BytesIO(write(load("hotpot"), "docx", ["zh-Hant"]))).core_properties
    assert (about.title, about.language) == ("火鍋餐廳", "zh-TW")
    assert (about.author, about.last_modified_by, about.comments, about.keywords) == ("", "", "", "")
    assert about.created == about.modified
    assert about.created.year == 2000


def test_the_page_is_a4_and_its_foot_names_the_questionnaire():
    document = Document(io.BytesIO(write(load("hotpot"), "docx", ["en"])))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    foot = page.footer.paragraphs[0]
    assert foot.text.startswith("Hot-pot restaurant    Version 1")
    assert [field.get(f"{{{field.nsmap['w']}}}instr") for field in foot._element.findall("{*}fldSimple")] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_the_form_is_named_among_the_formats():
    assert (FORMATS["docx"].suffix, FORMATS["docx"].multilingual) == (".docx", False)
