"""Where people find this server: the address that links and QR codes carry."""

from __future__ import annotations

import io
import socket
from functools import lru_cache
from urllib.parse import urlsplit

import segno

from kano.workshop.rights import Role
from kano.workshop.room import Room

LETTERS = {Role.FACILITATOR: "f", Role.PRESENTER: "p"}
"""How links and cookies say who comes."""
NEARBY = ("localhost", "127.0.0.1", "::1")


def public_address(configured: str, seen: str) -> str:
    """The address for links: the configured one, else the one in the facilitator's browser.

    Who sees the server on his own machine gets its address in the local network, which phones can reach.
    """
    if configured:
        return configured.split(",")[0].strip().rstrip("/")
    parts = urlsplit(seen or "http://localhost:8501")
    host = local_network() if parts.hostname in NEARBY else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in (host or '') else host}{port}"


def local_network() -> str:
    """This machine's address in its network; nothing is sent to find it. `localhost` when there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            address: str = probe.getsockname()[0]
        except OSError:
            return "localhost"
    return address


def join_link(base: str, room: Room) -> str:
    """What the QR code says: the code, and a key which shows that it was scanned."""
    return f"{base}/j/{room.code}?k={room.key}"


def door_link(base: str, role: Role, room: Room, secret: str) -> str:
    """The link of a facilitator or of a big screen. What stands behind `#` is sent to no server."""
    return f"{base}/f#{LETTERS[role]}.{room.id}.{secret}"


def cookie(role: Role, room_id: str) -> str:
    """The name of the cookie that keeps a room's secret in a browser."""
    return f"kano_{LETTERS[role]}_{room_id}"


@lru_cache(maxsize=64)
def qr(link: str) -> str:
    """A link as a QR code, in SVG. It stays dark on light everywhere: not every phone reads an inverted code."""
    file = io.BytesIO()
    segno.make(link, error="m").save(
        file, kind="svg", border=2, light="#ffffff", dark="#0e1117", scale=8, xmldecl=False
    )
    return file.getvalue().decode()
