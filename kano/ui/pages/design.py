"""From features to question pairs: edit, see what respondents will read, check the wording, save."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kano import features, questionnaire
from kano.forms import plain
from kano.i18n import Translate
from kano.readers.delimited import decode
from kano.ui.design import editor, fieldwork, findings, preview, settings, versioned
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
        fieldwork(draft, t)
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
    """The questionnaire to keep, and its questions to copy into a survey tool, in the language of the preview."""
    name = features.slug(draft.title.get("en", "")) or draft.id
    files = {
        "save": (partial(questionnaire.to_yaml, draft), f"{name}.yaml", "application/yaml"),
        "text": (partial(plain.as_text, draft, lang), f"{name}-{lang}.txt", "text/plain"),
        "answer-table": (partial(plain.answer_table, draft, lang), f"{name}-{lang}.csv", "text/csv"),
    }
    for key, (make, file_name, mime) in files.items():
        st.download_button(
            t(f"ui.design.{key}"),
            make,
            file_name=file_name,
            mime=mime,
            icon=":material/save:",
            width="stretch",
            on_click="ignore",
        )
    st.caption(t("ui.design.keep"))


guarded(build)
