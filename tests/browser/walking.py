"""How a user gets from page to page."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
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


def sound(page):
    """Nobody is shut out: axe finds nothing serious. Lesser remarks are on the markup of Streamlit's own parts."""
    found = Axe().run(page).response["violations"]
    grave = [v for v in found if v["impact"] in ("serious", "critical")]
    assert not grave, (page.url, [(v["id"], [node["target"] for node in v["nodes"]]) for v in grave])


def export(page, t, suffix):
    """The file of a format from the Export page, chosen, made and fetched."""
    go(page, t, "export")
    page.get_by_test_id("stCheckbox").filter(has_text=t(f"ui.export.{suffix}")).first.click()
    settled(page)
    page.get_by_role("button", name=t("ui.export.make")).click()
    button = page.get_by_test_id("stDownloadButton").filter(has_text=f"{t(f'ui.export.{suffix}')} · ")
    with page.expect_download() as download:
        button.get_by_role("button").click(timeout=60_000)
    return Path(download.value.path())
