"""What the commands share: files and options into studies."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from kano import questionnaire
from kano.commands.bundles import bundle_of, own_settings
from kano.conventions import Settings
from kano.evaluation import load_table
from kano.questionnaire import Questionnaire
from kano.readers import Mapping, Proposal, Table, mapping_file, open_table, propose, read_file
from kano.readers.proposal import followed, with_why
from kano.study import settle


def load_questionnaire(options: Namespace) -> Questionnaire | None:
    return questionnaire.load(options.questionnaire) if options.questionnaire else None


def load_mapping(path: str | None) -> Mapping | None:
    return None if path is None else mapping_file.load(path)


def settings(options: Namespace) -> Settings:
    """What the options say; of a bundle its own, but for what is given. Raises KanoError."""
    if (bundle := bundle_of(options)) is not None:
        return own_settings(bundle, options)
    table, margin = load_table(options.table), options.tie_margin
    return Settings(table, options.rule, seed=options.seed, tie_margin=margin, least=options.least)


def opened(options: Namespace, known: Mapping | None = None) -> Table:
    """The file as a table; what the options say about reading it goes before what a mapping says."""
    known = known or Mapping()
    how = replace(known, encoding=options.encoding or known.encoding, sheet=options.sheet or known.sheet)
    if options.header_rows is not None:
        how = replace(how, header_rows=options.header_rows)
    return open_table(read_file(options.file), options.file, how)


def recognise(options: Namespace, by: str | None = None) -> tuple[Table, Proposal]:
    """A file as a table, and what is proposed for it, or what a confirmed mapping says of it."""
    table, proposal = _recognised(options, by)
    return table, with_why(table, proposal) if getattr(options, "why", False) else proposal


def _recognised(options: Namespace, by: str | None) -> tuple[Table, Proposal]:
    known = load_mapping(options.mapping)
    if known is not None:
        table = opened(options, known)
        return table, followed(table, known.directed(options.codes))
    table, levels = opened(options), len(load_table(options.table).answers)
    return table, settle(propose(table, load_questionnaire(options), options.codes, levels), by)
