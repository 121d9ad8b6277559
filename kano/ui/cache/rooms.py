"""A room's figures between reruns, made once for everybody who looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from kano.classification import Classification, classify
from kano.settling import Settling, settle
from kano.ui.cache.keys import identity_of
from kano.workshop.host import host
from kano.workshop.publishing import Live
from kano.workshop.rights import Actor


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
