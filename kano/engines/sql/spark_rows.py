"""A relation of Spark: many features are counted in one scan by a row for each of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from kano.engines.sql.database import Database, Group, named, sums_of
from kano.engines.sql.fields import Field, Kind

_WHOLE = (T.ByteType, T.ShortType, T.IntegerType, T.LongType)
_NUMBERS = count(1)

COMPOSING = (
    r"[\p{M}\u0374-\u0387\u0958-\u0b5d\u0f43-\u0f69\u1161-\u11c2\u1f71-\u2001\u2126-\u212b\u2329\u232a\u2adc"
    r"\uf900-\ufb4e\x{1d15e}-\x{1d1c0}\x{2f800}-\x{2fa1d}]"
)
"""Texts without any of these signs are in NFC; so are most of those with one."""


class SparkRows(Database):
    """A frame under a name, as long as the context is open. `names` are those of the readers, else its own count."""

    def __init__(self, session: SparkSession, frame: DataFrame, names: Sequence[str] = ()) -> None:
        self._session = session
        own = [f"column{i}" for i in range(len(frame.columns))]
        self.relation = f"kano_rows_{next(_NUMBERS)}"
        self._frame = frame.toDF(*own)
        kinds = [field.dataType for field in frame.schema.fields]
        columns = zip(names or named(frame.columns), own, kinds, strict=True)
        self.fields = {name: _field(name, column, kind) for name, column, kind in columns}
        self._composing: set[str] = set()

    def __enter__(self) -> SparkRows:
        self._frame.createOrReplaceTempView(self.relation)
        return self

    def __exit__(self, *_: object) -> None:
        self._session.catalog.dropTempView(self.relation)

    def rows(self, statement: str) -> Iterator[tuple[Any, ...]]:
        yield from map(tuple, self._session.sql(statement).toLocalIterator())

    def prepare(self, fields: Sequence[Field]) -> None:
        """Spark itself knows no NFC: Python composes the texts of columns in which there is something to compose."""
        texts = [field for field in fields if field.kind is Kind.TEXT]
        if texts:
            self._session.udf.register("kano_nfc", _composer())
            wanted = ", ".join(f"BOOL_OR({self.matches(field.sql, COMPOSING)})" for field in texts)
            found = self.one(f"SELECT {wanted} FROM {self.relation}") or ()
            self._composing = {field.name for field, some in zip(texts, found, strict=True) if some}

    def text(self, value: str) -> str:
        return f"CAST(X'{value.encode('utf-8').hex()}' AS STRING)"

    def matches(self, sql: str, pattern: str) -> str:
        return f"RLIKE({sql}, {self.text(pattern)})"

    def sign(self, code: int) -> str:
        return f"\\u{code:04x}"

    def composed(self, field: Field) -> str:
        return f"kano_nfc({field.sql})" if field.name in self._composing else field.sql

    def replaced(self, sql: str, pattern: str) -> str:
        return f"REGEXP_REPLACE({sql}, {self.text(pattern)}, ' ')"

    def sums(self, weighed: bool) -> list[str]:
        return [f"SUM(CAST({what} AS DECIMAL(20, 0)))" for what in ("w", "w * w")] if weighed else []

    def grouped(self, sets: Sequence[tuple[str, ...]], inner: str, weighed: bool) -> Iterator[Group]:
        """A scan for the sets whose columns are of the same types."""
        kinds = {field.name: field.dataType.simpleString() for field in self._session.sql(inner).schema.fields}
        alike: dict[tuple[str, ...], list[int]] = {}
        for place, names in enumerate(sets):
            alike.setdefault(tuple(kinds[name] for name in names), []).append(place)
        for kind, places in alike.items():
            values = [f"value{i}" for i in range(len(kind))]
            told = ", ".join(", ".join([str(place), *sets[place]]) for place in places)
            weight = "w, " if weighed else ""
            stacked = f"SELECT {weight}STACK({len(places)}, {told}) AS ({', '.join(['place', *values])}) FROM ({inner})"
            by = ", ".join(["place", *values])
            wanted = ", ".join([by, "COUNT(*)", *self.sums(weighed)])
            for row in self.rows(f"SELECT {wanted} FROM ({stacked}) AS cells GROUP BY {by}"):
                yield Group(int(row[0]), row[1 : 1 + len(values)], sums_of(row[1 + len(values) :]))


def _composer() -> Any:
    def nfc(text: str | None) -> str | None:
        return text if text is None else unicodedata.normalize("NFC", text)

    return F.udf(nfc, T.StringType(), useArrow=False)


def _field(name: str, column: str, kind: T.DataType) -> Field:
    """A column as values that are the same everywhere."""
    if isinstance(kind, T.DateType | T.TimestampType | T.TimestampNTZType):
        return _time(name, column, kind)
    if isinstance(kind, T.FloatType | T.DoubleType):
        return Field(name, f"CAST({column} AS DOUBLE)", Kind.FLOAT)
    if isinstance(kind, _WHOLE):
        return Field(name, column, Kind.WHOLE)
    if isinstance(kind, T.DecimalType):
        return Field(name, column, Kind.DECIMAL)
    return Field(name, f"CAST({column} AS STRING)", Kind.PLAIN if isinstance(kind, T.BooleanType) else Kind.TEXT)


def _time(name: str, column: str, kind: T.DataType) -> Field:
    day = f"DATE_FORMAT({column}, 'yyyy-MM-dd')"
    if isinstance(kind, T.DateType):
        return Field(name, day, Kind.PLAIN, day)
    zone = "'+00:00'" if isinstance(kind, T.TimestampType) else "''"
    micro = f"DATE_FORMAT({column}, '.SSSSSS')"
    text = f"CONCAT(DATE_FORMAT({column}, 'yyyy-MM-dd HH:mm:ss'), REPLACE({micro}, '.000000', ''), {zone})"
    return Field(name, text, Kind.PLAIN, day)
