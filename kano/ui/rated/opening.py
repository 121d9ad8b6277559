"""A file of ratings is opened: the one of the session, another one, or the sample."""

from __future__ import annotations

import streamlit as st

from kano.drivers.agreement import by_name
from kano.drivers.rated import Choice
from kano.i18n import Translate
from kano.readers.scores import rating_columns
from kano.samples import FOLDER
from kano.text import markdown
from kano.ui import cache
from kano.ui.parts import KINDS
from kano.ui.state import State, Upload, value_of

SAMPLE, OVERALL, KEY = "hotpot-visits.csv", "Overall satisfaction", "rated_file"


def file(kept: State, t: Translate) -> None:
    """The sample or the file of the session in one click, or another file."""
    st.file_uploader(t("ui.drivers.upload"), type=KINDS, key=KEY, on_change=_uploaded, args=(kept,))
    with st.container(horizontal=True):
        st.button(t("ui.drivers.sample"), icon=":material/play_arrow:", on_click=_sample, args=(kept,))
        if kept.upload is not None and kept.upload != kept.rated_upload:
            label = markdown(t("ui.drivers.session-file", file=kept.upload.name))
            st.button(label, icon=":material/upload_file:", on_click=_session, args=(kept,))
    if kept.rated_upload is None:
        st.caption(t("ui.drivers.kinds"))


def _uploaded(kept: State) -> None:
    found = value_of(KEY)
    if found is not None:
        kept.take_rated(Upload(found.name, found.getvalue()))


def _session(kept: State) -> None:
    if kept.upload is not None:
        kept.take_rated(kept.upload)
        kept.rated.how = kept.work.how


def _sample(kept: State) -> None:
    """What the columns of the sample are is known, and so are their scales."""
    upload = Upload(SAMPLE, (FOLDER / "ratings" / SAMPLE).read_bytes())
    kept.take_rated(upload)
    table = cache.table(upload, kept.rated.how.of(None))
    rated = tuple(name for name in rating_columns(table)[0] if name.endswith("_rating"))
    asked = cache.pairs(table, None).asked
    matching = by_name(asked.names, rated) if asked else {}
    kept.rated.confirm(Choice(OVERALL, rated, scale=(1.0, 5.0), overall_scale=(1.0, 10.0), matching=matching))
