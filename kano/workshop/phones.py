"""The phones' side of the server: a code is typed, a person comes in, answers, comes back, leaves."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.workshop import doors, pages, tokens
from kano.workshop.host import Host
from kano.workshop.pulse import Pulse
from kano.workshop.room import Phone, Room, Saved
from kano.workshop.sent import (
    COOKIE,
    Form,
    blank,
    code_of,
    fields,
    given,
    known,
    language,
    owner,
    secret_of,
    secure,
    submission,
    wants_json,
    whole,
)

CODE = re.compile(f"[{tokens.ALPHABET}]{{{tokens.CODE_LENGTH}}}")
STATUS = {"guesses": 429, "participant-unknown": 403, "room-waits": 409, "round-over": 409, "room-closed": 410}
STATUS |= {"room-unknown": 404, "screen-unknown": 422, "not-saved": 503}
ELSEWHERE = frozenset({"participant-unknown", "screen-unknown", "round-over", "room-closed"})
"""Refusals after which the same screen is of no use."""
UNREACHABLE = 503
"""The status of whatever else is told as a KanoError: the store is not there, or damaged."""

Endpoint = Callable[[Request], Awaitable[Response]]


def routes(host: Host) -> list[Route]:
    """Everything that a participant's phone asks for, and the doors of the others."""
    phones = Phones(host)
    return [
        Route("/j", phones.ask_code, methods=["GET"]),
        Route("/j", told(phones.take_code), methods=["POST"]),
        Route("/j/{code}", told(phones.enter), methods=["GET"]),
        Route("/j/{code}", told(phones.join), methods=["POST"]),
        Route("/j/{code}/a", told(phones.answer), methods=["POST"]),
        Route("/j/{code}/s", told(phones.state), methods=["GET"]),
        Route("/j/{code}/lang", told(phones.speak), methods=["POST"]),
        Route("/j/{code}/leave", told(phones.leave), methods=["POST"]),
        *doors.routes(host),
    ]


def told(endpoint: Endpoint) -> Endpoint:
    """An endpoint whose KanoError becomes a page, or JSON for a script."""

    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except KanoError as problem:
            return refusal(request, problem)

    return guarded


def refusal(request: Request, problem: KanoError) -> Response:
    lang, status = language(request), STATUS.get(problem.code, UNREACHABLE)
    t, text = catalogue(lang), explained(problem, lang)
    if wants_json(request):
        return JSONResponse({"error": problem.code, "text": text}, status, pages.HEADERS)
    if problem.code == "room-unknown":
        return pages.gone(lang)
    if problem.code == "guesses":
        page = pages.note(lang, status, t("phone.moment"), text)
        page.headers["retry-after"] = "60"
        return page
    onward = t("phone.retry") if status == UNREACHABLE else t("phone.join")
    return pages.note(lang, status, t("phone.trouble"), text, home(request), onward)


def explained(problem: KanoError, lang: str) -> str:
    """The words of a problem; what ails the store is the operator's to know."""
    t = catalogue(lang)
    return problem.text(t) if problem.code in STATUS else t("phone.trouble-about")


def language_in(request: Request, room: Room) -> str:
    """The language of the link, else of the browser, else of the room."""
    return language(request, room.questionnaire.languages, room.options.lang)


def home(request: Request, at: int | str = "") -> str:
    """Where a participant's place is, or a code is typed; `at` is the number of a screen, from 1, or `end`."""
    return f"/j/{code_of(request)}".rstrip("/") + (f"?at={at}#question" if at else "")


def see_other(link: str) -> Response:
    return RedirectResponse(link, 303, pages.HEADERS)


class Phones:
    """The endpoints. Whatever reads the store does so in a thread; answers wait for their commit without one."""

    def __init__(self, host: Host) -> None:
        self._participation = host.participation
        self._pulse = Pulse(host.participation)

    async def ask_code(self, request: Request) -> Response:
        return pages.code_form(language(request))

    async def take_code(self, request: Request) -> Response:
        form = await fields(request)
        code, lang = tokens.typed_code(form.get("code", "")), form.get("lang", "")
        if not CODE.fullmatch(code):
            return pages.code_form(lang if lang in LANGUAGES else language(request), code, wrong=True)
        return see_other(f"/j/{code}" + (f"?{urlencode({'lang': lang})}" if lang in LANGUAGES else ""))

    async def enter(self, request: Request) -> Response:
        code = code_of(request)
        if code != request.path_params["code"] and CODE.fullmatch(code):
            return see_other(f"/j/{code}?{request.scope['query_string'].decode('latin-1')}".rstrip("?"))
        phone = await self._phone(request, secret_of(request))
        if phone is not None:
            return self._place(phone, secret_of(request), request.query_params.get("at", ""))
        key = request.query_params.get("k", "")
        room = await self._door(request, key)
        return pages.welcome(room, language_in(request, room), key, tokens.participant_secret())

    async def join(self, request: Request) -> Response:
        """Come in; whoever is in already, or sends the same once more, is shown his place."""
        form = await fields(request)
        for secret in (secret_of(request), form.get("secret", "")):
            if phone := await self._phone(request, secret):
                return self._admitted(request, phone, secret)
        key, lang, secret = form.get("k", ""), form.get("lang", ""), form.get("secret", "")
        room = await self._door(request, key)
        lang = lang if lang in room.questionnaire.languages else language_in(request, room)
        if form.get("consent") != "yes":
            return pages.welcome(room, lang, key, secret or tokens.participant_secret(), missing=True)
        await run_in_threadpool(self._participation.join, room, secret, lang)
        phone = await run_in_threadpool(self._participation.phone, room.code, secret)
        return self._admitted(request, phone, secret)

    async def answer(self, request: Request) -> Response:
        """Keep a screen. Nothing says "saved" before the store has."""
        form = await fields(request)
        secret = known(request, form)
        if (left := blank(form)) and not wants_json(request):
            return await self._again(request, form, blank=left)
        try:
            saved = await self._save(request, secret, form)
        except KanoError as problem:
            if wants_json(request) or problem.code in ELSEWHERE:
                raise
            return await self._again(request, form, problem)
        if wants_json(request):
            return JSONResponse({"saved": saved.screen, "revision": saved.revision}, headers=pages.HEADERS)
        return await self._onward(request, saved.screen)

    async def state(self, request: Request) -> Response:
        return JSONResponse(await self._pulse.of(code_of(request), known(request)), headers=pages.HEADERS)

    async def speak(self, request: Request) -> Response:
        form = await fields(request)
        secret = known(request, form)
        await run_in_threadpool(self._participation.speak, code_of(request), secret, form.get("lang", ""))
        return see_other(home(request, whole(form.get("at", "")) or ""))

    async def leave(self, request: Request) -> Response:
        """Delete a participant, who may have gone already."""
        if secret_of(request):
            known(request, await fields(request))
        phone = await self._phone(request, secret_of(request))
        if phone is not None:
            await run_in_threadpool(self._participation.leave, phone.room.code, secret_of(request))
        lang = phone.lang if phone else language(request)
        t = catalogue(lang)
        page = pages.note(lang, 200, t("phone.goodbye"), t("phone.goodbye-about"))
        page.delete_cookie(COOKIE, home(request), secure=secure(request), httponly=True, samesite="lax")
        return page

    async def _phone(self, request: Request, secret: str) -> Phone | None:
        """The place of whoever holds this secret, None when nobody of this room does."""
        if not tokens.is_participant_secret(secret):
            return None
        try:
            return await run_in_threadpool(self._participation.phone, code_of(request), secret)
        except KanoError as problem:
            if problem.code != "participant-unknown":
                raise
            return None

    async def _door(self, request: Request, key: str) -> Room:
        address = request.client.host if request.client else ""
        return await run_in_threadpool(self._participation.door, code_of(request), key, address)

    async def _save(self, request: Request, secret: str, form: Form) -> Saved:
        """Raises KanoError `screen-unknown` when a script leaves questions open without saying that it does."""
        if blank(form):
            raise KanoError("screen-unknown")
        return await asyncio.wrap_future(self._participation.answer(code_of(request), secret, submission(form)))

    async def _onward(self, request: Request, screen: str) -> Response:
        """To the next screen, or to the list when everything is answered."""
        phone = await run_in_threadpool(self._participation.phone, code_of(request), secret_of(request))
        following = [shown.key for shown in phone.screens].index(screen) + 1
        ended = phone.at is None or following == len(phone.screens)
        return see_other(home(request, "end" if ended else following + 1))

    async def _again(
        self, request: Request, form: Form, problem: KanoError | None = None, blank: tuple[str, ...] = ()
    ) -> Response:
        """The same screen with what was given, and why it is not saved. Raises KanoError."""
        phone = await run_in_threadpool(self._participation.phone, code_of(request), secret_of(request))
        keys = [shown.key for shown in phone.screens]
        if form.get("screen") not in keys:
            raise KanoError("screen-unknown")
        text = explained(problem, phone.lang) if problem else catalogue(phone.lang)("phone.unanswered")
        status = STATUS.get(problem.code, UNREACHABLE) if problem else 422
        refused = pages.Refused(given(form), text, status, blank)
        return pages.place(phone, owner(secret_of(request)), keys.index(form["screen"]), refused)

    def _place(self, phone: Phone, secret: str, at: str = "") -> Response:
        """Where this person is, or the screen that a link names."""
        number, asked = phone.at, whole(at) or 0
        if at == "end":
            number = None
        elif 0 < asked <= len(phone.screens):
            number = asked - 1
        return pages.place(phone, owner(secret), number)

    def _admitted(self, request: Request, phone: Phone, secret: str) -> Response:
        """The place, and the cookie that finds it again. No clock: it stays as long as a room is kept."""
        page, kept = self._place(phone, secret), phone.room.expires - phone.room.created
        path, safe = f"/j/{phone.room.code}", secure(request)
        page.set_cookie(COOKIE, secret, kept, path=path, secure=safe, httponly=True, samesite="lax")
        return page
