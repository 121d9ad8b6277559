"""Counting in PostgreSQL: everything that is counted is of one moment, and nothing there is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import conninfo, sql

from kano.engines.engine import Where
from kano.engines.sql import Relation
from kano.engines.sql.database import Database, named
from kano.engines.sql.fields import Field, Kind
from kano.engines.sql.naming import asked_for, reason_of, split, table_of
from kano.errors import KanoError
from kano.text import clean

SECONDS = 10
"""To wait for a connection."""

SETTINGS = {
    **{"TimeZone": "UTC", "DateStyle": "ISO", "standard_conforming_strings": "on"},
    **{"default_transaction_isolation": "repeatable\\ read", "default_transaction_read_only": "on"},
}
_PLACE = re.compile(r"^postgres(ql)?(\+\w+)?://")

_KINDS = {
    **dict.fromkeys(("text", "varchar", "bpchar", "name"), Kind.TEXT),
    **dict.fromkeys(("int2", "int4", "int8", "oid"), Kind.WHOLE),
    **{"float4": Kind.FLOAT, "float8": Kind.FLOAT, "numeric": Kind.DECIMAL},
}
_TIME = "YYYY-MM-DD HH24:MI:SS"


class Postgres(Relation):
    """A table or a query of a database. Every look is a connection of its own."""

    def __init__(self, where: Where) -> None:
        place, table = table_of(where)
        try:
            parts = conninfo.conninfo_to_dict(_PLACE.sub("postgresql://", place))
        except psycopg.Error as problem:
            raise KanoError("source-unavailable", source="PostgreSQL", reason="URL") from problem
        settings = (f"-c {name}={value}" for name, value in SETTINGS.items())
        options = " ".join([str(parts.get("options") or ""), *settings])
        own = {"options": options, "client_encoding": "UTF8", "application_name": "kano"}
        self._parts: dict[str, Any] = {"connect_timeout": SECONDS, **parts, **own}
        self._secret = str(parts.get("password") or "")
        self._relation = asked_for(where.query) if where.query else ".".join(map(_quoted, split(table)))
        host, name = str(self._parts.get("host") or ""), str(self._parts.get("dbname") or "")
        shown = f"{'' if host.startswith('/') else host}/{name}".removeprefix("/")
        self.name = clean(shown if where.query else f"{shown}#{table}")

    @contextmanager
    def _opened(self) -> Iterator[_Rows]:
        try:
            with psycopg.connect(**self._parts) as connection:
                yield _Rows(connection, self._relation)
        except psycopg.Error as problem:
            reason = reason_of(problem, self._secret)
            raise KanoError("source-unavailable", source=self.name, reason=reason) from problem


def open_source(where: Where) -> Postgres:
    """Raises KanoError when the URL names no table, and none can be asked for instead."""
    return Postgres(where)


def _quoted(name: str) -> str:
    return sql.Identifier(name).as_string()


class _Rows(Database):
    """A relation, in a transaction that is open."""

    double = "DOUBLE PRECISION"
    try_cast = "CAST"

    def __init__(self, connection: psycopg.Connection[Any], relation: str) -> None:
        self._connection = connection
        self._is_unicode = connection.info.parameter_status("server_encoding") == "UTF8"
        found = connection.execute(f"SELECT * FROM {relation} AS source LIMIT 0".encode()).description or []
        own = [f"column{i}" for i in range(len(found))]
        self.relation = f"{relation} AS source ({', '.join(own)})"
        kinds = [getattr(connection.adapters.types.get(column.type_code), "name", "") for column in found]
        names = named([column.name for column in found])
        self.fields = {name: _field(name, *column) for name, *column in zip(names, own, kinds, strict=True)}

    def rows(self, statement: str) -> Iterator[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            yield from cursor.stream(statement.encode())

    def text(self, value: str) -> str:
        return sql.Literal(value.replace("\x00", " ")).as_string(self._connection)

    def matches(self, sql: str, pattern: str) -> str:
        return f"{sql} ~ {self.text(pattern)}"

    def sign(self, code: int) -> str:
        return f"\\u{code:04x}"

    @property
    def blanks(self) -> str:
        return super().blanks if self._is_unicode else "\\u0001-\\u0020\\u007f"

    def key(self, field: Field) -> str:
        return f"NULLIF({field.sql}, 'NaN'::numeric)" if field.kind is Kind.DECIMAL else super().key(field)

    def composed(self, field: Field) -> str:
        return f"NORMALIZE({field.sql}, NFC)" if self._is_unicode else field.sql

    def replaced(self, sql: str, pattern: str) -> str:
        return f"REGEXP_REPLACE({sql}, {self.text(pattern)}, ' ', 'g')"


def _field(name: str, column: str, kind: str) -> Field:
    """A column as values that are the same everywhere."""
    if kind in ("date", "timestamp", "timestamptz"):
        return _time(name, column, kind)
    if kind in _KINDS and _KINDS[kind] is not Kind.TEXT:
        cast = f"{column}::float8" if kind == "float4" else column
        return Field(name, cast, _KINDS[kind])
    text = f"CONVERT_FROM({column}, 'UTF8')" if kind == "bytea" else f"{column}::text"
    return Field(name, f'({text} COLLATE "C")', Kind.PLAIN if kind == "bool" else Kind.TEXT)


def _time(name: str, column: str, kind: str) -> Field:
    day = f"{column}::date::text"
    if kind == "date":
        return Field(name, day, Kind.PLAIN, day)
    zone = "'+00:00'" if kind == "timestamptz" else "''"
    parts = f"CASE WHEN DATE_TRUNC('second', {column}) = {column} THEN '' ELSE TO_CHAR({column}, '.US') END"
    return Field(name, f"TO_CHAR({column}, '{_TIME}') || {parts} || {zone}", Kind.PLAIN, day)
