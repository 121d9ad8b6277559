"""The gaps of confirmed items: one question per tab. Each view shows what was found; none computes."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kano.charts.gap_cells import rating_cells
from kano.charts.gaps import gap_chart, grouped, verdict_chart
from kano.charts.importance import importance_map
from kano.errors import KanoError
from kano.reports.gaps import GapsReport, to_record, to_rows
from kano.reports.record import dump
from kano.reports.table import to_csv
from kano.service.conventions import cited, describe, dimension_name
from kano.service.matrix import CUTS, importance_performance
from kano.service.quality import Gap
from kano.text import markdown, p_value
from kano.ui.parts import picture
from kano.ui.service import priorities
from kano.ui.service.desk import Desk


def headline(desk: Desk) -> None:
    """How many people and items, and the gap of the whole."""
    result, t = desk.result, desk.t
    figures = {t("ui.results.people"): str(len(result)), t("ui.gaps.n-items"): str(len(result.items))}
    figures[t("ui.gaps.overall")] = signed(result.overall.gap.estimate)
    if result.weighted:
        figures[t("ui.gaps.weighted")] = signed(result.weighted.gap.estimate)
    with st.container(horizontal=True, gap="large"):
        for label, figure in figures.items():
            st.metric(label, figure, width="content")


def signed(value: float | None) -> str:
    """A gap, with its sign; "-" where there is none."""
    return "-" if value is None else f"{value:+.2f}".replace("-", "\u2212")


def gaps(desk: Desk) -> None:
    lines = (f"{_name(gap, desk)}: {signed(gap.gap.estimate)}" for gap in grouped(desk.result))
    picture(gap_chart(desk.result, desk.look, _note(desk)), "\n".join(lines), "gap_chart")


def people(desk: Desk) -> None:
    chart = verdict_chart(desk.result, desk.look, _note(desk))
    below = ((gap, gap.verdicts.shares["below"].estimate) for gap in grouped(desk.result) if gap.verdicts)
    word = desk.t("gaps.column.below")
    lines = (f"{_name(gap, desk)}: {word} {share:.0%}" for gap, share in below if share is not None)
    picture(chart, "\n".join(lines), "verdict_chart")


def one(desk: Desk) -> None:
    """One item down to the pairs of ratings that people gave."""
    names = [gap.name for gap in desk.result.items if gap.n]
    name = st.selectbox(
        desk.t("gaps.column.item"), names, format_func=lambda n: desk.look.labels.get(n, n), key="service_item"
    )
    if name is None:
        return
    gap = next(gap for gap in desk.result.items if gap.name == name)
    left, right = st.columns([3, 2])
    with left:
        picture(rating_cells(desk.result, name, desk.look, f"n = {gap.n}"), _line(gap, desk), "cells_chart")
    with right:
        st.markdown(_line(gap, desk))
        _zone(gap, desk)
        out = (desk.t(f"gaps.left-out.{reason}", n=n) for reason, n in gap.left_out.items() if n)
        st.caption(markdown("; ".join(out)))


def _line(gap: Gap, desk: Desk) -> str:
    """The item in a sentence."""
    t, low, high = desk.t, signed(gap.gap.low), signed(gap.gap.high)
    value, p = signed(gap.gap.estimate), p_value(gap.adjusted)
    return markdown(t("ui.gaps.line", gap=value, low=low, high=high, p=p, n=gap.n))


def _zone(gap: Gap, desk: Desk) -> None:
    zone = gap.tolerance
    if zone is None or zone.inside.estimate is None:
        return
    shares = {key: f"{getattr(zone, key).estimate:.0%}" for key in ("inside", "under", "over")}
    means = {key: signed(getattr(zone, key).estimate) for key in ("adequacy", "superiority")}
    st.markdown(markdown(desk.t("ui.gaps.zone", n=zone.n, **shares, **means)))


def matrix(desk: Desk) -> None:
    """Importance over performance, when importance is known."""
    t = desk.t
    known = priorities.importance(desk)
    cut = st.radio(
        t("ui.results.cut"),
        CUTS,
        format_func=lambda c: t(f"gaps.cut.{c}"),
        key="service_cut",
        persist_state="session",
        horizontal=True,
    )
    if known is None:
        return
    try:
        found = importance_performance(desk.result, known, cut, priorities.scale(desk))
    except KanoError as problem:
        st.info(markdown(problem.text(t)), icon=":material/info:")
        return
    if found is None:
        return
    left, right = st.columns([3, 1])
    lines = (f"{desk.look.labels.get(p.name, p.name)}: {t(f'gaps.quadrant.{p.quadrant}')}" for p in found.points)
    with left:
        chart = importance_map(found, desk.look, priorities.categories(desk), _note(desk))
        picture(chart, "\n".join(lines), "importance_chart")
    names = [desk.look.labels.get(point.name, point.name) for point in found.points]
    right.caption("  \n".join(f"{number} {markdown(name)}" for number, name in enumerate(names, start=1)))
    st.caption("; ".join(map(markdown, cited(found.conventions["sources"], t))))


def table(desk: Desk) -> None:
    """Every figure, to sort, to read and to keep."""
    t, report = desk.t, GapsReport(desk.table, desk.result, desk.said, None, None)
    rows = [_row(gap, desk) for gap in desk.result.gaps]
    config = {key: st.column_config.Column(t(f"gaps.column.{key}")) for key in rows[0]}
    st.dataframe(rows, hide_index=True, width="stretch", height=35 * (len(rows) + 1) + 3, column_config=config)
    files: dict[str, tuple[Callable[[], str], str]] = {
        "csv": (lambda: to_csv(to_rows(report)), "text/csv"),
        "json": (lambda: dump(to_record(report)), "application/json"),
        "people": (lambda: to_csv(desk.result.people_rows()), "text/csv"),
    }
    with st.container(horizontal=True):
        for kind, (make, mime) in files.items():
            name = "gaps-people.csv" if kind == "people" else f"gaps.{kind}"
            st.download_button(
                t(f"ui.gaps.file-{kind}"),
                make,
                file_name=name,
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
            )


def _row(gap: Gap, desk: Desk) -> dict[str, object]:
    means = {"expectation": gap.expectation.estimate, "perception": gap.perception.estimate}
    low, high = signed(gap.gap.low), signed(gap.gap.high)
    shares = gap.verdicts.shares if gap.verdicts else {}
    return {
        "item": _name(gap, desk),
        "n": gap.n,
        "left_out": sum(gap.left_out.values()),
        **{key: None if value is None else round(value, 2) for key, value in means.items()},
        "gap": f"{signed(gap.gap.estimate)} [{low}, {high}]",
        "p_adjusted": p_value(gap.adjusted),
        **{verdict: f"{share.estimate:.0%}" for verdict, share in shares.items() if share.estimate is not None},
        "importance": None if gap.importance is None else round(gap.importance[0], 2),
    }


def _name(gap: Gap, desk: Desk) -> str:
    if gap.level != "item":
        return desk.t(f"gaps.level.{gap.level}", name=dimension_name(gap.name, desk.t))
    name = desk.look.labels.get(gap.name, gap.name)
    return f"{name} ({desk.t('gaps.reversed')})" if gap.reversed else name


def _note(desk: Desk) -> str:
    """How many people are in the gaps of items."""
    numbers = [gap.n for gap in desk.result.items]
    low, high = min(numbers), max(numbers)
    return f"n = {low}" if low == high else f"n = {low}-{high}"


def conventions(desk: Desk) -> None:
    """How the numbers were made, and where the formulas come from."""
    t = desk.t
    with st.expander(t("report.conventions"), icon=":material/rule:"):
        for what, how in describe(desk.result.conventions, t):
            st.markdown(f"**{markdown(what)}**: {markdown(how)}")
        st.markdown(f"**{t('gaps.sources')}**")
        for line in cited(desk.result.conventions["sources"], t):
            st.markdown(f"- {markdown(line)}")


VIEWS = {"gaps": gaps, "people": people, "one": one, "matrix": matrix, "priorities": priorities.show, "table": table}
