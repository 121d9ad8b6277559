"""The paper form: every text on it as it is written, no feature torn between pages, no sign that cannot be shown."""

import dataclasses
import io
import re
from itertools import chain

import pytest
from pypdf import PdfReader

from kano.errors import KanoError
from kano.forms import write
from kano.forms.paper import importance
from kano.forms.questions import Kind, questions
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import Feature, Option, Questionnaire, SegmentQuestion, load
from kano.wording import IMPORTANCE, question_pair
from tests.forms.hostile import NASTY, hostile

HOSTILE = [
    '#import "@preview/x": *',
    "$x^2$ and $ y",
    "*bold* _slanted_ ~ --- ...",
    "@ref <label> [content] {code}",
    "back\\slash \\u{41} \\",
    "// comment",
    "/* comment",
    "`raw` ```raw```",
    '#read("/etc/passwd")',
    "= Heading",
    "- list",
    "#sys.inputs",
    'it’s “quoted”, ‘twice’ "thrice"',
    "a" * 200,
    "無" * 200,
]


def pair(number, name, lang="en", about=None):
    with_it, without = question_pair(name, lang)
    return Feature(str(number), {lang: name}, {lang: with_it}, {lang: without}, {lang: about} if about else None)


def asking(names, lang="en", **more):
    features = tuple(pair(i, name, lang, name) for i, name in enumerate(names))
    return Questionnaire("q", {lang: names[0]}, features, **more)


def pages(form):
    """The text of each page without white space, and without the places where a long word may break."""
    return [re.sub(r"[\s\u200b]", "", page.extract_text()) for page in PdfReader(io.BytesIO(form)).pages]


def bare(text):
    return re.sub(r"\s", "", text)


def asked_on(page):
    """The codes of the questions on a page."""
    return re.findall(r"F\d\d[abi]|S\d", page)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["hotpot", "phone-support"])
def test_every_text_stands_on_the_form_in_the_order_asked(name, lang):
    asked = load(name)
    text = "".join(pages(write(asked, "pdf", [lang])))
    assert bare(asked.title[lang] + asked.introduction[lang]) in text
    place = 0
    for question in questions(asked, [lang]):
        rating = question.kind is Kind.IMPORTANCE
        said = importance(lang)[0].format(name=asked.name(asked.features[question.feature], lang)) if rating else ""
        place = text.index(question.code + bare(said or question.text[lang]), place)
        for answer in question.answers(lang):
            place = text.index(bare(answer), place) + len(bare(answer))
    assert bare(catalogue(lang)("paper.thanks")) in text[place:]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_anchors_of_importance_are_those_of_its_question(lang):
    text, anchors = importance(lang)
    assert list(anchors) == ["1", "3", "5", "7", "9"]
    assert IMPORTANCE[lang].startswith(text)
    assert all(f"{number} {anchor}" in IMPORTANCE[lang] for number, anchor in anchors.items())
    form = "".join(pages(write(load("complaints"), "pdf", [lang])))
    assert "".join(n + bare(anchors.get(n, "")) for n in "123456789") in form


def test_brackets_in_a_name_are_not_taken_for_anchors():
    text = "".join(pages(write(asking(["Tea (1 hot, 2 cold)"]), "pdf", ["en"])))
    assert "Howimportantis“Tea(1hot,2cold)”toyou?1notatall2" in text


def test_markup_in_names_is_shown_and_never_obeyed():
    options = tuple(Option(str(i), {"en": name}) for i, name in enumerate(HOSTILE))
    segments = (SegmentQuestion("s", {"en": HOSTILE[0]}, options),)
    form = write(asking(HOSTILE, segments=segments, introduction={"en": HOSTILE[1]}), "pdf", ["en"])
    text = "".join(pages(form))
    for name in HOSTILE:
        assert text.count(bare(name)) >= 6, name  # heading, description, three questions, option
    assert "root:" not in text


def test_texts_that_broke_other_forms_are_printed_or_their_signs_named():
    refused = []
    for name in NASTY:
        asked = hostile([name], name, options=(name,))
        try:
            codes = [question.code for question in questions(asked, ["en"])]
            assert len(asked_on("".join(pages(write(asked, "pdf", ["en"]))))) >= len(codes)
        except KanoError as problem:
            refused.append((problem.code, name[0]))
    assert refused == [("form-glyphs", "م"), ("form-glyphs", "🙂")]


def test_control_characters_are_left_out():
    text = "".join(pages(write(asking(["a\x00b\nc\u202ed"]), "pdf", ["en"])))
    assert "F01aIftheserviceincludes“abcd”,howdoyoufeel?" in text


@pytest.mark.parametrize(("name", "lang"), [("hotpot", "en"), ("servqual", "zh-Hans"), ("airline", "zh-Hant")])
@pytest.mark.parametrize("answers", ["like-it-that-way", "enjoy-it-that-way"])
def test_a_feature_is_never_torn_between_pages(name, lang, answers):
    asked = dataclasses.replace(load(name), answer_set=answers)
    found = [asked_on(page) for page in pages(write(asked, "pdf", [lang]))]
    assert list(chain(*found)) == [question.code for question in questions(asked, [lang])]
    begun = [codes[0] for codes in found]
    assert all(code.endswith("a") or code == "S1" for code in begun)


def test_a_feature_that_no_page_could_hold_is_still_asked_in_full():
    long = Feature("long", {"en": "n" * 200}, {"en": "f " * 240}, {"en": "d " * 240}, {"en": "無" * 500})
    asked = dataclasses.replace(asking(["Tea"]), features=(long, pair(1, "Tea")), answer_set="enjoy-it-that-way")
    huge = dataclasses.replace(long, functional={"en": "無，" * 480}, dysfunctional={"en": "無。" * 480})
    for features in ((long,), (huge, pair(1, "Tea"))):
        form = dataclasses.replace(asked, features=features)
        codes = asked_on("".join(pages(write(form, "pdf", ["en"]))))
        assert codes == [question.code for question in questions(form, ["en"])]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_says_which_questionnaire_it_is_of_and_which_page(lang):
    asked = dataclasses.replace(load("hotpot"), version=3)
    found = pages(write(asked, "pdf", [lang]))
    foot = bare(asked.title[lang] + catalogue(lang)("paper.version", n=3))
    for number, page in enumerate(found, start=1):
        assert foot in page
        assert f"{number}/{len(found)}" in page
        assert bare(catalogue(lang)("paper.sheet")) in page


def test_a_form_without_importance_introduction_and_segments():
    asked = dataclasses.replace(load("complaints"), importance=False, introduction=None, segments=())
    text = "".join(pages(write(asked, "pdf", ["zh-Hans"])))
    assert re.findall(r"F\d\d([abi])|S\d", text) == ["a", "b"] * len(asked.features)


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("Hot pot 🍲", ["🍲"]),
        ("Łódź ™ café", ["Ł", "ź", "™"]),
        ("خدمة", list("خدمة")),
        ("한" * 40 + "".join(map(chr, range(0xAC00, 0xAC40))), [chr(n) for n in range(0xAC00, 0xAC1E)]),
        ("ok 👩‍👧", ["👧", "👩"]),
        ("a \u0378 b", ["U+0378"]),
        ('" or` 🍲 `" could not be displayed', ["🍲"]),
    ],
)
def test_a_sign_that_our_font_lacks_is_named(name, signs):
    with pytest.raises(KanoError) as caught:
        write(asking([name]), "pdf", ["en"])
    assert caught.value.code == "form-glyphs"
    assert sorted(caught.value.values["signs"].split()) == sorted(signs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_needs_no_font_but_the_one_that_it_brings(lang):
    reader = PdfReader(io.BytesIO(write(load("hotpot"), "pdf", [lang])))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    described = [kind.get_object()["/FontDescriptor"] for font in fonts for kind in font["/DescendantFonts"]]
    assert all("/FontFile3" in about for about in described)
    assert all("KanoSans" in about["/FontName"] for about in described)


@pytest.mark.parametrize(("lang", "tag"), [("en", "en"), ("zh-Hans", "zh-CN"), ("zh-Hant", "zh-TW")])
def test_the_file_tells_its_title_and_language_and_nothing_of_when_and_by_whom(lang, tag):
    asked = load("hotpot")
    form = write(asked, "pdf", [lang])
    reader = PdfReader(io.BytesIO(form))
    assert reader.metadata.title == asked.title[lang]
    assert set(reader.metadata) == {"/Title", "/Creator"}
    assert b"Date" not in form.replace(b"/Datetime", b"")
    assert reader.trailer["/Root"]["/Lang"] == tag
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_questionnaire_gives_the_same_bytes(lang):
    assert write(load("hotpot"), "pdf", [lang]) == write(load("hotpot"), "pdf", [lang])
