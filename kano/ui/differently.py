"""How a file is read, as choices: what was found stands first, and the first rows show at once what follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kano.errors import KanoError
from kano.i18n import Translate
from kano.questionnaire import templates
from kano.readers.delimited import ENCODINGS
from kano.readers.mapping import DELIMITERS
from kano.readers.mapping_file import parse
from kano.readers.table import Source
from kano.text import clean, markdown
from kano.ui import cache
from kano.ui.parts import template_title
from kano.ui.state import State, Upload, value_of
from kano.ui.work import Known, Work

DRAFT, NONE = "(draft)", "(none)"
"""Questionnaires that are no template: the one of the Design page, and none at all."""

TEXTS = ("utf-8", *sorted(set(ENCODINGS.values())), "utf-16")
HEADER_ROWS, ROWS_ABOVE = (0, 1, 2, 3), range(13)
SHOWN, PEOPLE = 60, 8
"""Columns and rows that are shown, headers among them."""


def encoding_name(encoding: str, t: Translate) -> str:
    """An encoding as people call it."""
    name = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)
    return t(f"encoding.{name}") if name in TEXTS else name


def delimiter_name(delimiter: str, t: Translate) -> str:
    return t(f"delimiter.{DELIMITERS.index(delimiter)}") if delimiter in DELIMITERS else delimiter


def choices(kept: State, upload: Upload, source: Source | None, seen: bool, t: Translate) -> None:
    """Every choice of how the file is read. Without a `source` it could not be read yet; `seen` when it is unfolded."""
    how, found = kept.work.how, source or Source(upload.name, "")
    with st.container(horizontal=True):
        if found.delimiter or source is None:
            _pick(kept, "encoding", [None, *TEXTS], lambda e: encoding_name(e, t), found=found.encoding)
            _pick(kept, "delimiter", [None, *DELIMITERS], lambda d: delimiter_name(d, t), found=found.delimiter)
        if found.other_sheets or how.sheet:
            sheets = sorted({*filter(None, [found.sheet, how.sheet]), *found.other_sheets})
            _pick(kept, "sheet", [None, *sheets], found=found.sheet)
        above = how.skip_rows if how.header_rows is not None else found.skip_rows
        _pick(kept, "header_rows", [None, *HEADER_ROWS], found=found.header_rows if source else None, skip_rows=above)
        _pick(kept, "skip_rows", sorted({*ROWS_ABOVE, above}), now=above, header_rows=found.header_rows)
        _pick(kept, "levels", [None, 5, 3], about=t("ui.answers.levels-help"), found=5)
        asked = ["", *([DRAFT] if kept.draft else []), *templates(), NONE]
        _pick(kept, "asked", asked, lambda name: _title(name, kept, t), t("ui.answers.asked-help"))
    if seen:
        _first_rows(kept, upload, found, t)
    _saved(kept, t)
    afresh(kept, t, "from_start")


def _pick(
    kept: State,
    name: str,
    options: Sequence[Any],
    label: Callable[[Any], str] = str,
    about: str | None = None,
    now: Any = None,
    found: Any = None,
    **beside: Any,
) -> None:
    """One choice, kept in the session; `found` is what is read when nothing is chosen, `beside` what belongs to it."""
    t, current, key = kept.t, getattr(kept.work.how, name) if now is None else now, f"{name}_{kept.edition}"

    def named(option: Any) -> str:
        if option is not None:
            return label(option)
        unseen = found is None or getattr(kept.work.how, name) is not None
        return t("ui.answers.found") if unseen else t("ui.answers.found-as", what=label(found))

    def changed() -> None:
        kept.act(lambda: kept.work.read(**{**beside, name: value_of(key)}))

    st.selectbox(
        t(f"ui.how.{name}"),
        options,
        options.index(current) if current in options else 0,
        format_func=named,
        key=key,
        help=about,
        on_change=changed,
        width=240,
    )


def _title(name: str, kept: State, t: Translate) -> str:
    if name == DRAFT and kept.draft:
        return t("ui.answers.draft", title=kept.draft.title.get(kept.lang, kept.draft.id))
    if name == NONE:
        return t("ui.answers.no-questionnaire")
    return template_title(name, kept.lang) if name else t("ui.answers.found")


def _first_rows(kept: State, upload: Upload, source: Source, t: Translate) -> None:
    try:
        how = kept.work.how.of(kept.work.base.mapping if kept.work.base else None)
        rows = cache.top(upload, how, source.skip_rows + PEOPLE)
    except KanoError:
        return
    st.caption(t("ui.answers.first-rows"))
    taken = [t("ui.row.above")] * source.skip_rows + [t("ui.row.header")] * source.header_rows
    show_rows(rows, taken + [t("ui.row.person", n=i + 1) for i in range(len(rows))])


def show_rows(rows: list[list[str]], taken: Sequence[str]) -> None:
    """Rows of cells, each with what it is taken for."""
    names = [str(i) for i in range(1, 1 + min(SHOWN, len(rows[0])))]
    frame = pd.DataFrame([[clean(cell) for cell in row[:SHOWN]] for row in rows], columns=names)
    frame.insert(0, "", list(taken[: len(rows)]))
    config: dict[str, Any] = {name: st.column_config.TextColumn(width=150) for name in names}
    config[""] = st.column_config.TextColumn(pinned=True, width=90)
    st.dataframe(frame, column_config=config, hide_index=True, width="stretch")


def _saved(kept: State, t: Translate) -> None:
    """The mapping of an earlier file of the same shape, from its file."""
    if kept.work.before is not None:
        back = (kept.replace_work, kept.work.before)
        st.button(t("ui.answers.unfollow"), icon=":material/undo:", on_click=kept.act, args=back, key="unfollow")
        return
    file = st.file_uploader(t("ui.answers.mapping-file"), type=["yaml", "yml"], key=f"mapping_{kept.edition}")
    if file is None:
        return
    try:
        mapping = parse(file.getvalue().decode("utf-8-sig", errors="replace"), file.name)
    except KanoError as problem:
        st.error(markdown(problem.text(t)), icon=":material/error:")
        return
    kept.act(kept.replace_work, Work(base=Known(mapping, file.name), looked=True, before=kept.work))
    st.rerun()


def afresh(kept: State, t: Translate, key: str) -> None:
    """As if the file had just been opened and nothing of it were known."""
    again = (kept.replace_work, Work(looked=True))
    st.button(t("ui.answers.afresh"), icon=":material/restart_alt:", on_click=kept.act, args=again, key=key)
