"""What is kept between reruns. The only file that caches; everything a user uploaded is his session's alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from kano.classification import Classification, classify
from kano.comparison import Comparison, compare, compare_rounds
from kano.conventions import Settings
from kano.drivers.asked import Pairs, find_pairs
from kano.drivers.rated import Choice, Rated, rated
from kano.errors import Finding, KanoError
from kano.evaluation import load_table
from kano.fieldwork import planner
from kano.fieldwork.planner import Needed
from kano.flags import Rules
from kano.groups.conventions import Search
from kano.groups.search import Groups
from kano.matching import Matched, match
from kano.questionnaire import Questionnaire, load
from kano.readers import Proposal, Table, open_grid, open_table, propose
from kano.readers.mapping import Mapping
from kano.readers.mapping_file import to_yaml
from kano.readers.proposal import by_hand, followed
from kano.readers.service import ItemsProposal, propose_items, read_service
from kano.reports import Report
from kano.responses import Responses
from kano.screening import Screening, screened
from kano.service.items import Items
from kano.service.quality import ServiceQuality, service_quality
from kano.settling import Settling, settle
from kano.splits import Split
from kano.study import Study
from kano.study import study as make_study
from kano.trust import Trust, trust_study
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


def identity(study: Study) -> tuple[str, str, str, str]:
    """What makes a study another one: its bytes, its mapping, its questionnaire word for word, who is left out."""
    screened = str(study.screened.record()) if study.screened else ""
    return study.source.sha256, to_yaml(study.mapping), str(study.questionnaire), screened


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


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={Study: identity, Rules: repr})
def screening(study: Study, rules: Rules, table: str, rule: str) -> Screening:
    """Everyone of a study with and without those whom the rules flag. Raises KanoError."""
    if not isinstance(study.data, Responses):
        raise KanoError("screening-counts")
    return screened(study.data, rules, Settings(table=load_table(table), rule=rule))


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={Study: identity})
def comparison(first: Study, second: Study, table: str, rule: str) -> Comparison:
    """Two studies of other people, the first less the second. Raises KanoError."""
    sides = [study.data.count() if isinstance(study.data, Responses) else study.data for study in (first, second)]
    found = compare(sides[0], sides[1], Settings(table=load_table(table), rule=rule))
    if not found.gaps:
        raise KanoError("compare-unlike", first=first.source.name, second=second.source.name)
    return found


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={**_BY, Study: identity})
def rounds(
    first: Study, second: Study, uploads: tuple[Upload, Upload], ids: str, table: str, rule: str
) -> tuple[Comparison, Matched]:
    """Two studies of the same people, who are told apart by the column `ids` of both files. Raises KanoError."""
    matched = match(*(_named(study, upload, ids) for study, upload in zip((first, second), uploads, strict=True)))
    return compare_rounds(matched.first, matched.second, Settings(table=load_table(table), rule=rule)), matched


def _named(study: Study, upload: Upload, ids: str) -> Responses:
    """The study's people with their names, read again from its file."""
    again = make_study(table(upload, study.mapping), study.mapping, study.questionnaire, ids=ids).data
    if not isinstance(again, Responses):
        raise KanoError("ids-counts")
    return again.take(study.screened.kept) if study.screened else again


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={Study: identity})
def trusted(study: Study, table: str, rule: str, by: str | None) -> Trust:
    """How far the categories of a study can be trusted, by these conventions. Raises KanoError."""
    return trust_study(study, Settings(table=load_table(table), rule=rule), by)


@st.cache_resource(max_entries=64, show_spinner=False)
def needed(shares: tuple[float, ...], chance: float) -> Needed:
    """Answers per feature for shares that were expected: nobody's data, so one for all sessions. Raises KanoError."""
    return planner.needed(planner.expected(shares), chance=chance)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=_BY)
def items_proposal(table: Table) -> tuple[ItemsProposal | None, KanoError | None]:
    """The items that a table of expectations and perceptions tells; nothing, and why, when it tells none."""
    try:
        return propose_items(table), None
    except KanoError as problem:
        return None, problem


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={**_BY, Items: repr})
def service(table: Table, items: Items) -> tuple[ServiceQuality, tuple[Finding, ...]]:
    """The gaps of confirmed items, and what was taken as no rating. Raises KanoError."""
    ratings, said = read_service(table, items)
    return service_quality(ratings), said


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={Study: identity})
def splits(study: Study, table: str, rule: str) -> tuple[Split, ...]:
    """Every feature over the segments of every question about the person. Raises KanoError."""
    return study.split(Settings(table=load_table(table), rule=rule))


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={Study: identity})
def groups(study: Study, table: str, rule: str, method: str) -> Groups:
    """Groups of respondents who answer alike, or why there are none. Raises KanoError."""
    return study.groups(Settings(table=load_table(table), rule=rule), Search(method))


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=_BY)
def pairs(table: Table, known: Mapping | None) -> Pairs:
    """The Kano pairs that stand beside ratings in a file, by a confirmed mapping if there is one. Raises KanoError."""
    return find_pairs(table, known)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={**_BY, Choice: repr})
def ratings(table: Table, choice: Choice, known: Mapping | None) -> Rated:
    """What the ratings of a file say by a choice, beside its pairs. Raises KanoError."""
    found = pairs(table, known)
    return rated(table, choice, found.asked, found.columns)


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
def ahead(live: Live) -> Settling:
    """What more people would do to those figures, found once for each step they take."""
    return settle(standing(live), (10, 50), live.room.asked)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Live: lambda live: live.published})
def wall(live: Live, view: str, lang: str, dark: bool, _draw: Callable[[], Any]) -> Any:  # noqa: ARG001
    """A picture of those figures for the wall, drawn once for all screens that show the same."""
    return _draw()
