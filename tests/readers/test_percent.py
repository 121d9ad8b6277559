"""Answers in percent: wide and long, and everything that is no answer listed."""

import numpy as np
import pytest

from kano.errors import KanoError
from kano.readers import Mapping, open_table
from kano.readers.percent import read_percent, share

HEAD = ",".join(
    f"{feature}|{side}|{answer}"
    for feature in ("Tea", "Wifi")
    for side in ("functional", "dysfunctional")
    for answer in "LENWD"
)


def reading(text):
    return read_percent(open_table(text.encode(), "percent.csv", Mapping(header_rows=1)))


def wide(*rows, head=HEAD):
    return reading("\n".join([f"id,{head}", *(f"{i},{row}" for i, row in enumerate(rows))]) + "\n")


ZERO = ",".join(["0,0,0,0,100"] * 4)


def test_the_check_values_in_percent_and_in_shares():
    # method.md 11.2
    found = wide("60,40,0,0,0,0,0,20,50,30," + "0.4,.6,0,0,0,0,0,0,.3,.7", ZERO)
    assert found.answers.features == ("Tea", "Wifi")
    assert found.answers.functional[0].tolist() == [
        pytest.approx([0.6, 0.4, 0, 0, 0]),
        pytest.approx([0.4, 0.6, 0, 0, 0]),
    ]
    assert found.answers.dysfunctional[0, 0] == pytest.approx([0, 0, 0.2, 0.5, 0.3])
    assert (found.left_out, found.unused) == ((), ("id",))


def test_the_same_answers_in_rows():
    wide_one = wide("60,40,0,0,0,0,0,20,50,30,40,60,0,0,0,0,0,0,30,70", ZERO)
    rows = ["who,Feature,SIDE,L,E,N,W,D", "a,Tea,functional,60,40,0,0,0", "a,Tea,dysfunctional,0,0,20,50,30"]
    rows += ["a,Wifi,Functional,40,60,0,0,0", "a,Wifi,dysfunctional,0,0,0,30,70"]
    rows += [
        f"b,{feature},{side},0,0,0,0,100" for feature in ("Tea", "Wifi") for side in ("functional", "dysfunctional")
    ]
    long = reading("\n".join(rows) + "\n")
    assert long.answers.features == wide_one.answers.features
    assert np.allclose(long.answers.functional, wide_one.answers.functional)
    assert np.allclose(long.answers.dysfunctional, wide_one.answers.dysfunctional)


def test_blanks_are_0_beside_numbers_and_no_answer_alone():
    found = wide(",".join(["100,,,,", ",,,,", "50,50,,,", "0,0,0,0,1"]), ZERO)
    assert found.answers.functional[0, 0].tolist() == [1, 0, 0, 0, 0]
    assert found.answers.dysfunctional[0, 0].sum() == 0
    assert found.left_out == ()


def test_what_people_rounded_is_divided_by_its_sum():
    found = wide(",".join(["33,33,33,0,0", "0.33,.33,.33,0,0", "0,0,33.4,33.3,33.3", "0,0,0,50.5,50.5"]), ZERO)
    assert found.left_out == ()
    assert found.answers.functional[0, 0] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0, 0])
    assert found.answers.functional.sum(axis=-1) == pytest.approx(1)


@pytest.mark.parametrize(
    ("cells", "reason", "text"),
    [
        ("50,30,0,0,0", "sum", "80"),
        ("60,60,0,0,0", "sum", "120"),
        ("5,5,0,0,0", "sum", "10"),
        ("0,0,0,0,0", "sum", "0"),
        ("120,-20,0,0,0", "negative", "-20"),
        ("often,100,0,0,0", "text", "often"),
        ("1e2,0,0,0,0", "text", "1e2"),
        ("5-7,95,0,0,0", "text", "5-7"),
    ],
)
def test_what_is_no_answer_is_left_out_and_listed(cells, reason, text):
    found = wide(f"0,0,0,0,100,{cells},0,0,0,0,100,0,0,0,0,100", ZERO)
    assert [out[:4] for out in found.left_out] == [(1, "Tea", "dysfunctional", reason)]
    assert found.left_out[0].found == text
    assert found.answers.dysfunctional[0, 0].sum() == 0
    assert found.answers.functional[0, 0].sum() == 1
    assert [finding.code for finding in found.findings] == ["percent-left-out", "percent-unused"]


def code(call, *arguments, **options):
    with pytest.raises(KanoError) as problem:
        call(*arguments, **options)
    assert str(problem.value)
    return problem.value.code


def test_columns_that_are_no_answers_in_percent_are_refused():
    assert code(reading, "id,Tea_functional,Tea_dysfunctional\n1,2,3\n2,3,4\n") == "percent-columns"
    assert code(
        wide,
        *["0,0,0,0,100"] * 3,
        head="Tea|functional|L,Tea|functional|E,Tea|functional|N,Tea|functional|W,Tea|functional|D",
    ) == ("percent-incomplete")
    twice = HEAD.replace("Wifi|functional|L", "Tea |functional| l")
    assert code(wide, *[ZERO] * 3, head=twice) == "percent-twice"


def test_rows_that_say_no_side_or_nobody_or_answer_twice_are_refused():
    head = "feature,side,L,E,N,W,D"
    assert code(reading, f"{head}\nTea,functional,1,0,0,0,0\nTea,dysfunctional,1,0,0,0,0\n") == "percent-who"
    assert code(reading, f"who,{head}\na,Tea,with,1,0,0,0,0\n") == "percent-side"
    row = "a,Tea,functional,1,0,0,0,0\n"
    assert code(reading, f"who,{head}\n{row}{row}") == "answered-twice"


@pytest.mark.parametrize(
    ("text", "number"),
    [("40", 40), ("40%", 40), ("40 %", 40), (".4", 0.4), ("0,4", 0.4), ("４０％", 40), ("−5", -5), ("4.0", 4)],
)
def test_a_cell_is_a_number_with_or_without_a_percent_sign(text, number):
    assert share(text) == number


@pytest.mark.parametrize("text", ["", "x", "4 of 5", "1,000,0", "40%%", "1e2", "inf", "1/2"])
def test_anything_else_is_no_number(text):
    assert share(text) is None
