"""The Advanced Format as it is documented; no reader of Qualtrics checks it here."""

import html
import re

import pytest
from hypothesis import given, settings

from kano.forms import FORMATS, write
from kano.forms.questions import Kind, questions
from kano.i18n import LANGUAGES
from kano.questionnaire import load, templates
from kano.text import clean
from tests.forms.unruly import built, questionnaires, words


def parsed(data):
    """(block, id, type, text, choices) of each question; a tag is a line of its own or it is nowhere."""
    first, *lines = data.decode().split("\n")
    assert first == "[[AdvancedFormat]]"
    assert all(re.fullmatch(r"\[\[[^\[\]]+\]\]", line) for line in lines if "[[" in line or "]]" in line)
    assert "<" not in data.decode()
    assert "${" not in data.decode()
    found, block = [], None
    for part in "\n".join(lines).strip("\n").split("\n\n"):
        if name := re.fullmatch(r"\[\[Block:(.+)\]\]", part):
            block = name[1]
            continue
        kind, code, text, *rest = part.split("\n")
        kind, code = re.fullmatch(r"\[\[Question:(.+)\]\]", kind)[1], re.fullmatch(r"\[\[ID:(.+)\]\]", code)[1]
        assert rest[:1] in ([], ["[[Choices]]"])
        found.append((block, code, kind, html.unescape(text), [html.unescape(choice) for choice in rest[1:]]))
    return found


def assert_same(questionnaire, lang, seen):
    found = [question for question in parsed(write(questionnaire, "qualtrics", [lang])) if question[2] != "DB"]
    expected = questions(questionnaire, [lang])
    assert [code for _, code, *_ in found] == [question.code for question in expected]
    for (_, _, kind, text, choices), question in zip(found, expected, strict=True):
        assert kind.startswith("MC:SingleAnswer" if question.choices else "TE")
        assert kind.endswith("Horizontal") == (question.kind is Kind.IMPORTANCE)
        assert seen(text) == seen(clean(question.title(lang), 2000))
        texts = [clean(choice.text[lang], 2000) or choice.code for choice in question.choices]
        assert [seen(choice) for choice in choices] == [seen(text) for text in texts]
    blocks = [block for block, *_ in found]
    assert [question.feature for question in expected] == [
        int(block[1:3]) - 1 if re.match(r"F\d\d ?", block) else None for block in blocks
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", templates())
def test_each_feature_is_a_block_with_its_questions_and_answers(name, lang):
    assert_same(load(name), lang, lambda text: text)


@settings(deadline=None, max_examples=150)
@given(questionnaires())
def test_no_text_becomes_a_tag(asked_of):
    assert_same(asked_of, "en", words)


def test_double_brackets_are_parted_and_single_ones_stay():
    text = write(built(["[[PageBreak]] [x]"]), "qualtrics", ["en"]).decode()
    assert "With [ [PageBreak] ] [x]?" in text


def test_the_user_is_told_that_nothing_here_reads_it():
    assert not FORMATS["qualtrics"].verified
