"""`kano portfolio`: what to do under a budget."""

from __future__ import annotations

import ctypes
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from kano.cli import DONE, save, say, say_findings
from kano.commands.files import settings
from kano.commands.portfolio_text import text
from kano.commands.results import read_study, say_screened
from kano.commands.rules import rules_of
from kano.decision.portfolio import Portfolio
from kano.errors import KanoError
from kano.i18n import DEFAULT, Translate
from kano.planning import plan_study
from kano.readers import read_file
from kano.readers.plan_file import Names, open_plan, to_rows
from kano.reports import Report, record
from kano.reports.portfolio import frontier_rows, to_record
from kano.reports.table import to_csv
from kano.study import Study


def portfolio(options: Namespace, t: Translate) -> int:
    """The result on stdout, what was assumed and what to know on stderr."""
    chosen, study = settings(options), read_study(options, t)
    if options.save:
        return _template(options, study, t)
    if options.plan is None:
        raise KanoError("plan-needed")
    if (options.by is None) != (options.segment is None):
        raise KanoError("portfolio-by")
    if options.without_screened:
        study = study.without(rules_of(options), chosen.table)
        say_screened(study, t)
    names = Names(study.data.features, study.questionnaire)
    file = open_plan(read_file(options.plan), options.plan, names)
    with _quiet():
        result, made = plan_study(
            study,
            file.plan,
            options.budget,
            chosen,
            options.by,
            options.segment,
            weights=options.weights,
            basics_first=options.basics == "first",
            draws=options.draws,
        )
    report = Report(study, result, options.lang or DEFAULT)
    print(_shown(options, report, made))
    said = [replace(f, feature=report.label(f.feature)) if f.feature else f for f in made.findings]
    say_findings([*report.remarks, *file.findings, *said], t)
    return DONE


@contextmanager
def _quiet() -> Iterator[None]:
    """What the solver prints by itself (HiGHS has such lines) goes to stderr: stdout is the result."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
        os.dup2(2, 1)
    except OSError:
        yield
        return
    try:
        yield
    finally:
        with suppress(AttributeError, OSError, TypeError):
            ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)


def _shown(options: Namespace, report: Report, made: Portfolio) -> str:
    rows = frontier_rows(made) if options.what == "frontier" else made.rows()
    forms: dict[str, Callable[[], str]] = {
        "json": lambda: record.dump(to_record(report, made)),
        "csv": lambda: to_csv(rows),
        "text": lambda: text(report, made, options.what),
    }
    return forms[options.format]()


def _template(options: Namespace, study: Study, t: Translate) -> int:
    if Path(options.save).resolve() == Path(options.file).resolve():
        raise KanoError("file-unwritable", file=options.save, reason=t("cli.is-input"))
    lang = options.lang or DEFAULT
    save(options.save, to_csv(to_rows(study.data.features, study.labels(lang), lang)).encode("utf-8-sig"))
    say(t("cli.wrote", file=options.save))
    return DONE
