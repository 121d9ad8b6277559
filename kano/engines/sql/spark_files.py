"""Files as frames of Spark: what its readers would let pass in silence is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from kano.engines.sql.fields import blanks
from kano.engines.sql.files import Sheet
from kano.errors import KanoError
from kano.text import clean

_PATTERN = re.compile(r"([\\*?\[\]{}])")
"""Signs by which a path would be one of a pattern."""

_HOW = {
    **{"header": False, "quote": '"', "escape": '"', "mode": "FAILFAST", "enforceSchema": True},
    **{"maxCharsPerColumn": -1, "encoding": "UTF-8"},
}


def opened(session: SparkSession, found: Sequence[Sheet]) -> DataFrame:
    """The rows of all files, their columns in the order of the first. Raises KanoError."""
    return reduce(DataFrame.unionAll, [_csv(session, s) if s.cells else _parquet(session, s) for s in found])


def _paths(sheet: Sheet) -> list[str]:
    return [_PATTERN.sub(r"\\\1", path) for path in sheet.paths]


def _parquet(session: SparkSession, sheet: Sheet) -> DataFrame:
    frame = session.read.parquet(*_paths(sheet))
    quoted = ["`" + sheet.own[place].replace("`", "``") + "`" for _, place in sheet.columns]
    return frame.select(*quoted)


def _csv(session: SparkSession, sheet: Sheet) -> DataFrame:
    """A file is read by one worker when cells go over lines: only from its beginning is it known which do."""
    how = {**_HOW, "multiLine": _has_long_cells(session, sheet)}
    own = [f"cell{i}" for i in range(sheet.cells)]
    schema = ", ".join(f"{name} STRING" for name in own)
    frame = session.read.csv(_paths(sheet), schema=schema, sep=sheet.delimiter, **how)  # type: ignore[arg-type]
    for row in dict.fromkeys(sheet.top):
        same = " AND ".join(f"COALESCE({n}, '') = {_text(c)}" for n, c in zip(own, row, strict=False))
        frame = frame.where(f"NOT ({same})")
    filled = " OR ".join(_is_filled(name) for name in own[: sheet.width])
    frame = frame.where(filled)
    if beyond := " OR ".join(_is_filled(name) for name in own[sheet.width :]):
        frame = frame.where(f"IF({beyond}, RAISE_ERROR('[CELLS_BEYOND_HEADER]'), TRUE)")
    return frame.select(*(f"cell{place}" for _, place in sheet.columns))


def _is_filled(name: str) -> str:
    return f"COALESCE({name} RLIKE {_text(f'[^{blanks(_sign)}]')}, FALSE)"


def _sign(code: int) -> str:
    return f"\\u{code:04x}"


def _text(value: str) -> str:
    return f"CAST(X'{value.encode('utf-8').hex()}' AS STRING)"


def _has_long_cells(session: SparkSession, sheet: Sheet) -> bool:
    """Whether a quoted cell goes on in the next line. Raises KanoError for a quote without end, which would swallow
    people, and for what is not UTF-8.
    """
    quotes = "LENGTH(value) - LENGTH(REPLACE(value, '\"', ''))"
    asked = [f"SUM({quotes})", f"SUM(({quotes}) % 2)", "MIN(IS_VALID_UTF8(value))"]
    lines = session.read.text(_paths(sheet)).groupBy("_metadata.file_name")
    found = lines.agg(*map(F.expr, asked)).collect()
    for file, whole, _, valid in found:
        if not valid:
            raise KanoError("file-encoding", file=clean(file), encoding="UTF-8")
        if whole % 2:
            raise KanoError("file-unreadable", file=clean(file), reason="a quoted cell does not end")
    return any(odd for _, _, odd, _ in found)
