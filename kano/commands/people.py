"""`kano people`: the answers behind a feature's numbers, row by row, without names."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from kano.behind import Person, people_behind
from kano.cli import DONE, say
from kano.commands.files import settings
from kano.commands.layout import columns
from kano.commands.results import read_study
from kano.errors import KanoError
from kano.i18n import Translate
from kano.reports import record
from kano.reports.table import to_csv
from kano.responses import Responses
from kano.study import Study

SCHEMA = "kano.people/1"


def people(options: Namespace, t: Translate) -> int:
    study = read_study(options, t)
    found = _behind(study, options)
    shown: dict[str, Callable[..., str]] = {"json": _json, "csv": _csv, "text": _text}
    print(shown[options.format](found, study, options, t))
    return DONE


def _behind(study: Study, options: Namespace) -> tuple[Person, ...]:
    """Raises KanoError when the file holds no people, or has no such feature or segment."""
    data, chosen = study.data, settings(options)
    if not isinstance(data, Responses):
        raise KanoError("people-none", file=study.file)
    if options.feature not in data.features:
        raise KanoError("feature-unknown", feature=options.feature, known="; ".join(data.features))
    result = study.classify(chosen, options.by)
    if options.segment is not None and options.segment not in result.counts.segments:
        raise KanoError(
            "segment-value-unknown", segment=options.segment, known="; ".join(map(str, result.counts.segments[1:]))
        )
    place = next(f for f in result.of(options.segment) if f.feature == options.feature)
    if place.suppressed:
        raise KanoError("segment-few", segment=str(options.segment), least=chosen.least)
    where = options.by, options.segment, chosen.least
    return people_behind(data, options.feature, chosen.table, *where, study.numbers, result.together)


def _json(found: tuple[Person, ...], study: Study, options: Namespace, _: Translate) -> str:
    source = {"file": study.source.name, "sha256": study.source.sha256}
    conventions = study.classify(settings(options), options.by).conventions
    head = {"schema": SCHEMA, "source": source, "conventions": conventions, "feature": options.feature}
    return record.dump({**head, "segment": options.segment, "people": [person.row() for person in found]})


def _csv(found: tuple[Person, ...], *_: object) -> str:
    return to_csv([person.row() for person in found])


def _text(found: tuple[Person, ...], study: Study, options: Namespace, t: Translate) -> str:
    rows = [person.row() for person in found]
    if not rows:
        return t("category.none")
    head = [t(f"column.{key}") if key in WORDED else key for key in rows[0]]
    say(f"{study.source.name}: {options.feature}")
    cells = [
        ["-" if value is None else f"{value:g}" if isinstance(value, float) else str(value) for value in row.values()]
        for row in rows
    ]
    return columns([head, *cells])


WORDED = ("respondent", "functional", "dysfunctional", "category", "importance")
