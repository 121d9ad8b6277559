"""Bundles between reruns."""

from __future__ import annotations

import streamlit as st

from kano.reports import Report
from kano.reports.bundle import open_bundle
from kano.ui.cache.keys import BY
from kano.ui.state import Upload


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=BY)
def bundle(upload: Upload, lang: str) -> Report:
    """An uploaded bundle as the report that it was written of. Raises KanoError."""
    return open_bundle(upload.data, upload.name, lang)
