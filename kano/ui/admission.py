"""Who is looking: the secret in the browser's cookie is checked on every run, whatever the session remembers."""

from __future__ import annotations

import streamlit as st

from kano.errors import KanoError
from kano.workshop import address
from kano.workshop.host import host
from kano.workshop.rights import Actor, Role


def admitted(room: str, *roles: Role) -> Actor | None:
    """The first of these roles that this browser holds the secret of; None when it holds none."""
    for role in roles:
        secret = cookie(address.cookie(role, room))
        if room and secret:
            try:
                return host().service.enter(room, secret, role)
            except KanoError as problem:
                if problem.code != "room-unknown":
                    raise
    return None


def cookie(name: str) -> str:
    """A cookie of the browser that is connected now."""
    value = st.context.cookies.get(name, "")
    return value if isinstance(value, str) else ""


def here() -> str:
    """The address of this server in the browser, without a path."""
    url = st.context.url if isinstance(st.context.url, str) else ""
    return "/".join(url.split("/")[:3])
