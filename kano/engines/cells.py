"""What a cell of any source says, as text: the same for a number of a database and for the sign in a file."""

from __future__ import annotations

import datetime
import decimal
import math
import re
from typing import Any

from kano.gathered import UNIT
from kano.readers.table import HEADER_LENGTH
from kano.text import clean

_DAY = re.compile(r"([0-9]{4})(?![0-9])(?:[-/.年]([0-9]{1,2})(?![0-9])(?:[-/.月]([0-9]{1,2})(?![0-9]))?)?")
_WEIGHT = re.compile(r"[0-9]{1,4}(?:\.[0-9]*)?|\.[0-9]+")
WEIGHT = r"^\s*([0-9]{1,4}(\.[0-9]*)?|\.[0-9]+)\s*$"
"""The same for engines: a weight is written in digits with at most one point."""
HEAVIEST = 1_000


def text_of(value: Any) -> str:
    """A cell as it would stand in a file of text: "" when nothing does, 3 for 3.0, true for True."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | decimal.Decimal):
        return _number(value)
    if isinstance(value, bytes):
        value = value.decode("utf-8")
    return clean(str(value), HEADER_LENGTH)


def _number(value: float | decimal.Decimal) -> str:
    """No number is no answer; a whole one is written without a point."""
    if not math.isfinite(value):
        return "" if math.isnan(value) else str(value)
    return str(int(value)) if value == int(value) else str(value)


def day_of(value: Any) -> str:
    """Of a date or time its day, `2026-03-01`; of a text its first ten signs, in which a day stands if one does."""
    if isinstance(value, datetime.datetime):
        if value.tzinfo:
            value = value.astimezone(datetime.UTC)
        return str(value.date())
    return str(value) if isinstance(value, datetime.date) else text_of(value)[:10].strip()


def period_of(day: str, period: str) -> str | None:
    """The day, week (of ISO 8601), month, quarter or year of what `day_of` said; None when it says none.

    `2026-03` has a month but no day: it is None where days or weeks are asked for.
    """
    found = _DAY.match(day)
    if not found:
        return None
    year, month, date = (int(part) if part else None for part in found.groups())
    try:
        whole = datetime.date(year or 0, month or 1, date or 1)
    except ValueError:
        return None
    if period == "year":
        return f"{whole.year}"
    if month is None or (period in ("day", "week") and date is None):
        return None
    week = whole.isocalendar()
    texts = {
        "day": whole.isoformat(),
        "week": f"{week.year}-W{week.week:02}",
        "month": f"{whole.year}-{whole.month:02}",
        "quarter": f"{whole.year}-Q{(whole.month + 2) // 3}",
    }
    return texts[period]


def weight_of(text: str) -> int | None:
    """A weight in units of 1/`UNIT`, the half rounded up; None when the text is none, or more than `HEAVIEST`.

    In floating point, as databases do it: floor(w * UNIT + 0.5).
    """
    if not _WEIGHT.fullmatch(text.strip()):
        return None
    units = int(float(text) * UNIT + 0.5)
    return units if units <= HEAVIEST * UNIT else None
