"""`kano classify` and `kano curves`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kano.classification import FeatureResult
from kano.cli import DONE, save, say, say_findings
from kano.commands.bundles import bundle_of, study_of
from kano.commands.files import load_questionnaire, recognise, settings
from kano.commands.layout import columns
from kano.commands.mappings import say_mapping
from kano.commands.rules import rules_of
from kano.conventions import screened_words
from kano.errors import KanoError
from kano.evaluation import TABLES
from kano.i18n import DEFAULT, Translate
from kano.readers import Layout, Mapping, Table
from kano.reports import FORMATS, Report, record, write
from kano.reports.table import curve_rows, to_csv
from kano.reports.table import rows as result_rows
from kano.study import Study, settled, study
from kano.text import many, percent


def classify(options: Namespace, t: Translate) -> int:
    return _show(options, t, FORMS[options.format])


def curves(options: Namespace, t: Translate) -> int:
    data = {"json": record.curves, "csv": curve_rows, "text": _curves}
    return _show(options, t, data[options.format])


def _show(options: Namespace, t: Translate, data: Callable[[Report], Any]) -> int:
    """What was asked for on stdout, remarks on stderr, and the files."""
    return show(report_of(options, t), options, t, data)


def show(report: Report, options: Namespace, t: Translate, data: Callable[[Report], Any]) -> int:
    """The same of a report that is there."""
    forms: dict[str, Callable[[Any], str]] = {"json": record.dump, "csv": to_csv, "text": str}
    print(forms[options.format](data(report)))
    say_findings(report.remarks, t)
    for path in options.out:
        save(path, write(report, Path(path).suffix[1:]))
        say(report.t("cli.wrote", file=path))
    return DONE


def report_of(options: Namespace, t: Translate) -> Report:
    """The file classified as the options say; the files to write are checked first. Raises KanoError."""
    check_files(options, t)
    chosen = settings(options)
    made = read_study(options, t)
    if options.without_screened:
        made = made.without(rules_of(options), chosen.table)
        say_screened(made, t)
    elif options.rules or options.control:
        say("- " + t("cli.rules-unused"))
    return Report(made, made.classify(chosen, options.by), options.lang or DEFAULT)


def check_files(options: Namespace, t: Translate) -> None:
    """Raises KanoError when a file to write is of no known format, or the input itself."""
    for path in options.out:
        if Path(path).suffix[1:] not in FORMATS:
            raise KanoError("format-unknown", format=Path(path).suffix or path, known=", ".join(FORMATS))
        if Path(path).resolve() == Path(options.file).resolve():
            raise KanoError("file-unwritable", file=path, reason=t("cli.is-input"))


def read_study(options: Namespace, t: Translate, ids: str | None = None) -> Study:
    """The file as a study, its people told apart by the column `ids`; what was taken for what is said."""
    if (bundle := bundle_of(options)) is not None:
        return study_of(bundle, options, t)
    table, mapping = _mapped(options, t)
    _say_unused(options, mapping, t)
    return study(table, mapping, load_questionnaire(options), options.by, options.n, ids)


def say_screened(study: Study, t: Translate) -> None:
    """Who is left out, and by which rule."""
    if study.screening:
        say(f"- {t('convention.screening')}: {screened_words(study.screening, t)}")


def _say_unused(options: Namespace, mapping: Mapping, t: Translate) -> None:
    """Counts per category know nothing of answers, so what says how to read answers has no effect."""
    given = {"--codes": options.codes is not None, "--table": options.table != TABLES[0]}
    for option in (name for name, is_given in given.items() if is_given and mapping.layout is Layout.COUNTS):
        say("- " + t("cli.unused", option=option))


def _mapped(options: Namespace, t: Translate) -> tuple[Table, Mapping]:
    """A confirmed mapping, or the proposal when nothing in it is in doubt; either way it is said."""
    table, proposal = recognise(options, options.by)
    say_findings(proposal.assumptions, t)
    mapping = proposal.mapping
    if options.mapping and options.by and mapping.layout is not Layout.COUNTS and not mapping.is_grouped:
        mapping = replace(mapping, segments=tuple(dict.fromkeys((*mapping.segments, options.by))))
    say_mapping(table, mapping, t)
    return table, mapping if options.mapping else settled(table, proposal, t)


def _table(report: Report) -> str:
    t = report.t
    head = ["feature", "n", "category", "verdict", "probability", "better", "worse"]
    by = report.result.counts.by
    rows = [[t(f"column.{name}") for name in head]]
    rows[0][1:1] = [by] if by else []
    for feature in report.result.features:
        row = _row(feature, report)
        row[1:1] = [report.segment(feature.segment)] if by else []
        rows.append(row)
    return columns(rows)


def _row(feature: FeatureResult, report: Report) -> list[str]:
    t = report.t
    name = feature.called(t, "category")
    tied = f" ({t('cli.tied')} {'='.join(feature.tied)})" if feature.tied else ""
    verdict = t(f"verdict.{feature.verdict}") if feature.verdict else "-"
    sure = feature.probability[feature.category] if feature.probability and feature.category else None
    figures = [_interval(feature.better), _interval(feature.worse)]
    return [
        report.label(feature.feature),
        _number(feature.n),
        name + tied,
        verdict,
        "-" if sure is None else percent(sure),
        *figures,
    ]


def _number(value: float | None) -> str:
    return "-" if value is None else many(value)


def _interval(estimate: Any) -> str:
    if estimate.estimate is None:
        return "-"
    bounds = f" [{estimate.low:.2f}, {estimate.high:.2f}]" if estimate.low is not None else ""
    return f"{estimate.estimate:.2f}{bounds}"


def _curves(report: Report) -> str:
    t, quarters = report.t, (0, 5, 10, 15, 20)
    by = report.result.counts.by
    rows = [
        [t("column.feature"), *([by] if by else []), t("column.category"), *(f"x = {i / 20:.2f}" for i in quarters)]
    ]
    for curve, feature in zip(report.curves, report.result.features, strict=True):
        line = curve.blended if curve.blended is not None else curve.classic
        name, where = feature.called(t, "category"), [report.segment(curve.segment)] if by else []
        note = "" if curve.modelled else f" ({t('curve.not-modelled')})"
        values = ["-" if line is None else f"{line[i]:+.2f}" for i in quarters]
        rows.append([report.label(curve.feature), *where, name + note, *values])
    return columns(rows)


FORMS: dict[str, Callable[[Report], Any]] = {"json": record.classification, "csv": result_rows, "text": _table}
"""How a classification is printed."""
