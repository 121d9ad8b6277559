"""Who may do what: every method of the rules by every actor, and whoever may not is told of no room."""

import inspect
from dataclasses import replace
from unittest.mock import ANY

import pytest

from kano.errors import KanoError
from kano.workshop import participation, rights, service
from kano.workshop.participation import Participation
from kano.workshop.rights import ALLOWED, Action, Actor, Role, require
from kano.workshop.room import Options, Submission
from kano.workshop.service import Service

MAY = {
    Role.FACILITATOR: {"present", "control", "export", "rotate", "delete"},
    Role.PRESENTER: {"present"},
    Role.OPERATOR: {"present", "control", "export", "rotate", "delete"},
}

EVERYBODY = {"facilitator", "presenter", "operator"}
LEADERS = {"facilitator", "operator"}
METHODS = {
    "room": (EVERYBODY, lambda rules, actor: rules.room(actor)),
    "seen": (LEADERS, lambda rules, actor: rules.seen(actor)),
    "progress": (EVERYBODY, lambda rules, actor: rules.progress(actor)),
    "live": (EVERYBODY, lambda rules, actor: rules.live(actor)),
    "move": (LEADERS, lambda rules, actor: rules.move(actor, "close")),
    "set": (LEADERS, lambda rules, actor: rules.set(actor, locked=True)),
    "keep": (LEADERS, lambda rules, actor: rules.keep(actor, 0)),
    "next_round": (LEADERS, lambda rules, actor: rules.next_round(actor)),
    "rotate": (LEADERS, lambda rules, actor: rules.rotate(actor)),
    "delete": (LEADERS, lambda rules, actor: rules.delete(actor)),
    "taken": (LEADERS, lambda rules, actor: rules.taken(actor, 1)),
    "ahead": (LEADERS, lambda rules, actor: rules.ahead(actor, 1)),
}
"""What an actor does: who may, and the call. What stands in `REFUSALS` is refused to them too, in words of its own."""

NO_ACTOR = {"open_room", "enter", "operator", "sweep"}
"""What asks for no actor: whoever serves these decides who reaches them."""

INSIDE = {
    "phone": lambda rules, code, secret: rules.phone(code, secret),
    "answer": lambda rules, code, secret: rules.answer(code, secret, Submission("f1", "tab:9", 1, 2, 2)).result(),
    "speak": lambda rules, code, secret: rules.speak(code, secret, "zh-Hans"),
    "leave": lambda rules, code, secret: rules.leave(code, secret),
}
OUTSIDE = {"door", "join"}
"""What participants do: with a secret of the room, or before they have one."""

REFUSALS = {"keep": "room-days", "next_round": "round-open", "taken": "export-open", "ahead": "export-open"}
OTHERS = ["ex-facilitator", "ex-presenter", "forged", "deleted", "nowhere"]


def methods(kind):
    return {name for name, _ in inspect.getmembers(kind, inspect.isfunction) if not name.startswith("_")}


def told(call, *arguments):
    """What a call comes to: None, or the refusal with all that it says."""
    try:
        call(*arguments)
    except KanoError as refusal:
        return refusal.code, refusal.values, str(refusal)
    return None


@pytest.fixture
def actors(host):
    """Everybody who may turn up at a room in which six people have answered, by name."""
    led = host.open()
    old = host.facilitator(led.opened), host.presenter(led.opened)
    led.opened = host.service.rotate(led.actor)
    led.actor = host.facilitator(led.opened)
    led.fill(6)
    gone = host.open()
    host.service.delete(gone.actor)
    return led, {
        "facilitator": led.actor,
        "presenter": host.presenter(led.opened),
        "operator": host.service.operator(led.code),
        "ex-facilitator": old[0],
        "ex-presenter": old[1],
        "forged": Actor(Role.FACILITATOR, led.room.id),
        "deleted": gone.actor,
        "nowhere": Actor(Role.OPERATOR, "nowhere"),
    }


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_every_role_may_do_what_the_table_says_and_nothing_else(role, action):
    if action in MAY[role]:
        require(Actor(role, "room"), action)
    else:
        assert told(require, Actor(role, "room"), action)[0] == "room-unknown"


def test_the_table_of_rights_knows_every_role_and_every_action():
    assert {role: {str(action) for action in actions} for role, actions in ALLOWED.items()} == MAY
    assert set(ALLOWED) == set(Role)


def test_every_method_of_the_rules_stands_in_a_table_of_this_test():
    assert set(METHODS) | NO_ACTOR == methods(Service)
    assert set(INSIDE) | OUTSIDE == methods(Participation)


def test_a_new_method_without_a_row_would_be_seen():
    class More(Service):
        def peek(self):
            """Not in the table."""

    assert methods(More) - set(METHODS) - NO_ACTOR == {"peek"}


def test_every_method_that_takes_an_actor_is_in_the_table_of_actors():
    takes = {name for name in methods(Service) if "actor" in inspect.signature(getattr(Service, name)).parameters}
    assert takes == set(METHODS)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("who", [*sorted(EVERYBODY), *OTHERS])
def test_whoever_may_not_is_told_what_he_would_be_told_of_no_room(host, actors, method, who):
    allowed, call = METHODS[method]
    nothing = told(call, host.service, Actor(Role.OPERATOR, "nowhere"))
    outcome = told(call, host.service, actors[1][who])
    assert nothing[0] == "room-unknown"
    if who in allowed:
        assert (outcome and outcome[0]) == REFUSALS.get(method)
    else:
        assert outcome == nothing


@pytest.mark.parametrize("method", METHODS)
def test_a_refused_call_changes_nothing(host, actors, method):
    led, others = actors
    before = led.room, host.service.progress(led.actor)
    for who in {"presenter", *OTHERS} - METHODS[method][0]:
        told(METHODS[method][1], host.service, others[who])
    assert (led.room, host.service.progress(led.actor)) == before
    assert host.facilitator(led.opened) == led.actor


@pytest.mark.parametrize("method", ["move", "set", "next_round", "rotate", "delete"])
def test_without_the_table_of_rights_a_presenter_would_lead_the_room(host, actors, method, monkeypatch):
    monkeypatch.setattr(service, "require", lambda *_: None)
    outcome = told(METHODS[method][1], host.service, actors[1]["presenter"])
    assert (outcome and outcome[0]) == REFUSALS.get(method)


@pytest.mark.parametrize("who", ["ex-facilitator", "forged"])
def test_without_the_proof_an_old_actor_or_a_made_up_one_would_still_lead(host, actors, who, monkeypatch):
    monkeypatch.setattr(service, "_kept", lambda *_: ANY)
    assert told(METHODS["move"][1], host.service, actors[1][who]) is None


def test_new_secrets_put_the_holders_of_the_old_ones_out(host, led, refused):
    presenter = host.presenter(led.opened)
    new = host.service.rotate(led.actor)
    for role, secret in ((Role.FACILITATOR, led.opened.control), (Role.PRESENTER, led.opened.view)):
        assert refused(host.service.enter, led.opened.room.id, secret, role) == "room-unknown"
    assert refused(host.service.room, led.actor) == refused(host.service.live, presenter) == "room-unknown"
    assert (new.room.id, new.room.code) == (led.opened.room.id, led.opened.room.code)
    assert host.service.room(host.facilitator(new)).id == host.service.room(host.presenter(new)).id == new.room.id


def test_new_secrets_leave_the_people_in_the_room(host, led):
    secret = led.join()
    host.service.rotate(led.actor)
    assert led.phone(secret).room.code == led.code


def test_each_secret_opens_one_role_of_one_room(host, refused):
    first, second = host.open(), host.open()
    secrets = {
        (first.code, Role.FACILITATOR): first.opened.control,
        (first.code, Role.PRESENTER): first.opened.view,
        (second.code, Role.FACILITATOR): second.opened.control,
        (second.code, Role.PRESENTER): second.opened.view,
    }
    for led in (first, second):
        for role in Role:
            for at, secret in secrets.items():
                if at == (led.code, role):
                    assert host.service.enter(led.opened.room.id, secret, role).role is role
                else:
                    assert refused(host.service.enter, led.opened.room.id, secret, role) == "room-unknown"


@pytest.mark.parametrize("secret", ["", "x", "x" * 100_000, "\ud800", "é\x00", "' OR 1=1 --"])
@pytest.mark.parametrize("role", Role)
def test_what_is_no_secret_opens_nothing_and_breaks_nothing(host, led, refused, secret, role):
    assert refused(host.service.enter, led.opened.room.id, secret, role) == "room-unknown"
    assert refused(host.service.enter, "", secret, role) == "room-unknown"


def test_the_digest_that_the_store_keeps_is_no_secret(host, led, refused):
    assert refused(host.service.enter, led.opened.room.id, led.actor.proof, Role.FACILITATOR) == "room-unknown"


def test_the_machines_operator_is_let_in_by_the_code_alone_and_told_of_no_other(host, led, refused):
    assert host.service.operator(led.code.lower()) == Actor(Role.OPERATOR, led.opened.room.id)
    for code in ("", "2222222", "\ud800", led.code + "2", "%"):
        assert refused(host.service.operator, code) == "room-unknown"


def test_who_leads_one_room_sees_nothing_of_another(host):
    mine, theirs = host.open(), host.open()
    theirs.fill(6)
    seen = host.service.live(mine.actor)
    assert (seen.room.id, seen.progress.joined, seen.progress.begun) == (mine.opened.room.id, 0, 0)
    assert not seen.counts.grid.any()
    assert told(host.service.taken, mine.actor, 1)[0] == "export-open"
    host.service.move(mine.actor, "close")
    host.service.set(mine.actor, locked=True, revealed=True)
    assert told(host.service.taken, mine.actor, 1)[:2] == ("export-few", {"n": 0, "least": 5})
    host.service.delete(mine.actor)
    assert (theirs.room.state, theirs.room.locked, theirs.room.joined) == ("open", False, 6)
    assert host.service.live(theirs.actor).counts.grid.sum() == 18


def test_an_actor_moved_to_another_room_is_nobody_there(host, refused):
    mine, theirs = host.open(), host.open()
    assert refused(host.service.room, replace(mine.actor, room=theirs.opened.room.id)) == "room-unknown"


@pytest.mark.parametrize("method", INSIDE)
def test_a_secret_of_one_room_is_none_in_another(host, method, refused):
    mine, theirs = host.open(), host.open()
    secret, stranger = mine.join(), theirs.join()
    theirs.send(stranger, "f1", 1, 5)
    for code, wrong in (
        (theirs.code, secret),
        (mine.code, stranger),
        (mine.code, "x" * 32),
        (mine.code, mine.opened.control),
        ("2222222", secret),
        ("", ""),
        ("\ud800", "\ud800"),
    ):
        assert refused(INSIDE[method], host.participation, code, wrong) == "participant-unknown"
    assert theirs.phone(stranger).lang == "en"
    assert [screen.saved for screen in theirs.phone(stranger).screens if screen.key == "f1"] == [
        {"functional": 1, "dysfunctional": 5}
    ]


def test_without_the_room_in_the_look_up_a_secret_would_open_any_room(host, monkeypatch):
    mine, theirs = host.open(), host.open()
    secret = mine.join()
    known = participation.answers.person
    monkeypatch.setattr(participation.answers, "person", lambda c, _, *rest: known(c, mine.code, *rest))
    assert host.participation.phone(theirs.code, secret).room.code == theirs.code


def test_nobody_but_the_service_makes_actors_with_a_role():
    assert rights.Actor(Role.FACILITATOR, "room").proof == ""


def test_options_of_a_room_are_fixed_when_it_opens(host):
    led = host.open(importance=True, pairs=2)
    assert led.room.options == Options(importance=True, pairs=2)
