"""A room is led: where its people are, what comes next, what is left when it is over."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import streamlit as st

from kano.classification import Classification, Verdict
from kano.errors import KanoError
from kano.i18n import Translate
from kano.ranking import SIGNS
from kano.ui import cache
from kano.ui.admission import here
from kano.ui.opening import title_of
from kano.ui.parts import ICONS, PAGES, remarks
from kano.ui.state import State
from kano.workshop import results
from kano.workshop.address import join_link, public_address, qr
from kano.workshop.host import host
from kano.workshop.publishing import Live
from kano.workshop.rights import Actor
from kano.workshop.room import LEAST, MOST_DAYS, Room
from kano.workshop.room import State as Stage
from kano.workshop.service import DAY, MOVES

ICON = {
    "start": ":material/play_arrow:",
    "pause": ":material/pause:",
    "resume": ":material/play_arrow:",
    "close": ":material/stop_circle:",
    "reopen": ":material/restart_alt:",
}
Seen = tuple[Room, tuple[str, ...]]
"""A room, and what tells whether files were made of it."""
FIRST = {Stage.READY: "start", Stage.PAUSED: "resume"}
"""The move that a state waits for."""


def scanned(room: Room, size: Literal["stretch"] | int, t: Translate) -> None:
    """The QR code of a room."""
    picture = qr(join_link(public_address(host().address, here()), room))
    st.image(picture, width=size, alt=t("ui.workshop.qr", code=room.code))


def join_address() -> str:
    """What people type who cannot scan."""
    return f"{public_address(host().address, here()).partition('://')[2]}/j"


def head(room: Room, lang: str, t: Translate) -> None:
    """Which room this is, and its state."""
    turn = f" · {t('workshop.round', round=room.round)}" if room.round > 1 else ""
    st.subheader(f"{title_of(room.questionnaire, lang)}{turn}")
    st.markdown(f"**{t(f'stage.{room.state}')}** · {t(f'ui.workshop.stage-{room.state}')}")
    st.caption(asking(room, t))


def asking(room: Room, t: Translate) -> str:
    """How the room asks, in one line."""
    options, every = room.options, len(room.questionnaire.features)
    pairs = t("ui.workshop.asks-part" if room.asked < every else "ui.workshop.asks-all", n=room.asked, all=every)
    parts = [t(f"asks.{options.asks}"), pairs]
    parts += [t(f"ui.workshop.{what}-{'on' if getattr(options, what) else 'off'}") for what in ("importance", "why")]
    if room.questionnaire.segments:
        about = t("ui.workshop.segments", n=len(room.questionnaire.segments))
        parts.append(f"{about}: {t(f'place.{options.segments}')}")
    return " · ".join(parts)


def follow(actor: Actor, seen: Seen) -> None:
    """Start the page anew when the room is another one than it shows, or is not this browser's any more."""
    try:
        now = host().service.seen(actor)
    except KanoError as problem:
        if problem.code != "room-unknown":
            raise
        st.rerun()
    if _shown(now) != _shown(seen):
        st.rerun()


def _shown(seen: Seen) -> tuple[object, ...]:
    """What the parts of the page that do not move by themselves depend on."""
    room, files = seen
    return room.state, room.round, room.locked, room.revealed, room.expires, files


def moves(actor: Actor, room: Room, t: Translate) -> None:
    """The moves that the room's state allows, the expected one first."""
    allowed = [move for move, (states, _) in MOVES.items() if room.state in states]
    for column, move in zip(st.columns(max(2, len(allowed))), allowed, strict=False):
        first = move == FIRST.get(room.state)
        kind: Literal["primary", "secondary"] = "primary" if first else "secondary"
        if column.button(t(f"ui.workshop.{move}"), icon=ICON[move], type=kind, width="stretch", key=f"move_{move}"):
            host().service.move(actor, move)
            st.rerun()


def switches(actor: Actor, room: Room, t: Translate) -> None:
    """What the room's screen shows, and whether its door takes new people.

    A switch begins anew, as the store has it, whenever that changes: also by another screen, also by a new round.
    """
    for name, on in (("revealed", room.revealed), ("locked", room.locked)):
        key = f"{name}_{room.id}_{room.round}_{on}"
        if st.toggle(t(f"ui.workshop.{name}"), on, key=key, help=t(f"ui.workshop.{name}-about")) != on:
            host().service.set(actor, **{name: not on})
            st.rerun()


def door(room: Room, t: Translate) -> None:
    """How people come in."""
    left, right = st.columns([1, 2])
    with left:
        scanned(room, 180, t)
    right.markdown(f"{t('ui.workshop.join-at')}  \n`{join_address()}`")
    right.markdown(f"# `{room.code}`")
    right.link_button(t("ui.workshop.screen"), f"{here()}/presenter?room={room.id}", icon=ICONS["presenter"])


def figures(live: Live, t: Translate) -> None:
    """Counts of people, how long it takes, what is settled; no category, so that nobody leads by it."""
    progress, waiting = live.progress, live.waiting
    with st.container(horizontal=True, gap="large"):
        st.metric(t("ui.workshop.joined"), progress.joined, width="content")
        st.metric(t("ui.workshop.answering"), progress.answering, width="content")
        st.metric(t("ui.workshop.finished"), progress.finished, width="content")
        if live.room.round == 1:
            about = t("ui.workshop.minutes-about", least=LEAST)
            st.metric(t("ui.workshop.minutes"), progress.minutes, width="content", help=about)
    st.caption(settled(cache.standing(live), t))
    if waiting:
        st.caption(t("ui.workshop.waiting", n=waiting, least=LEAST))


def settled(result: Classification, t: Translate) -> str:
    """How many features are clear, leaning, too close, or without figures yet."""
    verdicts = Counter(feature.verdict for feature in result.features)
    parts = [f"{SIGNS[verdict]} {t(f'verdict.{verdict}')} {verdicts[verdict]}" for verdict in Verdict]
    return " · ".join([*parts, t("ui.workshop.unsettled", n=verdicts[None])])


def after(kept: State, actor: Actor, room: Room, t: Translate) -> None:
    """The results of a round that is over, as a study and as files."""
    turns = range(room.round - (room.state is Stage.OPEN), 0, -1)
    if not turns:
        st.caption(t("ui.workshop.results-later", least=LEAST))
        return
    turn = st.selectbox(t("ui.workshop.round-of"), turns, key=f"turn_{turns[0]}") if room.round > 1 else 1
    if st.button(t("ui.workshop.results"), type="primary", icon=ICONS["results"], width="stretch"):
        kept.study = results.study(host().service.taken(actor, turn), turn, kept.lang)
        kept.study_of = room.id
        st.switch_page(PAGES["results"])
    with st.container(horizontal=True):
        for name in (f"round{turn}-answers.csv", f"round{turn}-reasons.csv", f"round{turn}-results.xlsx"):
            label = t(f"ui.workshop.file-{name.partition('-')[2].partition('.')[0]}")
            st.link_button(label, f"{here()}/export/{room.id}/{name}?lang={kept.lang}", icon=ICONS["export"])
    files(actor, turn, kept.lang, t)


def files(actor: Actor, turn: int, lang: str, t: Translate) -> None:
    """Who is in the files of a round and who is not.

    What is blank in them is said once one is made: before, it would tell of somebody who may not be in the next.
    """
    ahead = host().service.ahead(actor, turn)
    people = len(results.people(ahead.taken.room, ahead.taken.pairs))
    if people < LEAST:
        st.caption(t("error.export-few", n=people, least=LEAST))
        return
    st.caption(t("ui.workshop.in-files", n=people))
    remarks(results.remarks(ahead.taken, lang) if ahead.made else results.of_people(ahead.taken), t)


def again(actor: Actor, room: Room, t: Translate) -> None:
    """Another round with the same people, once this one is over."""
    st.write(t("ui.workshop.again-about"))
    if room.state is Stage.OPEN:
        st.caption(t("ui.workshop.again-later"))
        return
    sure = st.checkbox(t("ui.workshop.again-sure", round=room.round), key=f"again_{room.id}_{room.round}")
    if st.button(t("ui.workshop.again", round=room.round + 1), icon=":material/repeat:", disabled=not sure):
        host().service.next_round(actor)
        st.rerun()


def keeping(kept: State, actor: Actor, room: Room, t: Translate) -> None:
    """How long the room is kept, new links, and the end of it."""
    days = int((room.expires - room.created) // DAY)
    chosen = st.number_input(t("ui.workshop.days"), 1, MOST_DAYS, days, key=f"keep_{room.id}_{days}")
    if chosen != days and st.button(t("ui.workshop.keep", days=chosen), icon=":material/event:"):
        host().service.keep(actor, int(chosen))
        st.rerun()
    st.divider()
    st.write(t("ui.workshop.rotate-about"))
    if st.button(t("ui.workshop.rotate"), icon=":material/key:"):
        kept.opened_room = host().service.rotate(actor)
        kept.close_room(room.id)
        st.rerun()
    st.divider()
    typed = st.text_input(t("ui.workshop.delete-about", code=room.code), key="delete_code")
    if st.button(t("ui.workshop.delete"), icon=":material/delete_forever:", disabled=typed.upper() != room.code):
        host().service.delete(actor)
        kept.room, kept.told = "", t("ui.workshop.deleted", code=room.code)
        kept.close_room(room.id)
        st.query_params.clear()
        st.rerun()
