"""The app served for real, and a Chromium that uses it. Nothing outside this machine is reached."""

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.serving import QUIET, chromium, serve


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """The workshop store of the served app."""
    return f"sqlite:///{tmp_path_factory.mktemp('store') / 'workshop.db'}"


@pytest.fixture(scope="session")
def served(store):
    with serve(store) as (address, _):
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, served):
    """Open the app: `visit(lang="zh-Hans", phone=True, dark=True)`; foreign requests are collected on the page."""
    contexts = []

    def opened(lang="en", phone=False, dark=False) -> Page:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        context = browser.new_context(viewport=size, color_scheme="dark" if dark else "light", accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.foreign = []  # type: ignore[attr-defined]
        page.on(
            "request",
            lambda r: None if r.url.startswith((served, "data:", "blob:", "ws")) else page.foreign.append(r.url),
        )
        page.goto(f"{served}/?lang={lang}")
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def settled(page):
    """Wait until the page has run to its end."""
    page.get_by_test_id("stApp").wait_for()
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
    )
