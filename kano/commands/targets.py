"""`kano targets`: the target sheet of quality function deployment."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from kano.answers import Category
from kano.cli import DONE, save, say, say_findings
from kano.commands.deciding import aims_of, other, report_of, study_of
from kano.commands.layout import columns
from kano.decision.target_words import adjusted_text, describe
from kano.decision.targets import Target, Targets
from kano.decision.targets import targets as target_sheet
from kano.errors import KanoError
from kano.i18n import DEFAULT, Translate
from kano.readers.targets_file import to_rows
from kano.reports import Report, record
from kano.reports.order import targets_record
from kano.reports.table import to_csv
from kano.service.conventions import cited
from kano.study import Study

HEADS = ("feature", "category", "importance", "current", "target", "ratio", "adjusted", "weight", "share", "raw_share")
WIDEST = 80
"""Places of a column: a reason is a sentence."""


def targets(options: Namespace, t: Translate) -> int:
    """The result on stdout, what was assumed and what to know on stderr."""
    study = study_of(options, t)
    if options.save:
        return _template(options, study, t)
    if options.targets is None:
        raise KanoError("targets-needed")
    file = aims_of(options.targets, study)
    report = report_of(study, options)
    k = {Category(letter): value for letter, value in (options.exponents or {}).items()}
    made = target_sheet(report.result, file.aims, options.segment, options.method, k)
    forms: dict[str, Callable[[], str]] = {
        "json": lambda: record.dump(targets_record(report, made)),
        "csv": lambda: to_csv(made.rows()),
        "text": lambda: _text(report, made),
    }
    print(forms[options.format]())
    say_findings([*report.remarks, *file.findings, *report.called(made.findings)], t)
    return DONE


def _template(options: Namespace, study: Study, t: Translate) -> int:
    lang = options.lang or DEFAULT
    rows = to_rows(study.data.features, study.labels(lang), lang)
    save(other(options.save, options, t), to_csv(rows).encode("utf-8-sig"))
    say(t("cli.wrote", file=options.save))
    return DONE


def _text(report: Report, made: Targets) -> str:
    t = report.t
    rows = [[t(f"targets.column.{head}") for head in HEADS], *(_row(line, report) for line in made.lines)]
    how = [t("backlog.fact", what=what, how=said) for what, said in describe(made.conventions, t)]
    return "\n\n".join([columns(rows, WIDEST), "\n".join([*how, *cited(made.conventions["sources"], t)])])


def _row(line: Target, report: Report) -> list[str]:
    aim = line.aim
    kind = report.t(f"type.{line.category}") if line.category else "-"
    given = [_number(value) for value in (aim.importance, aim.current, aim.target, line.ratio)]
    shares = [_number(value, "%") for value in (line.share, line.raw_share)]
    return [report.label(line.feature), kind, *given, adjusted_text(line, report.t), _number(line.weight), *shares]


def _number(value: float | None, unit: str = "") -> str:
    return "-" if value is None else f"{value:.2f}{unit}"
