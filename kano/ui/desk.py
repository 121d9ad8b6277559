"""What every part of the Answers page works on, and the click that changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import streamlit as st

from kano.errors import KanoError
from kano.i18n import Translate
from kano.questionnaire import Questionnaire
from kano.readers import Mapping, Proposal, Table
from kano.readers.table import Column
from kano.ui.state import State, Upload
from kano.ui.work import Mended, Work


@dataclass(frozen=True, eq=False)
class Reading:
    """A file as a table and what is proposed for it; `stranger` says why nothing was recognised in it."""

    table: Table
    proposal: Proposal
    questionnaire: Questionnaire | None = None
    stranger: KanoError | None = None


@dataclass(frozen=True, eq=False)
class Desk:
    """The session, the file, and its mapping as it stands."""

    kept: State
    upload: Upload
    reading: Reading
    mended: Mended
    t: Translate

    @property
    def work(self) -> Work:
        return self.kept.work

    @property
    def table(self) -> Table:
        return self.reading.table

    @property
    def mapping(self) -> Mapping:
        return self.mended.mapping

    def named(self, name: str) -> str:
        """A column as people know it, still unlike any other: its name, and the question behind a code."""
        return self._names[name]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {column.name: called(column) for column in self.table.columns}


def called(column: Column) -> str:
    return f"{column.name} · {column.label}" if column.label and column.label != column.name else column.name


def click(
    desk: Desk, label: str, change: Callable[..., Any], *values: Any, icon: str | None = None, place: str = ""
) -> None:
    """A button that changes what is kept; everything that shows it starts anew."""
    args = (change, *values)
    st.button(label, icon=icon, on_click=desk.kept.act, args=args, wrap=True, key=f"click_{place}_{label}")


def on_phone() -> bool:
    """Whether the browser says that it is a phone's."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def width(otherwise: int, phone: int) -> int:
    """Pixels of a column of a table."""
    return phone if on_phone() else otherwise
