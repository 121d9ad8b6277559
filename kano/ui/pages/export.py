"""Files that people edit and present; each is made when it is asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kano.features import slug
from kano.readers.mapping_file import to_yaml
from kano.reports import FORMATS, write
from kano.ui import cache
from kano.ui.parts import guarded, needs_study, page


def build() -> None:
    kept, t = page("export")
    study = needs_study(kept)
    table, rule, split = kept.chosen
    table = table if table in study.tables else study.tables[0]
    splits = [None, *study.segments]
    place = splits.index(split) if split in splits else 0
    by = st.selectbox(t("ui.results.by"), splits, place, format_func=lambda name: name or "-")
    report = cache.report(study, table, rule, by, kept.lang)
    name = slug(study.source.name.rsplit(".", 1)[0]) or "kano"
    for column, (suffix, form) in zip(st.columns(len(FORMATS)), FORMATS.items(), strict=True):
        with column.container(border=True):
            st.subheader(t(f"ui.export.{suffix}"))
            st.write(t(f"ui.export.{suffix}-about"))
            st.download_button(
                t("ui.export.download"),
                partial(write, report, suffix),
                file_name=f"{name}.{suffix}",
                mime=form.mime,
                icon=":material/download:",
                width="stretch",
                key=f"download_{suffix}",
                on_click="ignore",
            )
    st.download_button(
        t("ui.export.mapping"),
        lambda: to_yaml(study.mapping),
        file_name=f"{name}-mapping.yaml",
        mime="application/yaml",
        icon=":material/save:",
        help=t("ui.export.mapping-about"),
        on_click="ignore",
    )


guarded(build)
