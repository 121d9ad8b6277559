"""Each finding of the wording lint has a case that triggers it and a case beside it that does not."""

from dataclasses import replace

import pytest

from kano.features import build
from kano.i18n import LANGUAGES, catalogue
from kano.lint import likeness, lint
from kano.questionnaire import load, parse, templates


def questionnaire(**names):
    return build([{lang.replace("_", "-"): name for lang, name in names.items()}])


def english(name):
    return codes(build([{"en": name}]), "en")


def simplified(name):
    return codes(build([{"en": "Tea", "zh-Hans": name}]), "zh-Hans")


def traditional(name):
    return codes(build([{"en": "Tea", "zh-Hant": name, "zh-Hans": "茶"}]), "zh-Hant")


def codes(asked, lang):
    return [finding.code for finding in lint(asked) if finding.values.get("lang") == lang]


def asked_as(functional, dysfunctional, lang="en"):
    """Codes for a feature whose two questions are these."""
    feature = build([{lang: "茶" if lang != "en" else "Tea"}]).features[0]
    pair = {"functional": {lang: functional}, "dysfunctional": {lang: dysfunctional}}
    return codes(replace(build([{"en": "x"}]), features=(replace(feature, **pair),)), lang)


@pytest.mark.parametrize("name", templates())
def test_every_template_is_clean_in_every_language(name):
    assert [finding.text(catalogue()) for finding in lint(load(name))] == []


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [
        ("double-barrelled", "Hot towels and cold drinks", "Hot towels by the sandbank"),
        ("double-barrelled", "Tea or coffee", "Order by phone"),
        ("negated", "No waiting time", "Notebook on the desk"),
        ("negated", "Don't ring twice", "Knot in the towel"),
        ("vague", "Fast service", "Breakfast from 6 a.m."),
        ("vague", "User-friendly menu", "Menu for breakfasters"),
        ("promotional", "The best towels in town", "Bestseller shelf"),
        ("promotional", "Perfect coffee!", "Coffee at the table"),
        ("method-words", "Functional towels", "Multifunctional room"),
        ("too-long", "Towels " + "that are warm " * 12, "Towels that are warm " * 3),
    ],
)
def test_english_wording_is_found_and_its_innocent_neighbour_is_not(code, bad, good):
    assert code in english(bad)
    assert english(good) == []


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [
        ("double-barrelled", "热毛巾和冷饮", "柔和的灯光"),
        ("double-barrelled", "茶、咖啡", "及时送上的茶"),
        ("negated", "不用排队", "不同口味的茶"),
        ("negated", "没有烟味", "特别口味的茶"),
        ("vague", "方便的停车", "门口停车"),
        ("promotional", "超值套餐", "儿童套餐"),
        ("promotional", "免费茶水！", "免费茶水"),
        ("method-words", "魅力属性的茶", "有魅力的茶"),
        ("too-long", "热毛巾" * 20, "热毛巾" * 5),
        ("other-script", "熱毛巾", "热毛巾"),
    ],
)
def test_simplified_wording_is_found_and_its_innocent_neighbour_is_not(code, bad, good):
    assert code in simplified(bad)
    assert simplified(good) == []


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [
        ("double-barrelled", "熱毛巾與冷飲", "柔和的燈光"),
        ("negated", "無需排隊不用等", "無線網路"),
        ("vague", "優質服務", "門口停車"),
        ("promotional", "頂級套餐", "兒童套餐"),
        ("method-words", "必备属性", "茶"),
        ("other-script", "热毛巾", "熱毛巾"),
    ],
)
def test_traditional_wording_is_found_and_its_innocent_neighbour_is_not(code, bad, good):
    assert code in traditional(bad)
    assert traditional(good) == []


@pytest.mark.parametrize(
    ("lang", "first", "second", "code"),
    [
        ("en", "If tea is served, how do you feel?", "If tea is served, how do you feel?", "pair-same"),
        ("en", "If tea is served, how do you feel?", "What would you say to a closed bar?", "not-parallel"),
        ("zh-Hans", "如果供应茶，您的感受是？", "如果供应茶，您的感受是？", "pair-same"),
        ("zh-Hans", "如果供应茶，您的感受是？", "店里一杯水也喝到时您怎样看？", "not-parallel"),
    ],
)
def test_a_pair_must_differ_by_the_negation_and_by_nothing_else(lang, first, second, code):
    assert asked_as(first, second, lang) == [code]


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [
        ("en", "If tea is served, how do you feel?", "If tea is not served, how do you feel?"),
        ("en", "If the room has a kettle, how do you feel?", "If the room does not have a kettle, how do you feel?"),
        ("zh-Hans", "如果供应茶，您的感受是？", "如果不供应茶，您的感受是？"),
        ("zh-Hant", "如果店內有茶，您的感受是？", "如果店內沒有茶，您的感受是？"),
    ],
)
def test_a_pair_that_differs_by_its_negation_alone_is_clean(lang, first, second):
    assert asked_as(first, second, lang) == []
    assert likeness(first, second) == likeness(second, first) > 0.75


def test_a_question_with_the_feature_must_not_deny():
    assert "negated" in asked_as("If tea is not late, how do you feel?", "If tea is late, how do you feel?")


def test_a_name_in_another_language_is_untranslated_and_nothing_else_is_said_about_it():
    assert codes(build([{"en": "Fast towels and tea"}]), "zh-Hans") == ["untranslated"]
    assert codes(build([{"zh-Hans": "方便的茶和水"}]), "en") == ["untranslated"]
    assert codes(build([{"en": "Towels", "zh-Hans": "毛巾"}]), "zh-Hans") == []


def test_more_than_twenty_pairs_a_person_are_too_many():
    many = build([{"en": f"Feature {i}"} for i in range(21)])
    assert [f.code for f in lint(many) if not f.feature] == ["too-many"]
    assert lint(many)[0].values == {"n": 21, "most": 20}
    for asked in (replace(many, pairs_per_person=20), replace(many, features=many.features[:20])):
        assert [f.code for f in lint(asked) if not f.feature] == []


def test_a_language_that_some_features_lack_is_incomplete():
    head = "format: kano.questionnaire/1\ntitle: t\nfeatures:\n  - name: {en: Tea, zh-Hans: 茶}\n"
    found = lint(parse(head + "  - name: Towels\n", "q.yaml"))
    assert [(f.code, f.values) for f in found] == [
        ("language-incomplete", {"lang": "zh-Hans", "features": "Towels"}),
    ]
    assert lint(parse(head + "  - name: {en: Towels, zh-Hans: 毛巾}\n", "q.yaml")) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_says_what_it_found_in_the_language_of_the_reader(lang):
    asked = questionnaire(en="Fast towels and tea", zh_Hans="方便的毛巾和茶")
    found = {f.code: f.text(catalogue(lang)) for f in lint(asked) if f.values["lang"] == "en"}
    assert set(found) == {"vague", "double-barrelled"}
    assert ("fast" in found["vague"], "and" in found["double-barrelled"]) == (True, True)
    assert all("Fast towels and tea" in text for text in found.values())
