"""A target sheet as a table: a row per feature, its importance, its level today and as it should be."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kano.decision.targets import Aim
from kano.errors import Finding, KanoError
from kano.i18n import LANGUAGES
from kano.readers.amounts import amount
from kano.readers.plan_file import Names, columns_of, filled, headed, keys_of
from kano.readers.table import Table

ROLES = ("feature", "importance", "current", "target")
_DATA = Path(__file__).parents[1] / "data" / "targets.json"


@dataclass(frozen=True)
class TargetsFile:
    """What is given of each feature, and what was left unread."""

    aims: dict[str, Aim]
    findings: tuple[Finding, ...]


@cache
def words() -> dict[str, list[str]]:
    """Per role the headers that mean it; the first three are written in the languages of the product."""
    found: dict[str, list[str]] = json.loads(_DATA.read_text(encoding="utf-8"))
    return found


def open_targets(data: bytes, name: str, names: Names) -> TargetsFile:
    """The target sheet of a file of any kind that is read, whose first row is its header. Raises KanoError."""
    table, sheets = headed(data, name)
    if sheets:
        raise KanoError("targets-sheets", file=table.source.name, sheets=sheets)
    found = read_targets(table, names)
    return TargetsFile(found.aims, (*table.findings, *found.findings))


def read_targets(table: Table, names: Names) -> TargetsFile:
    """What a table gives: columns for the feature, its current and its target level, perhaps its importance.

    Raises KanoError for a column that is missing, a feature that is unknown or there twice, and what is no number.
    """
    roles, _ = columns_of(table, words())
    if not {"feature", "current", "target"} <= set(roles):
        raise KanoError("targets-columns", file=table.source.name, found=", ".join(table.names[:12]))
    rows = filled(table, roles)
    keys = keys_of(rows, names, "targets-unknown")
    if repeated := sorted({key for key in keys if keys.count(key) > 1}):
        raise KanoError("targets-repeat", names="; ".join(repeated))
    aims = {key: _aim(key, row) for key, row in zip(keys, rows, strict=True)}
    unused = [name for name in table.names if name not in roles.values()]
    return TargetsFile(aims, _unread(unused))


def _unread(columns: Sequence[str]) -> tuple[Finding, ...]:
    listed = ", ".join(f"“{name}”" for name in columns[:8])
    return (Finding("targets-unused", values={"columns": listed}),) if columns else ()


def _aim(feature: str, row: Mapping[str, str]) -> Aim:
    return Aim(*(_number(feature, row.get(role, "")) for role in ROLES[1:]))


def _number(feature: str, text: str) -> float | None:
    """None of a blank cell. Raises KanoError for what is no number of 0 or more."""
    if not text:
        return None
    found = amount(text)
    if found is None or found.unit or found.value < 0:
        raise KanoError("targets-number", feature=feature, value=text)
    return found.value


def to_rows(
    features: Sequence[str],
    labels: Mapping[str, str],
    lang: str,
    aims: Mapping[str, Aim] | None = None,
) -> list[dict[str, Any]]:
    """The rows of a target sheet in a language; without aims, one to fill in."""
    place = list(LANGUAGES).index(lang)
    heads = [words()[role][place] for role in ROLES]
    found = [(key, (aims or {}).get(key, Aim())) for key in features]
    return [
        dict(zip(heads, (labels.get(key, key), *map(_cell, (aim.importance, aim.current, aim.target))), strict=True))
        for key, aim in found
    ]


def _cell(value: float | None) -> float | str:
    return "" if value is None else value
