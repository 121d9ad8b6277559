"""Google Forms: the script passes Google's own types, and run on a stand-in it asks what the questionnaire asks."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.forms import write
from kano.forms.google import options
from kano.forms.questions import Kind, questions
from kano.forms.values import told
from kano.i18n import LANGUAGES
from kano.questionnaire import load, templates
from tests.forms import exports
from tests.forms.consumers import node, tsc
from tests.forms.hostile import NASTY, everything, hostile, many

PAIR = (Kind.FUNCTIONAL, Kind.DYSFUNCTIONAL)
LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')


def form(questionnaire, lang="en"):
    return write(questionnaire, "google", [lang])


def run(*scripts):
    return node("google.js", [script.decode() for script in scripts])


def kind(question):
    return "Scale" if question.kind is Kind.IMPORTANCE else "MultipleChoice" if question.choices else "Text"


def expected(questionnaire, lang):
    page = ""
    for q in questions(questionnaire, [lang]):
        name = q.feature is not None and questionnaire.name(questionnaire.features[q.feature], lang)
        if page != name:
            page = name
            yield {"type": "PageBreak", "title": name or "", "required": False, "choices": [], "bounds": []}
        rated = q.kind is Kind.IMPORTANCE
        yield {
            "type": kind(q),
            "title": q.title(lang),
            "required": q.kind in PAIR,
            "choices": [] if rated else options(q.answers(lang)),
            "bounds": [1, 9] if rated else [],
        }


def assert_made(result, questionnaire, lang):
    assert (result["error"], result["functions"], len(result["forms"])) == ("", ["createForm"], 1)
    made = result["forms"][0]
    assert made["items"] == list(expected(questionnaire, lang))
    assert made["title"] == made["name"] == told(questionnaire.title, lang)
    assert made.get("description", "") == told(questionnaire.introduction, lang)
    assert made["collectsEmail"] is False
    assert [log.rsplit(" ")[-1].rsplit("：")[-1] for log in result["logs"]] == ["edit-url", "public-url"]


def test_google_would_make_every_template_in_every_language():
    asked = [(load(name), lang) for name in templates() for lang in LANGUAGES]
    for (questionnaire, lang), result in zip(asked, run(*(form(*pair) for pair in asked)), strict=True):
        assert_made(result, questionnaire, lang)


def test_google_takes_hostile_texts_as_texts():
    asked = [everything(), *many()]
    for questionnaire, result in zip(asked, run(*map(form, asked)), strict=True):
        assert_made(result, questionnaire, "en")


def test_scripts_use_the_forms_service_as_its_types_say():
    asked = [*map(load, templates()), everything(), *many()]
    assert tsc({f"q{i}": form(questionnaire) for i, questionnaire in enumerate(asked)}) == []


def test_the_checks_would_notice_a_wrong_call():
    """Controls: the types know methods and arguments, the stand-in what Google refuses when it runs."""
    script = form(load("complaints"))
    wrong = script.replace(b"setChoiceValues", b"setChoices2", 1).replace(b"setBounds(1, 9)", b'setBounds("1", 9)', 1)
    assert [re.search(r"TS\d+", line)[0] for line in tsc({"wrong": wrong, "right": script})] == ["TS2551", "TS2345"]
    refused = [wrong, script.replace(b'["', b'["", "', 1), script.replace(b"addScaleItem", b"addScale")]
    assert all(result["error"] for result in run(*refused))


def test_options_that_say_the_same_are_numbered():
    assert options(["A", "B", "A", "A (2)", "A"]) == ["A", "B", "A (2)", "A (2) (2)", "A (3)"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_script_says_how_it_is_run_and_never_shuffles_questions(lang):
    lines = form(load("complaints"), lang).decode().splitlines()
    assert [line[:3] for line in lines[:3]] == ["// ", "// ", "fun"]
    assert "script.google.com" in lines[0]
    assert "Shuffle" not in "".join(lines)


texts = st.lists(st.sampled_from(NASTY) | st.text("ab{}$\"'\\`/<>é中🙂\u2028\u202e\n", min_size=1), min_size=1).map(
    "".join
)


@given(st.lists(texts, min_size=1, max_size=3), texts, st.lists(texts, max_size=3), st.sampled_from(list(LANGUAGES)))
def test_every_text_is_a_string_literal_and_nothing_else_of_the_script_depends_on_it(names, extra, choices, lang):
    asked = hostile(names, extra, options=tuple(choices))
    plain = hostile(["x"] * len(names), "x", options=tuple("abc"[: len(choices)]))
    script = form(asked, lang).decode()
    assert LITERAL.sub("_", script) == LITERAL.sub("_", form(plain, lang).decode())
    said = [json.loads(literal) for literal in LITERAL.findall(script)]
    titles = [q.title(lang) for q in questions(asked, [lang])]
    assert [text for text in said if text in titles] == titles
    assert not re.search("[<>\u2028\u2029\u202e]", script)


def test_what_the_simulated_export_calls_its_columns_is_what_the_form_asks():
    asked = load("flight-booking")
    items = run(form(asked))[0]["forms"][0]["items"]
    header = exports.google(asked, ["en"], exports.people(asked, 2)).decode().splitlines()[0]
    titles = ["Timestamp", *(item["title"] for item in items if item["type"] != "PageBreak")]
    assert header == ",".join(f'"{title}"' for title in titles)
