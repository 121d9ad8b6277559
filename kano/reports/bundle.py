"""JSON: a study without its people, with the results of it, to be opened again here or read by other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kano.bundle.content import dump, sealed
from kano.bundle.reading import Opened, read
from kano.bundle.writing import record
from kano.conventions import VERSION
from kano.errors import Finding
from kano.i18n import DEFAULT
from kano.reports import About, Report
from kano.reports.record import classification
from kano.reports.record import curves as curves_record
from kano.study import Study
from kano.text import clean

MOST = 50
"""Features that are named where others are found."""
CLOSE = 1e-9
"""Numbers that differ by less are the same: other processors and libraries round the last digit otherwise."""


def write(report: Report) -> bytes:
    """The bundle. It has no people, nor their texts, and of small segments only what may be shown."""
    about, result = report.about, report.result
    said = {"title": about.title, "question": about.question, "author": about.by, "date": about.date}
    return dump(sealed({**record(report.study, result, said), **_results(report)})).encode()


def _results(report: Report) -> dict[str, Any]:
    """What is found of it, as `kano classify --format json` and `kano curves --format json` tell it."""
    return {"classification": classification(report), "curves": curves_record(report)["features"]}


def open_bundle(data: bytes, name: str, lang: str = DEFAULT) -> Report:
    """A bundle as the report that it was written of; a finding says where this version finds other numbers.

    Raises KanoError when it is damaged, changed, of a later version, or not what it says.
    """
    return reopened(read(data, name), lang)


def reopened(opened: Opened, lang: str = DEFAULT) -> Report:
    """The same of a bundle that was read."""
    study, head = opened.study, opened.study.bundled
    assert head is not None
    about = About(head.title, head.question, head.author, head.date)
    made = Report(study, study.classify(head.settings, head.by), lang, about)
    found = tuple(_differs(made, opened.results, head.version)) if opened.results else ()
    return replace(made, study=replace(study, findings=(*study.findings, *found))) if found else made


def about_of(study: Study, said: About | None = None) -> About:
    """What was said, and what a bundle says where nothing was: its title, question and author, but not its date."""
    said, head = said or About(), study.bundled
    if head is None:
        return said
    title, question, by = said.title or head.title, said.question or head.question, said.by or head.author
    return replace(said, title=title, question=question, by=by)


def _differs(made: Report, stored: Mapping[str, Any], version: str) -> Iterator[Finding]:
    """Whether the results that were written are found again."""
    again = json.loads(json.dumps(_results(made)))
    before, now = _features(stored), _features(again)
    names = [key for key in dict.fromkeys((*now, *before)) if not _same(before.get(key), now.get(key))]
    if names:
        features = "; ".join(dict.fromkeys(clean(feature) for feature, _ in names[:MOST]))
        values = {"features": features, "n": len(names), "all": len(now), "then": version, "now": VERSION}
        yield Finding("bundle-differs", values=values)


def _features(results: Mapping[str, Any]) -> dict[tuple[str, str], list[Any]]:
    """The result and the curve of each feature and segment, whatever else stands in the file."""
    told = results["classification"]
    listed = [told.get("features") if isinstance(told, dict) else None, results["curves"]]
    found: dict[tuple[str, str], list[Any]] = {}
    for each in (each for part in listed if isinstance(part, list) for each in part if isinstance(each, dict)):
        found.setdefault((str(each.get("feature")), repr(each.get("segment"))), []).append(each)
    return found


def _same(first: Any, second: Any) -> bool:
    """Equal but for rounding."""
    if isinstance(first, dict) and isinstance(second, dict):
        return set(first) == set(second) and all(_same(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(_same, first, second))
    numbers = (int, float)
    if isinstance(first, numbers) and isinstance(second, numbers) and not isinstance(first, bool):
        return abs(first - second) <= CLOSE * max(1.0, abs(first), abs(second))
    return bool(first == second)
