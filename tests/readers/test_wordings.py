"""What an answer means: the whole wording or nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kano
from kano.answers import ANSWERS, Answer
from kano.i18n import LANGUAGES
from kano.readers.wordings import BLANK, OPEN, catalogue, headers, is_blank, meaning, meanings, normalise, number
from kano.wording import answer_sets

WORDINGS = json.loads((Path(kano.__file__).parent / "data" / "wordings.json").read_text(encoding="utf-8"))
SETS = [(name, lang) for name in answer_sets() for lang in LANGUAGES]


@pytest.mark.parametrize(("name", "lang"), SETS)
def test_every_answer_set_reads_back_as_like_expect_neutral_live_with_dislike(name, lang):
    assert [meaning(text) for text in answer_sets()[name][lang]] == list(ANSWERS)
    assert len(set(answer_sets()[name][lang])) == 5


def test_no_wording_of_any_language_or_set_has_two_meanings():
    meant = {}
    for texts in WORDINGS.values():
        for letter, wordings in texts.items():
            for text in wordings:
                meant.setdefault(normalise(text), set()).add(letter)
    for name, lang in SETS:
        for letter, text in zip(ANSWERS, answer_sets()[name][lang], strict=True):
            meant.setdefault(normalise(text), set()).add(str(letter))
    assert {text: letters for text, letters in meant.items() if len(letters) > 1} == {}
    assert {text: {str(letter)} for text, letter in catalogue().items()} == meant


def test_no_wording_of_the_catalogue_is_taken_for_a_missing_answer_or_a_number():
    texts = [t for group in WORDINGS.values() for wordings in group.values() for t in wordings]
    assert [text for text in texts if is_blank(text) or number(text) is not None or not normalise(text)] == []


# Reppel (2022) and the collected exports: wordings that begin like, or look like, another answer.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I dislike it", "D"),
        ("I dislike it, but I can live with it", "W"),
        ("I dislike it, but I can live with it that way", "W"),
        ("I dislike it, and I can't accept it", "D"),
        ("I can tolerate it", "W"),
        ("I can’t tolerate it", OPEN),
        ("I can not tolerate it", OPEN),
        ("我很喜欢", "L"),
        ("我不喜欢", "D"),
        ("我不喜欢，但可以忍受", "W"),
        ("我不太喜欢", OPEN),
        ("無法接受", OPEN),
        ("可以接受", OPEN),
        ("I must be that way", "E"),
        ("Das wuerde mich sehr stoeren", "D"),
        ("Das würde mich sehr stören", "D"),
        ("Das könnte ich (eventuell) in Kauf nehmen", "W"),
    ],
)
def test_only_the_whole_wording_decides(text, expected):
    assert meaning(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm neutral", "N"),
        ("I’m neutral", "N"),
        ("I`m neutral", "N"),
        ("IM NEUTRAL", "N"),
        ("Ｉ ｌｉｋｅ ｉｔ", "L"),
        ("I like it that way.", "L"),
        ("  i LIKE   it that way!! ", "L"),
        ("😀 I like it", "L"),
        ("I dislike it 👎🏽", "D"),
        ("1 - I like it that way", "L"),
        ("5. I dislike it that way", "D"),
        ("(3) I am neutral", "N"),
        ("A. I like it", "L"),
        ("e) I dislike it", "D"),
        ("2、理所当然", "E"),
        ("1喜欢", "L"),
        ("must-be", "E"),
        ("Must_be", "E"),
        ("L", "L"),
        ("W", "W"),
    ],
)
def test_quotes_width_case_emoji_and_numbering_do_not_matter(text, expected):
    assert meaning(text) == expected


@pytest.mark.parametrize(
    "text", ["like-ish", "I like", "x", "l", "yes", "满意", "I like it I dislike it", "?", "…", "🙂"]
)
def test_an_unknown_answer_is_open_and_never_guessed(text):
    assert meaning(text) == OPEN


@pytest.mark.parametrize("text", ["", "  ", "N/A", "n/a", "NaN", "(跳过)", "(空)", "未作答"])
def test_no_answer_is_blank_not_an_answer(text):
    assert meaning(text) == BLANK


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(catalogue())), st.text(st.characters(categories=["L"]), min_size=1, max_size=12))
def test_a_known_wording_with_a_word_more_is_another_wording(known, more):
    longer = f"{known} {more}"
    assert meaning(longer) == catalogue().get(normalise(longer), OPEN)
    assert meaning(longer) == OPEN or normalise(longer) in catalogue()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_that_decides(text):
    assert normalise(normalise(text)) in {normalise(text), normalise(normalise(normalise(text)))}
    assert meaning(text) in {*ANSWERS, BLANK, OPEN}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", 3),
        ("3.0", 3),
        (" 5 ", 5),
        ("-99", -99),
        ("３", 3),
        ("3.5", None),
        ("3 like", None),
        ("1e2", None),
        ("", None),
    ],
)
def test_a_number_is_a_whole_number_and_nothing_else(text, expected):
    assert number(text) == expected


def test_numbers_mean_nothing_until_their_direction_is_given():
    codes = ["1", "2", "3.0", "4", "5"]
    assert set(meanings(codes, None, 5).values()) == {OPEN}
    assert list(meanings(codes, "like-first", 5).values()) == list("LENWD")
    assert list(meanings(codes, "dislike-first", 5).values()) == list("DWNEL")
    assert list(meanings(["1", "2", "3"], "like-first", 3).values()) == list("LND")
    assert list(meanings(["1", "2", "3"], "dislike-first", 3).values()) == list("DNL")


def test_a_number_outside_the_scale_stays_open_in_either_direction():
    assert meanings(["0", "6", "-99"], "like-first", 5) == dict.fromkeys(["0", "6", "-99"], OPEN)
    assert meanings(["4"], "dislike-first", 3) == {"4": OPEN}


def test_words_keep_their_meaning_beside_numbers():
    assert meanings(["like", "2", ""], "dislike-first", 5) == {"like": Answer.LIKE, "2": Answer.LIVE_WITH, "": BLANK}


def test_the_words_for_the_two_questions_of_a_pair_share_nothing():
    roles = headers()
    assert roles["functional"] & roles["dysfunctional"] == set()
    assert (roles["functional"] | roles["dysfunctional"]) & roles["importance"] == set()
