"""SurveyJS, read by survey-core and its linter: what it asks, in which order, and what it gives back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.forms import write
from kano.forms.questions import Kind, questions
from kano.forms.surveyjs import LOCALE, shown
from kano.forms.values import told, value
from kano.i18n import LANGUAGES
from kano.questionnaire import load, templates
from tests.forms import exports
from tests.forms.consumers import node
from tests.forms.hostile import NASTY, everything, hostile, many

ALL = list(LANGUAGES)
PAIR = (Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL)


def form(questionnaire, langs=ALL, shuffle=False):
    return json.loads(write(questionnaire, "surveyjs", langs, shuffle))


def read(*cases):
    return node("survey.js", cases)


def kind(question):
    return "rating" if question.kind is Kind.IMPORTANCE else "radiogroup" if question.choices else "text"


def as_value(question, choice):
    return int(choice.code) if question.kind is Kind.IMPORTANCE else value(choice)


def expected(questionnaire, langs, lang):
    for q in questions(questionnaire, langs):
        yield {
            "code": q.code,
            "screen": "" if q.feature is None else f"f{q.feature + 1:02d}",
            "type": kind(q),
            "title": shown(q.title(lang)),
            "required": q.kind in PAIR,
            "empty": True,
            "choices": [[as_value(q, choice), shown(choice.text[lang])] for choice in q.choices],
        }


def assert_read(result, questionnaire, langs=ALL):
    assert (result["errors"], result["findings"]) == ([], [])
    for lang in langs:
        seen = result["locales"]["" if lang == "en" else LOCALE[lang]]
        assert seen["asked"] == list(expected(questionnaire, langs, lang))
        assert seen["title"] == shown(told(questionnaire.title, lang))
        assert seen["description"] == shown(told(questionnaire.introduction, lang))
        assert seen["panels"] == [shown(questionnaire.name(feature, lang)) for feature in questionnaire.features]


def test_surveyjs_shows_every_template_in_every_language():
    asked = [load(name) for name in templates()]
    for questionnaire, result in zip(asked, read(*({"form": form(q)} for q in asked)), strict=True):
        assert_read(result, questionnaire)


def test_one_chinese_language_alone_is_what_everyone_sees():
    asked = load("complaints")
    for lang, result in zip(ALL, read(*({"form": form(asked, [lang])} for lang in ALL)), strict=True):
        assert_read(result, asked, [lang])
        assert result["starts"] == ("" if lang == "en" else LOCALE[lang])
        assert result["locales"][""]["asked"] == list(expected(asked, [lang], lang))


def test_surveyjs_takes_hostile_texts_as_texts():
    asked = [everything(), *many()]
    for questionnaire, result in zip(asked, read(*({"form": form(q)} for q in asked)), strict=True):
        assert_read(result, questionnaire)


def test_people_must_answer_pairs_and_their_results_are_flat():
    asked = load("flight-booking")
    manifest, people = questions(asked, ALL), exports.people(asked, 20)
    given = [exports.results(manifest, person) for person in people]
    answered = read({"form": form(asked), "people": [{}, *given]})[0]["answered"]
    assert all((a["started"], a["before"]) == ({}, False) for a in answered)
    pairs = [q.code for q in manifest if q.kind in PAIR]
    assert [a["after"] for a in answered] == [all(code in p for code in pairs) for p in [{}, *given]]
    full = exports.results(manifest, {q.code: q.choices[0].code for q in manifest if q.kind in PAIR})
    assert read({"form": form(asked), "people": [full]})[0]["answered"][0]["after"] is True
    exported = json.loads(exports.surveyjs(asked, ALL, people))
    assert [a["data"] for a in answered[1:]] == exported


def test_shuffling_moves_features_and_splits_no_pair():
    asked = load("phone-support")
    still, shuffled = read(*({"form": form(asked, ALL, shuffle), "shuffles": 40} for shuffle in (False, True)))
    codes = [q.code for q in questions(asked, ALL)]
    assert still["orders"] == [codes] * 40
    pairs = [code for code in codes if code[0] == "F"]
    groups = {tuple(code for code in pairs if code[:3] == first[:3]) for first in pairs}
    for order in shuffled["orders"]:
        size = len(pairs) // len(groups)
        assert {tuple(order[i : i + size]) for i in range(0, len(pairs), size)} == groups
        assert order[len(pairs) :] == codes[len(pairs) :]
    assert len({tuple(order) for order in shuffled["orders"]}) > 20


def test_the_checks_would_notice_a_broken_form():
    """Controls: survey-core refuses an unknown type, the linter a reference in a text."""
    unknown, reference, started = (form(load("complaints")) for _ in range(3))
    question = unknown["pages"][0]["elements"][0]["elements"][0]
    question["type"] = "radio"
    reference["pages"][0]["elements"][0]["elements"][0]["title"] = "{x}"
    started["pages"][0]["elements"][0]["elements"][0]["defaultValue"] = "like"
    a, b, c = read({"form": unknown}, {"form": reference}, {"form": started, "people": [{}]})
    assert a["errors"]
    assert any("reference" in finding for finding in b["findings"])
    assert c["locales"][""]["asked"][0]["empty"] is False
    assert c["answered"][0]["started"] == {"F01a": "like"}


@pytest.mark.parametrize("langs", [["zh-Hans", "en"], ["zh-Hant", "zh-Hans"], ["zh-Hant", "zh-Hans", "en"]])
def test_the_first_language_is_where_the_form_starts(langs):
    made = form(load("complaints"), langs)
    assert made["locale"] == LOCALE[langs[0]]
    rest = {LOCALE[lang] for lang in langs if lang != "en"}
    assert set(made["title"]) | {LOCALE[langs[0]]} == {"default"} | rest


texts = st.lists(st.sampled_from(NASTY) | st.text('ab {}$é中🙂\\"', min_size=1), min_size=1).map("".join)


@given(st.lists(texts, min_size=1, max_size=3), texts, st.lists(texts, max_size=3), st.booleans())
def test_every_text_is_a_string_without_braces(names, extra, options, shuffle):
    asked = hostile(names, extra, options=tuple(options))
    made = form(asked, ALL, shuffle)
    panels = made["pages"][0]["elements"]
    elements = [e for panel in panels for e in panel["elements"]] + made["pages"][1]["elements"]
    manifest = questions(asked, ALL)
    assert [e["name"] for e in elements] == [q.code for q in manifest]
    assert [e["title"]["zh-tw"] for e in elements] == [shown(q.title("zh-Hant")) for q in manifest]
    assert not any(sign in text for text in strings(made) for sign in "{}")


def strings(data):
    if isinstance(data, dict):
        return [text for part in data.values() for text in strings(part)]
    return [text for part in data for text in strings(part)] if isinstance(data, list) else [str(data)]
