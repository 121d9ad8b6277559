"""The target sheet on the screen: what is entered, and the adjusted ratios and weights that follow."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kano.counts import Segment
from kano.decision.target_words import adjusted_text, describe
from kano.decision.targets import Target, Targets, targets
from kano.reports import Report
from kano.reports.table import to_csv
from kano.service.conventions import cited
from kano.text import markdown
from kano.ui.ordering import editing
from kano.ui.ordering.results import ROW
from kano.ui.parts import remarks
from kano.ui.state import State

NUMBERS = ("importance", "current", "target", "ratio", "weight")


def sheet(kept: State, report: Report, segment: Segment) -> None:
    """Nothing is computed before a current and a target level are there."""
    t = report.t
    st.caption(t("ui.order.targets-about"))
    work = editing.aims(kept, report.study)
    if not work.begun:
        st.info(t("ui.order.targets-empty"), icon=":material/edit_note:")
        return
    made = targets(report.result, work.aims, segment, work.method)
    remarks(report.called(made.findings), t)
    _figures([line for line in made.lines if line.adjusted is not None], report)
    _without([line for line in made.lines if line.adjusted is None], report)
    _conventions(made, report)
    st.download_button(
        t("ui.order.targets-results"),
        lambda: to_csv(made.rows()).encode("utf-8-sig"),
        file_name="target-sheet.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _figures(lines: list[Target], report: Report) -> None:
    t, column = report.t, st.column_config
    if not lines:
        return
    rows = [_row(line, report) for line in lines]
    names = {key: t(f"targets.column.{key}") for key in rows[0]}
    config: dict[str, Any] = {key: column.NumberColumn(names[key], format="%.2f") for key in NUMBERS}
    config |= {key: column.NumberColumn(names[key], format="%.1f %%") for key in ("share", "raw_share")}
    config |= {key: names[key] for key in ("category", "adjusted")}
    config["feature"] = column.TextColumn(names["feature"], pinned=True)
    height = ROW * (len(rows) + 1) + 3
    st.dataframe(rows, hide_index=True, width="stretch", height=height, placeholder="–", column_config=config)


def _without(lines: list[Target], report: Report) -> None:
    """Those that have no adjusted ratio, each with its reason."""
    t = report.t
    if lines:
        with st.expander(t("targets.left-out", n=len(lines)), icon=":material/block:"):
            named = ((markdown(report.label(line.feature)), markdown(adjusted_text(line, t))) for line in lines)
            st.markdown("\n".join(f"- {name}: {why}" for name, why in named))


def _row(line: Target, report: Report) -> dict[str, Any]:
    """A line in words and numbers; the adjusted ratio is two where the category is too close to call."""
    t, aim = report.t, line.aim
    return {
        "feature": report.label(line.feature),
        "category": t(f"type.{line.category}") if line.category else "-",
        "importance": aim.importance,
        "current": aim.current,
        "target": aim.target,
        "ratio": line.ratio,
        "adjusted": adjusted_text(line, t),
        "weight": line.weight,
        "share": line.share,
        "raw_share": line.raw_share,
    }


def _conventions(made: Targets, report: Report) -> None:
    """How the ratios were made; what is not said here is said of the classification."""
    with st.expander(report.t("ui.order.targets-conventions"), icon=":material/rule:"):
        for what, how in describe(made.conventions, report.t):
            st.markdown(f"**{markdown(what)}**: {markdown(how)}")
        st.caption("  \n".join(markdown(line) for line in cited(made.conventions["sources"], report.t)))
