"""Where to begin: the sample, a template, or a file."""

from __future__ import annotations

import streamlit as st

from kano.i18n import Translate
from kano.samples import SAMPLES, open_sample
from kano.ui.parts import KINDS, PAGES, guarded, page, pick_template
from kano.ui.state import State, Upload


def build() -> None:
    kept, t = page("home")
    sample, design, upload = st.columns(3)
    with sample.container(border=True):
        _sample(kept, t)
    with design.container(border=True):
        _template(kept, t)
    with upload.container(border=True):
        _upload(kept, t)
    _types(t)


def _sample(kept: State, t: Translate) -> None:
    st.markdown(f"#### {t('ui.home.sample')}")
    st.write(t("ui.home.sample-about"))
    name = st.selectbox(t("ui.home.sample-choose"), list(SAMPLES), format_func=lambda s: t(f"sample.{s}"), key="sample")
    if st.button(t("ui.home.sample-open"), type="primary", icon=":material/play_arrow:", width="stretch"):
        kept.confirm(open_sample(name))
        st.switch_page(PAGES["results"])


def _template(kept: State, t: Translate) -> None:
    st.markdown(f"#### {t('ui.home.template')}")
    st.write(t("ui.home.template-about"))
    if pick_template(kept, t, "template"):
        st.switch_page(PAGES["design"])


def _upload(kept: State, t: Translate) -> None:
    st.markdown(f"#### {t('ui.home.upload')}")
    st.write(t("ui.home.upload-about"))
    file = st.file_uploader(t("ui.answers.file"), type=KINDS, key="home_file")
    if file is not None:
        kept.take(Upload(file.name, file.getvalue()))
        st.switch_page(PAGES["answers"])


def _types(t: Translate) -> None:
    """The three main types, in the users' own words."""
    st.markdown(f"#### {t('ui.home.types')}")
    for column, letter in zip(st.columns(3), "MOA", strict=True):
        with column.container(border=True):
            st.markdown(f"**{t(f'category.{letter}')}**")
            st.write(t(f"ui.home.type-{letter}"))


guarded(build)
