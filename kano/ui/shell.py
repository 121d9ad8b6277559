"""The frame around every page: navigation, language, and a net for what goes wrong."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

import streamlit as st

from kano.i18n import LANGUAGES, Translate
from kano.ui.parts import HIDDEN, ICONS, PAGES, SECTIONS
from kano.ui.state import state

ROOT = Path(__file__).parents[2]
ICON = Path(__file__).parent / "icon.png"
STYLE = """<style>
[data-testid="stMainBlockContainer"] { padding-top: 4rem; padding-bottom: 3rem; }
[data-testid^="stBaseButton-primary"] { color: light-dark(#ffffff, #0e1117); }
</style>"""
"""On the light blue of a dark page, white words are hard to read."""
STAGE = """<style>
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 1rem 2vw; }
[data-testid="stMainBlockContainer"] h1 { font-size: clamp(3rem, 8vw, 9rem); letter-spacing: 0.06em; padding: 0; }
[data-testid="stMainBlockContainer"] h2 { font-size: clamp(1.5rem, 3vw, 4rem); padding: 0; }
[data-testid="stMainBlockContainer"] h3 { font-size: clamp(1.2rem, 2vw, 2.6rem); padding: 0; }
[data-testid="stMainBlockContainer"] p { font-size: clamp(1rem, 1.2vw, 1.8rem); }
[data-testid="stMetricValue"], [data-testid="stMetricValue"] p { font-size: clamp(2rem, 3.2vw, 5rem); }
[data-testid="stMetricLabel"] p { font-size: clamp(1rem, 1.5vw, 2rem); }
[data-testid="stMainBlockContainer"]:has(.st-key-stage) { padding: 0.5rem 2vw; }
[data-testid="stMainBlockContainer"]:has(.st-key-stage) > * { gap: 0; }
[data-testid="stMainBlockContainer"]:has(.st-key-stage) .st-key-language { position: fixed; top: 0.5rem; right: 2vw; }
.st-key-stage { flex: none; height: calc(100vh - 1.2rem); min-height: 34rem; min-width: 0; gap: 0.6rem; }
.st-key-stage > * { min-height: 0 !important; flex-shrink: 0; }
.st-key-stage > :has(> .st-key-picture) { flex: 1 1 0 !important; }
.st-key-strip img { height: max(5.5rem, 10vh); width: auto !important; }
.st-key-about [data-testid="stMarkdownContainer"], .st-key-lines [data-testid="stMarkdownContainer"] { margin: 0; }
.st-key-lines p { margin: 0; }
.st-key-about h2 { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.st-key-about h2 { font-size: clamp(1.2rem, 2vw, 3rem); }
.st-key-about h3 { font-size: clamp(1.1rem, 1.6vw, 2.4rem); }
.st-key-stage [data-testid="stMetricValue"] p { font-size: clamp(1.8rem, 2.6vw, 4rem); }
.st-key-stage .st-key-lines p { font-size: clamp(1rem, 1.45vw, 2.4rem); line-height: 1.35; }
[class*="st-key-names-"] { max-width: 27vw; overflow: hidden; }
.st-key-stage [class*="st-key-names-"] p { font-size: calc(var(--key) * min(1vw, 1.8vh)); line-height: 1.3; }
"""
STAGE += "\n".join(f".st-key-names-{size} {{ --key: {size / 20}; }}" for size in range(7, 41)) + "\n</style>"
"""For a page that is read from ten metres."""


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
    kept.link_language()
    t = kept.t
    bar = {t(f"ui.nav.{key}") if key else "": [_page(name, t) for name in names] for key, names in SECTIONS.items()}
    current = st.navigation(bar, position="top")
    if current.url_path in HIDDEN:
        st.html(STAGE)
    try:
        current.run()
    except Exception:  # a page never shows a traceback; the log has it
        logging.getLogger("kano").exception("page %s failed", current.url_path)
        st.error(t("ui.unexpected"), icon=":material/error:")


def _page(name: str, t: Translate) -> st.Page:
    visibility: Literal["hidden", "visible"] = "hidden" if name in HIDDEN else "visible"
    return st.Page(
        ROOT / PAGES[name],
        title=t(f"ui.{name}.nav"),
        icon=ICONS[name],
        default=name == "home",
        visibility=visibility,
    )
