"""From features to question pairs: edit, see what respondents will read, check the wording, save."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kano import features, questionnaire
from kano.i18n import Translate
from kano.readers.delimited import decode
from kano.ui.design import editor, findings, preview, settings, versioned
from kano.ui.fieldwork import fieldwork
from kano.ui.forms import survey_tool
from kano.ui.parts import guarded, page, pick_template
from kano.ui.state import State


def build() -> None:
    kept, t = page("design")
    with st.expander(t("ui.design.start"), icon=":material/add:", expanded=kept.draft is None):
        _start(kept, t)
    if kept.draft is None:
        return
    draft = editor(kept, kept.draft, t)
    draft = settings(kept, draft, t)
    kept.draft = draft
    left, right = st.columns([3, 2])
    with left:
        lang = preview(draft, kept.lang, t)
    with right:
        fieldwork(draft, kept.lang, t)
        findings(draft, t)
        _save(versioned(draft, kept), lang, t)


def _start(kept: State, t: Translate) -> None:
    """A plain list, a template or a saved file becomes the questionnaire on the table."""
    pasted = st.text_area(t("ui.design.list"), placeholder=t("ui.design.list-example"), height=140, key="pasted")
    if st.button(t("ui.design.build"), type="primary", icon=":material/auto_awesome:"):
        kept.open(features.build(features.parse_list(pasted or "")))
        st.rerun()
    if pick_template(kept, t, "other_template", index=None):
        st.rerun()
    file = st.file_uploader(t("ui.design.load"), type=["yaml", "yml", "txt"], key=f"load_{kept.edition}")
    if file is not None:
        kept.open(_loaded(file.name, file.getvalue()))
        st.rerun()


def _loaded(name: str, data: bytes) -> questionnaire.Questionnaire:
    if name.lower().endswith((".yaml", ".yml")):
        return questionnaire.parse(decode(data, name)[0], name)
    return features.build(features.parse_list(decode(data, name)[0]), name.rsplit(".", 1)[0])


def _save(draft: questionnaire.Questionnaire, lang: str, t: Translate) -> None:
    """The questionnaire as a form of a survey tool, and as a file to keep."""
    name = features.slug(draft.title.get("en", "")) or draft.id
    survey_tool(draft, lang, name, t)
    st.download_button(
        t("ui.design.save"),
        partial(questionnaire.to_yaml, draft),
        file_name=f"{name}.yaml",
        mime="application/yaml",
        icon=":material/save:",
        width="stretch",
        on_click="ignore",
    )
    st.caption(t("ui.design.keep"))


guarded(build)
