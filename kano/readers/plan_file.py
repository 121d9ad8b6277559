"""A plan as a table: a row per feature or service level, its cost, how far it is fulfilled now, what it depends on."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kano.decision.plan import Pairs, Plan, Step
from kano.errors import Finding, KanoError
from kano.i18n import LANGUAGES
from kano.questionnaire import Questionnaire
from kano.readers import Mapping, open_table
from kano.readers.amounts import amount, degrees
from kano.readers.table import Table
from kano.text import csv_cell

ROLES = ("feature", "cost", "now", "target", "requires", "excludes")
_DATA = Path(__file__).parents[1] / "data" / "plan.json"
_BRACKETS = re.compile(r"(.*?)\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]")
_BETWEEN = re.compile(r"\s*[;；|]\s*")


@dataclass(frozen=True)
class PlanFile:
    """A plan, and what was assumed and left unread."""

    plan: Plan
    findings: tuple[Finding, ...]


@cache
def words() -> dict[str, list[str]]:
    """Per role the headers that mean it; the first three are written in the languages of the product."""
    found: dict[str, list[str]] = json.loads(_DATA.read_text(encoding="utf-8"))
    return found


class Names:
    """How features may be called: by their keys, ids, and names in every language."""

    def __init__(self, features: Sequence[str], questionnaire: Questionnaire | None = None) -> None:
        self.known = tuple(features)
        self._keys: dict[str, set[str]] = {}
        for key in features:
            self._keys.setdefault(_plain(key), set()).add(key)
        if questionnaire:
            for key, feature in zip(questionnaire.keys(), questionnaire.features, strict=True):
                for name in (feature.id, *feature.name.values()) if key in self.known else ():
                    self._keys.setdefault(_plain(name), set()).add(key)

    def key(self, text: str) -> str | None:
        """The feature of this name; None when there is none. A key goes before a name that two features share."""
        plain = _plain(_unquoted(text))
        if exact := [key for key in self.known if _plain(key) == plain]:
            return exact[0]
        found = self._keys.get(plain, set())
        return next(iter(found)) if len(found) == 1 else None

    def several(self, text: str) -> tuple[list[str], list[str]]:
        """(features, names that are none of them) of a cell that holds one name or several, divided by `;` or `|`."""
        whole = self.key(text)
        parts = [text] if whole else [part for part in _BETWEEN.split(text) if part]
        found = [(part, self.key(part)) for part in parts]
        return [key for _, key in found if key], [part for part, key in found if not key]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _unquoted(text: str) -> str:
    """Without the sign that keeps a spreadsheet from computing a name."""
    bare = text.removeprefix("'")
    return bare if csv_cell(bare) == text else text


def open_plan(data: bytes, name: str, names: Names) -> PlanFile:
    """The plan of a file of any kind that is read, whose first row is its header. Raises KanoError.

    Names that are the study's prove how the bytes were read; which of several sheets is meant nothing proves.
    """
    table = one_sheet(data, name)
    found = read_plan(table, names)
    return PlanFile(found.plan, (*table.findings, *found.findings))


def headed(data: bytes, name: str) -> tuple[Table, str]:
    """A table whose first row is its header, and the names of the sheets with rows where there are several."""
    table = open_table(data, name, Mapping(header_rows=1))
    others = table.source.other_sheets
    return table, ", ".join(f"“{sheet}”" for sheet in (table.source.sheet, *others)) if others else ""


def one_sheet(data: bytes, name: str) -> Table:
    """The same of a plan, which stands on one sheet. Raises KanoError."""
    table, sheets = headed(data, name)
    if sheets:
        raise KanoError("plan-sheets", file=table.source.name, sheets=sheets)
    return table


def read_plan(table: Table, names: Names) -> PlanFile:
    """The plan that a table holds. Raises KanoError for what is missing, unknown, or can be read in two ways.

    Columns are told by their headers: feature and cost, and where they are now, target, requires, excludes. A row
    without a cost offers no step and may still say how far its feature is fulfilled now.
    """
    roles, unit, percent = _roles(table)
    rows = filled(table, roles)
    keys = keys_of(rows, names)
    columns = [role for role in ("now", "target") if role in roles]
    found = degrees({(i, role): row[role] for i, row in enumerate(rows) for role in columns if row[role]}, percent)
    shares = found.shares
    steps, units = _steps(rows, keys, shares)
    if unit and units and units[0] not in unit:
        raise KanoError("plan-units", units=", ".join((unit, *units)))
    plan = Plan(
        steps=steps,
        now=now_of(keys, shares),
        requires=_pairs(rows, keys, "requires", names),
        excludes=_pairs(rows, keys, "excludes", names),
        unit=unit or next(iter(units), ""),
    )
    unused = [name for name in table.names if name not in roles.values()]
    return PlanFile(plan, tuple(_findings(unused, found.percent)))


def _roles(table: Table) -> tuple[dict[str, str], str, bool]:
    """Which column is what, the unit beside the cost, and whether a header says that fulfilment is in percent."""
    roles, said = columns_of(table, {role: words()[role] for role in ROLES})
    if not {"feature", "cost"} <= set(roles):
        raise KanoError("plan-columns", file=table.source.name, found=", ".join(table.names[:12]))
    return roles, said["cost"], "%" in (said.get("now"), said.get("target"))


def columns_of(table: Table, meanings: dict[str, list[str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Which column has which meaning by its header, and what stands beside that in brackets.

    Raises KanoError when two columns have the same meaning.
    """
    roles: dict[str, str] = {}
    said: dict[str, str] = {}
    for name in table.names:
        bare, beside = _header(name)
        for role in (role for role, known in meanings.items() if bare in known):
            if role in roles:
                raise KanoError("plan-columns-twice", first=roles[role], second=name)
            roles[role], said[role] = name, beside
    return roles, said


def filled(table: Table, roles: dict[str, str]) -> list[dict[str, str]]:
    """The texts by meaning of every row that has any."""
    texts = {role: table[name].texts() for role, name in roles.items()}
    rows = [{role: column[i] for role, column in texts.items()} for i in range(len(table))]
    return [row for row in rows if any(row.values())]


def _header(name: str) -> tuple[str, str]:
    """What a header says, and what stands beside it in brackets: `Cost (EUR)`, `now %`."""
    plain = unicodedata.normalize("NFKC", name).strip()
    if found := _BRACKETS.fullmatch(plain):
        return found[1].casefold(), found[2]
    return (plain[:-1].strip().casefold(), "%") if plain.endswith("%") else (plain.casefold(), "")


def keys_of(rows: Sequence[dict[str, str]], names: Names, code: str = "plan-unknown") -> list[str]:
    """The feature of each row; KanoError `code` where there is none of that name."""
    found = [names.key(row["feature"]) for row in rows]
    unknown = [row["feature"] or "-" for row, key in zip(rows, found, strict=True) if key is None]
    if unknown:
        listed, known = (", ".join(f"“{name}”" for name in some[:12]) for some in (unknown, names.known))
        raise KanoError(code, names=listed, known=known)
    return [key for key in found if key is not None]


def _steps(
    rows: Sequence[dict[str, str]], keys: Sequence[str], shares: dict[tuple[int, str], float]
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    steps, units = list[Step](), dict[str, None]()
    for i, (row, key) in enumerate(zip(rows, keys, strict=True)):
        if not row["cost"]:
            if (i, "target") in shares:
                raise KanoError("plan-cost-missing", feature=key, row=i + 1)
            continue
        found = amount(row["cost"])
        if found is None:
            raise KanoError("plan-cost-unread", feature=key, value=row["cost"])
        units |= dict.fromkeys([found.unit] if found.unit else [])
        steps.append(Step(key, found.value, shares.get((i, "target"), 1.0)))
    if len(units) > 1:
        raise KanoError("plan-units", units=", ".join(units))
    return tuple(steps), tuple(units)


def now_of(keys: Sequence[str], shares: dict[tuple[int, str], float]) -> dict[str, float]:
    """How far each feature is fulfilled, which every row of it says alike or leaves blank."""
    now: dict[str, float] = {}
    for i, key in enumerate(keys):
        if (value := shares.get((i, "now"))) is not None and now.setdefault(key, value) != value:
            raise KanoError("plan-now-differs", feature=key, first=f"{now[key]:.0%}", second=f"{value:.0%}")
    return now


def _pairs(rows: Sequence[dict[str, str]], keys: Sequence[str], role: str, names: Names) -> Pairs:
    pairs, unknown = dict[tuple[str, str], None](), list[str]()
    for row, key in zip(rows, keys, strict=True):
        found, missing = names.several(row.get(role, ""))
        pairs |= dict.fromkeys((key, other) for other in found)
        unknown += missing
    if unknown:
        listed, known = (", ".join(f"“{name}”" for name in some[:12]) for some in (unknown, names.known))
        raise KanoError("plan-unknown", names=listed, known=known)
    return tuple(pairs)


def _findings(unused: Sequence[str], percent: bool) -> Iterator[Finding]:
    if unused:
        yield Finding("plan-unused", values={"columns": ", ".join(f"“{name}”" for name in unused[:8])})
    if percent:
        yield Finding("plan-percent")


def to_rows(
    features: Sequence[str], labels: dict[str, str], lang: str, plan: Plan | None = None
) -> list[dict[str, Any]]:
    """The rows of a plan file in a language, a row per step or per feature without one; of no plan, one to fill in."""
    place, plan = list(LANGUAGES).index(lang), plan or Plan(())
    heads = [words()[role][place] for role in ROLES]
    heads[1] += f" ({plan.unit})" if plan.unit else ""
    rows = []
    for key in features:
        beside = ["; ".join(labels.get(b, b) for a, b in pairs if a == key) for pairs in (plan.requires, plan.excludes)]
        now = _percent(plan.now.get(key))
        for step in plan.steps_of(key) or (None,):
            said = (step.cost, _percent(step.target)) if step else ("", "")
            rows.append(dict(zip(heads, (labels.get(key, key), said[0], now, said[1], *beside), strict=True)))
    return rows


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.6g}%"
