"""Pieces that several pages show."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from kano.charts import Look
from kano.errors import Finding, KanoError
from kano.evaluation import TABLES
from kano.i18n import Translate
from kano.questionnaire import templates
from kano.study import Study
from kano.text import markdown
from kano.ui import cache
from kano.ui.state import State, state

PAGES = {
    "home": "kano/ui/pages/home.py",
    "design": "kano/ui/pages/design.py",
    "answers": "kano/ui/pages/answers.py",
    "workshop": "kano/ui/pages/workshop.py",
    "results": "kano/ui/pages/results.py",
    "certainty": "kano/ui/pages/certainty.py",
    "segments": "kano/ui/pages/segments.py",
    "drift": "kano/ui/pages/drift.py",
    "compare": "kano/ui/pages/compare.py",
    "screening": "kano/ui/pages/screening.py",
    "drivers": "kano/ui/pages/drivers.py",
    "gaps": "kano/ui/pages/gaps.py",
    "order": "kano/ui/pages/order.py",
    "portfolio": "kano/ui/pages/portfolio.py",
    "offers": "kano/ui/pages/offers.py",
    "export": "kano/ui/pages/export.py",
    "presenter": "kano/ui/pages/presenter.py",
}
ICONS = {
    "home": ":material/home:",
    "design": ":material/edit_note:",
    "answers": ":material/upload_file:",
    "workshop": ":material/groups:",
    "results": ":material/insights:",
    "certainty": ":material/verified:",
    "segments": ":material/groups_2:",
    "drift": ":material/timeline:",
    "compare": ":material/compare_arrows:",
    "screening": ":material/filter_alt:",
    "drivers": ":material/trending_up:",
    "gaps": ":material/balance:",
    "order": ":material/format_list_numbered:",
    "portfolio": ":material/payments:",
    "offers": ":material/redeem:",
    "export": ":material/download:",
    "presenter": ":material/slideshow:",
}
KINDS = ["csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "json", "sav", "zsav"]
"""The files of answers that are read."""

HIDDEN = {"presenter"}
"""Pages that are reached by a link, not from the bar."""

SECTIONS = {
    "": ("home", "design", "workshop", "answers", "presenter"),
    "results": ("results", "certainty", "segments", "drift", "compare", "screening"),
    "decision": ("order", "portfolio", "offers", "export"),
    "ratings": ("drivers", "gaps"),
}
"""How the bar is divided; the first part has no heading."""


def page(name: str) -> tuple[State, Translate]:
    """Called first by every page: its state, its language and its heading."""
    kept = state()
    kept.enter(name)
    st.header(kept.t(f"ui.{name}.title"))
    st.caption(kept.t(f"ui.{name}.about"))
    return kept, kept.t


def guarded(build: Callable[[], None]) -> None:
    """Run a page; what the user can mend is told in his language, and what he entered stays."""
    try:
        build()
    except KanoError as problem:
        st.error(markdown(problem.text(state().t)), icon=":material/error:")


def watched(build: Callable[[], None]) -> None:
    """A part of a page that runs again and again by itself: what goes wrong there reaches neither page nor net.

    Where the key of a room opens it no longer, the page as a whole runs once more and says so.
    """
    try:
        build()
    except KanoError as problem:
        if problem.code == "room-unknown":
            st.rerun()
        st.error(markdown(problem.text(state().t)), icon=":material/error:")
    except Exception:  # as in `shell.main`, whose net holds only the first run
        logging.getLogger("kano").exception("a part that runs by itself failed")
        st.error(state().t("ui.unexpected"), icon=":material/error:")


def remarks(findings: Sequence[Finding], t: Translate, most: int = 4) -> None:
    """Findings as a list, the rest behind a click."""
    lines = [f"- {markdown(finding.text(t))}" for finding in findings]
    if lines:
        st.warning("\n".join(lines[:most]), icon=":material/info:")
    if lines[most:]:
        with st.expander(t("ui.more-remarks", n=len(lines) - most)):
            st.markdown("\n".join(lines[most:]))


def template_title(name: str, lang: str) -> str:
    """What a template is called in a language."""
    return cache.template(name).title.get(lang, name)


def pick_template(kept: State, t: Translate, key: str, index: int | None = 0) -> bool:
    """Choose a template; whether it is on the table now."""
    title = partial(template_title, lang=kept.lang)
    name = st.selectbox(t("ui.home.template-choose"), list(templates()), index, format_func=title, key=key)
    label = t("ui.home.template-open")
    if not name or not st.button(label, icon=ICONS["design"], width="stretch", key=f"open_{key}"):
        return False
    kept.open(cache.template(name))
    return True


def look(study: Study | None = None, labels: dict[str, str] | None = None) -> Look:
    """How charts look for this user now; features are called as in `labels`, or as the study calls them."""
    kept = state()
    dark = st.context.theme.type == "dark"
    return Look(kept.t, dark, labels or (study.labels(kept.lang) if study else {}), alone=False)


def picture(chart: Any, alt: str, key: str) -> None:
    """A chart as wide as its place under its title, with a text for those who cannot see it."""
    st.markdown(f"##### {markdown(chart.usermeta['title'])}")
    if chart.usermeta["note"]:
        st.caption(markdown(chart.usermeta["note"]).replace("\n", "  \n"))
    st.altair_chart(chart.properties(description=alt), width="stretch", theme=None, key=key)


def needs_study(kept: State, said: bool = True) -> Study:
    """The study that is open, or a friendly stop; who is left out of it is `said`."""
    if kept.study is None:
        st.info(kept.t("ui.no-study"), icon=":material/arrow_forward:")
        st.page_link(PAGES["home"], label=kept.t("ui.home.title"), icon=ICONS["home"])
        st.stop()
    if kept.study.bundled and said:
        st.caption(f":material/inventory_2: {origin(kept.study, kept.t)}")
    if kept.study.screening and said:
        _say_screened(kept.study.screening, kept.t)
    return kept.study


def origin(study: Study, t: Translate) -> str:
    """Of which file a bundle is, and who wrote it when."""
    head = study.bundled
    assert head is not None
    values = {"file": head.name, "source": study.source.name, "version": head.version}
    values = {key: markdown(value) for key, value in values.items()}
    if head.batches:
        people = f"{sum(batch.people for batch in head.batches):,}"
        return t("ui.counts-file.origin", people=people, batches=len(head.batches), **values)
    text = t("ui.bundle.origin", **values)
    return " · ".join([text, *(markdown(each) for each in (head.author, head.date) if each)])


def table_name(name: str, t: Translate) -> str:
    """What an evaluation table is called; a user's own by its file."""
    return t(f"table.{name}") if name in TABLES else name


def _say_screened(record: dict[str, Any], t: Translate) -> None:
    """On every page of results: who is in none of them, and where that is changed."""
    n, whole, table = record["flagged"], record["respondents"], record["evaluation_table"]["name"]
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        name = t(f"table.{table}") if table in TABLES else markdown(table)
        text = t("ui.screening.banner", n=n, all=whole, table=name)
        st.markdown(f":orange[:material/filter_alt:] {text}", width="stretch")
        st.page_link(PAGES["screening"], label=t("ui.screening.nav"), icon=ICONS["screening"])
