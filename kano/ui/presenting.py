"""Files of an analysis of ratings, on its own page: choose formats, make them, fetch them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kano.features import slug
from kano.reports.apart import apart, written
from kano.reports.story import Told
from kano.reports.story.told import PRESENTED
from kano.ui.exporting import downloads, make
from kano.ui.state import State

OFFERED = (*PRESENTED, "csv", "json")


def files(tell: Callable[[], Told], of: str, name: str, kept: State) -> None:
    """`tell`, a function of a module with its values, is called where files are made; `of` is what makes them other
    ones, `name` that of the file analysed."""
    t = kept.t
    with st.expander(t("ui.files.title"), icon=":material/download:"):
        chosen = st.pills(
            t("ui.files.which"),
            OFFERED,
            selection_mode="multi",
            format_func=lambda suffix: t(f"ui.export.{suffix}"),
            key="presented_formats",
        )
        made = kept.held("presented", of, dict[str, bytes])
        make(chosen, made, lambda suffix: apart(written, tell, suffix), t)
        downloads(made, slug(name.rsplit(".", 1)[0]) or "kano", t)
