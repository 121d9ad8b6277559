"""The databases for tests of engines, each started once for a module: without one a test skips, or fails in CI."""

import os
import warnings
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

SPARK = {
    **{"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.driver.memory": "512m"},
    **{"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"},
    **{"spark.sql.shuffle.partitions": "1", "spark.default.parallelism": "1"},
}


def need(there: bool, what: str) -> None:
    if not there:
        end = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        end(f"{what} is missing; `make install consumers` installs it")


def postgres(url: str, columns: dict[str, Sequence[Any]], kinds: dict[str, str], table: str = "it's") -> str:
    """A table with these cells, and the place of it."""
    import psycopg
    from psycopg import sql

    name = sql.Identifier(table)
    made = [sql.SQL("{} {}").format(sql.Identifier(c), sql.SQL(kinds.get(c, "text"))) for c in columns]
    with psycopg.connect(url) as connection:
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(name))
        connection.execute(sql.SQL("CREATE TABLE {} ({})").format(name, sql.SQL(", ").join(made)))
        with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
            for row in zip(*columns.values(), strict=True):
                copy.write_row(row)
    return f'{url}#"{table}"'


def duckdb_of(path: Path, columns: dict[str, Sequence[Any]], kinds: dict[str, str]) -> str:
    import duckdb

    path.unlink(missing_ok=True)
    with duckdb.connect(path) as connection:
        made = ", ".join('"{}" {}'.format(c.replace('"', '""'), kinds.get(c, "VARCHAR")) for c in columns)
        connection.execute(f'CREATE TABLE "it\'s" ({made})')
        rows = list(zip(*columns.values(), strict=True))
        connection.executemany(f'INSERT INTO "it\'s" VALUES ({", ".join("?" for _ in columns)})', rows)
    return f"{path}#it's"


def spark() -> Any:
    """The one session of this process."""
    need(_has("pyspark"), "pyspark")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    made = None
    with suppress(PySparkException):
        builder = SparkSession.Builder().master("local[1]").appName("tests")
        for name, value in SPARK.items():
            builder = builder.config(name, value)
        made = builder.getOrCreate()
        made.sparkContext.setLogLevel("OFF")
    need(made is not None, "Java for Spark")
    return made


def _has(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None
