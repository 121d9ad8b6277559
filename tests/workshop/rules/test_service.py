"""A room from its opening to its end: every move from every state, rounds, door, capacity, retention."""

import sqlite3
from contextlib import suppress

import pytest

from kano.errors import KanoError
from kano.fieldwork.allocation import features_for
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import parse
from kano.workshop import participation, service
from kano.workshop.room import MOST_DAYS, Asks, Options, Place, State
from kano.workshop.service import DAY, HOUR, MOVES
from tests.workshop.rooms import again

AFTER = {
    "start": {"ready": "open", "open": "open"},
    "pause": {"open": "paused", "paused": "paused"},
    "resume": {"paused": "open", "open": "open"},
    "close": {"ready": "closed", "open": "closed", "paused": "closed", "closed": "closed"},
    "reopen": {"closed": "open", "open": "open"},
}
"""Where each move leads, from every state in which it is taken; elsewhere it is refused."""

ROAD = {"ready": [], "open": ["start"], "paused": ["start", "pause"], "closed": ["close"]}


def at(host, state):
    led = host.open(start=False)
    for move in ROAD[state]:
        led.move(move)
    return led


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", MOVES)
def test_every_move_leads_where_it_should_or_is_refused(host, refused, move, state):
    led = at(host, state)
    if state in AFTER[move]:
        assert led.move(move).state == AFTER[move][state] == led.room.state
        assert led.move(move).state == AFTER[move][state]
    else:
        assert refused(led.move, move) == "room-move"
        assert led.room.state is state


def test_a_refused_move_says_where_and_why_in_every_language(host):
    led = at(host, "paused")
    with pytest.raises(KanoError) as caught:
        led.move("start")
    assert caught.value.values == {"state": "paused", "move": "start"}
    assert all("paused" in caught.value.text(catalogue(lang)) for lang in LANGUAGES)


def test_a_new_room_waits_with_its_door_open_and_its_results_hidden(host, questionnaire):
    led = host.open(start=False)
    room = led.room
    assert (room.state, room.locked, room.revealed, room.round, room.joined) == ("ready", False, False, 1, 0)
    assert (room.created, room.expires) == (host.clock.now // HOUR * HOUR, room.created + 90 * DAY)
    assert (room.questionnaire, room) == (questionnaire(), led.opened.room)


def test_a_room_is_read_as_it_was_opened_whatever_its_options(host, questionnaire):
    chosen = Options("zh-Hant", Asks.CUSTOMERS, True, False, Place.LAST, 2, 40, 7)
    opened = host.service.open_room(questionnaire(4, (2, 3)), chosen)
    assert host.service.room(host.facilitator(opened)) == opened.room
    assert opened.room.options == chosen
    assert opened.room.asked == 2


@pytest.mark.parametrize(("pairs", "asked"), [(None, 3), (1, 1), (3, 3)])
def test_nobody_is_asked_more_pairs_than_there_are(host, pairs, asked):
    assert host.open(pairs=pairs).room.asked == asked


@pytest.mark.parametrize("options", [{"pairs": -1}, {"pairs": 50}, {"capacity": 0}, {"capacity": 100_000}])
def test_a_room_of_an_impossible_size_is_not_opened(host, refused, questionnaire, options):
    assert refused(host.service.open_room, questionnaire(), Options(**options)) == "room-size"


def test_a_room_in_a_language_that_the_questionnaire_lacks_speaks_its_first(host, questionnaire):
    assert host.open(questionnaire(languages=("zh-Hant",)), lang="en").room.options.lang == "zh-Hant"


def test_a_questionnaire_without_a_language_of_its_own_opens_no_room(host, refused):
    mixed = "format: kano.questionnaire/1\ntitle: T\nfeatures:\n- name: {en: Tea}\n- name: {zh-Hans: 茶}\n"
    assert refused(host.service.open_room, parse(mixed, "q.yaml")) == "room-languages"


@pytest.mark.parametrize("days", [0, -1, MOST_DAYS + 1, 10**9])
def test_a_room_is_kept_a_year_at_most(host, led, refused, days):
    assert refused(host.service.open_room, led.room.questionnaire, Options(days=days)) == "room-days"
    assert refused(host.service.keep, led.actor, days) == "room-days"
    assert led.room.expires == led.room.created + 90 * DAY


@pytest.mark.parametrize("days", [11, 30, MOST_DAYS])
def test_how_long_a_room_is_kept_counts_from_its_opening(host, led, days):
    host.clock.now += 10 * DAY
    assert host.service.keep(led.actor, days).expires == led.room.created + days * DAY


@pytest.mark.parametrize("days", [1, 9, 10])
def test_a_room_is_not_kept_until_a_day_that_has_passed(host, led, refused, days):
    host.clock.now += 10 * DAY
    assert refused(host.service.keep, led.actor, days) == "room-days-past"
    assert led.room.expires == led.room.created + 90 * DAY


def test_whoever_came_in_was_told_how_long_and_it_is_not_longer(host, led, refused):
    assert host.service.keep(led.actor, 100).expires == led.room.created + 100 * DAY
    secret = led.join()
    assert refused(host.service.keep, led.actor, 101) == "room-days-promised"
    for days in (100, 50):
        assert host.service.keep(led.actor, days).expires == led.room.created + days * DAY
    assert refused(host.service.keep, led.actor, 51) == "room-days-promised"
    host.participation.leave(led.code, secret)
    assert led.room.expires == led.room.created + 50 * DAY


def test_nobody_fills_a_store_by_opening_rooms(host, refused, questionnaire, monkeypatch):
    monkeypatch.setattr(service, "AN_HOUR", 3)
    for _ in range(3):
        host.open()
    assert refused(host.service.open_room, questionnaire()) == "rooms-many"
    host.clock.now += HOUR
    host.open()


def test_two_rooms_never_share_a_code(host, monkeypatch):
    codes = iter(["K7PQ2MX", "K7PQ2MX", "K7PQ2MX", "A2B3C4D"])
    monkeypatch.setattr(service.tokens, "new_code", lambda: next(codes))
    assert (host.open().code, host.open().code) == ("K7PQ2MX", "A2B3C4D")


def test_the_door_is_locked_and_opened_and_results_are_shown_and_hidden(host, led):
    seen = [host.service.set(led.actor, locked=True), host.service.set(led.actor, revealed=True)]
    seen += [host.service.set(led.actor, locked=False), host.service.set(led.actor, revealed=False)]
    assert [(r.locked, r.revealed) for r in seen] == [(True, False), (True, True), (False, True), (False, False)]


def test_nothing_to_set_sets_nothing(host, led):
    assert host.service.set(led.actor) == led.room


@pytest.mark.parametrize("state", State)
def test_the_next_round_starts_from_every_state_and_hides_the_results(host, state):
    led = host.open()
    led.fill(1)
    host.service.set(led.actor, locked=True, revealed=True)
    for move in {"ready": [], "open": []}.get(state, ROAD[state][-1:]):
        led.move(move)
    room = again(host.service, led.actor)
    assert (room.round, room.state, room.revealed, room.locked, room.joined) == (2, "open", False, True, 1)


def test_a_round_that_nobody_answered_is_not_followed_by_another(host, led, refused):
    led.join()
    assert refused(again, host.service, led.actor) == "round-empty"
    led.move("resume")
    led.fill(1)
    again(host.service, led.actor)
    assert refused(again, host.service, led.actor) == "round-empty"
    assert led.room.round == 2


def test_no_round_starts_while_people_answer_the_one_before(host, led, refused):
    led.fill(1)
    assert refused(host.service.next_round, led.actor) == "round-open"
    assert (led.room.round, led.room.state) == (1, "open")
    led.move("pause")
    assert host.service.next_round(led.actor).round == 2


def test_what_was_said_before_stays_and_the_new_round_starts_empty(host, led):
    people = led.fill(6, (1, 5))
    again(host.service, led.actor)
    assert host.service.live(led.actor).counts.grid.sum() == 0
    assert host.service.live(led.actor).progress.begun == 0
    assert all(screen.saved == {} for screen in led.phone(people[0]).screens)
    for secret in people:
        led.send(secret, "f1", 3, 3)
    led.move("close")
    first, second = (host.service.taken(led.actor, turn)[1] for turn in (1, 2))
    assert {(row.functional, row.dysfunctional, row.feature) for row in first} == {(1, 5, f) for f in range(3)}
    assert {(row.functional, row.dysfunctional, row.feature) for row in second} == {(3, 3, 0)}
    assert {row.participant for row in first} == {row.participant for row in second}


def test_what_belongs_to_the_round_before_is_refused_in_the_next(host, led, refused):
    (secret,) = led.fill(1)
    again(host.service, led.actor)
    for turn in (1, 3, 0, -1, 10**30):
        late = led.submit(secret, "f1", 2, 2, round=turn)
        assert refused(late.result) == "round-over"
    assert led.send(secret, "f1", 2, 2, round=2).revision == 1


def test_without_the_look_at_the_round_a_late_answer_would_change_what_is_over(host, led, monkeypatch):
    (secret,) = led.fill(1)
    again(host.service, led.actor)
    known = host.participation._known

    def trusting(connection, code, digest, lock=True):
        room, person = known(connection, code, digest, lock)
        return service.replace(room, round=1), person

    monkeypatch.setattr(host.participation, "_known", trusting)
    led.send(secret, "f1", 2, 2, round=1)
    held, _ = host.database.read(lambda c: service.answers.everything(c, led.opened.room))
    assert [row.functional for row in held if (row.round, row.feature) == (1, 0)] == [2]


def test_whoever_comes_in_the_second_round_is_asked_nothing_about_himself(host, questionnaire):
    led = host.open(questionnaire(2, (3,)))
    led.fill(1)
    again(host.service, led.actor)
    assert sorted(screen.key for screen in led.phone(led.join()).screens) == ["f1", "f2"]


@pytest.mark.parametrize("how", ["close", "next_round"])
def test_the_time_of_a_discussion_is_nobodys_time_to_answer(host, file, questionnaire, how):
    assert timed(host, file, questionnaire, how) == {None}


@pytest.mark.parametrize("how", ["close", "next_round"])
def test_a_watch_that_is_not_stopped_would_time_the_discussion_or_keep_its_beginning(
    host, file, questionnaire, how, monkeypatch
):
    monkeypatch.setattr(service.answers, "stop_watches", lambda *_: None)
    assert timed(host, file, questionnaire, how) == ({3 * HOUR} if how == "close" else {int(host.clock.now) - 3 * HOUR})


def timed(host, file, questionnaire, how):
    """What the store keeps of the time of five people between whose answers there was a discussion."""
    led = host.open(questionnaire(2, (3,)))
    people = [led.join() for _ in range(5)]
    for secret in people:
        led.send(secret, "s1", option=1)
        led.send(secret, "f1", 1, 5)
    if how == "close":
        led.move("close")
        host.clock.now += 3 * HOUR
        led.move("reopen")
    else:
        host.clock.now += 3 * HOUR
        again(host.service, led.actor)
    for secret in people:
        led.send(secret, "f1", 2, 5)
        led.send(secret, "f2", 1, 5)
    rows = sqlite3.connect(file)
    held = {value for row in rows.execute("SELECT begun, seconds FROM participant") for value in row}
    rows.close()
    seconds = host.service.progress(led.actor).seconds
    assert seconds is None or {seconds} == held - {None}
    return held - {None} or {None}


def test_whoever_waits_before_his_first_answer_is_not_timed_meanwhile(host, led):
    people = [led.join() for _ in range(5)]
    host.clock.now += HOUR
    for screen in ("f1", "f2", "f3"):
        for secret in people:
            led.send(secret, screen, 1, 5)
        host.clock.now += 60
    assert host.service.progress(led.actor).seconds == 120
    again(host.service, led.actor)
    assert host.service.progress(led.actor).seconds is None


def test_only_pairs_with_both_their_answers_are_counted_as_answered(host, led):
    for pair in ((1, 5), (1, 0), (0, 5), (0, 0), (2, 2)):
        led.send(led.join(), "f1", *pair)
    assert host.service.progress(led.actor).answered == (2, 0, 0)


def test_progress_counts_people_and_pairs_and_tells_the_time_of_five_at_least(host, led):
    seen = []
    for n in range(1, 7):
        secret = led.join()
        for screen in led.phone(secret).screens[: 3 if n < 6 else 1]:
            led.send(secret, screen.key, 1, 5)
            host.clock.now += 30 * n
        seen.append(host.service.progress(led.actor))
    assert [p.seconds for p in seen] == [None, None, None, None, 180, 180]
    assert [p.joined for p in seen] == [1, 2, 3, 4, 5, 6]
    assert [p.begun for p in seen] == [1, 2, 3, 4, 5, 6]
    assert [p.finished for p in seen] == [1, 2, 3, 4, 5, 5]
    assert sum(seen[-1].answered) == 16


@pytest.mark.parametrize("place", Place)
def test_whoever_is_finished_is_so_on_the_phone_too(host, questionnaire, place):
    led = host.open(questionnaire(2, (2, 2)), segments=place)
    secret = led.join()
    for screen in led.phone(secret).screens:
        assert (host.service.progress(led.actor).finished, led.phone(secret).at is None) == (0, False)
        led.send(secret, screen.key)
    assert (host.service.progress(led.actor).finished, led.phone(secret).at) == (1, None)
    again(host.service, led.actor)
    for key in ("f1", "f2"):
        assert (host.service.progress(led.actor).finished, led.phone(secret).at is None) == (0, False)
        led.send(secret, key)
    assert (host.service.progress(led.actor).finished, led.phone(secret).at) == (1, None)


def test_a_look_at_the_next_file_makes_none(host, led):
    led.fill(6)
    led.move("close")
    for _ in range(2):
        ahead = host.service.ahead(led.actor, 1)
        assert (len({row.participant for row in ahead.taken.pairs}), ahead.taken.left_out, ahead.made) == (6, 0, False)
    assert host.service.seen(led.actor)[1] == ()
    taken = host.service.taken(led.actor, 1)
    assert host.service.ahead(led.actor, 1) == (taken, True)
    files = host.service.seen(led.actor)[1]
    assert len(files) == 1
    led.move("reopen")
    led.fill(2)
    led.move("close")
    ahead = host.service.ahead(led.actor, 1)
    assert (len({row.participant for row in ahead.taken.pairs}), ahead.taken.left_out, ahead.made) == (6, 2, True)
    led.move("reopen")
    led.fill(3)
    led.move("close")
    ahead = host.service.ahead(led.actor, 1)
    assert (len({row.participant for row in ahead.taken.pairs}), ahead.taken.left_out, ahead.made) == (11, 0, False)
    assert host.service.seen(led.actor)[1] == files


def test_a_next_file_of_which_somebody_left_or_changed_something_is_not_the_last_one(host, led):
    people = led.fill(12)
    led.move("close")
    host.service.taken(led.actor, 1)
    host.participation.leave(led.code, people[0])
    assert not host.service.ahead(led.actor, 1).made
    host.service.taken(led.actor, 1)
    assert host.service.ahead(led.actor, 1).made
    led.move("reopen")
    for secret in people[1:]:
        led.send(secret, "f1", 2, 2)
    led.move("close")
    assert not host.service.ahead(led.actor, 1).made


def test_capacity_is_the_number_of_people_inside(host, refused):
    led = host.open(capacity=3)
    people = [led.join() for _ in range(3)]
    assert refused(led.join) == "room-unknown"
    host.participation.leave(led.code, people[0])
    led.join()
    assert refused(led.join) == "room-unknown"
    assert led.room.joined == 3


def test_many_who_come_at_once_do_not_exceed_the_capacity(host):
    led = host.open(capacity=5)
    room = host.participation.door(led.code, "", "his")
    for _ in range(12):
        with suppress(KanoError):
            host.participation.join(room, service.tokens.participant_secret(), "en")
    assert led.room.joined == 5


def test_without_the_second_look_at_the_door_a_room_would_be_overfull(host, monkeypatch):
    led = host.open(capacity=5)
    room = host.participation.door(led.code, "", "his")
    monkeypatch.setattr("kano.workshop.room.Room.joinable", True)
    for _ in range(12):
        host.participation.join(room, service.tokens.participant_secret(), "en")
    assert led.room.joined == 12


def test_a_room_past_its_day_goes_at_the_second_sweep(host, led):
    other = host.open(days=200)
    host.clock.now += 100 * DAY
    due = host.service.sweep()
    assert due == {led.opened.room.id}
    assert led.room.id in due
    assert host.service.sweep(due) == frozenset()
    assert host.database.read(lambda c: service.rooms.by_id(c, led.opened.room.id)) is None
    assert other.room.id == other.opened.room.id


def test_a_clock_that_jumps_for_one_sweep_deletes_nothing(host, led):
    host.clock.now += 400 * DAY
    due = host.service.sweep()
    host.clock.now -= 400 * DAY
    assert due == {led.opened.room.id}
    assert host.service.sweep(due) == frozenset()
    host.clock.now += 400 * DAY
    assert host.service.sweep(host.service.sweep(frozenset())) == frozenset()
    with pytest.raises(KanoError):
        led.room  # noqa: B018


def test_a_sweep_that_does_not_wait_would_delete_a_room_when_the_clock_jumps(host, led, refused):
    host.clock.now += 400 * DAY
    assert host.service.sweep(frozenset({led.opened.room.id})) == frozenset()
    assert refused(host.service.room, led.actor) == "room-unknown"


def given(host, questionnaire):
    """How often each feature was given in a room whose people come and go."""
    led, inside, times = host.open(questionnaire(5), pairs=2), [], dict.fromkeys(("f1", "f2", "f3", "f4", "f5"), 0)
    for n in range(40):
        inside.append(led.join())
        for screen in led.phone(inside[-1]).screens:
            times[screen.key] += 1
        if n % 2:
            host.participation.leave(led.code, inside.pop(n % len(inside)))
    return sorted(times.values())


def test_every_feature_is_given_as_often_as_any_other_whoever_leaves(host, questionnaire):
    assert given(host, questionnaire) == [16] * 5


def test_numbers_that_are_given_back_would_unbalance_the_features(host, questionnaire, monkeypatch):
    admit = service.answers.admit

    def again_his(connection, room_id):
        admit(connection, room_id)
        return service.rooms.by_id(connection, room_id).joined - 1

    def of_one_room(number, features, asked, _seed):
        return features_for(number, features, asked, "always the same room")

    monkeypatch.setattr(service.answers, "admit", again_his)
    monkeypatch.setattr(participation, "features_for", of_one_room)
    times = given(host, questionnaire)
    assert times[-1] - times[0] > 1


def test_a_room_that_is_kept_longer_in_time_stays(host, led):
    host.clock.now += 91 * DAY
    due = host.service.sweep()
    host.service.keep(led.actor, 120)
    assert host.service.sweep(due) == frozenset()
    assert led.room.id in due


def test_a_deleted_room_is_gone_with_everything_in_it_and_no_other(host, file):
    gone, stays = host.open(), host.open()
    for led in (gone, stays):
        led.fill(6)
        host.service.live(led.actor)
        led.move("close")
        host.service.taken(led.actor, 1)
    host.service.delete(gone.actor)
    rows = sqlite3.connect(file)
    held = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in sorted(set(held) - {"alembic_version"}):
        column = "id" if table == "room" else "room"
        left = {room for (room,) in rows.execute(f"SELECT {column} FROM {table}")}
        assert left <= {stays.opened.room.id}, table
    rows.close()
    assert stays.room.joined == 6


def test_an_export_needs_a_pause_and_five_people(host, led, refused):
    led.fill(4)
    assert refused(host.service.taken, led.actor, 1) == "export-open"
    led.move("pause")
    assert refused(host.service.taken, led.actor, 1) == "export-few"
    led.move("resume")
    led.fill(1)
    led.move("close")
    _, pairs, profiles, _ = host.service.taken(led.actor, 1)
    assert (len(pairs), profiles) == (15, [])
    assert refused(host.service.taken, led.actor, 2) == "export-few"


def test_a_round_that_is_over_is_exported_while_people_answer_the_next(host, led, refused):
    led.fill(6)
    again(host.service, led.actor)
    assert len(host.service.taken(led.actor, 1).pairs) == 18
    assert refused(host.service.taken, led.actor, 2) == "export-open"
    led.move("pause")
    assert refused(host.service.taken, led.actor, 2) == "export-few"


def test_whoever_passed_over_everything_does_not_make_a_file_of_few_one_of_five(host, led, refused):
    led.fill(4)
    led.fill(6, (0, 0))
    led.move("close")
    assert refused(host.service.taken, led.actor, 1) == "export-few"
