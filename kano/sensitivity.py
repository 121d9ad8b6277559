"""Which features change their category when another table, rule or tie margin is chosen, or people are screened?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kano.answers import CATEGORIES, Category
from kano.classification import Classification
from kano.conventions import VERSION, Settings
from kano.counts import CategoryCounts, PairCounts, Segment
from kano.evaluation import TABLES, load_table
from kano.i18n import Translate
from kano.rules import RULES, rule_of, winner
from kano.sources import cite
from kano.suppression import Shown, hide

if TYPE_CHECKING:
    import pandas as pd

MARGINS = (0.0, 0.05, 0.06, 0.1)
"""Ties of equal counts (Berger et al. 1993), within 5 percentage points (stp25kano), 6 percent (Lee & Newcomb 1997),
and a tenth of all answers (a public template)."""


COLUMNS = ("feature", "segment", "category", "choice", "value", "other", "tied")
"""Of the rows."""


class Choice(NamedTuple):
    """Another choice: `what` is `table`, `rule`, `margin` or `screening`, `value` what is chosen instead."""

    what: str
    value: str


class Change(NamedTuple):
    """A feature whose category is `other` by another choice; more than one letter in `tied` is a tie."""

    feature: str
    segment: Segment
    category: Category | None
    choice: Choice
    other: Category | None
    tied: tuple[Category, ...]


@dataclass(frozen=True)
class Sensitivity:
    """What changes, by feature, and `stable`: the features, of everyone and of each segment, that never do."""

    changes: tuple[Change, ...]
    stable: tuple[tuple[str, Segment], ...]
    choices: tuple[Choice, ...]
    conventions: dict[str, Any]

    def of(self, segment: Segment = None) -> tuple[Change, ...]:
        """The changes in one segment."""
        return tuple(change for change in self.changes if change.segment == segment)

    def to_frame(self) -> pd.DataFrame:
        """One row per feature and choice that changes it, in codes."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(COLUMNS))

    def rows(self) -> list[dict[str, Any]]:
        """The rows of `to_frame`."""
        return [_row(change) for change in self.changes]


def sensitivity(
    result: Classification, counts: PairCounts | CategoryCounts | Shown, other: Classification | None = None
) -> Sensitivity:
    """One choice at a time is made otherwise; everything else stays as in `result`, which is of `counts`.

    Tables need pairs. `other` is the same study with the other people: without those who were screened, or with them.
    """
    found = {choice: _categories(tally, settings) for choice, tally, settings in _choices(result, counts)}
    if other:
        value = "with" if result.conventions.get("screening") else "without"
        found[Choice("screening", value)] = {(f.feature, f.segment): (f.category, f.tied) for f in other.features}
    changes = [change for f in result.features for change in _changes(f.feature, f.segment, f.category, found)]
    moved = {(change.feature, change.segment) for change in changes}
    decided = [(f.feature, f.segment) for f in result.features if f.category]
    stable = tuple(at for at in decided if at not in moved)
    return Sensitivity(tuple(changes), stable, tuple(found), _record(result.settings, tuple(found)))


Found = dict[tuple[str, Segment], tuple[Category | None, tuple[Category, ...]]]


def _choices(
    result: Classification, counts: PairCounts | CategoryCounts | Shown
) -> Iterator[tuple[Choice, CategoryCounts, Settings]]:
    """Another choice, the counts that it makes, and the settings by which they are classified."""
    chosen, shown = result.settings, hide(counts, result.settings.least).counts
    for table in map(load_table, TABLES if isinstance(shown, PairCounts) else ()):
        if table.cells != chosen.table.cells and table.answers == chosen.table.answers:
            assert isinstance(shown, PairCounts)
            yield Choice("table", table.name), shown.tally(table), chosen
    for rule in RULES:
        if rule != chosen.rule:
            yield Choice("rule", rule), result.counts, replace(chosen, rule=rule)
    for margin in MARGINS:
        if margin != chosen.tie_margin:
            yield Choice("margin", f"{margin:g}"), result.counts, replace(chosen, tie_margin=margin)


def _categories(tally: CategoryCounts, settings: Settings) -> Found:
    found: Found = {}
    ties = rule_of(settings.rule, settings.tie_margin)(tally.counts)
    for s, segment in enumerate(tally.segments):
        for f, feature in enumerate(tally.features):
            position = int(winner(ties[s, f]))
            tied = tuple(CATEGORIES[c] for c in np.flatnonzero(ties[s, f]))
            found[feature, segment] = (CATEGORIES[position] if position >= 0 else None, tied if len(tied) > 1 else ())
    return found


def _changes(feature: str, segment: Segment, category: Category | None, found: dict[Choice, Found]) -> Iterator[Change]:
    for choice, categories in found.items():
        other, tied = categories.get((feature, segment), (category, ()))
        if category and other and other != category:
            yield Change(feature, segment, category, choice, other, tied)


def _row(change: Change) -> dict[str, Any]:
    what, value = change.choice
    letters = str(change.category or ""), what, value, str(change.other or ""), "".join(change.tied)
    return dict(zip(COLUMNS, (change.feature, change.segment, *letters), strict=True))


def _record(settings: Settings, choices: Sequence[Choice]) -> dict[str, Any]:
    return {
        "kano": VERSION,
        "method": "one choice at a time",
        "chosen": {"table": settings.table.name, "rule": settings.rule, "margin": settings.tie_margin},
        "choices": [choice._asdict() for choice in choices],
        "sources": [cite(key).record() for key in ("berger1993", "lee1997")],
    }


def choice_text(choice: Choice, t: Translate) -> str:
    """Another choice in words."""
    if choice.what == "table":
        return t("sensitivity.table", table=t(f"table.{choice.value}"))
    if choice.what == "rule":
        return t("sensitivity.rule", rule=t(f"rule.{choice.value}"))
    if choice.what == "screening":
        return t(f"sensitivity.screening-{choice.value}")
    margin = float(choice.value)
    return t("sensitivity.margin", margin=f"{100 * margin:g}") if margin else t("sensitivity.equal")
