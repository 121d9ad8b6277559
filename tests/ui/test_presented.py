"""Files on the Drivers and Service quality pages: chosen, made, fetched, and gone when the numbers are others."""

import pytest

from kano.i18n import LANGUAGES, catalogue
from kano.reports.rated import drivers_told, gaps_told
from kano.ui.state import State
from tests.ui.test_pages import app, assert_fine, button

PAGES = ("drivers", "gaps")


def sample(page, lang):
    at = app(lang, page)
    button(at, f"ui.{page}.sample", lang).click().run()
    assert_fine(at)
    return at


def pills(at):
    return next(group for group in at.get("button_group") if group.key == "presented_formats")


def kept(at) -> State:
    return at.session_state["kano"]


def made(at):
    return kept(at)._held["presented"][1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_files_are_made_in_the_language_of_the_page(page, lang):
    at = sample(page, lang)
    assert button(at, "ui.export.make", lang).disabled
    pills(at).set_value(["csv", "html"]).run()
    button(at, "ui.export.make", lang).click().run()
    assert_fine(at)
    assert set(made(at)) == {"csv", "html"}
    assert f'lang="{lang}"'.encode() in made(at)["html"]
    assert catalogue(lang)("report.conventions").encode() in made(at)["html"]
    assert len(at.get("download_button")) >= 3


def test_other_numbers_make_the_files_gone():
    at = sample("gaps", "en")
    pills(at).set_value(["csv"]).run()
    button(at, "ui.export.make", "en").click().run()
    assert made(at)
    kept(at).service.letters["Equipment renewed within five years"] = "M"
    at.run()
    assert_fine(at)
    assert made(at) == {}


def test_the_stories_offer_what_the_pages_offer():
    from kano.ui.presenting import OFFERED
    from tests.reports.test_rated import hotpot, servqual

    assert set(drivers_told(hotpot()).formats) == set(gaps_told(servqual()).formats) == set(OFFERED)
