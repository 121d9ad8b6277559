"""A participant comes in, answers, comes back and leaves: his own things only, and nothing twice."""

import sqlite3
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano.errors import KanoError
from kano.workshop import answers, participation, tokens
from kano.workshop.participation import Participation
from kano.workshop.room import WHY_LENGTH, Options, Place, Submission
from tests.workshop.rooms import again

ADDRESS = "192.0.2.7"


def saved(led, secret, screen="f1"):
    return next(dict(s.saved) for s in led.phone(secret).screens if s.key == screen)


def rows(file, query, *values):
    connection = sqlite3.connect(file)
    found = connection.execute(query, values).fetchall()
    connection.close()
    return found


# The door


def test_a_code_opens_the_room_however_it_is_typed(host, led):
    for typed in (led.code, led.code.lower(), f" {led.code[:3]}-{led.code[3:]} "):
        assert host.participation.door(typed, "", ADDRESS) == led.room
    assert host.guesses.wrong == {}


@pytest.mark.parametrize("with_key", [False, True])
def test_unknown_closed_locked_and_full_rooms_are_refused_in_the_same_words(host, with_key):
    closed, locked, full, gone = (host.open(capacity=1) for _ in range(4))
    closed.move("close")
    host.service.set(locked.actor, locked=True)
    full.join()
    host.service.delete(gone.actor)
    told = set()
    for n, led in enumerate((closed, locked, full, gone)):
        with pytest.raises(KanoError) as caught:
            host.participation.door(led.code, led.opened.room.key if with_key else "", f"192.0.2.{n}")
        told.add((caught.value.code, tuple(caught.value.values), str(caught.value)))
    assert len(told) == 1
    assert next(iter(told))[0] == "room-unknown"


@pytest.mark.parametrize("why", ["unknown", "closed", "locked", "full"])
def test_a_typed_code_that_opens_nothing_counts_as_a_guess_whatever_the_reason(host, refused, why):
    led = host.open(capacity=1)
    led.join()
    led.move("close") if why == "closed" else host.service.set(led.actor, locked=why == "locked")
    code = "2222222" if why == "unknown" else led.code
    if why != "unknown":
        told = {refused(host.participation.door, code, led.room.key, ADDRESS) for _ in range(5)}
        assert (told, host.guesses.wrong) == ({"room-unknown"}, {})
    for n in range(1, 4):
        assert refused(host.participation.door, code, "", ADDRESS) == "room-unknown"
        assert host.guesses.wrong == {ADDRESS: n}
    assert refused(host.participation.door, "2222222", "", ADDRESS) == "guesses"
    assert host.guesses.wrong == {ADDRESS: 3}


def test_after_too_many_guesses_the_right_code_must_wait_too_and_others_need_not(host, led, refused):
    host.guesses.wrong[ADDRESS] = 3
    assert refused(host.participation.door, led.code, "", ADDRESS) == "guesses"
    assert host.participation.door(led.code, "", "192.0.2.8").code == led.code


def test_whoever_scanned_the_qr_code_is_never_a_guesser(host, led):
    host.guesses.wrong[ADDRESS] = 3
    for _ in range(10):
        assert host.participation.door(led.code, led.room.key, ADDRESS).code == led.code
    assert host.guesses.wrong == {ADDRESS: 3}


def test_a_wrong_key_is_a_wrong_code_and_is_limited_like_one(host, led, refused):
    other = host.open()
    told = [refused(host.participation.door, led.code, key, ADDRESS) for key in ("x", other.room.key, "\ud800", " ")]
    assert told == ["room-unknown"] * 3 + ["guesses"]
    assert host.guesses.wrong == {ADDRESS: 3}


def test_a_wrong_key_is_not_told_whether_there_is_a_room(host, led, refused, monkeypatch):
    read = []
    monkeypatch.setattr(participation.rooms, "read", lambda row: read.append(row))
    assert refused(host.participation.door, led.code, "x", ADDRESS) == "room-unknown"
    assert refused(host.participation.door, "2222222", "x", ADDRESS) == "room-unknown"
    assert read == []


def test_without_the_limit_every_code_could_be_tried(host, led, refused, monkeypatch):
    monkeypatch.setattr(host.guesses, "allowed", lambda *_: True)
    assert {refused(host.participation.door, tokens.new_code(), "", ADDRESS) for _ in range(50)} == {"room-unknown"}
    assert host.participation.door(led.code, "", ADDRESS).code == led.code


# Coming in


def test_who_joins_twice_with_the_same_secret_is_one_person(host, led):
    secret = led.join()
    led.send(secret, "f1", 1, 5)
    room = host.participation.door(led.code, "", ADDRESS)
    host.participation.join(room, secret, "zh-Hans")
    assert (led.room.joined, led.phone(secret).lang, saved(led, secret)["functional"]) == (1, "en", 1)


def test_who_is_in_comes_back_through_a_door_that_is_locked_for_others(host, led):
    secret = led.join()
    room = host.participation.door(led.code, "", ADDRESS)
    host.service.set(led.actor, locked=True)
    host.participation.join(room, secret, "en")
    with pytest.raises(KanoError):
        host.participation.join(room, tokens.participant_secret(), "en")
    assert led.room.joined == 1


@pytest.mark.parametrize("secret", ["", "short", "x" * 33, "x" * 31 + "é", "\ud800" * 32, "x" * 31 + "\n"])
def test_a_secret_that_no_phone_of_ours_makes_is_refused(host, led, refused, secret):
    assert refused(host.participation.join, led.room, secret, "en") == "room-unknown"
    assert led.room.joined == 0


def test_a_deleted_room_is_joined_no_more(host, led, refused):
    room = host.participation.door(led.code, "", ADDRESS)
    host.service.delete(led.actor)
    assert refused(host.participation.join, room, tokens.participant_secret(), "en") == "room-unknown"


@pytest.mark.parametrize(("lang", "spoken"), [("zh-Hant", "zh-Hant"), ("fr", "zh-Hans"), ("", "zh-Hans")])
def test_a_phone_speaks_the_language_it_asked_for_or_that_of_the_room(host, lang, spoken):
    led = host.open(lang="zh-Hans")
    assert led.phone(led.join(lang)).lang == spoken


def test_a_phone_changes_its_language_to_one_that_there_is(host, led):
    secret = led.join()
    host.participation.speak(led.code, secret, "zh-Hant")
    assert led.phone(secret).lang == "zh-Hant"
    host.participation.speak(led.code, secret, "fr")
    assert led.phone(secret).lang == "zh-Hant"


# The screens


@pytest.mark.parametrize(
    ("place", "expected"), [(Place.FIRST, "s1 s2 f f f"), (Place.LAST, "f f f s1 s2"), (Place.NONE, "f f f")]
)
def test_questions_about_the_person_stand_where_the_room_wants_them(host, questionnaire, place, expected):
    led = host.open(questionnaire(3, (2, 3)), segments=place)
    keys = [screen.key for screen in led.phone(led.join()).screens]
    assert " ".join("f" if key[0] == "f" else key for key in keys) == expected
    assert sorted(key for key in keys if key[0] == "f") == ["f1", "f2", "f3"]


def test_a_reload_brings_back_the_place_the_order_and_what_was_saved(host):
    led = host.open(importance=True)
    secret = led.join()
    before = led.phone(secret)
    assert before.at == 0
    first, second = (screen.key for screen in before.screens[:2])
    led.send(secret, first, 1, 5, importance=7, why="because")
    led.send(secret, second)
    again = Participation(host.database, host.clock, host.guesses).phone(led.code, secret)
    assert [screen.key for screen in again.screens] == [screen.key for screen in before.screens]
    assert again.at == 2
    assert dict(again.screens[0].saved) == {"functional": 1, "dysfunctional": 5, "importance": 7, "why": "because"}
    assert dict(again.screens[1].saved) == {"functional": 0, "dysfunctional": 0}
    led.send(secret, again.screens[2].key, 2, 2)
    assert led.phone(secret).at is None


def test_another_phones_secret_sees_only_its_own(led):
    mine, theirs = led.join(), led.join()
    led.send(mine, "f1", 1, 5, why="mine")
    assert saved(led, mine)["why"] == "mine"
    assert [screen.saved for screen in led.phone(theirs).screens] == [{}, {}, {}]
    led.send(theirs, "f1", 3, 3, why="theirs")
    assert (saved(led, mine)["why"], saved(led, theirs)["why"]) == ("mine", "theirs")


def test_without_the_person_in_the_look_up_a_phone_would_show_another_ones_answers(led, monkeypatch):
    mine, theirs = led.join(), led.join()
    led.send(mine, "f1", 1, 5, why="mine")
    digest, known = tokens.digest(mine), answers.person
    monkeypatch.setattr(answers, "person", lambda c, room, _, lock=False: known(c, room, digest, lock))
    assert saved(led, theirs)["why"] == "mine"


# Answers


@pytest.mark.parametrize("secret", ["", "x", "x" * 33, "x" * 31 + "é", "\ud800" * 32])
def test_what_is_no_secret_of_a_phone_is_refused_at_once_and_asks_the_store_nothing(
    host, led, refused, secret, monkeypatch
):
    monkeypatch.setattr(host.database, "write", lambda _: pytest.fail("the store was asked"))
    assert refused(led.submit, secret, "f1", 1, 5, round=1) == "participant-unknown"


@pytest.mark.parametrize(("move", "code"), [("pause", "room-waits"), ("close", "room-closed")])
def test_answers_are_taken_while_the_room_is_open_and_only_then(host, refused, move, code):
    led = host.open(start=False)
    secret = led.join()
    assert refused(led.send, secret, "f1", 1, 5) == "room-waits"
    led.move("start")
    assert led.send(secret, "f1", 1, 5).revision == 1
    led.move(move)
    assert refused(led.send, secret, "f1", 2, 2) == code
    assert refused(led.send, secret, "f2", 2, 2) == code
    assert saved(led, secret) == {"functional": 1, "dysfunctional": 5}
    led.move("resume" if move == "pause" else "reopen")
    assert led.send(secret, "f1", 2, 2).revision == 2


def test_the_same_submission_again_changes_nothing(led, file):
    secret = led.join()
    outcomes = [led.send(secret, "f1", 1, 5, key="tab:1", why="so") for _ in range(5)]
    assert [saved.revision for saved in outcomes] == [1] * 5
    assert led.room.sequence == 1
    assert rows(file, "SELECT count(*) FROM answer") == [(1,)]


def test_the_same_submission_sent_many_times_at_once_is_kept_once(led, file):
    secret = led.join()
    futures = [led.submit(secret, "f1", 1, 5, key="tab:1") for _ in range(50)]
    assert {future.result().revision for future in futures} == {1}
    assert rows(file, "SELECT revision, sequence FROM answer") == [(1, 1)]


def test_another_value_is_the_next_revision(led):
    secret = led.join()
    assert [led.send(secret, "f1", value, 5).revision for value in (1, 2, 2, 1)] == [1, 2, 2, 3]
    assert saved(led, secret) == {"functional": 1, "dysfunctional": 5}


@pytest.mark.parametrize("values", [{"importance": 4}, {"why": "else"}, {"functional": 2}, {"dysfunctional": 0}])
def test_whatever_differs_is_another_value(host, values):
    led = host.open(importance=True)
    secret = led.join()
    first = {"functional": 1, "dysfunctional": 5, "importance": 3, "why": "so"}
    led.send(secret, "f1", **first)
    assert led.send(secret, "f1", **{**first, **values}).revision == 2


def test_an_older_screen_of_the_same_tab_that_comes_late_is_ignored(led):
    secret = led.join()
    led.send(secret, "f1", 1, 5, key="tab:7")
    assert led.send(secret, "f1", 3, 3, key="tab:6").revision == 1
    assert led.send(secret, "f1", 3, 3, key="tab:06").revision == 1
    assert saved(led, secret)["functional"] == 1
    assert led.send(secret, "f1", 3, 3, key="tab:10").revision == 2


def test_who_went_back_to_his_first_choice_is_not_overtaken_by_his_second(led):
    secret = led.join()
    led.send(secret, "f1", 1, 5, key="tab:1")
    assert led.send(secret, "f1", 1, 5, key="tab:3").revision == 1
    assert led.send(secret, "f1", 2, 2, key="tab:2").revision == 1
    assert saved(led, secret) == {"functional": 1, "dysfunctional": 5}


def test_without_the_counter_a_late_screen_would_win(led, monkeypatch):
    secret = led.join()
    led.send(secret, "f1", 1, 5, key="tab:7")
    monkeypatch.setattr(answers, "_late", lambda *_: False)
    led.send(secret, "f1", 3, 3, key="tab:6")
    assert saved(led, secret)["functional"] == 3


def test_of_two_tabs_the_one_that_answers_last_wins(led):
    secret = led.join()
    for tab, value in (("a:9", 1), ("b:1", 2), ("a:10", 3), ("b:2", 4)):
        led.send(secret, "f1", value, value, key=tab)
    assert saved(led, secret) == {"functional": 4, "dysfunctional": 4}


FORGED = [
    ("f1", {"functional": 6}),
    ("f1", {"functional": -1}),
    ("f1", {"dysfunctional": 6}),
    ("f1", {"dysfunctional": -1}),
    ("f1", {"functional": 10**30}),
    ("f1", {"importance": 0}),
    ("f1", {"importance": 10}),
    ("f1", {"importance": -(10**30)}),
    ("s1", {"option": 3}),
    ("s1", {"option": -1}),
    ("s1", {"option": 10**30}),
    ("f0", {}),
    ("f4", {}),
    ("s2", {}),
    ("s0", {}),
    ("f01", {}),
    ("f1 ", {}),
    ("F1", {}),
    ("", {}),
    ("f", {}),
    ("f-1", {}),
    ("f١", {}),
    ("f1; DROP TABLE answer", {}),
    ("f" + "9" * 5000, {}),
    ("\ud800", {}),
    ("f1", {"key": ""}),
    ("f1", {"key": "tab"}),
    ("f1", {"key": "tab:x"}),
    ("f1", {"key": "tab:-1"}),
    ("f1", {"key": "tab:1\n"}),
    ("f1", {"key": "tab:١"}),
    ("f1", {"key": "t" * 39 + ":1"}),
    ("f1", {"key": "\ud800:1"}),
]


@pytest.mark.parametrize(("screen", "values"), FORGED)
def test_what_no_phone_of_ours_sends_is_refused_and_keeps_nothing(host, questionnaire, refused, file, screen, values):
    led = host.open(questionnaire(3, (2,)), importance=True)
    secret = led.join()
    assert refused(led.send, secret, screen, **values) == "screen-unknown"
    assert rows(file, "SELECT count(*) FROM answer UNION ALL SELECT count(*) FROM profile") == [(0,), (0,)]
    assert led.send(secret, "f1", 1, 5, importance=9).revision == led.send(secret, "s1", option=2).revision == 1


def test_without_the_look_at_its_values_a_forged_answer_would_be_kept(led, monkeypatch):
    secret = led.join()
    monkeypatch.setattr(participation, "_fits", lambda *_: True)
    led.send(secret, "f1", 6, -1)
    assert saved(led, secret) == {"functional": 6, "dysfunctional": -1}


def test_a_forged_answer_refuses_nobody_elses(led):
    good, bad = led.join(), led.join()
    sent = [led.submit(bad if n % 2 else good, "f1", 9 if n % 2 else 1, 5, key=f"t:{n}") for n in range(20)]
    told = []
    for future in sent:
        with suppress(KanoError):
            told.append(future.result().revision)
    assert told == [1] * 10


def test_a_screen_of_somebody_elses_plan_is_refused(host, questionnaire, refused):
    led = host.open(questionnaire(6), pairs=2)
    for secret in [led.join() for _ in range(6)]:
        mine = {screen.key for screen in led.phone(secret).screens}
        assert len(mine) == 2
        for key in (f"f{n}" for n in range(1, 7)):
            if key in mine:
                assert led.send(secret, key, 1, 5).revision == 1
            else:
                assert refused(led.send, secret, key, 1, 5) == "screen-unknown"


def test_what_was_not_asked_is_not_kept(host, led):
    secret = led.join()
    led.send(secret, "f1", 1, 5, importance=7, why="because", option=1)
    assert saved(led, secret) == {"functional": 1, "dysfunctional": 5, "why": "because"}
    silent = host.open(why=False, importance=True)
    secret = silent.join()
    silent.send(secret, "f1", 1, 5, importance=7, why="because")
    assert saved(silent, secret) == {"functional": 1, "dysfunctional": 5, "importance": 7}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two\n lines\t", "two lines"),
        ("a\x00b\u202ec", "a b c"),
        ("\ud800x", "x"),
        ("e\u0301", "é"),
        ("x" * 9999, "x" * WHY_LENGTH),
        ("\n", None),
    ],
)
def test_a_reason_is_one_clean_line_of_bounded_length(led, typed, kept):
    secret = led.join()
    led.send(secret, "f1", 1, 5, why=typed)
    assert saved(led, secret).get("why") == kept


@given(
    st.builds(
        Submission,
        screen=st.sampled_from(["f1", "s1"]),
        key=st.just("t:1"),
        round=st.just(1),
        functional=st.integers(-2, 8),
        dysfunctional=st.integers(-2, 8),
        importance=st.none() | st.integers(-2, 12),
        why=st.text(st.characters(exclude_categories=()), max_size=30),
        option=st.integers(-2, 5),
    )
)
@settings(deadline=None)
def test_only_what_a_screen_offers_fits_it(questionnaire, sent):
    room = type("Stub", (), {"questionnaire": questionnaire(1, (3,)), "options": Options(importance=True)})()
    if sent.screen == "s1":
        offered = sent.option in range(4)
    else:
        sides = sent.functional in range(6) and sent.dysfunctional in range(6)
        offered = sides and sent.importance in (None, *range(1, 10))
    assert participation._fits(room, sent) == offered
    kept = sent.without_extras(room.options).why
    assert kept == kept.strip()
    kept.encode()


# Going


def test_leaving_deletes_everything_of_that_person_and_nothing_of_others(host, questionnaire, refused, file):
    led = host.open(questionnaire(3, (2,)))
    gone, stays = led.fill(2)
    host.participation.leave(led.code, gone)
    assert refused(led.phone, gone) == refused(led.send, gone, "f1", 1, 5) == "participant-unknown"
    assert led.room.joined == 1
    for table, left in (("participant", 1), ("answer", 3), ("profile", 1)):
        assert rows(file, f"SELECT count(*) FROM {table}") == [(left,)]
    assert led.phone(stays).at is None
    assert refused(host.participation.leave, led.code, gone) == "participant-unknown"


def test_who_left_may_come_back_as_somebody_new(host, led):
    secret = led.join()
    led.send(secret, "f1", 1, 5)
    host.participation.leave(led.code, secret)
    host.participation.join(host.participation.door(led.code, "", ADDRESS), secret, "en")
    assert saved(led, secret) == {}
    assert led.send(secret, "f1", 2, 2).revision == 1


def test_leaving_takes_the_answers_of_every_round(host, led, file):
    (secret,) = led.fill(1)
    again(host.service, led.actor)
    led.send(secret, "f1", 2, 2)
    host.participation.leave(led.code, secret)
    assert rows(file, "SELECT count(*) FROM answer") == [(0,)]


def test_who_leaves_an_empty_handed_room_leaves_no_trace_in_the_figures(host, led):
    led.fill(5)
    assert host.service.live(led.actor).waiting == 0
    host.participation.leave(led.code, led.join())
    assert host.service.live(led.actor).waiting == 0
    assert led.room.joined == 5


def test_a_process_that_keeps_many_rooms_read_forgets_the_oldest_and_still_knows_them(host, monkeypatch):
    monkeypatch.setattr(participation, "KEPT", 3)
    rooms = [host.open() for _ in range(5)]
    secrets = [led.join() for led in rooms]
    for _ in range(2):
        assert [led.phone(secret).room.code for led, secret in zip(rooms, secrets, strict=True)] == [
            led.code for led in rooms
        ]
    assert len(host.participation._rooms) <= 3


def test_a_phone_sees_the_state_and_the_round_as_they_are_now(host, led):
    secret = led.join()
    seen = [led.phone(secret).room]
    led.send(secret, "f1", 1, 5)
    led.move("pause")
    seen.append(led.phone(secret).room)
    again(host.service, led.actor)
    seen.append(led.phone(secret).room)
    assert [(room.state, room.round) for room in seen] == [("open", 1), ("paused", 1), ("open", 2)]
