"""What a request must be before Streamlit, or a page of ours, sees it.

Pure ASGI, so that websockets pass through it too; it holds no body and starts no task. What is refused, and why, stands
at each rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kano.workshop.headers import Headers, Pairs, merged, streamlit_page
from kano.workshop.hosts import Hosts
from kano.workshop.refusal import Refusal, Refused, refuse
from kano.workshop.uploads import Uploads, bounded, metered

LARGEST_BODY = 16 * 1024
"""Bytes of any body but an upload: a form of a phone, with room for a long reason."""

WRONG_HOST = Refusal(421, "Kano does not answer under this name. Its address is set by KANO_URL.")
FOREIGN = Refusal(403, "This was sent by a page of another site.")
NOT_HERE = Refusal(404, "Not found.")
FULL = Refusal(503, "Too many people are connected. Try again in a minute.")
BROKEN = Refusal(500, "Something went wrong here.")

READING = frozenset({"GET", "HEAD", "OPTIONS"})
_CLOSED = re.compile(r"/_stcore/(metrics|script-health-check|agent)")
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+$")


@dataclass(frozen=True)
class Call:
    """What the rules look at: one request, or one websocket handshake.

    `host` is "" and `origin` is "null" when the header comes twice: two readers might take different ones.
    """

    socket: bool
    method: str
    path: str
    host: str
    origin: str | None
    site: str
    declared: int

    @classmethod
    def of(cls, scope: Scope) -> Call:
        def one(name: bytes) -> str | None:
            given = [value.decode("latin-1") for key, value in scope["headers"] if key == name]
            return (given[0] if len(given) == 1 else "null") if given else None

        host, length = one(b"host") or "", one(b"content-length") or ""
        return cls(
            socket=scope["type"] == "websocket",
            method=scope.get("method", "GET"),
            path=scope["path"],
            host="" if host == "null" else host,
            origin=one(b"origin"),
            site=one(b"sec-fetch-site") or "",
            declared=int(length) if re.fullmatch("[0-9]{1,18}", length) else 0,
        )


Rule = Callable[[Call, Hosts], Refusal | None]


def known_host(call: Call, hosts: Hosts) -> Refusal | None:
    """Names that are not ours are refused: a page whose name was rebound to this machine would be "same origin"."""
    return None if hosts.allows(call.host) else WRONG_HOST


def open_path(call: Call, _hosts: Hosts) -> Refusal | None:
    """Streamlit's metrics, script check and agent API are not there: they answer, and work, for everybody."""
    return NOT_HERE if _CLOSED.search(call.path) else None


def own_socket(call: Call, hosts: Hosts) -> Refusal | None:
    """A websocket needs the origin of a page of ours. Missing, `null` and foreign ones are refused.

    Browsers always send one, and let any page open a websocket to anywhere. Streamlit takes a missing one, and
    looks up a foreign one in a way that stops the server for everybody.
    """
    return FOREIGN if call.socket and not hosts.own(call.origin or "", call.host) else None


def own_write(call: Call, hosts: Hosts) -> Refusal | None:
    """What changes something must come from a page of ours, or from no page.

    An origin, when there is one, must be ours. `null` says nothing: it is what a page sends that hides where it came
    from (ours under `no-referrer`, but a sandboxed one elsewhere too), so it counts as ours only when the browser
    itself says `same-origin`. Without an origin, `Sec-Fetch-Site` must be `same-origin` or `none`, or be missing as
    well: then it is a program, which nobody can lead astray, or a browser of before 2020, which the `SameSite` of our
    cookies has to protect.
    """
    if call.socket or call.method in READING:
        return None
    if call.origin is None:
        return None if call.site in {"", "none", "same-origin"} else FOREIGN
    hidden = call.origin == "null" and call.site == "same-origin"
    return None if hidden or hosts.own(call.origin, call.host) else FOREIGN


RULES: tuple[Rule, ...] = (known_host, open_path, own_socket, own_write)


@dataclass
class Answer:
    """`send`, which adds our headers and remembers whether an answer has begun."""

    send: Send
    ours: Pairs
    begun: bool = field(default=False, init=False)

    async def __call__(self, message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.http.response.start"}:
            self.begun = True
            message = {**message, "headers": merged(message.get("headers", ()), self.ours)}
        await self.send(message)


class Gate:
    """The middleware: `Middleware(Gate, hosts=hosts(), sessions=prepare_process())`.

    `sessions` websockets may be open at once. A rule can be left out, which its test does to show what it is for.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Hosts,
        sessions: int,
        uploads: Uploads | None = None,
        headers: Headers | None = None,
        rules: tuple[Rule, ...] = RULES,
        largest_body: int = LARGEST_BODY,
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._sessions = sessions
        self._uploads = uploads or Uploads()
        self._headers = headers or Headers.of_page(streamlit_page())
        self._rules = rules
        self._largest_body = largest_body
        self._connected = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        call = Call.of(scope)
        answer = Answer(send, self._told(call))
        refusal = next((no for rule in self._rules if (no := rule(call, self._hosts))), None)
        if refusal:
            await refuse(refusal, scope, answer)
        elif call.socket:
            await self._socket(scope, receive, answer)
        else:
            await self._request(call, scope, receive, answer)

    def _told(self, call: Call) -> Pairs:
        host = call.host if self._hosts.allows(call.host) else ""
        return self._headers.of(host, call.path, self._hosts.secure(host))

    async def _socket(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        """A session takes four open files, and without files the server stops: beyond what fits, 503."""
        if self._connected >= self._sessions:
            await refuse(FULL, scope, answer)
            return
        self._connected += 1
        try:
            await self._app(scope, receive, answer)
        finally:
            self._connected -= 1

    async def _request(self, call: Call, scope: Scope, receive: Receive, answer: Answer) -> None:
        """A body that turns out too large is refused while it arrives; a failure is told with our headers too."""
        try:
            await self._app(scope, self._measured(call, receive), answer)
        except Refused as refused:
            if not answer.begun:
                await refuse(refused.refusal, scope, answer)
        except Exception:
            if not answer.begun:
                await refuse(BROKEN, scope, answer)
            raise

    def _measured(self, call: Call, receive: Receive) -> Receive:
        upload = _UPLOAD.search(call.path) if call.method == "PUT" else None
        if upload:
            return metered(receive, self._uploads.begin(upload[1], call.declared))
        return metered(receive, bounded(self._largest_body, call.declared))
