"""`kano report`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from kano.cli import DONE, save, say, say_findings
from kano.commands.cover import cover
from kano.commands.deciding import aims_of, now_of
from kano.commands.offers import read as read_offers
from kano.commands.results import report_of
from kano.decision.targets import targets
from kano.errors import KanoError
from kano.i18n import Translate
from kano.planning import plan_study
from kano.readers import read_file
from kano.readers.plan_file import Names, open_plan
from kano.reports import Report, write
from kano.reports.bundle import about_of
from kano.reports.offers import compared


def report(options: Namespace, t: Translate) -> int:
    """The files that were asked for, each said when it is there; remarks on stderr."""
    plain = report_of(options, t)
    about = about_of(plain.study, replace(cover(options), brief=options.brief))
    made = _decided(replace(plain, about=about), options, t)
    for place, path in enumerate(options.out, start=1):
        save(path, write(made, Path(path).suffix[1:]))
        say(f"{place}/{len(options.out)} {t('cli.wrote', file=path)}")
    say_findings(made.remarks, t)
    return DONE


def _decided(report: Report, options: Namespace, t: Translate) -> Report:
    """With the portfolio and the offers that were asked for; what is fulfilled is in the plan."""
    study, settings = report.study, report.result.settings
    if options.plan:
        file = open_plan(read_file(options.plan), options.plan, Names(study.data.features, study.questionnaire))
        say_findings(file.findings, t)
        _, made = plan_study(study, file.plan, options.budget, settings)
        report = replace(report, now=dict(file.plan.now), portfolio=made)
    if options.now:
        report = _fulfilled(report, options, t)
    if options.targets:
        aimed = aims_of(options.targets, study)
        sheet = targets(report.result, aimed.aims, report.result.counts.segments[0])
        say_findings([*aimed.findings, *report.called(sheet.findings)], t)
        report = replace(report, targets=sheet)
    if options.offers:
        given = read_offers(options, study, t)
        report = replace(report, offers=compared(study, given, settings, report.result.counts.by))
    return report


def _fulfilled(report: Report, options: Namespace, t: Translate) -> Report:
    """With how far features are fulfilled; not beside a plan, which says it too. Raises KanoError."""
    if options.plan:
        raise KanoError("now-twice")
    found = now_of(options.now, report.study)
    say_findings(found.findings, t)
    return replace(report, now=found.now)
