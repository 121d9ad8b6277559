"""A room beside a survey, or beside its own earlier round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from kano import charts
from kano.charts import Look
from kano.comparison import Comparison, compare_rounds
from kano.comparison import compare as compare_counts
from kano.conventions import Settings
from kano.differences import describe
from kano.errors import Finding, KanoError
from kano.evaluation import TABLES, load_table
from kano.i18n import Translate
from kano.reports.table import to_csv
from kano.sides import of_side
from kano.study import Study
from kano.text import markdown
from kano.ui.parts import look, picture, remarks
from kano.ui.state import State
from kano.workshop import results, rounds
from kano.workshop.host import host
from kano.workshop.rights import Actor
from kano.workshop.room import LEAST, Room
from kano.workshop.room import State as Stage

ICON = ":material/compare_arrows:"
UNTOLD = {"answered_once"}
"""Who answered a feature once is nobody's in the file: people stay out beside them."""


@dataclass(frozen=True, eq=False)
class Beside:
    """A comparison, what its sides are called, and who is in it, in words."""

    found: Comparison
    names: tuple[str, str]
    who: str
    remarks: tuple[Finding, ...]


def compare(kept: State, actor: Actor, room: Room, t: Translate) -> None:
    """With the study that is open in this session, and between the last two rounds."""
    st.write(t("ui.workshop.compare-about"))
    if room.state is Stage.OPEN:
        st.caption(t("ui.workshop.results-later", least=LEAST))
        return
    table, rule, _ = kept.chosen
    settings = Settings(table=load_table(table if table in TABLES else TABLES[0]), rule=rule)
    study = None if kept.study_of == room.id else kept.study
    _choices(kept, study, room, t)
    of = kept.beside, room.id, room.round, room.sequence, room.joined, settings.table.name, rule, kept.lang
    if kept.beside == "rounds" and room.round > 1:
        _show(kept.held("beside", of, lambda: _rounds(actor, room, settings, t)), room, kept.lang, t)
    if kept.beside == "study" and study is not None:
        of_study = *of, study.source.sha256, study.people
        _show(kept.held("beside", of_study, lambda: _survey(kept, actor, room, study, settings, t)), room, kept.lang, t)


def _choices(kept: State, study: Study | None, room: Room, t: Translate) -> None:
    """What is compared stays until something else is, also when the page starts anew."""

    def choose(what: str) -> None:
        kept.beside = what

    if study is None:
        st.caption(t("ui.workshop.compare-none"))
    else:
        label = t("ui.workshop.compare-with", study=markdown(study.source.name))
        st.button(label, icon=ICON, on_click=choose, args=("study",))
    if room.round > 1:
        label = t("ui.workshop.compare-rounds", first=room.round - 1, second=room.round)
        st.button(label, icon=ICON, on_click=choose, args=("rounds",))


def _survey(kept: State, actor: Actor, room: Room, study: Study, settings: Settings, t: Translate) -> Beside:
    name = study.source.name
    other = name if kept.study_of else t("ui.workshop.side-survey", study=name)
    found, said = with_study(actor, room, study, settings)
    names = t(f"ui.workshop.side-{room.options.asks}", code=room.code), other
    doubts = tuple(of_side(side, finding, names, t) for side, finding in found.findings)
    return Beside(found, names, "", (*said, *doubts))


def with_study(actor: Actor, room: Room, study: Study, settings: Settings) -> tuple[Comparison, tuple[Finding, ...]]:
    """The room's last round less the survey, other people, and what is to be said of the room. Raises KanoError."""
    taken = host().service.taken(actor, room.round)
    found = compare_counts(results.responses(room, taken.pairs).count(), study.everyone, settings)
    if not found.gaps:
        raise KanoError("compare-nothing", study=study.source.name)
    return found, results.of_people(taken)


def _rounds(actor: Actor, room: Room, settings: Settings, t: Translate) -> Beside:
    """The last round less the one before, of the people who answered both. Raises KanoError."""
    turns = room.round, room.round - 1
    taken = [host().service.taken(actor, turn) for turn in turns]
    both = rounds.in_both(room, (taken[0].pairs, taken[1].pairs))
    found, names = compare_rounds(both.second, both.first, settings), (_turn(turns[0], t), _turn(turns[1], t))
    answered = [len(results.people(room, each.pairs)) + each.left_out for each in taken]
    who = t(
        "ui.workshop.compared-people",
        n=len(both.second),
        second=turns[0],
        of_second=answered[0],
        first=turns[1],
        of_first=answered[1],
        least=LEAST,
    )
    doubts = [of_side(side, one, names, t) for side, one in found.findings if one.feature not in both.few]
    few = [Finding("workshop-few-both", values={"features": "; ".join(both.few), "least": LEAST})] if both.few else []
    return Beside(found, names, who, (*few, *doubts))


def _turn(turn: int, t: Translate) -> str:
    return t("workshop.round", round=turn)


def _show(made: Beside, room: Room, lang: str, t: Translate) -> None:
    """The picture, who is in it, what it leaves out, how its numbers were made, and the numbers as a file."""
    found, seen = made.found, look(labels=room.questionnaire.labels(lang))
    remarks(made.remarks, t)
    chart = charts.side_by_side(found, made.names, seen)
    chart.config.legend.columns = 1  # names of sides are long
    picture(chart, chart.usermeta["title"], "gaps")
    if made.who:
        st.markdown(made.who)
    unmatched = [*found.only_first, *found.only_second]
    if unmatched:
        listed = ", ".join(markdown(seen.labels.get(name, name)) for name in unmatched)
        st.caption(t("ui.workshop.unmatched", features=listed))
    _people(made, seen)
    with st.expander(t("report.conventions"), icon=":material/rule:"):
        for what, how in describe(found.conventions, t):
            st.markdown(f"**{what}**: {markdown(how)}")


def _people(made: Beside, seen: Look) -> None:
    """How many people stand behind each side of each feature, what they say, and all numbers as a file."""
    t, gaps = seen.t, made.found.gaps
    rows: list[dict[str, Any]] = [
        {
            "feature": seen.labels.get(gap.feature, gap.feature),
            "n": " / ".join("-" if side.n is None else f"{side.n:g}" for side in (gap.first, gap.second)),
            "first": gap.first.called(t),
            "second": gap.second.called(t),
            "gap": t(f"verdict.{gap.verdict or 'none'}"),
        }
        for gap in gaps
    ]
    config: dict[str, Any] = {key: st.column_config.Column(t(f"column.{key}")) for key in ("feature", "n", "gap")}
    config |= {key: st.column_config.Column(name) for key, name in zip(("first", "second"), made.names, strict=True)}
    st.caption(f"{t('column.n')}: {' / '.join(map(markdown, made.names))}")
    st.dataframe(rows, hide_index=True, width="stretch", height=35 * (len(rows) + 1) + 3, column_config=config)
    sides = {"first": made.names[0], "second": made.names[1]}
    data = to_csv([{**sides, **{key: row[key] for key in row if key not in UNTOLD}} for row in made.found.rows()])
    label = t("ui.workshop.compare-file")
    st.download_button(label, data.encode("utf-8-sig"), "kano-comparison.csv", "text/csv", on_click="ignore")
