"""`kano screen`: whose answers can be doubted, and what would change without them. Nothing is left out here."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from kano.cli import DONE, say_findings
from kano.commands.files import settings
from kano.commands.layout import columns
from kano.commands.results import read_study
from kano.commands.rules import rules_of
from kano.errors import KanoError
from kano.i18n import DEFAULT, Translate, catalogue
from kano.reports import record
from kano.reports.table import to_csv
from kano.responses import Responses
from kano.screening import Change, Screening, numbered, said, screened, threshold, told
from kano.study import Study

SCHEMA = "kano.screening/1"
EVIDENCE = (
    *("of", "pairs", "number", "answer", "functional", "dysfunctional", "side", "run", "seconds", "median"),
    *("feature", "category", "passes", "expected"),
)
"""The columns of evidence in CSV: a row has those of its rule."""


def screen(options: Namespace, t: Translate) -> int:
    study = read_study(options, t)
    if not isinstance(study.data, Responses):
        raise KanoError("screening-counts")
    found = screened(study.data, rules_of(options), settings(options))
    shown = {"json": _json, "csv": _csv, "text": _text}[options.format]
    print(shown(found, study, options))
    say_findings(said(found.findings, t), t)
    return DONE


def _json(found: Screening, study: Study, _: Namespace) -> str:
    data = {
        "schema": SCHEMA,
        "source": {"file": study.source.name, "sha256": study.source.sha256},
        "conventions": found.conventions,
        "flags": [flag.to_dict() for flag in found.flags],
        "respondents": [row + 1 for row in found.people.respondents],
        "features": found.rows(),
        "changed": [change.feature for change in found.changed],
        "findings": [finding.to_dict() for finding in (*study.findings, *said(found.findings, catalogue()))],
        "left_out": study.left_out(),
    }
    return record.dump(data)


def _csv(found: Screening, _study: Study, options: Namespace) -> str:
    if options.what == "features":
        return to_csv(found.rows())
    rows = numbered(found.flags)
    head = dict.fromkeys(("respondent", "rule", *EVIDENCE))
    return to_csv([{**head, **row} for row in rows]) if rows else to_csv([head]).splitlines()[0]


def _text(found: Screening, study: Study, options: Namespace) -> str:
    t = catalogue(options.lang or DEFAULT)
    people, names = found.people, study.labels(options.lang or DEFAULT)
    n, whole = len(people.respondents), len(people.whole)
    parts = [t("cli.screened", n=n, all=whole, share=f"{n / whole:.0%}" if whole else "-")]
    parts.append(columns([[t("column.rule"), t("column.threshold"), t("column.people")], *_rules(found, t)], 60))
    flags = [[str(flag.respondent + 1), t(f"screening.rule-{flag.rule}"), told(flag, t, names)] for flag in found.flags]
    if flags:
        parts.append(columns([[t("report.respondent"), t("column.rule"), t("column.evidence")], *flags], 120))
    head = [t(f"column.{key}") for key in ("feature", "everyone", "rest", "changes")]
    parts.append(columns([head, *(_feature(change, names, t) for change in found.features)]))
    return "\n\n".join(parts)


def _rules(found: Screening, t: Translate) -> list[list[str]]:
    """A row per rule: its threshold, and how many it flags or why it was not followed."""
    by_rule, rows = found.people.by_rule, []
    for rule, value in found.people.rules.thresholds().items():
        number = str(by_rule[rule]) if rule in by_rule else f"- ({_why(found, rule, t)})"
        rows.append([t(f"screening.rule-{rule}"), threshold(rule, value), number])
    control = str(by_rule["control"]) if "control" in by_rule else f"- ({_why(found, 'control', t)})"
    return [*rows, [t("screening.rule-control"), "-", control]]


def _why(found: Screening, rule: str, t: Translate) -> str:
    return t(f"screening.unused-{found.people.found.unused[rule]}")


def _feature(change: Change, names: dict[str, str], t: Translate) -> list[str]:
    sides: list[Any] = [change.everyone, change.rest]
    cells = [side.called(t) + (f" ({t(f'verdict.{side.verdict}')})" if side.verdict else "") for side in sides]
    mark = t("column.category") if change.category else t("column.verdict") if change.verdict else ""
    return [names.get(change.feature, change.feature), *cells, mark]
