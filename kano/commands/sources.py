"""What the commands share where the source is no file that is read whole: its first rows, and what they mean."""

from __future__ import annotations

import csv
import io
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from kano.cli import say
from kano.commands.files import load_questionnaire
from kano.engines import Engine, Where, engine_of, open_source
from kano.engines.arrow.places import files_of
from kano.engines.arrow.scans import DelimitedScan, scan_of
from kano.errors import KanoError
from kano.evaluation import load_table
from kano.i18n import Translate
from kano.readers import MOST_BYTES, PARQUET, Mapping, Proposal, Table, open_table, propose
from kano.readers.proposal import followed
from kano.study import settle

GZIP = b"\x1f\x8b"


def source_of(options: Namespace, places: tuple[str, ...]) -> Engine:
    """Raises KanoError when it does not open."""
    return open_source(Where(places, options.query, options.cluster), options.engine)


def is_beyond(options: Namespace) -> bool:
    """Whether what `options.file` names is read by an engine: larger than is read whole, or no such file."""
    path = Path(options.file)
    if options.engine or options.query or options.cluster or options.first_rows or engine_of(options.file) != "arrow":
        return True
    if not path.is_file():
        return _is_place(options.file)
    with path.open("rb") as file:
        return path.stat().st_size > MOST_BYTES or file.read(len(PARQUET)).startswith((PARQUET, GZIP))


def _is_place(text: str) -> bool:
    """A folder, a pattern, a URL, or a table in a file."""
    return Path(text).is_dir() or any(sign in text for sign in ("://", *"#*?["))


def how(options: Namespace, known: Mapping | None) -> Mapping:
    """How the source is read: what the options say goes before what a mapping says."""
    known = known or Mapping()
    made = replace(known, encoding=options.encoding or known.encoding)
    return made if options.header_rows is None else replace(made, header_rows=options.header_rows)


def first_rows(
    options: Namespace, source: Engine, known: Mapping | None, by: list[str], t: Translate
) -> tuple[Table, Proposal]:
    """The first rows of a source and what is proposed for them, or what a confirmed mapping says of them."""
    table = source.head(how(options, known))
    say("- " + t("cli.first-rows", n=f"{len(table):,}"))
    if known is not None:
        return table, followed(table, known.directed(options.codes))
    levels = len(load_table(options.table).answers)
    proposal = propose(table, load_questionnaire(options), options.codes, levels)
    for name in by:
        proposal = settle(proposal, name)
    return table, proposal


def rows_of(options: Namespace, table: Table, known: Mapping | None) -> bytes:
    """The first rows: of text as they stand in the file, of others as CSV, so that what they mean is said in the app.

    Raises KanoError when their columns would be called otherwise there.
    """
    if table.source.delimiter:
        scan = scan_of(files_of((options.file,)))
        assert isinstance(scan, DelimitedScan)
        return scan.top(how(options, known))
    data = _csv(table)
    again = open_table(data, table.source.name).names
    if renamed := [name for name in table.names if name not in again]:
        raise KanoError("rows-renamed", columns="; ".join(renamed))
    return data


def _csv(table: Table) -> bytes:
    file = io.StringIO()
    rows = zip(*(column.texts() for column in table.columns), strict=True)
    csv.writer(file).writerows([table.names, *rows])
    return file.getvalue().encode("utf-8-sig")
