"""A room beside a survey, or beside its own earlier round."""

from __future__ import annotations

import streamlit as st

from kano import charts
from kano.comparison import Comparison, compare_rounds
from kano.comparison import compare as compare_counts
from kano.errors import KanoError
from kano.i18n import Translate
from kano.responses import Responses
from kano.study import Study
from kano.text import markdown
from kano.ui.parts import look, picture
from kano.ui.state import State
from kano.workshop import results
from kano.workshop.host import host
from kano.workshop.rights import Actor
from kano.workshop.room import LEAST, Room
from kano.workshop.room import State as Stage


def compare(kept: State, actor: Actor, room: Room, t: Translate) -> None:
    """With the study that is open in this session, and between the last two rounds."""
    st.write(t("ui.workshop.compare-about"))
    if room.state is Stage.OPEN:
        st.caption(t("ui.workshop.results-later", least=LEAST))
        return
    if kept.study is None:
        st.caption(t("ui.workshop.compare-none"))
    elif st.button(t("ui.workshop.compare-with", study=kept.study.source.name), icon=":material/compare_arrows:"):
        _show(with_study(actor, room, kept.study), (room.code, kept.study.source.name), room, kept.lang, t)
    if room.round > 1 and st.button(t("ui.workshop.compare-rounds", first=room.round - 1, second=room.round)):
        names = (t("workshop.round", round=room.round), t("workshop.round", round=room.round - 1))
        _show(between_rounds(actor, room), names, room, kept.lang, t)


def with_study(actor: Actor, room: Room, study: Study) -> Comparison:
    """The room's last round less the survey: other people. Raises KanoError."""
    _, pairs, _ = host().service.taken(actor, room.round)
    other = study.data.count() if isinstance(study.data, Responses) else study.data
    found = compare_counts(results.responses(room, pairs).count(), other)
    if not found.gaps:
        raise KanoError("compare-nothing", study=study.source.name)
    return found


def between_rounds(actor: Actor, room: Room) -> Comparison:
    """The last round less the one before, of the people who answered both. Raises KanoError."""
    rows = [host().service.taken(actor, turn)[1] for turn in (room.round, room.round - 1)]
    both = sorted(set(results.people(rows[0])) & set(results.people(rows[1])))
    if len(both) < LEAST:
        raise KanoError("export-few", n=len(both), least=LEAST)
    last, before = (results.responses(room, each, both) for each in rows)
    return compare_rounds(last, before)


def _show(found: Comparison, names: tuple[str, str], room: Room, lang: str, t: Translate) -> None:
    seen = look(labels=room.questionnaire.labels(lang))
    chart = charts.side_by_side(found, names, seen)
    picture(chart, chart.usermeta["title"], "gaps")
    unmatched = [*found.only_first, *found.only_second]
    if unmatched:
        listed = ", ".join(markdown(seen.labels.get(name, name)) for name in unmatched)
        st.caption(t("ui.workshop.unmatched", features=listed))
