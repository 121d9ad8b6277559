"""The phones' pages in a browser: the network goes and comes back, people reload, go back, use keys, use no scripts."""

import re
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.workshop.gate import Gate
from kano.workshop.host import make_host
from kano.workshop.hosts import hosts
from kano.workshop.phones import routes
from kano.workshop.rights import Role
from kano.workshop.room import Options, Place
from tests.serving import free_port
from tests.workshop.rooms import again, small

pytestmark = pytest.mark.browser
t = catalogue("en")
PAIRS = 20
WHILE = 15_000
"""Milliseconds in which a waiting phone has asked for the state of its room."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The phones' routes behind the gate, on a store of their own: (host, address)."""
    host = make_host(f"sqlite:///{tmp_path_factory.mktemp('store') / 'workshop.db'}", time.time)
    there = [Route(f"/{name}", lambda _: PlainTextResponse("there")) for name in ("workshop", "presenter")]
    app = Starlette(routes=[*routes(host), *there], middleware=[Middleware(Gate, hosts=hosts({}), sessions=9)])
    port = free_port()
    served = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=served.run)
    thread.start()
    while not served.started:
        time.sleep(0.01)
    yield host, f"http://127.0.0.1:{port}"
    served.should_exit = True
    thread.join()
    host.database.close()


class Workshop:
    def __init__(self, host, address, *moves, questionnaire=None, **options):
        options = {"segments": Place.NONE, **options}
        self.host, self.address = host, address
        self.opened = host.service.open_room(questionnaire or load("hotpot"), Options(**options))
        self.actor = host.service.enter(self.opened.room.id, self.opened.control, Role.FACILITATOR)
        self.link = f"{address}/j/{self.opened.room.code}"
        self.do(*moves)

    def do(self, *moves):
        for move in moves:
            self.host.service.move(self.actor, move)

    def come(self, page):
        page.goto(f"{self.link}?k={self.opened.room.key}")
        page.get_by_role("checkbox").check()
        page.locator("button.main").click()
        page.wait_for_load_state()
        return page

    def saved(self, page):
        """What the store holds of this page's participant, by screen."""
        secret = next(c["value"] for c in page.context.cookies(self.link) if c["name"] == "kano_j")
        phone = self.host.participation.phone(self.opened.room.code, secret)
        return {screen.key: dict(screen.saved) for screen in phone.screens if screen.saved}


@pytest.fixture
def workshop(server):
    return lambda *moves, **options: Workshop(*server, *moves, **options)


@pytest.fixture
def phone(browser):
    """A page of a phone: `phone(dark=True, lang="zh-CN", size=(320, 640), scripts=False)`; its errors are collected."""
    contexts = []

    def opened(size=(390, 844), dark=False, lang="en", scripts=True):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            locale=lang,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.wrong = []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda message: page.wrong.append(message.text) if "Policy" in message.text else None)
        return page

    yield opened
    for context in contexts:
        wrong = [page.wrong for page in context.pages]
        context.close()
        assert wrong == [[]]


def choose(page, functional=1, dysfunctional=5):
    """By keyboard: taps count only when a page has settled."""
    pick(page, "functional", functional)
    pick(page, "dysfunctional", dysfunctional)


def pick(page, question, value):
    page.locator(f"#{question} input[value='{value}']").press("Space")


def settle(page):
    """Sooner it counts as the second tap of two."""
    page.wait_for_timeout(600)


def answer(page, *sides):
    choose(page, *sides)
    page.locator("#next").press("Enter")


def says(page, key, **values):
    expect(page.locator("#line")).to_have_text(t(f"phone.{key}", **values))


def at(page, number, of=PAIRS):
    expect(page.locator("#screen:not([hidden]) #count")).to_have_text(f"{number} of {of}", timeout=WHILE)


def titled(page, key):
    expect(page.get_by_role("heading", level=1)).to_have_text(t(f"phone.{key}"), timeout=WHILE)


WAITING = "JSON.parse(Object.entries(localStorage).find(([key]) => !key.endsWith('.last'))?.[1] ?? '[]').length"


def waiting(page):
    """The answers that the phone keeps because they are not acknowledged."""
    return page.evaluate(WAITING)


@contextmanager
def no_answers_through(page):
    """The page itself can be loaded, but no answer comes through."""
    page.route("**/a", lambda route: route.abort())
    yield
    page.unroute("**/a")


def test_twenty_pairs_are_answered_and_all_are_saved(workshop, phone):
    room = workshop("start")
    page = room.come(phone())
    loads = []
    page.on("framenavigated", lambda frame: loads.append(frame.url) if "at=" not in frame.url else None)
    for number in range(1, PAIRS + 1):
        at(page, number)
        expect(page.locator("input:checked")).to_have_count(0)
        answer(page, 1 + number % 5, 1 + number % 3)
    titled(page, "done")
    says(page, "saved")
    assert len(room.saved(page)) == PAIRS
    assert loads == []  # the script turned the pages


def test_without_network_answers_wait_and_then_arrive(workshop, phone):
    room = workshop("start")
    page = room.come(phone())
    answer(page)
    says(page, "saved")
    page.context.set_offline(True)
    for number in (2, 3, 4):
        at(page, number)
        answer(page, 2, 4)
    says(page, "unsent", n=3)
    assert len(room.saved(page)) == 1
    page.context.set_offline(False)
    says(page, "saved")
    assert list(room.saved(page).values())[1:] == [{"functional": 2, "dysfunctional": 4}] * 3
    assert waiting(page) == 0


def test_the_last_page_says_all_saved_only_when_it_is_so(workshop, phone):
    room = workshop("start", pairs=2)
    page = room.come(phone())
    page.context.set_offline(True)
    answer(page)
    answer(page)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(t("phone.almost"))
    expect(page.locator("#end")).to_contain_text(t("phone.almost-about"))
    assert room.saved(page) == {}
    page.context.set_offline(False)
    expect(heading).to_have_text(t("phone.done"))
    assert len(room.saved(page)) == 2


def test_a_reload_shows_what_waits_and_sends_it(workshop, phone):
    room = workshop("start", importance=True)
    page = room.come(phone())
    answer(page, 1, 1)
    says(page, "saved")
    with no_answers_through(page):
        page.go_back()
        choose(page, 3, 4)
        pick(page, "importance", 7)
        page.locator("#reason summary").press("Enter")
        page.locator("textarea").fill("<b>so</b>")
        page.locator("#next").press("Enter")
        answer(page, 5, 5)
        answer(page, 5, 4)
        says(page, "unsent", n=3)
        page.reload()
        at(page, 4)
        page.goto(f"{room.link}?at=1")
        expect(page.locator("#functional input[value='3']")).to_be_checked()
        expect(page.locator("#importance input[value='7']")).to_be_checked()
        expect(page.locator("textarea")).to_have_value("<b>so</b>")
    says(page, "saved")
    values = list(room.saved(page).values())
    assert values[0] == {"functional": 3, "dysfunctional": 4, "importance": 7, "why": "<b>so</b>"}
    assert values[1:] == [{"functional": 5, "dysfunctional": 5}, {"functional": 5, "dysfunctional": 4}]


def test_of_what_waits_the_latest_wins(workshop, phone):
    room = workshop("start")
    page = room.come(phone())
    with no_answers_through(page):
        for functional in (1, 2, 3):
            answer(page, functional, 1)
            at(page, 2)
            page.locator("#back").click()
            at(page, 1)
        says(page, "unsent", n=1)
    page.evaluate("dispatchEvent(new Event('online'))")
    says(page, "saved")
    assert list(room.saved(page).values()) == [{"functional": 3, "dysfunctional": 1}]


@pytest.mark.parametrize("how", ["reload", "tab"])
def test_what_comes_too_late_is_late_after_a_reload_and_from_another_tab_too(workshop, phone, how):
    room = workshop("start")
    page = room.come(phone())
    with no_answers_through(page), page.expect_request("**/a") as straggler:
        answer(page, 1, 1)
        at(page, 2)
    there = page.context.new_page() if how == "tab" else page
    there.wrong = page.wrong
    there.goto(f"{room.link}?at=1")
    says(there, "saved")
    answer(there, 4, 4)
    at(there, 2)
    says(there, "saved")
    kept = list(room.saved(page).values())
    headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
    late = page.context.request.post(f"{room.link}/a", data=straggler.value.post_data, headers=headers)
    assert late.json()["revision"] == 2
    assert kept == list(room.saved(page).values()) == [{"functional": 4, "dysfunctional": 4}]
    if how == "tab":
        there.close()


def test_what_waits_is_not_sent_for_somebody_else(workshop, phone):
    room = workshop("start")
    page = room.come(phone())
    with no_answers_through(page):
        answer(page)
        says(page, "unsent", n=1)
        page.context.clear_cookies()
        room.come(page)
        assert waiting(page) == 0
    page.reload()
    at(page, 1)
    answer(page, 4, 4)
    says(page, "saved")
    assert list(room.saved(page).values()) == [{"functional": 4, "dysfunctional": 4}]


def test_back_goes_back(workshop, phone):
    page = workshop("start").come(phone())
    answer(page, 2, 3)
    at(page, 2)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.go_back()
    at(page, 1)
    expect(page.locator("#functional input[value='2']")).to_be_checked()
    page.go_forward()
    at(page, 2)
    page.locator("#back").click()
    at(page, 1)


def test_an_open_question_is_offered_to_be_skipped(workshop, phone):
    room = workshop("start")
    page = room.come(phone())
    settle(page)
    page.locator("#functional input[value='2']").check()
    page.locator("#next").click()
    expect(page.locator("#notice")).to_be_focused()
    expect(page.get_by_role("group", name=t("phone.blank"))).to_have_count(1)
    expect(page.locator("#dysfunctional")).to_have_class(re.compile("blank"))
    expect(page.locator("#functional")).not_to_have_class(re.compile("blank"))
    page.get_by_role("button", name=t("phone.skip")).click()
    at(page, 2)
    says(page, "saved")
    assert list(room.saved(page).values()) == [{"functional": 2, "dysfunctional": 0}]


def test_a_double_tap_is_one_tap(workshop, phone):
    page = workshop("start").come(phone())
    for number, between in enumerate((0, 30, 100, 200, 300), start=1):
        settle(page)
        for side in ("functional", "dysfunctional"):
            page.locator(f"#{side} label").first.click()
        page.locator("#next").scroll_into_view_if_needed()
        box = page.locator("#next").bounding_box()
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.click(*middle)
        page.wait_for_timeout(between)
        page.mouse.click(*middle)
        at(page, number + 1)
        expect(page.locator("#notice")).to_be_hidden()
        expect(page.locator("input:checked")).to_have_count(0)


def test_a_tap_that_a_slow_phone_sees_late_is_for_the_screen_before(workshop, phone):
    page = workshop("start").come(phone())
    settle(page)
    choose(page)
    tapped = """() => {
      const tap = new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 })
      document.querySelector('#next').click()
      const busy = performance.now() + 700
      while (performance.now() < busy);
      document.querySelector('#functional label').dispatchEvent(tap)
    }"""
    page.evaluate(tapped)
    at(page, 2)
    expect(page.locator("input:checked")).to_have_count(0)


def test_a_tab_of_somebody_who_left_harms_nothing_of_whoever_came_after(workshop, phone):
    room = workshop("start")
    stale = room.come(phone())
    choose(stale, 4, 4)
    page = stale.context.new_page()
    page.wrong = stale.wrong
    page.goto(room.link)
    page.get_by_text(t("phone.delete"), exact=True).click()
    page.get_by_role("button", name=t("phone.delete-sure")).click()
    titled(page, "goodbye")
    room.come(page)
    with no_answers_through(page):
        answer(page, 2, 3)
        says(page, "unsent", n=1)
        stale.locator("#next").press("Enter")
        titled(stale, "unknown")
        assert waiting(page) == 1
    stale.close()
    page.evaluate("dispatchEvent(new Event('online'))")
    says(page, "saved")
    assert list(room.saved(page).values()) == [{"functional": 2, "dysfunctional": 3}]


def test_what_was_changed_and_not_sent_is_not_shown_as_saved(workshop, phone):
    room = workshop("start", pairs=2)
    page = room.come(phone())
    answer(page)
    answer(page)
    page.locator(".list a").first.click()
    pick(page, "functional", 4)
    page.locator("#list").press("Enter")
    titled(page, "done")
    page.locator(".list a").first.click()
    expect(page.locator("#functional input[value='1']")).to_be_checked()


def test_what_is_chosen_survives_a_reload_and_another_language(workshop, phone):
    room = workshop("start")
    page = room.come(phone())
    pick(page, "functional", 2)
    page.locator("#reason summary").press("Enter")
    page.locator("textarea").fill("so it is")
    page.reload()
    expect(page.locator("#functional input[value='2']")).to_be_checked()
    page.locator("button[lang='zh-Hans']").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("#functional input[value='2']")).to_be_checked()
    expect(page.locator("textarea")).to_have_value("so it is")
    assert room.saved(page) == {}
    pick(page, "dysfunctional", 4)
    page.locator("#next").press("Enter")
    at_once = page.locator("input:checked")
    expect(at_once).to_have_count(0)


def test_a_pause_keeps_what_was_answered_and_what_was_begun(workshop, phone):
    room = workshop("start")
    page = room.come(phone())
    room.do("pause")
    page.evaluate("send = fetch; fetch = (...given) => new Promise(go => setTimeout(() => go(send(...given)), 900))")
    answer(page)
    pick(page, "functional", 3)
    titled(page, "paused")
    says(page, "held", n=1)
    room.do("resume")
    at(page, 2)
    expect(page.locator("#functional input[value='3']")).to_be_checked()
    says(page, "saved")
    assert len(room.saved(page)) == 1


def test_the_start_and_the_end_come_by_themselves(workshop, phone):
    room = workshop()
    page = room.come(phone())
    titled(page, "ready")
    room.do("start")
    at(page, 1)
    room.do("pause", "close")
    answer(page)
    titled(page, "closed")
    says(page, "shut", n=1)
    assert room.saved(page) == {}
    room.do("reopen")
    at(page, 2)
    says(page, "saved")
    assert list(room.saved(page).values()) == [{"functional": 1, "dysfunctional": 5}]
    assert waiting(page) == 0


@pytest.mark.parametrize("answered", [False, True])
def test_who_is_known_no_more_is_told_calmly_and_asks_no_more(workshop, phone, answered):
    room = workshop(*["start"] * answered)
    page = room.come(phone())
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(room.link)))
    room.host.service.delete(room.actor)
    if answered:
        answer(page)
    titled(page, "unknown")
    says(page, "lost", n=1) if answered else expect(page.locator("#line")).to_be_empty()
    assert page.evaluate("localStorage.length") == 0
    page.wait_for_timeout(7000)  # longer than between two questions
    assert asked == (["/a"] if answered else ["/s"])
    well(page)
    page.get_by_role("link", name=t("phone.join-again")).click()
    titled(page, "join-title")


def test_a_round_that_is_over_takes_nothing_more(workshop, phone):
    room = workshop("start")
    page = room.come(phone())
    answer(page)
    says(page, "saved")
    again(room.host.service, room.actor)
    answer(page)
    expect(page.locator(".round")).to_have_text(t("phone.round", n=2))
    says(page, "late", n=1)
    answer(page, 2, 2)
    at(page, 2)
    page.wait_for_function(f"() => !({WAITING})")
    assert list(room.saved(page).values()) == [{"functional": 2, "dysfunctional": 2}]


def test_questions_about_the_person_and_pairs_share_one_form(workshop, phone):
    room = workshop("start", segments=Place.FIRST)
    page = room.come(phone())
    for number in (1, 2):
        at(page, number, PAIRS + 2)
        expect(page.locator("#option input:checked")).to_have_count(0)
        page.locator("#option input").nth(number).press("Space")
        page.locator("#next").press("Enter")
    at(page, 3, PAIRS + 2)
    expect(page.locator("#option")).to_be_hidden()
    answer(page)
    page.locator("#back").click()
    page.locator("#back").click()
    expect(page.locator("#functional")).to_be_hidden()
    expect(page.locator("#option input").nth(2)).to_be_checked()
    says(page, "saved")
    assert [room.saved(page)[key]["option"] for key in ("s1", "s2")] == [2, 3]


def test_an_answer_is_changed_from_the_list(workshop, phone):
    room = workshop("start", pairs=2)
    page = room.come(phone())
    answer(page)
    answer(page)
    page.locator(".list a").nth(1).click()
    at(page, 2, 2)
    expect(page.locator("#next")).to_have_text(t("phone.save"))
    answer(page, 3, 3)
    titled(page, "done")
    assert list(room.saved(page).values())[-1] == {"functional": 3, "dysfunctional": 3}


def test_leaving_deletes_what_waits_too(workshop, phone):
    room = workshop("start")
    page = room.come(phone())
    with no_answers_through(page):
        answer(page)
        assert page.evaluate("localStorage.length") == 2
        page.get_by_text(t("phone.delete"), exact=True).click()
        page.get_by_role("button", name=t("phone.delete-sure")).click()
        titled(page, "goodbye")
    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []
    assert room.host.service.room(room.actor).joined == 0


def test_keys_are_enough(workshop, phone):
    room = workshop("start")
    page = phone()
    page.goto(room.link)
    reach(page, "[name=consent]")
    page.keyboard.press("Space")
    reach(page, "button.main")
    page.keyboard.press("Enter")
    at(page, 1)
    page.wait_for_load_state()
    reach(page, "#functional input")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    reach(page, "#dysfunctional input")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    at(page, 2)
    says(page, "saved")
    assert list(room.saved(page).values()) == [{"functional": 2, "dysfunctional": 1}]
    page.wait_for_timeout(600)
    reach(page, "#next")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_be_focused()
    reach(page, "#skip")
    page.keyboard.press("Enter")
    at(page, 3)


def reach(page, target):
    """Go on by the tabulator until there; the place that has the focus can be seen."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            break
    seen = "(e => [e, e.closest('.choice')].some(x => x && getComputedStyle(x).outlineStyle !== 'none'))"
    assert page.evaluate(f"{seen}(document.activeElement)"), target


def test_without_scripts_everything_works(workshop, phone):
    room = workshop("start", pairs=2)
    page = room.come(phone(scripts=False))
    page.locator("#next").click()
    expect(page.locator("#notice")).to_be_in_viewport()
    answer(page)
    at(page, 2, 2)
    page.locator("#back").click()
    at(page, 1, 2)
    expect(page.locator("#functional input[value='1']")).to_be_checked()
    page.goto(f"{room.link}?at=2")
    answer(page)
    titled(page, "done")
    page.get_by_text(t("phone.delete"), exact=True).click()
    page.get_by_role("button", name=t("phone.delete-sure")).click()
    titled(page, "goodbye")


def test_a_full_phone_sends_the_plain_way(workshop, phone):
    room = workshop("start")
    page = phone()
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full') }")
    room.come(page)
    answer(page)
    at(page, 2)
    assert len(room.saved(page)) == 1
    page.wrong.clear()


def test_the_facilitators_secret_never_leaves_by_an_address(workshop, phone):
    room = workshop()
    page = phone()
    asked = []
    page.on("request", lambda request: asked.append((request.url, request.headers.get("referer", ""))))
    page.goto(f"{room.address}/f#f.{room.opened.room.id}.{room.opened.control}")
    page.wait_for_url("**/workshop?room=*")
    assert [c["name"] for c in page.context.cookies()] == [f"kano_f_{room.opened.room.id}"]
    assert not any(room.opened.control in part for request in asked for part in request)
    page.go_back()
    assert room.opened.control not in page.url


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 2


@pytest.mark.parametrize("size", [(320, 640), (390, 844), (1280, 900)])
def test_nothing_is_wider_than_the_screen_and_targets_are_large(workshop, phone, size):
    room = workshop("start", questionnaire=small(LONG, LONG, (LONG, "no")), segments=Place.LAST, importance=True)
    page = phone(size)
    for link in (f"{room.address}/j", f"{room.address}/f", f"{room.address}/j/2345678", room.link):
        page.goto(link)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], link
    room.come(page)
    for place in ("1", "3", "end"):
        page.goto(f"{room.link}?at={place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], place
        for target in page.locator(".choice:visible, .go > :visible, .list a:visible, summary:visible").all():
            box = target.bounding_box()
            assert box["height"] >= 48, target
            assert box["width"] >= 48, target


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing(workshop, phone, lang, dark):
    room = workshop("start", segments=Place.FIRST, importance=True)
    page = phone(dark=dark, lang=lang)
    asked = [f"{room.address}/j", f"{room.address}/f", f"{room.address}/j/2345678", room.link]
    for link in asked:
        page.goto(link)
        well(page)
    room.come(page)
    for place in ("1", "3", "end"):
        page.goto(f"{room.link}?at={place}")
        page.locator("summary:visible").first.click()
        well(page)
    page.goto(f"{room.link}?at=3")
    page.wait_for_timeout(600)
    page.locator("#next").click()
    well(page)
    for move in ("pause", "close"):
        room.do(move)
        page.goto(room.link)
        well(page)


def well(page):
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["impact"], [n["target"] for n in v["nodes"]]) for v in found] == [], page.url
