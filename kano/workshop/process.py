"""What the process itself needs before it serves a room full of people."""

from __future__ import annotations

import sys
from contextlib import suppress
from types import ModuleType

MOST_FILES = 65536
KEPT = 500
"""Files that are kept free for requests, the store and reports."""
FILES_PER_SESSION = 4
"""What one Streamlit session takes, measured; with the usual 1024, session 254 stops the server."""


SWITCH = 0.0005
"""Seconds after which a thread that computes lets another one run: phones wait for screens ten times less."""


def prepare_process(most: int = MOST_FILES) -> int:
    """Raise the number of files that this process may open, and let threads take turns more often.

    Returns how many websocket sessions then fit.
    """
    sys.setswitchinterval(SWITCH)
    return max(1, (_raised(most) - KEPT) // FILES_PER_SESSION)


def _raised(most: int) -> int:
    """The soft limit after it was raised to the hard one, `most` at most; where there is none, `most`."""
    if sys.platform == "win32":
        return most
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    endless = resource.RLIM_INFINITY
    wanted = most if hard == endless else min(hard, most)
    if soft == endless or soft >= wanted:
        return most if soft == endless else soft
    with suppress(OSError, ValueError):  # macOS has a lower bound of its own
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def silence_ip_lookup(net_util: ModuleType) -> None:
    """Keep `streamlit.net_util` from asking an outside host for our address.

    Streamlit asks, in the event loop, at every foreign `Origin`: where nothing answers, one handshake stops everybody
    for two seconds. An address that is allowed anyway answers the question and allows nothing more.
    """
    vars(net_util)["_external_ip"] = "127.0.0.1"
