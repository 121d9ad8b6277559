"""The ends of the Answers page: what the mapping gives, the first people in words, and the word that it is so."""

from __future__ import annotations

import streamlit as st

from kano.answers import ANSWERS
from kano.errors import Finding, KanoError
from kano.evaluation import load_table
from kano.features import slug
from kano.readers import Layout
from kano.readers.edits import REVERSED, changed, first_answers, swapped
from kano.readers.mapping_file import to_yaml
from kano.responses import Responses
from kano.study import Study
from kano.text import clean, markdown
from kano.ui import cache, importing
from kano.ui.columns import summary
from kano.ui.desk import Desk, click
from kano.ui.parts import ICONS, PAGES, remarks
from kano.ui.telling import told, written

MOST = 5
"""People who are told in words."""

Made = tuple[Study, tuple[Finding, ...]]
"""A study, and the doubts about the whole of it."""


def made(desk: Desk, by: str | None, n: int | None) -> Made | KanoError | None:
    """The study, once nothing is open; or why the mapping cannot be followed."""
    if desk.mended.questions:
        return None
    try:
        return cache.made(desk.table, desk.mapping, desk.reading.questionnaire, by, n)
    except KanoError as problem:
        return problem


def counts_options(desk: Desk) -> tuple[str | None, int | None]:
    """Of a table of counts: the column of segments, and the people behind percentages."""
    if desk.mapping.layout is not Layout.COUNTS:
        return None, None
    t, key = desk.t, desk.upload.key
    columns = [None, *desk.mapping.dropped]
    with st.container(horizontal=True):
        by = st.selectbox(
            t("ui.results.by"),
            columns,
            format_func=lambda name: name or "-",
            key=f"by_{key}",
            persist_state="session",
            width=240,
        )
        n = st.number_input(
            t("ui.answers.n"),
            0,
            10**9,
            0,
            key=f"n_{key}",
            help=t("ui.answers.n-help"),
            persist_state="session",
            width=320,
        )
    return by, int(n) or None


def ready(desk: Desk, result: Made | KanoError) -> None:
    """Nothing is open: the button; or what the mapping runs against."""
    if isinstance(result, KanoError):
        st.error(markdown(result.text(desk.t)), icon=":material/error:")
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        counted = desk.mapping.layout is Layout.PAIRS
        said = desk.t("ui.answers.ready-pairs") if counted else desk.t("ui.answers.ready")
        text = f":green[:material/task_alt:] **{said}**  \n:small[{summary(desk)}]"
        st.markdown(text, width="stretch")
        confirm(desk, result, "top")
    remarks(result[1], desk.t)
    if any(finding.code == "codes-reversed" for finding in result[1]):
        _turn_round(desk)


def _turn_round(desk: Desk) -> None:
    """What is likely wrong when most answers are reverse."""
    t, work, codes = desk.t, desk.work, desk.mapping.codes
    with st.container(horizontal=True):
        if codes in REVERSED:
            other = ("code-direction", REVERSED[codes])
            click(desk, t("ui.columns.reverse"), work.decide, *other, icon=":material/swap_vert:", place="doubt")
        if desk.mapping.pairs:
            rows = changed(desk.mended.rows, swapped(desk.mended.rows))
            click(desk, t("ui.columns.swap-all"), work.assign, rows, icon=":material/swap_horiz:", place="doubt")


def confirm(desk: Desk, result: Made | KanoError | None, place: str) -> None:
    """Once pressed, the study is the one that is open and its mapping is remembered."""
    possible = isinstance(result, tuple)
    label = desk.t("ui.answers.confirm-too" if place == "end" and possible else "ui.answers.confirm")
    if st.button(label, type="primary", disabled=not possible, icon=":material/check:", key=f"confirm_{place}"):
        assert isinstance(result, tuple)
        desk.kept.confirm(result[0])
        importing.remember(desk.upload, desk.mapping)
        st.switch_page(PAGES["results"])


def first_people(desk: Desk, study: Study) -> None:
    """The first people in words, so that a swapped pair or scale is seen at once."""
    data, t = study.data, desk.t
    if not isinstance(data, Responses):
        return
    st.subheader(t("ui.people.title"), anchor=False)
    names = study.labels(desk.kept.lang)
    feature = st.selectbox(
        t("column.feature"),
        data.features,
        format_func=lambda name: names.get(name, name),
        key=f"people_{desk.kept.edition}_{hash(data.features)}",
        label_visibility="collapsed",
        width=480,
    )
    wrote = first_answers(desk.table, desk.mapping, feature, MOST)
    lines = [_sentence(desk, study, feature, i, wrote[i : i + 1]) for i in range(min(MOST, len(data)))]
    st.markdown("\n".join(lines))


def _sentence(desk: Desk, study: Study, feature: str, person: int, wrote: list[tuple[str, str]]) -> str:
    assert isinstance(study.data, Responses)
    t, f = desk.t, study.data.features.index(feature)
    codes = int(study.data.functional[person, f]), int(study.data.dysfunctional[person, f])
    behind = "".join(f" &nbsp; {written(*texts)}" for texts in wrote if any(texts))
    name = f"- **{t('ui.people.person', n=person + 1)}**"
    if 0 in codes:
        return f"{name} {t('ui.people.skipped')}{behind}"
    present, absent = (ANSWERS[code - 1] for code in codes)
    return f"{name} {told(present, absent, load_table(study.tables[0])[present, absent], t)}{behind}"


def end(desk: Desk, result: Made | KanoError | None) -> None:
    """The same button where the reading ends, and the mapping as a file."""
    t, asked = desk.t, len(desk.mended.questions)
    if asked:
        st.caption(f":orange[:material/help:] {t('ui.answers.still-open', n=asked)}")
    with st.container(horizontal=True):
        confirm(desk, result, "end")
        st.download_button(
            t("ui.answers.save-mapping"),
            lambda: to_yaml(desk.mapping),
            file_name=f"{slug(clean(desk.upload.name).rsplit('.', 1)[0]) or 'kano'}-mapping.yaml",
            mime="application/yaml",
            icon=":material/save:",
            on_click="ignore",
        )
    if desk.kept.study is not None:
        st.page_link(PAGES["results"], label=t("ui.results.nav"), icon=ICONS["results"])
