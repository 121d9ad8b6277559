"""A study and how it was classified into plain data: counts, what was asked, settings; nobody's answers."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import yaml

from kano.bundle import SCHEMA
from kano.bundle.findings import finding_record
from kano.classification import Classification
from kano.conventions import VERSION, Settings
from kano.counted import Countable, Counted, counted, told_only
from kano.counts import CategoryCounts, PairCounts
from kano.errors import Finding
from kano.questionnaire import to_yaml
from kano.study import Study
from kano.suppression import Shown, hide

ABOUT = ("title", "question", "author", "date")


def record(study: Study, result: Classification, about: dict[str, str]) -> dict[str, Any]:
    """What of a study may be opened by somebody who is not to see its people, without its results.

    Small segments are hidden by the `least` of the classification. `about` has the texts named in `ABOUT`.
    """
    settings, by = result.settings, result.counts.by
    data, left = kept(study, settings.least, by)
    asked = study.questionnaire
    return {
        "schema": SCHEMA,
        "kano": VERSION,
        "about": {key: about.get(key, "") for key in ABOUT},
        "source": {"file": study.source.name, "sha256": study.source.sha256},
        "questionnaire": yaml.safe_load(to_yaml(asked)) if asked else None,
        "file": {
            "layout": str(study.mapping.layout),
            "levels": study.mapping.levels,
            "read_as_no_answer": study.mapping.blank,
            "columns_left_out": list(study.mapping.dropped),
        },
        "settings": _settings(settings),
        "by": by,
        "counts": _table(data) if isinstance(data, CategoryCounts) else counted_record(data),
        "screening": study.screening,
        "findings": [finding_record(finding) for finding in (*study.findings, *left)],
    }


def kept(study: Study, least: int, by: str | None) -> tuple[Counted | CategoryCounts, tuple[Finding, ...]]:
    """What may be told of a study, and the questions that are left out for that."""
    data = study.data
    if isinstance(data, Counted):
        questions = {name: hide(each, least) for name, each in data.questions.items() if isinstance(each, Shown)}
        told = hide if data.weighted else told_only  # Weights, by which segments are put together, are not kept.
        plain = {name: told(each, least) for name, each in data.questions.items() if not isinstance(each, Shown)}
        return replace(data, questions={name: (plain | questions)[name] for name in data.questions}), ()
    if not isinstance(data, CategoryCounts):
        return counted(data, least, by)
    shown = told_only(data, least)
    if not isinstance(shown, Shown):
        return data, ()
    return Counted(data.pooled(), {str(data.by): shown}), ()


def _settings(settings: Settings) -> dict[str, Any]:
    table = settings.table
    written = {"name": table.name, "citation": table.citation, "answers": " ".join(table.answers), "grid": table.grid}
    return {**{field.name: getattr(settings, field.name) for field in fields(settings)}, "table": written}


def _table(data: CategoryCounts) -> dict[str, Any]:
    """A published table as it stands."""
    return {
        "kind": "table",
        "features": list(data.features),
        "by": data.by,
        "segments": list(data.segments),
        "shares_only": data.shares_only,
        "counts": data.counts.tolist(),
    }


def counted_record(data: Counted) -> dict[str, Any]:
    """Counts of pairs or of categories, everyone's and those of each question."""
    return {
        "kind": "pairs" if isinstance(data.everyone, PairCounts) else "categories",
        "features": list(data.features),
        "people": data.people,
        "silent": data.silent,
        "most_pairs": data.most_pairs,
        **({"weighted": True} if data.weighted else {}),
        "everyone": _numbers(data.everyone, slice(0, 1)),
        "questions": [_question(name, counts) for name, counts in data.questions.items()],
    }


def _question(by: str, counts: Countable) -> dict[str, Any]:
    """The segments without everyone, who stands elsewhere."""
    plain = counts.counts if isinstance(counts, Shown) else counts
    first = int(None in plain.segments)
    hidden = _hidden(counts) if isinstance(counts, Shown) else None
    segments = [segment for segment in plain.segments if segment is not None]
    return {"by": by, "segments": segments, **_numbers(plain, slice(first, None)), "hidden": hidden}


def _numbers(counts: PairCounts | CategoryCounts, rows: slice) -> dict[str, Any]:
    if isinstance(counts, CategoryCounts):
        return {"counts": counts.counts[rows].tolist()}
    grid = counts.grid[rows]
    return {"grid": grid.reshape(*grid.shape[:2], 36).tolist(), "importance": counts.importance[rows].tolist()}


def _hidden(shown: Shown) -> dict[str, Any]:
    """Segments, and (segment, feature) by their places among those that are shown."""
    places = (np.argwhere(shown.cells[1:])).tolist()
    return {"least": shown.least, "segments": list(shown.segments), "together": shown.together, "features": places}
