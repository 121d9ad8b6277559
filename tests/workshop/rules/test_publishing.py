"""Anonymity over time: an observer who keeps every table, and every file, sees the answers of five people or more."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest
from sqlalchemy import create_engine, select

from kano.errors import KanoError
from kano.workshop import answers, filing, leaving, publishing, rooms, tokens
from kano.workshop.room import LEAST, Options, Room, State, Submission
from kano.workshop.schema import answer, metadata
from tests.workshop.rooms import again

FEATURES = 2
SEEDS = range(8)


class Crowd:
    """People who come, answer, change their minds, pass over, come back to it and leave, in an order of chance.

    `truth` holds each feature's pairs by person, and `seen` all that an observer was shown of it, each time with the
    people whose pairs were in it.
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
        """What is shown now, (F, 6, 6)."""
        publishing.publish(self.connection, self.room)
        figures = publishing.figures(self.connection, self.room).grid[0]
        for feature, seen in enumerate(self.seen):
            held = self._held(feature, seen[-1][1])
            if held != seen[-1][1] or not np.array_equal(figures[feature], seen[-1][0]):
                seen.append((figures[feature], held))
        return figures

    @property
    def waiting(self):
        return publishing.live(self.connection, self.room, shown=True).waiting

    def _held(self, feature, before):
        """The pairs in a table by person: as they were, or as they are now; of who left as long as some are kept."""
        here = select(answer.c.participant, answer.c.shown).where(answer.c.feature == feature, answer.c.shown >= 0)
        shown, true = dict(self.connection.execute(here).all()), self.truth[feature]
        held = {p: true[p] if divmod(cell, 6) == true[p] else before.get(p) for p, cell in shown.items()}
        tables = publishing._tables(self.connection, self.room).get(feature)
        ghosts = {p: pair for p, pair in before.items() if p not in true}
        return held | ghosts if tables and tables[1].any() else held

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
        leaving.remove_person(self.connection, "room", number)
        for feature in self.truth:
            feature.pop(number, None)


def table(held):
    """What an observer may be shown of these pairs: all of them, or nothing where fewer than five are complete."""
    cells = np.zeros((6, 6), dtype=int)
    for pair in held.values():
        cells[pair] += 1
    return cells if cells[1:, 1:].sum() >= LEAST else np.zeros((6, 6), dtype=int)


def moved(before, now):
    """How many people came up in a table, are elsewhere in it, and went down from it."""
    both = before.keys() & now.keys()
    return len(now.keys() - both), sum(before[p] != now[p] for p in both), len(before.keys() - both)


def exposures(crowd):
    """How often fewer than five people came, changed or went between two tables, whatever else moved with them.

    Nor may a table be another one than that of the people in it. Steps behind a table that is not shown count too.
    """
    found = 0
    for seen in crowd.seen:
        found += sum(not np.array_equal(shown, table(held)) for shown, held in seen)
        steps = (moved(before, now) for (_, before), (_, now) in pairwise(seen))
        found += sum(any(0 < people < LEAST for people in kinds) for kinds in steps)
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
    return crowd.look()


def test_those_who_changed_their_minds_twice_hide_nobody(questionnaire):
    crowd = Crowd(1, questionnaire(FEATURES))
    assert waver(crowd)[:, 3, 3].tolist() == [0, 0]
    assert exposures(crowd) == 0


def test_counting_what_came_in_instead_of_what_moved_would_expose_people(questionnaire, monkeypatch):
    came = answer.c.shown.is_not(None) & (answer.c.revision > 1)
    monkeypatch.setitem(publishing._WHY, publishing.CHANGED, came)
    crowd = Crowd(1, questionnaire(FEATURES))
    assert waver(crowd)[:, 3, 3].tolist() == [1, 1]
    assert exposures(crowd) == FEATURES


def carried(crowd, correct=1, leave=0, come=LEAST):
    """Ten people are shown; some change their minds, others leave, and new ones come. How the tables then moved."""
    for number in range(1, 11):
        crowd._come(number)
    say(crowd, range(1, 11), (1, 5))
    before = crowd.look()
    say(crowd, range(1, correct + 1), (3, 3))
    for number in range(10, 10 - leave, -1):
        crowd._leave(number)
    for number in range(11, 11 + come):
        crowd._come(number)
    say(crowd, range(11, 11 + come), (2, 4))
    step = (crowd.look() - before)[0]
    return [int(step[cell]) for cell in ((1, 5), (3, 3), (2, 4))]


@pytest.mark.parametrize(
    ("correct", "leave", "come", "step", "waiting"),
    [
        (1, 0, 5, [0, 0, 5], 1),
        (0, 1, 5, [0, 0, 5], 1),
        (4, 4, 5, [0, 0, 5], 8),
        (5, 1, 4, [-5, 5, 0], 5),
        (4, 5, 4, [-5, 0, 0], 8),
        (4, 4, 4, [0, 0, 0], 12),
        (5, 5, 5, [-10, 5, 5], 0),
    ],
)
def test_each_kind_moves_by_five_or_waits_whatever_the_others_do(questionnaire, correct, leave, come, step, waiting):
    crowd = Crowd(1, questionnaire(FEATURES))
    assert carried(crowd, correct, leave, come) == step
    assert crowd.waiting == waiting * FEATURES
    assert exposures(crowd) == 0


@pytest.mark.parametrize(("correct", "leave", "step"), [(1, 0, [-1, 1, 5]), (0, 1, [-1, 0, 5]), (4, 4, [-8, 4, 5])])
def test_five_who_came_would_carry_one_who_changed_or_left_if_kinds_moved_together(
    questionnaire, monkeypatch, correct, leave, step
):
    together(monkeypatch)
    crowd = Crowd(1, questionnaire(FEATURES))
    assert carried(crowd, correct, leave) == step
    assert exposures(crowd) == FEATURES


def together(monkeypatch):
    """All that waits moves when five of any kind wait."""
    waiting = publishing._waiting
    monkeypatch.setattr(
        publishing, "_waiting", lambda *given: {f: [sum(waits)] * 3 for f, waits in waiting(*given).items()}
    )


def test_whoever_watches_every_step_would_see_kinds_that_move_together(questionnaire, monkeypatch):
    together(monkeypatch)
    found, steps = watched(range(3), questionnaire)
    assert found > steps / 2


def test_a_table_of_what_few_left_behind_would_expose_them(questionnaire, monkeypatch):
    figures = publishing.figures

    def careless(*given):
        with monkeypatch.context() as patch:
            patch.setattr(publishing, "LEAST", 0)
            return figures(*given)

    monkeypatch.setattr(publishing, "figures", careless)
    crowd = Crowd(1, questionnaire(FEATURES))
    leave_all_but_one(crowd)
    assert [shown.sum() for shown in crowd.look()] == [1, 1]
    assert exposures(crowd) == FEATURES


def leave_all_but_one(crowd):
    """Six people answer, and five of them leave again."""
    for number in range(1, 7):
        crowd._come(number)
    say(crowd, range(1, 7), (1, 5))
    assert crowd.look().sum() == 12
    for number in range(1, 6):
        assert crowd.look().sum() == 12
        crowd._leave(number)


def test_where_most_have_left_the_rest_is_shown_no_more(questionnaire):
    crowd = Crowd(1, questionnaire(FEATURES))
    leave_all_but_one(crowd)
    assert (crowd.look().sum(), crowd.waiting, exposures(crowd)) == (0, 0, 0)


def test_where_all_have_left_nothing_is_shown(questionnaire):
    crowd = Crowd(1, questionnaire(FEATURES))
    leave_all_but_one(crowd)
    crowd._leave(6)
    assert (crowd.look().sum(), crowd.waiting, exposures(crowd)) == (0, 0, 0)


@pytest.mark.parametrize("seed", range(4))
def test_figures_are_the_truth_but_for_fewer_than_five_of_a_kind_and_say_how_many_wait(questionnaire, seed):
    crowd = Crowd(100 + seed, questionnaire(FEATURES))
    for _ in range(100):
        crowd.event()
        figures, waits = crowd.look(), 0
        complete = figures[:, 1:, 1:].sum(axis=(1, 2))
        assert ((complete == 0) | (complete >= LEAST)).all()
        for seen, true in zip(crowd.seen, crowd.truth, strict=True):
            held = seen[-1][1]
            new, changed, gone = moved(held, {p: pair for p, pair in true.items() if p in held or all(pair)})
            assert max(new, changed, gone) < LEAST
            waits += new + changed + gone
        assert crowd.waiting == waits
    assert exposures(crowd) == 0
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

    Nobody says again what he said before: the rules count whoever changed something, also if he changed it back.
    """

    def __init__(self, host, questionnaire, seed):
        self.led, self.host, self.chance = host.open(questionnaire(2, (3,))), host, Random(seed)
        self.people, self.secrets, self.files, self.turn, self.sent = {}, {}, {}, 1, []
        self.come, self.change = self.chance.choice([(0.5, 0.3), (0.3, 0.6), (0.4, 0.4)])

    def event(self):
        happens = self.chance.random()
        if happens < self.come or len(self.people) < 5:
            secret = self.led.join()
            found = self.host.database.read(lambda c: answers.person(c, self.led.code, tokens.digest(secret)))
            self.secrets[found.id], self.people[found.id] = secret, {}
            self._answer(found.id)
        elif happens < self.come + self.change:
            self._answer(self.chance.choice(list(self.people)))
        else:
            person = self.chance.choice(list(self.people))
            del self.people[person]
            self.host.participation.leave(self.led.code, self.secrets[person])

    def _answer(self, person):
        """Something that this person has never said before."""
        screens = ["f1", "f2", *(["s1"] if self.turn == 1 else [])]
        for screen in self.chance.sample(screens, self.chance.randint(1, len(screens))):
            said = self.people[person].setdefault((self.turn, screen), [])
            pairs = [(i // 6, i % 6, why) for i in range(36) for why in ("", "so")]
            left = [value for value in (pairs if screen[0] == "f" else range(4)) if value not in said]
            if left:
                said.append(self.chance.choice(left))
                pair = dict(zip(PAIR, said[-1], strict=True)) if screen[0] == "f" else {}
                option = said[-1] if screen == "s1" else 0
                sent = self.led.submit(self.secrets[person], screen, **pair, option=option, round=self.turn)
                self.sent.append(sent)

    def next_round(self):
        again(self.host.service, self.led.actor)
        self.turn += 1

    def truth(self, turn):
        """What a file of a round would say of everybody who said something in it."""
        told = {}
        for person, said in self.people.items():
            now = {screen: values[-1] for (t, screen), values in said.items() if t == turn or screen == "s1"}
            if any(any(value) for screen, value in now.items() if screen != "s1"):
                told[person] = now
        return told

    def export(self, turn):
        """How many rows are new, changed and gone in a file since the one before it; None when it is refused."""
        assert all(sent.result() for sent in self.sent)
        self.sent = []
        self.led.move("close")
        try:
            taken = self.host.service.taken(self.led.actor, turn)
        except KanoError as problem:
            if problem.code != "export-few":
                raise
            return None
        finally:
            self.led.move("reopen")
        before, now, true = self.files.get(turn, {}), rows(taken), self.truth(turn)
        assert now == {person: true[person] for person in now}
        assert taken.left_out == len(true) - len(now)
        self.files[turn] = now
        return moved(before, now)


PAIR = ("functional", "dysfunctional", "why")


def rows(taken):
    """What a file says, by person."""
    told = {}
    for row in taken.pairs:
        told.setdefault(row.participant, {})[f"f{row.feature + 1}"] = tuple(getattr(row, name) for name in PAIR)
    for row in taken.profiles:
        if row.participant in told:
            told[row.participant][f"s{row.question + 1}"] = row.option
    return told


def files(host, questionnaire, seeds, events=60):
    """How many rows came, changed and went between two files of a round that follow one another."""
    found = []
    for seed in seeds:
        room = Exporter(host, questionnaire, seed)
        for event in range(events):
            room.event()
            if event == events * 2 // 3:
                room.next_round()
            if room.chance.random() < 0.35:
                found += [room.export(turn) for turn in range(1, room.turn + 1)]
    return [kinds for kinds in found if kinds is not None]


def few(differences):
    """The files that tell of fewer than five people who came, changed something or went."""
    return [kinds for kinds in differences if any(0 < people < LEAST for people in kinds)]


def test_two_files_of_a_round_differ_by_five_people_of_a_kind_or_by_nobody(host, questionnaire):
    differences = files(host, questionnaire, range(6))
    assert few(differences) == []
    assert all(sum(kinds[kind] >= LEAST for kinds in differences) > 2 for kind in (0, 2))


def test_files_whenever_they_are_wanted_would_differ_by_one_person(host, questionnaire, monkeypatch):
    monkeypatch.setattr(filing, "LEAST", 1)
    assert len(few(files(host, questionnaire, range(2)))) > 5


def test_files_of_all_who_answered_would_differ_by_one_person(host, questionnaire, monkeypatch):
    monkeypatch.setattr(filing, "next_file", lambda *given: filing.telling(given[3]))
    assert len(few(files(host, questionnaire, range(2)))) > 5


def closed(host, people=6):
    led = host.open()
    secrets = led.fill(people)
    led.move("close")
    host.service.taken(led.actor, 1)
    return led, secrets


def test_the_same_file_is_taken_as_often_as_it_is_wanted(host):
    led, _ = closed(host)
    assert host.service.taken(led.actor, 1) == host.service.taken(led.actor, 1)


def test_a_file_that_is_refused_is_not_remembered_as_one(host, refused):
    led, secrets = closed(host, 9)
    led.move("reopen")
    led.send(secrets[0], "f1", 3, 3)
    led.move("close")
    assert refused(host.service.taken, led.actor, 1) == refused(host.service.taken, led.actor, 1) == "export-few"
    led.move("reopen")
    for secret in secrets[1:5]:
        led.send(secret, "f1", 3, 3)
    led.move("close")
    assert (len(rows(host.service.taken(led.actor, 1))), host.service.taken(led.actor, 1).left_out) == (9, 0)


@pytest.mark.parametrize(
    ("changed", "left", "new", "there", "out"),
    [
        (0, 0, 4, 20, 4),
        (0, 0, 5, 25, 0),
        (1, 0, 0, 15, 5),
        (4, 0, 0, 15, 5),
        (5, 0, 0, 20, 0),
        (0, 1, 0, 15, 4),
        (0, 4, 0, 15, 1),
        (0, 5, 0, 15, 0),
        (2, 2, 0, 15, 3),
        (3, 2, 0, 15, 3),
        (4, 5, 4, 11, 8),
        (1, 0, 5, 20, 5),
        (5, 1, 0, 15, 4),
        (18, 1, 0, 15, 4),
        (17, 0, 5, 25, 0),
    ],
)
def test_a_file_beside_another_leaves_out_whom_the_two_would_tell_of(host, changed, left, new, there, out):
    led, secrets = closed(host, 20)
    before = rows(host.service.taken(led.actor, 1))
    led.move("reopen")
    for secret in secrets[:changed]:
        led.send(secret, "f1", 3, 3)
    for secret in secrets[20 - left :]:
        host.participation.leave(led.code, secret)
    led.fill(new, (2, 2))
    led.move("close")
    taken = host.service.taken(led.actor, 1)
    kinds = moved(before, rows(taken))
    assert few([kinds]) == []
    assert (len(rows(taken)), taken.left_out) == (there, out)
    assert host.service.taken(led.actor, 1) == taken


def test_who_waited_is_in_the_file_when_five_wait(host):
    led, _ = closed(host)
    seen = []
    for come in (3, 1, 1):
        led.move("reopen")
        led.fill(come)
        led.move("close")
        taken = host.service.taken(led.actor, 1)
        seen.append((len(rows(taken)), taken.left_out))
    assert seen == [(6, 3), (6, 4), (11, 0)]


def test_where_too_few_who_changed_something_would_remain_they_are_out_too(host):
    led, secrets = closed(host, 8)
    before = rows(host.service.taken(led.actor, 1))
    led.move("reopen")
    for secret in secrets[:6]:
        led.send(secret, "f1", 3, 3)
    host.participation.leave(led.code, secrets[7])
    led.fill(5)
    led.move("close")
    taken = host.service.taken(led.actor, 1)
    assert (moved(before, rows(taken)), taken.left_out) == ((5, 0, 8), 7)


def test_who_came_and_went_between_two_files_hides_nobody(host, refused):
    led, secrets = closed(host)
    led.move("reopen")
    for secret in led.fill(5):
        host.participation.leave(led.code, secret)
    led.send(secrets[0], "f1", 3, 3)
    led.move("close")
    assert refused(host.service.taken, led.actor, 1) == "export-few"


def test_answers_of_the_next_round_do_not_hide_who_left_the_round_before(host, refused):
    led, secrets = closed(host)
    again(host.service, led.actor)
    for secret in secrets[1:]:
        led.send(secret, "f1", 3, 3)
    host.participation.leave(led.code, secrets[0])
    led.move("close")
    assert refused(host.service.taken, led.actor, 1) == "export-few"
    assert host.service.taken(led.actor, 2)


def test_a_new_round_does_not_forget_what_was_exported_before_it(host, refused):
    led, secrets = closed(host)
    led.move("reopen")
    led.send(secrets[0], "f1", 3, 3)
    again(host.service, led.actor)
    led.move("close")
    assert refused(host.service.taken, led.actor, 1) == "export-few"


@pytest.mark.parametrize(("people", "told"), [(4, 0), (5, 5)])
def test_whoever_gave_nothing_but_a_reason_waits_like_everybody(host, people, told):
    led, _ = closed(host)
    led.move("reopen")
    for n in range(people):
        led.send(led.join(), "f1", why=f"reason {n}")
    led.move("close")
    taken = host.service.taken(led.actor, 1)
    assert (len([row for row in taken.pairs if row.why]), taken.left_out) == (told, people - told)


def test_whoever_passed_over_everything_is_not_left_out(host):
    led, _ = closed(host)
    led.move("reopen")
    led.fill(2, (0, 0))
    led.move("close")
    assert host.service.taken(led.actor, 1).left_out == 0
