"""A room is opened: what it asks, of how many, and the links that are shown once."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kano.fieldwork.effort import minutes
from kano.i18n import Translate
from kano.questionnaire import Questionnaire, templates
from kano.text import markdown
from kano.ui import cache
from kano.ui.admission import here
from kano.ui.parts import ICONS, template_title
from kano.ui.state import State
from kano.workshop.address import door_link, public_address
from kano.workshop.host import host
from kano.workshop.rights import Role
from kano.workshop.room import CAPACITY, MOST_DAYS, MOST_PEOPLE, RETENTION_DAYS, Asks, Opened, Options, Place


def form(kept: State, t: Translate) -> None:
    """Everything that is fixed when a room opens; one button opens it."""
    questionnaire = _questionnaire(kept, t)
    options = _options(kept, questionnaire, t)
    segments = questionnaire.segments if options.segments is not Place.NONE else ()
    asked = replace(
        questionnaire, pairs_per_person=options.pairs, importance=options.importance, segments=tuple(segments)
    )
    st.caption(t("ui.workshop.takes", minutes=minutes(asked), pairs=asked.pairs_asked))
    if st.button(t("ui.workshop.open"), type="primary", icon=":material/door_open:", width="stretch"):
        kept.opened_room = host().service.open_room(questionnaire, options)
        kept.room = kept.opened_room.room.id
        st.rerun()


def _questionnaire(kept: State, t: Translate) -> Questionnaire:
    """The one on the table, or one that ships."""
    names = [*([""] if kept.draft else []), *templates()]
    drafted = t("ui.workshop.draft", title=kept.draft.title.get(kept.lang, kept.draft.id)) if kept.draft else ""

    def title(name: str) -> str:
        return template_title(name, kept.lang) if name else drafted

    name = st.selectbox(t("ui.workshop.questionnaire"), names, format_func=title, key="room_questionnaire")
    return kept.draft if kept.draft and not name else cache.template(name or names[-1])


def _options(kept: State, questionnaire: Questionnaire, t: Translate) -> Options:
    asks = st.radio(t("ui.workshop.asks"), list(Asks), format_func=lambda a: t(f"asks.{a}"), key="room_asks")
    left, middle, right = st.columns(3)
    most = len(questionnaire.features)
    pairs = left.number_input(
        t("ui.workshop.pairs", n=most), 1, most, questionnaire.pairs_asked, key=f"room_pairs_{questionnaire.id}"
    )
    places = list(Place) if questionnaire.segments else [Place.NONE]
    segments = middle.selectbox(
        t("ui.workshop.segments", n=len(questionnaire.segments)),
        places,
        format_func=lambda place: t(f"place.{place}"),
        key=f"room_segments_{questionnaire.id}",
    )
    langs = questionnaire.languages or (kept.lang,)
    lang = kept.lang if kept.lang in langs else langs[0]
    asked = questionnaire.importance
    importance = right.toggle(t("ui.workshop.importance"), asked, key=f"room_importance_{questionnaire.id}_{asked}")
    why = right.toggle(t("ui.workshop.why"), value=True, key="room_why")
    with st.expander(t("ui.workshop.more"), icon=":material/tune:"):
        first, second = st.columns(2)
        capacity = first.number_input(t("ui.workshop.capacity"), 1, MOST_PEOPLE, CAPACITY, key="room_capacity")
        days = second.number_input(t("ui.workshop.days"), 1, MOST_DAYS, RETENTION_DAYS, key="room_days")
    split = None if pairs == most else int(pairs)
    return Options(lang, asks or Asks.SELF, importance, why, segments, split, int(capacity), int(days))


def links(kept: State, opened: Opened, t: Translate) -> None:
    """The two links of a room. They are shown until they are kept, and nowhere again."""
    said = "renewed" if opened.renewed else "opened"
    state = t(f"stage.{opened.room.state}")
    st.success(t(f"ui.workshop.{said}", code=opened.room.code, state=state), icon=":material/check_circle:")
    base = public_address(host().address, here())
    control = door_link(base, Role.FACILITATOR, opened.room, opened.control)
    view = door_link(base, Role.PRESENTER, opened.room, opened.view)
    enter = door_link(here(), Role.FACILITATOR, opened.room, opened.control)
    with st.container(border=True):
        st.markdown(f"**{t('ui.workshop.control-link')}**  \n{t('ui.workshop.control-about')}")
        st.code(control, language=None, wrap_lines=True)
        st.link_button(t("ui.workshop.enter"), enter, type="primary", icon=ICONS["workshop"], width="stretch")
    with st.container(border=True):
        st.markdown(f"**{t('ui.workshop.view-link')}**  \n{t('ui.workshop.view-about')}")
        st.code(view, language=None, wrap_lines=True)
    if st.button(t("ui.workshop.kept"), icon=":material/visibility_off:"):
        kept.opened_room = None
        st.rerun()


def title_of(questionnaire: Questionnaire, lang: str) -> str:
    """The questionnaire's title in a language, or in the first one that it has."""
    return markdown(questionnaire.title.get(lang) or next(iter(questionnaire.title.values())))
