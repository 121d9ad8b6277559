"""A participant's phone without a browser: what the pages' script sends, over plain HTTP."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from kano.workshop import tokens


@dataclass
class Phone:
    """One participant: a connection that is opened anew when the server has closed it, as a browser does."""

    port: int
    code: str
    key: str
    drawn: random.Random
    cookie: str = ""
    secret: str = field(default_factory=tokens.participant_secret)
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _pipe: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, form: dict[str, str], accept: str = "text/html") -> tuple[int, str, bytes]:
        body = urlencode(form).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
        head += f"Accept: {accept}\r\nAccept-Encoding: gzip\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        head += f"Cookie: {self.cookie}\r\nContent-Length: {len(body)}\r\n\r\n"
        for attempt in (1, 2):
            try:
                return await self._sent(head.encode() + body)
            except (OSError, asyncio.IncompleteReadError):
                self._pipe = None
                if attempt == 2:
                    raise
        raise AssertionError

    async def _sent(self, data: bytes) -> tuple[int, str, bytes]:
        if self._pipe is None:
            self._pipe = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._pipe
        writer.write(data)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1])) if length else await self._chunks(reader)
        return int(head.split(" ", 2)[1]), head, body

    async def _chunks(self, reader: asyncio.StreamReader) -> bytes:
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        return b"".join(parts)

    async def join(self) -> None:
        form = {"secret": self.secret, "k": self.key, "lang": "en", "consent": "yes"}
        status, head, _ = await self.post(f"/j/{self.code}", form)
        cookie = re.search(r"set-cookie: ([^;]+)", head, re.IGNORECASE)
        if status != 200 or cookie is None:
            self.errors.append(f"join {status}")
        self.cookie = cookie[1] if cookie else ""

    async def answer(self, number: int) -> bool:
        """One pair, of those that everybody is asked; whether it was acknowledged."""
        said = {"functional": str(self.drawn.randint(1, 3)), "dysfunctional": str(self.drawn.randint(3, 5))}
        form = {"screen": f"f{number}", "key": f"tab:{number}", "round": "1", **said}
        begun = time.perf_counter()
        status, _, body = await self.post(f"/j/{self.code}/a", form, "application/json")
        self.times.append(time.perf_counter() - begun)
        saved = status == 200 and b'"revision"' in body
        if not saved:
            self.errors.append(f"answer {status} {body[:80]!r}")
        return saved


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run in a loop of its own: a browser test of the same process may have left one running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
