"""What is kept between reruns. The only file that caches; everything a user uploaded is his session's alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from kano.classification import Classification, classify
from kano.conventions import Settings
from kano.errors import Finding, KanoError
from kano.evaluation import load_table
from kano.questionnaire import Questionnaire, load
from kano.readers import Proposal, Table, open_grid, open_table, propose
from kano.readers.mapping import Mapping
from kano.readers.mapping_file import to_yaml
from kano.readers.proposal import by_hand, followed
from kano.reports import Report
from kano.study import Study
from kano.study import study as make_study
from kano.ui.state import Upload
from kano.ui.work import Mended, Work, mend
from kano.workshop.host import host
from kano.workshop.publishing import Live
from kano.workshop.rights import Actor


@st.cache_resource(show_spinner=False)
def template(name: str) -> Questionnaire:
    """A questionnaire that ships: nobody's data, so one for all sessions."""
    return load(name)


def called(upload: Upload) -> tuple[str, str]:
    """What makes an upload another one, without reading its bytes again."""
    return upload.name, upload.key


def identity(study: Study) -> tuple[str, str, str]:
    """What makes a study another one: its bytes, its mapping, its questionnaire word for word."""
    return study.source.sha256, to_yaml(study.mapping), str(study.questionnaire)


def as_read(table: Table) -> str:
    """What makes a table another one: its bytes and how they were read."""
    return repr(table.source)


def as_proposed(proposal: Proposal) -> str:
    return repr((proposal.mapping, proposal.questions))


_BY: dict[str | type[Any], Callable[[Any], Any]] = {
    Mapping: repr,
    Upload: called,
    Table: as_read,
    Proposal: as_proposed,
    Questionnaire: str,
    Work: lambda work: work.said,
}


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=_BY)
def table(upload: Upload, how: Mapping) -> Table:
    """The uploaded file as columns, read as a mapping says. Raises KanoError."""
    return open_table(upload.data, upload.name, how)


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs=_BY)
def top(upload: Upload, how: Mapping, most: int = 8) -> list[list[str]]:
    """The first rows of the file, headers among them. Raises KanoError."""
    grid = open_grid(upload.data, upload.name, how)
    return [grid.row(i) for i in range(min(most, len(grid)))]


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=_BY)
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


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=_BY)
def following(table: Table, mapping: Mapping) -> Proposal:
    """What a mapping that was confirmed before says of a table. Raises KanoError."""
    return followed(table, mapping)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=_BY)
def mended(table: Table, proposal: Proposal, work: Work) -> Mended:
    """What follows from a proposal and the user's words. Raises KanoError."""
    return mend(table, proposal, work)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=_BY)
def made(
    table: Table, mapping: Mapping, questionnaire: Questionnaire | None, by: str | None, n: int | None
) -> tuple[Study, tuple[Finding, ...]]:
    """The study of a confirmed mapping, and the doubts about the whole of it. Raises KanoError."""
    study = make_study(table, mapping, questionnaire, by, n)
    return study, tuple(finding for finding in study.classify().findings if finding.feature is None)


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={Study: identity})
def report(study: Study, table: str, rule: str, by: str | None, lang: str) -> Report:
    """The results of a study by these conventions. Raises KanoError."""
    return Report(study, study.classify(Settings(table=load_table(table), rule=rule), by), lang)


def identity_of(actor: Actor) -> str:
    """What makes somebody who looks another one."""
    return f"{actor.role} {actor.room} {actor.proof}"


@st.cache_resource(ttl=0.4, max_entries=64, show_spinner=False, hash_funcs={Actor: identity_of})
def live(actor: Actor) -> Live:
    """What the screens of a room show, asked for twice a second at most however many screens there are."""
    return host().service.live(actor)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Live: lambda live: live.published})
def standing(live: Live) -> Classification:
    """The results of a room's published figures, made once for each step they take."""
    return classify(live.counts)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Live: lambda live: live.published})
def wall(live: Live, view: str, lang: str, dark: bool, _draw: Callable[[], Any]) -> Any:  # noqa: ARG001
    """A picture of those figures for the wall, drawn once for all screens that show the same."""
    return _draw()
