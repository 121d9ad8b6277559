"""Questionnaires and files between reruns: tables, proposals, mappings, studies."""

from __future__ import annotations

import streamlit as st

from kano.drivers.asked import Pairs, find_pairs
from kano.errors import Finding, KanoError
from kano.questionnaire import Questionnaire, load
from kano.readers import Proposal, Table, open_grid, open_table, propose
from kano.readers.mapping import Mapping
from kano.readers.proposal import by_hand, followed
from kano.readers.service import ItemsProposal, propose_items
from kano.study import Study
from kano.study import study as make_study
from kano.ui.cache.keys import BY
from kano.ui.state import Upload
from kano.ui.work import Mended, Work, mend


@st.cache_resource(show_spinner=False)
def template(name: str) -> Questionnaire:
    """A questionnaire that ships: nobody's data, so one for all sessions."""
    return load(name)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=BY)
def table(upload: Upload, how: Mapping) -> Table:
    """The uploaded file as columns, read as a mapping says. Raises KanoError."""
    return open_table(upload.data, upload.name, how)


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs=BY)
def top(upload: Upload, how: Mapping, most: int = 8) -> list[list[str]]:
    """The first rows of the file, headers among them. Raises KanoError."""
    grid = open_grid(upload.data, upload.name, how)
    return [grid.row(i) for i in range(min(most, len(grid)))]


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=BY)
def proposal(
    table: Table, questionnaire: Questionnaire | None, levels: int, named: bool
) -> tuple[Proposal, KanoError | None]:
    """What the program proposes for a table; nothing, and why, when it recognises no pair. Raises KanoError."""
    try:
        return propose(table, questionnaire, None, levels, named), None
    except KanoError as problem:
        if not problem.code.startswith("not-kano"):
            raise
        return by_hand(table, levels), problem


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=BY)
def following(table: Table, mapping: Mapping) -> Proposal:
    """What a mapping that was confirmed before says of a table. Raises KanoError."""
    return followed(table, mapping)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=BY)
def mended(table: Table, proposal: Proposal, work: Work) -> Mended:
    """What follows from a proposal and the user's words. Raises KanoError."""
    return mend(table, proposal, work)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=BY)
def made(
    table: Table, mapping: Mapping, questionnaire: Questionnaire | None, by: str | None, n: int | None
) -> tuple[Study, tuple[Finding, ...]]:
    """The study of a confirmed mapping, and the doubts about the whole of it. Raises KanoError."""
    study = make_study(table, mapping, questionnaire, by, n)
    return study, tuple(finding for finding in study.classify().findings if finding.feature is None)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=BY)
def pairs(table: Table, known: Mapping | None) -> Pairs:
    """The Kano pairs that stand beside ratings in a file, by a confirmed mapping if there is one. Raises KanoError."""
    return find_pairs(table, known)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=BY)
def items_proposal(table: Table) -> tuple[ItemsProposal | None, KanoError | None]:
    """The items that a table of expectations and perceptions tells; nothing, and why, when it tells none."""
    try:
        return propose_items(table), None
    except KanoError as problem:
        return None, problem
