"""The facilitator's and the presenter's door, and the files that leave a room by it."""

import csv
import io
import json
import zipfile
from urllib.parse import quote

import openpyxl
import pytest

from kano.errors import KanoError
from kano.i18n import catalogue
from kano.questionnaire import parse
from kano.workshop.room import Place
from tests.workshop.rooms import small

t = catalogue("en")
FILES = ["round1-answers.csv", "round1-reasons.csv", "questionnaire.yaml"]
FILES += [f"round1-results.{suffix}" for suffix in ("xlsx", "csv", "json", "zip")]


@pytest.fixture
def answered(make):
    """A closed room in which six people answered one feature."""
    room = make(small("Valet parking"), "start", segments=Place.NONE, importance=True)
    for person in range(6):
        room.answer(room.joined(), functional=1, dysfunctional=4, importance=7, why=f"reason {person}")
    return room.do("close")


def entered(room, letter="f", secret=None):
    browser = room.browser()
    secret = secret or (room.opened.control if letter == "f" else room.opened.view)
    browser.answer = browser.post(
        "/f", data={"link": f"https://kano.example/f#{letter}.{room.opened.room.id}.{secret}"}
    )
    return browser


def export(browser, room, name, query=""):
    return browser.get(f"/export/{room.opened.room.id}/{name}{query}")


@pytest.mark.parametrize(("letter", "place"), [("f", "workshop"), ("p", "presenter")])
def test_a_link_becomes_a_cookie_and_a_clean_address(room, letter, place):
    answer = entered(room, letter).answer
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{place}?room={room.opened.room.id}")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"kano_{letter}_{room.opened.room.id}=")
    for part in ("HttpOnly", "Path=/;", "SameSite=lax", "Max-Age=7776000"):
        assert part in cookie + ";"


def test_a_wrong_link_learns_nothing(room):
    other = "x" * 43
    answers = [
        entered(room, "f", other).answer,
        entered(room, "f", room.opened.view).answer,
        entered(room, "p", room.opened.control).answer,
        room.browser().post("/f", data={"link": f"f.{'a' * 16}.{other}"}),
        room.browser().post("/f", data={"link": f"o.{room.opened.room.id}.{room.opened.control}"}),
        room.browser().post("/f", data={"link": "hello"}),
        room.browser().post("/f"),
        room.browser().get(f"/export/{room.opened.room.id}/round1-answers.csv"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert not any("set-cookie" in answer.headers for answer in answers)
    assert t("door.closed") in answers[0].text
    assert t("error.room-unknown") not in answers[0].text


@pytest.mark.parametrize("name", FILES)
def test_files_are_the_facilitators_alone(answered, make, name):
    other = make(None, "start")
    mine = entered(answered)
    file = export(mine, answered, name)
    assert file.status_code == 200
    assert file.headers["content-disposition"] == f'attachment; filename="kano-{answered.code}-{name}"'
    assert file.headers["cache-control"] == "no-store"
    assert file.headers["x-kano-left-out"] == "0"
    assert file.headers["x-content-type-options"] == "nosniff"
    browsers = [answered.browser(), entered(answered, "p"), entered(other)]
    denied = [export(browser, answered, name) for browser in browsers]
    forged = {"cookie": f"kano_f_{answered.opened.room.id}={answered.opened.view}"}
    denied.append(answered.browser(**forged).get(f"/export/{answered.opened.room.id}/{name}"))
    denied.append(mine.get(f"/export/{'a' * 16}/{name}"))
    answered.host.service.rotate(answered.actor)
    denied.append(export(mine, answered, name))
    assert {answer.status_code for answer in denied} == {404}
    assert {answer.content for answer in denied} == {answered.browser().get("/export/nowhere/nothing").content}


@pytest.mark.parametrize(("place", "secret"), [("\0", "x" * 43), ("a" * 16, "\xff" * 43), ("a" * 17, "x" * 43)])
def test_what_is_no_room_and_no_secret_reaches_no_store(room, place, secret, monkeypatch):
    monkeypatch.setattr(room.host.service, "enter", lambda *_: pytest.fail("the store was asked"))
    browser = room.browser(cookie=f"kano_f_{place}={secret}".encode("latin-1"))
    assert browser.get(f"/export/{quote(place)}/questionnaire.yaml").status_code == 404


@pytest.mark.parametrize("name", ["round2-answers.csv", "round0-answers.csv", "answers.csv", "round1-answers.zip"])
def test_a_file_that_there_is_not_is_not_there(answered, name):
    assert export(entered(answered), answered, name).status_code == 404


def test_files_hold_what_was_answered(answered):
    browser = entered(answered)
    files = {name: export(browser, answered, name, "?lang=en").content for name in FILES}
    rows = list(csv.reader(io.StringIO(files["round1-answers.csv"].decode("utf-8-sig"))))
    assert [row[:3] for row in rows[1:]] == [["I like it that way", "I can live with it that way", "7"]] * 6
    reasons = list(csv.reader(io.StringIO(files["round1-reasons.csv"].decode("utf-8-sig"))))
    assert [why for _, why in reasons[1:]] == [f"reason {person}" for person in range(6)]
    assert parse(files["questionnaire.yaml"].decode(), "q") == answered.now.questionnaire
    assert json.loads(files["round1-results.json"])["classification"]["features"][0]["category"] == "A"
    assert b"Valet parking" in files["round1-results.csv"]
    assert openpyxl.load_workbook(io.BytesIO(files["round1-results.xlsx"])).sheetnames
    assert zipfile.ZipFile(io.BytesIO(files["round1-results.zip"])).testzip() is None


def test_what_cannot_be_made_now_is_told_in_words(room, monkeypatch):
    browser = entered(room)
    told = export(browser, room, "round1-answers.csv")
    assert (told.status_code, t("error.export-open") in told.text) == (409, True)
    room.do("close")
    told = export(browser, room, "round1-results.zip", "?lang=zh-Hans")
    assert told.status_code == 409
    assert catalogue("zh-Hans")("error.export-few", n=0, least=5) in told.text

    def fails(*_):
        raise KanoError("store-unavailable", reason="secret place")

    monkeypatch.setattr(room.host.service, "enter", fails)
    told = export(browser, room, "questionnaire.yaml")
    assert (told.status_code, "secret place" in told.text) == (503, False)
