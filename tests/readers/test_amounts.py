"""Amounts and degrees as people write them; what can be read in two ways is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.errors import KanoError
from kano.readers.amounts import Amount, amount, degrees


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1200", 1200, ""),
        ("-3", -3, ""),
        ("−3.5", -3.5, ""),
        ("１２００", 1200, ""),
        ("12,5", 12.5, ""),
        ("1,200.50", 1200.5, ""),
        ("1.200,50", 1200.5, ""),
        ("1,200,000", 1_200_000, ""),
        ("1 200", 1200, ""),
        ("1'200.5", 1200.5, ""),
        ("0.125", 0.125, ""),
        ("1200.5000", 1200.5, ""),
        ("€1200", 1200, "€"),
        ("-€ 5", -5, "€"),
        ("€-5", -5, "€"),
        ("￥1200", 1200, "¥"),
        ("1200元", 1200, "元"),
        ("1200 EUR", 1200, "EUR"),
        ("0", 0, ""),
    ],
)
def test_an_amount_is_read_in_the_ways_people_write_it(text, value, unit):
    assert amount(text) == Amount(value, unit)


@pytest.mark.parametrize("text", ["1,200", "1.200", "€12,345", "-123.456"])
def test_what_is_a_thousand_to_one_and_a_decimal_to_another_is_refused(text):
    with pytest.raises(KanoError) as problem:
        amount(text)
    assert problem.value.code == "amount-unsure"


@pytest.mark.parametrize(
    "text", ["", "ten", "(500)", "1e5", "1,2,3", "12-15", "nan", "inf", "--5", "€5€", "=1+1", "1..2"]
)
def test_what_is_no_amount_is_none(text):
    assert amount(text) is None


def shares(*texts, percent=False):
    found = degrees({(i, "now"): text for i, text in enumerate(texts)}, percent)
    return [found.shares[i, "now"] for i in range(len(texts))], found.percent


@pytest.mark.parametrize(
    ("texts", "wanted", "said"),
    [
        (("50%", "0 %", "100%"), [0.5, 0, 1], False),
        (("0.5", "0", "1"), [0.5, 0, 1], False),
        (("0,5", ".25"), [0.5, 0.25], False),
        (("50", "0", "100"), [0.5, 0, 1], True),
        (("50%", "50"), [0.5, 0.5], True),
        (("0", "50%"), [0, 0.5], False),
        (("５０％",), [0.5], False),
    ],
)
def test_degrees_are_told_by_the_whole_column(texts, wanted, said):
    assert shares(*texts) == (wanted, said)


def test_a_header_in_percent_says_what_1_is():
    assert shares("1", "50", percent=True) == ([0.01, 0.5], False)


@pytest.mark.parametrize("texts", [("0.5", "50"), ("1", "50"), ("50%", "0.5"), ("1", "100%")])
def test_shares_among_percent_are_refused_and_not_guessed(texts):
    with pytest.raises(KanoError) as problem:
        shares(*texts)
    assert problem.value.code == "degree-unsure"


@pytest.mark.parametrize("text", ["half", "50-60", "n/a", "1e2", "NaN"])
def test_what_is_no_degree_is_refused_with_its_row(text):
    with pytest.raises(KanoError) as problem:
        shares("0.5", text)
    assert (problem.value.code, problem.value.values["row"]) == ("degree-unread", 2)


@given(st.text(max_size=12))
def test_a_text_is_an_amount_or_none_or_refused(text):
    with suppress(KanoError):
        found = amount(text)
        assert found is None or abs(found.value) < 1e13
