"""From the click to the first chart in a browser: `python -m benchmarks.first_result`.

The sample that ships, and files of 1,000 and 100,000 people x 20 features, answers by their letters, that are uploaded
and confirmed. The server is started once; the first sample is with everything that has to be loaded.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.counting import survey
from kano.i18n import Translate, catalogue
from tests.browser.walking import go
from tests.serving import QUIET, chromium, serve

RUNS = 5
PATIENCE = 120_000
"""Milliseconds."""


def sample(page: Page, t: Translate) -> float:
    """Seconds from the click on the sample to its first chart."""
    button = page.get_by_role("button", name=t("ui.home.sample-open"))
    button.wait_for()
    return _until_chart(page, button.click)


def upload(file: Path) -> Callable[[Page, Translate], float]:
    """Seconds from the choice of a file to its first chart, the confirmation as soon as it is offered."""

    def seconds(page: Page, t: Translate) -> float:
        go(page, t, "answers")

        def confirmed() -> None:
            page.locator("input[type=file]").first.set_input_files(file)
            page.get_by_role("button", name=t("ui.answers.confirm")).first.click(timeout=PATIENCE)

        return _until_chart(page, confirmed)

    return seconds


def _until_chart(page: Page, act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    page.locator(".vega-embed").first.wait_for(timeout=PATIENCE)
    return time.perf_counter() - begun


def measured(browser: Browser, address: str, act: Callable[[Page, Translate], float]) -> list[float]:
    """Each time as somebody new."""
    times = []
    for _ in range(RUNS):
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(address)
        times.append(act(page, catalogue("en")))
        context.close()
    return times


def main() -> None:
    print("| what | first s | median s | spread s |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        acts: dict[str, Callable[[Page, Translate], float]] = {"the sample": sample}
        for people in (1_000, 100_000):
            file = Path(folder) / f"{people}.csv"
            survey(file, people, ["", *"LENWD"])
            acts[f"a file of {people:,} people, {file.stat().st_size / 1e6:.1f} MB"] = upload(file)
        with serve(f"sqlite:///{folder}/rooms.db") as (address, _):
            browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
            for name, act in acts.items():
                times = measured(browser, address, act)
                spread = max(times) - min(times)
                print(f"| {name} | {times[0]:.1f} | {statistics.median(times):.1f} | {spread:.1f} |", flush=True)


if __name__ == "__main__":
    main()
