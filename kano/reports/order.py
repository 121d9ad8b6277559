"""The order of a report: made once for every door, with how many more people would settle what is too close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kano.classification import Verdict
from kano.counts import Segment
from kano.decision.grouped import GROUPS, Group, grouped
from kano.decision.order import Line, Order, order
from kano.decision.order_words import reason
from kano.decision.targets import Targets
from kano.i18n import Translate
from kano.questionnaire import Feature
from kano.reports import Report
from kano.service.conventions import dimension_name
from kano.settling import settle
from kano.trust import pairs_each

SCHEMA = "kano.order/1"
TARGETS = "kano.targets/1"
_SAID = (None, "split", "many")
"""What an outlook is known by: a number of people, or that not even very many would settle it."""


def order_of(report: Report, segment: Segment = None) -> Order:
    """Of everyone or of a segment; of the first segment where there is no everyone. Raises KanoError."""
    segments = report.result.counts.segments
    asked = segments[0] if segment is None and None not in segments else segment
    close = tuple(feature for feature in report.result.of(asked) if feature.verdict is Verdict.TOO_CLOSE)
    outlooks = settle(replace(report.result, features=close), asked=pairs_each(report.study)).features if close else ()
    needed = {each.feature: each.people for each in outlooks if each.reason in _SAID}
    return order(report.result, report.now, asked, needed)


def groups_of(report: Report, found: Order) -> dict[str, tuple[Group, ...]]:
    """The order by touchpoint and by dimension, as far as the questionnaire knows them."""
    made = {by: grouped(found, report.study.questionnaire, by) for by in GROUPS}
    return {by: groups for by, groups in made.items() if groups}


def group_name(group: Group, report: Report) -> str:
    """A touchpoint or dimension in words."""
    t, asked = report.t, report.study.questionnaire
    if group.key is None:
        return t(f"order.no-{group.by}")
    if group.by == "dimension":
        return dimension_name(group.key, t)
    labels = {option.id: option.label for option in asked.touchpoints} if asked else {}
    texts = labels.get(group.key, {})
    return texts.get(report.lang) or next(iter(texts.values()), group.key)


def moves_text(group: Group, t: Translate) -> str:
    """`make sure 2, raise 1`."""
    return t("order.comma").join(t("order.counted", move=t(f"order.move-{m}"), n=n) for m, n in group.moves.items())


def asked_of(report: Report) -> Mapping[str, Feature]:
    """From the features' keys to what the questionnaire says of them."""
    asked = report.study.questionnaire
    return dict(zip(asked.keys(), asked.features, strict=True)) if asked else {}


def rows(report: Report, found: Order) -> list[dict[str, Any]]:
    """A row per feature, with its touchpoint and dimension, and the reason in the report's language."""
    features = asked_of(report)
    return [{**line.row(), **_place(line, features), "reason": reason(line, report.t)} for line in found.lines]


def _place(line: Line, features: Mapping[str, Feature]) -> dict[str, str]:
    feature = features.get(line.feature)
    return {key: (getattr(feature, key) or "") if feature else "" for key in GROUPS}


def to_record(report: Report, found: Order) -> dict[str, Any]:
    """Everything, in codes; an undefined number is null."""
    groups = groups_of(report, found)
    return {
        "schema": SCHEMA,
        "source": _source(report),
        "conventions": found.conventions,
        "rows": rows(report, found),
        **{by: [{**g.row(), "lines": [line.feature for line in g.lines]} for g in groups.get(by, ())] for by in GROUPS},
        "findings": [finding.to_dict() for finding in report.findings],
        "left_out": {
            "no_place_in_order": [line.feature for line in found.lines if line.rank is None],
            **report.study.left_out(),
        },
    }


def targets_record(report: Report, made: Targets) -> dict[str, Any]:
    """A target sheet as plain data."""
    return {
        "schema": TARGETS,
        "source": _source(report),
        "conventions": made.conventions,
        "rows": made.rows(),
        "findings": [finding.to_dict() for finding in (*report.findings, *made.findings)],
        "left_out": {
            "no_adjusted_weight": [line.feature for line in made.lines if line.weight is None],
            **report.study.left_out(),
        },
    }


def _source(report: Report) -> dict[str, str]:
    source = report.study.source
    return {"file": source.name, "sha256": source.sha256}
