"""The facilitator's page and the big screen, in every language; who they are is put into the browser's cookies."""

import csv
import io
import json
import random
from dataclasses import replace
from math import ceil
from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from kano.answers import CATEGORIES
from kano.charts import Look
from kano.charts.wall import width_of
from kano.comparison import compare
from kano.counts import CategoryCounts
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import load
from kano.text import markdown
from kano.ui import admission, cache, gaps, leading, parts, shell, stage
from kano.workshop import host as hosts
from kano.workshop import results, tokens
from kano.workshop.rights import Role
from kano.workshop.room import Asks, Options, Place, State, Submission
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
    at.toggle(key="room_importance_hotpot_True").set_value(False).run()
    button(at, "ui.workshop.open").click().run()
    room_id = at.code[0].value.partition("#")[2].split(".")[1]
    made = shared.service.room(shared.service.enter(room_id, at.code[0].value.rsplit(".", 1)[1], Role.FACILITATOR))
    assert (made.questionnaire.id, made.options.asks, made.asked, made.options.importance) == (
        "hotpot",
        Asks.CUSTOMERS,
        7,
        False,
    )


@pytest.mark.parametrize("importance", [False, True])
def test_a_room_starts_from_whether_its_questionnaire_asks_for_importance(shared, importance):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    at.session_state["kano"].open(replace(load("hotpot"), importance=importance))
    at.switch_page(PAGES["workshop"]).run()
    button(at, "ui.workshop.open").click().run()
    _, room_id, secret = at.code[0].value.partition("#")[2].split(".")
    made = shared.service.room(shared.service.enter(room_id, secret, Role.FACILITATOR))
    assert made.options.importance is importance


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (Options(pairs=6), ("asks.self", "asks-part", "importance-off", "why-on", "place.first")),
        (
            Options(asks=Asks.CUSTOMERS, importance=True, why=False, segments=Place.NONE),
            ("asks.customers", "asks-all", "importance-on", "why-off", "place.none"),
        ),
    ],
)
def test_the_facilitator_reads_how_the_room_asks(lang, options, said, shared, cookies):
    opened = shared.service.open_room(load("hotpot"), options)
    cookies[f"kano_f_{opened.room.id}"] = opened.control
    at, t = page("workshop", opened, lang), catalogue(lang)
    keys = [key if "." in key else f"ui.workshop.{key}" for key in said]
    line = next(caption.value for caption in at.caption if t(keys[0]) in caption.value)
    assert [key for key in keys if t(key, n=6, all=20) not in line] == []


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


class Begun(Exception):
    """The page starts anew."""


@pytest.mark.parametrize(
    "change",
    [
        lambda service, actor: service.move(actor, "close"),
        lambda service, actor: service.set(actor, locked=True),
        lambda service, actor: service.set(actor, revealed=True),
        lambda service, actor: service.keep(actor, 30),
        lambda service, actor: (service.move(actor, "pause"), service.next_round(actor)),
        lambda service, actor: (service.move(actor, "pause"), service.taken(actor, 1)),
        lambda service, actor: service.rotate(actor),
        lambda service, actor: service.delete(actor),
    ],
)
def test_the_page_starts_anew_when_the_room_is_changed_elsewhere(shared, room, change, monkeypatch):
    answer(shared, room.room, 6)
    actor = facilitator(shared, room)
    seen = shared.service.seen(actor)

    def rerun():
        raise Begun

    monkeypatch.setattr(leading.st, "rerun", rerun)
    leading.follow(actor, seen)
    change(shared.service, actor)
    with pytest.raises(Begun):
        leading.follow(actor, seen)


def test_answers_do_not_start_the_page_anew(shared, room, monkeypatch):
    actor = facilitator(shared, room)
    seen = shared.service.seen(actor)
    answer(shared, room.room, 6)
    monkeypatch.setattr(leading.st, "rerun", lambda: pytest.fail("begun anew"))
    leading.follow(actor, seen)


def test_a_page_that_lags_behind_the_room_shows_its_state_in_the_end(shared, room, monkeypatch):
    late = [shared.service.seen(facilitator(shared, room))]
    shared.service.move(facilitator(shared, room), "close")
    now = shared.service.seen
    monkeypatch.setattr(shared.service, "seen", lambda actor: late.pop() if late else now(actor))
    at = page("workshop", room)
    assert not late
    assert catalogue("en")("ui.workshop.stage-closed") in texts(at)
    assert catalogue("en")("ui.workshop.reopen") in {b.label for b in at.button}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_who_is_not_in_the_files(lang, shared, room):
    answer(shared, room.room, 8)
    actor, t = facilitator(shared, room), catalogue(lang)
    shared.service.move(actor, "close")
    at = page("workshop", room, lang)
    assert t("ui.workshop.in-files", n=8) in texts(at)
    assert shared.service.seen(actor)[1] == ()
    shared.service.taken(actor, 1)
    at = page("workshop", room, lang)
    withheld = t("finding.workshop-withheld", features="|", least=5).partition("|")[0]
    assert markdown(withheld) in at.warning[0].value
    shared.service.move(actor, "reopen")
    answer(shared, room.room, 3)
    shared.service.move(actor, "close")
    at = page("workshop", room, lang)
    assert t("ui.workshop.in-files", n=8) in texts(at)
    assert markdown(t("finding.workshop-left-out", n=3, least=5)) in at.warning[0].value


def test_the_minutes_of_the_first_round_are_not_asked_of_the_second(shared, room):
    answer(shared, room.room, 6)
    actor, minutes = facilitator(shared, room), catalogue("en")("ui.workshop.minutes")
    assert minutes in figures(page("workshop", room))
    shared.service.move(actor, "pause")
    shared.service.next_round(actor)
    assert minutes not in figures(page("workshop", room))


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
    came = answer(shared, room.room, 20)
    at = page("workshop", room)
    button(at, "ui.workshop.close").click().run()
    another = next(b for b in at.button if b.label == catalogue("en")("ui.workshop.again", round=2))
    assert another.disabled
    at.checkbox(key=f"again_{room.room.id}_1").set_value(True).run()
    next(b for b in at.button if b.label == another.label).click().run()
    answer(shared, room.room, 20, seed=2, turn=2, secrets=came)
    shared.service.move(facilitator(shared, room), "close")
    at = page("workshop", room)
    next(b for b in at.button if "round 1" in b.label and "round 2" in b.label).click().run()
    assert_fine(at)
    assert at.get("vega_lite_chart")
    people = {"n": 20, "second": 2, "of_second": 20, "first": 1, "of_first": 20, "least": 5}
    assert catalogue("en")("ui.workshop.compared-people", **people) in texts(at)
    table = next(frame.value for frame in at.dataframe if "n" in frame.value)
    taken = shared.service.taken(facilitator(shared, room), 2)
    both = results.responses(taken.room, taken.pairs).count().n[0].tolist()
    names = list(load("hotpot").labels("en").values())
    expected = {name: f"{n} / {n}" for name, n in zip(names, both, strict=True)}
    assert dict(zip(table["feature"], table["n"], strict=True)) == expected
    assert min(both) >= 5
    at.run()
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
    table = next(frame.value for frame in at.dataframe if "n" in frame.value)
    team, survey = zip(*(n.split(" / ") for n in table["n"]), strict=True)
    assert {int(n) for n in team} <= {0, *range(5, 10)}
    assert sorted(map(int, survey)) == sorted(at.session_state["kano"].study.everyone.n[0].tolist())
    names = f"team (room {room.room.code})", "customers (hotpot.csv)"
    assert all(name in at.get("vega_lite_chart")[-1].proto.spec for name in names)
    label = catalogue("en")("ui.workshop.compare-file")
    assert [b.label for b in at.get("download_button") if b.label == label] == [label]


def test_the_file_of_a_comparison_has_the_people_of_both_sides(monkeypatch):
    said = {}
    monkeypatch.setattr(gaps.st, "download_button", lambda _, data, *__, **___: said.update(data=data))
    one = classified(A=8, M=4)
    made = gaps.Beside(compare(one, classified(A=3, M=20)), ("team", "=1+1"), "", ())
    gaps._people(made, Look(catalogue("en"), False, {}, alone=False))
    (row,) = csv.DictReader(io.StringIO(said["data"].decode("utf-8-sig")))
    assert (row["first"], row["second"], row["first_n"], row["second_n"]) == ("team", "'=1+1", "12", "23")
    assert "answered_once" not in row


def classified(**counts):
    row = [[[counts.get(str(category), 0) for category in CATEGORIES]]]
    return CategoryCounts(("Tea",), np.array(row, float), (None,))


def test_deletion_asks_for_the_code_and_leaves_nothing(room):
    at = page("workshop", room)
    assert button(at, "ui.workshop.delete").disabled
    at.text_input(key="delete_code").set_value(room.room.code.lower()).run()
    button(at, "ui.workshop.delete").click().run()
    assert not at.exception
    assert "does not hold the key" not in texts(at)
    assert at.success[0].value == catalogue("en")("ui.workshop.deleted", code=room.room.code)
    assert not at.run().success
    assert page("workshop", room).warning


def test_new_links_shut_the_old_ones_out(room):
    at = page("workshop", room)
    button(at, "ui.workshop.rotate").click().run()
    assert len(at.code) == 2
    state = catalogue("en")("stage.open")
    assert at.success[0].value == catalogue("en")("ui.workshop.renewed", code=room.room.code, state=state)
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


def live(shared, room):
    return shared.service.live(facilitator(shared, room))


def drawn(at):
    """What the picture of the big screen says, as a specification."""
    return at.get("vega_lite_chart")[0].proto.spec


@pytest.mark.parametrize(
    ("n", "asked", "said"),
    [
        ([0, 0, 0], 3, "Figures come from 5 people per feature on"),
        ([22, 22, 22], 3, "Figures of 22 people"),
        ([22, 22, 18], 3, "Figures of 18 to 22 people per feature"),
        ([6, 0, 6], 2, "Figures of 6 people per feature"),
    ],
)
def test_the_big_screen_says_of_how_many_people_each_figure_is(n, asked, said):
    room = SimpleNamespace(asked=asked, questionnaire=SimpleNamespace(features=n))
    assert stage.counted(SimpleNamespace(counts=SimpleNamespace(n=np.array([n])), room=room), catalogue("en")) == said


def test_a_room_that_asks_each_person_a_part_never_shows_parts_as_people(shared, room):
    answer(shared, room.room, 30)
    shared.service.set(facilitator(shared, room), revealed=True)
    at = page("presenter", room)
    told = [n for n in live(shared, room).counts.n.flat if n]
    assert stage.counted(live(shared, room), catalogue("en")) in texts(at)
    assert max(told) < 30
    assert "per feature" in texts(at)


def test_what_waits_is_counted_on_the_big_screen_once_nobody_answers(shared, room):
    answer(shared, room.room, 20)
    shared.service.set(facilitator(shared, room), revealed=True)
    assert not live(shared, room).waiting % 6
    answer(shared, room.room, 4, seed=2)
    said = [catalogue("en")("ui.stage.waiting", n=live(shared, room).waiting, least=5)]
    at = page("presenter", room)
    assert said[0] not in texts(at)
    assert catalogue("en")("ui.stage.steps", least=5) in texts(at)
    shared.service.move(facilitator(shared, room), "close")
    assert live(shared, room).waiting
    at = page("presenter", room)
    assert said[0] in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_results_stand_under_what_was_asked_and_of_whom(lang, shared, cookies):
    t = catalogue(lang)
    opened = shared.service.open_room(load("hotpot"), Options(pairs=6, asks=Asks.CUSTOMERS))
    cookies[f"kano_f_{opened.room.id}"] = opened.control
    shared.service.move(facilitator(shared, opened), "start")
    came = answer(shared, opened.room, 9)
    shared.service.move(facilitator(shared, opened), "close")
    shared.service.next_round(facilitator(shared, opened))
    answer(shared, opened.room, 9, seed=2, turn=2, secrets=came)
    shared.service.set(facilitator(shared, opened), revealed=True)
    at = page("presenter", opened, lang)
    assert_fine(at)
    assert markdown(load("hotpot").title[lang]) in texts(at)
    assert t("workshop.round", round=2) in texts(at)
    assert t("ui.stage.customers") in texts(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fewer_than_five_people_are_not_called_no_answers(lang, shared, room):
    answer(shared, room.room, 4)
    shared.service.set(facilitator(shared, room), revealed=True)
    at, t = page("presenter", room, lang), catalogue(lang)
    assert json.dumps(t("ui.stage.few", least=5)).strip('"') in drawn(at)
    assert json.dumps(t("category.none")).strip('"') not in drawn(at)


def test_a_screen_whose_key_is_replaced_runs_the_whole_page_and_shows_no_error(monkeypatch):
    reran, told = [], []
    monkeypatch.setattr(parts.st, "rerun", lambda: reran.append(1))
    monkeypatch.setattr(parts.st, "error", lambda text, **_: told.append(text))
    parts.watched(lambda: fail(KanoError("room-unknown")))
    assert reran == [1]
    reran.clear()
    parts.watched(lambda: fail(KanoError("store-damaged")))
    parts.watched(lambda: fail(ZeroDivisionError()))
    assert not reran
    assert told[-1] == catalogue("en")("ui.unexpected")


def fail(problem):
    raise problem


def test_the_key_beside_a_plane_fits_the_screen():
    few, many = (["Short name"] * n for n in (6, 20))
    assert stage.key_size(few) == stage.MOST
    for names in (many, ["A name of a feature that takes more than one line of the key"] * 20, ["热毛巾" * 9] * 30):
        size = stage.key_size(names)
        lines = sum(ceil(width_of(f"20 {name}") * size / stage.KEY[0]) for name in names)
        assert lines * size * 1.3 <= stage.KEY[1]
        assert f".st-key-names-{size} " in shell.STAGE


def test_whoever_only_shows_a_room_leads_nothing(room, cookies):
    cookies.clear()
    cookies[f"kano_p_{room.room.id}"] = room.view
    at = page("workshop", room)
    assert "does not hold the key" in at.warning[0].value
    assert not [b for b in at.button if b.label == catalogue("en")("ui.workshop.close")]
