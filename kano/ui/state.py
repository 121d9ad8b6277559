"""What a session remembers. The only file that names `session_state`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

import streamlit as st

from kano.i18n import DEFAULT, LANGUAGES, Translate, catalogue
from kano.questionnaire import Questionnaire
from kano.study import Study
from kano.ui.work import Work
from kano.workshop.room import Opened

T = TypeVar("T")


@dataclass(frozen=True)
class Upload:
    """A file as it came: the name is only shown, never used as a path."""

    name: str
    data: bytes

    @cached_property
    def key(self) -> str:
        """A short name of the bytes, for the keys of widgets that belong to this file."""
        return sha256(self.data).hexdigest()[:8]


@dataclass
class State:
    """`draft` is the questionnaire being designed and `opened` what it was at first; `work` is what the user said
    about `upload`; `chosen` is the evaluation table, the rule and the split.

    `study_of` is the room that the study is of, if it is of one; `room` is the room that was led last, and
    `opened_room` one whose links still have to be kept.

    `edition` is part of the keys of tables that are edited: a new one makes them start from what is kept here.
    `turns` likewise, for two places that show the same: an edit in one makes the other start anew.
    """

    lang: str = DEFAULT
    page: str = ""
    draft: Questionnaire | None = None
    opened: Questionnaire | None = None
    upload: Upload | None = None
    work: Work = field(default_factory=Work)
    study: Study | None = None
    chosen: tuple[str, str, str | None] = ("standard", "mode", None)
    study_of: str = ""
    room: str = ""
    opened_room: Opened | None = None
    edition: int = 0
    _base: tuple[int, Questionnaire] | None = None
    turns: dict[str, int] = field(default_factory=dict)
    _held: dict[str, tuple[object, Any]] = field(default_factory=dict)

    def base(self, draft: Questionnaire) -> Questionnaire:
        """The questionnaire as it was when this edition began: what an edited table starts from."""
        if self._base is None or self._base[0] != self.edition:
            self._base = self.edition, draft
        return self._base[1]

    def held(self, name: str, key: object, make: Callable[[], T]) -> T:
        """What a table starts from, made once for each key."""
        if name not in self._held or self._held[name][0] != key:
            self._held[name] = key, make()
        value: T = self._held[name][1]
        return value

    def turn(self, name: str) -> str:
        """For the key of a place that shows what is edited elsewhere too."""
        return f"{self.edition}.{self.turns.get(name, 0)}"

    def turned(self, name: str) -> None:
        self.turns[name] = self.turns.get(name, 0) + 1

    def act(self, change: Callable[..., Any], *values: Any) -> None:
        """A click that changes what is kept, as a callback: what shows it starts anew."""
        change(*values)
        self.edition += 1

    def replace_work(self, work: Work) -> None:
        self.work = work

    def confirm(self, study: Study) -> None:
        """The file is read: its study is the one that is open, and of no room."""
        self.study, self.study_of = study, ""

    @property
    def t(self) -> Translate:
        return catalogue(self.lang)

    def take(self, upload: Upload) -> None:
        """A new file: what was confirmed for the last one no longer holds."""
        if upload != self.upload:
            self.upload, self.work = upload, Work()
            self.edition += 1

    def open(self, draft: Questionnaire) -> None:
        """A questionnaire to start from: what is made of it later is its next version."""
        self.opened = draft
        self.design(draft)

    def design(self, draft: Questionnaire) -> None:
        """Another questionnaire on the table."""
        self.draft = draft
        self.edition += 1

    def speak(self, lang: str) -> None:
        """Another language: tables that are edited have other texts and start anew from what is kept."""
        if lang != self.lang:
            self.lang = lang
            self.edition += 1

    def enter(self, page: str) -> None:
        """A page is shown; tables that are edited start from what is kept here when it is another one."""
        if page != self.page:
            self.page = page
            self.edition += 1


def state() -> State:
    """This session's state."""
    if "kano" not in st.session_state:
        st.session_state["kano"] = State(lang=_browser_language())
    kept: State = st.session_state["kano"]
    return kept


def value_of(key: str) -> Any:
    """What a widget holds, for its callback; None when it is gone."""
    return st.session_state.get(key)


def _browser_language() -> str:
    """The language of the link, else of the browser."""
    asked = st.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    locale = (st.context.locale or "").lower() if isinstance(st.context.locale, str) else ""
    if not locale.startswith("zh"):
        return DEFAULT
    return "zh-Hant" if any(part in locale for part in ("tw", "hk", "mo", "hant")) else "zh-Hans"
