"""What the user has said of a target sheet. No screen is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kano.decision.targets import Aim
from kano.errors import Finding

COLUMNS = ("feature", "importance", "current", "target")
Row = dict[str, Any]


@dataclass
class TargetsWork:
    """`aims` as they were last edited; `problem` is what was wrong with a file, `findings` what was assumed of one."""

    aims: dict[str, Aim] = field(default_factory=dict)
    method: str = "tan"
    problem: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether a ratio can be computed of any feature."""
        return any(aim.current is not None and aim.target is not None for aim in self.aims.values())

    def edit(self, aims: dict[str, Aim]) -> None:
        self.aims = aims

    def take(self, aims: dict[str, Aim], findings: tuple[Finding, ...]) -> None:
        """What a file says."""
        self.aims, self.findings, self.problem = aims, findings, ""

    def choose(self, method: str) -> None:
        self.method = method


def rows_of(aims: Mapping[str, Aim], labels: Mapping[str, str]) -> list[Row]:
    """A row per feature, called by its name on screen."""
    found = [(label, aims.get(key, Aim())) for key, label in labels.items()]
    return [{"feature": label, **{c: getattr(aim, c) for c in COLUMNS[1:]}} for label, aim in found]


def aims_of(rows: Sequence[Row], keys: Sequence[str]) -> dict[str, Aim]:
    """The other way round: the rows stand in the order of `keys`."""
    found = {key: Aim(*(row[c] for c in COLUMNS[1:])) for key, row in zip(keys, rows, strict=True)}
    return {key: aim for key, aim in found.items() if aim != Aim()}
