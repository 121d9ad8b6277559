"""Counting on Apache Spark, on a cluster or in this machine: files of CSV or Parquet, a table or a query."""

from __future__ import annotations

import re
import warnings
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress

with warnings.catch_warnings():
    warnings.simplefilter("ignore", FutureWarning)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import DataFrame, SparkSession

from kano.engines.arrow.places import files_of, name_of
from kano.engines.arrow.scans import scan_of
from kano.engines.asked import Asked
from kano.engines.engine import HEAD, Progress, Where
from kano.engines.meaning import Meaning
from kano.engines.sql import tally
from kano.engines.sql.files import sheets
from kano.engines.sql.naming import reason_of
from kano.engines.sql.spark_files import opened
from kano.engines.sql.spark_rows import SparkRows
from kano.engines.tally import Tally
from kano.errors import KanoError
from kano.readers import Mapping, Table
from kano.text import clean

LOCAL = "local[*]"
MARK = "spark://"

OWN = {
    **{"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.driver.memory": "1g"},
    "spark.sql.shuffle.partitions": "16",
}
HERE = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
"""Where nobody else takes part."""

SETTINGS = {
    **{"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"},
    "spark.sql.csv.parser.columnPruning.enabled": "false",
}
"""Of the session while it counts. Rows of CSV are looked at whole: one that is too long is seen."""

_CONDITION = re.compile(r"\[([A-Z][A-Z0-9_]+(?:\.[A-Z0-9_]+)*)\]")


class Spark:
    """A session that was running already is left running; one that was started for this ends with the count."""

    def __init__(self, where: Where) -> None:
        self._cluster, self._table, self._query = where.cluster, "", where.query
        if where.places[0].startswith(MARK) or where.places[0].startswith("#"):
            cluster, _, self._table = where.places[0].partition("#")
            self._cluster = cluster or where.cluster
            if len(where.places) > 1 or not (self._table or where.query):
                raise KanoError("source-table", source=clean(where.places[0]))
        is_files = not (self._table or self._query)
        files = files_of(where.places) if is_files else ()
        self._scan = scan_of(files) if is_files else None
        self.name = name_of(files) if is_files else clean(self._table or "Spark")
        self._own: SparkSession | None = None

    def head(self, mapping: Mapping | None = None, rows: int = HEAD) -> Table:
        if self._scan:
            return self._scan.head(mapping, rows)
        with self._working() as session, SparkRows(session, self._frame(session)) as database:
            return database.head(self.name, rows)

    def tally(self, asked: Asked, meaning: Meaning, progress: Progress) -> Tally:
        try:
            with self._working() as session, SparkRows(session, *self._named(session, meaning)) as database:
                database.together = len(asked.pairs) or 1
                return tally(database, self.name, asked, meaning, progress)
        finally:
            _stop(self._own)
            self._own = None

    def signature(self) -> str | None:
        return None

    def _frame(self, session: SparkSession) -> DataFrame:
        return session.sql(self._query) if self._query else session.table(self._table)

    def _named(self, session: SparkSession, meaning: Meaning) -> tuple[DataFrame, list[str]]:
        if not self._scan:
            return self._frame(session), []
        found = sheets(self._scan, meaning.mapping)
        return opened(session, found), [name for name, _ in found[0].columns]

    @contextmanager
    def _working(self) -> Iterator[SparkSession]:
        """Raises KanoError for whatever Spark refuses."""
        try:
            session = self._session()
            before = {name: session.conf.get(name) for name in SETTINGS}
            for name, value in SETTINGS.items():
                session.conf.set(name, value)
            try:
                yield session
            finally:
                for name, text in before.items():
                    session.conf.set(name, text or "")
        except (PySparkException, Py4JError) as problem:
            raise KanoError("source-unavailable", source=self.name, reason=_reason(problem)) from problem

    def _session(self) -> SparkSession:
        running = self._own or SparkSession.getActiveSession()
        if running:
            return running
        master = self._cluster or LOCAL
        builder = SparkSession.Builder().master(master).appName("kano")
        for name, value in {**OWN, **(HERE if master.startswith("local") else {})}.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        self._own = session
        weakref.finalize(self, _stop, session)
        return session


def open_source(where: Where) -> Spark:
    """Paths of files, `#table` of the catalogue, `spark://host:port#table`, or a query. Raises KanoError."""
    return Spark(where)


def _stop(session: SparkSession | None) -> None:
    if session:
        with suppress(PySparkException, Py4JError, OSError):
            session.stop()


def _reason(problem: BaseException) -> str:
    """The conditions that Spark names; not what they say, in which cells may stand."""
    conditions = dict.fromkeys(_CONDITION.findall(str(problem)))
    return ", ".join(list(conditions)[:3]) or reason_of(problem)
