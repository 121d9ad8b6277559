"""What every answer tells the browser: what a page may load, and who may hold it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

Pairs = list[tuple[bytes, bytes]]

POLICY = """\
default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
font-src 'self' data:; connect-src 'self' {sockets}; worker-src 'self' blob:; frame-ancestors 'none'; \
object-src 'none'; base-uri 'self'; form-action 'self'"""
"""What Streamlit's page needs. Images from elsewhere would tell their owner who reads a feature's name."""

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""`same-origin` tells other sites nothing, as `no-referrer` would. But under `no-referrer` a browser sends
`Origin: null` with our own forms, and over plain http nothing else that says where they come from."""

HSTS = "max-age=31536000"

_INLINE = re.compile(r"<script(?![^>]*\bsrc\s*=)[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Headers:
    """The headers of every answer; `scripts` are the inline scripts that may run, as CSP sources."""

    scripts: tuple[str, ...] = ()

    @classmethod
    def of_page(cls, page: str) -> Headers:
        """For a page of this HTML: its inline scripts may run, and no other."""
        inline = _INLINE.findall(_COMMENT.sub("", page.replace("\r\n", "\n")))
        return cls(tuple(map(source, inline)))

    def of(self, host: str, path: str, secure: bool) -> Pairs:
        """For an answer under `host`, "" when that is not to be trusted; `secure` when it is an https address."""
        told = {**ALWAYS, "content-security-policy": self.policy(host)}
        if secure:
            told["strict-transport-security"] = HSTS
        if is_media(path):
            told["cache-control"] = "no-store"
        return [(name.encode(), value.encode()) for name, value in told.items()]

    def policy(self, host: str) -> str:
        """Old Safari does not take a websocket for 'self'; CSP has no way to write an IPv6 address."""
        sockets = f"ws://{host} wss://{host}" if host and "[" not in host else ""
        return re.sub(" +(?=[ ;])", "", POLICY.format(scripts=" ".join(self.scripts), sockets=sockets))


def source(text: str) -> str:
    """What stands inline, as a source that a content security policy allows."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def is_media(path: str) -> bool:
    """Files that pages offer: they carry answers, and a browser or proxy must not keep them."""
    return "/media/" in path and "/static/" not in path


def merged(own: Iterable[tuple[bytes, bytes]], ours: Pairs) -> Pairs:
    """Our headers beside those of an answer, which keeps its own: pages with a stricter policy have one."""
    given = [(bytes(name).lower(), bytes(value)) for name, value in own]
    names = {name for name, _ in given}
    return [*given, *(pair for pair in ours if pair[0] not in names)]


def streamlit_page() -> str:
    """The page that Streamlit serves, read without importing Streamlit."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("streamlit")
    return (Path(spec.origin).parent / "static" / "index.html").read_text(encoding="utf-8")
