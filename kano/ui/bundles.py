"""A bundle on the Answers page: what it is, and the way to its results; and whose numbers they are, on every page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kano.bundled import Bundled
from kano.errors import KanoError
from kano.gathered import Batch
from kano.i18n import Translate
from kano.reports import Report
from kano.text import markdown
from kano.ui import cache
from kano.ui.parts import ICONS, PAGES, origin, remarks, table_name
from kano.ui.state import State, Upload

MOST = 30
"""Batches that are listed."""


def show(kept: State, upload: Upload, t: Translate) -> None:
    """Nothing is to be said of its columns: it says what it is, and opens."""
    try:
        report = cache.bundle(upload, kept.lang)
    except KanoError as problem:
        st.markdown(f"**{markdown(upload.name)}**")
        st.error(markdown(problem.text(t)), icon=":material/error:")
        return
    with st.container(border=True):
        _said(report, t)
        if st.button(t("ui.bundle.open"), type="primary", icon=ICONS["results"]):
            kept.open_bundle(report.study)
            st.switch_page(PAGES["results"])
    remarks(report.remarks, t)


def _said(report: Report, t: Translate) -> None:
    """Title, origin, size and settings."""
    study, head = report.study, report.study.bundled
    assert head is not None
    st.markdown(f"#### :material/inventory_2: {markdown(report.title)}")
    if head.question:
        st.markdown(markdown(head.question))
    st.markdown(origin(study, t))
    st.caption(t("ui.counts-file.about") if head.batches else t("ui.bundle.about"))
    people = "-" if study.people is None else f"{study.people:,}"
    facts = {"people": people, "features": f"{len(report.result.counts.features)}"}
    facts |= {"questions": ", ".join(study.segments) or "-", **_settings(head, t)}
    st.markdown("\n".join(f"- **{t(f'ui.bundle.{key}')}**: {markdown(value)}" for key, value in facts.items()))
    if head.batches:
        _batches(head.batches, t)


def _batches(batches: Sequence[Batch], t: Translate) -> None:
    """Who is in it, batch by batch, the last first."""
    with st.expander(t("ui.counts-file.batches", n=len(batches)), icon=":material/stacks:"):
        lines = [f"- {markdown(b.id or '-')}: {b.people:,} ({markdown(b.source)})" for b in batches[: -MOST - 1 : -1]]
        st.markdown("\n".join(lines))
        if len(batches) > MOST:
            st.caption(t("ui.counts-file.more", n=len(batches) - MOST))


def _settings(head: Bundled, t: Translate) -> dict[str, str]:
    """By which its results were found."""
    chosen = head.settings
    found = {"table": table_name(chosen.table.name, t), "rule": t(f"rule.{chosen.rule}")}
    found |= {"seed": f"{chosen.seed}", "draws": f"{chosen.draws}", "margin": f"{100 * chosen.tie_margin:g} %"}
    return found | {"least": f"{chosen.least}"}
