"""Counting with DuckDB: a table or query of a database file, which is only read, or files of CSV or Parquet."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import duckdb

from kano.engines import engine_of
from kano.engines.arrow.places import files_of, name_of
from kano.engines.arrow.scans import scan_of
from kano.engines.asked import Asked
from kano.engines.engine import HEAD, Progress, Where
from kano.engines.meaning import Meaning
from kano.engines.sql import Relation, tally
from kano.engines.sql.database import Database, named
from kano.engines.sql.fields import Field, Kind, blanks
from kano.engines.sql.files import Sheet, sheets
from kano.engines.sql.naming import asked_for, reason_of, split, table_of
from kano.engines.tally import Tally
from kano.errors import KanoError
from kano.readers import Mapping, Table
from kano.text import clean

MEMORY = "1GB"
"""What does not fit goes to a folder of its own for the time."""
BATCH = 1_000

_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_KINDS = {
    **dict.fromkeys([*_WHOLE, *(f"U{name}" for name in _WHOLE)], Kind.WHOLE),
    **{"FLOAT": Kind.FLOAT, "DOUBLE": Kind.FLOAT},
}


class _Rows(Database):
    """A relation on a connection that is open."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, relation: str, names: Sequence[str] = ()) -> None:
        self._connection = connection
        found = connection.execute(f"SELECT * FROM {relation} AS source LIMIT 0").description or []
        own = [f"column{i}" for i in range(len(found))]
        self.relation = f"{relation} AS source ({', '.join(own)})"
        kinds = [str(column[1]) for column in found]
        columns = zip(names or named([column[0] for column in found]), own, kinds, strict=True)
        self.fields = {name: _field(name, column, kind) for name, column, kind in columns}

    def rows(self, statement: str) -> Iterator[tuple[Any, ...]]:
        found = self._connection.execute(statement)
        while batch := found.fetchmany(BATCH):
            yield from batch

    def matches(self, sql: str, pattern: str) -> str:
        return f"REGEXP_MATCHES({sql}, {self.text(pattern)})"

    def sign(self, code: int) -> str:
        return _sign(code)

    def composed(self, field: Field) -> str:
        return f"NFC_NORMALIZE({field.sql})"

    def replaced(self, sql: str, pattern: str) -> str:
        return f"REGEXP_REPLACE({sql}, {self.text(pattern)}, ' ', 'g')"


class DuckDB(Relation):
    """A table or a query of a database file."""

    def __init__(self, where: Where) -> None:
        place, table = table_of(where)
        self._path = place.removeprefix("duckdb://")
        file = clean(self._path.rpartition("/")[2])
        self.name = file if where.query else clean(f"{file}#{table}")
        self._relation = asked_for(where.query) if where.query else ".".join(map(_quoted, split(table)))

    @contextmanager
    def _opened(self) -> Iterator[_Rows]:
        with _connected(self._path, self.name) as connection:
            connection.execute("BEGIN TRANSACTION READ ONLY")
            yield _Rows(connection, self._relation)


class Files:
    """Files of CSV or Parquet."""

    def __init__(self, where: Where) -> None:
        files = files_of(where.places)
        self.name = name_of(files)
        self._scan = scan_of(files)

    def head(self, mapping: Mapping | None = None, rows: int = HEAD) -> Table:
        return self._scan.head(mapping, rows)

    def tally(self, asked: Asked, meaning: Meaning, progress: Progress) -> Tally:
        found = sheets(self._scan, meaning.mapping)
        with _connected(":memory:", self.name) as connection:
            database = _Rows(connection, _union(found), [name for name, _ in found[0].columns])
            database.together = len(asked.pairs) or 1
            return tally(database, self.name, asked, meaning, progress)

    def signature(self) -> str | None:
        return None


def open_source(where: Where) -> DuckDB | Files:
    """A table `file.duckdb#table` or a query in its place, or paths of files. Raises KanoError."""
    is_database = where.query or "#" in where.places[0] or engine_of(where.places[0]) == "duckdb"
    return DuckDB(where) if is_database else Files(where)


@contextmanager
def _connected(path: str, name: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Read only. Raises KanoError for whatever DuckDB refuses."""
    with tempfile.TemporaryDirectory(prefix="kano-") as folder:
        settings: dict[str, Any] = {
            "memory_limit": MEMORY,
            "temp_directory": folder,
            "autoinstall_known_extensions": "false",
        }
        settings |= {"preserve_insertion_order": "false"}
        try:
            with closing(duckdb.connect(path, read_only=path != ":memory:", config=settings)) as connection:
                yield connection
        except duckdb.Error as problem:
            raise KanoError("source-unavailable", source=name, reason=reason_of(problem)) from problem


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _field(name: str, column: str, kind: str) -> Field:
    """A column as values that are the same everywhere."""
    if kind.startswith(("DATE", "TIMESTAMP")):
        return _time(name, column, kind)
    if kind in _KINDS:
        return Field(name, f"CAST({column} AS DOUBLE)" if kind == "FLOAT" else column, _KINDS[kind])
    if kind.startswith("DECIMAL"):
        return Field(name, column, Kind.DECIMAL)
    text = f"DECODE({column})" if kind == "BLOB" else f"CAST({column} AS VARCHAR)"
    return Field(name, f"({text} COLLATE C)", Kind.PLAIN if kind == "BOOLEAN" else Kind.TEXT)


def _time(name: str, column: str, kind: str) -> Field:
    """Without the time zones of an extension."""
    is_zoned = kind == "TIMESTAMP WITH TIME ZONE"
    time = f"MAKE_TIMESTAMP(EPOCH_US({column}))" if is_zoned else f"CAST({column} AS TIMESTAMP)"
    day = f"STRFTIME({time}, '%Y-%m-%d')"
    if kind == "DATE":
        return Field(name, day, Kind.PLAIN, day)
    parts = f"CASE WHEN EPOCH_US({time}) % 1000000 = 0 THEN '' ELSE STRFTIME({time}, '.%f') END"
    zone = "'+00:00'" if is_zoned else "''"
    return Field(name, f"STRFTIME({time}, '%Y-%m-%d %H:%M:%S') || {parts} || {zone}", Kind.PLAIN, day)


def _union(found: Sequence[Sheet]) -> str:
    signs = blanks(_sign)
    return f"({' UNION ALL '.join(_csv(sheet, signs) if sheet.cells else _parquet(sheet) for sheet in found)})"


def _sign(code: int) -> str:
    return f"\\x{{{code:x}}}"


def _csv(sheet: Sheet, signs: str) -> str:
    """Rows in which something stands: the others are nobody. A sign for NULL makes DuckDB refuse every row that is too
    long; without one it lets a blank cell at the end go, which may be one that slipped there.
    """
    own = [f"cell{i}" for i in range(sheet.cells)]
    kinds = ", ".join(f"'{name}': 'VARCHAR'" for name in own)
    packed = ", compression = 'gzip'" if sheet.is_packed else ""
    read = (
        f"READ_CSV([{_paths(sheet)}], auto_detect = false, header = false, quote = '\"', escape = '\"', "
        f"delim = {_text(sheet.delimiter)}, skip = {sheet.skip}, nullstr = '\x01', columns = {{{kinds}}}{packed})"
    )
    wanted = ", ".join(f"cell{place} AS column{i}" for i, (_, place) in enumerate(sheet.columns))
    filled = [f"REGEXP_MATCHES({name}, {_text(f'[^{signs}]')})" for name in own]
    where = f"({' OR '.join(filled[: sheet.width])})"
    if beyond := " OR ".join(filled[sheet.width :]):
        where += f" AND CASE WHEN {beyond} THEN ERROR('cells beyond the header') ELSE TRUE END"
    return f"SELECT {wanted} FROM {read} WHERE {where}"


def _paths(sheet: Sheet) -> str:
    """What would be a sign of a pattern stands for itself."""
    return ", ".join(_text(re.sub(r"([*?\[])", r"[\1]", path)) for path in sheet.paths)


def _parquet(sheet: Sheet) -> str:
    wanted = ", ".join(f"{_quoted(sheet.own[place])} AS column{i}" for i, (_, place) in enumerate(sheet.columns))
    return f"SELECT {wanted} FROM READ_PARQUET([{_paths(sheet)}])"
