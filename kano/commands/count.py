"""`kano count`: counts of a source of any size, in a file that is opened like answers."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from kano import engines
from kano.bundle import gathered as counts_file
from kano.cli import DONE, say, say_findings
from kano.commands.files import load_mapping
from kano.commands.keeping import keep, orderly, turn
from kano.commands.layout import columns
from kano.commands.mappings import say_mapping
from kano.commands.sources import first_rows, how, source_of
from kano.commands.telling import Telling
from kano.conventions import VERSION
from kano.engines import Engine
from kano.engines.arrow.places import files_of
from kano.errors import KanoError
from kano.gathered import UNIT, Batch, Gathered
from kano.i18n import Translate
from kano.readers import Mapping
from kano.reports import pair_counts, record
from kano.study import settled
from kano.text import clean
from kano.uncounted import pairs_left_out, people_left_out

SCHEMA = "kano.counting/1"
ID_LENGTH = 12
"""Hexadecimal digits of the signature that are the id of a file that was given none."""


def count(options: Namespace, t: Translate) -> int:
    writer = _writer(options, t)
    source = source_of(options, tuple(options.source))
    batch = _batch_id(options, source)
    if options.append and (there := _there(options.out)) and _is_in(there, batch, source):
        return shown(there, options, t, t("cli.batch-in", batch=batch))
    found = _counted(options, source, batch, t)
    if not options.append:
        return _kept(found, options, writer, t)
    with turn(options.out):
        before = _there(options.out)
        if before and before.has(found.batches[0]):
            return shown(before, options, t, t("cli.batch-in", batch=batch))
        return _kept(before + found if before else found, options, writer, t)


def _counted(options: Namespace, source: Engine, batch: str, t: Translate) -> Gathered:
    mapping = _mapping(options, source, t)
    told = Telling(options.progress or sys.stderr.isatty())
    with orderly(), closing(told):
        return engines.count(
            source,
            mapping,
            options.by,
            date=options.date,
            period=options.period or "month",
            weight=options.weight,
            batch=batch,
            progress=told,
        )


def _mapping(options: Namespace, source: Engine, t: Translate) -> Mapping:
    """A confirmed mapping, or what is proposed for the first rows where nothing is in doubt; either way it is said."""
    known = load_mapping(options.mapping)
    table, proposal = first_rows(options, source, known, options.by or [], t)
    say_findings(proposal.assumptions, t)
    say_mapping(table, proposal.mapping, t)
    return how(options, known.directed(options.codes)) if known else settled(table, proposal, t)


def _writer(options: Namespace, t: Translate) -> Callable[[Gathered], bytes] | None:
    """What makes the file. Raises KanoError when it is of no known format, or one that is not added to."""
    if options.period and not options.date:
        raise KanoError("period-dateless", period=options.period)
    if options.out is None:
        if options.append:
            raise KanoError("append-out")
        return None
    suffix = Path(options.out).suffix
    if suffix not in (".json", ".csv"):
        raise KanoError("format-unknown", format=suffix or options.out, known="json, csv")
    if any(_is_in_place(Path(options.out), place) for place in options.source):
        raise KanoError("file-unwritable", file=options.out, reason=t("cli.is-input"))
    if suffix == ".csv" and (options.append or options.weight):
        raise KanoError("counts-csv")
    return counts_file.write if suffix == ".json" else _csv


def _is_in_place(out: Path, place: str) -> bool:
    """Whether a file is one of those of a source: it would be lost."""
    if "://" in place and not place.startswith("file://"):
        return False
    with suppress(KanoError):
        return out.exists() and any(out.samefile(file.path) for file in files_of((place,)))
    return Path(place).resolve() == out.resolve()


def _csv(found: Gathered) -> bytes:
    return pair_counts.write(found.data)


def _batch_id(options: Namespace, source: Engine) -> str:
    """As the user says; of files the beginning of their signature. Raises KanoError when there is none to add by."""
    found = clean(options.batch) or (source.signature() or "")[:ID_LENGTH]
    if options.append and not found:
        raise KanoError("batch-nameless", source=source.name)
    return found


def _there(path: str) -> Gathered | None:
    """The counts that are in the file already."""
    if not Path(path).exists():
        return None
    try:
        return counts_file.read(Path(path).read_bytes(), Path(path).name)
    except OSError as problem:
        raise KanoError("file-missing", file=path) from problem


def _is_in(there: Gathered, batch: str, source: Engine) -> bool:
    """Whether a batch was counted before, as far as that is known before it is counted. Raises KanoError."""
    signature = source.signature() or ""
    people = next((mine.people for mine in there.batches if mine.id == batch), 0)
    return bool(signature) and there.has(Batch(batch, source.name, people, signature))


def _kept(found: Gathered, options: Namespace, writer: Callable[[Gathered], bytes] | None, t: Translate) -> int:
    lost = None if options.append else _lost(found, options.out)
    if writer:
        keep(options.out, writer(found))
    status = shown(found, options, t)
    if writer:
        say(t("cli.wrote", file=options.out))
        if lost:
            say("- " + t("cli.counts-replaced", people=f"{lost.people:,}", batches=len(lost.batches)))
        if found.data.questions:
            say("- " + t("cli.counts-small"))
    return status


def _lost(found: Gathered, path: str | None) -> Gathered | None:
    """The counts that were in the file, where they held a batch that is not counted now."""
    try:
        before = _there(path) if path else None
    except KanoError:
        return None
    ids = {batch.id for batch in found.batches}
    return before if before and any(batch.id not in ids for batch in before.batches) else None


def shown(found: Gathered, options: Namespace, t: Translate, remark: str = "") -> int:
    """Print what was counted; remarks on stderr."""
    print(record.dump(as_data(found)) if options.format == "json" else as_text(found, t))
    say_findings(found.findings, t)
    if remark:
        say("- " + remark)
    return DONE


def as_data(found: Gathered) -> dict[str, Any]:
    """The contract of `--format json`."""
    data = found.data
    return {
        "schema": SCHEMA,
        "conventions": {"kano": VERSION, "levels": found.levels, "weights": f"1/{UNIT}" if found.weighed else None},
        "people": found.people,
        "features": list(data.features),
        "questions": {by: len(counts.segments) for by, counts in data.questions.items()},
        "date": found.date,
        "period": found.period,
        "batches": [vars(batch) for batch in found.batches],
        "findings": [finding.to_dict() for finding in found.findings],
        "left_out": left_out(found),
    }


def left_out(found: Gathered) -> dict[str, Any]:
    """What of the sources is in no number: people without answers, pairs by what is missing, columns."""
    people = people_left_out(found.people, found.data.silent, None)
    return {**people, **pairs_left_out(found.data.everyone, found.blank), "columns": list(found.dropped)}


def as_text(found: Gathered, t: Translate) -> str:
    """What was counted, and in which batches."""
    data = found.data
    sizes = ", ".join(f"{by} ({len(of.segments)})" for by, of in data.questions.items())
    facts = [
        [t("cli.count-people"), f"{found.people:,}"],
        [t("cli.count-silent"), f"{data.silent:,}"],
        [t("cli.count-features"), f"{len(data.features)}"],
        [t("cli.count-questions"), sizes or "-"],
        [t("cli.count-pairs"), f"{left_out(found)['pairs']:,}"],
        [t("cli.count-columns"), "; ".join(found.dropped) or "-"],
    ]
    head = [t("cli.count-batch"), t("cli.count-source"), t("cli.count-people")]
    rows = [[batch.id or "-", batch.source, f"{batch.people:,}"] for batch in found.batches]
    return "\n".join(f"{name}: {value}" for name, value in facts) + "\n\n" + columns([head, *rows])
