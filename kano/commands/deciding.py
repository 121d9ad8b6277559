"""What `kano order` and `kano targets` share: whose answers, as a report."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from kano.commands.files import settings
from kano.commands.results import read_study, say_screened
from kano.commands.rules import rules_of
from kano.errors import KanoError
from kano.i18n import DEFAULT, Translate
from kano.reports import Report
from kano.study import Study


def study_of(options: Namespace, t: Translate) -> Study:
    """The file as a study; `--by` and `--segment` belong together. Raises KanoError."""
    if (options.by is None) != (options.segment is None):
        raise KanoError("order-by")
    study = read_study(options, t)
    if options.without_screened:
        study = study.without(rules_of(options), settings(options).table)
        say_screened(study, t)
    return study


def report_of(study: Study, options: Namespace) -> Report:
    """Classified as the options say. Raises KanoError."""
    return Report(study, study.classify(settings(options), options.by), options.lang or DEFAULT)


def other(path: str, options: Namespace, t: Translate) -> str:
    """A file to write, which is none that is read. Raises KanoError."""
    read = (options.file, getattr(options, "now", None), getattr(options, "targets", None))
    if Path(path).resolve() in {Path(name).resolve() for name in read if name}:
        raise KanoError("file-unwritable", file=path, reason=t("cli.is-input"))
    return path
