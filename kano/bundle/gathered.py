"""The counts file: what was counted elsewhere, batch by batch, so that more can be added; opened like a bundle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from kano.bundle import COUNTS
from kano.bundle.content import SEAL, dump, parse, sealed
from kano.bundle.counts import MOST_PEOPLE, data_of
from kano.bundle.fields import Field
from kano.bundle.findings import finding_of, finding_record
from kano.bundle.writing import counted_record
from kano.bundled import Bundled
from kano.conventions import VERSION, Settings
from kano.counted import Counted
from kano.counts import Counts, PairCounts
from kano.errors import Finding, KanoError
from kano.evaluation import TABLES, load_table
from kano.gathered import LARGEST, PERIODS, UNIT, Batch, Gathered, Weighed
from kano.readers import Mapping
from kano.readers.table import Source
from kano.study import Study
from kano.text import clean

PARTS = ("schema", "kano", SEAL, "file", "date", "period", "batches", "counts", "weights", "findings")
SIDES = ("sums", "squares")
_CLOSE = 1e-9


def write(gathered: Gathered) -> bytes:
    """The file. Its segments are as they were counted, small ones too: what is shown to others is a bundle.

    Raises KanoError for what could not be read again: more people than can be analysed, or too large a file.
    """
    _few(gathered)
    data = dump(sealed(_record(gathered))).encode()
    read(data, gathered.batches[0].source)
    return data


def _few(of: Gathered) -> None:
    if of.people > MOST_PEOPLE:
        raise KanoError("counts-many", people=f"{of.people:,}", most=f"{MOST_PEOPLE:,}")


def _record(of: Gathered) -> dict[str, Any]:
    return {
        "schema": COUNTS,
        "kano": VERSION,
        "file": {"levels": of.levels, "read_as_no_answer": list(of.blank), "columns_left_out": list(of.dropped)},
        "date": of.date,
        "period": of.period,
        "batches": [vars(batch) for batch in of.batches],
        "counts": counted_record(of.data),
        "weights": _weights(of.weighed) if of.weighed else None,
        "findings": [finding_record(finding) for finding in of.findings],
    }


def _weights(weighed: Weighed) -> dict[str, Any]:
    questions = [{"by": by, **_sums(sums)} for by, sums in weighed.questions.items()]
    return {"unit": UNIT, "everyone": _sums(weighed.everyone), "questions": questions}


def _sums(sums: Counts) -> dict[str, Any]:
    flat = sums.reshape(*sums.shape[:3], 36).tolist()
    return dict(zip(SIDES, flat, strict=True))


def read(data: bytes, name: str) -> Gathered:
    """The counts, to add to. Raises KanoError: damaged, changed, of a later version, or with the place of a mistake."""
    file = clean(name)
    return of(Field(parse(data, file), "", file))


def of(top: Field) -> Gathered:
    """The same of a file that was parsed."""
    if (schema := top["schema"].text()) != COUNTS:
        raise KanoError("counts-schema", file=top.file, schema=schema[:80])
    top.only(*PARTS)
    try:
        return _gathered(top)
    except (ValueError, OverflowError) as problem:
        raise KanoError("bundle-broken", file=top.file, reason=str(problem)[:200]) from problem


def _gathered(top: Field) -> Gathered:
    counts = _counts(top["counts"])
    date = None if top["date"].none else top["date"].one_of(*counts.questions)
    made = Gathered(
        counts,
        _batches(top["batches"]),
        None if top["weights"].none else _weighed(top["weights"], counts),
        date,
        top["period"].one_of(*PERIODS) if date else None,
        _levels(top["file"].only("levels", "read_as_no_answer", "columns_left_out")["levels"]),
        top["file"]["read_as_no_answer"].texts(),
        top["file"]["columns_left_out"].texts(),
        tuple(finding_of(each) for each in top["findings"].each()),
    )
    if date is None and not top["period"].none:
        top["period"].wrong("null")
    if made.people != counts.people:
        top["batches"].wrong(str(counts.people))
    return made


def _counts(of: Field) -> Counted:
    """Of pairs, and nothing hidden in them: else nothing could be added."""
    of["kind"].one_of("pairs")
    counts = data_of(of)
    assert isinstance(counts, Counted)
    for question in of["questions"].each():
        if not question["hidden"].none:
            question["hidden"].wrong("null")
    return counts


def _levels(of: Field) -> int:
    return 3 if of.value == 3 else of.whole(5, 5)


def _batches(of: Field) -> tuple[Batch, ...]:
    """At least one, each once; without an id one alone."""
    found = tuple(_batch(each) for each in of.each())
    for known in ([batch.id for batch in found], [batch.signature for batch in found if batch.signature]):
        if not found or len(set(known)) < len(known):
            of.wrong("id, signature: ...")
    return found


def _batch(of: Field) -> Batch:
    of.only("id", "source", "people", "signature")
    return Batch(of["id"].text(200), of["source"].text(), of["people"].whole(0, MOST_PEOPLE), of["signature"].text(64))


def _weighed(of: Field, counts: Counted) -> Weighed:
    of.only("unit", "everyone", "questions")["unit"].whole(UNIT, UNIT)
    whole = _read(of["everyone"], counts, None)
    found = list(_questions(of["questions"], counts, whole))
    if sorted(by for by, _ in found) != sorted(counts.questions):
        of["questions"].wrong(", ".join(counts.questions))
    return Weighed(whole, dict(found))


def _questions(of: Field, counts: Counted, whole: Counts) -> Iterator[tuple[str, Counts]]:
    """Those of each question add up to everyone's."""
    for each in of.each():
        by = each.only("by", *SIDES)["by"].one_of(*counts.questions)
        sums = _read(each, counts, by)
        if (sums.astype(object).sum(axis=1) != whole[:, 0]).any():
            each.wrong("everyone")
        yield by, sums


def _read(of: Field, counts: Counted, by: str | None) -> Counts:
    pairs = counts.count(by)
    assert isinstance(pairs, PairCounts)
    shape = (*pairs.grid.shape[:2], 36)
    made = np.stack([of[side].counts(*shape, most=LARGEST) for side in SIDES]).reshape(2, *pairs.grid.shape)
    n, (total, squares) = pairs.grid.astype(float), made.astype(float)
    if (made[:, pairs.grid == 0] > 0).any() or (total**2 > n * squares * (1 + _CLOSE)).any():
        of.wrong("(sums)² ≤ n · squares")
    return made


def study_of(gathered: Gathered, name: str = "", sha256: str = "", version: str = VERSION) -> Study:
    """Counts as a study without people, by the table of their levels; those that weigh as many people who count alike.

    Raises KanoError when there are more people than can be counted with.
    """
    _few(gathered)
    table = load_table(TABLES[2] if gathered.levels == 3 else TABLES[0])
    said = [Finding("counts-weighed", values={"table": table.name})] if gathered.weighed else []
    head = Bundled(sha256, version, Settings(table), batches=gathered.batches, periods=gathered.date, name=name)
    return Study(
        Source(_sources(gathered.batches), sha256),
        Mapping(answers=dict.fromkeys(gathered.blank, ""), levels=gathered.levels, dropped=gathered.dropped),
        gathered.weighted(table),
        (*gathered.findings, *said),
        bundled=head,
    )


def _sources(batches: tuple[Batch, ...]) -> str:
    """The first source, and how many there are beside it."""
    names = list(dict.fromkeys(batch.source for batch in batches))
    return names[0] if len(names) == 1 else f"{names[0]} + {len(names) - 1}"
