"""Cells to ratings: numbers and labels that begin with one; everything else is said or refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.errors import KanoError
from kano.readers import open_table
from kano.readers.scores import rating, rating_columns, read_ratings


def table(text):
    return open_table(text.encode(), "ratings.csv")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9", 9),
        ("9.0", 9),
        ("3,5", 3.5),
        ("-2", -2),
        ("−2", -2),
        ("９", 9),
        ("9 - Excellent", 9),
        ("1. Very poor", 1),
        ("1：非常不满意", 1),
        ("7分", 7),
        ("5 (very good)", 5),
        ("10 = best", 10),
        ("4.166666667", 4.166666667),
    ],
)
def test_numbers_and_labels_that_begin_with_one(text, number):
    assert rating(text) == number


@pytest.mark.parametrize(
    "text", ["", "good", "5-7", "2 of 5 stars", "2026-01-03", "1.5.2", "1,000", "1e5", "inf", "nan"]
)
def test_everything_else_is_no_rating(text):
    assert rating(text) is None


@given(st.floats(-9999, 9999).map(lambda x: round(x, 4)))
def test_every_plain_number_reads_as_itself(number):
    assert rating(f"{number:.4f}") == pytest.approx(number)


def test_blank_and_named_values_are_missing_and_said():
    ratings, findings = read_ratings(table("a,b\n1,0\n,5 - good\nN/A,3\n99,2\n"), ["a", "b"], missing=["0", "99", "8"])
    assert np.array_equal(ratings.values, [[1, np.nan], [np.nan, 5], [np.nan, 3], [np.nan, 2]], equal_nan=True)
    assert {f.code: f.values for f in findings} == {
        "ratings-blank": {"n": 1, "columns": "“a” × 1"},
        "ratings-missing": {"n": 3, "values": "“N/A” × 1, “99” × 1, “0” × 1", "columns": "“a”, “b”"},
        "ratings-missing-unused": {"values": "“8”"},
    }


def test_a_missing_value_is_known_by_its_number_or_its_words():
    ratings, _ = read_ratings(
        table("a,b\n0 - not applicable,1\n3,2\nDoes not apply,2\n"), ["a"], ["0", "does not apply"]
    )
    assert np.isnan(ratings.values).ravel().tolist() == [True, False, True]


def test_texts_without_a_number_block_and_are_listed():
    with pytest.raises(KanoError, match=r"2 answers.*“a: great” × 2") as problem:
        read_ratings(table("a,b\ngreat,1\n3,2\ngreat,2\n"), ["a"])
    assert problem.value.code == "ratings-unread"


def test_texts_may_be_given_their_number():
    ratings, findings = read_ratings(table("a,b\nworst,1\n2,2\nbest,2\n"), ["a"], meant={"worst": 1, "best": 3})
    assert ratings.values.ravel().tolist() == [1, 2, 3]
    assert findings == ()


def test_a_scale_that_is_given_is_kept_and_checked():
    ratings, _ = read_ratings(table("a,b\n2,1\n3,2\n"), ["a"], scale=(1, 5))
    assert (ratings.lowest, ratings.highest) == (1, 5)
    with pytest.raises(KanoError, match="2–3"):
        read_ratings(table("a,b\n2,1\n3,2\n"), ["a"], scale=(1, 2))


def test_a_column_named_twice_or_not_there_is_refused():
    with pytest.raises(KanoError, match="twice"):
        read_ratings(table("a,b\n2,1\n3,2\n"), ["a", "a"])
    with pytest.raises(KanoError, match="no column"):
        read_ratings(table("a,b\n2,1\n3,2\n"), ["c"])


def test_which_columns_look_like_ratings():
    rows = "\n".join(f"r{i},{18 + i},{i % 5 + 1},{'yes' if i % 2 else 'no'},7,,{i % 3 or 99}" for i in range(20))
    found, others = rating_columns(table(f"ID,Age,Taste,Again,Same,Empty,Price\n{rows}\n"))
    assert found == ("Taste", "Price")
    assert others == {"ID": "meta", "Age": "levels", "Again": "text", "Same": "constant", "Empty": "empty"}
