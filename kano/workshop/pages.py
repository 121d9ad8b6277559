"""The pages beside Streamlit, from templates that escape every text. No request, no store."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from kano.fieldwork.effort import minutes
from kano.i18n import LANGUAGES, Translate, catalogue
from kano.questionnaire import Texts
from kano.wording import answer_set, importance_question
from kano.workshop.inline import DATA, POLICIES, SCRIPTS, STYLE, inert
from kano.workshop.room import LEAST, WHY_LENGTH, Asks, Phone, Place, Room, Screen, State

HEADERS = {"cache-control": "no-store"}
SAID = "almost almost-about done done-about held late lost next open progress save saved sending shut skipped"
WORDS = (*SAID.split(), "unanswered", "unfinished", "unfinished-about", "unsent")
"""What the script of a place says."""

CHIPS = {"functional": "with", "dysfunctional": "without", "importance": "importance"}
WAITING = ("ready", "paused")
READ = ("key", "saved", "name", "about", "asked", "offered")
"""What the script of a place reads of a screen; the rest is the template's."""

_TEMPLATES = Environment(
    loader=FileSystemLoader(DATA / "phone"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def page(template: str, lang: str, status: int = 200, script: str = "", **values: Any) -> HTMLResponse:
    """A template with its words; `say` and `door` are the texts `phone.*` and `door.*` of the language."""
    t = catalogue(lang)
    common = {
        "lang": lang,
        "names": LANGUAGES,
        "style": STYLE,
        "script": SCRIPTS[script],
        "round": 1,
        "heading": "Kano",
    }
    common |= {"say": lambda key, **v: t(f"phone.{key}", **v), "door": lambda key, **v: t(f"door.{key}", **v)}
    common |= {"title": "Kano", "kind": template, **values}
    html = _TEMPLATES.get_template(f"{template}.html").render(common)
    return HTMLResponse(html, status, {**HEADERS, "content-security-policy": POLICIES[script]})


def code_form(lang: str, typed: str = "", wrong: bool = False) -> HTMLResponse:
    """Where a code is typed."""
    title = catalogue(lang)("phone.join-title")
    return page("code", lang, 422 if wrong else 200, title=title, typed=typed, wrong=wrong)


def note(lang: str, status: int, title: str, text: str, link: str = "", link_text: str = "") -> HTMLResponse:
    """A page that says one thing, and where to go from there."""
    return page("note", lang, status, title=title, text=text, link=link, link_text=link_text)


def gone(lang: str) -> HTMLResponse:
    """The one page for whatever is not here, or not for whoever asks."""
    t = catalogue(lang)
    return note(lang, 404, t("phone.gone"), t("error.room-unknown"), f"/j?lang={lang}", t("phone.type"))


def welcome(room: Room, lang: str, key: str, secret: str, missing: bool = False) -> HTMLResponse:
    """What a newcomer is told and agrees to; `missing` when he did not."""
    asked = room.questionnaire
    about = replace(asked, importance=room.options.importance, pairs_per_person=room.asked)
    about = about if room.options.segments is not Place.NONE else replace(about, segments=())
    return page(
        "welcome",
        lang,
        422 if missing else 200,
        room=room,
        title=in_language(asked.title, lang),
        introduction=in_language(asked.introduction or {}, lang),
        minutes=minutes(about),
        expires=datetime.fromtimestamp(room.expires, UTC),
        least=LEAST,
        key=key,
        secret=secret,
        missing=missing,
    )


@dataclass(frozen=True)
class Refused:
    """An answer that was not saved: what the person gave, why not, and the questions that were left blank."""

    given: Mapping[str, int | str]
    problem: str
    status: int
    blank: Collection[str] = ()


def place(phone: Phone, owner: str, at: int | None, refused: Refused | None = None) -> HTMLResponse:
    """Where a participant is: screen `at`, or None for the list of all; before the start, in a pause, after the end.

    `owner` tells answers that wait on the phone from those of somebody else on the same phone.
    """
    room, t, title = phone.room, catalogue(phone.lang), in_language(phone.room.questionnaire.title, phone.lang)
    screens = [] if room.state is State.CLOSED else [_shown(phone, screen) for screen in phone.screens]
    seen = {"owner": owner, "round": room.round, "at": at or 0, "tab": secrets.token_hex(4)}
    seen |= {"view": "screen" if refused else _view(room, at)}
    values: dict[str, Any] = {"room": room, "title": title, "heading": title, "screens": screens, **seen}
    values |= {"languages": room.questionnaire.languages, "calm": WAITING if screens else ["closed"]}
    values |= {"shown": None, "problem": "", "blank": ()}
    if screens:
        values |= _open_screen(phone, screens[at or 0], refused)
    data = {
        "code": room.code,
        "screens": [{part: screen[part] for part in READ if screen[part] or part == "saved"} for screen in screens],
        "problem": bool(refused),
        **seen,
    }
    data["words"] = {word: t(f"phone.{word}") for word in WORDS}
    status = refused.status if refused else 200
    return page("place", phone.lang, status, "phone", data=inert(data), **values)


def _open_screen(phone: Phone, shown: Mapping[str, Any], refused: Refused | None) -> dict[str, Any]:
    """What a page needs to ask the questions of one screen."""
    t = catalogue(phone.lang)
    given = refused.given if refused else shown["saved"]
    values = {"shown": {**shown, "saved": given}, "why": given.get("why", ""), "most": WHY_LENGTH}
    values |= {"problem": refused.problem, "blank": refused.blank} if refused else {}
    values["left"] = sum(not screen.saved for screen in phone.screens)
    values["answers"] = answer_set(phone.room.questionnaire.answer_set, phone.lang)
    values["chips"] = {name: t(f"phone.{chip}") for name, chip in CHIPS.items()}
    return values


def _view(room: Room, at: int | None) -> str:
    """Which part of the page is seen."""
    if room.state is not State.OPEN:
        return str(room.state)
    return "end" if at is None else "screen"


def _shown(phone: Phone, screen: Screen) -> dict[str, Any]:
    """A screen in the participant's language, for the template and for the script alike."""
    t = catalogue(phone.lang)
    own = _pair(phone, screen.index) if screen.is_pair else _about(phone, screen.index, t)
    skipped = screen.saved and 0 in (screen.saved.get(name, 1) for name in ("functional", "dysfunctional", "option"))
    mark = t("phone.open") if not screen.saved else t("phone.skipped") if skipped else ""
    return {"key": screen.key, "saved": dict(screen.saved), "mark": mark, **own}


def _pair(phone: Phone, index: int) -> dict[str, Any]:
    asked, lang = phone.room.questionnaire, phone.lang
    feature = asked.features[index]
    name = asked.name(feature, lang)
    questions = {"functional": feature.functional[lang], "dysfunctional": feature.dysfunctional[lang]}
    if phone.room.options.importance:
        questions["importance"] = importance_question(name, lang, phone.room.options.asks is Asks.CUSTOMERS)
    about = (feature.description or {}).get(lang, "")
    return {"name": name, "label": name, "about": about, "asked": questions, "offered": []}


def _about(phone: Phone, index: int, t: Translate) -> dict[str, Any]:
    segment = phone.room.questionnaire.segments[index]
    offered = [in_language(option.label, phone.lang) for option in segment.options]
    question = in_language(segment.question, phone.lang)
    return {
        "name": t("phone.about-you"),
        "label": question,
        "about": "",
        "asked": {"option": question},
        "offered": offered,
    }


def in_language(texts: Texts, lang: str) -> str:
    """The text in a language, or in the first that it has."""
    return texts.get(lang) or next(iter(texts.values()), "")
