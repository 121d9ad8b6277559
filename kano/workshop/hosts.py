"""Under which names Kano answers, and which pages are its own.

A page elsewhere reaches a server on this machine by giving its own name this machine's address (DNS rebinding); the
`Host` header then carries that name, so names that are not ours are refused.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address

SETTING = "KANO_URL"
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
PORTS = {"http": 80, "https": 443}

_NAME = r"(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?::([0-9]{1,5}))?"
_HOST = re.compile(_NAME)
_ORIGIN = re.compile("(https?)://" + _NAME)


@dataclass(frozen=True)
class Address:
    """Scheme, name and port, as an `Origin` header or `KANO_URL` gives them."""

    scheme: str
    name: str
    port: int

    @classmethod
    def of(cls, origin: str) -> Address | None:
        """None for `null`, for other schemes and for whatever is no origin."""
        found = _ORIGIN.fullmatch(origin.lower())
        return cls(found[1], found[2], int(found[3] or PORTS[found[1]])) if found else None


@dataclass(frozen=True)
class Hosts:
    """The public addresses that were configured, and the names that this machine has by itself.

    With addresses, exactly these are answered (port included), and localhost on any port, for health checks.
    Without, any port of: localhost, IP literals (they cannot be rebound) and the machine's own names.
    """

    addresses: tuple[Address, ...] = ()
    machine: frozenset[str] = frozenset()

    def allows(self, host: str) -> bool:
        """Whether a request with this `Host` header is for us."""
        name, port = _split(host)
        if name in LOCAL:
            return True
        if self.addresses:
            return any(name == a.name and (port or PORTS[a.scheme]) == a.port for a in self.addresses)
        return name in self.machine or _is_ip(name)

    def own(self, origin: str, host: str) -> bool:
        """Whether a page of `origin` may talk to `host`: a configured address, or the same name and port.

        Under a configured name the scheme counts too: http://NAME is no page of https://NAME. Otherwise it cannot
        be compared, because a proxy may have taken TLS off.
        """
        page = Address.of(origin)
        if page is None or page in self.addresses:
            return page is not None
        name, port = _split(host)
        comparable = name in LOCAL or not self.addresses
        return comparable and (name, port or PORTS[page.scheme]) == (page.name, page.port)

    def secure(self, host: str) -> bool:
        """Whether this host is one of the https addresses that were configured."""
        return any(a.scheme == "https" and a.name == _split(host)[0] for a in self.addresses)


def hosts(environ: Mapping[str, str] = os.environ, hostname: str | None = None) -> Hosts:
    """The hosts of this process: `KANO_URL` lists public addresses, such as `https://kano.example.org`."""
    urls = [url for part in environ.get(SETTING, "").split(",") if (url := part.strip())]
    return Hosts(tuple(map(_configured, urls)), _names(hostname or socket.gethostname()))


def _configured(url: str) -> Address:
    """An address of the setting; a path behind it is left out."""
    address = Address.of("/".join(url.split("/")[:3]))
    if address is None:
        raise ValueError(f"{SETTING} lists addresses such as https://kano.example.org, and not {url!r}")
    return address


def _names(hostname: str) -> frozenset[str]:
    """The machine's name, its first part, and the name that its neighbours use (mDNS)."""
    full = hostname.lower()
    short = full.partition(".")[0]
    return frozenset({full, short, f"{short}.local"} - {"", ".local"})


def _split(host: str) -> tuple[str, int | None]:
    """Name and port of a `Host` header; no name when it is malformed."""
    found = _HOST.fullmatch(host.lower())
    return (found[1], int(found[2]) if found[2] else None) if found else ("", None)


def _is_ip(name: str) -> bool:
    try:
        return bool(ip_address(name.strip("[]")))
    except ValueError:
        return False
