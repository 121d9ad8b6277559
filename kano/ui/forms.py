"""The part of the Design page that takes a questionnaire into a survey tool."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kano.errors import KanoError
from kano.forms import FORMATS, write
from kano.forms.notes import notes
from kano.i18n import LANGUAGES, Translate
from kano.questionnaire import Questionnaire
from kano.text import markdown
from kano.ui.parts import remarks

TOOLS = (
    *("xlsform", "surveyjs", "limesurvey", "google", "wjx", "tencent", "qualtrics", "docx", "pdf"),
    *("questions-xlsx", "questions-csv", "text", "answers"),
)
"""In this order; a format that is not named here comes last."""


def survey_tool(draft: Questionnaire, lang: str, name: str, t: Translate) -> None:
    """Choose a tool, what it needs to know, and download its form; `lang` is the language that is looked at."""
    st.subheader(t("ui.forms.title"))
    if not draft.languages:
        st.info(t("ui.forms.no-language"), icon=":material/translate:")
        return
    to = st.selectbox(t("ui.forms.tool"), offered(), format_func=lambda to: t(f"form.{to}"), key="form_to")
    st.caption(t(f"form-help.{to}"))
    langs = _languages(draft, to, lang, t)
    shuffle = FORMATS[to].shuffles and st.checkbox(t("ui.forms.shuffle"), key=f"form_shuffle_{to}")
    remarks(notes(draft, to), t)
    if langs:
        _download(draft, to, langs, shuffle, name, t)


def _download(draft: Questionnaire, to: str, langs: Sequence[str], shuffle: bool, name: str, t: Translate) -> None:
    """Made at once: what a form cannot hold must be told here, for nobody sees why a button fails later."""
    try:
        data = write(draft, to, langs, shuffle)
    except KanoError as problem:
        st.error(markdown(problem.text(t)), icon=":material/error:")
        return
    st.download_button(
        t("ui.forms.download"),
        data,
        file_name="-".join([name, to, *langs]) + FORMATS[to].suffix,
        mime=FORMATS[to].mime,
        icon=":material/download:",
        width="stretch",
        key="form_download",
        on_click="ignore",
    )


def offered() -> list[str]:
    """The formats there are, the tools that most people use first."""
    return sorted(FORMATS, key=lambda name: TOOLS.index(name) if name in TOOLS else len(TOOLS))


def _languages(draft: Questionnaire, to: str, lang: str, t: Translate) -> Sequence[str]:
    """Every language that the questionnaire has, or the one that a form of this tool can hold."""
    key, label = f"form_langs_{'_'.join(draft.languages)}", t("ui.forms.languages")
    if FORMATS[to].multilingual:
        chosen = st.multiselect(label, draft.languages, draft.languages, format_func=LANGUAGES.__getitem__, key=key)
        return [known for known in draft.languages if known in chosen]
    start = draft.languages.index(lang) if lang in draft.languages else 0
    one = st.selectbox(t("ui.forms.language"), draft.languages, start, LANGUAGES.__getitem__, key=f"{key}_{lang}")
    return [one]
