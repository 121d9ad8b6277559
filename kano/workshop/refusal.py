"""How a request is turned away: a status and a short text, for requests and for websocket handshakes alike."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import Scope, Send


@dataclass(frozen=True)
class Refusal:
    """What is told to whoever is turned away. Nothing of the request is repeated."""

    status: int
    text: str

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        later = [(b"retry-after", b"60")] if self.status in {429, 503} else []
        return [*plain, *later, (b"content-length", str(len(self.text.encode())).encode())]


class Refused(Exception):
    """Raised out of `receive` when a body turns out to be too much while it arrives."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.text)
        self.refusal = refusal


async def refuse(refusal: Refusal, scope: Scope, send: Send) -> None:
    """Answer with a refusal. A server that cannot give a handshake a status closes it, which is a 403."""
    if scope["type"] == "http":
        await _answer("http", refusal, send)
    elif "websocket.http.response" in scope.get("extensions", {}):
        await _answer("websocket.http", refusal, send)
    else:
        await send({"type": "websocket.close", "code": 1008, "reason": ""})


async def _answer(kind: str, refusal: Refusal, send: Send) -> None:
    await send({"type": f"{kind}.response.start", "status": refusal.status, "headers": refusal.headers})
    await send({"type": f"{kind}.response.body", "body": refusal.text.encode()})
