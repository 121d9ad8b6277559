"""Offers compared, as files: strict JSON with everything, flat rows for a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kano.conventions import Settings
from kano.decision.offers import Offers, OffersResult, SegmentOffers, compare_offers
from kano.errors import KanoError
from kano.i18n import LANGUAGES, Translate
from kano.readers import Mapping, open_table
from kano.readers.doubts import about_reading
from kano.readers.table import Table
from kano.reports.table import BLANK
from kano.study import Study

SCHEMA = "kano.offers/1"
WHAT = ("offers", "parts", "pairs", "leaders")
"""The tables of a comparison."""


def opened(data: bytes, name: str, t: Translate, sheet: str | None = None) -> Table:
    """A file of offers: one row of headers. Raises KanoError when only the user knows how it is read."""
    how = Mapping(header_rows=1, sheet=sheet)
    table = open_table(data, name, how)
    if questions := about_reading(table, how):
        said = "\n".join(f"- {question.text(t)}" for question in questions)
        raise KanoError("questions-open", file=table.source.name, questions=said)
    return table


def called(study: Study) -> dict[str, list[str]]:
    """The features of a study, each with its names in every language and its id."""
    labels = [study.labels(lang) for lang in LANGUAGES]
    asked = study.questionnaire
    ids = dict(zip(asked.keys(), (feature.id for feature in asked.features), strict=True)) if asked else {}
    return {f: [names.get(f, f) for names in (*labels, ids)] for f in study.data.features}


def compared(study: Study, offers: Offers, settings: Settings | None = None, by: str | None = None) -> OffersResult:
    """The offers for the people of a study; the record says who was screened. Raises KanoError."""
    made = compare_offers(study.data, offers, settings or study.settings, by)
    screened = {"screening": study.screening} if study.screening else {}
    return replace(made, conventions={**made.conventions, **screened})


def to_record(study: Study, result: OffersResult) -> dict[str, Any]:
    """The contract of `kano offers --format json`."""
    return {
        "schema": SCHEMA,
        "source": {"file": study.source.name, "sha256": study.source.sha256},
        "conventions": result.conventions,
        "rows": result.rows(),
        "parts": result.part_rows(),
        "pairs": result.pair_rows(),
        "leaders": result.leader_rows(),
        "nobody_served": [_unserved(each) for each in result.segments],
        "not_compared": list(result.not_compared),
        "findings": [finding.to_dict() for finding in result.findings],
        "left_out": {"compared": result.people, "study": study.left_out()},
    }


def _unserved(each: SegmentOffers) -> dict[str, Any]:
    return {
        "segment": each.segment,
        "basic_unmet_by_every_offer": each.never_met.estimate,
        "content_with_no_offer": each.always_wanting.estimate,
    }


def to_rows(result: OffersResult, what: str = WHAT[0]) -> list[dict[str, Any]]:
    """One of the tables; segment is blank for everyone, "(blank)" for people who gave none."""
    tables = {"offers": result.rows, "parts": result.part_rows, "pairs": result.pair_rows}
    names = {None: "", "": BLANK}
    rows = tables.get(what, result.leader_rows)()
    return [{**row, "segment": names.get(row["segment"], row["segment"])} for row in rows]
