"""`kano plan`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kano import questionnaire
from kano.cli import DONE, say_findings
from kano.commands.layout import columns
from kano.conventions import Settings
from kano.errors import KanoError
from kano.fieldwork.allocation import versions
from kano.fieldwork.effort import minutes
from kano.fieldwork.plan import Plan, aim, told
from kano.fieldwork.planner import expected, needed, of_lead
from kano.i18n import DEFAULT, Translate
from kano.reports.record import dump
from kano.reports.table import to_csv

SCHEMA = "kano.plan/1"


def plan(options: Namespace, t: Translate) -> int:
    made, lang = _plan(options), options.lang or DEFAULT
    forms: dict[str, Callable[[], str]] = {
        "json": lambda: dump(_json(made, lang)),
        "csv": lambda: to_csv(made.version_rows(lang) if options.versions else made.rows()),
        "text": lambda: _text(made, lang, t),
    }
    print(forms[options.format]())
    say_findings(tuple(made.findings()), t)
    return DONE


def _plan(options: Namespace) -> Plan:
    asked = questionnaire.load(options.file) if options.file else None
    if asked is None and (options.pairs or options.versions):
        raise KanoError("plan-what")
    if asked and options.pairs:
        asked = replace(asked, pairs_per_person=options.pairs)
    forms = None
    if asked and options.versions:
        forms = versions(len(asked.features), options.pairs or asked.pairs_asked, options.versions)
    settings = Settings(rule=options.rule, seed=options.seed, clear=options.certainty)
    shares = expected(options.shares) if options.shares else None
    shares = of_lead(options.lead) if options.lead is not None else shares
    clear = None if shares is None else needed(shares, settings, options.chance)
    return Plan(asked, forms, clear, options.lead is not None)


def _json(made: Plan, lang: str) -> dict[str, Any]:
    asked = made.asked
    return {
        "schema": SCHEMA,
        "source": {"questionnaire": asked.id, "version": asked.version} if asked else None,
        "conventions": made.record(),
        "features": len(asked.features) if asked else None,
        "pairs_per_person": asked.pairs_asked if asked else None,
        "minutes": minutes(asked) if asked else None,
        "expected": made.expectation(),
        "needs": made.rows(),
        "versions": made.version_rows(lang),
        "findings": [finding.to_dict() for finding in made.findings()],
        "left_out": {},
    }


def _text(made: Plan, lang: str, t: Translate) -> str:
    parts = (_asked(made, t), _needs(made, t), "\n".join(told(made, t)), _held(made, lang, t))
    return "\n\n".join(part for part in parts if part)


def _asked(made: Plan, t: Translate) -> str:
    if made.asked is None:
        return ""
    asked = made.asked
    return t("plan.asked", features=len(asked.features), pairs=asked.pairs_asked, minutes=minutes(asked))


def _needs(made: Plan, t: Translate) -> str:
    rows = [[t("plan.aim"), t("plan.answers"), t("plan.people")]]
    for row in made.rows():
        numbers = ("-" if row[key] is None else str(row[key]) for key in ("answers", "people"))
        rows.append([aim(row, made, t), *numbers])
    return columns(rows, 80)


def _held(made: Plan, lang: str, t: Translate) -> str:
    rows: dict[int, list[str]] = {}
    for row in made.version_rows(lang):
        rows.setdefault(row["version"], []).append(row["feature"])
    return "\n".join(f"{t('plan.version', number=number)}: {'; '.join(names)}" for number, names in rows.items())
