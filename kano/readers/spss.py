"""SPSS files (SAV, ZSAV) to a grid, read in a process of their own."""

from __future__ import annotations

from typing import Any

from kano.errors import Finding, KanoError
from kano.foreign.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from kano.readers.grid import Grid
from kano.readers.table import Source
from kano.text import clean

SHOWN = 8


def read_spss(data: bytes, source: Source) -> Grid:
    """A grid with two rows of headers, the names of the variables and their labels. Raises KanoError.

    Cells hold the label of a value where it has one; what the file calls missing is blank, and said.
    """
    from kano.readers.child import SMALL_MEMORY, distrusted, read_apart

    known, columns = read_apart("spss", data, source.name, SMALL_MEMORY, encoding=source.encoding)
    with distrusted(source.name):
        if columns:
            return Grid(tuple(columns), source, 2, "spss", _findings(known["missing"]))
        found = {"people": int(known["people"]), "variables": int(known["variables"])}
    most = {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": f"{MOST_CELLS:,}"}
    raise KanoError("spss-too-large", file=source.name, **found, **most)


def _findings(missing: dict[str, Any]) -> tuple[Finding, ...]:
    """What was made blank, and where."""
    declared = sum(n for _, n in missing["values"])
    values = {
        "n": declared + missing["blank"],
        "declared": declared,
        "blank": missing["blank"],
        "labels": _listed([f"{text} ({n})" for text, n in missing["values"]]),
        "columns": _listed(missing["columns"]),
    }
    return (Finding("spss-missing", values=values),) if values["n"] else ()


def _listed(texts: list[str]) -> str:
    """The texts in one line, the first few of many."""
    more = f" … (+{len(texts) - SHOWN})" if len(texts) > SHOWN else ""
    return ", ".join(map(clean, texts[:SHOWN])) + more or "–"
