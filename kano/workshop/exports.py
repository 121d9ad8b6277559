"""What leaves a room as a file: answers, reasons, results."""

from __future__ import annotations

from kano.errors import KanoError
from kano.reports import FORMATS, Report, write
from kano.workshop import results
from kano.workshop.rights import Actor
from kano.workshop.service import Service

CSV = "text/csv; charset=utf-8"


def kind(what: str, suffix: str) -> str:
    """The media type of a file. Raises KanoError when a room has no such file."""
    if what == "results" and suffix in FORMATS:
        return FORMATS[suffix].mime
    if what in {"answers", "reasons"} and suffix == "csv":
        return CSV
    raise KanoError("format-unknown", format=f"{what}.{suffix}", known=", ".join(["csv", *FORMATS]))


def export(service: Service, actor: Actor, turn: int, what: str, suffix: str, lang: str) -> bytes:
    """`answers.csv`, `reasons.csv` or `results` in one of the formats of reports, of one round. Raises KanoError."""
    kind(what, suffix)
    taken = service.taken(actor, turn)
    room, pairs, profiles, _ = taken
    if what == "answers":
        return results.answers_csv(room, pairs, profiles, room.spoken(lang))
    if what == "reasons":
        return results.reasons_csv(room, pairs, room.spoken(lang))
    study = results.study(taken, turn, lang)
    return write(Report(study, study.classify(), lang), suffix)
