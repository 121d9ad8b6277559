"""What Qualtrics writes: three header rows in text, two in a workbook, other columns in files of long ago."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from kano.forms.questions import Kind, Question
from tests.roundtrip.cases import Case
from tests.roundtrip.sheets import Cell, Meta, Sheet, coded, sheet, told, with_trailing
from tests.roundtrip.tables import matrices

NAMES = [
    "StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
    "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
    "LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage",
]  # fmt: skip
LABELS = {
    "en": [
        "Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished",
        "Recorded Date", "Response ID", "Recipient Last Name", "Recipient First Name", "Recipient Email",
        "External Data Reference", "Location Latitude", "Location Longitude", "Distribution Channel",
        "User Language",
    ],
    "de": [
        "Anfangsdatum", "Enddatum", "Antworttyp", "IP-Adresse", "Aktueller Stand", "Dauer (in Sekunden)", "Beendet",
        "Erfassungsdatum", "Antwort-ID", "Nachname des Empfängers", "Vorname des Empfängers",
        "E-Mail des Empfängers", "Externe Datenreferenz", "Breitengrad des Standorts", "Längengrad des Standorts",
        "Verteilungskanal", "Benutzersprache",
    ],
}  # fmt: skip
IMPORTS = [
    "startDate", "endDate", "status", "ipAddress", "progress", "duration", "finished", "recordedDate", "_recordId",
    "recipientLastName", "recipientFirstName", "recipientEmail", "externalDataReference", "locationLatitude",
    "locationLongitude", "distributionChannel", "userLanguage",
]  # fmt: skip
LEGACY = [
    "ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status",
    "StartDate", "EndDate", "Finished",
]  # fmt: skip
"""Called V1 to V10 in the first row."""

LONGEST = 100
"""A header is cut here and ends in dots."""


def by_code(case: Case, labels: str = "en", numbers: bool = False) -> Sheet:
    """Our own form: each question is called by its code, below stands its title."""
    return _three(case, [q.code for q in case.asked], [q.title(case.lang) for q in case.asked], labels, numbers)


def foreign(case: Case, numbers: bool = False) -> Sheet:
    """A form that somebody built by hand from our texts: Qualtrics numbers the questions."""
    return _three(case, _numbered(case), [q.text[case.lang] for q in case.asked], "en", numbers)


def matrix(case: Case) -> Sheet:
    """Two matrices with a row per feature: `stem - feature`."""
    asked, stems, features = matrices(case)
    labels = [f"{stem} - {name}" if name else stem for stem, name in zip(stems, features, strict=True)]
    names = [f"Q{1 + stems.index(stem)}_{i}" for i, stem in enumerate(stems, start=1)]
    return _two(case, names, labels, asked)


def workbook(case: Case) -> Sheet:
    """XLSX: no row of ids, and what is true or false is said in words."""
    return _two(case, [q.code for q in case.asked], [q.title(case.lang) for q in case.asked])


def cut(case: Case) -> Sheet:
    """The question is cut, its code is not."""
    titles = [q.title(case.lang) for q in case.asked]
    short = [title if len(title) <= LONGEST else f"{title[: LONGEST - 3]}..." for title in titles]
    return _two(case, [q.code for q in case.asked], short)


def legacy(case: Case, numbers: bool = False) -> Sheet:
    """The export before 2016: ten columns by number, a comma behind each line."""
    show = coded() if numbers else told(case.lang)
    titles = [q.title(case.lang) for q in case.asked]
    numbered = [f"V{i}" for i in range(1, 11)]
    lower = replace(sheet(case, [titles], show, before=[Meta(LEGACY, _legacy)]), rows=())
    made = sheet(case, [_numbered(case)], show, before=[Meta(numbered, _legacy)])
    return with_trailing(_preview(replace(made, head=(*made.head, *lower.head)), {6: "1"}))


def _numbered(case: Case) -> list[str]:
    return [f"Q{i}" for i in range(1, len(case.asked) + 1)]


def _three(case: Case, names: Sequence[str], labels: Sequence[str], lang: str, numbers: bool) -> Sheet:
    show = _recoded if numbers else told(case.lang)
    made = sheet(case, [names], show, before=[Meta(NAMES, _meta(numbers))])
    ids = [f"QID{i}" for i in range(1, len(names) + 1)]
    imports = [json.dumps({"ImportId": name}, separators=(",", ":")) for name in [*IMPORTS, *ids]]
    head = (*made.head, [*LABELS[lang], *labels], imports)
    return _preview(replace(made, head=head), {2: "1" if numbers else "Survey Preview", 15: "preview"})


def _two(case: Case, names: Sequence[str], labels: Sequence[str], asked: Sequence[Question] | None = None) -> Sheet:
    made = sheet(case, [names], told(case.lang), before=[Meta(NAMES, _meta(False))], asked=asked)
    return _preview(replace(made, head=(*made.head, [*LABELS["en"], *labels])), {2: "Survey Preview", 15: "preview"})


def _recoded(question: Question, code: str) -> Cell:
    """The numbers of a scale that somebody changed once are 11 to 15; segments are numbered from 1."""
    return coded(first=1 if question.kind is Kind.SEGMENT else 11)(question, code)


def _meta(numbers: bool):
    def meta(i: int) -> list[Cell]:
        """Everybody is somebody; one in five did not come to the end."""
        done = i % 5 != 4
        start = f"2026-11-{i % 28 + 1:02d} 09:{i % 60:02d}:08"
        kind = "0" if numbers else "IP Address"
        finished = str(int(done)) if numbers else str(done)
        place = [f"{30 + i / 10:.4f}", f"{114 + i / 10:.4f}"]
        reached = "100" if done else "60"
        told = [start, start, kind, f"192.0.2.{i % 250}", reached, str(38 + i), finished, start]
        return [*told, f"R_{i:015d}", "", "", "", "", *place, "anonymous", "EN"]

    return meta


def _legacy(i: int) -> list[Cell]:
    start = f"2015-05-{i % 28 + 1:02d} 11:44:08"
    done = str(int(i % 5 != 4))
    return [f"R_{i:015d}", "Default Response Set", "Anonymous", "", "", f"192.0.2.{i % 250}", "0", start, start, done]


def _preview(made: Sheet, marks: dict[int, str]) -> Sheet:
    """The first two people once more, as the author who tried the form."""
    rows = [[marks.get(j, cell) for j, cell in enumerate(row)] for row in made.rows[:2]]
    return replace(made, rows=(*rows, *made.rows), who=(*[None] * len(rows), *made.who))
