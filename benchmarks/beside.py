"""What a phone feels while reports are made on the same server: `python -m benchmarks.beside [format ...]`.

A browser opens the sample and makes one file after the other on the Export page; meanwhile a phone's page is asked for
twenty times a second.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

from kano.i18n import catalogue
from tests.browser.walking import go, settled
from tests.serving import QUIET, chromium, serve

FORMATS = ("pptx", "html", "docx", "zip")
EVERY, IDLE = 0.05, 4.0
t = catalogue("en")


class Probe(threading.Thread):
    """Asks for a page again and again; seconds of each answer, by the moment it was asked for."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self._address, self._ended = address, threading.Event()
        self._times: list[tuple[float, float]] = []

    def run(self) -> None:
        while not self._ended.wait(EVERY):
            start = time.perf_counter()
            urllib.request.urlopen(f"{self._address}/j").read()
            self._times.append((start, time.perf_counter() - start))

    @contextmanager
    def during(self, what: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        took = [seconds for asked, seconds in self._times if asked >= start]
        p50, p95, p99, most = (1000 * np.quantile(took, q) for q in (0.5, 0.95, 0.99, 1))
        whole = time.perf_counter() - start
        print(f"| {what} | {whole:.1f} | {p50:.0f} | {p95:.0f} | {p99:.0f} | {most:.0f} |", flush=True)

    def end(self) -> None:
        self._ended.set()
        self.join()


def make(page: Page, suffix: str) -> None:
    """One file, from the click on its making until it can be fetched."""
    page.get_by_role("button", name=t("ui.export.make")).click()
    made = page.get_by_test_id("stDownloadButton").filter(has_text=f"{t(f'ui.export.{suffix}')} · ")
    made.first.wait_for(timeout=120_000)


def choose(page: Page, suffix: str) -> None:
    page.get_by_test_id("stCheckbox").filter(has_text=t(f"ui.export.{suffix}")).locator("visible=true").first.click()
    settled(page)


def main() -> None:
    print("| made meanwhile | s | p50 ms | p95 ms | p99 ms | most ms |\n|---|---|---|---|---|---|", flush=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(f"sqlite:///{Path(folder) / 'w.db'}") as (address, _),
        sync_playwright() as playwright,
    ):
        page = playwright.chromium.launch(executable_path=chromium(), args=QUIET).new_page()
        page.goto(f"{address}/?lang=en")
        page.get_by_role("button", name=t("ui.home.sample-open")).click()
        settled(page)
        go(page, t, "export")
        probe = Probe(address)
        probe.start()
        with probe.during("nothing"):
            time.sleep(IDLE)
        for suffix in sys.argv[1:] or FORMATS:
            choose(page, suffix)
            with probe.during(suffix):
                make(page, suffix)
            choose(page, suffix)
        probe.end()


if __name__ == "__main__":
    main()
