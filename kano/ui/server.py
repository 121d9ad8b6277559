"""What stands beside the Streamlit pages in the one server: the phones' pages, the gate before both, the sweeper."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from streamlit import net_util

from kano.errors import KanoError
from kano.workshop.gate import Gate
from kano.workshop.host import Host, host
from kano.workshop.hosts import hosts
from kano.workshop.logs import redact_logs
from kano.workshop.phones import routes
from kano.workshop.process import prepare_process, silence_ip_lookup

EVERY = 3600
"""Seconds between two sweeps of rooms that are past their day."""


def beside() -> dict[str, Any]:
    """Routes, middleware and lifespan for `st.App`; without a store the server says why and does not start."""
    redact_logs()
    try:
        shared, names = host(), hosts()
    except (KanoError, ValueError) as problem:
        raise SystemExit(f"kano: {problem}") from None
    sessions = prepare_process()
    silence_ip_lookup(net_util)
    gate = Middleware(Gate, hosts=names, sessions=sessions)
    return {"routes": routes(shared), "middleware": [gate], "lifespan": _lifespan}


@asynccontextmanager
async def _lifespan(_: Any) -> AsyncIterator[dict[str, Any]]:
    shared = host()
    sweeper = asyncio.create_task(_sweep(shared))
    yield {}
    sweeper.cancel()
    with suppress(asyncio.CancelledError):
        await sweeper
    shared.database.close()


async def _sweep(shared: Host) -> None:
    due: frozenset[str] = frozenset()
    while True:
        try:
            due = await run_in_threadpool(shared.service.sweep, due)
        except Exception:  # whatever it was, the next sweep tries again
            logging.getLogger("kano").exception("the sweep failed")
        await asyncio.sleep(EVERY)
