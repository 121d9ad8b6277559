"""`kano drift`: better and worse of every feature over periods, and what changed."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from kano.cli import DONE, say, say_findings
from kano.commands.files import settings
from kano.commands.layout import columns
from kano.commands.results import read_study, say_screened
from kano.commands.rules import rules_of
from kano.drift.of_study import drift_study
from kano.drift.results import Drift, FeatureDrift, Side
from kano.drift.words import change_text, nothing, span_text, told
from kano.errors import KanoError
from kano.i18n import DEFAULT, Translate, catalogue
from kano.reports import record
from kano.reports.table import to_csv
from kano.study import Study
from kano.text import p_value

SCHEMA = "kano.drift/1"


def drift(options: Namespace, t: Translate) -> int:
    chosen, study = settings(options), read_study(options, t)
    by = options.by or (study.bundled.periods if study.bundled else None)
    if by is None:
        raise KanoError("drift-by", questions=", ".join(study.segments) or "-")
    if options.without_screened:
        study = study.without(rules_of(options), chosen.table)
        say_screened(study, t)
    found = drift_study(study, by, chosen, options.order, options.small)
    shown = {"json": _json, "csv": _csv, "text": _text}[options.format]
    print(shown(found, study, options))
    say("- " + t("drift.caution"))
    say_findings(found.remarks, t)
    return DONE


def _json(found: Drift, study: Study, _: Namespace) -> str:
    data = {
        "schema": SCHEMA,
        "source": {"file": study.source.name, "sha256": study.source.sha256},
        "conventions": found.conventions,
        "by": found.by,
        "order": found.order,
        "periods": list(found.periods),
        "hidden": list(found.hidden),
        "features": [_feature(feature, found.periods) for feature in found.features],
        "rows": found.rows(),
        "findings": [finding.to_dict() for finding in (*study.findings, *found.findings)],
        "left_out": study.left_out(),
    }
    return record.dump(data)


def _feature(feature: FeatureDrift, periods: tuple[str, ...]) -> dict[str, Any]:
    told = zip(periods, feature.periods, strict=True)
    return {
        "feature": feature.feature,
        "periods": {name: record.feature(result) if result else None for name, result in told},
        **{side.figure: _side(side) for side in feature.sides},
    }


def _side(side: Side) -> dict[str, Any]:
    """As it stands; the test with its adjusted p."""
    row: dict[str, Any] = asdict(side)
    row["test"] = {**side.test._asdict(), "p_adjusted": row.pop("adjusted")} if side.test else row.pop("adjusted")
    row["trend"] = side.trend._asdict() if side.trend else None
    if side.step:
        row["step"]["p_adjusted"] = row["step"].pop("adjusted")
    return {key: value for key, value in row.items() if key != "figure"}


def _csv(found: Drift, _: Study, options: Namespace) -> str:
    return to_csv(found.change_rows() if options.what == "changes" else found.rows())


def _text(found: Drift, study: Study, options: Namespace) -> str:
    lang = options.lang or DEFAULT
    t, labels = catalogue(lang), study.labels(lang)
    lines = [f"- {line}" for line in told(found, t, labels)] or [f"- {nothing(found, t)}"]
    head = ["feature", "figure", "change", "difference", "size", "p_adjusted", "step_p_adjusted"]
    rows = [[t(f"drift.column-{name}") for name in head]]
    rows += [_row(labels.get(f.feature, f.feature), side, t) for f in found.ranked for side in f.sides]
    span = t("drift.span", by=found.by, first=found.periods[0], last=found.periods[-1], n=len(found.periods))
    return "\n".join([span, *lines, "", columns(rows)])


def _row(name: str, side: Side, t: Translate) -> list[str]:
    difference = span_text(side.last.difference) if side.last else "-"
    size = "-" if side.size is None else f"{side.size:.2f}"
    step = p_value(side.step.adjusted) if side.step else "-"
    return [name, t(f"column.{side.figure}"), change_text(side, t), difference, size, p_value(side.adjusted), step]
