"""From features to question pairs: edit, see what respondents will read, check the wording, save."""

from __future__ import annotations

import streamlit as st

from kano import features, questionnaire
from kano.i18n import Translate
from kano.ui.design import editor, fieldwork, findings, preview, settings
from kano.ui.parts import guarded, page
from kano.ui.state import State


def build() -> None:
    kept, t = page("design")
    with st.expander(t("ui.design.start"), icon=":material/add:", expanded=kept.draft is None):
        _start(kept, t)
    if kept.draft is None:
        return
    draft = editor(kept, kept.draft, t)
    draft = settings(draft, t)
    kept.draft = draft
    left, right = st.columns([3, 2])
    with left:
        preview(draft, kept.lang, t)
    with right:
        fieldwork(draft, t)
        findings(draft, t)
        _save(kept, t)


def _start(kept: State, t: Translate) -> None:
    """A plain list, a template or a saved file becomes the questionnaire on the table."""
    pasted = st.text_area(t("ui.design.list"), placeholder=t("ui.design.list-example"), height=140, key="pasted")
    if st.button(t("ui.design.build"), type="primary", disabled=not pasted, icon=":material/auto_awesome:"):
        kept.design(features.build(features.parse_list(pasted or "")))
        st.rerun()
    names = list(questionnaire.templates())
    titles = {name: questionnaire.load(name).title.get(kept.lang, name) for name in names}
    name = st.selectbox(t("ui.home.template-choose"), names, None, format_func=titles.__getitem__, key="other_template")
    if name and st.button(t("ui.home.template-open")):
        kept.design(questionnaire.load(name))
        st.rerun()
    file = st.file_uploader(t("ui.design.load"), type=["yaml", "yml", "txt"], key=f"load_{kept.edition}")
    if file is not None:
        kept.design(_loaded(file.name, file.getvalue()))
        st.rerun()


def _loaded(name: str, data: bytes) -> questionnaire.Questionnaire:
    text = data.decode("utf-8-sig", errors="strict")
    if name.endswith((".yaml", ".yml")):
        return questionnaire.parse(text, name)
    return features.build(features.parse_list(text), name)


def _save(kept: State, t: Translate) -> None:
    draft = kept.draft
    assert draft is not None
    st.download_button(
        t("ui.design.save"),
        lambda: questionnaire.to_yaml(draft),
        file_name=f"{features.slug(draft.id) or 'questionnaire'}.yaml",
        mime="application/yaml",
        icon=":material/save:",
        width="stretch",
    )


guarded(build)
