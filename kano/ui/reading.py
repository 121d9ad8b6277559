"""A file as columns, for pages that ask nothing of it but how it is read."""

from __future__ import annotations

from typing import Any, Protocol

import streamlit as st

from kano.errors import Finding
from kano.i18n import Translate
from kano.readers import Table
from kano.readers.delimited import ENCODINGS
from kano.readers.doubts import about_reading
from kano.text import markdown
from kano.ui import cache
from kano.ui.state import State, Upload, value_of
from kano.ui.work import How

HEADERS = (1, 2)


class Readable(Protocol):
    """What the user has said about a file."""

    how: How

    def read(self, **how: Any) -> None:
        """Otherwise read, the columns are others."""


def table(kept: State, upload: Upload, work: Readable, t: Translate) -> Table | None:
    """The file in a line and as columns; None while only the user knows how it is read. Raises KanoError."""
    how = work.how.of(None)
    found = cache.table(upload, how)
    st.markdown(f"**{markdown(upload.name)}** &nbsp; :gray-badge[{t('ui.badge.people', n=len(found))}]")
    asked = about_reading(found, how)
    for question in asked:
        _ask(kept, question, found, work, t)
    return None if asked else found


def _ask(kept: State, question: Finding, found: Table, work: Readable, t: Translate) -> None:
    st.warning(markdown(question.text(t)), icon=":material/help:")
    options, name = _options(question, found)
    key = f"{name}_{found.source.sha256[:8]}_{kept.edition}"

    def said() -> None:
        beside = {"skip_rows": found.source.skip_rows} if name == "header_rows" else {}
        if (value := value_of(key)) is not None:
            kept.act(lambda: work.read(**{name: value, **beside}))

    st.selectbox(t(f"ui.how.{name}"), options, None, key=key, on_change=said)


def _options(question: Finding, found: Table) -> tuple[list[object], str]:
    if question.code == "encoding":
        return [str(found.source.encoding), *sorted({*ENCODINGS.values()} - {found.source.encoding})], "encoding"
    if question.code == "sheet":
        return [found.source.sheet, *found.source.other_sheets], "sheet"
    return [*HEADERS], "header_rows"
