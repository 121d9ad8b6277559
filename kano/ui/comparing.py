"""Parts of the Compare page: which two surveys, what they are to each other, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from kano import charts, lifecycle, team
from kano.charts import Look
from kano.comparison import Comparison, Gap, GapVerdict
from kano.conventions import Settings, screened_words
from kano.differences import describe
from kano.i18n import Translate
from kano.matching import Matched
from kano.retest import agreement
from kano.sides import of_side
from kano.sources import cite
from kano.study import Study
from kano.text import markdown
from kano.ui import cache
from kano.ui.parts import ICONS, PAGES, picture, remarks
from kano.ui.state import Beside, State, Upload

KINDS = ("waves", "rounds", "team")
"""Other people later, the same people later, the team and its customers."""

DECIMALS = {"better_gap", "worse_gap", "kappa", "kappa_low", "kappa_high", "agreement"}
LEVEL = Settings.level
SIDES = ("first", "second")


@dataclass(frozen=True, eq=False)
class Pair:
    """Two studies, the earlier one or the team's first, and what they are called."""

    kind: str
    studies: tuple[Study, Study]
    uploads: tuple[Upload | None, Upload | None]
    names: tuple[str, str]


def aside(kept: State, study: Study, t: Translate) -> None:
    """The study that is compared with, and how to open or to change it."""
    name = markdown(study.source.name)
    if kept.other is None:
        st.markdown(t("ui.compare.begin"))
        st.button(t("ui.compare.aside", study=name), icon=ICONS["compare"], type="primary", on_click=kept.put_aside)
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        other = markdown(kept.other.study.source.name)
        st.markdown(f":material/bookmark: {t('ui.compare.kept', study=other)}", width="stretch")
        st.button(t("ui.compare.forget"), icon=":material/close:", on_click=kept.forget_other)
    if is_open(kept.other, study):
        st.info(t("ui.compare.same"), icon=":material/arrow_forward:")
        with st.container(horizontal=True):
            for page in ("answers", "home"):
                st.page_link(PAGES[page], label=t(f"ui.{page}.title"), icon=ICONS[page])


def is_open(other: Beside, study: Study) -> bool:
    """Whether the study that was put aside is the one that is open, whoever is left out of it."""
    return cache.identity(other.study.whole) == cache.identity(study.whole)


def choose(kept: State, other: Beside, study: Study, t: Translate) -> Pair | None:
    """What the two are to each other, which comes first, and their names; None until the user has said it."""
    of = f"{study.source.sha256[:6]}_{other.study.source.sha256[:6]}"
    left, right = st.columns(2)
    kind = left.radio(
        t("ui.compare.kind"), KINDS, None, format_func=lambda name: t(f"ui.compare.{name}"), key=f"kind_{of}"
    )
    if kind is None:
        return None
    both, uploads = (study, other.study), (kept.own_upload(), other.upload)
    question = t("ui.compare.first-team" if kind == "team" else "ui.compare.first-waves")
    first = right.radio(
        question, (0, 1), None, format_func=lambda at: markdown(both[at].source.name), key=f"first_{kind}_{of}"
    )
    if first is None:
        return None
    order = (first, 1 - first)
    usual = [both[at].source.name for at in order]
    usual = [t("ui.compare.the-team"), t("ui.compare.the-customers")] if kind == "team" else usual
    given = [
        place.text_input(t(f"ui.compare.name-{at}"), usual[at], max_chars=40, key=f"name_{at}_{kind}_{first}_{of}")
        for at, place in enumerate(st.columns(2))
    ]
    names = [text or usual[at] for at, text in enumerate(given)]
    return Pair(kind, (both[order[0]], both[order[1]]), (uploads[order[0]], uploads[order[1]]), (names[0], names[1]))


def found(kept: State, pair: Pair, t: Translate) -> tuple[Comparison, Matched | None] | None:
    """The comparison; of the same people once the user has said by what they are told apart. Raises KanoError."""
    table, rule, _ = kept.chosen
    table = table if table in pair.studies[0].tables else pair.studies[0].tables[0]
    if pair.kind != "rounds":
        return cache.comparison(*pair.studies, table, rule), None
    first, second = pair.uploads
    if first is None or second is None:
        st.info(t("ui.compare.no-files"), icon=":material/info:")
        return None
    columns = _shared(pair, first, second)
    name = st.selectbox(
        t("ui.compare.ids"),
        columns,
        None,
        placeholder=t("ui.decide.choose"),
        help=t("ui.compare.ids-help"),
        key=f"ids_{first.key}",
    )
    return cache.rounds(*pair.studies, (first, second), name, table, rule) if name else None


def _shared(pair: Pair, first: Upload, second: Upload) -> list[str]:
    """The columns that both files have and that hold no answers."""
    tables = [cache.table(file, study.mapping) for file, study in zip((first, second), pair.studies, strict=True)]
    used = {name for study in pair.studies for one in study.mapping.pairs for name in one.names}
    return [name for name in tables[0].names if name in tables[1].names and name not in used]


def show(made: Comparison, matched: Matched | None, pair: Pair, look: Look) -> None:
    """The picture, what it means in these roles, every figure, and how they were made."""
    t = look.t
    remarks([of_side(side, finding, pair.names, t) for side, finding in made.findings], t)
    chart = charts.side_by_side(made, pair.names, look)
    picture(chart, chart.usermeta["title"], "compared")
    if matched:
        st.caption(t("cli.matched", **matched.record()))
    if unmatched := [*made.only_first, *made.only_second]:
        listed = ", ".join(markdown(look.labels.get(name, name)) for name in unmatched)
        st.caption(t("ui.workshop.unmatched", features=listed))
    st.markdown(f"##### {t('ui.compare.reading-team' if pair.kind == 'team' else 'ui.compare.reading-waves')}")
    lines = [f"- **{markdown(look.labels.get(name, name))}**: {told}" for name, told in _told(made, pair.kind, t)]
    st.markdown("\n".join(lines) or t("ui.compare.nothing"))
    st.caption(t("team.note" if pair.kind == "team" else "lifecycle.note"))
    _table([_row(gap, pair, look) for gap in made.gaps], pair, t)
    _conventions(made, pair, t)


def _told(made: Comparison, kind: str, t: Translate) -> list[tuple[str, str]]:
    """What can be said of the features that differ; of the others the table tells."""
    if kind == "team":
        views = team.against_customers(made)
        differ = [view for view in views if view.verdict is GapVerdict.OTHER or view.better or view.worse]
        return [(view.feature, team.told(view, t)) for view in differ]
    steps = [step for step in lifecycle.life_cycle(made) if step.move not in (None, lifecycle.Move.UNCHANGED)]
    return [(step.feature, lifecycle.told(step, t)) for step in steps]


def _row(gap: Gap, pair: Pair, look: Look) -> dict[str, Any]:
    t = look.t
    row = {"feature": look.labels.get(gap.feature, gap.feature)}
    row |= {"first": gap.first.called(t), "second": gap.second.called(t)}
    figures = {"better_gap": gap.better.estimate, "worse_gap": gap.worse.estimate}
    retest = _retest(gap) if pair.kind == "rounds" else {}
    said = t(f"verdict.{gap.verdict or 'none'}")
    return {**row, "gap": said, **figures, "p_adjusted": gap.adjusted, **retest}


def _retest(gap: Gap) -> dict[str, float | None]:
    """How far the same people give the same category."""
    if gap.changes is None:
        return {}
    value = agreement(gap.changes.table, LEVEL)
    return {"agreement": value.share, "kappa": value.kappa, "kappa_low": value.low, "kappa_high": value.high}


def _table(rows: list[dict[str, Any]], pair: Pair, t: Translate) -> None:
    config: dict[str, Any] = {key: st.column_config.Column(t(f"column.{key}")) for key in rows[0] if key not in SIDES}
    config |= {key: st.column_config.Column(name) for key, name in zip(SIDES, pair.names, strict=True)}
    for key in DECIMALS & set(rows[0]):
        config[key] = st.column_config.NumberColumn(t(f"column.{key}"), format="%+.2f")
    config["p_adjusted"] = st.column_config.NumberColumn(t("column.p_adjusted"), format="%.3f")
    st.dataframe(rows, hide_index=True, width="stretch", height=35 * (len(rows) + 1) + 3, column_config=config)


def _conventions(made: Comparison, pair: Pair, t: Translate) -> None:
    with st.expander(t("report.conventions"), icon=":material/rule:"):
        for what, how in describe(made.conventions, t):
            st.markdown(f"**{what}**: {markdown(how)}")
        for study, name in zip(pair.studies, pair.names, strict=True):
            if study.screening:
                words = markdown(screened_words(study.screening, t))
                st.markdown(f"**{t('convention.screening')} ({markdown(name)})**: {words}")
        for source in map(cite, () if pair.kind == "team" else lifecycle.SOURCES):
            status = t(f"source.{source.status}")
            st.caption(f"{markdown(source.citation)}: {status}")
