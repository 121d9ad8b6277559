"""Counting where the data is: files of any size, databases, a cluster. Only counts come back."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from os import PathLike

from kano.engines.asked import asked
from kano.engines.engine import Engine, Progress, Where, quiet
from kano.engines.meaning import Meaning, understood
from kano.errors import KanoError
from kano.gathered import PERIODS, Batch, Gathered
from kano.readers import Mapping
from kano.text import clean

__all__ = ["ENGINES", "PERIODS", "Engine", "Progress", "Where", "count", "open_source"]

ENGINES = {"arrow": "arrow", "duckdb": "duckdb", "postgres": "psycopg", "spark": "pyspark"}
"""Each is a module of its own with `open_source(where)`; behind it the library that it needs."""

Place = str | PathLike[str]
EXTRAS = {"duckdb": "duckdb", "postgres": "postgres", "spark": "spark"}
_MARKS = {"postgres": ("postgres://", "postgresql://", "postgresql+"), "duckdb": ("duckdb://",), "spark": ("spark://",)}
_ENDS = (".duckdb", ".ddb")


def engine_of(place: str) -> str:
    """The engine that a place is for when none is named: by its URL or ending, else arrow."""
    for name, marks in _MARKS.items():
        if place.startswith(marks):
            return name
    return "duckdb" if place.partition("#")[0].endswith(_ENDS) else "arrow"


def open_source(where: Where, engine: str | None = None) -> Engine:
    """A source that can be looked at and counted. Raises KanoError: unknown engine, one that is not installed, or a
    source that does not open."""
    name = engine or engine_of(where.places[0])
    if name not in ENGINES:
        raise KanoError("engine-unknown", engine=name, known=", ".join(ENGINES))
    try:
        made: Engine = import_module(f"kano.engines.{name}").open_source(where)
    except ModuleNotFoundError as problem:
        if (problem.name or "").partition(".")[0] != ENGINES[name].partition(".")[0]:
            raise
        raise KanoError("engine-missing", engine=name, extra=EXTRAS[name]) from problem
    return made


def count(
    source: Engine | Place | Sequence[Place],
    mapping: Mapping,
    by: Sequence[str] | None = None,
    *,
    date: str | None = None,
    period: str = "month",
    weight: str | None = None,
    batch: str = "",
    engine: str | None = None,
    progress: Progress = quiet,
) -> Gathered:
    """Everyone of a source, counted where they are, as one batch. `by` None is the segments of the mapping.

    The source is open, or one or more places that `engine` opens; None is the one they are for.

    `date` is a column whose days are put into periods (one of `PERIODS`), `weight` one that says how much a person
    counts, `batch` an id without which nothing can be added later. Raises KanoError: an answer whose meaning is open,
    with how often it stands there; a column that is missing; weights or dates that cannot be read.
    """
    if period not in PERIODS:
        raise KanoError("period-unknown", period=period, known=", ".join(PERIODS))
    if isinstance(source, str | PathLike | Sequence):
        places = (source,) if isinstance(source, str | PathLike) else tuple(source)
        source = open_source(Where(tuple(str(place) for place in places)), engine)
    meaning, known = Meaning(mapping), source.head(mapping).names
    what = asked(mapping, by, date, weight, known)
    tally = source.tally(what, meaning, progress)
    names = [pair.feature for pair in what.pairs]
    data, weighed, findings = understood(tally, meaning, names, date, period)
    people = data.people or 0
    return Gathered(
        data,
        (Batch(clean(batch), source.name, people, source.signature() or ""),),
        weighed,
        date,
        period if date else None,
        mapping.levels,
        tuple(mapping.blank),
        tuple(name for name in known if name not in what.columns),
        findings,
    )
