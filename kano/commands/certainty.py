"""`kano certainty`: how far each category can be trusted."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from kano.cli import DONE, say_findings
from kano.commands.files import settings
from kano.commands.layout import columns
from kano.commands.results import read_study, say_screened
from kano.commands.rules import rules_of
from kano.i18n import DEFAULT, Translate
from kano.leading import fong_text, pair_text
from kano.reports import Report, record
from kano.reports.table import BLANK, to_csv
from kano.sensitivity import COLUMNS, choice_text
from kano.settling import needed_text
from kano.text import many, p_value, percent
from kano.trust import Trust, trust_study

SCHEMA = "kano.certainty/1"


def certainty(options: Namespace, t: Translate) -> int:
    chosen, study = settings(options), read_study(options, t)
    if options.without_screened:
        study = study.without(rules_of(options), chosen.table)
        say_screened(study, t)
    found = trust_study(study, chosen, options.by, options.more, options.asked)
    report = Report(study, found.result, options.lang or DEFAULT)
    shown = {"json": _json, "csv": _csv, "text": _text}[options.format]
    print(shown(found, report, options))
    say_findings(report.remarks, t)
    return DONE


def _json(found: Trust, report: Report, _: Namespace) -> str:
    data = {
        "schema": SCHEMA,
        "source": {"file": report.study.source.name, "sha256": report.study.source.sha256},
        "conventions": found.conventions,
        "features": _nested(found),
        "choices": found.sensitivity.rows(),
        "stable": [{"feature": feature, "segment": segment} for feature, segment in found.sensitivity.stable],
        "findings": [finding.to_dict() for finding in report.findings],
        "left_out": report.study.left_out(),
    }
    return record.dump(data)


def _nested(found: Trust) -> list[dict[str, Any]]:
    """The rows, with what belongs together in one place."""
    ends = [name for name in found.rows()[0] if name.endswith(("_low", "_high"))] if found.shares else []
    rows = []
    parts = zip(found.rows(), found.result.features, found.shares, found.settling.features, strict=True)
    for row, feature, shares, outlook in parts:
        kept = {key: value for key, value in row.items() if key not in ends and not key.startswith("more_")}
        kept |= {key: row[key] or None for key in ("category", "verdict", "first", "second", "untested", "unsettled")}
        kept |= {"tied": list(feature.tied), "counts": feature.counts, "probabilities": feature.probability}
        kept["shares"] = {c: {"low": low, "high": high} for c, (low, high) in shares.items()} if shares else None
        rows.append({**kept, "more": outlook.chances})
    return rows


def _csv(found: Trust, _: Report, options: Namespace) -> str:
    rows = found.rows() if options.what == "features" else found.sensitivity.rows()
    if not rows:
        return to_csv([dict.fromkeys(COLUMNS)]).splitlines()[0]
    names = {None: "", "": BLANK}
    return to_csv([{**row, "segment": names.get(row["segment"], row["segment"])} for row in rows])


def _text(found: Trust, report: Report, _: Namespace) -> str:
    t, by = report.t, report.result.counts.by
    keys = ("n", "category", "verdict", "probability", "leaders", "p_adjusted", "fong")
    head = ["feature", *(["segment"] if by else []), *keys]
    steps = [f"+{n}" for n in found.settling.more]
    rows = [[*(t(f"column.{key}") for key in head), *steps, t("column.needed")]]
    rows += [_row(i, found, report, bool(by)) for i in range(len(found.result.features))]
    return "\n\n".join([columns(rows), *_choices(found, report)])


def _row(i: int, found: Trust, report: Report, split: bool) -> list[str]:
    t = report.t
    feature, pair, outlook = found.result.features[i], found.leading.features[i], found.settling.features[i]
    sure = feature.probability[feature.category] if feature.probability and feature.category else None
    name = [report.label(feature.feature), *([report.segment(feature.segment)] if split else [])]
    known = outlook.chances or {}
    return [
        *name,
        "-" if feature.n is None else many(feature.n),
        feature.called(t),
        t(f"verdict.{feature.verdict}") if feature.verdict else "-",
        "-" if sure is None else percent(sure),
        pair_text(pair, t),
        p_value(pair.adjusted),
        fong_text(pair, t),
        *("-" if n not in known else percent(known[n]) for n in found.settling.more),
        needed_text(outlook, found.settling, t),
    ]


def _choices(found: Trust, report: Report) -> list[str]:
    """What other choices would change, and what they leave as it is."""
    t, by = report.t, report.result.counts.by
    parts = []
    if found.sensitivity.changes:
        rows = [[t("column.feature"), *([t("column.segment")] if by else []), t("cli.choices"), t("column.now"), "→"]]
        for change in found.sensitivity.changes:
            kinds = [t(f"type.{kind}") if kind else t("category.none") for kind in (change.category, change.other)]
            name = [report.label(change.feature), *([report.segment(change.segment)] if by else [])]
            rows.append([*name, choice_text(change.choice, t), *kinds])
        parts.append(columns(rows))
    stable = [report.label(feature) for feature, segment in found.sensitivity.stable if segment is None]
    return [*parts, f"{t('cli.stable', n=len(stable))}: {', '.join(stable) or '-'}"]
