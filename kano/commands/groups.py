"""`kano groups`: groups of respondents who answer alike, or why there are none."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from kano.cli import DONE, say_findings
from kano.commands.files import settings
from kano.commands.layout import columns
from kano.commands.results import read_study, say_screened
from kano.commands.rules import rules_of
from kano.groups.conventions import Search
from kano.groups.search import Group, Groups
from kano.i18n import DEFAULT, Translate, catalogue
from kano.reports import record
from kano.reports.table import to_csv
from kano.study import Study
from kano.text import percent

SCHEMA = "kano.groups/1"


def groups(options: Namespace, t: Translate) -> int:
    chosen, study = settings(options), read_study(options, t)
    if options.without_screened:
        study = study.without(rules_of(options), chosen.table)
        say_screened(study, t)
    search = Search(options.method, options.most, options.stable, resamples=options.resamples)
    found = study.groups(chosen, search)
    shown = {"json": _json, "csv": _csv, "text": _text}[options.format]
    print(shown(found, study, options))
    if found.reason and options.format == "csv":
        say_findings([found.reason], t)
    say_findings(found.findings, t)
    return DONE


def _json(found: Groups, study: Study, _: Namespace) -> str:
    data = {
        "schema": SCHEMA,
        "source": {"file": study.source.name, "sha256": study.source.sha256},
        "conventions": found.conventions,
        "method": found.method,
        "reason": found.reason.to_dict() if found.reason else None,
        "candidates": [candidate._asdict() for candidate in found.candidates],
        "stability": found.stability,
        "groups": [_group(group) for group in found.groups],
        "people": list(_people(found, study)),
        "findings": [finding.to_dict() for finding in found.findings],
        "left_out": study.left_out(),
    }
    return record.dump(data)


def _group(group: Group) -> dict[str, Any]:
    head = {"group": group.number, "people": group.n, "share": group.share, "sure": group.sure}
    return {**head, "features": [record.feature(result) for result in group.features]}


def _people(found: Groups, study: Study) -> Iterator[dict[str, Any]]:
    """A row per person: the group, None for who could not be placed, and the probability of each."""
    if not found.groups:
        return
    for number, row in zip(study.numbers, found.membership, strict=True):
        placed = bool((row == row).all())  # NaN is no number
        chances = {f"p_{i}": float(p) if placed else None for i, p in enumerate(row, start=1)}
        yield {"respondent": number, "group": int(row.argmax()) + 1 if placed else None, **chances}


def _csv(found: Groups, study: Study, options: Namespace) -> str:
    rows = list(_people(found, study)) if options.what == "people" else found.rows()
    return to_csv(rows) if rows else ""


def _text(found: Groups, study: Study, options: Namespace) -> str:
    lang = options.lang or DEFAULT
    t, names = catalogue(lang), study.labels(lang)
    if found.reason or not found.result:
        return found.reason.text(t) if found.reason else ""
    method = t(f"groups.method-{found.method}")
    lines = [t("groups.found", n=len(found.groups), method=method, stability=f"{found.stability:.2f}")]
    lines += [f"- {t('groups.name', number=group.number)}: {_size(group, t)}" for group in found.groups]
    head = [t("column.feature"), t("segment.everyone"), *(t("groups.name", number=g.number) for g in found.groups)]
    sides = zip(found.result.of(None), *(group.features for group in found.groups), strict=True)
    rows = [[names.get(of[0].feature, of[0].feature), *(result.called(t) for result in of)] for of in sides]
    return "\n\n".join(["\n".join(lines), columns([head, *rows])])


def _size(group: Group, t: Translate) -> str:
    return t("groups.size", n=group.n, share=f"{group.share:.0%}", sure=percent(group.sure))
