"""Results between reruns, by the conventions that were chosen."""

from __future__ import annotations

import streamlit as st

from kano.comparison import Comparison, compare, compare_rounds
from kano.drivers.rated import Choice, Rated, rated
from kano.errors import Finding, KanoError
from kano.fieldwork import planner
from kano.fieldwork.planner import Needed
from kano.flags import Rules
from kano.groups.conventions import Search
from kano.groups.search import Groups
from kano.matching import Matched, match
from kano.readers import Table
from kano.readers.mapping import Mapping
from kano.readers.service import read_service
from kano.reports import Report
from kano.responses import Responses
from kano.screening import Screening, screened
from kano.service.items import Items
from kano.service.quality import ServiceQuality, service_quality
from kano.splits import Split
from kano.study import Study
from kano.study import study as make_study
from kano.trust import Trust, trust_study
from kano.ui.cache.files import pairs, table
from kano.ui.cache.keys import BY, identity
from kano.ui.state import Upload


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={Study: identity})
def report(study: Study, table: str, rule: str, by: str | None, lang: str) -> Report:
    """The results of a study by these conventions. Raises KanoError."""
    return Report(study, study.classify(study.chosen(table, rule), by), lang)


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={Study: identity, Rules: repr})
def screening(study: Study, rules: Rules, table: str, rule: str) -> Screening:
    """Everyone of a study with and without those whom the rules flag. Raises KanoError."""
    if not isinstance(study.data, Responses):
        raise KanoError("screening-counts")
    return screened(study.data, rules, study.chosen(table, rule))


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={Study: identity})
def comparison(first: Study, second: Study, table: str, rule: str) -> Comparison:
    """Two studies of other people, the first less the second. Raises KanoError."""
    found = compare(first.everyone, second.everyone, first.chosen(table, rule))
    if not found.gaps:
        raise KanoError("compare-unlike", first=first.source.name, second=second.source.name)
    return found


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={**BY, Study: identity})
def rounds(
    first: Study, second: Study, uploads: tuple[Upload, Upload], ids: str, table: str, rule: str
) -> tuple[Comparison, Matched]:
    """Two studies of the same people, who are told apart by the column `ids` of both files. Raises KanoError."""
    matched = match(*(_named(study, upload, ids) for study, upload in zip((first, second), uploads, strict=True)))
    return compare_rounds(matched.first, matched.second, first.chosen(table, rule)), matched


def _named(study: Study, upload: Upload, ids: str) -> Responses:
    """The study's people with their names, read again from its file."""
    again = make_study(table(upload, study.mapping), study.mapping, study.questionnaire, ids=ids).data
    if not isinstance(again, Responses):
        raise KanoError("ids-counts")
    return again.take(study.screened.kept) if study.screened else again


@st.cache_resource(scope="session", max_entries=8, show_spinner=False, hash_funcs={Study: identity})
def trusted(study: Study, table: str, rule: str, by: str | None) -> Trust:
    """How far the categories of a study can be trusted, by these conventions. Raises KanoError."""
    return trust_study(study, study.chosen(table, rule), by)


@st.cache_resource(max_entries=64, show_spinner=False)
def needed(shares: tuple[float, ...], chance: float) -> Needed:
    """Answers per feature for shares that were expected: nobody's data, so one for all sessions. Raises KanoError."""
    return planner.needed(planner.expected(shares), chance=chance)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={**BY, Items: repr})
def service(table: Table, items: Items) -> tuple[ServiceQuality, tuple[Finding, ...]]:
    """The gaps of confirmed items, and what was taken as no rating. Raises KanoError."""
    ratings, said = read_service(table, items)
    return service_quality(ratings), said


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={Study: identity})
def splits(study: Study, table: str, rule: str) -> tuple[Split, ...]:
    """Every feature over the segments of every question about the person. Raises KanoError."""
    return study.split(study.chosen(table, rule))


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={Study: identity})
def groups(study: Study, table: str, rule: str, method: str) -> Groups:
    """Groups of respondents who answer alike, or why there are none. Raises KanoError."""
    return study.groups(study.chosen(table, rule), Search(method))


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={**BY, Choice: repr})
def ratings(table: Table, choice: Choice, known: Mapping | None) -> Rated:
    """What the ratings of a file say by a choice, beside its pairs. Raises KanoError."""
    found = pairs(table, known)
    return rated(table, choice, found.asked, found.columns)
