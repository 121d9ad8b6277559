"""From the fifth answer to a feature until the big screen shows it: `python -m benchmarks.lag`."""

from __future__ import annotations

import tempfile
import time

from playwright.sync_api import Page, sync_playwright

from benchmarks.workshop import opened
from kano.i18n import catalogue
from kano.workshop import tokens
from kano.workshop.address import cookie
from kano.workshop.host import Host, make_host
from kano.workshop.rights import Role
from kano.workshop.room import LEAST, Opened, Submission
from tests.serving import QUIET, chromium, serve


def people(host: Host, room: Opened) -> list[str]:
    secrets = [tokens.participant_secret() for _ in range(LEAST)]
    for secret in secrets:
        host.participation.join(host.participation.door(room.room.code, room.room.key, "192.0.2.1"), secret, "en")
    return secrets


def measured(host: Host, room: Opened, page: Page) -> list[float]:
    """Seconds for each feature, one after the other."""
    came, features, t = people(host, room), len(room.room.questionnaire.features), catalogue("en")
    found = []
    for number in range(1, features + 1):
        for secret in came:
            host.participation.answer(room.room.code, secret, Submission(f"f{number}", "t:1", 1, 1, 5)).result()
        begun = time.perf_counter()
        page.get_by_text(t("ui.workshop.unsettled", n=features - number)).wait_for(timeout=20_000)
        found.append(time.perf_counter() - begun)
        time.sleep(0.7 * number % 1)
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/workshop.db"
        host = make_host(url, time.time)
        room, _ = opened(host, LEAST)
        with serve(url) as (address, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
            context = browser.new_context(viewport={"width": 1920, "height": 1080})
            context.add_cookies([{"name": cookie(Role.PRESENTER, room.room.id), "value": room.view, "url": address}])
            page = context.new_page()
            page.goto(f"{address}/presenter?room={room.room.id}&lang=en")
            page.get_by_text(room.room.code).first.wait_for(timeout=60_000)
            times = sorted(measured(host, room, page))
            print(f"fifth answer to big screen, s: median {times[len(times) // 2]:.2f}, worst {times[-1]:.2f}")
            browser.close()
        host.database.close()


if __name__ == "__main__":
    main()
