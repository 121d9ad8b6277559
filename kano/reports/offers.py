"""Offers compared, as files: strict JSON with everything, flat rows for a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kano.conventions import Settings
from kano.decision.offers import Offers, OffersResult, SegmentOffers, compare_offers
from kano.evaluation import load_table
from kano.i18n import LANGUAGES
from kano.readers.offers_file import read_offers
from kano.readers.table import Table
from kano.reports.table import BLANK
from kano.study import Study

SCHEMA = "kano.offers/1"
WHAT = ("offers", "parts", "pairs", "leaders")
"""The tables of a comparison."""


def offers_of(study: Study, table: Table, blank: str) -> Offers:
    """The offers in a table about the features of a study, by their keys or names in any language. Raises KanoError."""
    labels = [study.labels(lang) for lang in LANGUAGES]
    known = {feature: [names.get(feature, feature) for names in labels] for feature in study.data.features}
    return read_offers(table, known, blank)


def compared(
    study: Study, offers: Offers, settings: Settings | None = None, by: str | None = None
) -> OffersResult:
    """The offers for the people of a study; the record says who was screened. Raises KanoError."""
    settings = settings or Settings(table=load_table(study.tables[0]))
    made = compare_offers(study.data, offers, settings, by)
    screened = {"screening": study.screened.record()} if study.screened else {}
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
