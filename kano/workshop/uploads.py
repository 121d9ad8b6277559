"""How much may be sent: a bound for the body of every request, and budgets for uploads.

Streamlit lets whoever has opened its page upload as many files as he likes, whether the page asks for files or not, and
keeps them in memory. Bytes are counted as they arrive, because a length that is declared may be missing or wrong.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import Message, Receive

from kano.workshop.refusal import Refusal, Refused

MB = 1024 * 1024
TOO_LARGE = Refusal(413, "This is too large.")
TOO_MANY = Refusal(429, "Too many files or bytes were sent. Try again later.")

Take = Callable[[int], None]
"""Takes a number of bytes that have arrived; raises `Refused` when they are too many."""


@dataclass(frozen=True)
class Allowance:
    """Files and bytes within the last `seconds`, of one session and of all together."""

    files: int = 40
    size: int = 100 * MB
    all_files: int = 1000
    all_size: int = 500 * MB
    seconds: float = 3600


@dataclass
class _Upload:
    session: str
    since: float
    size: int = 0


class Uploads:
    """The uploads of the last hour: at most `all_files` records, whatever is sent.

    Deleting a file gives nothing back, and neither does leaving: otherwise upload and delete in turn would never end.
    A record is made when bytes are read; Streamlit reads none for a session that it does not know, so made-up sessions
    use up nobody's budget. `held`, when given, tells the bytes that are in memory now, and bounds them by `all_size`.
    """

    def __init__(
        self,
        allowance: Allowance | None = None,
        clock: Callable[[], float] = time.monotonic,
        held: Callable[[], int] = lambda: 0,
    ) -> None:
        self._allowance = allowance or Allowance()
        self._clock = clock
        self._held = held
        self._recent: deque[_Upload] = deque()

    def begin(self, session: str, declared: int) -> Take:
        """Start an upload; refused at once when what it declares does not fit."""
        self._check(session, 1, declared)
        if self._held() + declared > self._allowance.all_size:
            raise Refused(TOO_MANY)
        upload = _Upload(session, self._clock())

        def take(size: int) -> None:
            self._take(upload, size)

        return take

    def _take(self, upload: _Upload, size: int) -> None:
        known = any(upload is other for other in self._recent)
        self._check(upload.session, 0 if known else 1, size)
        upload.size += size
        if not known:
            upload.since = self._clock()
            self._recent.append(upload)

    def _check(self, session: str, files: int, size: int) -> None:
        self._forget()
        most = self._allowance
        mine = [upload for upload in self._recent if upload.session == session]
        if _over(mine, files, size, most.files, most.size):
            raise Refused(TOO_MANY)
        if _over(self._recent, files, size, most.all_files, most.all_size):
            raise Refused(TOO_MANY)

    def _forget(self) -> None:
        while self._recent and self._recent[0].since <= self._clock() - self._allowance.seconds:
            self._recent.popleft()


def _over(uploads: deque[_Upload] | list[_Upload], files: int, size: int, most_files: int, most_size: int) -> bool:
    return len(uploads) + files > most_files or sum(u.size for u in uploads) + size > most_size


def bounded(most: int, declared: int) -> Take:
    """A bound for one body; refused at once when it declares more."""
    left = most

    def take(size: int) -> None:
        nonlocal left
        left -= size
        if left < 0:
            raise Refused(TOO_LARGE)

    if declared > most:
        raise Refused(TOO_LARGE)
    return take


def metered(receive: Receive, take: Take) -> Receive:
    """`receive`, of which every byte is counted."""

    async def counted() -> Message:
        message = await receive()
        if message["type"] == "http.request":
            take(len(message.get("body", b"")))
        return message

    return counted
