"""What the user has said about the costs of a study's features. No screen is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kano.decision.plan import Plan, Step
from kano.errors import Finding, KanoError

COLUMNS = ("feature", "cost", "now", "target", "requires", "excludes")
Row = dict[str, Any]


@dataclass
class PlanWork:
    """`rows` are those of the table, fulfilment in percent, as they were last edited; None until there is a plan.

    `invented` says that they are the sample's, `problem` what was wrong with a file and
    `findings` what was assumed of one.
    """

    rows: list[Row] | None = None
    unit: str = ""
    budget: float | None = None
    weights: str = "none"
    basics_first: bool = True
    invented: bool = False
    problem: str = ""
    findings: tuple[Finding, ...] = ()

    def rows_for(self, features: Sequence[str]) -> list[Row]:
        """What was said, and a blank row for every feature of which nothing was."""
        said = [row for row in self.rows or () if row["feature"] in features]
        first = [row for row in said if row["feature"]]
        known = {row["feature"] for row in first}
        ordered = [row for name in features for row in first if row["feature"] == name]
        return ordered + [blank(name) for name in features if name not in known]

    def edit(self, rows: list[Row]) -> None:
        """The table as it stands now; what was read from a file is the user's once it is changed."""
        if self.invented and _filled(rows) != _filled(self.rows or ()):
            self.invented = False
        self.rows = rows

    def take(
        self, plan: Plan, features: Sequence[str], invented: bool = False, findings: tuple[Finding, ...] = ()
    ) -> None:
        """The rows of a file."""
        self.rows, self.unit, self.invented, self.problem = rows_of(plan, features), plan.unit, invented, ""
        self.findings = findings

    def levels(self, features: Sequence[str]) -> dict[str, float | None]:
        """How far each feature is fulfilled today, in percent, as its first row that tells says."""
        told = {row["feature"]: row["now"] for row in reversed(self.rows_for(features)) if row["now"] is not None}
        return {name: told.get(name) for name in features}

    def fulfil(self, levels: Mapping[str, float | None]) -> None:
        """How far features are fulfilled today, in percent; whatever else was said stays as it was."""
        before = self.levels(tuple(levels))
        new = {name: level for name, level in levels.items() if level != before[name]}
        if new:
            self.edit([{**row, "now": new.get(row["feature"], row["now"])} for row in self.rows_for(tuple(levels))])

    def name_unit(self, unit: str) -> None:
        self.unit = unit

    def limit(self, budget: float | None) -> None:
        self.budget = budget

    def weigh(self, weights: str) -> None:
        self.weights = weights

    def put_first(self, basics: bool) -> None:
        self.basics_first = basics


def _filled(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row != blank(row["feature"])]


def blank(feature: str) -> Row:
    return {"feature": feature, "cost": None, "now": None, "target": None, "requires": [], "excludes": []}


def rows_of(plan: Plan, features: Sequence[str]) -> list[Row]:
    """A row per step, and one for a feature without; conditions stand in the first row of a feature."""
    rows = []
    for name in features:
        pairs = {"requires": plan.requires, "excludes": plan.excludes}
        beside: Row = {key: [b for a, b in found if a == name] for key, found in pairs.items()}
        now = _hundred(plan.now.get(name))
        for place, step in enumerate(plan.steps_of(name) or (None,)):
            said = {"cost": step.cost, "target": _hundred(step.target)} if step else {}
            rows.append({**blank(name), "now": now, **said, **(beside if place == 0 else {})})
    return rows


def plan_of(rows: Sequence[Row], unit: str) -> Plan:
    """The plan that the rows say. Raises KanoError for a target without a cost and for two answers to one question."""
    steps = list[Step]()
    named = [row for row in rows if row["feature"]]
    now = fulfilled(named)
    for place, row in enumerate(named, start=1):
        if row["cost"] is not None:
            steps.append(Step(row["feature"], row["cost"], 1.0 if row["target"] is None else row["target"] / 100))
        elif row["target"] is not None:
            raise KanoError("plan-cost-missing", feature=row["feature"], row=place)
    return Plan(tuple(steps), now, _pairs(named, "requires"), _pairs(named, "excludes"), unit)


def fulfilled(rows: Sequence[Row]) -> dict[str, float]:
    """How far features are fulfilled today (0..1). Raises KanoError for two answers about one feature."""
    now = dict[str, float]()
    for row in rows:
        if row["feature"] and row["now"] is not None:
            share = now.setdefault(row["feature"], row["now"] / 100)
            if share != row["now"] / 100:
                second = f"{row['now']:g}%"
                raise KanoError("plan-now-differs", feature=row["feature"], first=f"{share:.0%}", second=second)
    return now


def _pairs(rows: Sequence[Row], column: str) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((row["feature"], other) for row in rows for other in row[column] or ()))


def _hundred(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 6)


def of_labels(row: Mapping[str, Any], keys: Mapping[str, str]) -> Row:
    """A row of the table on screen, whose features are called by their names, in the features' keys."""
    others = {key: [keys[name] for name in _listed(row[key]) if name in keys] for key in ("requires", "excludes")}
    return {"feature": keys.get(row["feature"] or "", ""), **{c: row[c] for c in COLUMNS[1:4]}, **others}


def _listed(value: Any) -> list[str]:
    return [] if value is None else [str(part) for part in value]
