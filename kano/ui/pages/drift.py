"""What has changed over time? Better and worse over the periods of one question."""

from __future__ import annotations

import streamlit as st

from kano.text import markdown
from kano.ui import cache, drifting
from kano.ui.parts import guarded, look, needs_study, page


def build() -> None:
    kept, t = page("drift")
    study = needs_study(kept)
    table, rule, _ = kept.chosen
    table = table if table in study.tables else study.tables[0]
    st.caption(markdown(study.source.name))
    if not study.segments:
        st.info(t("ui.drift.none"), icon=":material/info:")
        return
    by = drifting.question(study, t)
    if by is None:
        st.info(t("ui.drift.choose"), icon=":material/arrow_upward:")
        return
    found = cache.drifted(study, table, rule, by, drifting.order(study, by, t))
    drifting.changes(found, look(study))
    drifting.strips(found, look(study))
    drifting.table(found, look(study))
    drifting.conventions(found, t)


guarded(build)
