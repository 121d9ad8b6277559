"""The lines of the order, one by one or by touchpoint and dimension, and the tickets that are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from kano.decision.grouped import Group
from kano.decision.moves import Move
from kano.decision.order import Line, Order
from kano.decision.order_words import message, reason
from kano.errors import KanoError
from kano.i18n import Translate
from kano.reports import Report
from kano.reports.backlog import FORMS, backlog
from kano.reports.order import group_name, groups_of, moves_text
from kano.service.conventions import cited
from kano.study import Study
from kano.text import markdown
from kano.ui.parts import ICONS, PAGES
from kano.ui.planned.work import PlanWork, plan_of

COLOURS = {
    Move.FULFIL: "red",
    Move.RAISE: "blue",
    Move.DELIGHT: "green",
    Move.ASK: "orange",
    Move.LOOK: "orange",
    Move.STOP: "violet",
}
"""Of the badge that says what to do; the others are grey."""


def now_of(work: PlanWork, study: Study, t: Translate) -> tuple[tuple[str, float], ...]:
    """How far features are fulfilled, as the Portfolio page was told; what contradicts itself is told and not used."""
    try:
        now = plan_of(work.rows or (), work.unit).now
    except KanoError as problem:
        st.error(markdown(problem.text(t)), icon=":material/error:")
        return ()
    return tuple((feature, now[feature]) for feature in study.data.features if feature in now)


def headline(found: Order, report: Report, work: PlanWork) -> None:
    """What comes first, and where fulfilment is entered."""
    t = report.t
    named = [report.label(line.feature) for line in found.lines]
    st.markdown(f"#### {markdown(message(found.lines, named, t))}")
    unknown = sum(line.now is None for line in found.lines)
    with st.container(horizontal=True, vertical_alignment="center"):
        told = t("ui.order.unknown", n=unknown, all=len(found.lines)) if unknown else t("ui.order.known")
        st.markdown(told, width="stretch")
        st.page_link(PAGES["portfolio"], label=t("ui.order.enter"), icon=ICONS["portfolio"])
    if work.invented:
        st.warning(t("ui.portfolio.invented"), icon=":material/science:")


def everything(found: Order, report: Report) -> None:
    """Every line, or those of the moves that are chosen; what is not shown is counted."""
    t = report.t
    there = [move for move in Move if found.of(move)]
    names = {move: t("order.counted", move=t(f"order.move-{move}"), n=len(found.of(move))) for move in there}
    chosen = st.pills(
        t("order.column-move"), there, selection_mode="multi", format_func=names.__getitem__, key="order_moves"
    )
    shown = [line for line in found.lines if not chosen or line.move in chosen]
    _lines(shown, report)
    if len(shown) < len(found.lines):
        st.caption(t("ui.order.hidden", n=len(found.lines) - len(shown)))


def by(name: str, found: Order, report: Report) -> None:
    """The lines of each touchpoint or dimension under how often what is to be done."""
    for group in groups_of(report, found)[name]:
        _group(group, report)


def _group(group: Group, report: Report) -> None:
    st.markdown(f"##### {markdown(group_name(group, report))}")
    st.caption(moves_text(group, report.t))
    _lines(group.lines, report)


def _lines(lines: Sequence[Line], report: Report) -> None:
    st.markdown("\n".join(_line(line, report) for line in lines) or "–")


def _line(line: Line, report: Report) -> str:
    """A feature with what to do, and below it the reason."""
    t, rank = report.t, f"{line.rank}. " if line.rank else ""
    badge = f":{COLOURS.get(line.move, 'gray')}-badge[{markdown(t(f'order.move-{line.move}'))}]"
    named = markdown(rank + report.label(line.feature))
    return f"- **{named}** {badge}  \n  {markdown(reason(line, t))}"


def tickets(found: Order, report: Report) -> None:
    """The order as CSV for trackers."""
    t = report.t
    st.markdown(f"##### {t('ui.order.backlog')}")
    st.caption(t("ui.order.backlog-about"))
    with st.container(horizontal=True):
        for form in FORMS:
            st.download_button(
                t(f"ui.order.form-{form}"),
                partial(backlog, report, found, form),
                file_name=f"backlog-{form}.csv",
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
                key=f"backlog_{form}",
            )


def conventions(found: Order, report: Report) -> None:
    """How the order was made; what is not said here is said of the classification."""
    t = report.t
    with st.expander(t("ui.order.conventions"), icon=":material/rule:"):
        importance = t(f"order.by-{found.conventions['importance']}")
        st.markdown(t("order.how-order"))
        st.markdown(t("order.how-importance", importance=markdown(importance)))
        st.markdown(t("order.how-rest"))
        st.caption("  \n".join(markdown(line) for line in cited(found.conventions["sources"], t)))
