"""Whose answers can be trusted? Flags with their evidence, what changes without them, and one switch."""

from __future__ import annotations

import streamlit as st

from kano.conventions import describe
from kano.i18n import Translate
from kano.responses import Responses
from kano.screening import Screening, said
from kano.text import markdown
from kano.ui import cache, screening
from kano.ui.parts import guarded, look, needs_study, page, remarks


def build() -> None:
    kept, t = page("screening")
    study = needs_study(kept, said=False).whole
    if not isinstance(study.data, Responses):
        st.info(t("ui.screening.counts"), icon=":material/info:")
        return
    seen = look(study)
    table, rule, _ = kept.chosen
    rules = screening.choose(study, seen)
    found = cache.screening(study, rules, table if table in study.tables else study.tables[0], rule)
    st.caption(markdown(study.source.name))
    screening.headline(found, t)
    remarks(said(found.findings, t), t)
    screening.switch(kept, study, found, t)
    screening.by_rule(found, seen)
    st.markdown(f"##### {t('ui.screening.people')}")
    screening.people(found, seen, study.source.sha256[:8])
    screening.beside(found, seen)
    _conventions(found, t)


def _conventions(found: Screening, t: Translate) -> None:
    with st.expander(t("report.conventions"), icon=":material/rule:"):
        for what, how in describe(found.conventions, t):
            st.markdown(f"**{what}**: {markdown(how)}")
        for source in found.people.record()["sources"]:
            status = t(f"source.{source['status']}")
            st.caption(markdown(f"{source['citation']}: {status}"))


guarded(build)
