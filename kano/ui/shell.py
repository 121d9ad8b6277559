"""The frame around every page: navigation, language, and a net for what goes wrong."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from kano.i18n import LANGUAGES
from kano.ui.parts import ICONS, PAGES
from kano.ui.state import state

ROOT = Path(__file__).parents[2]
ICON = Path(__file__).parent / "icon.png"
STYLE = """<style>
[data-testid="stMainBlockContainer"] { padding-top: 4rem; padding-bottom: 3rem; }
</style>"""


def main() -> None:
    st.set_page_config(page_title="Kano", page_icon=str(ICON), layout="wide")
    st.html(STYLE)
    kept = state()
    place = st.container(horizontal=True, horizontal_alignment="right")
    chosen = place.segmented_control(
        "Language / 语言 / 語言",
        list(LANGUAGES),
        default=kept.lang,
        required=True,
        format_func=LANGUAGES.__getitem__,
        label_visibility="collapsed",
        key="language",
        persist_state="session",
    )
    kept.speak(chosen or kept.lang)
    t = kept.t
    pages = [
        st.Page(ROOT / path, title=t(f"ui.{name}.nav"), icon=ICONS[name], default=name == "home")
        for name, path in PAGES.items()
    ]
    current = st.navigation(pages, position="top")
    try:
        current.run()
    except Exception:  # a page never shows a traceback; the log has it
        logging.getLogger("kano").exception("page %s failed", current.url_path)
        st.error(t("ui.unexpected"), icon=":material/error:")
