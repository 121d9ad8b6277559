"""The questionnaire as people copy it, and the empty answer table that the reader knows again."""

import pytest

from kano.errors import KanoError
from kano.forms.plain import answer_table, as_text
from kano.forms.questions import questions
from kano.i18n import LANGUAGES
from kano.questionnaire import load, parse
from kano.readers import open_table, propose
from kano.wording import answer_set


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_feature_is_asked_with_it_without_it_and_how_important_it_is(lang):
    asked = load("flight-booking")
    first = questions(asked, [lang])[:3]
    assert [question.code for question in first] == ["F01a", "F01b", "F01i"]
    assert first[0].answers(lang) == first[1].answers(lang) == answer_set(asked.answer_set, lang)
    assert first[0].title(lang) == f"F01a {asked.features[0].functional[lang]}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_holds_every_question_and_its_answers(lang):
    asked = load("phone-support")
    text = as_text(asked, lang)
    assert text.startswith(asked.title[lang])
    assert text.count(f"- {answer_set(asked.answer_set, lang)[0]}\n") == 2 * len(asked.features)
    assert all(f"S{i} {s.question[lang]}" in text for i, s in enumerate(asked.segments, start=1))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_empty_answer_table_is_read_without_a_question_once_it_is_filled(lang):
    asked = load("complaints")
    header = answer_table(asked, lang)
    answers = answer_set(asked.answer_set, lang)
    row = ["P1"]
    for code in (question.code for question in questions(asked, [lang])):
        row.append("7" if code.endswith("i") else "x" if code[0] == "S" else answers[0 if code.endswith("a") else 4])
    table = open_table((header + ",".join(f'"{cell}"' for cell in row) + "\n").encode(), "t.csv")
    proposal = propose(table, asked)
    assert proposal.questions == ()
    assert [pair.feature for pair in proposal.mapping.pairs] == list(asked.keys())
    assert all(pair.importance for pair in proposal.mapping.pairs)


def test_a_language_that_a_feature_lacks_is_an_error():
    asked = parse("format: kano.questionnaire/1\ntitle: Tea\nfeatures:\n- {id: t, name: {en: Tea}}\n", "q.yaml")
    with pytest.raises(KanoError) as caught:
        as_text(asked, "zh-Hans")
    assert (caught.value.code, caught.value.values["feature"]) == ("language-missing", "Tea")
