"""Numbers as answers: no direction, no meaning."""

import pytest

from kano.readers.scales import coded, first_code, is_scored, meanings
from kano.readers.wordings import OPEN


@pytest.mark.parametrize(("text", "code"), [("3", 3), ("A3", 3), ("AO04", 4), ("-2", -2), ("A10", None), ("a3", None)])
def test_numbers_and_numbered_options_are_codes(text, code):
    assert coded(text) == code


@pytest.mark.parametrize(
    ("texts", "first"),
    [("1 2 3 4 5", 1), ("0 1 2 3 4", 0), ("11 12 13 14 15", 11), ("11 13", 11), ("2 3", 1), ("0 1 2 3 4 5", 1)],
)
def test_the_scale_is_told_from_the_codes_that_are_used(texts, first):
    assert first_code(texts.split(), 5) == first


def test_scores_run_the_other_way_for_the_question_without_the_feature():
    texts = ["4", "2", "0", "-1", "-2"]
    assert is_scored(texts)
    assert not is_scored(["2", "1", "0", "-1", "-2"])
    assert "".join(meanings(texts, "scores", 5).values()) == "LENWD"
    assert "".join(meanings(texts, "scores", 5, side="dysfunctional").values()) == "DWNEL"


def test_numbers_mean_nothing_without_a_direction():
    assert set(meanings(["11", "12"], None, 5, 11).values()) == {OPEN}
    assert "".join(meanings(["11", "12"], "like-first", 5, 11).values()) == "LE"
    assert "".join(meanings(["11", "15"], "dislike-first", 5, 11).values()) == "DL"


@pytest.mark.parametrize("letters", ["D E", "A B C D E", "L A", "E"])
def test_letters_that_may_be_options_a_to_e_are_open(letters):
    assert set(meanings(letters.split(), None, 5).values()) == {OPEN}


def test_the_five_letters_are_answers():
    assert "".join(meanings(list("LENWD"), None, 5).values()) == "LENWD"
