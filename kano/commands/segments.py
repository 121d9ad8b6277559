"""`kano segments`: every feature over the segments of each question about the person."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from kano.cli import DONE, say_findings
from kano.commands.files import settings
from kano.commands.layout import columns
from kano.commands.results import read_study, say_screened
from kano.commands.rules import rules_of
from kano.differences import Homogeneity
from kano.i18n import DEFAULT, Translate, catalogue
from kano.reports import record
from kano.reports.table import BLANK, to_csv
from kano.splits import FeatureSplit, Split, told
from kano.study import Study
from kano.text import p_value

SCHEMA = "kano.segments/1"
SAID = ("segments-hidden", "segments-together", "feature-hidden", "split-single")
"""What is remarked on here; doubts about the answers are those of `kano classify`."""


def segments(options: Namespace, t: Translate) -> int:
    chosen, study = settings(options), read_study(options, t)
    if options.without_screened:
        study = study.without(rules_of(options), chosen.table)
        say_screened(study, t)
    found = study.split(chosen, [options.by] if options.by else ())
    shown = {"json": _json, "csv": _csv, "text": _text}[options.format]
    print(shown(found, study, options))
    say_findings([finding for split in found for finding in split.findings if finding.code in SAID], t)
    return DONE


def _json(found: tuple[Split, ...], study: Study, _: Namespace) -> str:
    data = {
        "schema": SCHEMA,
        "source": {"file": study.source.name, "sha256": study.source.sha256},
        "conventions": {split.by: split.conventions for split in found},
        "questions": [_question(split) for split in found],
        "findings": [finding.to_dict() for finding in study.findings],
        "left_out": study.left_out(),
    }
    return record.dump(data)


def _question(split: Split) -> dict[str, Any]:
    findings = [{**finding.to_dict(), "by": split.by} for finding in split.findings]
    head = {"by": split.by, "segments": list(split.segments), "hidden": list(split.hidden)}
    return {**head, "features": [_feature(feature) for feature in split.features], "findings": findings}


def _feature(feature: FeatureSplit) -> dict[str, Any]:
    differences = [
        {**each._asdict(), "better": asdict(each.better), "worse": asdict(each.worse)} for each in feature.differences
    ]
    return {
        "feature": feature.feature,
        "everyone": record.feature(feature.everyone) if feature.everyone else None,
        "segments": [record.feature(result) for result in feature.segments],
        "test": _test(feature.test, feature.adjusted),
        "residuals": feature.residuals,
        "standing_out": [
            dict(zip(("segment", "category", "residual"), cell, strict=True)) for cell in feature.standing_out
        ],
        "differences": differences,
        "two_peaks": [peak._asdict() for peak in feature.peaks],
    }


def _test(test: Homogeneity | None, adjusted: float | None) -> dict[str, Any] | None:
    return {**test._asdict(), "p_adjusted": adjusted} if test else None


def _csv(found: tuple[Split, ...], _: Study, options: Namespace) -> str:
    names = {None: "", "": BLANK}
    if options.what == "differences":
        return to_csv([row for split in found for row in split.difference_rows()])
    rows = [row for split in found for row in split.rows()]
    return to_csv([{**row, "segment": names.get(row["segment"], row["segment"])} for row in rows])


def _text(found: tuple[Split, ...], study: Study, options: Namespace) -> str:
    lang = options.lang or DEFAULT
    t, names = catalogue(lang), study.labels(lang)
    return "\n\n".join(part for split in found for part in (_table(split, names, t), *_said(split, names, t)))


def _table(split: Split, names: dict[str, str], t: Translate) -> str:
    """A row per feature: the category of everyone and of each segment, and whether the segments differ."""
    head = [split.by, t("segment.everyone"), *split.segments, t("column.p_adjusted"), t("column.cramers_v")]
    rows = [[names.get(f.feature, f.feature), *_categories(f, split, t), *_figures(f)] for f in split.features]
    return columns([head, *rows], 24)


def _categories(feature: FeatureSplit, split: Split, t: Translate) -> list[str]:
    of = {result.segment: result for result in split.result.features if result.feature == feature.feature}
    return [of[segment].called(t) if segment in of else "-" for segment in (None, *split.segments)]


def _figures(feature: FeatureSplit) -> list[str]:
    v = feature.test.v if feature.test else None
    return [p_value(feature.adjusted), "-" if v is None else f"{v:.2f}"]


def _said(split: Split, names: dict[str, str], t: Translate) -> list[str]:
    lines = [f"- {told(feature, t, names.get(feature.feature, ''))}" for feature in split.two_peaks]
    return ["\n".join([t("ui.segments.peaks"), *lines])] if lines else []
