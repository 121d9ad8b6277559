"""What the user has said about a file of ratings. No screen is here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from kano.drivers.analysis import DriverSettings
from kano.drivers.rated import Choice
from kano.ui.work import How

Scale = tuple[float, float] | None


@dataclass
class RatedWork:
    """`overall` and `attributes` are columns, None until they are said; `low`, `high` and the scales None where what
    was seen decides. `matching` (feature -> attribute) is None until the user has seen what is proposed. The results
    are of `confirmed`."""

    how: How = field(default_factory=How)
    overall: str | None = None
    attributes: tuple[str, ...] | None = None
    missing: tuple[str, ...] = ()
    meant: dict[str, float] = field(default_factory=dict)
    scale: Scale = None
    overall_scale: Scale = None
    settings: DriverSettings = field(default_factory=DriverSettings)
    matching: dict[str, str] | None = None
    importance: dict[str, str] = field(default_factory=dict)
    measure: str = "correlation"
    confirmed: Choice | None = None

    def read(self, **how: Any) -> None:
        """Otherwise read, the columns are others."""
        self.how, self.overall, self.attributes, self.confirmed = replace(self.how, **how), None, None, None

    def rate(self, overall: str | None) -> None:
        """Another column of overall satisfaction: the attributes are proposed anew."""
        self.overall, self.attributes, self.overall_scale = overall, None, None

    def mean(self, text: str, number: float | None) -> None:
        """The number of a text; None makes it unsaid again."""
        self.meant.pop(text, None)
        if number is not None:
            self.meant[text] = number

    def confirm(self, choice: Choice) -> None:
        """The results are of this choice, and what is said starts from it."""
        self.confirmed = choice
        self.overall, self.attributes, self.settings = choice.overall, choice.attributes, choice.settings
        self.missing, self.meant, self.measure = choice.missing, dict(choice.meant), choice.measure
        self.scale, self.overall_scale = choice.scale, choice.overall_scale
        self.matching, self.importance = dict(choice.matching), dict(choice.importance)

    @property
    def choice(self) -> Choice | None:
        """What is said, once it says enough."""
        if self.overall is None or not self.attributes:
            return None
        chosen = set(self.attributes)
        return Choice(
            overall=self.overall,
            attributes=self.attributes,
            settings=self.settings,
            missing=self.missing,
            meant=dict(self.meant),
            scale=self.scale,
            overall_scale=self.overall_scale,
            matching={feature: name for feature, name in (self.matching or {}).items() if name in chosen},
            importance={name: column for name, column in self.importance.items() if name in chosen},
            measure=self.measure,
        )
