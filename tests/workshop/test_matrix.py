"""Who gets what from every address: a table that a new route must enter. What is denied looks like what is absent."""

import pytest

from kano.workshop import phones
from kano.workshop.rights import Role
from tests.workshop.rooms import JSON, small

ACTORS = (
    "nobody",
    "own participant",
    "other participant",
    "own facilitator",
    "other facilitator",
    "former facilitator",
    "own presenter",
)
ANYONE = dict.fromkeys(ACTORS, True)
PARTICIPANT = {actor: actor == "own participant" for actor in ACTORS}
FACILITATOR = {actor: actor == "own facilitator" for actor in ACTORS}
MATRIX = {
    "GET /j": ANYONE,
    "POST /j": ANYONE,
    "GET /j/{code}": ANYONE,
    "POST /j/{code}": ANYONE,
    "POST /j/{code}/a": PARTICIPANT,
    "GET /j/{code}/s": PARTICIPANT,
    "POST /j/{code}/lang": PARTICIPANT,
    "POST /j/{code}/leave": ANYONE,
    "GET /f": ANYONE,
    "POST /f": ANYONE,
    "GET /export/{room}/{name}": FACILITATOR,
}
"""`leave` says goodbye to whoever asks; that it deletes the asker's own answers only is tested below."""
FORMS = {
    "POST /j/{code}/a": {"screen": "f1", "key": "x:1", "round": 1, "functional": 1, "dysfunctional": 5},
    "POST /j/{code}/lang": {"lang": "en"},
}


@pytest.fixture
def people(make):
    """The room that is asked for, closed for an export of five, and everybody who may come near it."""
    room, other = (make(small(), "start") for _ in range(2))
    inside = [room.joined() for _ in range(6)]
    for browser in inside:
        for feature in ("f1", "f2"):
            room.answer(browser, feature)
    found = {"nobody": room.browser(), "own participant": inside[0], "other participant": other.joined()}
    for name, owner, letter in (("own", room, "f"), ("other", other, "f"), ("former", room, "f"), ("show", room, "p")):
        secret = owner.opened.control if letter == "f" else owner.opened.view
        browser = owner.browser()
        browser.post("/f", data={"link": f"{letter}.{owner.opened.room.id}.{secret}"})
        actor = "own presenter" if name == "show" else f"{name} facilitator"
        found[actor] = browser
    # The former one holds the secret that a new one replaced; the own one has come with the new one.
    fresh = room.host.service.rotate(room.actor)
    found["own facilitator"] = room.browser()
    room.actor = room.host.service.enter(room.opened.room.id, fresh.control, Role.FACILITATOR)
    found["own facilitator"].post("/f", data={"link": f"f.{room.opened.room.id}.{fresh.control}"})
    return room, found


def listed(room):
    return [
        f"{method} {route.path}" for route in phones.routes(room.host) for method in sorted(route.methods - {"HEAD"})
    ]


def asked(room, browser, route):
    method, path = route.split(" ")
    path = path.format(code=room.code, room=room.opened.room.id, name="round1-answers.csv")
    if method == "GET":
        return browser.get(path, headers=JSON if path.endswith("/s") else {})
    return browser.post(path, data=FORMS.get(route, {}), headers=JSON if path.endswith("/a") else {})


def test_every_route_is_in_the_table(room):
    assert sorted(listed(room)) == sorted(MATRIX)


@pytest.mark.parametrize("route", [route for route, allowed in MATRIX.items() if allowed is not ANYONE])
def test_everybody_gets_what_the_table_says(people, route):
    room, found = people
    if "export" in route:
        room.do("close")
    for actor, allowed in MATRIX[route].items():
        status = asked(room, found[actor], route).status_code
        assert (status < 400) == allowed, (actor, status)


def test_a_denied_file_looks_like_one_that_is_not_there(people):
    room, found = people
    room.do("close")
    absent = found["nobody"].get("/export/AAAAAAAAAAAAAAAA/round1-answers.csv")
    denied = [
        asked(room, found[actor], "GET /export/{room}/{name}") for actor, allowed in FACILITATOR.items() if not allowed
    ]
    assert {(answer.status_code, answer.text) for answer in denied} == {(absent.status_code, absent.text)}


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "own participant"])
def test_nobody_changes_or_deletes_what_another_said(people, actor):
    room, found = people
    before = room.host.service.progress(room.actor)
    for route in ("POST /j/{code}/a", "POST /j/{code}/leave", "POST /j/{code}/lang"):
        asked(room, found[actor], route)
    assert room.host.service.progress(room.actor) == before
