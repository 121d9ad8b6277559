"""What a session remembers. The only file that names `session_state`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

import streamlit as st

from kano.i18n import DEFAULT, LANGUAGES, Translate, catalogue
from kano.questionnaire import Questionnaire
from kano.readers import Mapping
from kano.study import Study
from kano.workshop.room import Opened


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
    """`draft` is the questionnaire being designed and `opened` what it was at first; `proposed` is what was proposed
    for `upload` and `mended` what the user made of it; `chosen` is the evaluation table, the rule and the split.

    `corrections` are the letters that the user gave to answers, by (answer, direction of numbers).

    `study_of` is the room that the study is of, if it is of one; `room` is the room that was led last, and
    `opened_room` one whose links still have to be kept.

    `edition` is part of the keys of tables that are edited: a new one makes them start from what is kept here.
    """

    lang: str = DEFAULT
    page: str = ""
    draft: Questionnaire | None = None
    opened: Questionnaire | None = None
    upload: Upload | None = None
    proposed: Mapping | None = None
    mended: Mapping | None = None
    corrections: dict[tuple[str, str | None], str] = field(default_factory=dict)
    study: Study | None = None
    chosen: tuple[str, str, str | None] = ("standard", "mode", None)
    study_of: str = ""
    room: str = ""
    opened_room: Opened | None = None
    edition: int = 0
    _base: tuple[int, Questionnaire] | None = None
    _start: tuple[int, Mapping] | None = None

    def base(self, draft: Questionnaire) -> Questionnaire:
        """The questionnaire as it was when this edition began: what an edited table starts from."""
        if self._base is None or self._base[0] != self.edition:
            self._base = self.edition, draft
        return self._base[1]

    def start(self, proposed: Mapping) -> Mapping:
        """What the tables of the Answers page start from: the proposal, or what the user made of it before."""
        if self._start is None or self._start[0] != self.edition or self.proposed != proposed:
            again = self.mended if self.proposed == proposed else None
            self.proposed, self._start = proposed, (self.edition, again or proposed)
        return self._start[1]

    @property
    def t(self) -> Translate:
        return catalogue(self.lang)

    def take(self, upload: Upload) -> None:
        """A new file: what was confirmed for the last one no longer holds."""
        if upload != self.upload:
            self.upload, self.proposed, self.mended = upload, None, None
            self.corrections = {}
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


def _browser_language() -> str:
    """The language of the link, else of the browser."""
    asked = st.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    locale = (st.context.locale or "").lower() if isinstance(st.context.locale, str) else ""
    if not locale.startswith("zh"):
        return DEFAULT
    return "zh-Hant" if any(part in locale for part in ("tw", "hk", "mo", "hant")) else "zh-Hans"
