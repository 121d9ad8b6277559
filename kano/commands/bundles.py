"""What the commands share where the file is a bundle: it brings its own settings, which the user may change."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from kano.bundle import is_bundle
from kano.cli import say
from kano.conventions import Settings
from kano.evaluation import load_table
from kano.i18n import DEFAULT, Translate
from kano.readers import read_file
from kano.reports import Report
from kano.reports.bundle import open_bundle
from kano.study import Study

READING = ("mapping", "questionnaire", "codes", "header_rows", "encoding", "sheet", "n", "why")
"""Options that say how a table is read."""


def bundle_of(options: Namespace) -> Report | None:
    """The bundle that the file is, as the report it was written of; None when it is a table. Raises KanoError."""
    file, found = getattr(options, "bundle", (None, None))
    if file != options.file:
        data = read_file(options.file)
        found = open_bundle(data, Path(options.file).name, options.lang or DEFAULT) if is_bundle(data) else None
        options.bundle = options.file, found
    return found


def own_settings(report: Report, options: Namespace) -> Settings:
    """Those of the bundle, but for what the user says."""
    said = getattr(options, "said", ())
    chosen = {key: getattr(options, key) for key in ("rule", "seed", "tie_margin", "least") if key in said}
    own = replace(report.study.settings, **chosen)
    if "table" not in said:
        return own
    if report.study.is_weighted:
        return replace(own, table=report.study.chosen(options.table, own.rule).table)
    return replace(own, table=load_table(options.table))


def study_of(report: Report, options: Namespace, t: Translate) -> Study:
    """The study of a bundle; which of the options have no effect on it is said."""
    say_bundle(report, t)
    for name in READING:
        if getattr(options, name, None):
            say("- " + t("cli.bundle-unused", option="--" + name.replace("_", "-")))
    return report.study


def say_bundle(report: Report, t: Translate) -> None:
    """What it is of, and who made it when."""
    head = report.study.bundled
    assert head is not None
    if head.batches:
        people, batches = f"{sum(batch.people for batch in head.batches):,}", len(head.batches)
        values = {"file": head.name, "source": report.study.source.name, "version": head.version}
        say(t("cli.counts-file", people=people, batches=batches, **values))
        return
    say(t("cli.bundle", file=head.name, source=report.study.source.name, version=head.version, date=head.date or "-"))
