"""What a product team does, in a real browser."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from kano.i18n import catalogue
from kano.ui.parts import HIDDEN, PAGES
from tests.browser.walking import export, go, settled, sound

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SURVEY = """\
Hot towels_functional,Hot towels_dysfunctional,Apron_functional,Apron_dysfunctional
I like it,I am neutral,I expect it,I dislike it
I like it,I am neutral,I am neutral,I dislike it
I like it,,I expect it,I dislike it
I like it,I dislike it,I expect it,I dislike it
"""
SCREENS = [
    ("en", False, False),
    ("en", True, True),
    ("zh-Hans", False, True),
    ("zh-Hans", True, False),
    ("zh-Hant", False, False),
    ("zh-Hant", True, True),
]


expect.set_options(timeout=20_000)


def test_from_an_upload_to_a_workbook_in_which_a_skipped_pair_is_still_missing(visit):
    page, t = visit(), catalogue("en")
    go(page, t, "answers")
    upload = {"name": "survey.csv", "mimeType": "text/csv", "buffer": SURVEY.encode()}
    page.locator("input[type=file]").first.set_input_files(upload)
    page.get_by_role("button", name=t("ui.answers.confirm")).first.click()
    expect(page.get_by_role("heading", name=t("chart.overview"))).to_be_visible()
    book = openpyxl.load_workbook(io.BytesIO(export(page, t, "xlsx").read_bytes()), data_only=True)
    rows = [[cell.value for cell in row] for row in book[t("report.results")].iter_rows()]
    counted = {row[1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert (counted["Hot towels"][t("column.n")], counted["Hot towels"][t("column.left_out")]) == (3, 1)
    assert (counted["Apron"][t("column.n")], counted["Apron"][t("column.left_out")]) == (4, 0)
    answers = [[cell.value for cell in row] for row in book[t("report.answers")].iter_rows()]
    assert answers[3][1:5] == ["L", None, "E", "D"]


@pytest.mark.parametrize(("lang", "phone", "dark"), SCREENS)
def test_the_sample_fits_every_screen_and_reaches_nothing_outside(visit, lang, phone, dark):
    page, t = visit(lang, phone, dark), catalogue(lang)
    page.get_by_role("button", name=t("ui.home.sample-open")).click()
    for view in ("overview", "curves", "map", "plane", "answers", "table"):
        page.get_by_test_id("stMain").get_by_text(t(f"ui.results.{view}"), exact=True).first.click()
        settled(page)
        wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
        assert wide <= 0, f"{view} is {wide} px too wide"
        if view != "table":
            expect(page.locator(".vega-embed").first).to_be_visible()
        expect(page.get_by_text("Traceback")).to_have_count(0)
    assert page.foreign == []


@pytest.mark.parametrize(("lang", "dark"), [("en", False), ("zh-Hans", True)])
def test_every_page_can_be_read_and_used_by_everybody(visit, lang, dark):
    page, t = visit(lang, dark=dark), catalogue(lang)
    sound(page)
    page.get_by_role("button", name=t("ui.home.sample-open")).click()
    expect(page.locator(".vega-embed").first).to_be_visible()
    for name in PAGES:
        if name not in HIDDEN:
            go(page, t, name)
            sound(page)


def test_numeric_answers_are_asked_about_and_nothing_is_preselected(visit):
    page, t = visit("zh-Hans"), catalogue("zh-Hans")
    go(page, t, "answers")
    numbers = {"name": "n.csv", "mimeType": "text/csv", "buffer": b"A_functional,A_dysfunctional\n1,5\n1,4\n2,5\n"}
    page.locator("input[type=file]").first.set_input_files(numbers)
    expect(page.get_by_text(t("ui.decide.code-direction"))).to_be_visible()
    confirm = page.get_by_role("button", name=t("ui.answers.confirm")).first
    expect(confirm).to_be_disabled()
    page.get_by_role("button", name=t("ui.decide.like-first", first=1, last=5), exact=True).click()
    expect(confirm).to_be_enabled()


def test_what_was_typed_survives_a_visit_to_another_page(visit):
    page, t = visit(), catalogue("en")
    go(page, t, "design")
    page.get_by_role("textbox", name=t("ui.design.list")).fill("Hot towels\nApron for each guest")
    page.get_by_role("textbox", name=t("ui.design.list")).press("Control+Enter")
    page.get_by_role("button", name=t("ui.design.build")).click()
    question = page.get_by_text("If the service does not include “Hot towels”, how do you feel?")
    expect(question).to_be_visible()
    go(page, t, "home")
    go(page, t, "design")
    expect(question).to_be_visible()
