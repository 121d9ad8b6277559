"""The order on the screen: every line with its reason, the groups, the numbers, the tickets."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from kano.counts import Segment
from kano.decision.grouped import Group
from kano.decision.moves import Move
from kano.decision.order import Line, Order
from kano.decision.order_words import message, reason
from kano.i18n import Translate
from kano.reports import Report
from kano.reports.backlog import FORMS, backlog
from kano.reports.order import group_name, groups_of, moves_text
from kano.service.conventions import cited
from kano.text import markdown, percent
from kano.ui.exporting import name_of
from kano.ui.telling import coloured

COLOURS = {
    Move.FULFIL: "red",
    Move.RAISE: "orange",
    Move.DELIGHT: "green",
    Move.ASK: "blue",
    Move.LOOK: "blue",
    Move.STOP: "violet",
    Move.CHECK: "violet",
}
"""Of what is to be done; the rest is grey."""
ROW = 35
"""Pixels of a row in a table."""


def segment_of(report: Report) -> Segment:
    """Whose answers the order is of; not asked when there is one only."""
    segments = report.result.counts.segments
    if len(segments) == 1:
        return segments[0]
    names = [report.segment(segment) for segment in segments]
    label = report.t("column.segment")
    return segments[st.selectbox(label, range(len(names)), format_func=names.__getitem__, key="order_at") or 0]


def headline(found: Order, report: Report) -> None:
    """What to do first, and of how many features it is known how far they are fulfilled."""
    t, ranked = report.t, found.ranked
    named = [report.label(line.feature) for line in found.lines]
    st.markdown(f"#### {markdown(message(found.lines, named, t))}")
    if ranked:
        known = sum(line.now is not None for line in ranked)
        st.caption(t("ui.order.known", n=known, all=len(ranked)))


def listed(found: Order, report: Report) -> None:
    """Every line, or those of the moves that are picked."""
    shown = _picked(found, report.t)
    _lines(shown, report)
    if hidden := len(found.lines) - len(shown):
        st.caption(report.t("ui.order.hidden", n=hidden))


def _picked(found: Order, t: Translate) -> tuple[Line, ...]:
    moves = [move for move in Move if found.of(move)]
    chosen = st.pills(
        t("ui.order.filter"),
        moves,
        selection_mode="multi",
        format_func=lambda move: t("order.counted", move=t(f"order.move-{move}"), n=len(found.of(move))),
        key=f"order_moves_{'_'.join(moves)}",
    )
    return found.of(*chosen) if chosen else found.lines


def _lines(lines: tuple[Line, ...], report: Report) -> None:
    """Those with a place in the order, then the others."""
    placed = [_line(line, report) for line in lines if line.rank is not None]
    others = [_line(line, report) for line in lines if line.rank is None]
    st.markdown("\n\n".join(placed))
    if others:
        st.caption(report.t("ui.order.others"))
        st.markdown("\n\n".join(others))


def _line(line: Line, report: Report) -> str:
    """The place and the feature, what to do and what it is; below it the reason."""
    t = report.t
    move = f":{COLOURS.get(line.move, 'gray')}-badge[{markdown(t(f'order.move-{line.move}'))}]"
    named = f"{line.rank}. {report.label(line.feature)}" if line.rank else report.label(line.feature)
    parts = [f"**{markdown(named)}**", move, *([coloured(line.category, t)] if line.category else [])]
    return f"{' &nbsp;'.join(parts)}  \n{markdown(reason(line, t))}"


def by_touchpoint(found: Order, report: Report) -> None:
    _grouped(found, report, "touchpoint")


def by_dimension(found: Order, report: Report) -> None:
    _grouped(found, report, "dimension")


def _grouped(found: Order, report: Report, by: str) -> None:
    t, groups = report.t, groups_of(report, found).get(by, ())
    if not groups:
        st.info(t("ui.order.ungrouped", by=t(f"order.by-{by}")), icon=":material/info:")
    for group in groups:
        _group(group, report)


def _group(group: Group, report: Report) -> None:
    with st.container(border=True):
        st.markdown(f"##### {markdown(group_name(group, report))}")
        st.caption(markdown(moves_text(group, report.t)))
        _lines(group.lines, report)


def figures(found: Order, report: Report) -> None:
    """Every line with its numbers, to be sorted."""
    t, column = report.t, st.column_config
    rows = [_figures(line, report) for line in found.lines]
    numbers = {key: column.NumberColumn(t(f"column.{key}"), format="%.2f") for key in ("better", "worse")}
    config: dict[str, Any] = {
        "rank": column.NumberColumn(t("order.column-rank")),
        "feature": column.TextColumn(t("column.feature"), pinned=True),
        "move": t("order.column-move"),
        "category": t("column.category"),
        "verdict": t("column.verdict"),
        "probability": t("column.probability"),
        **numbers,
        "importance": column.NumberColumn(t("column.importance"), format="%.2f"),
        "now": column.NumberColumn(t("order.column-now"), format="percent"),
        "n": t("column.n"),
        "needed": t("ui.order.needed"),
    }
    height = ROW * (len(rows) + 1) + 3
    st.dataframe(rows, hide_index=True, width="stretch", height=height, placeholder="–", column_config=config)


def _figures(line: Line, report: Report) -> dict[str, Any]:
    t, row = report.t, line.row()
    words = {
        "feature": report.label(line.feature),
        "move": t(f"order.move-{line.move}"),
        "category": t(f"type.{line.category}") if line.category else "-",
        "verdict": t(f"verdict.{line.verdict}") if line.verdict else "-",
    }
    sure = "-" if line.probability is None else percent(line.probability)
    names = ("better", "worse", "importance", "now", "n", "needed")
    return {"rank": line.rank, **words, "probability": sure, **{name: row[name] for name in names}}


def tickets(found: Order, report: Report) -> None:
    """Every feature as a ticket, for the tracker of the team."""
    t = report.t
    st.markdown(f"##### {t('ui.order.tickets')}")
    st.caption(t("ui.order.tickets-about"))
    with st.container(horizontal=True):
        for form in FORMS:
            st.download_button(
                t(f"ui.order.form-{form}"),
                partial(backlog, report, found, form),
                file_name=f"{name_of(report.study)}-{form}.csv",
                mime="text/csv",
                icon=":material/download:",
                key=f"order_{form}",
                on_click="ignore",
            )


def conventions(found: Order, report: Report) -> None:
    """How the order was made; what is not said here is said of the classification."""
    t = report.t
    with st.expander(t("ui.order.conventions"), icon=":material/rule:"):
        st.markdown(markdown(t("order.how-order")))
        importance = t(f"order.by-{found.conventions['importance']}")
        st.markdown(markdown(t("order.how-importance", importance=importance)))
        st.markdown(markdown(t("order.how-rest")))
        st.caption("  \n".join(markdown(line) for line in cited(found.conventions["sources"], t)))
