"""The facilitator's and the presenter's door, and the files that leave a room."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kano.errors import KanoError
from kano.i18n import catalogue
from kano.questionnaire import to_yaml
from kano.reports import FORMATS, write
from kano.reports.apart import apart
from kano.workshop import exports, pages
from kano.workshop.address import LETTERS, cookie
from kano.workshop.host import Host
from kano.workshop.rights import Role
from kano.workshop.room import Room
from kano.workshop.sent import fields, language, secure
from kano.workshop.service import Service

PLACES = {Role.FACILITATOR: "/workshop", Role.PRESENTER: "/presenter"}
"""Where a link leads."""

_LINK = re.compile(r"(?:.*#)?([fp])\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{43})")
_FILE = re.compile(f"round([1-9][0-9]?)-(answers|reasons|results)\\.({'|'.join(FORMATS)})")


def routes(host: Host) -> list[Route]:
    doors = Doors(host.service)
    return [
        Route("/f", doors.ask_link, methods=["GET"]),
        Route("/f", doors.enter, methods=["POST"]),
        Route("/export/{room}/{name}", doors.export, methods=["GET"]),
    ]


@dataclass(frozen=True)
class File:
    name: str
    mime: str
    data: bytes
    left_out: int = 0


class Doors:
    """The endpoints. Every file asks for the facilitator's secret again; who has none learns of no room."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def ask_link(self, request: Request) -> Response:
        lang = language(request)
        return pages.page("door", lang, script="door", title=catalogue(lang)("door.title"))

    async def enter(self, request: Request) -> Response:
        """The secret of a link into a cookie that no script reads; the link is not needed again."""
        try:
            found = _LINK.fullmatch((await fields(request)).get("link", "").strip())
            if found is None:
                return _closed(language(request))
            letter, room_id, secret = found.groups()
            role = next(role for role in PLACES if LETTERS[role] == letter)
            room = await run_in_threadpool(self._entered, room_id, secret, role)
        except KanoError as problem:
            return _refusal(request, problem)
        answer = RedirectResponse(f"{PLACES[role]}?room={room_id}", 303, pages.HEADERS)
        name, kept, safe = cookie(role, room_id), room.expires - room.created, secure(request)
        answer.set_cookie(name, secret, kept, secure=safe, httponly=True, samesite="lax")
        return answer

    async def export(self, request: Request) -> Response:
        room_id, name = request.path_params["room"], request.path_params["name"]
        secret = request.cookies.get(cookie(Role.FACILITATOR, room_id), "")
        try:
            file = await run_in_threadpool(self._file, room_id, secret, name, language(request))
        except KanoError as problem:
            return _refusal(request, problem, f"/workshop?room={room_id}")
        headers = {"x-content-type-options": "nosniff", "content-disposition": f'attachment; filename="{file.name}"'}
        headers["x-kano-left-out"] = f"{file.left_out}"
        return Response(file.data, media_type=file.mime, headers={**pages.HEADERS, **headers})

    def _entered(self, room_id: str, secret: str, role: Role) -> Room:
        return self._service.room(self._service.enter(room_id, secret, role))

    def _file(self, room_id: str, secret: str, name: str, lang: str) -> File:
        """Raises KanoError `room-unknown` for a file that there is not, as for whoever may not have it."""
        if not _LINK.fullmatch(f"f.{room_id}.{secret}"):
            raise KanoError("room-unknown")
        actor = self._service.enter(room_id, secret, Role.FACILITATOR)
        room = self._service.room(actor)
        title, found = f"kano-{room.code}-{name}", _FILE.fullmatch(name)
        if name == "questionnaire.yaml":
            return File(title, "application/yaml", to_yaml(room.questionnaire).encode())
        if found is None or int(found[1]) > room.round or (found[2] != "results" and found[3] != "csv"):
            raise KanoError("room-unknown")
        turn, what, suffix = int(found[1]), found[2], found[3]
        made = exports.export(self._service, actor, turn, what, suffix, lang, partial(apart, write))
        return File(title, exports.kind(what, suffix), made.data, made.left_out)


def _refusal(request: Request, problem: KanoError, back: str = "/f") -> Response:
    """A file that cannot be made now is told in words; what ails the store is the operator's to know."""
    lang = language(request)
    t = catalogue(lang)
    if problem.code in {"room-unknown", "screen-unknown"}:
        return _closed(lang)
    if problem.code == "store-unavailable":
        return pages.note(lang, 503, t("phone.trouble"), t("phone.trouble-about"), back, t("phone.retry"))
    return pages.note(lang, 409, t("door.export"), problem.text(t), back, t("door.back"))


def _closed(lang: str) -> Response:
    """The one page for whatever link or file opens nothing, whether it never did or no longer does."""
    t = catalogue(lang)
    return pages.note(lang, 404, t("door.closed"), t("door.closed-about"), f"/f?lang={lang}", t("door.title"))
