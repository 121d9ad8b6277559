"""What is asked: the templates, the file and what is wrong with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.errors import KanoError
from kano.i18n import LANGUAGES
from kano.language import has_chinese
from kano.questionnaire import (
    DIMENSIONS,
    FORMAT,
    Feature,
    Option,
    Questionnaire,
    SegmentQuestion,
    load,
    parse,
    templates,
    to_yaml,
)
from kano.text import clean
from kano.wording import answer_set, question_pair

# domain.md: the seven templates.
NAMES = ["after-sales", "airline", "complaints", "flight-booking", "hotpot", "phone-support", "servqual"]

SMALL = f"""format: {FORMAT}
id: tea
title: Tea room
features:
  - name: Hot towels
  - name: {{en: Free tea, zh-Hans: 免费茶水}}
"""


def place(text):
    """Error code and place of what is wrong with a questionnaire."""
    with pytest.raises(KanoError) as caught:
        parse(text, "q.yaml")
    assert "q.yaml" in str(caught.value) or caught.value.code in {"features-repeat", "questionnaire-size"}
    return caught.value.code, caught.value.values.get("where")


def test_seven_templates_ship():
    assert list(templates()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_complete_in_three_languages(name):
    asked = load(name)
    assert asked.languages == tuple(LANGUAGES)
    assert asked.id == name
    texts = [asked.title, asked.introduction]
    texts += [text for f in asked.features for text in (f.name, f.functional, f.dysfunctional)]
    texts += [option.label for option in asked.touchpoints]
    texts += [text for s in asked.segments for text in (s.question, *(o.label for o in s.options))]
    for text in texts:
        assert set(text) == set(LANGUAGES)
        assert (has_chinese(text["en"]), has_chinese(text["zh-Hans"] + text["zh-Hant"])) == (False, True)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_refers_only_to_what_it_defines(name):
    asked = load(name)
    moments = {option.id for option in asked.touchpoints}
    assert {f.touchpoint for f in asked.features} <= moments | {None}
    assert {f.dimension for f in asked.features} <= {*DIMENSIONS, None}
    assert all(len(answer_set(asked.answer_set, lang)) == 5 for lang in asked.languages)
    assert 7 <= len(asked.features) <= 22
    assert asked.pairs_asked <= 20


@pytest.mark.parametrize("name", NAMES)
def test_a_template_that_is_written_is_read_back_the_same(name):
    assert parse(to_yaml(load(name)), f"{name}.yaml") == load(name)


ids = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=10).map(clean)
phrases = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30).map(clean).filter(bool)
texts = st.fixed_dictionaries(dict.fromkeys(LANGUAGES, phrases))
options = st.builds(Option, ids, texts)
questionnaires = st.builds(
    Questionnaire,
    id=ids,
    title=texts,
    features=st.lists(
        st.builds(
            Feature, ids, texts, texts, texts, st.none() | texts, st.none() | ids, st.sampled_from([None, *DIMENSIONS])
        ),
        min_size=1,
        max_size=3,
        unique_by=(lambda f: f.id, *(lambda f, lang=lang: f.name[lang] for lang in LANGUAGES)),
    ).map(tuple),
    version=st.integers(1, 99),
    introduction=st.none() | texts,
    answer_set=st.sampled_from(["like-it", "helpful-to-me"]),
    importance=st.booleans(),
    pairs_per_person=st.none() | st.integers(1, 30),
    touchpoints=st.lists(options, max_size=2).map(tuple),
    segments=st.lists(
        st.builds(SegmentQuestion, ids, texts, st.lists(options, max_size=2).map(tuple)),
        max_size=2,
        unique_by=lambda segment: segment.id,
    ).map(tuple),
)


@settings(max_examples=100, deadline=None)
@given(questionnaires)
def test_any_questionnaire_that_is_written_is_read_back_the_same(asked):
    assert parse(to_yaml(asked), "q.yaml") == asked


def test_a_feature_without_questions_gets_them_in_the_languages_of_its_name():
    towels, tea = parse(SMALL, "q.yaml").features
    assert (towels.name, towels.functional["en"]) == ({"en": "Hot towels"}, question_pair("Hot towels", "en")[0])
    assert set(towels.dysfunctional) == {"en"}
    assert tea.dysfunctional["zh-Hans"] == question_pair("免费茶水", "zh-Hans")[1]


def test_only_the_languages_in_which_every_feature_is_asked_count():
    assert parse(SMALL, "q.yaml").languages == ("en",)


def test_questions_that_are_written_out_are_kept_and_cleaned():
    written = SMALL + "    functional: {en: ' With\u200b tea?'}\n    dysfunctional: {en: Without tea?}\n"
    tea = parse(written, "q.yaml").features[1]
    assert (tea.functional["en"], tea.dysfunctional["en"]) == ("With tea?", "Without tea?")
    assert tea.functional["zh-Hans"] == question_pair("免费茶水", "zh-Hans")[0]


def test_results_call_features_by_their_first_language_and_show_them_in_any():
    asked = load("hotpot")
    assert asked.keys()[0] == asked.features[0].name["en"]
    assert asked.labels("zh-Hans")[asked.keys()[0]] == asked.features[0].name["zh-Hans"]
    assert parse(SMALL, "q.yaml").labels("zh-Hant") == {"Hot towels": "Hot towels", "Free tea": "Free tea"}


def test_no_one_is_asked_more_pairs_than_there_are():
    assert parse(SMALL + "pairs_per_person: 30\n", "q.yaml").pairs_asked == 2
    assert parse(SMALL + "pairs_per_person: 1\n", "q.yaml").pairs_asked == 1
    assert parse(SMALL, "q.yaml").pairs_asked == 2


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "questionnaire-format", None),
        ("- a", "questionnaire-format", None),
        ("format: kano.mapping/1", "questionnaire-format", None),
        ("a: [", "questionnaire-yaml", None),
        ("\x00", "questionnaire-yaml", None),
        (SMALL + "version: 2024-99-99", "questionnaire-yaml", None),
        (SMALL + "version: !!float x", "questionnaire-yaml", None),
        (SMALL + "introduction: " + "[" * 9000 + "]" * 9000, "questionnaire-yaml", None),
        (SMALL + "introduction: &a x\ntouchpoints: [*a]", "questionnaire-yaml", None),
        (SMALL + "colour: red", "questionnaire-field", "questionnaire: colour"),
        (SMALL + "version: 0", "questionnaire-field", "version"),
        (SMALL + "version: true", "questionnaire-field", "version"),
        (SMALL + "pairs_per_person: many", "questionnaire-field", "pairs_per_person"),
        (SMALL + "touchpoints: {a: b}", "questionnaire-field", "touchpoints"),
        (SMALL + "touchpoints: [{id: a}]", "questionnaire-field", "touchpoints[1].name"),
        (SMALL + "segments: [{id: a, question: b, options: [{id: c, text: d}]}]", "questionnaire-field",
         "segments[1].options[1]: text"),
        (SMALL + "  - Tea", "questionnaire-field", "features[3]"),
        (SMALL + "  - {name: ''}", "questionnaire-field", "features[3].name"),
        (SMALL + "  - {name: {fr: Thé}}", "questionnaire-field", "features[3].name"),
        (SMALL + "  - {name: Tea, price: 3}", "questionnaire-field", "features[3]: price"),
        (SMALL + "  - {name: Tea, dimension: taste}", "questionnaire-field", "features[3].dimension"),
        (SMALL + "  - {name: Tea, functional: {en: With?}}", "questionnaire-pair", "features[3]"),
        (SMALL + "  - {name: Hot towels}", "features-repeat", None),
        (SMALL + "  - {id: 'features[1]', name: Tea}", "features-repeat", None),
        (SMALL.split("features")[0], "questionnaire-size", None),
        (SMALL + "".join(f"  - name: T{i}\n" for i in range(199)), "questionnaire-size", None),
        (SMALL.replace("title: Tea room\n", ""), "questionnaire-field", "title"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(text, code, where):
    assert place(text) == (code, where)


@pytest.mark.parametrize("path", ["nowhere.yaml", "."])
def test_a_file_that_cannot_be_read_is_named(path):
    with pytest.raises(KanoError) as caught:
        load(path)
    assert (caught.value.code, caught.value.values["file"]) == ("questionnaire-missing", path)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "q.yaml"
    path.write_text(SMALL, encoding="utf-8-sig")
    assert load(path).id == "tea"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KanoError):
        load(path)
