"""What is left out, and why: rows, columns, people without an answer, pairs that were skipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from kano.readers import Layout
from kano.readers.edits import named_in
from kano.readers.mapping import PARTS
from kano.readers.meta import meta_kind
from kano.readers.proposal import MOST_GROUPS
from kano.readers.wordings import headers
from kano.study import Study
from kano.text import markdown
from kano.ui.desk import Desk
from kano.ui.telling import short

ORDER = ("half", "person", "time", "duration", "language", "technical", "empty", "same", "text", "chosen", "other")
ICON = {"take-in": ":material/undo:", "leave-out": ":material/block:"}
SHOWN, LONGEST = 12, 60
"""Columns of a kind, and signs of each, that are shown."""


def left_out(desk: Desk, study: Study | None) -> None:
    """Everything of the file that is in no number."""
    st.subheader(desk.t("ui.left.title"), anchor=False)
    some = [_rows(desk), study is not None and _people(desk, study), _columns(desk)]
    if not any(some):
        st.caption(desk.t("ui.left.nothing"))


def _rows(desk: Desk) -> bool:
    """Rows that are left out, and rows that look as if they should be."""
    t, leave = desk.t, desk.work.leave_out
    for name, values in desk.mapping.rows_left_out.items():
        for value in values:
            text = t("ui.left.rows", n=desk.table[name].counts.get(value, 0), column=name, value=value)
            _line(desk, text, "take-in", leave, name, value, False)
    for finding in desk.mended.said:
        if finding.code == "test-rows":
            word, column = finding.values["word"], finding.values["column"]
            _line(desk, finding.text(t), "leave-out", leave, column, word, True)
        elif finding.code != "took-rows-out":
            st.markdown(markdown(finding.text(t)))
    return bool(desk.mapping.rows_left_out or desk.mended.said)


def _line(desk: Desk, text: str, way: str, change: Callable[..., Any], *values: Any) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(markdown(text), width="content")
        label, args = desk.t(f"ui.left.{way}"), (change, *values)
        st.button(label, icon=ICON[way], on_click=desk.kept.act, args=args, key=f"rows_{values}")


def _people(desk: Desk, study: Study) -> bool:
    """People who answered nothing, pairs that were skipped, and what was read as no answer."""
    left, t = study.left_out(), desk.t
    said = [t("ui.left.silent", n=n)] if (n := left.get("respondents_without_answers")) else []
    said += [t("ui.left.pairs", n=n)] if (n := left.get("pairs")) else []
    said += [t("ui.left.blank", answers=", ".join(f"“{a}”" for a in blank))] if (blank := _blank(left)) else []
    said += [finding.text(t) for finding in study.findings if finding.code != "took-rows-out"]
    for text in said:
        st.markdown(markdown(text))
    return bool(said)


def _blank(left: dict[str, Any]) -> list[str]:
    found: list[str] = left.get("read_as_no_answer", [])
    return found


def _columns(desk: Desk) -> bool:
    """The columns that are not used, by what they hold."""
    groups: dict[str, list[str]] = {}
    for name in desk.mapping.dropped:
        groups.setdefault(_kind(desk, name), []).append(short(desk.named(name), LONGEST))
    lines = [_group(desk, kind, groups[kind]) for kind in ORDER if kind in groups]
    if lines:
        st.markdown("\n".join(lines))
    return bool(lines)


def _group(desk: Desk, kind: str, names: list[str]) -> str:
    more = f" … +{len(names) - SHOWN}" if len(names) > SHOWN else ""
    columns = markdown("; ".join(names[:SHOWN]) + more)
    return f"- **{desk.t(f'ui.left.{kind}')}** ({len(names)}): {columns}"


def _kind(desk: Desk, name: str) -> str:
    """Why a column is not used."""
    role = desk.work.roles.get(name, ("", ""))[0]
    if role:
        return "half" if role in PARTS else "chosen"
    if name.casefold() in headers()["respondent"]:
        return "person"
    if kind := meta_kind(name):
        return kind
    asked = (q.values["columns"] for q in desk.reading.proposal.questions if q.code == "column-alone")
    if any(name in named_in(columns, desk.table.names) for columns in asked):
        return "half"
    column = desk.table[name]
    distinct = len([value for value in column.values if value])
    if distinct < 2:
        return "same" if distinct else "empty"
    is_text = distinct > min(MOST_GROUPS, max(2, column.filled // 2))
    return "text" if is_text and desk.mapping.layout not in (Layout.COUNTS, Layout.PAIRS) else "other"
