"""What commands share that decide: whose answers, how far features are fulfilled, what is aimed at."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Mapping
from pathlib import Path

from kano.commands.files import settings
from kano.commands.results import read_study, say_screened
from kano.commands.rules import rules_of
from kano.errors import KanoError
from kano.i18n import DEFAULT, Translate
from kano.options.gaps import pairs
from kano.readers import read_file
from kano.readers.now_file import Now, listed_now, open_now
from kano.readers.plan_file import Names
from kano.readers.targets_file import TargetsFile, open_targets
from kano.reports import Report
from kano.study import Study
from kano.text import clean


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


def now_of(given: str | None, study: Study) -> Now:
    """From a table, or a list of names and degrees. Raises KanoError."""
    names = Names(study.data.features, study.questionnaire)
    if given is None:
        return Now({})
    if "=" not in given or Path(given).exists():
        return open_now(read_file(given), given, names)
    return listed_now(_listed(given), names)


def _listed(given: str) -> Mapping[str, str]:
    try:
        return pairs(given)
    except ArgumentTypeError as problem:
        raise KanoError("list-bad", given=clean(given)) from problem


def aims_of(path: str, study: Study) -> TargetsFile:
    """A target sheet. Raises KanoError."""
    return open_targets(read_file(path), path, Names(study.data.features, study.questionnaire))
