"""The big screen of a room in a browser, until it is stopped: a companion of `benchmarks.workshop`."""

from __future__ import annotations

import sys
import time

from playwright.sync_api import sync_playwright

from tests.serving import QUIET, chromium


def main(address: str, room: str, code: str, view: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        context.add_cookies([{"name": f"kano_p_{room}", "value": view, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/presenter?room={room}&lang=en")
        page.get_by_text(code).first.wait_for(timeout=60_000)
        print("shown", flush=True)
        while True:
            time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
