"""A room beside a survey, or beside its own earlier round."""

from __future__ import annotations

import streamlit as st

from kano import charts
from kano.comparison import Comparison, compare_rounds
from kano.comparison import compare as compare_counts
from kano.conventions import Settings
from kano.differences import describe
from kano.errors import KanoError
from kano.evaluation import TABLES, load_table
from kano.i18n import Translate
from kano.study import Study
from kano.text import markdown
from kano.ui.parts import look, picture
from kano.ui.state import State
from kano.workshop import results
from kano.workshop.filing import shuffled
from kano.workshop.host import host
from kano.workshop.rights import Actor
from kano.workshop.room import LEAST, Room
from kano.workshop.room import State as Stage

ICON = ":material/compare_arrows:"


def compare(kept: State, actor: Actor, room: Room, t: Translate) -> None:
    """With the study that is open in this session, and between the last two rounds."""
    st.write(t("ui.workshop.compare-about"))
    if room.state is Stage.OPEN:
        st.caption(t("ui.workshop.results-later", least=LEAST))
        return
    table, rule, _ = kept.chosen
    settings = Settings(table=load_table(table if table in TABLES else TABLES[0]), rule=rule)
    if kept.study is None or kept.study_of == room.id:
        st.caption(t("ui.workshop.compare-none"))
    elif st.button(t("ui.workshop.compare-with", study=markdown(kept.study.source.name)), icon=ICON):
        names = (room.code, kept.study.source.name)
        _show(with_study(actor, room, kept.study, settings), names, room, kept.lang, t)
    if room.round > 1 and st.button(t("ui.workshop.compare-rounds", first=room.round - 1, second=room.round)):
        names = (t("workshop.round", round=room.round), t("workshop.round", round=room.round - 1))
        _show(between_rounds(actor, room, settings), names, room, kept.lang, t)


def with_study(actor: Actor, room: Room, study: Study, settings: Settings) -> Comparison:
    """The room's last round less the survey: other people. Raises KanoError."""
    taken = host().service.taken(actor, room.round)
    found = compare_counts(results.responses(room, taken.pairs).count(), study.everyone, settings)
    if not found.gaps:
        raise KanoError("compare-nothing", study=study.source.name)
    return found


def between_rounds(actor: Actor, room: Room, settings: Settings) -> Comparison:
    """The last round less the one before, of the people who answered both. Raises KanoError.

    Where fewer than five answered only one of them, others stay out beside them.
    """
    rows = [host().service.taken(actor, turn).pairs for turn in (room.round, room.round - 1)]
    last, before = (set(results.people(room, each)) for each in rows)
    both, once = shuffled(last & before, room.id, 0), len(last ^ before)
    both = both[LEAST - once :] if 0 < once < LEAST else both
    if len(both) < LEAST:
        raise KanoError("export-few", n=len(both), least=LEAST)
    new, old = (results.responses(room, each, both) for each in rows)
    return compare_rounds(new, old, settings)


def _show(found: Comparison, names: tuple[str, str], room: Room, lang: str, t: Translate) -> None:
    """The picture, what it leaves out, and how its numbers were made."""
    seen = look(labels=room.questionnaire.labels(lang))
    chart = charts.side_by_side(found, names, seen)
    picture(chart, chart.usermeta["title"], "gaps")
    unmatched = [*found.only_first, *found.only_second]
    if unmatched:
        listed = ", ".join(markdown(seen.labels.get(name, name)) for name in unmatched)
        st.caption(t("ui.workshop.unmatched", features=listed))
    with st.expander(t("report.conventions"), icon=":material/rule:"):
        for what, how in describe(found.conventions, t):
            st.markdown(f"**{what}**: {markdown(how)}")
