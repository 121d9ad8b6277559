"""Anonymity over time: an observer who keeps every table, and every file, sees the answers of five people or more."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest
from sqlalchemy import create_engine

from kano.errors import KanoError
from kano.workshop import answers, publishing, rooms, service
from kano.workshop.room import LEAST, Options, Room, State, Submission
from kano.workshop.schema import metadata

FEATURES = 2
SEEDS = range(12)


class Crowd:
    """People who come, answer, change their minds, pass over, come back to it and leave, in an order of chance.

    `truth` holds each feature's pairs by person, and `seen` all that an observer was shown of it, each time with the
    truth of that moment.
    """

    def __init__(self, seed, questionnaire):
        self.chance = Random(seed)
        engine = create_engine("sqlite://")
        self.connection = engine.connect()
        metadata.create_all(self.connection)
        options = Options(why=False)
        room = Room("room", "K7PQ2MX", "key", State.OPEN, options, questionnaire, False, False, 1, 0, 0, 0, 1)
        rooms.add(self.connection, room, "control", "view")
        self.truth = [{} for _ in range(FEATURES)]
        self.seen = [[(np.zeros((6, 6), dtype=int), {})] for _ in range(FEATURES)]
        self.people, self.count = [], 0
        self.eager, self.fickle = self.chance.choice([(0.7, 0.2), (0.5, 0.3), (0.4, 0.5)])

    @property
    def room(self):
        return rooms.read(rooms.by_id(self.connection, "room"))

    def event(self):
        """Somebody does something; what is published then."""
        self.count += 1
        happens = self.chance.random()
        if happens < self.eager or not self.people:
            self.people.append(self.count)
            self._come(self.count)
            self._answer(self.count)
        elif happens < self.eager + self.fickle:
            self._answer(self.chance.choice(self.people))
        else:
            self._leave(self.people.pop(self.chance.randrange(len(self.people))))

    def look(self):
        room = self.room
        publishing.publish(self.connection, room)
        figures = publishing.figures(self.connection, room).grid[0]
        for feature, seen in enumerate(self.seen):
            if not np.array_equal(figures[feature], seen[-1][0]):
                seen.append((figures[feature], dict(self.truth[feature])))
        return figures, publishing.waiting(self.connection, room)

    def _come(self, number):
        answers.admit(self.connection, "room")
        person = {"secret": f"{number}", "lang": "en", "begun": None, "features": "[]"}
        answers.add_person(self.connection, "room", id=number, **person)

    def _answer(self, number):
        for feature in self.chance.sample(range(FEATURES), self.chance.randint(1, FEATURES)):
            pair = (
                self.chance.choices(range(6), (1, 9, 2, 2, 2, 2))[0],
                self.chance.choices(range(6), (1, 2, 2, 2, 2, 9))[0],
            )
            sent = Submission(f"f{feature + 1}", f"tab:{self.count}", 1, *pair)
            answers.save(self.connection, "room", number, sent)
            self.truth[feature][number] = pair

    def _leave(self, number):
        answers.remove_person(self.connection, "room", number)
        for feature in self.truth:
            feature.pop(number, None)


def exposures(crowd):
    """How often two tables that were shown one after the other differ by the pairs of fewer than five people.

    A table that is taken away shows nobody, and what came before it is compared with what comes after it as well.
    """
    found = 0
    for seen in crowd.seen:
        shown = [seen[0], *((table, pairs) for table, pairs in seen if table.any())]
        for steps in (seen, shown):
            for (table, before), (after, now) in pairwise(steps):
                was, is_ = (pairs if t.any() else {} for t, pairs in ((table, before), (after, now)))
                moved = sum(was.get(person) != is_.get(person) for person in was.keys() | is_.keys())
                found += moved < LEAST
    return found


def watched(seeds, questionnaire, events=100):
    """What an observer who looks after every event finds in several rooms, and how many steps he saw."""
    found = steps = 0
    for seed in seeds:
        crowd = Crowd(seed, questionnaire(FEATURES))
        for _ in range(events):
            crowd.event()
            crowd.look()
        found += exposures(crowd)
        steps += sum(len(seen) - 1 for seen in crowd.seen)
    return found, steps


def test_whoever_watches_every_step_sees_the_answers_of_five_people_at_once(questionnaire):
    found, steps = watched(SEEDS, questionnaire)
    assert found == 0
    assert steps > 5 * len(SEEDS)


def test_steps_of_one_answer_would_expose_people(questionnaire, monkeypatch):
    monkeypatch.setattr(publishing, "LEAST", 1)
    found, steps = watched(range(3), questionnaire)
    assert found > steps / 2


def say(crowd, people, pair):
    """These people give, or change, this complete answer to everything."""
    for number in people:
        for feature in range(FEATURES):
            crowd.count += 1
            sent = Submission(f"f{feature + 1}", f"tab:{crowd.count}", 1, *pair)
            answers.save(crowd.connection, "room", number, sent)
            crowd.truth[feature][number] = pair


def waver(crowd):
    """Nine people answer; four change their minds and change them back, and one changes his."""
    for number in range(1, 10):
        crowd._come(number)
    say(crowd, range(1, 10), (1, 5))
    crowd.look()
    say(crowd, range(1, 5), (3, 3))
    say(crowd, range(1, 5), (1, 5))
    say(crowd, [5], (3, 3))
    return crowd.look()[0]


def test_those_who_changed_their_minds_twice_hide_nobody(questionnaire):
    crowd = Crowd(1, questionnaire(FEATURES))
    assert waver(crowd)[:, 3, 3].tolist() == [0, 0]
    assert exposures(crowd) == 0


def test_counting_what_came_in_instead_of_what_moved_would_expose_people(questionnaire, monkeypatch):
    def by_rows(connection, of):
        due = [row.feature for row in connection.execute(publishing._changes(of)) if row.changed >= LEAST]
        return {feature: publishing._tables(connection, of)[feature] for feature in due}

    monkeypatch.setattr(publishing, "_steps", by_rows)
    crowd = Crowd(1, questionnaire(FEATURES))
    assert waver(crowd)[:, 3, 3].tolist() == [1, 1]
    assert exposures(crowd) == 2 * FEATURES


def test_a_table_of_what_few_left_behind_would_expose_them(questionnaire, monkeypatch):
    put = publishing._put

    def careless(*given):
        with monkeypatch.context() as patch:
            patch.setattr(publishing, "LEAST", 0)
            put(*given)

    monkeypatch.setattr(publishing, "_put", careless)
    crowd = Crowd(1, questionnaire(FEATURES))
    leave_all_but_one(crowd)
    assert [figures.sum() for figures in crowd.look()[0]] == [1, 1]


def leave_all_but_one(crowd):
    """Six people answer, and five of them leave again."""
    for number in range(1, 7):
        crowd._come(number)
    say(crowd, range(1, 7), (1, 5))
    assert crowd.look()[0].sum() == 12
    for number in range(1, 6):
        crowd._leave(number)


def test_where_most_have_left_the_rest_is_shown_no_more(questionnaire):
    crowd = Crowd(1, questionnaire(FEATURES))
    leave_all_but_one(crowd)
    assert (crowd.look()[0].sum(), crowd.look()[1]) == (0, 2)


def test_where_all_have_left_nothing_is_shown_and_nothing_waits(questionnaire):
    crowd = Crowd(1, questionnaire(FEATURES))
    leave_all_but_one(crowd)
    crowd._leave(6)
    assert (crowd.look()[0].sum(), crowd.look()[1]) == (0, 0)


@pytest.mark.parametrize("seed", range(4))
def test_figures_are_the_truth_when_nothing_waits_and_are_of_five_or_of_nobody(questionnaire, seed):
    crowd, true = Crowd(100 + seed, questionnaire(FEATURES)), 0
    for _ in range(150):
        crowd.event()
        figures, waiting = crowd.look()
        complete = figures[:, 1:, 1:].sum(axis=(1, 2))
        assert ((complete == 0) | (complete >= LEAST)).all()
        if not waiting:
            true += 1
            for table, pairs in zip(figures, crowd.truth, strict=True):
                expected = np.zeros((6, 6), dtype=int)
                np.add.at(expected, tuple(np.array(list(pairs.values()), dtype=int).reshape(-1, 2).T), 1)
                assert np.array_equal(table, expected)
    assert crowd.seen[0][1:]


def test_nothing_is_shown_before_five_people_have_answered_both_questions(host, led):
    shown = []
    for n in range(1, 8):
        led.fill(1, (0, 0) if n == 2 else (1, 0) if n == 4 else (1, 5))
        shown.append(host.service.live(led.actor).counts.n[0].tolist())
    assert shown == [[0] * 3] * 6 + [[5] * 3]


def test_figures_then_move_by_five_and_say_how_many_wait(host, led):
    seen = []
    for _ in range(4):
        led.fill(3)
        seen.append(host.service.live(led.actor))
    assert [live.counts.n[0].tolist() for live in seen] == [[0] * 3, [6] * 3, [6] * 3, [12] * 3]
    assert [live.waiting for live in seen] == [9, 0, 9, 0]
    assert seen[-1].counts.grid[0, :, 1, 5].tolist() == [12] * 3


def test_a_skipped_question_does_not_wait_for_ever(host, led):
    led.fill(4, (0, 0))
    led.fill(5)
    assert host.service.live(led.actor).waiting == 0


def test_every_screen_of_a_room_sees_the_same_figures_whoever_asked_first(host, led):
    led.fill(5)
    host.service.set(led.actor, revealed=True)
    first = host.service.live(host.presenter(led.opened))
    led.fill(4)
    assert host.service.live(led.actor).published == first.published


def test_whoever_only_shows_a_room_gets_no_figure_before_it_is_revealed(host, led):
    led.fill(6)
    hidden = host.service.live(host.presenter(led.opened))
    assert (hidden.counts.cells.sum(), hidden.progress.finished) == (0, 6)
    host.service.set(led.actor, revealed=True)
    assert host.service.live(host.presenter(led.opened)).counts.cells.sum() == 18


def test_features_step_each_for_itself(host, led):
    people = [led.join() for _ in range(6)]
    for n, secret in enumerate(people):
        for screen in ("f1", "f2", "f3")[: 3 if n < 3 else 1]:
            led.send(secret, screen, 1, 5)
    assert host.service.live(led.actor).counts.n[0].tolist() == [6, 0, 0]


def test_changed_minds_move_the_figures_when_five_of_them_do(host, led):
    people = led.fill(8)
    host.service.live(led.actor)
    grids = []
    for secret in people[:6]:
        led.send(secret, "f1", 3, 3)
        grids.append(host.service.live(led.actor).counts.grid[0, 0, 3, 3])
    assert grids == [0, 0, 0, 0, 5, 5]


# Files


class Exporter:
    """A room that is opened and closed again and again, with a file taken whenever that is allowed.

    Who is not in the last file neither corrects himself nor takes everything back: the rules count him then as if he
    were in it.
    """

    def __init__(self, host, questionnaire, seed):
        self.led, self.host, self.chance = host.open(questionnaire(2, (3,))), host, Random(seed)
        self.people, self.secrets, self.files, self.turn, self.sent = {}, {}, {}, 1, []

    def event(self):
        happens = self.chance.random()
        if happens < 0.5 or len(self.people) < 5:
            person = len(self.secrets)
            self.secrets[person], self.people[person] = self.led.join(), {}
            self._answer(person, range(36))
        elif happens < 0.8:
            held = self.files.get(self.turn, {})
            self._answer(self.chance.choice([person for person in self.people if person in held] or [0]), range(1, 36))
        else:
            person = self.chance.choice(list(self.people))
            del self.people[person]
            self.host.participation.leave(self.led.code, self.secrets[person])

    def _answer(self, person, pairs):
        """Something that this person has never said before."""
        if person not in self.people:
            return
        screens = ["f1", "f2", *(["s1"] if self.turn == 1 else [])]
        for screen in self.chance.sample(screens, self.chance.randint(1, len(screens))):
            said = self.people[person].setdefault((self.turn, screen), [])
            left = [value for value in (pairs if screen[0] == "f" else range(4)) if value not in said]
            if left:
                said.append(self.chance.choice(left))
                pair = {"functional": said[-1] // 6, "dysfunctional": said[-1] % 6} if screen[0] == "f" else {}
                option = said[-1] if screen == "s1" else 0
                sent = self.led.submit(self.secrets[person], screen, **pair, option=option, round=self.turn)
                self.sent.append(sent)

    def next_round(self):
        self.host.service.next_round(self.led.actor)
        self.turn += 1

    def truth(self, turn):
        """What a file of a round says of everybody in it."""
        told = {}
        for person, said in self.people.items():
            now = {screen: values[-1] for (t, screen), values in said.items() if t == turn or screen == "s1"}
            if any(value for screen, value in now.items() if screen != "s1"):
                told[person] = now
        return told

    def export(self, turn):
        """A file, and by how many people it differs from the one before it; None when it is refused."""
        assert all(sent.result() for sent in self.sent)
        self.sent = []
        self.led.move("close")
        try:
            self.host.service.taken(self.led.actor, turn)
        except KanoError:
            return None
        finally:
            self.led.move("reopen")
        before, now = self.files.get(turn, {}), self.truth(turn)
        self.files[turn] = now
        return sum(before.get(person) != now.get(person) for person in before.keys() | now.keys())


def files(host, questionnaire, seeds):
    """By how many people two files of a round that follow one another differ."""
    found = []
    for seed in seeds:
        room = Exporter(host, questionnaire, seed)
        for event in range(60):
            room.event()
            if event == 40:
                room.next_round()
            if room.chance.random() < 0.35:
                found += [room.export(turn) for turn in range(1, room.turn + 1)]
    return [people for people in found if people is not None]


def test_two_files_of_a_round_differ_by_five_people_or_not_at_all(host, questionnaire):
    differences = files(host, questionnaire, range(4))
    assert [n for n in differences if 0 < n < LEAST] == []
    assert sum(n >= LEAST for n in differences) > 5


def test_files_whenever_they_are_wanted_would_differ_by_one_person(host, questionnaire, monkeypatch):
    monkeypatch.setattr(service, "LEAST", 1)
    assert 1 in files(host, questionnaire, range(2))


def closed(host, people=6):
    led = host.open()
    secrets = led.fill(people)
    led.move("close")
    host.service.taken(led.actor, 1)
    return led, secrets


def test_the_same_file_is_taken_as_often_as_it_is_wanted(host):
    led, _ = closed(host)
    assert host.service.taken(led.actor, 1) == host.service.taken(led.actor, 1)


@pytest.mark.parametrize("leave", [0, 2])
@pytest.mark.parametrize("changed", [1, 4, 5])
def test_a_file_beside_another_needs_five_people_who_changed_or_left(host, refused, changed, leave):
    led, secrets = closed(host, 8)
    led.move("reopen")
    for n, secret in enumerate(secrets[:changed]):
        if n < leave:
            host.participation.leave(led.code, secret)
        else:
            led.send(secret, "f1", 3, 3)
    led.move("close")
    if changed < LEAST:
        assert refused(host.service.taken, led.actor, 1) == "export-again"
    else:
        assert len(host.service.taken(led.actor, 1)[1]) == 3 * (8 - leave)


def test_who_came_and_went_between_two_files_hides_nobody(host, refused):
    led, secrets = closed(host)
    led.move("reopen")
    for secret in led.fill(5):
        host.participation.leave(led.code, secret)
    led.send(secrets[0], "f1", 3, 3)
    led.move("close")
    assert refused(host.service.taken, led.actor, 1) == "export-again"


def test_answers_of_the_next_round_do_not_hide_who_left_the_round_before(host, refused):
    led, secrets = closed(host)
    host.service.next_round(led.actor)
    for secret in secrets[1:]:
        led.send(secret, "f1", 3, 3)
    host.participation.leave(led.code, secrets[0])
    led.move("close")
    assert refused(host.service.taken, led.actor, 1) == "export-again"
    assert host.service.taken(led.actor, 2)


def test_a_new_round_does_not_forget_what_was_exported_before_it(host, refused):
    led, secrets = closed(host)
    led.move("reopen")
    led.send(secrets[0], "f1", 3, 3)
    host.service.next_round(led.actor)
    led.move("close")
    assert refused(host.service.taken, led.actor, 1) == "export-again"
