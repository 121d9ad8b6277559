"""`kano fuzzy` and `kano analytical`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from kano.cli import DONE, say, say_findings
from kano.commands.files import opened, settings
from kano.commands.layout import columns
from kano.commands.results import read_study
from kano.conventions import Settings
from kano.errors import KanoError
from kano.evaluation import load_table
from kano.i18n import DEFAULT, Translate
from kano.readers import Mapping, Table
from kano.readers.doubts import about_reading
from kano.readers.percent import PercentAnswers, read_percent
from kano.reports import Report
from kano.reports.record import dump
from kano.reports.table import to_csv
from kano.responses import Responses
from kano.sources import Status, cite
from kano.text import percent
from kano.variants.analytical import Thresholds
from kano.variants.fuzzy import Below, Fuzzy
from kano.variants.fuzzy import fuzzy as fuzzy_of
from kano.variants.importance import Scale
from kano.variants.levels import Levels
from kano.variants.other_forms import How, OtherForms, other_forms

FUZZY, ANALYTICAL = "kano.fuzzy/1", "kano.analytical/1"


def fuzzy(options: Namespace, t: Translate) -> int:
    """Answers in percent, counted by their memberships."""
    table = _table(options, t)
    read = read_percent(table)
    chosen = Settings(load_table(options.table), options.rule, seed=options.seed, tie_margin=options.tie_margin)
    found = fuzzy_of(read.answers, chosen, options.alpha, Below(options.below))
    forms: dict[str, Callable[[], str]] = {
        "json": lambda: dump(_fuzzy_json(found, read, table)),
        "csv": lambda: to_csv(found.rows()),
        "text": lambda: _fuzzy_text(found, t),
    }
    print(forms[options.format]())
    say_findings(read.findings, t)
    _say_sources(("lee2009",), t)
    return DONE


def _table(options: Namespace, t: Translate) -> Table:
    """The file, unless how to read it is in doubt; the letters of a header are no answers here."""
    if options.header_rows is None:
        options.header_rows = 1
    try:
        table = opened(options)
    except KanoError as problem:
        if problem.code != "row-ragged":
            raise
        table = opened(options, Mapping(delimiter=","))  # The bars inside the headers were taken for delimiters.
    if questions := about_reading(table, Mapping()):
        said = "\n".join(f"- {question.with_hint(t)}" for question in questions)
        raise KanoError("questions-open", file=table.source.name, questions=said)
    return table


def _fuzzy_json(found: Fuzzy, read: PercentAnswers, table: Table) -> dict[str, Any]:
    return {
        "schema": FUZZY,
        "source": asdict(table.source),
        "conventions": found.conventions,
        "respondents": len(read.answers),
        "features": found.rows(),
        "findings": [finding.to_dict() for finding in read.findings],
        "left_out": {"answers": [out._asdict() for out in read.left_out], "columns": list(read.unused)},
    }


def _fuzzy_text(found: Fuzzy, t: Translate) -> str:
    rows = [[t("column.feature"), t("column.n"), t("column.category"), t("fuzzy.several"), t("fuzzy.below"), *"AOMIRQ"]]
    for feature in found.features:
        tied = f" ({t('cli.tied')} {'='.join(feature.tied)})" if feature.tied else ""
        counts = [str(n) for n in feature.counts.values()]
        numbers = [str(n) for n in (feature.several, feature.below)]
        rows.append([feature.feature, str(feature.n), _kind(feature.category, t) + tied, *numbers, *counts])
    return columns(rows)


def analytical(options: Namespace, t: Translate) -> int:
    """Vectors, weighted counts and single figures of the same people as the standard categories."""
    chosen = settings(options)
    how = How(
        Thresholds(options.r0, options.low, options.high),
        Scale(options.scale),
        options.top,
        chosen.table if options.questionable == "leave-out" else None,
        Levels(options.levels) if options.levels else None,
    )
    made = read_study(options, t)
    if not isinstance(made.data, Responses):
        raise KanoError("analytical-counts")
    report = Report(made, made.classify(chosen, options.by), options.lang or DEFAULT)
    found = other_forms(made.data, report.result, how)
    forms: dict[str, Callable[[], str]] = {
        "json": lambda: dump(_analytical_json(found, report)),
        "csv": lambda: to_csv(found.rows()),
        "text": lambda: _analytical_text(found, report),
    }
    print(forms[options.format]())
    say_findings([*report.remarks, *found.findings], t)
    _say_sources(("xu2009", "park_asc", *(("aytm", "shahin2013") if how.levels else ())), t)
    return DONE


def _analytical_json(found: OtherForms, report: Report) -> dict[str, Any]:
    return {
        "schema": ANALYTICAL,
        "source": asdict(report.study.source),
        "conventions": found.conventions,
        "features": found.rows(),
        "findings": [finding.to_dict() for finding in (*report.findings, *found.findings)],
        "left_out": report.study.left_out(),
    }


def _analytical_text(found: OtherForms, report: Report) -> str:
    t, by = report.t, report.result.counts.by
    head = ["column.feature", "column.category", "variants.analytical", "variants.r", "variants.alpha"]
    head += ["variants.weighted", "variants.sure", "variants.effective", "variants.asc"]
    rows = [[t(key) for key in head]]
    rows[0][1:1] = [by] if by else []
    for row in found.rows():
        hidden = row["suppressed"] or row["few_rated"]
        line = [report.label(row["feature"]), _kind(row["category"], t, row["suppressed"])]
        line += [_kind(row["analytical"], t, hidden), _number(row["r"], 2), _number(row["alpha"], 0)]
        line += [_kind(row["weighted"], t, hidden)]
        sure = row["weighted_probability"]
        line += ["-" if sure is None else percent(sure), _number(row["effective"], 0), _number(row["asc"], 2)]
        line[1:1] = [report.segment(row["segment"])] if by else []
        rows.append(line)
    return "\n\n".join([columns(rows), *_levels_text(found, report)])


def _levels_text(found: OtherForms, report: Report) -> Iterator[str]:
    """Excitement and basic in grades, where they were asked for."""
    t, graded = report.t, [beside for beside in found.features if beside.levels]
    if graded:
        rows = [[t("column.feature"), t("column.segment"), *graded[0].levels]]
        for beside in graded:
            name, segment = report.label(beside.standard.feature), report.segment(beside.standard.segment)
            rows.append([name, segment, *map(str, beside.levels.values())])
        yield columns(rows)


def _kind(category: str | None, t: Translate, hidden: bool = False) -> str:
    if category:
        return t(f"type.{category}")
    return t("category.suppressed" if hidden else "category.none")


def _number(value: float | None, decimals: int) -> str:
    return "-" if value is None else f"{value:.{decimals}f}"


def _say_sources(keys: Sequence[str], t: Translate) -> None:
    """Whose forms these are, and how far their texts are known."""
    for source in map(cite, keys):
        status = {s: t(f"source.{s}") for s in Status}[source.status]
        say(f"- {source.citation}: {status}")
