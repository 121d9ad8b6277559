"""The app served for real, and a Chromium that uses it: for browser tests and benchmarks."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


def chromium():
    """The system's browser, or the one that Playwright brought."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(database, port=None, log=subprocess.DEVNULL, **environment):
    """`app.py` on a store, in a process of its own; yields (address, process)."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1"]
    address = f"http://127.0.0.1:{port}"
    settings = {**os.environ, "KANO_DATABASE": database, "KANO_URL": address, **environment}
    with subprocess.Popen(
        [*command, "--server.port", str(port)], cwd=ROOT, env=settings, stdout=log, stderr=log
    ) as server:
        try:
            wait_for(f"{address}/_stcore/health")
            yield address, server
        finally:
            server.terminate()


def wait_for(url, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
