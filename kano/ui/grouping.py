"""Groups of respondents by answer pattern, or why there are none. Shows groups; computes nothing."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kano import charts
from kano.charts import Look
from kano.groups.conventions import METHODS, describe
from kano.groups.search import Group, Groups
from kano.i18n import Translate
from kano.responses import Responses
from kano.study import Study
from kano.text import markdown, percent
from kano.ui import cache
from kano.ui.parts import picture, remarks
from kano.ui.segmenting import numbered, sources


def show(study: Study, table: str, rule: str, look: Look) -> None:
    """Looked for when the user asks: it takes some seconds."""
    t = look.t
    st.subheader(t("ui.groups.title"))
    st.caption(t("ui.groups.about"))
    if not isinstance(study.data, Responses):
        st.info(t("ui.groups.counts"), icon=":material/info:")
        return
    key = study.source.sha256[:8]
    method = st.radio(
        t("ui.groups.method"), METHODS, format_func=lambda m: t(f"groups.method-{m}"), key=f"groups_method_{key}"
    )
    if not st.toggle(t("ui.groups.look"), key=f"groups_look_{key}", persist_state="session"):
        return
    with st.spinner(t("ui.groups.looking")):
        found = cache.groups(study, table, rule, method or METHODS[0])
    if found.reason:
        st.info(markdown(found.reason.text(t)), icon=":material/group_off:")
    else:
        _found(found, look)
    remarks(found.findings, t)
    _how(found, t)


def _found(found: Groups, look: Look) -> None:
    t, method = look.t, look.t(f"groups.method-{found.method}")
    stability = f"{found.stability:.2f}" if found.stability is not None else "-"
    st.success(
        markdown(t("groups.found", n=len(found.groups), method=method, stability=stability)), icon=":material/group:"
    )
    lines = [f"{_name(group, t)}: {_size(group, t)}" for group in found.groups]
    st.markdown("\n".join(f"- {markdown(line)}" for line in lines))
    everyone = found.result.of(None) if found.result else ()
    columns = [(t("segment.everyone"), everyone), *((_name(group, t), group.features) for group in found.groups)]
    picture(charts.by_group(columns, look), "\n".join(lines), "by_group")
    numbered([name for name, _ in columns])


def _name(group: Group, t: Translate) -> str:
    return t("groups.name", number=group.number)


def _size(group: Group, t: Translate) -> str:
    return t("groups.size", n=group.n, share=percent(group.share), sure=percent(group.sure))


def _how(found: Groups, t: Translate) -> None:
    """How many groups were tried, and how groups were looked for."""
    rows: list[dict[str, Any]] = [candidate._asdict() for candidate in found.candidates]
    if rows:
        with st.expander(t("ui.groups.tried"), icon=":material/format_list_numbered:"):
            config: dict[str, Any] = {key: st.column_config.Column(t(f"groups.column-{key}")) for key in rows[0]}
            decimals = {key: st.column_config.NumberColumn(t(f"groups.column-{key}"), format="%.1f") for key in FIGURES}
            st.dataframe(rows, hide_index=True, width="stretch", column_config=config | decimals)
    with st.expander(t("ui.groups.how"), icon=":material/rule:"):
        for what, how in describe(found.conventions, t):
            st.markdown(f"**{what}**: {markdown(how)}")
        sources(found.conventions["sources"], t)


FIGURES = ("log_likelihood", "bic", "icl")
