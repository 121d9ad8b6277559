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
from kano.ui.offering.work import OffersWork
from kano.ui.ordering.work import TargetsWork
from kano.ui.planned.work import PlanWork
from kano.ui.rated.work import RatedWork
from kano.ui.service.work import ServiceWork
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


@dataclass(frozen=True, eq=False)
class Beside:
    """A study that was put aside to be compared with: its file, when it came as one, and the room that it is of."""

    study: Study
    upload: Upload | None
    room: str


@dataclass
class State:
    """`draft` is the questionnaire being designed and `opened` what it was at first; `work` is what the user said
    about `upload`; `chosen` is the evaluation table, the rule and the split.

    `study_of` is the room that the study is of, if it is of one; `other` was put aside beside it; `room` is the room
    that was led last, and `opened_room` one whose links still have to be kept.

    `service` is what the user said about `service_upload`, a file of expectations and perceptions, and `rated` about
    `rated_upload`, a file of ratings and overall satisfaction. `offers` are those that he writes.

    `beside` is what a room is compared with, "study" or "rounds"; `told` is said once on the page that comes next.

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
    other: Beside | None = None
    room: str = ""
    opened_room: Opened | None = None
    beside: str = ""
    told: str = ""
    edition: int = 0
    service_upload: Upload | None = None
    service: ServiceWork = field(default_factory=ServiceWork)
    rated_upload: Upload | None = None
    rated: RatedWork = field(default_factory=RatedWork)
    offers: OffersWork = field(default_factory=OffersWork)
    plans: dict[str, PlanWork] = field(default_factory=dict)
    aims: dict[str, TargetsWork] = field(default_factory=dict)
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

    def made(self, of: str) -> dict[str, bytes]:
        """The files that were made of something, by format; none when it is something else by now."""
        return self.held("files", of, dict[str, bytes])

    def turn(self, name: str) -> str:
        """For the key of a place that shows what is edited elsewhere too."""
        return f"{self.edition}.{self.turns.get(name, 0)}"

    def turned(self, name: str) -> None:
        self.turns[name] = self.turns.get(name, 0) + 1

    def act(self, change: Callable[..., Any], *values: Any) -> None:
        """A click that changes what is kept, as a callback: what shows it starts anew."""
        change(*values)
        self.edition += 1

    def plan_work(self, study: Study) -> PlanWork:
        """What was said of the costs of a study's features; each file has its own."""
        return self.plans.setdefault(study.source.sha256, PlanWork())

    def target_work(self, study: Study) -> TargetsWork:
        """What was said for the target sheet of a study; each file has its own."""
        return self.aims.setdefault(study.source.sha256, TargetsWork())

    def replace_work(self, work: Work) -> None:
        self.work = work

    def confirm(self, study: Study) -> None:
        """The file is read: its study is the one that is open, and of no room."""
        self.study, self.study_of = study, ""

    def open_bundle(self, study: Study) -> None:
        """A bundle is opened by its own settings: the widgets of the results begin with them."""
        assert study.bundled is not None
        self.confirm(study)
        self.chosen = study.settings.table.name, study.settings.rule, study.bundled.by
        for key, value in zip(("table", "rule", "by"), self.chosen, strict=True):
            st.session_state[key] = value

    def own_upload(self) -> Upload | None:
        """The file that the open study was read from, when it is still here."""
        same = self.study and self.upload and self.study.source.sha256.startswith(self.upload.key)
        return self.upload if same else None

    def put_aside(self) -> None:
        """The open study is the one that others are compared with."""
        if self.study is not None:
            self.other = Beside(self.study, self.own_upload(), self.study_of)

    def close_room(self, room: str) -> None:
        """Results of a room that is gone, or led with another key, are no longer on the table."""
        if self.study_of == room:
            self.study, self.study_of = None, ""
        if self.other is not None and self.other.room == room:
            self.other = None

    def keep_study(self, study: Study) -> None:
        """The same study with other people left out, or with everyone."""
        self.study = study

    def forget_other(self) -> None:
        self.other = None

    @property
    def t(self) -> Translate:
        return catalogue(self.lang)

    def take(self, upload: Upload) -> None:
        """A new file: what was confirmed for the last one no longer holds."""
        if upload != self.upload:
            self.upload, self.work = upload, Work()
            self.edition += 1

    def take_service(self, upload: Upload) -> None:
        """A new file of expectations and perceptions."""
        self.service_upload, self.service = upload, ServiceWork()
        self.edition += 1

    def take_rated(self, upload: Upload) -> None:
        """A new file of ratings."""
        self.rated_upload, self.rated = upload, RatedWork()
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

    def link_language(self) -> None:
        """The address names the language, so that a reload keeps it."""
        if st.query_params.get("lang") != self.lang:
            st.query_params["lang"] = self.lang

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
