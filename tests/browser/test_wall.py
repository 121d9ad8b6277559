"""The big screen in windows of several sizes: everything is in view, as large as fits, and no error when it ends."""

import random
import time

import pytest

from kano.i18n import catalogue
from kano.questionnaire import load
from kano.workshop import tokens
from kano.workshop.address import cookie
from kano.workshop.host import make_host
from kano.workshop.rights import Role
from kano.workshop.room import Options, Place, Submission
from tests.serving import chromium

pytestmark = [pytest.mark.browser, pytest.mark.skipif(chromium() is None, reason="no Chromium")]
SOON = 20_000
VIEWS = ("overview", "map", "curves")


@pytest.fixture(scope="module")
def host(store, served):
    """The same store as the served app's, as another process of it."""
    del served
    made = make_host(store, time.time)
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def room(host):
    """Twelve people answered twenty pairs; the results are revealed."""
    opened = host.service.open_room(load("hotpot"), Options(segments=Place.NONE))
    leader = host.service.enter(opened.room.id, opened.control, Role.FACILITATOR)
    host.service.move(leader, "start")
    drawn = random.Random(1)
    for _ in range(12):
        secret = tokens.participant_secret()
        host.participation.join(host.participation.door(opened.room.code, opened.room.key, "192.0.2.1"), secret, "en")
        for screen in host.participation.phone(opened.room.code, secret).screens:
            said = Submission(screen.key, "t:1", 1, drawn.randint(1, 3), drawn.randint(3, 5))
            host.participation.answer(opened.room.code, secret, said).result()
    host.service.set(leader, revealed=True)
    return opened


@pytest.fixture
def wall(browser, served):
    contexts = []

    def opened(room, width, height, lang="en"):
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        context.add_cookies([{"name": cookie(Role.PRESENTER, room.room.id), "value": room.view, "url": served}])
        page = context.new_page()
        page.goto(f"{served}/presenter?room={room.room.id}&lang={lang}")
        page.get_by_text(room.room.code).first.wait_for(timeout=SOON)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_every_picture_and_what_is_said_of_it_fit_the_window(size, lang, wall, room):
    page = wall(room, *size, lang)
    for view in VIEWS:
        page.get_by_text(catalogue(lang)(f"ui.results.{view}"), exact=True).click()
        picture = page.locator("[data-testid=stVegaLiteChart] svg.marks")
        page.wait_for_timeout(2_000)
        picture.wait_for(timeout=SOON)
        drawn, lines = picture.bounding_box(), page.locator(".st-key-lines").bounding_box()
        assert drawn["height"] > 0.55 * size[1], view
        assert drawn["y"] + drawn["height"] <= lines["y"] + 1, view
        assert lines["y"] + lines["height"] <= size[1], view
        assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollHeight <= e.clientHeight"), view


def test_letters_grow_with_the_window(wall, room):
    page = wall(room, 1280, 800)
    row = page.locator("[data-testid=stVegaLiteChart] text").filter(has_text="Valet parking")
    row.wait_for(timeout=SOON)
    sizes = []
    for width, height in ((1280, 800), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(1_000)
        sizes.append(row.evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))
    assert sizes[0] >= 14
    assert sizes[1] >= 20


def test_a_screen_whose_link_is_replaced_says_so_in_words(wall, room, host):
    page = wall(room, 1280, 800)
    leader = host.service.enter(room.room.id, room.control, Role.FACILITATOR)
    host.service.rotate(leader)
    page.get_by_text(catalogue("en")("ui.stage.no-key")).wait_for(timeout=SOON)
    page.wait_for_timeout(2_500)
    assert not page.locator("[data-testid=stException], [role=dialog]").count()
    assert page.get_by_text("encountered an error").count() == 0
    assert page.get_by_text(catalogue("en")("ui.stage.no-key")).count() == 1
