"""What people wrote, as a record and as rows for files."""

from __future__ import annotations

from typing import Any

from kano.reports.table import BLANK
from kano.study import Study
from kano.verbatims import Verbatims

SCHEMA = "kano.verbatims/1"


def to_record(study: Study, found: Verbatims) -> dict[str, Any]:
    """The contract of `kano verbatims --format json`: a row per feature and group of categories with its texts."""
    rows = [
        {
            "feature": quotes.feature,
            "segment": found.segment,
            "categories": list(quotes.kinds),
            "people": quotes.people,
            "texts": list(quotes.texts),
        }
        for quotes in found.quotes
    ]
    return {
        "schema": SCHEMA,
        "source": {"file": study.source.name, "sha256": study.source.sha256},
        "conventions": dict(found.conventions),
        "rows": rows,
        "findings": [finding.to_dict() for finding in (*study.findings, *found.findings)],
        "left_out": {**study.left_out(), "without_text": found.without_text, "texts_of_small_groups": found.unshown},
    }


def to_rows(found: Verbatims) -> list[dict[str, Any]]:
    """A row per text, in codes. Segment is blank for everyone, "(blank)" for people who gave none."""
    names = {None: "", "": BLANK}
    return [{**row, "segment": names.get(row["segment"], row["segment"])} for row in found.rows()]
