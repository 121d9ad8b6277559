"""Clocks are set back and jump: nobody is logged out, nothing lasts a negative time, order is by number."""

import pytest

from kano.workshop import participation
from kano.workshop.room import LEAST
from kano.workshop.service import DAY

STEPS = [-3600, -1, 400 * DAY, -400 * DAY]


@pytest.mark.parametrize("step", STEPS)
def test_nobody_is_logged_out_when_the_clock_is_set(host, led, step):
    presenter, secret = host.presenter(led.opened), led.join()
    led.send(secret, "f1", 1, 5)
    host.clock.now += step
    assert led.room.state == host.service.room(presenter).state == "open"
    assert host.facilitator(led.opened) == led.actor
    assert led.phone(secret).screens == led.phone(secret).screens
    assert led.send(secret, "f2", 1, 5).revision == 1
    led.join()
    assert led.room.joined == 2


@pytest.mark.parametrize("step", STEPS)
def test_no_time_to_answer_is_negative(host, led, step):
    people = [led.join() for _ in range(7)]
    for secret in people:
        led.send(secret, "f1", 1, 5)
    host.clock.now += step
    for secret in people:
        led.send(secret, "f2", 1, 5)
        led.send(secret, "f3", 1, 5)
    assert host.service.progress(led.actor).seconds == max(0, step)


def test_without_a_floor_a_clock_that_was_set_back_would_give_a_negative_time(host, led, monkeypatch):
    monkeypatch.setattr(participation, "max", lambda _, seconds: seconds, raising=False)
    people = [led.join() for _ in range(5)]
    for secret in people:
        led.send(secret, "f1", 1, 5)
    host.clock.now -= 3600
    for secret in people:
        led.send(secret, "f2", 1, 5)
        led.send(secret, "f3", 1, 5)
    assert host.service.progress(led.actor).seconds == -3600


def test_the_newest_answer_is_the_one_sent_last_whatever_the_clock_says(host, led):
    secret, sequences = led.join(), []
    for value, step in enumerate([0, *STEPS], start=1):
        host.clock.now += step
        assert led.send(secret, "f1", value, value).revision == value
        sequences.append(led.room.sequence)
    assert sequences == sorted(set(sequences))
    (first,) = [screen for screen in led.phone(secret).screens if screen.key == "f1"]
    assert first.saved == {"functional": 5, "dysfunctional": 5}


@pytest.mark.parametrize("step", STEPS)
def test_live_figures_and_exports_follow_the_numbers_not_the_clock(host, led, step):
    led.fill(7)
    assert host.service.live(led.actor).counts.n.tolist() == [[7, 7, 7]]
    host.clock.now += step
    late = led.fill(4)
    seen = host.service.live(led.actor)
    assert (seen.counts.n.tolist(), seen.waiting) == ([[7, 7, 7]], 12)
    led.move("close")
    assert host.service.taken(led.actor, 1).left_out == 0
    led.move("reopen")
    host.clock.now -= step
    led.send(late[0], "f1", 2, 2)
    led.move("close")
    assert host.service.taken(led.actor, 1).left_out == LEAST


@pytest.mark.parametrize("step", STEPS)
def test_a_session_through_clock_steps_keeps_its_room(host, led, step):
    due = host.service.sweep()
    host.clock.now += step
    due = host.service.sweep(due)
    host.clock.now -= step
    assert host.service.sweep(due) == frozenset()
    assert led.room.state == "open"


def test_a_room_opened_while_the_clock_is_wrong_is_still_kept_for_its_days(host):
    host.clock.now -= 3600
    led = host.open(days=1)
    assert led.room.expires - led.room.created == DAY
    host.clock.now += 3600 + DAY // 2
    assert host.service.sweep(host.service.sweep()) == frozenset()
    assert led.room.state == "open"
