"""Rows that are no respondents: previews and tests of the tool, left out by name and never in silence."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from kano.errors import Finding
from kano.readers.mapping import Mapping
from kano.readers.table import Column, Table, of_rows
from kano.readers.tools import LEFT_OUT, PREVIEWS, RESPONSE_TYPES, UNFINISHED, tool_name

TEST_WORDS = frozenset(
    {"test", "tests", "test test", "testing", "just testing", "this is a test", "ein test", "essai", "teste", "prueba"}
    | {"测试", "測試", "测试测试", "測試測試", "テスト", "테스트"}
)


SUMMARIES = frozenset(
    {"total", "totals", "sum", "average", "avg", "mean", "median", "mode", "count", "grand total", "std", "std dev"}
    | {"合计", "合計", "总计", "總計", "平均", "平均值", "众数", "眾數", "中位数", "中位數", "小计", "小計"}
    | {"summe", "durchschnitt", "mittelwert", "gesamt", "moyenne", "promedio", "média"}
)


def proposed_rows(table: Table) -> dict[str, tuple[str, ...]]:
    """The rows that the tool itself marks as previews, tests or spam, and sums below a table: column -> values."""
    marks: dict[str, set[str]] = LEFT_OUT.get(table.source.tool or "", {})
    found = {}
    for column in table.columns:
        marked = marks.get(tool_name(column.name, column.label).casefold()) or _previews(column)
        marked = marked or (SUMMARIES if column is table.columns[0] else frozenset())
        values = tuple(value for value in column.values if value.casefold().rstrip(":：") in marked)
        if values and len(values) < len(column.values):
            found[column.name] = values
    return found


def _previews(column: Column) -> frozenset[str]:
    """What of such a column is left out; two of its words are nobody's but Qualtrics'."""
    said = {value.casefold() for value in column.values}
    return PREVIEWS if said <= RESPONSE_TYPES and said & {"survey preview", "ip address"} else frozenset()


def left_out(table: Table, mapping: Mapping) -> npt.NDArray[np.bool_]:
    """(rows,) True where a row is left out. Raises KanoError when a column is missing."""
    out = np.zeros(len(table), dtype=bool)
    for name, values in mapping.rows_left_out.items():
        column = table[name]
        out |= np.array([value in values for value in column.values])[column.codes]
    return out


def kept(table: Table, mapping: Mapping) -> Table:
    """The table without the rows that the mapping leaves out. Raises KanoError when none is left."""
    if not mapping.rows_left_out:
        return table
    return of_rows(table, ~left_out(table, mapping))


def said_rows(table: Table, mapping: Mapping) -> list[Finding]:
    """What of the rows is left out, who did not finish, and what looks like a test."""
    found = []
    for name, values in mapping.rows_left_out.items():
        n = sum(table[name].counts.get(value, 0) for value in values)
        found.append(Finding("took-rows-out", values={"n": n, "column": name, "values": ", ".join(values)}))
    stays = kept(table, mapping)
    return [*found, *_unfinished(stays), *_tests(stays, mapping)]


def _unfinished(table: Table) -> Iterable[Finding]:
    name, values = UNFINISHED.get(table.source.tool or "", ("", frozenset[str]()))
    for column in table.columns:
        if tool_name(column.name, column.label).casefold() == name:
            if n := sum(count for value, count in column.counts.items() if value.casefold() in values):
                yield Finding("took-unfinished", values={"n": n})
            return


def _tests(table: Table, mapping: Mapping) -> Iterable[Finding]:
    """The columns that hold no answers and say "test" in a few cells."""
    for column in table.columns:
        if column.name in mapping.segments or column.name in mapping.dropped:
            for value in _test_values(column):
                yield Finding("test-rows", values={"n": column.counts[value], "word": value, "column": column.name})


def _test_values(column: Column) -> list[str]:
    few = max(3, column.filled // 5)
    return [value for value in column.values if value.casefold() in TEST_WORDS and column.counts[value] <= few]
