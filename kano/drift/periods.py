"""Which period comes first? 2026, 2026-Q1, 2026年3月, Mar 2026, 2026-W09, 2026-03-01 by time, others by name."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from kano.errors import KanoError

_MONTHS = "january february march april may june july august september october november december"


class Ordered(NamedTuple):
    """Names from first to last and where each stands: the day in its middle by `time`, else its place from 0.

    `how` is time, names or given. `mixed` says that periods of different lengths are among them.
    """

    names: tuple[str, ...]
    places: tuple[float, ...]
    how: str
    mixed: bool = False


class Span(NamedTuple):
    """A period of the calendar: its first day as a number, and its days."""

    start: int
    days: int

    @property
    def middle(self) -> float:
        return self.start + (self.days - 1) / 2


def ordered(names: Sequence[str], given: Sequence[str] | None = None) -> Ordered:
    """In the order that is `given`, else by time where every name is a period of the calendar, else by name.

    By name, numbers are compared by value: "Wave 2" stands before "Wave 10". Raises KanoError when what is given are
    other names, or the same period is written in two ways.
    """
    if given is not None:
        if sorted(given) != sorted(names):
            raise KanoError("drift-order", given=", ".join(given), known=", ".join(sorted(names, key=natural)))
        return _placed(given, "given")
    spans = {name: span(name) for name in names}
    known = {name: each for name, each in spans.items() if each}
    if len(known) < len(names):
        return _placed(sorted(names, key=natural), "names")
    _once(known)
    listed = sorted(known, key=lambda name: (known[name].middle, known[name].start))
    return Ordered(tuple(listed), tuple(known[name].middle for name in listed), "time", _mixed(names))


def span(name: str) -> Span | None:
    """The days of a period of the calendar; None where the name is none."""
    for pattern, make in _FORMS:
        if found := re.fullmatch(pattern, _numbered(name), re.ASCII):
            try:
                return make(*map(int, found.groups()))
            except ValueError:
                return None
    return None


def _numbered(name: str) -> str:
    """With the number of a month instead of its English name: Mar 2026, March 2026 and Mar-2026 are 2026-3."""
    if found := re.fullmatch(r"([A-Za-z]{3,9})\.?[ -](\d{4})", name.strip(), re.ASCII):
        for number, month in enumerate(_MONTHS.split(), 1):
            if found[1].casefold() in (month, month[:3]):
                return f"{found[2]}-{number}"
    return name.strip()


def dated(names: Sequence[str]) -> bool:
    """Whether these are two periods of the calendar, or more, and nothing else."""
    return len(names) > 1 and all(span(name) for name in names)


def natural(name: str) -> tuple[list[tuple[bool, int, str]], str]:
    """A key by which numbers inside names are sorted by their value."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts if part], name


def _placed(names: Sequence[str], how: str) -> Ordered:
    return Ordered(tuple(names), tuple(map(float, range(len(names)))), how)


def _once(known: dict[str, Span]) -> None:
    seen: dict[Span, str] = {}
    for name, each in known.items():
        if (other := seen.setdefault(each, name)) != name:
            raise KanoError("drift-twice", first=other, second=name)


def _mixed(names: Sequence[str]) -> bool:
    return len({_form(name) for name in names}) > 1


def _form(name: str) -> int:
    return next(i for i, (pattern, _) in enumerate(_FORMS) if re.fullmatch(pattern, _numbered(name), re.ASCII))


def _year(year: int) -> Span:
    return Span(date(year, 1, 1).toordinal(), 365 + isleap(year))


def _quarter(year: int, quarter: int) -> Span:
    last = date(year, 3 * quarter, monthrange(year, 3 * quarter)[1]).toordinal()
    start = date(year, 3 * quarter - 2, 1).toordinal()
    return Span(start, last - start + 1)


def _month(year: int, month: int) -> Span:
    return Span(date(year, month, 1).toordinal(), monthrange(year, month)[1])


def _week(year: int, week: int) -> Span:
    return Span(date.fromisocalendar(year, week, 1).toordinal(), 7)


def _day(year: int, month: int, day: int) -> Span:
    return Span(date(year, month, day).toordinal(), 1)


_FORMS: tuple[tuple[str, Callable[..., Span]], ...] = (
    (r"((?:19|20)\d\d)年?", _year),
    (r"(\d{4})[- ]?[Qq]([1-4])", _quarter),
    (r"(\d{4})[-/年](\d{1,2})月?", _month),
    (r"(\d{4})-?[Ww](\d{1,2})", _week),
    (r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?", _day),
)
"""How periods of the calendar are written (ISO 8601, quarters, slashes, Chinese), and their days. Not 8001: a year."""
