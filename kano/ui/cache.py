"""What is kept between reruns. The only file that caches; everything a user uploaded is his session's alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from kano.classification import Classification, classify
from kano.conventions import Settings
from kano.evaluation import load_table
from kano.questionnaire import Questionnaire, load
from kano.readers import Table, open_table
from kano.readers.mapping import Mapping
from kano.readers.mapping_file import to_yaml
from kano.reports import Report
from kano.study import Study
from kano.ui.state import Upload
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


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs={Mapping: to_yaml, Upload: called})
def table(upload: Upload, encoding: str | None = None, mapping: Mapping | None = None) -> Table:
    """The uploaded file as columns, read as a saved mapping says. Raises KanoError."""
    how = mapping or Mapping()
    return open_table(upload.data, upload.name, replace(how, encoding=encoding or how.encoding))


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
