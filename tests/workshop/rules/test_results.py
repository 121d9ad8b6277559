"""Files of a room: the same numbers as the rows, nobody in them, nothing in them that is computed."""

import csv
import io
from collections import Counter
from itertools import pairwise
from random import Random

import openpyxl
import pytest

from kano.forms.questions import questions
from kano.i18n import LANGUAGES, catalogue
from kano.questionnaire import parse
from kano.reports import Report, write
from kano.study import read
from kano.wording import answer_set
from kano.workshop import filing, results
from kano.workshop.exports import export
from kano.workshop.filing import Taken
from kano.workshop.privacy import hide_small
from kano.workshop.room import LEAST, Asks, Place
from tests.workshop.rooms import again

PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "=HYPERLINK(0)",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0",
    "=IMPORTXML(0)",
    "=WEBSERVICE(0)",
    "=DDE(0)",
    " =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\x00=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "x\r\n=1+1",
    "x\n@SUM(1)",
    "+49 170 1234567",
    "-5 percent",
]
LIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def cells(data):
    """A file's rows, and that no line of it, whatever its quotes, starts with what a spreadsheet computes."""
    text = data.decode("utf-8-sig")
    assert [line for line in text.splitlines() if line.lstrip(' "\u00a0').startswith(LIVE)] == []
    return list(csv.reader(io.StringIO(text, newline="")))


def answered(host, questionnaire, seed=1, people=30, **options):
    """A room in which people answer by chance: some sides are passed over, some pairs not reached."""
    chance = Random(seed)
    led = host.open(questionnaire, **options)
    sent = []
    for _ in range(people):
        secret = led.join()
        for screen in led.phone(secret).screens:
            if chance.random() < 0.1:
                continue
            values = {
                "functional": chance.choice([0, 1, 1, 2, 3, 4, 5]),
                "dysfunctional": chance.choice([0, 1, 3, 5, 5]),
            }
            values |= {"importance": chance.choice([None, 1, 9, 5])} if led.room.options.importance else {}
            if not screen.is_pair:
                most = len(led.room.questionnaire.segments[screen.index].options)
                values = {"option": min(most, chance.choice([0, 1, 1, 1, 2, 2, 3]))}
            sent.append(led.submit(secret, screen.key, **values, why=chance.choice(["", f"because {len(sent)}"])))
    assert all(future.result().revision == 1 for future in sent)
    led.move("close")
    return led


def same(study, room, pairs):
    """That a study of the file holds the pairs of the rows, cell by cell."""
    counted = results.responses(room, pairs).count()
    assert study.data.count().equals(counted)
    assert counted.grid.sum() == len(study.data) * len(room.questionnaire.features)
    return True


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"importance": True},
        {"pairs": 2},
        {"pairs": 3, "importance": True, "segments": Place.LAST},
        {"segments": Place.NONE},
    ],
)
def test_the_study_of_a_room_holds_the_pairs_of_its_rows_cell_by_cell(host, questionnaire, lang, options):
    led = answered(host, questionnaire(5, (3, 2)), people=75 if "pairs" in options else 30, **options)
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    assert same(results.study(Taken(room, pairs, profiles, 0), 1, lang), room, pairs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whoever_opens_the_file_of_answers_gets_the_same_numbers(host, questionnaire, lang, tmp_path):
    led = answered(host, questionnaire(4, (3, 2)), importance=True, pairs=3)
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    file = tmp_path / "answers.csv"
    file.write_bytes(results.answers_csv(room, pairs, profiles, lang))
    opened = read(file, room.questionnaire)
    assert same(opened, room, pairs)
    assert opened.segments == results.study(Taken(room, pairs, profiles, 0), 1, lang).segments


def test_the_numbers_are_those_that_people_sent(host, led):
    led.fill(6, (1, 5))
    led.fill(3, (3, 0))
    led.move("close")
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    counts = results.study(Taken(room, pairs, profiles, 0), 1, "en").data.count()
    assert counts.features == room.questionnaire.keys()
    assert counts.grid[0, :, 1, 5].tolist() == [6] * 3
    assert counts.grid[0, :, 3, 0].tolist() == [3] * 3
    assert counts.grid.sum() == 27


def test_each_round_is_a_study_of_its_own(host, led):
    people = led.fill(6, (1, 5))
    again(host.service, led.actor)
    for secret in people:
        led.send(secret, "f1", 3, 3)
    led.move("close")
    grids = []
    for turn in (1, 2):
        room, pairs, profiles, _ = host.service.taken(led.actor, turn)
        grids.append(results.study(Taken(room, pairs, profiles, 0), turn, "en").data.count().grid[0])
    assert [(grid[0, 1, 5], grid[0, 3, 3], grid[1, 1, 5], grid[1, 0, 0]) for grid in grids] == [
        (6, 0, 6, 0),
        (0, 6, 0, 6),
    ]


def test_a_question_that_sounds_like_a_pair_is_still_about_the_person(host):
    asked = parse(
        "format: kano.questionnaire/1\ntitle: T\nfeatures:\n- name: Tea\n- name: Rice\nsegments:\n"
        "- question: How do you feel about us?\n  options: [{id: a, label: I like it}, {id: b, label: Neutral}]\n",
        "q.yaml",
    )
    led = answered(host, asked, people=40)
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    study = results.study(Taken(room, pairs, profiles, 0), 1, "en")
    assert same(study, room, pairs)
    assert study.segments == ("S1 How do you feel about us?",)


def test_two_features_asked_in_the_same_words_stay_two(host):
    pair = "functional: Is it there?, dysfunctional: Is it not there?"
    asked = f"format: kano.questionnaire/1\ntitle: T\nfeatures:\n- {{name: Tea, {pair}}}\n- {{name: Rice, {pair}}}\n"
    led = answered(host, parse(asked, "q.yaml"))
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    assert same(results.study(Taken(room, pairs, profiles, 0), 1, "en"), room, pairs)


def test_a_room_of_one_language_is_a_study_in_it_whatever_the_reader_speaks(host, questionnaire):
    led = answered(host, questionnaire(languages=("zh-Hant",)))
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    assert same(results.study(Taken(room, pairs, profiles, 0), 1, "en"), room, pairs)


def test_whoever_passed_over_everything_is_in_no_file(host, led):
    led.fill(5)
    led.fill(2, (0, 0))
    led.move("close")
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    assert len(results.people(room, pairs)) == len(cells(results.answers_csv(room, pairs, profiles, "en"))) - 1 == 5


# Nobody in it


def test_a_file_holds_questions_and_their_answers_and_not_a_sign_more(host, questionnaire):
    led = answered(host, questionnaire(3, (3, 2)), importance=True)
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    head, *people = cells(results.answers_csv(room, pairs, profiles, "en"))
    assert head == [q.title("en") for q in questions(room.questionnaire, ["en"])]
    for name, column in zip(head, zip(*people, strict=True), strict=True):
        offered = (
            answer_set(room.questionnaire.answer_set, "en")
            if name[0] == "F"
            else [option.label["en"] for option in room.questionnaire.segments[int(name[1]) - 1].options]
        )
        assert set(column) <= {"", *(map(str, range(1, 10)) if name[3] == "i" and name[0] == "F" else offered)}


def test_no_file_says_who_when_or_in_which_order(host, questionnaire):
    host.clock.now = 1_812_345_678.0  # digits that no share of people has by chance
    led = answered(host, questionnaire(3, (3,)))
    room, pairs, *_ = host.service.taken(led.actor, 1)
    hidden = [f"{row.participant}" for row in pairs] + [row.mark for row in pairs] + [*led.keys]
    hidden += [
        led.opened.control,
        led.opened.view,
        led.actor.proof,
        room.id,
        room.key,
        f"{int(host.clock.now)}",
        "2027-06",
    ]
    for what, suffix in (("answers", "csv"), ("reasons", "csv"), ("results", "json"), ("results", "csv")):
        file = export(host.service, led.actor, 1, what, suffix, "en").data.decode("utf-8-sig")
        assert [secret for secret in hidden if secret in file] == [], what


def test_the_order_of_the_file_is_not_that_of_arrival(host, led):
    came = []
    for n in range(60):
        secret = led.join()
        for screen in led.phone(secret).screens:
            led.submit(secret, screen.key, 1 + n // 12, 5)
        came.append(1 + n // 12)
    led.move("close")
    room, pairs, *_ = host.service.taken(led.actor, 1)
    written = results.responses(room, pairs).functional[:, 0].tolist()
    assert sorted(written) == came
    assert written not in (came, came[::-1])
    assert sum(a > b for a, b in pairwise(written)) > 5


def test_rows_in_another_order_make_the_same_file(host, questionnaire):
    led = answered(host, questionnaire(3, (3,)))
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    mixed, turned = Random(1).sample(pairs, len(pairs)), profiles[::-1]
    assert results.answers_csv(room, mixed, turned, "en") == results.answers_csv(room, pairs, profiles, "en")
    assert results.reasons_csv(room, mixed, "en") == results.reasons_csv(room, pairs, "en")


def in_order(host, led, monkeypatch):
    """The rows of the file of ten people whose numbers are those of their arrival."""
    monkeypatch.setattr("kano.workshop.tokens.person", iter(range(100)).__next__)
    for value in (1, 2, 3, 4, 5) * 2:
        led.fill(1, (value, 5))
    led.move("close")
    room, pairs, *_ = host.service.taken(led.actor, 1)
    return results.responses(room, pairs).functional[:, 0].tolist()


def test_numbers_given_in_the_order_of_arrival_do_not_give_the_order_away(host, led, monkeypatch):
    rows = in_order(host, led, monkeypatch)
    assert sorted(rows) == sorted([1, 2, 3, 4, 5] * 2)
    assert rows not in ([1, 2, 3, 4, 5] * 2, [5, 4, 3, 2, 1] * 2)


def test_rows_in_the_order_of_such_numbers_would_give_it_away(host, led, monkeypatch):
    monkeypatch.setattr(results, "shuffled", lambda people, *_: sorted(people))
    assert in_order(host, led, monkeypatch) == [1, 2, 3, 4, 5] * 2


def both_rounds(host, led):
    """The people of two rounds in the order of their rows, every one of them in both."""
    people = led.fill(12)
    again(host.service, led.actor)
    for secret in people:
        led.send(secret, "f1", 1, 5)
    led.move("close")
    taken = [host.service.taken(led.actor, turn) for turn in (1, 2)]
    return [results.people(of.room, of.pairs) for of in taken]


def test_the_rows_of_two_rounds_are_not_in_the_same_order(host, led):
    first, second = both_rounds(host, led)
    assert sorted(first) == sorted(second)
    assert first != second


def test_one_order_for_all_rounds_would_join_them_row_by_row(host, led, monkeypatch):
    monkeypatch.setattr(results, "shuffled", lambda people, room, _: filing.shuffled(people, room, 1))
    first, second = both_rounds(host, led)
    assert first == second


@pytest.mark.parametrize(("people", "told"), [(LEAST - 1, False), (LEAST, True)])
def test_a_feature_that_few_answered_is_blank_and_the_study_says_so(host, led, people, told):
    for n in range(8):
        secret = led.join()
        led.send(secret, "f1", 1, 5)
        led.send(secret, "f2", 2, 4 if n < people else 0)
    led.move("close")
    taken = host.service.taken(led.actor, 1)
    said = results.responses(taken.room, taken.pairs)
    assert said.functional[:, 0].tolist() == [1] * 8
    assert (said.functional[:, 1].any(), said.dysfunctional[:, 1].any()) == (told, told)
    keys = taken.room.questionnaire.keys()
    assert results.withheld(said) == list(keys[2 if told else 1 :])
    study = results.study(taken, 1, "en")
    (finding,) = [finding for finding in study.findings if finding.code == "workshop-withheld"]
    assert finding.values == {"features": "; ".join(results.withheld(said)), "least": LEAST}
    rows = cells(results.answers_csv(taken.room, taken.pairs, taken.profiles, "en"))[1:]
    assert {row[2] != "" for row in rows} == {told}


def test_importance_of_a_feature_that_few_answered_is_blank_too(host):
    led = host.open(importance=True)
    for n in range(6):
        secret = led.join()
        led.send(secret, "f1", 1, 5, importance=3)
        led.send(secret, "f2", 1, 5 if n < 4 else 0, importance=7)
    led.move("close")
    taken = host.service.taken(led.actor, 1)
    assert "7" not in {cell for row in cells(results.answers_csv(taken.room, taken.pairs, [], "en")) for cell in row}


def test_without_the_blank_four_answers_to_a_feature_would_be_told(host, led, monkeypatch):
    monkeypatch.setattr(results, "LEAST", 0)
    for n in range(6):
        secret = led.join()
        led.send(secret, "f1", 1, 5)
        led.send(secret, "f2", 2, 4 if n < 4 else 0)
    led.move("close")
    room, pairs, *_ = host.service.taken(led.actor, 1)
    assert results.responses(room, pairs).dysfunctional[:, 1].tolist().count(4) == 4


def test_a_study_says_how_many_are_left_out_of_it_and_nothing_where_nobody_is(host, led):
    led.fill(8)
    led.move("close")
    assert codes(host, led) == []
    led.move("reopen")
    led.fill(3)
    led.move("close")
    assert codes(host, led) == [("workshop-left-out", {"n": 3, "least": LEAST})]


def codes(host, led):
    """What a study of the first round says of where its answers come from."""
    study = results.study(host.service.taken(led.actor, 1), 1, "en")
    return [(finding.code, finding.values) for finding in study.findings if finding.code.startswith("workshop-")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("asks", Asks)
def test_a_study_of_guesses_says_in_its_name_and_in_its_findings_that_they_are(host, asks, lang):
    led = host.open(asks=asks)
    led.fill(5)
    led.move("close")
    study = results.study(host.service.taken(led.actor, 1), 1, lang)
    guessed = asks is Asks.CUSTOMERS
    assert ("workshop-guessed" in {finding.code for finding in study.findings}) == guessed
    assert catalogue(lang)(f"workshop.file-{asks}", code=led.code, round=1) in str(study.source)


def test_reasons_stand_alone_and_in_the_order_of_their_words(host, led):
    for n, why in enumerate(["zebra", "apple", "Mango", "apple", ""]):
        secret = led.join()
        led.send(secret, "f2", 1 + n, 5, why=why)
        led.send(secret, "f1", 1 + n, 5, why=why and f"first {why}")
    led.move("close")
    room, pairs, *_ = host.service.taken(led.actor, 1)
    head, *rows = cells(results.reasons_csv(room, pairs, "en"))
    assert len(head) == 2
    assert [row[1] for row in rows if row[0] == "Feature 2 en"] == ["Mango", "apple", "apple", "zebra"]
    assert [row[0] for row in rows] == ["Feature 1 en"] * 4 + ["Feature 2 en"] * 4
    assert "zebra" not in results.answers_csv(room, pairs, [], "en").decode()


def test_small_groups_are_blank_and_those_that_would_give_them_away(host, questionnaire):
    led = host.open(questionnaire(2, (4,)))
    for option in [1] * 12 + [2] * 7 + [3] * 3 + [4] * 2:
        secret = led.join()
        led.send(secret, "s1", option=option)
        led.send(secret, "f1", 1, 5)
        led.send(secret, "f2", 1, 5)
    led.move("close")
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    column = [row[-1] for row in cells(results.answers_csv(room, pairs, profiles, "en"))[1:]]
    assert Counter(column) == {"Option 1-1 en": 12, "Option 1-2 en": 7, "": 5}
    study = results.study(Taken(room, pairs, profiles, 0), 1, "en")
    by = study.data.count(study.segments[0])
    assert dict(zip(by.segments, by.n[:, 0].tolist(), strict=True)) == {"Option 1-1 en": 12, "Option 1-2 en": 7, "": 5}


def said(host, led, code, turn=1):
    """What every file of answers of a round says by this code."""
    taken = host.service.taken(led.actor, turn)
    found = [finding.values for finding in results.study(taken, turn, "en").findings if finding.code == code]
    made = export(host.service, led.actor, turn, "answers", "csv", "en")
    assert found == [finding.values for finding in made.remarks if finding.code == code]
    return found


def about(host, questionnaire, options):
    """A closed room in which so many people chose each option of the one question about the person; 0 is none."""
    led = host.open(questionnaire(2, (len(options) - 1,)))
    for option, people in enumerate(options):
        for _ in range(people):
            secret = led.join()
            if option:
                led.send(secret, "s1", option=option)
            led.send(secret, "f1", 1, 5)
            led.send(secret, "f2", 1, 5)
    led.move("close")
    return led


@pytest.mark.parametrize(
    ("options", "hidden"), [((0, 20, 3), 23), ((0, 12, 7, 3, 2), 5), ((0, 12, 7, 3), 10), ((2, 20, 3), 5)]
)
def test_blank_answers_about_the_person_are_said_to_be(host, questionnaire, options, hidden):
    led = about(host, questionnaire, options)
    values = {"question": "Question 1? en", "n": hidden, "all": sum(options), "least": LEAST}
    assert said(host, led, "workshop-blanked") == [values]
    column = [row[-1] for row in cells(export(host.service, led.actor, 1, "answers", "csv", "en").data)[1:]]
    assert column.count("") == hidden


@pytest.mark.parametrize("options", [(0, 20, 5), (6, 20, 5), (25, 0, 0)])
def test_where_nobody_gave_more_than_is_shown_nothing_is_said_to_be_blank(host, questionnaire, options):
    assert said(host, about(host, questionnaire, options), "workshop-blanked") == []


def test_pairs_that_were_not_asked_are_told_from_those_that_were_left(host, questionnaire):
    led = host.open(questionnaire(4), pairs=2)
    for n in range(20):
        secret = led.join()
        for screen in led.phone(secret).screens:
            led.send(secret, screen.key, 1, 0 if n < 3 else 5)
    led.move("close")
    assert said(host, led, "workshop-unasked") == [{"asked": 2, "all": 4, "blank": 46, "unasked": 40, "rest": 6}]
    blank = results.study(host.service.taken(led.actor, 1), 1, "en").left_out()["pairs"]
    assert blank == 46


def test_where_everybody_is_asked_everything_no_pair_was_not_asked(host, led):
    led.fill(6)
    led.move("close")
    assert said(host, led, "workshop-unasked") == []


def test_the_remarks_of_a_room_are_in_its_workbook(host, questionnaire):
    led = about(host, questionnaire, (0, 20, 3))
    book = openpyxl.load_workbook(io.BytesIO(export(host.service, led.actor, 1, "results", "xlsx", "en").data))
    shown = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    values = {"question": "Question 1? en", "n": 23, "all": 23, "least": LEAST}
    assert any(catalogue("en")("finding.workshop-blanked", **values) in cell for cell in shown)


def test_half_a_pair_makes_no_group_larger(host, questionnaire):
    led = host.open(questionnaire(1, (2,)))
    for n in range(20):
        secret = led.join()
        led.send(secret, "s1", option=1 if n < 6 else 2)
        led.send(secret, "f1", 1, 0 if n < 2 else 5)
    led.move("close")
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    assert {row[-1] for row in cells(results.answers_csv(room, pairs, profiles, "en"))[1:]} == {""}


def test_no_combination_of_questions_in_any_file_is_of_fewer_than_five(host, questionnaire):
    led = answered(host, questionnaire(2, (2, 3)), people=140)
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    study = results.study(Taken(room, pairs, profiles, 0), 1, "en")
    book = openpyxl.load_workbook(io.BytesIO(write(Report(study, study.classify()), "xlsx")))
    head, *rows = book["Answers"].iter_rows(values_only=True)
    about = [i for i, name in enumerate(head) if name in study.segments]
    in_workbook = Counter(tuple(row[i] or "" for i in about) for row in rows)
    head, *rows = cells(results.answers_csv(room, pairs, profiles, "en"))
    in_file = Counter(tuple(row[i] for i, name in enumerate(head) if name in study.segments) for row in rows)
    assert min(in_file.values()) >= LEAST
    assert in_workbook == in_file
    assert len(in_file) > 3


def test_each_question_alone_would_show_combinations_of_fewer(host, questionnaire, monkeypatch):
    led = answered(host, questionnaire(2, (2, 3)), people=140)
    room, pairs, profiles, _ = host.service.taken(led.actor, 1)
    monkeypatch.setattr(results, "hide_together", lambda codes, answered: [hide_small(c, answered) for c in codes])
    rows = cells(results.answers_csv(room, pairs, profiles, "en"))[1:]
    assert min(Counter(tuple(row[-2:]) for row in rows).values()) < LEAST


# Nothing that is computed


def hostile(payload):
    """A questionnaire that says this everywhere; what cleaning leaves of it stands for it."""
    quoted = '"' + payload.encode("unicode_escape").decode().replace('"', '\\"') + '"'
    other = '"' + payload.encode("unicode_escape").decode().replace('"', '\\"') + ' 2"'
    lines = [f"format: kano.questionnaire/1\ntitle: {quoted}\nfeatures:"]
    lines += [f"- {{name: {name}, functional: {name}, dysfunctional: {name}}}" for name in (quoted, other)]
    lines += [f"segments:\n- question: {quoted}\n  options: [{{id: a, label: {quoted}}}, {{id: b, label: {other}}}]"]
    return parse("\n".join(lines), "q.yaml")


def filled(host, payload):
    led = host.open(hostile(payload))
    sent = []
    for n in range(12):
        secret = led.join()
        sent += [led.submit(secret, f"f{1 + n % 2}", 1, 5, why=payload), led.submit(secret, "s1", option=1 + n // 6)]
        sent.append(led.submit(secret, f"f{2 - n % 2}", 1, 5))
    assert all(future.result() for future in sent)
    led.move("close")
    return host.service.taken(led.actor, 1)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_name_label_or_reason_is_computed_by_a_spreadsheet(host, payload):
    room, pairs, profiles, _ = filled(host, payload)
    answers = cells(results.answers_csv(room, pairs, profiles, "en"))
    reasons = cells(results.reasons_csv(room, pairs, "en"))
    assert len(answers) == len(reasons) == 13
    assert [cell for row in answers + reasons for cell in row if cell.lstrip(" \u00a0").startswith(LIVE)] == []
    assert {row[-1] for row in answers[1:]} != {""}
    assert same(results.study(Taken(room, pairs, profiles, 0), 1, "en"), room, pairs)


def test_cells_written_as_they_are_would_be_computed(host, monkeypatch):
    room, pairs, profiles, _ = filled(host, "=1+1")
    monkeypatch.setattr(results, "csv_cell", lambda text: text)
    for file in (results.answers_csv(room, pairs, profiles, "en"), results.reasons_csv(room, pairs, "en")):
        rows = csv.reader(io.StringIO(file.decode("utf-8-sig")))
        assert [cell for row in rows for cell in row if cell.startswith("=")]


def test_there_is_no_file_of_another_kind(host, led, refused):
    led.fill(5)
    led.move("close")
    assert refused(export, host.service, led.actor, 1, "answers", "xlsx", "en") == "format-unknown"
    assert cells(export(host.service, led.actor, 1, "answers", "csv", "en").data)[1:]
