"""The screen of a room: join code large, people counted; results when the facilitator reveals them."""

from __future__ import annotations

import streamlit as st

from kano.i18n import Translate
from kano.ui import admission, cache, stage
from kano.ui.parts import guarded, watched
from kano.ui.state import State, state
from kano.workshop.rights import Actor, Role
from kano.workshop.room import State as Stage


def build() -> None:
    kept = state()
    t = kept.t
    kept.enter("presenter")
    actor = admission.admitted(st.query_params.get("room", kept.room), Role.PRESENTER, Role.FACILITATOR)
    if actor is None:
        st.warning(t("ui.stage.no-key"), icon=":material/key_off:")
        return
    _live(kept, actor, t)


@st.fragment(run_every=1)
def _live(kept: State, actor: Actor, t: Translate) -> None:
    watched(lambda: _show(kept, actor, t))


def _show(kept: State, actor: Actor, t: Translate) -> None:
    live = cache.live(actor)
    if not live.room.revealed:
        stage.head(live.room, kept.lang, t)
        stage.door(live.room, live, t)
        if live.room.state is not Stage.READY:
            st.markdown(f"### {t('ui.stage.hidden')}")
        return
    with st.container(key="stage"):
        view = st.segmented_control(
            t("ui.results.view"),
            stage.VIEWS,
            default="overview",
            required=True,
            format_func=lambda name: t(f"ui.results.{name}"),
            label_visibility="collapsed",
            key="stage_view",
        )
        stage.strip(live.room, live, kept.lang, t)
        stage.results(live, kept.lang, t, view or "overview")


guarded(build)
