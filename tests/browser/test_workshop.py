"""A workshop from the facilitator's first click to the exported result: two phones and the big screen at once."""

import csv
import io
import random
import time

import pytest
from playwright.sync_api import TimeoutError

from kano.i18n import catalogue
from kano.questionnaire import load
from kano.workshop import tokens
from kano.workshop.host import make_host
from kano.workshop.room import Submission
from tests.browser.conftest import settled
from tests.browser.walking import sound
from tests.serving import chromium

pytestmark = [pytest.mark.browser, pytest.mark.skipif(chromium() is None, reason="no Chromium")]
PAIRS = 3
SOON = 20_000


@pytest.fixture
def host(store, served):
    """The same store as the served app's, as another process of it."""
    del served
    made = make_host(store, time.time)
    yield made
    made.database.close()


@pytest.fixture
def window(browser, served):
    """A browser of somebody else: cookies of its own, foreign requests and errors collected on the page."""
    contexts = []

    def opened(width, height, dark=False, lang="en"):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", locale=lang
        )
        contexts.append(context)
        page = context.new_page()
        page.foreign, page.dialogs = [], []
        page.on(
            "request",
            lambda r: None if r.url.startswith((served, "data:", "blob:", "ws")) else page.foreign.append(r.url),
        )
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        return page

    yield opened
    for context in contexts:
        context.close()


def choose(page, label, option):
    """Open a select box and take an option; once more when a rerun of the page closed it."""
    settled(page)
    for left in (2, 1, 0):
        page.get_by_label(label).click()
        try:
            page.get_by_role("option", name=option).click(timeout=5_000)
        except TimeoutError:
            if not left:
                raise
            page.keyboard.press("Escape")
        else:
            settled(page)
            break


def join(phone, served, code, t):
    """Type the code, agree, begin."""
    phone.goto(f"{served}/j")
    phone.locator("input[name=code]").fill(code.lower())
    phone.locator("button.main").click()
    phone.locator("input[name=consent]").check()
    phone.get_by_role("button", name=t("phone.begin")).click()


def fill(phone, functional, dysfunctional):
    """One pair: what is chosen on both questions, then on."""
    before = phone.locator("#count").inner_text()
    phone.wait_for_timeout(600)  # sooner it counts as the second tap of two
    phone.locator(f"#functional label:nth-of-type({functional})").click()
    phone.locator(f"#dysfunctional label:nth-of-type({dysfunctional})").click()
    phone.locator("#next").click()
    moved = "before => document.querySelector('#count').innerText !== before || !document.querySelector('#end').hidden"
    phone.wait_for_function(moved, arg=before)


def simulated(host, room, people):
    """More people, without a browser."""
    drawn = random.Random(1)
    for _ in range(people):
        secret = tokens.participant_secret()
        host.participation.join(host.participation.door(room.code, room.key, "192.0.2.1"), secret, "en")
        for screen in host.participation.phone(room.code, secret).screens:
            said = Submission(screen.key, "t:1", 1, drawn.randint(1, 3), 5)
            host.participation.answer(room.code, secret, said).result()


@pytest.mark.parametrize(("lang", "locale"), [("en", "en"), ("zh-Hans", "zh-CN")])
def test_a_workshop_from_the_first_click_to_the_exported_result(lang, locale, visit, window, served, host):
    t = catalogue(lang)
    desk = visit(lang)
    desk.get_by_role("link", name=t("ui.workshop.nav")).click()
    settled(desk)
    choose(desk, t("ui.workshop.questionnaire"), load("hotpot").title[lang])
    desk.get_by_label(t("ui.workshop.pairs", n=20)).fill(str(PAIRS))
    choose(desk, t("ui.workshop.segments", n=2), t("place.none"))
    desk.get_by_role("button", name=t("ui.workshop.open")).click()
    links = desk.locator("code").filter(has_text="/f#")
    links.first.wait_for(timeout=SOON)
    control, view = (link.inner_text().strip() for link in links.all())

    lead = window(1280, 900, lang=locale)
    lead.goto(control)
    lead.get_by_role("button", name=t("ui.workshop.start")).wait_for(timeout=SOON)
    assert "#" not in lead.url
    room = host.service.room(host.service.operator(lead.locator("h1 code").inner_text()))

    wall = window(1600, 900, dark=True, lang=locale)
    wall.goto(view)
    wall.get_by_text(room.code).wait_for(timeout=SOON)
    assert "#" not in wall.url

    one, two = window(390, 844, lang=locale), window(320, 640, dark=True, lang=locale)
    for phone in (one, two):
        join(phone, served, room.code, t)
        phone.get_by_role("heading", name=t("phone.ready")).wait_for()
    lead.get_by_role("button", name=t("ui.workshop.start")).click()
    for page in (desk, lead, wall):
        sound(page)
    for phone in (one, two):
        phone.locator("#functional").wait_for(timeout=SOON)
        assert phone.locator("input:checked").count() == 0

    fill(one, 1, 5)
    question = one.locator("#question").inner_text()
    one.reload()
    assert one.locator("#question").inner_text() == question
    two.context.set_offline(True)
    fill(two, 1, 3)
    fill(two, 3, 3)
    two.context.set_offline(False)
    fill(two, 3, 5)
    fill(one, 3, 5)
    fill(one, 1, 3)
    for phone in (one, two):
        phone.get_by_role("heading", name=t("phone.done")).wait_for(timeout=SOON)

    simulated(host, room, 38)
    assert not wall.locator("[data-testid=stVegaLiteChart]").count()
    lead.get_by_text(t("ui.workshop.revealed")).click()
    wall.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for(timeout=SOON)
    wall.get_by_text("40", exact=True).first.wait_for(timeout=SOON)
    for page in (lead, wall):
        sound(page)

    lead.get_by_role("button", name=t("ui.workshop.close"), exact=True).click()
    lead.get_by_role("button", name=t("ui.workshop.results"), exact=True).wait_for(timeout=SOON)
    address = lead.get_by_role("link", name=t("ui.workshop.file-answers")).get_attribute("href")
    answer = lead.context.request.get(address)
    rows = list(csv.reader(io.StringIO(answer.body().decode("utf-8-sig"))))
    assert len(rows) == 41
    assert sum(bool(cell) for row in rows[1:] for cell in row) == 40 * PAIRS * 2
    assert one.context.request.get(address).status == 404
    lead.get_by_role("button", name=t("ui.workshop.results"), exact=True).click()
    lead.get_by_role("heading", name=t("ui.results.title")).wait_for(timeout=SOON)
    settled(lead)
    lead.locator("[data-testid=stVegaLiteChart]").first.wait_for(timeout=SOON)
    one.reload()
    one.get_by_role("heading", name=t("phone.closed")).wait_for()
    for page in (desk, lead, wall, one, two):
        assert page.foreign == []
