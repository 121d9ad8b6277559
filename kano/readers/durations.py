"""How long a person took, as survey tools write it: a number of seconds, a clock, or words for hours to seconds."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from kano.errors import Finding
from kano.readers.mapping import Mapping
from kano.readers.meta import tells_duration
from kano.readers.table import Column, Table
from kano.readers.tools import tool_name
from kano.readers.wordings import is_blank

_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,2}|[.,]\d{4,6}|\.\d{3})?")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,6})?)")
_WORDS = re.compile(
    r"(?:(\d{1,4})\s*(?:h|hours?|小时|小時|時間)\s*)?(?:(\d{1,5})\s*(?:m|min|mins|minutes?|分钟|分鐘|分)\s*)?"
    r"(?:(\d{1,6}(?:\.\d{1,6})?)\s*(?:s|sec|secs|seconds?|秒)\s*)?"
)


def timed(table: Table, mapping: Mapping) -> str | None:
    """The column in which the tool wrote how long the whole took; None when there is none, or more than one."""
    free = (column for column in table.columns if column.name not in mapping.used)
    found = [column.name for column in free if tells_duration(tool_name(column.name, column.label))]
    return found[0] if len(found) == 1 else None


def seconds_of(text: str) -> float | None:
    """Seconds; None when the text says no duration.

    A bare number is seconds, `5:12` is minutes and seconds. `1,234` could be either of two numbers and is neither.
    """
    text = text.strip().casefold()
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    if clock := _CLOCK.fullmatch(text) or (text and _WORDS.fullmatch(text)):
        hours, minutes, seconds = (float(part or 0) for part in clock.groups())
        return 3600 * hours + 60 * minutes + seconds
    return None


def durations(column: Column) -> tuple[npt.NDArray[np.float64], tuple[Finding, ...]]:
    """(rows,) seconds, NaN where there is none, and what could not be read."""
    found = [seconds_of(value) for value in column.values]
    unread = [v for v, s in zip(column.values, found, strict=True) if s is None and not is_blank(v)]
    values = np.array([np.nan if s is None else s for s in found])[column.codes]
    n = sum(column.counts[value] for value in unread)
    said = ", ".join(f"“{value}”" for value in unread[:5])
    return values, (Finding("durations-unread", values={"n": n, "values": said}),) if unread else ()
