"""From the sample through every page of the analysis, in a real browser."""

import pytest
from playwright.sync_api import expect

from kano.i18n import catalogue
from tests.browser.walking import go, settled

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("lang", "dark"), [("en", False), ("zh-Hans", True)])
def test_every_page_of_the_analysis_answers_about_the_sample(visit, lang, dark):
    page, t = visit(lang, dark=dark), catalogue(lang)
    page.get_by_role("button", name=t("ui.home.sample-open")).first.click()
    expect(page.get_by_role("heading", name=t("ui.results.title"), exact=True)).to_be_visible(timeout=20_000)
    for name in ("certainty", "segments", "screening"):
        go(page, t, name)
        expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible(timeout=20_000)
        expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    page.get_by_role("button", name=t("ui.screening.switch", n=10)).click()
    settled(page)
    go(page, t, "results")
    banner = t("ui.screening.banner", n=10, all=240, table=t("table.standard"))
    expect(page.get_by_test_id("stMain").get_by_text(banner)).to_be_visible()
    go(page, t, "screening")
    page.get_by_role("button", name=t("ui.screening.back")).click()
    settled(page)
    go(page, t, "results")
    expect(page.get_by_test_id("stMain").get_by_text(banner)).to_have_count(0)
    assert page.foreign == []


@pytest.mark.parametrize(("lang", "name"), [("en", "drivers"), ("zh-Hant", "gaps")])
def test_the_ratings_that_ship_are_one_click_away(visit, lang, name):
    page, t = visit(lang), catalogue(lang)
    go(page, t, name)
    page.get_by_role("button", name=t("ui.home.sample-open")).first.click()
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    assert page.foreign == []


def test_a_reload_keeps_the_language(visit):
    page, t = visit("zh-Hant"), catalogue("zh-Hant")
    go(page, t, "drivers")
    page.reload()
    expect(page.get_by_role("heading", name=t("ui.drivers.title"), exact=True)).to_be_visible(timeout=20_000)
