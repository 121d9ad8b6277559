"""The words that respondents read."""

import pytest

from kano.errors import KanoError
from kano.i18n import LANGUAGES
from kano.language import negations
from kano.lint import PARALLEL, likeness
from kano.wording import answer_set, answer_sets, importance_question, question_pair

METHOD = ("functional", "dysfunctional", "正向", "反向")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pair_names_the_feature_twice_and_denies_it_once(lang):
    present, absent = question_pair("X1", lang)
    assert ("X1" in present, "X1" in absent) == (True, True)
    assert (negations(present), len(negations(absent))) == ([], 1)
    assert likeness(present, absent) >= PARALLEL


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_the_method_reaches_a_respondent(lang):
    shown = [*question_pair("X", lang), importance_question("X", lang)]
    shown += [text for name in answer_sets() for text in answer_set(name, lang)]
    assert [text for text in shown for word in METHOD if word in text.casefold()] == []


def test_the_english_pair_reads_as_a_person_would_ask():
    assert question_pair("Hot towels", "en") == (
        "If the service includes “Hot towels”, how do you feel?",
        "If the service does not include “Hot towels”, how do you feel?",
    )


def test_a_name_with_braces_stays_a_name():
    assert "“{x} {0}”" in question_pair("{x} {0}", "en")[0]
    assert "“{x}”" in importance_question("{x}", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_importance_names_its_ends(lang):
    assert all(anchor in importance_question("X", lang) for anchor in ("X", "1", "9"))


# Berger et al. (1993), pp. 5, 25, 26.
@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("like-it-that-way", "I like it that way", "I dislike it that way"),
        ("enjoy-it-that-way", "I enjoy it that way", "I dislike it, and I can't accept it"),
        ("helpful-to-me", "This would be very helpful to me", "This would be a major problem for me"),
        ("like-it", "I like it", "I dislike it"),
    ],
)
def test_the_answer_sets_of_the_literature_ship_in_the_order_like_to_dislike(name, first, last):
    answers = answer_set(name, "en")
    assert (len(answers), answers[0], answers[-1]) == (5, first, last)
    assert all(len(answer_set(name, lang)) == 5 for lang in LANGUAGES)
    assert answer_sets()[name]["citation"]


def test_an_unknown_answer_set_is_named_with_those_that_exist():
    with pytest.raises(KanoError) as caught:
        answer_set("nope", "en")
    assert caught.value.code == "answer-set-unknown"
    assert "like-it-that-way" in caught.value.values["known"]


def test_what_is_handed_out_can_be_changed_without_changing_the_set():
    answer_set("like-it", "en").clear()
    assert len(answer_set("like-it", "en")) == 5
