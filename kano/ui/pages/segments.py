"""Do different people want different things? By what they said of themselves, and by how they answered."""

from __future__ import annotations

import streamlit as st

from kano.text import markdown
from kano.ui import cache, grouping, segmenting
from kano.ui.behind import behind
from kano.ui.parts import guarded, look, needs_study, page


def build() -> None:
    kept, t = page("segments")
    study = needs_study(kept)
    table, rule, _ = kept.chosen
    table = table if table in study.tables else study.tables[0]
    st.caption(markdown(study.source.name))
    if study.segments:
        by = segmenting.question(study, t)
        split = next(each for each in cache.splits(study, table, rule) if each.by == by)
        segmenting.peaks(split, look(study))
        segmenting.every_feature(split, look(study))
        segmenting.one_feature(split, look(study))
        segmenting.conventions(split, t)
        behind(cache.report(study, table, rule, by, kept.lang), None)
    else:
        st.info(t("ui.segments.none"), icon=":material/info:")
    st.divider()
    grouping.show(study, table, rule, look(study))


guarded(build)
