"""Cells of any source as texts, days, periods and weights."""

import datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano.engines.cells import HEAVIEST, WEIGHT, day_of, period_of, text_of, weight_of
from kano.gathered import UNIT

TOKYO = datetime.timezone(datetime.timedelta(hours=9))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (Decimal("NaN"), ""),
        (3, "3"),
        (3.0, "3"),
        (Decimal("3.00"), "3"),
        (2.5, "2.5"),
        (True, "true"),
        ("  I\tlike  it ", "I like it"),
        ("喜欢".encode(), "喜欢"),
        ("3.0", "3.0"),
        (float("inf"), "inf"),
    ],
)
def test_a_cell_says_the_same_in_a_file_and_in_a_database(value, text):
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (datetime.date(2026, 3, 1), "2026-03-01"),
        (datetime.datetime(2026, 3, 1, 23, 59), "2026-03-01"),
        (datetime.datetime(2026, 3, 1, 5, tzinfo=TOKYO), "2026-02-28"),
        ("2026-03-01T10:00:00Z", "2026-03-01"),
        ("2026/3/1 10:23:45", "2026/3/1 1"),
        (None, ""),
    ],
)
def test_the_day_of_a_time_is_that_of_greenwich(value, day):
    assert day_of(value) == day


@pytest.mark.parametrize(
    ("day", "period", "found"),
    [
        ("2026-03-01", "day", "2026-03-01"),
        ("2026/3/1 1", "day", "2026-03-01"),
        ("2026年3月1日", "month", "2026-03"),
        ("2026-03-31", "quarter", "2026-Q1"),
        ("2026-04", "quarter", "2026-Q2"),
        ("2026", "year", "2026"),
        ("2026", "month", None),
        ("2026-03", "week", None),
        ("2026-02-30", "day", None),
        ("2026-13", "month", None),
        ("03/04/2026", "day", None),
        ("yesterday", "year", None),
        ("", "year", None),
        # ISO 8601: the first week of a year holds its first Thursday.
        ("2026-12-31", "week", "2026-W53"),
        ("2027-01-01", "week", "2026-W53"),
        ("2024-12-30", "week", "2025-W01"),
    ],
)
def test_a_day_lies_in_one_period_or_in_none(day, period, found):
    assert period_of(day, period) == found


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)))
def test_periods_lie_within_each_other(day):
    periods = {period: period_of(day_of(day), period) for period in ("day", "month", "quarter", "year")}
    assert periods["day"].startswith(periods["month"])
    assert periods["month"].startswith(periods["year"])
    assert periods["quarter"] == f"{day.year}-Q{(day.month - 1) // 3 + 1}"


@pytest.mark.parametrize("text", ["", "-1", "1,5", "1e3", "nan", "1001", "1000.00005", "0x1", "½", "1.2.3", "٣"])
def test_what_is_no_weight(text):
    assert weight_of(text) is None


@given(st.floats(0, HEAVIEST, allow_nan=False))
def test_weights_are_rounded_to_ten_thousandths(value):
    text = f"{value:.6f}"
    assert weight_of(text) == np.floor(float(text) * UNIT + 0.5)


@given(st.text(alphabet="0123456789. -e,", max_size=8))
def test_engines_know_a_weight_by_the_same_pattern(text):
    import re

    written = re.match(WEIGHT, text) is not None
    assert (weight_of(text) is not None) == (written and float(text) * UNIT + 0.5 < HEAVIEST * UNIT + 1)
