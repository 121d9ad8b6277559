"""Files that people edit and present: what stands on their cover, which of them, and their making."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

import streamlit as st

from kano.errors import KanoError
from kano.features import slug
from kano.i18n import Translate
from kano.readers.mapping_file import to_yaml
from kano.reports import FORMATS, About, Report, write
from kano.reports.apart import apart
from kano.reports.bundle import about_of
from kano.study import Study
from kano.text import clean, markdown
from kano.ui import cache
from kano.ui.state import State

COLUMNS = 4
SHOWN = ("pptx", "xlsx", "pdf", "docx", "html", "zip", "csv", "json")
"""The formats, those to present first."""
LONGEST = 500
MOST_TEMPLATE = 20
"""Megabytes."""


def report_of(kept: State, study: Study) -> Report:
    """The results by the conventions that were chosen, split as is chosen here."""
    t, (table, rule, split) = kept.t, kept.chosen
    table = table if table in study.tables else study.tables[0]
    splits = [None, *study.segments]
    place = splits.index(split) if split in splits else 0
    by = st.selectbox(t("ui.results.by"), splits, place, format_func=lambda name: name or "-")
    return cache.report(study, table, rule, by, kept.lang)


def cover(report: Report, t: Translate) -> About:
    """What only the user knows. Everything may stay empty: then it is as a bundle says, if it is one."""
    own = about_of(report.study)
    with st.expander(t("ui.export.cover"), icon=":material/badge:"):
        left, right = st.columns(2)
        title = left.text_input(
            t("ui.export.cover-title"),
            placeholder=own.title or report.title,
            key="export_title",
            persist_state="session",
        )
        by = right.text_input(t("ui.export.cover-by"), placeholder=own.by, key="export_by", persist_state="session")
        question = left.text_area(
            t("ui.export.cover-question"),
            placeholder=own.question,
            height=68,
            key="export_question",
            persist_state="session",
        )
        date = right.date_input(t("ui.export.cover-date"), None, key="export_date", persist_state="session")
        brief = left.toggle(t("ui.export.brief"), key="export_brief", persist_state="session")
        template = right.file_uploader(
            t("ui.export.template"), ["pptx", "potx"], max_upload_size=MOST_TEMPLATE, key="export_template"
        )
    said = clean(title, LONGEST), clean(question, LONGEST), clean(by), date.isoformat() if date else ""
    return about_of(report.study, About(*said, template.getvalue() if template else None, brief))


def files(report: Report, about: About, kept: State) -> None:
    """Choose formats, make them with a bar that says where it is, and fetch them."""
    t = kept.t
    chosen = [suffix for column, suffix in zip(_columns(), SHOWN, strict=True) if _card(column, suffix, t)]
    made = kept.made(_told(report, about, kept))
    make(chosen, made, lambda suffix: apart(write, replace(report, about=about), suffix), t)
    downloads(made, name_of(report.study), t)


def make(chosen: Sequence[str], made: dict[str, bytes], write_one: Callable[[str], bytes], t: Translate) -> None:
    """A button that makes the chosen formats, with a bar that says where it is; they are put into `made`.

    One that fails is told, and keeps no other back.
    """
    place = st.container()
    if place.button(t("ui.export.make"), icon=":material/bolt:", type="primary", disabled=not chosen):
        bar = place.progress(0.0)
        for number, suffix in enumerate(chosen):
            bar.progress(number / len(chosen), t("ui.export.making", name=t(f"ui.export.{suffix}")))
            try:
                made[suffix] = write_one(suffix)
            except KanoError as problem:
                place.error(markdown(problem.text(t)), icon=":material/error:")
        bar.empty()


def _told(report: Report, about: About, kept: State) -> str:
    """What makes the files other ones."""
    decided = [made and made.conventions for made in (report.portfolio, report.offers, report.targets)]
    chosen = [part and part.rows() for part in (report.portfolio, report.offers, report.targets)]
    conventions = (kept.chosen, report.result.counts.by, report.lang, dict(report.now))
    template = sha256(about.template or b"").hexdigest()
    return repr((cache.identity(report.study), conventions, replace(about, template=None), template, decided, chosen))


def name_of(study: Study) -> str:
    """How the files are called, but for their endings."""
    return slug(study.source.name.rsplit(".", 1)[0]) or "kano"


def _columns() -> list[st.delta_generator.DeltaGenerator]:
    rows = [st.columns(COLUMNS) for _ in range(0, len(SHOWN), COLUMNS)]
    return [column for row in rows for column in row]


def _card(column: st.delta_generator.DeltaGenerator, suffix: str, t: Translate) -> bool:
    with column.container(border=True, height="stretch"):
        wanted: bool = st.checkbox(f"**{t(f'ui.export.{suffix}')}**", key=f"export_{suffix}", persist_state="session")
        st.caption(t(f"ui.export.{suffix}-about"))
    return wanted


def downloads(made: dict[str, bytes], name: str, t: Translate) -> None:
    """A button for each file that was made, and for all together."""
    if not made:
        return
    with st.container(border=True, horizontal=True):
        for suffix, data in made.items():
            _download(f"{t(f'ui.export.{suffix}')} · {_size(len(data))}", data, f"{name}.{suffix}", suffix)
        if len(made) > 1:
            _download(t("ui.export.all"), _together(made, name), f"{name}-report.zip", "zip", key="all")


def _download(label: str, data: bytes, file: str, suffix: str, key: str = "") -> None:
    st.download_button(
        label,
        data,
        file_name=file,
        mime=FORMATS[suffix].mime,
        icon=":material/download:",
        key=f"download_{key or suffix}",
        on_click="ignore",
    )


def _together(made: dict[str, bytes], name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for suffix, data in made.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.{suffix}"), data)
    return file.getvalue()


def _size(n: int) -> str:
    return f"{n / 1e6:.1f} MB" if n > 1e6 else f"{max(n // 1000, 1)} kB"


def mapping(study: Study, t: Translate) -> None:
    """What columns and answers mean, for the next file of the same shape; a bundle has none."""
    if study.bundled:
        return
    st.download_button(
        t("ui.export.mapping"),
        lambda: to_yaml(study.mapping),
        file_name=f"{name_of(study)}-mapping.yaml",
        mime="application/yaml",
        icon=":material/save:",
        help=markdown(t("ui.export.mapping-about")),
        on_click="ignore",
    )
