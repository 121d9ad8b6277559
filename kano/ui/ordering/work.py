"""What the user has said for the target sheet of a study. No screen is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kano.decision.targets import Aim
from kano.errors import Finding

COLUMNS = ("feature", "importance", "current", "target")


@dataclass
class TargetsWork:
    """`aims` by feature, nothing where nothing was said; `problem` is what was wrong with a file, `findings` what was
    left unread of one."""

    aims: dict[str, Aim] = field(default_factory=dict)
    method: str = "tan"
    problem: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether a ratio can be computed of any feature."""
        return any(aim.current is not None and aim.target is not None for aim in self.aims.values())

    def take(self, aims: Mapping[str, Aim], findings: Sequence[Finding] = ()) -> None:
        """Those of a file."""
        self.aims, self.problem, self.findings = dict(aims), "", tuple(findings)

    def refuse(self, problem: str) -> None:
        self.problem = problem

    def edit(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """The table as it stands now, its features by their keys."""
        said = {row["feature"]: Aim(*(row[column] for column in COLUMNS[1:])) for row in rows}
        self.aims = {feature: aim for feature, aim in said.items() if aim != Aim()}

    def choose(self, method: str) -> None:
        self.method = method

    def rows_for(self, features: Sequence[str]) -> list[dict[str, Any]]:
        """A row per feature, blank where nothing was said."""
        found = [(name, self.aims.get(name, Aim())) for name in features]
        return [
            {"feature": name, "importance": aim.importance, "current": aim.current, "target": aim.target}
            for name, aim in found
        ]
