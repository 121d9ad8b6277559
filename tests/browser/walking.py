"""How a user gets from page to page."""

from playwright.sync_api import expect

from kano.ui.parts import SECTIONS


def settled(page):
    """The page has run to its end, also one that is only about to begin."""
    page.wait_for_timeout(300)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def go(page, t, name):
    """Another page, once it is there: the one before had widgets of the same kind."""
    title = t(f"ui.{name}.nav")
    section = next((key for key, names in SECTIONS.items() if key and name in names), None)
    if section:
        page.get_by_test_id("stTopNavSection").get_by_text(t(f"ui.nav.{section}"), exact=True).click()
        page.get_by_role("menuitem", name=title).click()
    else:
        page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", name=t(f"ui.{name}.title"), exact=True)).to_be_visible()
    settled(page)
