"""From a file to a study: what each column and answer means, proposed, then confirmed."""

from __future__ import annotations

import streamlit as st

from kano.i18n import Translate
from kano.study import study as make_study
from kano.text import markdown
from kano.ui import confirm, importing
from kano.ui.parts import ICONS, PAGES, guarded, page
from kano.ui.state import State, Upload


def build() -> None:
    kept, t = page("answers")
    file = st.file_uploader(t("ui.upload"), type=["csv", "tsv", "txt", "xlsx"], key="answers_file")
    if file is not None:
        kept.take(Upload(file.name, file.getvalue()))
    if kept.upload is None:
        st.caption(t("ui.answers.kinds"))
        return
    st.caption(t("ui.answers.reading", file=markdown(kept.upload.name)))
    _confirm(kept, t)


def _confirm(kept: State, t: Translate) -> None:
    table, proposal, questionnaire = importing.proposed(kept, t)
    open_questions, mapping = importing.resolve(kept, table, proposal, t)
    with st.expander(t("ui.answers.assumptions"), expanded=True, icon=":material/visibility:"):
        confirm.assumptions(proposal, t)
    by, n = confirm.counts_options(mapping, table.source.sha256[:8], t)
    study = None if open_questions else make_study(table, mapping, questionnaire, by, n)
    if study is not None:
        confirm.will_be_left_out(study, t)
        confirm.first_people(study, t)
    for reason in open_questions:
        st.warning(reason, icon=":material/help:")
    if st.button(
        t("ui.answers.confirm"), type="primary", disabled=study is None, icon=":material/check:", width="stretch"
    ):
        kept.study = study
        st.switch_page(PAGES["results"])
    if kept.study is not None:
        st.page_link(PAGES["results"], label=t("ui.results.nav"), icon=ICONS["results"])


guarded(build)
