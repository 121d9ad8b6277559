"""What the commands share where the source is no file that is read whole: its first rows, and what they mean."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from kano.cli import say
from kano.commands.files import load_mapping, load_questionnaire
from kano.engines import Engine, Where, open_source
from kano.evaluation import load_table
from kano.i18n import Translate
from kano.readers import MOST_BYTES, Mapping, Proposal, Table, propose
from kano.readers.proposal import followed
from kano.study import settle

PARQUET = b"PAR1"


def source_of(options: Namespace, places: tuple[str, ...]) -> Engine:
    """Raises KanoError when it does not open."""
    return open_source(Where(places, options.query, options.cluster), options.engine)


def is_beyond(options: Namespace) -> bool:
    """Whether what `options.file` names is read by an engine: not a file, larger than is read whole, or Parquet."""
    path = Path(options.file)
    if options.engine or options.query or not path.is_file():
        return options.engine is not None or options.query is not None or _is_place(options.file)
    with path.open("rb") as file:
        return path.stat().st_size > MOST_BYTES or file.read(len(PARQUET)) == PARQUET or path.suffix == ".duckdb"


def _is_place(text: str) -> bool:
    """A folder, a pattern, a URL, or a table in a file."""
    return Path(text).is_dir() or "://" in text or "#" in text or any(sign in text for sign in "*?[")


def how(options: Namespace, known: Mapping | None) -> Mapping:
    """How the source is read: what the options say goes before what a mapping says."""
    known = known or Mapping()
    made = replace(known, encoding=options.encoding or known.encoding)
    return made if options.header_rows is None else replace(made, header_rows=options.header_rows)


def first_rows(options: Namespace, source: Engine, by: list[str], t: Translate) -> tuple[Table, Proposal]:
    """The first rows of a source and what is proposed for them, or what a confirmed mapping says of them."""
    known = load_mapping(options.mapping)
    table = source.head(how(options, known))
    say("- " + t("cli.first-rows", n=f"{len(table):,}"))
    if known is not None:
        return table, followed(table, known.directed(options.codes))
    levels = len(load_table(options.table).answers)
    proposal = propose(table, load_questionnaire(options), options.codes, levels)
    for name in by:
        proposal = settle(proposal, name)
    return table, proposal
