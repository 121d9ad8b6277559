"""The facilitator's page and the big screen, in every language; who they are is put into the browser's cookies."""

import random

import pytest
from streamlit.testing.v1 import AppTest

from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.ui import admission, cache
from kano.workshop import host as hosts
from kano.workshop import tokens
from kano.workshop.rights import Role
from kano.workshop.room import Asks, Options, State, Submission
from tests.ui.test_pages import ROOT, assert_fine, button, texts

PAGES = {name: f"kano/ui/pages/{name}.py" for name in ("workshop", "presenter", "results")}


@pytest.fixture(autouse=True)
def shared(tmp_path, monkeypatch):
    """This process's host, on a store of its own."""
    monkeypatch.setenv(hosts.DATABASE, f"sqlite:///{tmp_path / 'workshop.db'}")
    hosts.host.cache_clear()
    yield hosts.host()
    hosts.host().database.close()
    hosts.host.cache_clear()


@pytest.fixture
def cookies(monkeypatch):
    """What the browser holds."""
    held = {}
    monkeypatch.setattr(admission, "cookie", lambda name: held.get(name, ""))
    return held


@pytest.fixture
def room(shared, cookies):
    """A room that people may answer in, whose facilitator is looking."""
    opened = shared.service.open_room(load("hotpot"), Options(pairs=6))
    cookies[f"kano_f_{opened.room.id}"] = opened.control
    shared.service.move(facilitator(shared, opened), "start")
    return opened


def facilitator(shared, opened):
    return shared.service.enter(opened.room.id, opened.control, Role.FACILITATOR)


def answer(shared, room, people, seed=1, turn=1, secrets=None):
    """So many people join, if they are not given, and answer everything that they are asked."""
    drawn = random.Random(seed)
    came = secrets or [tokens.participant_secret() for _ in range(people)]
    for secret in came:
        if secrets is None:
            shared.participation.join(shared.participation.door(room.code, room.key, "192.0.2.1"), secret, "en")
        for screen in shared.participation.phone(room.code, secret).screens:
            pair = {"functional": drawn.randint(1, 3), "dysfunctional": drawn.randint(3, 5)}
            said = pair if screen.is_pair else {"option": 1}
            shared.participation.answer(room.code, secret, Submission(screen.key, f"{turn}:1", turn, **said)).result()
    return came


def page(name, opened=None, lang="en"):
    cache.live.clear()
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = lang
    at.run()
    if opened is not None:
        at.query_params["room"] = opened.room.id
    at.switch_page(PAGES[name]).run()
    return at


def figures(at):
    return {metric.label: metric.value for metric in at.metric}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_room_opens_with_two_links_that_are_shown_once(lang, shared):
    at, t = page("workshop", lang=lang), catalogue(lang)
    button(at, "ui.workshop.open", lang).click().run()
    assert_fine(at)
    control, view = (code.value for code in at.code)
    (role, room_id, secret), (other, _, shown) = (link.partition("#")[2].split(".") for link in (control, view))
    assert (role, other) == ("f", "p")
    assert shared.service.enter(room_id, secret, Role.FACILITATOR)
    assert shared.service.enter(room_id, shown, Role.PRESENTER)
    button(at, "ui.workshop.kept", lang).click().run()
    assert not at.code
    assert at.info[0].value == t("ui.workshop.elsewhere")


def test_a_room_asks_as_its_facilitator_chose(shared):
    at = page("workshop")
    at.selectbox(key="room_questionnaire").set_value("hotpot").run()
    at.radio(key="room_asks").set_value(Asks.CUSTOMERS).run()
    at.number_input(key="room_pairs_hotpot").set_value(7).run()
    at.toggle(key="room_importance").set_value(True).run()
    button(at, "ui.workshop.open").click().run()
    room_id = at.code[0].value.partition("#")[2].split(".")[1]
    made = shared.service.room(shared.service.enter(room_id, at.code[0].value.rsplit(".", 1)[1], Role.FACILITATOR))
    assert (made.questionnaire.id, made.options.asks, made.asked, made.options.importance) == (
        "hotpot",
        Asks.CUSTOMERS,
        7,
        True,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_facilitator_sees_counts_and_no_category(lang, shared, room):
    answer(shared, room.room, 6)
    at, t = page("workshop", room, lang), catalogue(lang)
    assert_fine(at)
    assert figures(at)[t("ui.workshop.joined")] == "6"
    assert figures(at)[t("ui.workshop.finished")] == "6"
    assert room.room.code in texts(at)
    assert not at.get("vega_lite_chart")


def test_without_the_key_nothing_of_a_room_is_shown(shared, room, cookies):
    answer(shared, room.room, 6)
    cookies.clear()
    for name in ("workshop", "presenter"):
        at = page(name, room)
        assert not at.metric
        assert room.room.code not in texts(at)
        assert "does not hold the key" in at.warning[0].value


def test_the_key_of_another_room_opens_nothing(shared, room, cookies):
    other = shared.service.open_room(load("servqual"))
    cookies[f"kano_f_{other.room.id}"] = room.control
    assert "does not hold the key" in page("workshop", other).warning[0].value


def test_a_room_is_led_from_start_to_end(shared, room):
    at = page("workshop", room)
    for move, state in (("pause", State.PAUSED), ("resume", State.OPEN), ("close", State.CLOSED)):
        button(at, f"ui.workshop.{move}").click().run()
        assert_fine(at)
        assert shared.service.room(facilitator(shared, room)).state is state
    next(s for s in at.toggle if s.label == catalogue("en")("ui.workshop.locked")).set_value(True).run()
    assert shared.service.room(facilitator(shared, room)).locked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_results_open_as_a_study_with_everybody_counted(lang, shared, room):
    answer(shared, room.room, 12)
    shared.service.move(facilitator(shared, room), "close")
    at, t = page("workshop", room, lang), catalogue(lang)
    button(at, "ui.workshop.results", lang).click().run()
    at.switch_page(PAGES["results"]).run()
    assert_fine(at)
    assert figures(at)[t("ui.results.people")] == "12"
    assert t("workshop.file-self", code=room.room.code, round=1) in texts(at).replace("\\", "")


def test_fewer_than_five_people_have_no_results_and_the_page_says_why(shared, room):
    answer(shared, room.room, 4)
    shared.service.move(facilitator(shared, room), "close")
    at = page("workshop", room)
    button(at, "ui.workshop.results").click().run()
    assert not at.exception
    assert "5" in at.error[0].value


def test_a_second_round_is_compared_with_the_first_person_by_person(shared, room):
    came = answer(shared, room.room, 9)
    at = page("workshop", room)
    button(at, "ui.workshop.close").click().run()
    next(b for b in at.button if b.label == catalogue("en")("ui.workshop.again", round=2)).click().run()
    answer(shared, room.room, 9, seed=2, turn=2, secrets=came)
    shared.service.move(facilitator(shared, room), "close")
    at = page("workshop", room)
    next(b for b in at.button if "round 1" in b.label and "round 2" in b.label).click().run()
    assert_fine(at)
    assert at.get("vega_lite_chart")


def test_a_team_is_compared_with_the_survey_that_is_open(shared, room):
    answer(shared, room.room, 9)
    shared.service.move(facilitator(shared, room), "close")
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    button(at, "ui.home.sample-open").click().run()
    at.query_params["room"] = room.room.id
    at.switch_page(PAGES["workshop"]).run()
    next(b for b in at.button if "hotpot" in b.label).click().run()
    assert_fine(at)
    assert at.get("vega_lite_chart")


def test_deletion_asks_for_the_code_and_leaves_nothing(room):
    at = page("workshop", room)
    assert button(at, "ui.workshop.delete").disabled
    at.text_input(key="delete_code").set_value(room.room.code.lower()).run()
    button(at, "ui.workshop.delete").click().run()
    assert not at.exception
    assert "does not hold the key" not in texts(at)
    assert page("workshop", room).warning


def test_new_links_shut_the_old_ones_out(room):
    at = page("workshop", room)
    button(at, "ui.workshop.rotate").click().run()
    assert len(at.code) == 2
    assert "does not hold the key" in page("workshop", room).warning[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_big_screen_shows_the_code_and_hides_results_until_they_are_revealed(lang, shared, room, cookies):
    answer(shared, room.room, 9)
    cookies.clear()
    cookies[f"kano_p_{room.room.id}"] = room.view
    at, t = page("presenter", room, lang), catalogue(lang)
    assert_fine(at)
    assert room.room.code in texts(at)
    assert t("ui.stage.hidden") in texts(at)
    assert not at.get("vega_lite_chart")
    shared.service.set(facilitator(shared, room), revealed=True)
    at = page("presenter", room, lang)
    assert_fine(at)
    assert at.get("vega_lite_chart")
    assert figures(at)[t("ui.workshop.finished")] == "9"


@pytest.mark.parametrize("view", ["overview", "map", "curves"])
def test_every_picture_of_the_big_screen_is_drawn(view, shared, room):
    answer(shared, room.room, 9)
    shared.service.set(facilitator(shared, room), revealed=True)
    at = page("presenter", room)
    next(group for group in at.get("button_group") if group.key == "stage_view").set_value(view).run()
    assert_fine(at)
    assert at.get("vega_lite_chart")


def test_whoever_only_shows_a_room_leads_nothing(room, cookies):
    cookies.clear()
    cookies[f"kano_p_{room.room.id}"] = room.view
    at = page("workshop", room)
    assert "does not hold the key" in at.warning[0].value
    assert not [b for b in at.button if b.label == catalogue("en")("ui.workshop.close")]
