"""The facilitator's page: a room is opened here, and led with the link that came with it."""

from __future__ import annotations

import streamlit as st

from kano.i18n import Translate
from kano.ui import admission, cache, gaps, leading, opening
from kano.ui.parts import ICONS, guarded, page, watched
from kano.ui.state import State
from kano.workshop.host import host
from kano.workshop.rights import Actor, Role


def build() -> None:
    kept, t = page("workshop")
    if kept.told:
        st.success(kept.told, icon=":material/check_circle:")
        kept.told = ""
    asked = st.query_params.get("room", kept.room)
    actor = admission.admitted(asked, Role.FACILITATOR)
    if kept.opened_room is not None:
        opening.links(kept, kept.opened_room, t)
    elif actor is not None:
        kept.room = actor.room
        _lead(kept, actor, t)
    else:
        if asked and asked == kept.room:
            st.info(t("ui.workshop.elsewhere"), icon=":material/tab:")
            st.link_button(t("ui.workshop.enter"), f"{admission.here()}/workshop?room={asked}", icon=ICONS["workshop"])
        elif asked:
            st.warning(t("ui.workshop.no-key"), icon=":material/key_off:")
        opening.form(kept, t)


def _lead(kept: State, actor: Actor, t: Translate) -> None:
    seen = host().service.seen(actor)
    room = seen[0]
    leading.head(room, kept.lang, t)
    leading.moves(actor, room, t)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _figures(actor, seen, t)
        leading.switches(actor, room, t)
    with right.container(border=True):
        leading.door(room, t)
    with st.container(border=True):
        guarded(lambda: leading.after(kept, actor, room, t))
    with st.expander(t("ui.workshop.compare"), icon=":material/compare_arrows:"):
        guarded(lambda: gaps.compare(kept, actor, room, t))
    with st.expander(t("ui.workshop.rounds"), icon=":material/repeat:"):
        guarded(lambda: leading.again(actor, room, t))
    with st.expander(t("ui.workshop.keeping"), icon=":material/admin_panel_settings:"):
        guarded(lambda: leading.keeping(kept, actor, room, t))


@st.fragment(run_every=2)
def _figures(actor: Actor, seen: leading.Seen, t: Translate) -> None:
    watched(lambda: _moving(actor, seen, t))


def _moving(actor: Actor, seen: leading.Seen, t: Translate) -> None:
    leading.follow(actor, seen)
    leading.figures(cache.live(actor), t)


guarded(build)
