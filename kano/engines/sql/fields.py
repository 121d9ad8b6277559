"""A column of a database: its cells as values that mean the same in every one, and what can be asked of them in SQL."""

from __future__ import annotations

import decimal
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from kano.engines.cells import HEAVIEST, WEIGHT, text_of
from kano.gathered import UNIT
from kano.readers.table import HEADER_LENGTH

NEVER = "FALSE"

Value = str | int | float | decimal.Decimal | None
"""What comes back of a cell."""

_UNSEEN = (
    *((0x01, 0x20), (0x7F, 0xA0), (0x1680, 0x1680), (0x2000, 0x200B), (0x200E, 0x200F), (0x2028, 0x202F)),
    *((0x205F, 0x2069), (0x3000, 0x3000), (0xFDD0, 0xFDEF), (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF)),
)
"""The signs that `kano.text.clean` makes blanks of, and the blanks."""

_UNTIDY = "[^ -~]|^ | $|  "

_LEAST = {float: 1e-4, decimal.Decimal: 1e-6}
"""Smaller numbers are written with an exponent, by which they are no weight."""


class Kind(Enum):
    """`PLAIN` is text that is written in one way only: of a date, of true and false."""

    TEXT = auto()
    PLAIN = auto()
    WHOLE = auto()
    FLOAT = auto()
    DECIMAL = auto()


@dataclass(frozen=True)
class Field:
    """`name` is what the readers call it, `sql` an expression that yields a `Value`; `day` one for that of a time."""

    name: str
    sql: str
    kind: Kind = Kind.TEXT
    day: str = ""


def blanks(sign: Callable[[int], str]) -> str:
    """For brackets of a regular expression: the signs that are blanks, and those that nobody sees."""
    return "".join(f"{sign(first)}-{sign(last)}" for first, last in _UNSEEN)


class Dialect(ABC):
    """How a database writes what the standard leaves open."""

    double = "DOUBLE"
    try_cast = "TRY_CAST"

    @abstractmethod
    def composed(self, field: Field) -> str:
        """A cell of text in NFC."""

    @abstractmethod
    def replaced(self, sql: str, pattern: str) -> str:
        """A text with a blank for whatever matches a regular expression."""

    def tidy(self, field: Field) -> str:
        """A cell of text as `text_of` makes it; most are so already, and looking costs less than making."""
        made = f"TRIM({self.replaced(self.composed(field), f'[{self.blanks}]+')})"
        text = f"CASE WHEN {self.matches(field.sql, _UNTIDY)} THEN {made} ELSE {field.sql} END"
        return f"LEFT({text}, {HEADER_LENGTH})"

    @abstractmethod
    def matches(self, sql: str, pattern: str) -> str:
        """Whether a regular expression is found in a text."""

    @abstractmethod
    def sign(self, code: int) -> str:
        """A sign within brackets of a regular expression."""

    def quoted(self, name: str) -> str:
        """A name, whatever is in it."""
        return '"' + name.replace('"', '""') + '"'

    def text(self, value: str) -> str:
        """A text, whatever is in it."""
        return "'" + value.replace("'", "''") + "'"

    @property
    def blanks(self) -> str:
        return blanks(self.sign)

    def value(self, value: Value) -> str:
        """A value of a cell, to be compared with cells of the same column."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, float) or (isinstance(value, decimal.Decimal) and value.is_nan()):
            written = "NaN" if math.isnan(value) else repr(value).replace("inf", "Infinity")
            return f"CAST('{written}' AS {self.double})"
        return f"{value:f}" if isinstance(value, decimal.Decimal) else str(value)

    def key(self, field: Field) -> str:
        """The same value for cells of the same text, NULL for blank ones."""
        if field.kind is Kind.TEXT:
            return f"NULLIF({self.tidy(field)}, '')"
        return f"NULLIF({field.sql}, {self.value(math.nan)})" if field.kind is Kind.FLOAT else field.sql

    def day(self, field: Field) -> str:
        """What `day_of` says of a cell, NULL for blank ones."""
        if field.kind is Kind.TEXT:
            return f"NULLIF(TRIM(LEFT({self.tidy(field)}, 10)), '')"
        return field.day or self.key(field)

    def is_among(self, field: Field, texts: Iterable[str]) -> str:
        """Whether a cell is one of these texts; never NULL."""
        key, texts = self.key(field), set(texts)
        values = [self.value(value) for value in map(_reader(field.kind), sorted(texts)) if value not in ("", None)]
        among = f"COALESCE({key} IN ({', '.join(values)}), FALSE)" if values else NEVER
        return f"({key} IS NULL OR {among})" if "" in texts else among

    def units(self, field: Field) -> str:
        """What `weight_of` says of a cell, NULL where it says none."""
        if field.kind is Kind.PLAIN:
            return "CAST(NULL AS BIGINT)"
        number, written = self._weight(field)
        scaled = f"({number} * {UNIT}.0 + 0.5)"
        whole = f"CASE WHEN {scaled} < {HEAVIEST * UNIT + 1} THEN CAST(FLOOR({scaled}) AS BIGINT) END"
        return f"CASE WHEN {written} THEN {whole} END"

    def _weight(self, field: Field) -> tuple[str, str]:
        """A number, and whether it is written as weights are."""
        if field.kind is Kind.TEXT:
            tidy = self.tidy(field)
            return f"{self.try_cast}({tidy} AS {self.double})", self.matches(tidy, WEIGHT.replace(r"\s*", ""))
        least = _LEAST[float if field.kind is Kind.FLOAT else decimal.Decimal]
        written = f"{field.sql} = 0 OR ({field.sql} >= {least:.6f} AND {field.sql} <= {HEAVIEST + 1})"
        return f"CAST({field.sql} AS {self.double})", written

    def is_silent(self, sql: str, values: Sequence[Value]) -> str:
        """Whether a cell is one of these values; never NULL."""
        some = [self.value(value) for value in values if value is not None]
        among = f"COALESCE({sql} IN ({', '.join(some)}), FALSE)" if some else NEVER
        return f"({sql} IS NULL OR {among})" if None in values else among


def _reader(kind: Kind) -> Any:
    """From a text to the value that a cell of it has; None when no such cell can be of that text."""
    make = {Kind.WHOLE: int, Kind.FLOAT: float, Kind.DECIMAL: decimal.Decimal}.get(kind)

    def read(text: str) -> Value:
        if make is None:
            return text
        try:
            value: Value = make(text)
        except (ValueError, ArithmeticError):
            return None
        return value if text_of(value) == text else None

    return read
