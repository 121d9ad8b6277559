"""How far features are fulfilled today, from a plan or from a table of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kano.errors import Finding, KanoError
from kano.readers.amounts import degrees
from kano.readers.plan_file import Names, columns_of, filled, keys_of, now_of, one_sheet, words


class Now(NamedTuple):
    """Shares of 0..1 by feature, and what was assumed."""

    now: dict[str, float]
    findings: tuple[Finding, ...] = ()


def open_now(data: bytes, name: str, names: Names) -> Now:
    """The columns feature and now of a table of any kind that is read; a blank cell is not known.

    The plan of `kano portfolio` is such a table; its other columns say nothing here. Raises KanoError.
    """
    table = one_sheet(data, name)
    roles, said = columns_of(table, {role: words()[role] for role in ("feature", "now", "target")})
    if not {"feature", "now"} <= set(roles):
        raise KanoError("now-columns", file=table.source.name, found=", ".join(table.names[:12]))
    rows = filled(table, roles)
    keys = keys_of(rows, names)
    cells = {(i, role): text for i, row in enumerate(rows) for role, text in row.items() if role != "feature" and text}
    found = degrees(cells, "%" in (said.get("now"), said.get("target")))
    findings = (*table.findings, *((Finding("plan-percent"),) if found.percent else ()))
    return Now(now_of(keys, found.shares), findings)


def listed_now(given: Mapping[str, str], names: Names) -> Now:
    """The same of texts by the names of features: `{"Valet parking": "50%"}`. Raises KanoError."""
    rows = [{"feature": name} for name in given]
    keys = keys_of(rows, names)
    found = degrees({(i, "now"): text for i, text in enumerate(given.values())})
    return Now(now_of(keys, found.shares), (Finding("plan-percent"),) if found.percent else ())
