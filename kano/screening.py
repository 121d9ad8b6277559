"""Whose answers can be trusted? The results with and without the people who were flagged, beside each other.

Nothing is removed here. Whether the flagged people stay is the user's choice, which a study carries
(`Study.without`), which every record names, and which can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from kano.classification import Classification, FeatureResult, classify
from kano.conventions import VERSION, Settings
from kano.errors import Finding
from kano.evaluation import EvaluationTable
from kano.flags import SHARES, Flag, Found, Rules, find
from kano.i18n import Translate
from kano.patterns import Whole
from kano.responses import Responses
from kano.sources import cite

if TYPE_CHECKING:
    import pandas as pd

MANY = 0.25
"""From this share of all people on, a rule may say more about the questionnaire than about them. Ours."""

SOURCES = {"speed": "speeders", "straight_both": "curran2016"}
"""What a rule cites beyond the reports of surveys."""


@dataclass(frozen=True, eq=False)
class Screened:
    """What a study without its flagged people knows: `whole` is everyone, so that nothing is lost."""

    whole: Responses
    rules: Rules
    table: EvaluationTable
    found: Found

    @cached_property
    def respondents(self) -> tuple[int, ...]:
        """The rows in `whole` of those who are left out, each once."""
        return tuple(sorted({flag.respondent for flag in self.found.flags}))

    @cached_property
    def kept(self) -> Whole:
        """The rows in `whole` of the others, in their order."""
        return np.setdiff1d(np.arange(len(self.whole)), np.array(self.respondents, dtype=np.int64))

    @property
    def by_rule(self) -> dict[str, int]:
        """How many people each rule flagged that could be followed; somebody may be flagged by several."""
        rules = [*self.rules.thresholds(), *(["control"] if self.rules.controls else [])]
        people: dict[str, set[int]] = {rule: set() for rule in rules if rule not in self.found.unused}
        for flag in self.found.flags:
            people[flag.rule].add(flag.respondent)
        return {rule: len(those) for rule, those in people.items()}

    def record(self) -> dict[str, Any]:
        """Rules, thresholds, and how many were flagged by which, as plain data for files."""
        keys = ["screening-reports", *(key for rule, key in SOURCES.items() if rule in self.by_rule)]
        controls = [{"feature": c.feature, "passes": "".join(c.passes)} for c in self.rules.controls]
        return {
            "kano": VERSION,
            "rules": {**self.rules.thresholds(), "control": controls},
            "contradictory_share": self.rules.contradictory_share,
            "least_pairs": self.rules.least,
            "expected_below": self.rules.expected,
            "evaluation_table": {"name": self.table.name, "grid": self.table.grid},
            "respondents": len(self.whole),
            "flagged": len(self.respondents),
            "by_rule": self.by_rule,
            "unused": self.found.unused,
            "sources": [cite(key).record() for key in keys],
        }


def screen(responses: Responses, rules: Rules, table: EvaluationTable) -> Screened:
    """Everyone, and who of them is flagged. Raises KanoError when a control names no feature."""
    return Screened(responses, rules, table, find(responses, rules, table))


@dataclass(frozen=True)
class Change:
    """One feature with everyone and without the flagged; what of it is another then."""

    feature: str
    everyone: FeatureResult
    rest: FeatureResult

    @property
    def category(self) -> bool:
        return self.everyone.category != self.rest.category

    @property
    def verdict(self) -> bool:
        return self.everyone.verdict != self.rest.verdict


@dataclass(frozen=True, eq=False)
class Screening:
    """Flags, and the results of everyone and of the `rest` beside each other, in the order of the features."""

    people: Screened
    everyone: Classification
    rest: Classification
    findings: tuple[Finding, ...] = field(default=())

    @property
    def flags(self) -> tuple[Flag, ...]:
        return self.people.found.flags

    @cached_property
    def features(self) -> tuple[Change, ...]:
        pairs = zip(self.everyone.of(), self.rest.of(), strict=True)
        return tuple(Change(everyone.feature, everyone, rest) for everyone, rest in pairs)

    @property
    def changed(self) -> tuple[Change, ...]:
        """The features with another category or verdict without the flagged."""
        return tuple(change for change in self.features if change.category or change.verdict)

    @property
    def conventions(self) -> dict[str, Any]:
        return {**self.everyone.conventions, "screening": self.people.record()}

    def rows(self) -> list[dict[str, Any]]:
        """A row per feature: figures of everyone and of the rest."""
        return [_row(change) for change in self.features]

    def to_frame(self) -> pd.DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame(self.rows())


def screened(responses: Responses, rules: Rules | None = None, settings: Settings | None = None) -> Screening:
    """Flag people by the rules, and classify with and without them.

    Raises KanoError when a control names no feature, or the answers do not fit the table.
    """
    settings = settings or Settings()
    people = screen(responses, rules or Rules(), settings.table)
    everyone, rest = (classify(these.count(), settings) for these in (responses, responses.take(people.kept)))
    found = (*_about_answers(everyone, rest), *_doubts(people))
    return Screening(people, everyone, rest, tuple(sorted(found, key=lambda finding: finding.feature is not None)))


def _about_answers(everyone: Classification, rest: Classification) -> Iterator[Finding]:
    """What makes the answers themselves doubtful; of the rest, who may be few, only what is said of all features."""
    yield from everyone.findings
    known = {finding.code for finding in everyone.findings}
    for finding in rest.findings:
        if finding.feature is None and finding.code not in known:
            yield Finding("of-rest", finding.feature, {"doubt": finding.code, **finding.values})


def _doubts(people: Screened) -> tuple[Finding, ...]:
    """The rules that so many people broke that it may not be the people."""
    whole = len(people.whole)
    shares = {rule: n / whole for rule, n in people.by_rule.items() if n >= MANY * whole > 0}
    return tuple(Finding("screening-many", values={"rule": r, "percent": round(100 * s)}) for r, s in shares.items())


def said(findings: Sequence[Finding], t: Translate) -> list[Finding]:
    """What was found, rules called by their names and doubts about the rest said to be about it."""
    return [_in_words(finding, t) for finding in findings]


def _in_words(finding: Finding, t: Translate) -> Finding:
    values = finding.values
    if finding.code == "of-rest":
        text = Finding(values["doubt"], finding.feature, values).text(t)
        return Finding("of-rest", finding.feature, {**values, "text": text})
    rule = {"rule": t(f"screening.rule-{values['rule']}")} if "rule" in values else {}
    return replace(finding, values={**values, **rule})


def _row(change: Change) -> dict[str, Any]:
    row: dict[str, Any] = {"feature": change.feature}
    for name, side in (("everyone", change.everyone), ("rest", change.rest)):
        sure = side.probability[side.category] if side.probability and side.category else None
        row |= {f"{name}_n": side.n, f"{name}_category": str(side.category or "")}
        row |= {f"{name}_verdict": str(side.verdict or ""), f"{name}_probability": sure}
        row |= {f"{name}_better": side.better.estimate, f"{name}_worse": side.worse.estimate}
    return {**row, "category_changes": change.category, "verdict_changes": change.verdict}


def threshold(rule: str, value: float) -> str:
    """A threshold in figures."""
    return f"{100 * value:.0f}%" if rule in SHARES else f"{value:g}"


def told(flag: Flag, t: Translate, names: dict[str, str] | None = None) -> str:
    """The evidence in words; features are called by their `names` on screen."""
    values = dict(flag.evidence)
    for key in ("answer", "functional", "dysfunctional"):
        values |= {key: t(f"answer.{values[key]}")} if key in values else {}
    values |= {"side": t(f"column.{values['side']}")} if "side" in values else {}
    values |= {"of": values["of"] + 1} if "of" in values else {}
    values |= {"expected": _few(values["expected"])} if "expected" in values else {}
    values |= {"share": f"{values['number'] / values['pairs']:.0%}"} if "number" in values else {}
    if flag.rule == "control":
        values["feature"] = (names or {}).get(values["feature"], values["feature"])
        values["category"] = t(f"type.{values['category']}")
        values["passes"] = ", ".join(t(f"type.{letter}") for letter in flag.evidence["passes"])
    return t(f"screening.evidence-{flag.rule}", **values)


def _few(expected: float) -> str:
    return "< 0.0001" if expected < 1e-4 else f"{expected:.2g}"


def numbered(flags: Sequence[Flag]) -> list[dict[str, Any]]:
    """A row per flag, people numbered from 1, the evidence flat."""
    told = (flag.to_dict() for flag in flags)
    return [{"respondent": flag["respondent"], "rule": flag["rule"], **flag["evidence"]} for flag in told]
