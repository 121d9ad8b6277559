"""Which period comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.drift.periods import Span, dated, ordered, span
from kano.errors import KanoError


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("2026-03", "2025-12", "2026-01"), ("2025-12", "2026-01", "2026-03")),
        (("2026-W10", "2026-W09", "2025-W52"), ("2025-W52", "2026-W09", "2026-W10")),
        (("2026-Q1", "2025-Q4"), ("2025-Q4", "2026-Q1")),
        (("2026-3-1", "2026-03-12", "2026-02-28"), ("2026-02-28", "2026-3-1", "2026-03-12")),
        (("2026", "999", "2025"), ("999", "2025", "2026")),
        (("2026/3", "2026/12", "2025/9"), ("2025/9", "2026/3", "2026/12")),
        (("2026年3月", "2026年12月", "2025年9月"), ("2025年9月", "2026年3月", "2026年12月")),
        (("2026年3月2日", "2026/3/1"), ("2026/3/1", "2026年3月2日")),
        (("Apr 2026", "March 2026", "Feb. 2026", "dec-2025"), ("dec-2025", "Feb. 2026", "March 2026", "Apr 2026")),
    ],
)
def test_periods_of_the_calendar_stand_in_the_order_of_time(names, expected):
    found = ordered(names)
    assert found.names == expected
    assert found.how == ("time" if "999" not in names else "names")
    assert list(found.places) == sorted(found.places)


def test_names_stand_in_natural_order_also_in_chinese():
    assert ordered(("Wave 10", "Wave 2", "wave 1")).names == ("wave 1", "Wave 2", "Wave 10")
    assert ordered(("第10波", "第2波")).names == ("第2波", "第10波")
    assert ordered(("2026年10月", "2026年9月")).names == ("2026年9月", "2026年10月")
    assert ordered(("b", "a")).how == "names"
    assert ordered(("2026-01", "later")).how == "names"


def test_days_are_those_of_the_calendar():
    day = span("2026-01-01")
    assert day is not None
    assert day.days == 1
    assert span("2024-02") == Span(day.start - 700, 29)
    assert span("2026-Q1") == Span(day.start, 90)
    assert span("2026-W01") == Span(day.start - 3, 7)  # ISO 8601: the week of the first Thursday
    assert span("2024").days == 366
    assert [span(name) for name in ("2026-13", "2026-W54", "2026-02-30", "26-01", "2026-Q5", "٢٠٢٦")] == [None] * 6


def test_a_month_that_is_missing_leaves_its_room():
    places = ordered(("2026-01", "2026-02", "2026-12")).places
    assert places[2] - places[1] > 9 * (places[1] - places[0])


def test_the_same_period_in_two_ways_is_refused():
    with pytest.raises(KanoError) as problem:
        ordered(("2026-3", "2026-03", "2026-04"))
    assert problem.value.code == "drift-twice"


def test_periods_of_different_lengths_stand_at_their_middle_and_are_said():
    found = ordered(("2026-Q1", "2026-01", "2026-03"))
    assert found.names == ("2026-01", "2026-Q1", "2026-03")
    assert found.mixed
    assert not ordered(("2026-01", "2026-03")).mixed


def test_the_user_may_say_the_order_but_no_other_names():
    assert ordered(("before", "after"), ("before", "after")).names == ("before", "after")
    for given_ in (("before",), ("before", "after", "after"), ("before", "then")):
        with pytest.raises(KanoError) as problem:
            ordered(("before", "after"), given_)
        assert problem.value.code == "drift-order"


def test_words_that_begin_as_a_month_and_numbers_of_places_are_no_dates():
    assert [span(name) for name in ("Marketing 2026", "Maybe 2026", "Mars 2026", "8001", "1010")] == [None] * 5


def test_dates_and_nothing_else_are_known_as_dates():
    assert dated(("2026-01", "2026-02"))
    assert not dated(("2026-01",))
    assert not dated(("2026-01", "x"))


@given(st.lists(st.text(max_size=8), unique=True, min_size=1), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_the_rows(names, rng):
    other = list(names)
    rng.shuffle(other)
    try:
        found = ordered(names)
    except KanoError:
        return
    assert ordered(other) == found
    assert sorted(found.names) == sorted(names)
