"""The plan of a survey before it: minutes, answers and people for each aim, and which version of a form holds what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kano.conventions import VERSION
from kano.errors import Finding
from kano.fieldwork.allocation import Versions
from kano.fieldwork.effort import SECONDS, answers, for_answers, half_width
from kano.fieldwork.planner import MOST, Needed
from kano.i18n import Translate
from kano.questionnaire import Questionnaire
from kano.sources import cite
from kano.text import percent

WIDTHS = (0.05, 0.10, 0.15)
"""Half widths of better and worse that the plan tells of."""
LEVEL = 0.95


@dataclass(frozen=True)
class Plan:
    """What is asked of whom, and what that is enough for; None of what was not given.

    `by_lead` says that only the lead was expected: which categories have it is then nobody's expectation.
    """

    asked: Questionnaire | None = None
    forms: Versions | None = None
    clear: Needed | None = None
    by_lead: bool = False

    def people(self, number: int | None) -> int | None:
        """Who gives so many answers to every feature; None when nobody said what is asked."""
        if number is None or self.asked is None:
            return None
        if self.forms:
            return self.forms.people(number)
        return for_answers(number, len(self.asked.features), self.asked.pairs_asked)

    def rows(self) -> list[dict[str, Any]]:
        """A row per aim; `wanted` is the half width of better and worse, or the chance of a clear and right verdict."""
        rows = [self._row("half_width", width, number, number) for width in WIDTHS if (number := answers(width, LEVEL))]
        if self.clear:
            rows.append(self._row("clear", self.clear.conventions["chance"], self.clear.answers, self.clear.formula))
        return rows

    def _row(self, aim: str, wanted: float, number: int | None, guess: int) -> dict[str, Any]:
        found = self.clear.found if self.clear and aim == "clear" else None
        return {
            "aim": aim,
            "wanted": wanted,
            "answers": number,
            "people": self.people(number),
            "formula": guess,
            "right": found.right if found else None,
            "clear": found.clear if found else None,
            "misled": found.misled if found else None,
            "better_worse_within": half_width(number, LEVEL) if number else None,
        }

    def version_rows(self, lang: str) -> list[dict[str, Any]]:
        """A row per version and feature, in the order asked."""
        if not self.forms or not self.asked:
            return []
        features = self.asked.features
        return [
            {"version": v, "position": p, "id": features[f].id, "feature": self.asked.name(features[f], lang)}
            for v, held in enumerate(self.forms.holds, start=1)
            for p, f in enumerate(held, start=1)
        ]

    def expectation(self) -> dict[str, Any] | None:
        """What was expected of people, as plain data."""
        if self.clear is None:
            return None
        said = {} if self.by_lead else {"shares": self.clear.shares, "category": str(self.clear.category)}
        return {**said, "lead": self.clear.lead}

    def findings(self) -> Iterator[Finding]:
        if self.forms and not self.forms.even:
            times = self.forms.times
            yield Finding("versions-uneven", values={"few": min(times), "many": max(times)})
        if self.clear and self.clear.answers is None:
            yield Finding("plan-beyond", values={"most": MOST})

    def record(self) -> dict[str, Any]:
        """How every number was found, as plain data for files."""
        widths = {"formula": "z^2 / 4h^2", "level": LEVEL, "of": "better, worse"}
        forms = {"method": "cyclic, shuffled", "sources": [cite("john1995").record()]} if self.forms else None
        clear = self.clear.conventions if self.clear else None
        return {"kano": VERSION, "seconds": SECONDS, "half_width": widths, "clear": clear, "versions": forms}


def aim(row: dict[str, Any], plan: Plan, t: Translate) -> str:
    """What a row of the plan is for, in words."""
    if row["aim"] == "half_width":
        return t("plan.half-width", points=round(100 * row["wanted"]), level=round(100 * LEVEL))
    clear = plan.clear.conventions["clear"] if plan.clear else 0.0
    return t("plan.clear", chance=f"{100 * row['wanted']:g}", clear=f"{100 * clear:g}")


def told(plan: Plan, t: Translate) -> list[str]:
    """What was expected and what may come of it, a sentence each."""
    if plan.clear is None:
        return []
    found, certainty = plan.clear.found, f"{100 * plan.clear.conventions['clear']:g}"
    lines = [_people_like(plan.clear, plan.by_lead, t)]
    if found:
        values = {"right": percent(found.right), "clear": percent(found.clear), "misled": percent(found.misled)}
        lines.append(t("plan.then", answers=found.answers, **values))
    key = "plan.formula" if plan.clear.conventions["rule"] == "mode" else "plan.formula-blauth"
    return [*lines, t(key, formula=plan.clear.formula, certainty=certainty)]


def _people_like(clear: Needed, by_lead: bool, t: Translate) -> str:
    if by_lead:
        return t("plan.expected-lead", points=f"{100 * clear.lead:g}")
    shares = ", ".join(f"{letter} {100 * share:.3g}%" for letter, share in clear.shares.items() if share)
    return t("plan.expected", shares=shares, category=t(f"category.{clear.category}"))
