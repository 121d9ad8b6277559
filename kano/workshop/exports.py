"""What leaves a room as a file: answers, reasons, results."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kano.errors import Finding, KanoError
from kano.reports import FORMATS, Report, write
from kano.workshop import results
from kano.workshop.filing import Taken
from kano.workshop.rights import Actor
from kano.workshop.service import Service

CSV = "text/csv; charset=utf-8"
Writer = Callable[[Report, str], bytes]


class Made(NamedTuple):
    """A file, what is to be said of it, and how many people who answered are not in it."""

    data: bytes
    remarks: tuple[Finding, ...]
    left_out: int


def kind(what: str, suffix: str) -> str:
    """The media type of a file. Raises KanoError when a room has no such file."""
    if what == "results" and suffix in FORMATS:
        return FORMATS[suffix].mime
    if what in {"answers", "reasons"} and suffix == "csv":
        return CSV
    raise KanoError("format-unknown", format=f"{what}.{suffix}", known=", ".join(["csv", *FORMATS]))


def export(
    service: Service, actor: Actor, turn: int, what: str, suffix: str, lang: str, writer: Writer = write
) -> Made:
    """`answers.csv`, `reasons.csv` or `results` in one of the formats of reports, of one round. Raises KanoError.

    `writer` makes the report.
    """
    kind(what, suffix)
    taken = service.taken(actor, turn)
    data = _results(taken, turn, suffix, lang, writer) if what == "results" else _csv(taken, what, lang)
    said = results.of_people(taken) if what == "reasons" else results.remarks(taken, lang)
    return Made(data, said, taken.left_out)


def _csv(taken: Taken, what: str, lang: str) -> bytes:
    room, pairs, profiles, _ = taken
    if what == "answers":
        return results.answers_csv(room, pairs, profiles, room.spoken(lang))
    return results.reasons_csv(room, pairs, room.spoken(lang))


def _results(taken: Taken, turn: int, suffix: str, lang: str, writer: Writer) -> bytes:
    study = results.study(taken, turn, lang)
    return writer(Report(study, study.classify(), lang), suffix)
