"""`kano workshop`: a room from the terminal, on the same store as the pages."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kano.cli import DONE, NEEDS_DECISION, main
from kano.commands import workshop as commands
from kano.errors import KanoError
from kano.i18n import LANGUAGES, catalogue
from kano.options.workshop import VERBS
from kano.questionnaire import load
from kano.workshop import host as hosts
from kano.workshop import tokens
from kano.workshop.rights import Role
from kano.workshop.room import Submission
from kano.workshop.service import DAY, MOVES


@pytest.fixture(autouse=True)
def shared(tmp_path, monkeypatch):
    monkeypatch.setenv(hosts.DATABASE, f"sqlite:///{tmp_path / 'workshop.db'}")
    monkeypatch.delenv(hosts.ADDRESS, raising=False)
    hosts.host.cache_clear()
    yield hosts.host()
    hosts.host().database.close()
    hosts.host.cache_clear()


def opened(capsys, *options):
    assert main(["workshop", "open", "hotpot", *options]) == DONE
    lines = capsys.readouterr().out.splitlines()
    return lines[0].rpartition(" ")[2], lines


def answered(shared, code, people=6):
    actor = shared.service.operator(code)
    room = shared.service.room(actor)
    for _ in range(people):
        secret = tokens.participant_secret()
        shared.participation.join(shared.participation.door(code, room.key, "192.0.2.1"), secret, "en")
        for screen in shared.participation.phone(code, secret).screens:
            said = {"functional": 1, "dysfunctional": 5, "why": "=1+1"} if screen.is_pair else {"option": 1}
            said |= {"importance": 7} if screen.is_pair and room.options.importance else {}
            shared.participation.answer(code, secret, Submission(screen.key, "t:1", 1, **said)).result()


def test_a_room_is_led_from_the_terminal(shared, capsys, tmp_path):
    code, lines = opened(capsys, "--pairs", "20", "--address", "https://kano.example.org")
    assert f"https://kano.example.org/j/{code}?k=" in lines[1]
    assert "/f#f." in lines[2]
    assert "/f#p." in lines[3]
    assert main(["workshop", "start", code.lower()]) == DONE
    answered(shared, code)
    assert main(["workshop", "status", code]) == DONE
    assert "Finished: 6" in capsys.readouterr().out
    assert main(["workshop", "close", code]) == DONE
    file = tmp_path / "answers.csv"
    assert main(["workshop", "export", code, "--out", str(file)]) == DONE
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 7
    assert sum(bool(cell) for row in rows[1:] for cell in row if cell) == 6 * (20 * 3 + 2)


def test_results_are_written_in_the_formats_of_reports(shared, capsys, tmp_path):
    code, _ = opened(capsys)
    main(["workshop", "start", code])
    answered(shared, code)
    main(["workshop", "close", code])
    file = tmp_path / "results.xlsx"
    assert main(["workshop", "export", code, "--what", "results", "--out", str(file), "--lang", "zh-Hans"]) == DONE
    assert zipfile.is_zipfile(file)
    reasons = tmp_path / "reasons.csv"
    assert main(["workshop", "export", code, "--what", "reasons", "--out", str(reasons)]) == DONE
    assert '"\'=1+1"' in reasons.read_text(encoding="utf-8-sig")


def exported(capsys, code, what, file):
    assert main(["workshop", "export", code, "--what", what, "--out", str(file)]) == DONE
    return capsys.readouterr().err.splitlines()


def test_an_export_says_who_is_not_in_it(shared, capsys, tmp_path):
    code, _ = opened(capsys, "--pairs", "20")
    main(["workshop", "start", code])
    answered(shared, code, 8)
    main(["workshop", "close", code])
    capsys.readouterr()
    file = tmp_path / "answers.csv"
    assert exported(capsys, code, "answers", file) == [f"wrote {file}"]
    main(["workshop", "reopen", code])
    answered(shared, code, 3)
    main(["workshop", "close", code])
    capsys.readouterr()
    for what in ("answers", "reasons"):
        wrote, *said = exported(capsys, code, what, file)
        assert said == ["- " + catalogue("en")("finding.workshop-left-out", n=3, least=5)]
        assert wrote == f"wrote {file}"


@pytest.mark.parametrize(
    ("said", "importance", "why"),
    [([], True, True), (["--no-importance"], False, True), (["--no-why"], True, False), (["--why"], True, True)],
)
def test_importance_is_the_questionnaires_and_a_reason_is_invited_unless_it_is_said_otherwise(
    shared, capsys, said, importance, why
):
    code, _ = opened(capsys, *said)
    options = shared.service.room(shared.service.operator(code)).options
    assert (options.importance, options.why) == (importance, why)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_whose_address_nobody_gave_are_said_to_be_a_guess(capsys, monkeypatch, lang):
    status, out, err = told(capsys, "open", "hotpot", "--lang", lang)
    address = out.splitlines()[1].partition(": ")[2].partition("/j/")[0]
    guess = catalogue(lang)("cli.room-address", address=address)
    assert (status, guess in err) == (DONE, True)
    assert guess not in told(capsys, "open", "hotpot", "--lang", lang, "--address", address)[2]
    hosts.host().database.close()
    hosts.host.cache_clear()
    monkeypatch.setenv(hosts.ADDRESS, address)
    assert guess not in told(capsys, "open", "hotpot", "--lang", lang)[2]


def test_the_minutes_are_those_of_the_first_round(shared, capsys):
    code, _ = opened(capsys)
    main(["workshop", "start", code])
    answered(shared, code, 6)
    main(["workshop", "pause", code])
    minutes = catalogue("en")("ui.workshop.minutes")
    capsys.readouterr()
    assert minutes in told(capsys, "status", code)[1]
    main(["workshop", "round", code])
    capsys.readouterr()
    assert minutes not in told(capsys, "status", code)[1]


def test_an_export_while_people_answer_says_what_to_do(shared, capsys, tmp_path):
    code, _ = opened(capsys)
    main(["workshop", "start", code])
    answered(shared, code)
    assert main(["workshop", "export", code, "--out", str(tmp_path / "a.csv")]) == NEEDS_DECISION
    assert capsys.readouterr().err.startswith("kano: ")
    assert not (tmp_path / "a.csv").exists()


def test_a_format_that_a_room_does_not_have_is_refused_before_anything_is_read(capsys, tmp_path):
    assert main(["workshop", "export", "AAAAAAA", "--out", str(tmp_path / "a.doc")]) == NEEDS_DECISION
    assert "answers.doc" in capsys.readouterr().err


def test_an_unknown_code_is_told_in_words(capsys):
    assert main(["workshop", "status", "AAAAAAA"]) == NEEDS_DECISION
    assert capsys.readouterr().err.startswith("kano: ")


def test_a_room_is_deleted_only_when_it_is_said_so(capsys):
    code, _ = opened(capsys)
    assert main(["workshop", "delete", code]) == NEEDS_DECISION
    assert main(["workshop", "status", code]) == DONE
    assert main(["workshop", "delete", code, "--yes"]) == DONE
    assert main(["workshop", "status", code]) == NEEDS_DECISION


def told(capsys, *command):
    """Status, stdout and stderr of a verb."""
    status = main(["workshop", *command])
    return status, *capsys.readouterr()


def past_its_day(monkeypatch):
    monkeypatch.setattr(hosts.host().service, "_clock", lambda: 4_000_000_000.0)


def test_a_sweep_with_nothing_due_needs_no_word(capsys):
    code, _ = opened(capsys, "--days", "1")
    assert told(capsys, "sweep") == (DONE, "Rooms deleted: 0\n", "")
    assert main(["workshop", "status", code]) == DONE


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sweep_tells_how_many_rooms_would_go_and_deletes_them_only_when_it_is_said(capsys, monkeypatch, lang):
    codes = [opened(capsys)[0] for _ in range(2)]
    past_its_day(monkeypatch)
    status, out, err = told(capsys, "sweep", "--lang", lang)
    assert (status, out) == (NEEDS_DECISION, "")
    assert err == catalogue(lang)("cli.sweep-ask", n=2) + "\n"
    assert "--yes" in err
    assert [main(["workshop", "status", code]) for code in codes] == [DONE, DONE]
    capsys.readouterr()
    assert told(capsys, "sweep", "--yes", "--lang", lang) == (DONE, catalogue(lang)("cli.room-swept", n=2) + "\n", "")
    assert [main(["workshop", "status", code]) for code in codes] == [NEEDS_DECISION, NEEDS_DECISION]


def test_a_clock_that_jumps_while_nobody_looks_deletes_nothing(capsys, monkeypatch):
    code, _ = opened(capsys)
    with monkeypatch.context() as jump:
        past_its_day(jump)
        assert [main(["workshop", "sweep"]) for _ in range(3)] == [NEEDS_DECISION] * 3
    assert main(["workshop", "sweep", "--yes"]) == DONE
    assert main(["workshop", "status", code]) == DONE


def secret(line):
    return line.rpartition(".")[2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_lost_link_is_replaced_and_the_old_one_is_out(shared, capsys, lang):
    code, before = opened(capsys, "--lang", lang)
    status, out, err = told(capsys, "rotate", code, "--address", "https://kano.example.org", "--lang", lang)
    lines, t = out.splitlines(), catalogue(lang)
    assert (status, lines[0]) == (DONE, before[0])
    assert lines[1].partition("?k=")[2] == before[1].partition("?k=")[2]
    assert lines[2].startswith(f"{t('ui.workshop.control-link')}: https://kano.example.org/f#f.")
    assert lines[3].startswith(f"{t('ui.workshop.view-link')}: https://kano.example.org/f#p.")
    assert t("cli.links-old") in err
    room = shared.service.room(shared.service.operator(code))
    for at, role in ((2, Role.FACILITATOR), (3, Role.PRESENTER)):
        assert shared.service.enter(room.id, secret(lines[at]), role).role is role
        with pytest.raises(KanoError, match="Nothing is open"):
            shared.service.enter(room.id, secret(before[at]), role)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("verb", "name", "value"),
    [("reveal", "revealed", True), ("hide", "revealed", False), ("lock", "locked", True), ("unlock", "locked", False)],
)
def test_the_big_screen_and_the_door_are_switched_and_nothing_else(shared, capsys, verb, name, value, lang):
    code, _ = opened(capsys)
    actor = shared.service.operator(code)
    before = shared.service.set(actor, locked=True, revealed=True) if not value else shared.service.room(actor)
    said = catalogue(lang)(f"cli.now-{verb}", code=code) + "\n"
    assert [told(capsys, verb, code, "--lang", lang) for _ in range(2)] == [(DONE, said, "")] * 2
    assert shared.service.room(actor) == replace(before, **{name: value})


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "Answering, round 2"), ("zh-Hans", "作答中, 第 2 轮"), ("zh-Hant", "作答中, 第 2 輪")],
)
def test_the_next_round_starts_when_somebody_has_answered(shared, capsys, lang, said):
    code, _ = opened(capsys)
    main(["workshop", "start", code])
    main(["workshop", "pause", code])
    capsys.readouterr()
    status, out, err = told(capsys, "round", code, "--lang", lang)
    assert (status, out, err.startswith("kano: ")) == (NEEDS_DECISION, "", True)
    main(["workshop", "resume", code])
    answered(shared, code, 1)
    main(["workshop", "pause", code])
    capsys.readouterr()
    assert told(capsys, "round", code, "--lang", lang) == (DONE, f"{code}: {said}\n", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_room_is_kept_for_the_days_that_are_said(shared, capsys, lang):
    code, _ = opened(capsys)
    status, out, err = told(capsys, "keep", code, "--days", "200", "--lang", lang)
    room = shared.service.room(shared.service.operator(code))
    assert room.expires - room.created == 200 * DAY
    day = f"{datetime.fromtimestamp(room.expires):%Y-%m-%d}"
    assert (status, out, err) == (DONE, catalogue(lang)("cli.room-kept", code=code, day=day) + "\n", "")


@pytest.mark.parametrize("days", ["0", "-1", "x", None])
def test_days_are_a_number_and_are_not_left_out(capsys, days):
    with pytest.raises(SystemExit, match="2"):
        main(["workshop", "keep", "AAAAAAA", *(["--days", days] if days else [])])
    assert capsys.readouterr().err.startswith("usage: kano workshop keep")


def test_a_room_is_kept_for_a_year_at_most(capsys):
    code, _ = opened(capsys)
    status, _, err = told(capsys, "keep", code, "--days", "366")
    assert (status, "1 to 365 days" in err) == (NEEDS_DECISION, True)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("people", "shown"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (6, "6")])
def test_the_answers_of_fewer_than_five_are_not_told_apart(shared, capsys, people, shown, lang):
    code, _ = opened(capsys, "--pairs", "20")
    main(["workshop", "start", code])
    answered(shared, code, people)
    capsys.readouterr()
    status, out, _ = told(capsys, "status", code, "--lang", lang)
    names = load("hotpot").labels(lang).values()
    rows = out.splitlines()[-len(names) :]
    assert (status, [row.rsplit(maxsplit=1) for row in rows]) == (DONE, [[name, shown] for name in names])


@pytest.mark.parametrize("verb", sorted({"reveal", "hide", "lock", "unlock", "round", "rotate"}))
def test_every_verb_tells_an_unknown_code_in_words(capsys, verb):
    status, out, err = told(capsys, verb, "AAAAAAA")
    assert (status, out, err.startswith("kano: ")) == (NEEDS_DECISION, "", True)


def test_the_help_says_which_store_is_meant(capsys, monkeypatch, tmp_path):
    with pytest.raises(SystemExit, match="0"):
        main(["workshop", "--help"])
    out = " ".join(capsys.readouterr().out.split())
    assert hosts.DATABASE in out
    assert "workshop.db in $XDG_DATA_HOME/kano, or in ~/.local/share/kano" in out
    monkeypatch.delenv(hosts.DATABASE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    hosts.host().database.close()
    hosts.host.cache_clear()
    code, _ = opened(capsys)
    assert (tmp_path / "data" / "kano" / "workshop.db").is_file()
    assert main(["workshop", "status", code]) == DONE


def test_every_verb_has_its_command():
    assert {function for function, _, _ in VERBS.values()} <= set(dir(commands))
    assert {verb for verb, (function, _, _) in VERBS.items() if function == "move"} == set(MOVES)
    assert {verb for verb, (function, _, _) in VERBS.items() if function == "switch"} == set(commands.SWITCHES)


@pytest.mark.parametrize("importance", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_of_answers_is_read_again_and_gives_the_figures_of_the_results(
    shared, capsys, tmp_path, lang, importance
):
    code, _ = opened(capsys, "--pairs", "20", "--importance" if importance else "--no-importance")
    main(["workshop", "start", code])
    answered(shared, code, 7)
    main(["workshop", "close", code])
    answers, results = str(tmp_path / "round1-answers.csv"), tmp_path / "round1-results.json"
    assert main(["workshop", "export", code, "--out", answers, "--lang", lang]) == DONE
    assert main(["workshop", "export", code, "--what", "results", "--out", str(results), "--lang", lang]) == DONE
    expected = json.loads(results.read_text(encoding="utf-8"))["classification"]["features"]
    for options in ([], ["--questionnaire", "hotpot"]):
        capsys.readouterr()
        assert main(["classify", answers, *options, "--format", "json"]) == DONE
        read = json.loads(capsys.readouterr().out)["features"]
        assert [figures(f) for f in read] == [figures(f) for f in expected]
    assert [f["feature"] for f in read] == [f["feature"] for f in expected]
    column = next(csv.reader(io.StringIO(Path(answers).read_text(encoding="utf-8-sig"))))[-2]
    assert main(["classify", answers, "--questionnaire", "hotpot", "--by", column, "--format", "json"]) == DONE
    assert {f["segment"] for f in json.loads(capsys.readouterr().out)["features"]} == {None, segment(lang)}


def figures(feature):
    return {name: feature[name] for name in ("n", "counts", "category", "verdict", "better", "worse", "importance")}


def segment(lang):
    """What everybody in `answered` says about himself: the first option of the first question."""
    return load("hotpot").segments[0].options[0].label[lang]
